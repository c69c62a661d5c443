"""The commands and snippets of the documentation, taken out of its Markdown."""

from __future__ import annotations

import re
import shlex
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import typer.main

from bot.cli import app

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))

_FENCE = re.compile(r"^(?P<indent> *)```(?P<language>\w*)\n(?P<text>.*?)^(?P=indent)```$", re.M | re.S)
_INDENTED = re.compile(r"^ {4,}(?P<text>(?:\.venv/bin/)?(?:relais|make) .*)$", re.M)
_INLINE = re.compile(r"(?<!`)`(relais [^`\n{]+)`(?!`)")


@dataclass(frozen=True, slots=True)
class Snippet:
    """`page` and the line it begins at, for whoever has to find it; `text` without the prompt."""

    page: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line} {self.text.splitlines()[0][:60]}"


def blocks(page: Path, language: str) -> Iterator[Snippet]:
    """Fenced blocks of one language."""
    text = page.read_text("utf-8")
    for found in _FENCE.finditer(text):
        if found["language"] == language:
            yield Snippet(page.name, text.count("\n", 0, found.start()) + 1, textwrap.dedent(found["text"]))


def typed(page: Path) -> Iterator[Snippet]:
    """What is to be typed: lines of console blocks that begin with "$ ", and indented lines with relais or make."""
    text = page.read_text("utf-8")
    for block in blocks(page, "console"):
        for number, line in enumerate(block.text.splitlines(), 1):
            if line.startswith("$ "):
                yield Snippet(page.name, block.line + number, line[2:])
    for found in _INDENTED.finditer(_FENCE.sub(lambda fence: "\n" * fence[0].count("\n"), text)):
        yield Snippet(page.name, text.count("\n", 0, found.start()) + 1, _without_remark(found["text"]))


def mentioned(page: Path) -> Iterator[Snippet]:
    """Commands of Relais in running text and in the program's own sentences, in backticks."""
    text = page.read_text("utf-8")
    for found in _INLINE.finditer(text):
        yield Snippet(page.name, text.count("\n", 0, found.start()) + 1, found[1])


def _without_remark(line: str) -> str:
    """Synopses have what they are for behind two spaces."""
    return re.split(r" {2,}", line.removeprefix(".venv/bin/"))[0]


def of_relais(command: str) -> list[str] | None:
    """The words behind `relais` of a command that can be run; None for another program or a synopsis."""
    if not command.startswith("relais ") or re.search(r"[\[|]|\b[A-Z]{2,}\b(?!\.)", command):
        return None
    return shlex.split(command, comments=True)[1:]


@cache
def _relais() -> Any:
    """Typer carries a click of its own, whose classes are not to be named."""
    return typer.main.get_command(app)


def leaf(words: list[str]) -> tuple[Any, list[str]]:
    """The command that these words name, and what follows. Raises LookupError for one that does not exist."""
    command, rest = _relais(), list(words)
    while hasattr(command, "commands"):
        while rest and rest[0].startswith("--"):
            option = rest.pop(0)
            _known(command, option)
            if option == "--help":
                return command, rest
            rest.pop(0)
        name = rest.pop(0) if rest else ""
        inner = command.commands.get(name)
        if inner is None:
            if not name and command is not _relais():
                return command, rest
            raise LookupError(f"there is no command {name!r}")
        command = inner
    return command, rest


def check_synopsis(text: str) -> None:
    """Raises LookupError when a command or an option in it does not exist."""
    head, *alternatives = (part for part in re.sub(r"[\[\]]", " ", text).split("|") if part.strip())
    words = head.split()[1:]
    command, rest = leaf(words)
    for part in alternatives:
        first = part.split()[0]
        if first.startswith("--"):
            _known(command, first)
        elif re.fullmatch("[a-z]+", first) and not rest:
            leaf([*words[:-1], first])
    for word in rest:
        if word.startswith("--"):
            _known(command, word.split("=")[0])


def _known(command: Any, option: str) -> None:
    known = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
    if option not in {*known, "--help"}:
        raise LookupError(f"{command.name} has no option {option}")
