"""What a title looks like, and how far it runs; shared by the ways of finding headings.

`style` of a heading names the way of numbering; ingest.cleaning.outline makes levels of styles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.cleaning import hyphens
from ingest.cleaning.blocks import Line

PARTS = ("deel", "partie", "part", "pijler", "pilier", "pillar", "as", "axe", "hoofdstuk", "chapitre", "chapter",
         "titel", "titre", "bijlage", "annexe", "annex")  # fmt: skip
GOALS = ("strategische doelstelling", "objectif stratégique", "strategic objective", "sd", "os")
SUBGOALS = ("operationele doelstelling", "objectif opérationnel", "operational objective", "od", "oo")
PROPOSALS = ("voorstel", "proposition", "proposal", "fiche", "actie", "action", "maatregel", "mesure", "aanbeveling",
             "recommandation", "recommendation")  # fmt: skip

LABELS = {
    **dict.fromkeys(PARTS, "part"),
    **dict.fromkeys(GOALS, "goal"),
    **dict.fromkeys(SUBGOALS, "subgoal"),
    **dict.fromkeys(PROPOSALS, "proposal"),
}

LABEL = re.compile(
    rf"^({'|'.join(sorted(LABELS, key=len, reverse=True))}) (\d{{1,2}}(?:\.\d{{1,2}})?|[IVX]+)"
    r"(?:\s*[:–—-]\s*(?P<after>.*)|\.?\s+(?P<bare>[A-ZÀ-Ý«“‘\"].*)|\.?\s*)$",
    re.IGNORECASE,
)
BARELABEL = re.compile(rf"^(?:{'|'.join(LABELS)}) \d{{1,2}}$", re.IGNORECASE)
"""A label alone on its line is followed by its title, even where the extraction sees a page begin."""
BULLET = re.compile(r"^(?:[•●◦▪■–—*-]|\(?[a-z]\)|[a-z]/|\(?[ivx]{1,4}\)|\d{1,2}[.)])\s+(?=\S)")
_UNFINISHED = re.compile(r"[^\s.,;:!?…]$")
STARTS = re.compile(r"^[«“‘\"'(]*\s*[A-ZÀ-Ý0-9]")
_OPEN_NL = "de het een en of van voor met in op tot te aan bij naar om door die dat over uit per wat waar waarmee als"
_OPEN_FR = "le la les des du et ou un une à au aux pour par dans sur avec que qui the of and to with an"
OPEN_WORDS = frozenset(f"{_OPEN_NL} {_OPEN_FR}".split())
"""Nothing ends with these: a line that does goes on."""
ON_PURPOSE = 0.9
"""Share of the usual width up to which a next word would have fitted for certain."""
MAX_LINES = 4
MAX_WORDS = 24


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading found at a line: `taken` lines belong to it."""

    title: str
    style: str
    mark: str
    taken: int


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document is set: `width` is the length (characters) that nine lines in ten do not exceed; `spaced` tells
    that a blank line follows every line, so that it means nothing; `known` judges hyphens at line ends."""

    width: int
    spaced: bool
    known: hyphens.Evidence


def paragraph(lines: Sequence[Line], at: int, limit: int = MAX_LINES + 1) -> int:
    """How many lines (at most `limit`) stand together without a blank line from `at` on."""
    count = 1
    bare = bool(BARELABEL.match(lines[at].text))
    while (
        count < limit
        and at + count < len(lines)
        and not (lines[at + count].gap and not (bare and count > 1 and lines[at + count].text[:1].islower()))
        and not (lines[at + count].starts_page and not (count == 1 and bare))
        and (
            not BULLET.match(lines[at + count].text)
            or all(is_capitals(line.text) for line in lines[at : at + count + 1])
        )
    ):
        count += 1
    return count


def text_of(lines: Sequence[Line], at: int, count: int, layout: Layout, first: str | None = None) -> str:
    joined = lines[at].text if first is None else first
    for before, line in zip(lines[at : at + count], lines[at + 1 : at + count], strict=False):
        joined = hyphens.join(joined, line.text, layout.known, open_hyphen=before.open_hyphen)
    return joined


def title_ok(title: str, limit: int = MAX_WORDS) -> bool:
    return bool(
        _UNFINISHED.search(title)
        and STARTS.match(title)
        and len(title.split()) <= limit
        and not re.search(r"[a-zà-ÿ]{3}[.!?] [A-ZÀ-Ý]", title)
        and re.search(r"[^\W\d_]{3}", title)
        and not re.search(r"https?://|@|…$|\b\d{4} [A-Z]", title)
        and title.rsplit(" ", 1)[-1].lower() not in OPEN_WORDS
    )


def ended_on_purpose(lines: Sequence[Line], at: int, layout: Layout) -> bool:
    """Whether the first word of the next line would have fitted on this one: nobody sets running text like that."""
    if at + 1 >= len(lines):
        return True
    return len(lines[at].text) + 1 + len(lines[at + 1].text.split(" ")[0]) <= ON_PURPOSE * layout.width


def is_capitals(text: str) -> bool:
    letters = re.findall(r"[^\W\d_]", text)
    return len(letters) >= 4 and sum(letter.isupper() for letter in letters) >= 0.95 * len(letters)
