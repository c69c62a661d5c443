"""What an answer consists of on the screen. Texts are cleaned already; the templates escape and arrange them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from bot.ports import Rendered

_TELEPHONE = re.compile(r"(?<![\w/=.-])0\d{1,3}(?: \d{2,3}){2,4}(?![\w/])")
"""As repertories write them: 02 555 10 01, 0470 12 34 56, 0800 32 123."""


@dataclass(frozen=True, slots=True)
class Say:
    """A sentence of Relais; `strong` for a direct answer or a warning."""

    text: str
    strong: bool = False
    kind: Literal["say"] = "say"


@dataclass(frozen=True, slots=True)
class ServiceBlock:
    """A service: `name` stands out, `about` follows it on the line, each of `facts` is a line of its own."""

    pictogram: str
    name: str
    about: str
    facts: tuple[str, ...]
    kind: Literal["service"] = "service"


@dataclass(frozen=True, slots=True)
class PassageBlock:
    """A quotation with the line that says where it comes from."""

    quote: str
    source: str
    kind: Literal["passage"] = "passage"


Block = Say | ServiceBlock | PassageBlock


def rendered(blocks: list[Block]) -> Rendered:
    """The blocks as text for a room."""
    return Rendered(
        plain=_environment().get_template("answer.txt.j2").render(blocks=blocks).strip(),
        html=_unbroken(_environment().get_template("answer.html.j2").render(blocks=blocks).strip()),
    )


def _unbroken(html: str) -> str:
    """A telephone number stays on one line; the plain text keeps its spaces, for whoever copies it."""
    return _TELEPHONE.sub(lambda found: found.group().replace(" ", "\u00a0"), html)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=select_autoescape(enabled_extensions=("html.j2",), default=True, disabled_extensions=("txt.j2",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
