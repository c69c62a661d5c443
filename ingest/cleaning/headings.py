"""Which lines are headings, and how they are numbered.

A heading is known by its number (1., 1.1, A., a., I., "AS 2:", "VOORSTEL 3", "OD 1.2") or, without one, by being short,
unfinished and alone. `style` names the way of numbering; ingest.cleaning.outline makes levels of styles.
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

_LABELS = {
    **dict.fromkeys(PARTS, "part"),
    **dict.fromkeys(GOALS, "goal"),
    **dict.fromkeys(SUBGOALS, "subgoal"),
    **dict.fromkeys(PROPOSALS, "proposal"),
}
_LABEL = re.compile(
    rf"^({'|'.join(sorted(_LABELS, key=len, reverse=True))}) (\d{{1,2}}(?:\.\d{{1,2}})?|[IVX]+)"
    r"(?:\s*[:–—-]\s*(?P<after>.*)|\.?\s+(?P<bare>[A-ZÀ-Ý«“‘\"].*)|\.?\s*)$",
    re.IGNORECASE,
)
_BARE_LABEL = re.compile(rf"^(?:{'|'.join(_LABELS)}) \d{{1,2}}$", re.IGNORECASE)
"""A label alone on its line is followed by its title, even where the extraction sees a page begin."""

_MARKERS = (
    ("decimal", re.compile(r"^(\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+(\S.*)$")),
    ("decimal", re.compile(r"^(\d{1,2})\.\s+(\S.*)$")),
    ("roman", re.compile(r"^([IVX]{1,5})\.\s+(\S.*)$")),
    ("upper", re.compile(r"^([A-Z])\.\s+(\S.*)$")),
    ("lower", re.compile(r"^([a-z])[./]\s+(\S.*)$")),
)
BULLET = re.compile(r"^(?:[•●◦▪■–—*-]|\(?[a-z]\)|[a-z]/|\(?[ivx]{1,4}\)|\d{1,2}[.)])\s+(?=\S)")
_UNFINISHED = re.compile(r"[^\s.,;:!?…]$")
_STARTS = re.compile(r"^[«“‘\"'(]*\s*[A-ZÀ-Ý0-9]")
_CAPTION = re.compile(r"^(?:fig(?:uur|ure)?|tab(?:el|leau)?|bron|source|kaart|carte|grafiek)\b[ .:]", re.IGNORECASE)
_OPEN_NL = "de het een en of van voor met in op tot te aan bij naar om door die dat over uit per wat waar waarmee als"
_OPEN_FR = "le la les des du et ou un une à au aux pour par dans sur avec que qui the of and to with an"
_OPEN_WORDS = frozenset(f"{_OPEN_NL} {_OPEN_FR}".split())
"""Nothing ends with these: a line that does goes on."""

_ENTRY = re.compile(r"^[A-Z][\w+-]*(?: \([^)]*\))?\s?: ")
_CELL = re.compile(r"^(?:(?:vanaf |depuis |dès |from )?\d{4}|cfr?\b|zie |voir |see )", re.IGNORECASE)
MAX_LINES = 4
ON_PURPOSE = 0.9
"""Share of the usual width up to which a next word would have fitted for certain."""
MAX_WORDS = 24
MAX_RUN_IN_WORDS = 14
MAX_LABEL_LINES = 6
MAX_LABEL_WORDS = 45
"""A goal is a whole sentence; a chapter title is not."""


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


def find(lines: Sequence[Line], at: int, layout: Layout, *, after_heading: bool, finished: bool) -> Heading | None:
    """The heading that starts at line `at`, or None. `finished`: the text before it ended its sentence."""
    line = lines[at]
    fresh = line.gap > 0 or line.starts_page or at == 0 or after_heading
    if fresh or finished:
        numbered = _labelled(lines, at, layout) or _numbered(lines, at, layout)
        if numbered:
            return numbered
    if not (fresh or (layout.spaced and finished)):
        return None
    return _capitals(lines, at, layout) or _run_in(lines, at, layout, finished=finished or after_heading)


def _paragraph(lines: Sequence[Line], at: int, limit: int = MAX_LINES + 1) -> int:
    """How many lines (at most `limit`) stand together without a blank line from `at` on."""
    count = 1
    bare = bool(_BARE_LABEL.match(lines[at].text))
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


def _text(lines: Sequence[Line], at: int, count: int, layout: Layout, first: str | None = None) -> str:
    joined = lines[at].text if first is None else first
    for before, line in zip(lines[at:], lines[at + 1 : at + count], strict=False):
        joined = hyphens.join(joined, line.text, layout.known, open_hyphen=before.open_hyphen)
    return joined


def _title_ok(title: str, limit: int = MAX_WORDS) -> bool:
    return bool(
        _UNFINISHED.search(title)
        and _STARTS.match(title)
        and len(title.split()) <= limit
        and not re.search(r"[a-zà-ÿ]{3}[.!?] [A-ZÀ-Ý]", title)
        and re.search(r"[^\W\d_]{3}", title)
        and not re.search(r"https?://|@|…$|\b\d{4} [A-Z]", title)
        and title.rsplit(" ", 1)[-1].lower() not in _OPEN_WORDS
    )


def _labelled(lines: Sequence[Line], at: int, layout: Layout) -> Heading | None:
    together = _paragraph(lines, at, MAX_LABEL_LINES + 1)
    for used in (1, 2):
        match = _LABEL.match(_text(lines, at, used, layout)) if used <= together else None
        if match is None:
            continue
        label, mark = match.group(1), match.group(2)
        if not label[0].isupper():
            return None
        style, head = _LABELS[label.lower()], f"{label} {mark}"
        rest = match.group("after") or match.group("bare") or ""
        for count in _label_extents(lines, at, used if rest else used + 1, together, layout):
            title = _text(lines, at + used - 1, count - used + 1, layout, first=rest) if rest or count > used else ""
            title = re.sub(r"(?<=[\w)])\.$", "", title.strip())
            if title and _title_ok(title, MAX_LABEL_WORDS):
                return Heading(f"{head}: {title}", style, mark, count)
        if rest:
            return None
        return _with_title_below(lines, at, used, Heading(head, style, mark, used), layout)
    return None


def _with_title_below(lines: Sequence[Line], at: int, used: int, bare: Heading, layout: Layout) -> Heading:
    """A proposal's title may stand a blank line below its label."""
    below = at + used
    if bare.style not in {"proposal", "part"} or below >= len(lines) or BULLET.match(lines[below].text):
        return bare
    count = _paragraph(lines, below, MAX_LABEL_LINES + 1)
    title = _text(lines, below, count, layout)
    if count > MAX_LABEL_LINES or not _title_ok(title) or _LABEL.match(title) or is_capitals(title):
        return bare
    return Heading(f"{bare.title}: {title}", bare.style, bare.mark, used + count)


