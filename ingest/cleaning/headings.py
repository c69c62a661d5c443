"""Which lines are headings.

A heading is known by its number (1., 1.1, A., a., I.), by its label (ingest.cleaning.labels) or, without either, by
being short, unfinished and alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.cleaning.blocks import Line
from ingest.cleaning.labels import labelled
from ingest.cleaning.titles import (
    BULLET,
    MAX_LINES,
    OPEN_WORDS,
    STARTS,
    Heading,
    Layout,
    ended_on_purpose,
    is_capitals,
    paragraph,
    text_of,
    title_ok,
)

_MARKERS = (
    ("decimal", re.compile(r"^(\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+(\S.*)$")),
    ("decimal", re.compile(r"^(\d{1,2})\.\s+(\S.*)$")),
    ("roman", re.compile(r"^([IVX]{1,5})\.\s+(\S.*)$")),
    ("upper", re.compile(r"^([A-Z])\.\s+(\S.*)$")),
    ("lower", re.compile(r"^([a-z])[./]\s+(\S.*)$")),
)
_CAPTION = re.compile(r"^(?:fig(?:uur|ure)?|tab(?:el|leau)?|bron|source|kaart|carte|grafiek)\b[ .:]", re.IGNORECASE)
_ENTRY = re.compile(r"^[A-Z][\w+-]*(?: \([^)]*\))?\s?: ")
_CELL = re.compile(r"^(?:(?:vanaf |depuis |dès |from )?\d{4}|cfr?\b|zie |voir |see )", re.IGNORECASE)
MAX_RUN_IN_WORDS = 14


def find(lines: Sequence[Line], at: int, layout: Layout, *, after_heading: bool, finished: bool) -> Heading | None:
    """The heading that starts at line `at`, or None. `finished`: the text before it ended its sentence."""
    line = lines[at]
    fresh = line.gap > 0 or line.starts_page or at == 0 or after_heading
    if fresh or finished:
        numbered = labelled(lines, at, layout) or _numbered(lines, at, layout)
        if numbered:
            return numbered
    if not (fresh or (layout.spaced and finished)):
        return None
    return _capitals(lines, at, layout) or _run_in(lines, at, layout, finished=finished or after_heading)


def _numbered(lines: Sequence[Line], at: int, layout: Layout) -> Heading | None:
    first = _doubled(lines[at].text)
    for style, pattern in _MARKERS:
        match = pattern.match(first)
        if match is None:
            continue
        mark = match.group(1)
        for count in _extents(lines, at, layout):
            title = text_of(lines, at, count, layout, first=match.group(2))
            if title_ok(title):
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
    together = paragraph(lines, at)
    count = 1
    while count < together and (
        lines[at + count].text[:1].islower()
        or lines[at + count - 1].text.rsplit(" ", 1)[-1].lower() in OPEN_WORDS
        or (layout.spaced and len(lines[at + count - 1].text) > 0.8 * layout.width)
    ):
        count += 1
    if layout.spaced:
        return [count] if count <= MAX_LINES else []
    ended_early = count <= MAX_LINES and ended_on_purpose(lines, at + count - 1, layout)
    whole = [together] if together <= MAX_LINES else []
    return [*whole, count] if ended_early else whole


def _capitals(lines: Sequence[Line], at: int, layout: Layout) -> Heading | None:
    count = 0
    while count < MAX_LINES and at + count < len(lines) and is_capitals(lines[at + count].text):
        if count and (lines[at + count].gap or lines[at + count].starts_page):
            break
        count += 1
    title = text_of(lines, at, count, layout) if count else ""
    if (
        not count
        or BULLET.match(title)
        or len(title.split()) > MAX_RUN_IN_WORDS
        or not re.search(r"[^\W\d_)]$|[’\"»]$", title)
    ):
        return None
    return None if _ENTRY.match(title) else Heading(title, "capitals", "", count)


def _run_in(lines: Sequence[Line], at: int, layout: Layout, *, finished: bool) -> Heading | None:
    count = 1 if layout.spaced else paragraph(lines, at)
    if count > 1 and not layout.spaced and lines[at + 1].text[:1].isupper() and finished:
        # a title directly above its text: its line has room for the next word
        count = 1 if ended_on_purpose(lines, at, layout) and len(lines[at + 1].text) > 0.6 * layout.width else count
    after = at + count
    if count > MAX_LINES or after >= len(lines) or lines[after].starts_page or BULLET.match(lines[at].text):
        return None
    title = text_of(lines, at, count, layout)
    if not title_ok(title, MAX_RUN_IN_WORDS) or len(lines[at].text) > 0.85 * layout.width:
        return None
    following = lines[after].text
    opens = bool(STARTS.match(following) or BULLET.match(following))
    alone = finished if layout.spaced else True
    if not (opens and alone) or _CAPTION.match(title) or _ENTRY.match(title) or _CELL.match(title):
        return None
    return Heading(title, "run-in", "", count)