def _label_extents(lines: Sequence[Line], at: int, used: int, together: int, layout: Layout) -> list[int]:
    """How many lines a labelled heading may take: all up to the blank line, else those that go on in lower case."""
    count = min(used, together)
    while count < together and lines[at + count].text[:1].islower():
        count += 1
    if together > MAX_LABEL_LINES:
        return [count]
    stops = used < count < together or (count == used and together > used and not is_capitals(lines[at].text))
    return [count, together] if stops and _ended_on_purpose(lines, at + count - 1, layout) else [together, count]


def _numbered(lines: Sequence[Line], at: int, layout: Layout) -> Heading | None:
    first = _doubled(lines[at].text)
    for style, pattern in _MARKERS:
        match = pattern.match(first)
        if match is None:
            continue
        mark = match.group(1)
        for count in _extents(lines, at, layout):
            title = _text(lines, at, count, layout, first=match.group(2))
            if _title_ok(title):
                shown = f"{mark}." if "." not in mark else mark
                return Heading(f"{shown} {title}", style, mark, count)
        return None
    return None


def _doubled(text: str) -> str:
    """ "1. CONTEXTE1. CONTEXT": a title printed in two languages on one spot keeps the last."""
    match = re.match(r"^(\d{1,2}\.)\s+\S.*?(?<=\S)\1\s+(\S.*)$", text)
    return f"{match.group(1)} {match.group(2)}" if match else text


def _extents(lines: Sequence[Line], at: int, layout: Layout) -> list[int]:
    """How many lines a numbered heading may take, the likeliest first."""
    together = _paragraph(lines, at)
    count = 1
    while count < together and (
        lines[at + count].text[:1].islower()
        or lines[at + count - 1].text.rsplit(" ", 1)[-1].lower() in _OPEN_WORDS
        or (layout.spaced and len(lines[at + count - 1].text) > 0.8 * layout.width)
    ):
        count += 1
    if layout.spaced:
        return [count] if count <= MAX_LINES else []
    ended_early = count <= MAX_LINES and _ended_on_purpose(lines, at + count - 1, layout)
    whole = [together] if together <= MAX_LINES else []
    return [*whole, count] if ended_early else whole


def _ended_on_purpose(lines: Sequence[Line], at: int, layout: Layout) -> bool:
    """Whether the first word of the next line would have fitted on this one: nobody sets running text like that."""
    if at + 1 >= len(lines):
        return True
    return len(lines[at].text) + 1 + len(lines[at + 1].text.split(" ")[0]) <= ON_PURPOSE * layout.width


def is_capitals(text: str) -> bool:
    letters = re.findall(r"[^\W\d_]", text)
    return len(letters) >= 4 and sum(letter.isupper() for letter in letters) >= 0.95 * len(letters)


def _capitals(lines: Sequence[Line], at: int, layout: Layout) -> Heading | None:
    count = 0
    while count < MAX_LINES and at + count < len(lines) and is_capitals(lines[at + count].text):
        if count and (lines[at + count].gap or lines[at + count].starts_page):
            break
        count += 1
    title = _text(lines, at, count, layout) if count else ""
    if (
        not count
        or BULLET.match(title)
        or len(title.split()) > MAX_RUN_IN_WORDS
        or not re.search(r"[^\W\d_)]$|[’\"»]$", title)
    ):
        return None
    return None if _ENTRY.match(title) else Heading(title, "capitals", "", count)


def _run_in(lines: Sequence[Line], at: int, layout: Layout, *, finished: bool) -> Heading | None:
    count = 1 if layout.spaced else _paragraph(lines, at)
    if count > 1 and not layout.spaced and lines[at + 1].text[:1].isupper() and finished:
        # a title directly above its text: its line has room for the next word
        count = 1 if _ended_on_purpose(lines, at, layout) and len(lines[at + 1].text) > 0.6 * layout.width else count
    after = at + count
    if count > MAX_LINES or after >= len(lines) or lines[after].starts_page or BULLET.match(lines[at].text):
        return None
    title = _text(lines, at, count, layout)
    if not _title_ok(title, MAX_RUN_IN_WORDS) or len(lines[at].text) > 0.85 * layout.width:
        return None
    following = lines[after].text
    opens = bool(_STARTS.match(following) or BULLET.match(following))
    alone = finished if layout.spaced else True
    if not (opens and alone) or _CAPTION.match(title) or _ENTRY.match(title) or _CELL.match(title):
        return None
    return Heading(title, "run-in", "", count)
