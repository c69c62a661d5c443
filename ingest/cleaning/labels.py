"""Headings that say what they are: "AS 2: ...", "PIJLER 1", "OD 1.2", "VOORSTEL 3", "CHAPITRE IV"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.cleaning.blocks import Line
from ingest.cleaning.titles import (
    BULLET,
    LABEL,
    LABELS,
    Heading,
    Layout,
    ended_on_purpose,
    is_capitals,
    paragraph,
    text_of,
    title_ok,
)

MAX_LABEL_LINES = 6
MAX_LABEL_WORDS = 45
"""A goal is a whole sentence; a chapter title is not."""


def labelled(lines: Sequence[Line], at: int, layout: Layout) -> Heading | None:
    together = paragraph(lines, at, MAX_LABEL_LINES + 1)
    for used in (1, 2):
        match = LABEL.match(text_of(lines, at, used, layout)) if used <= together else None
        if match is None:
            continue
        label, mark = match.group(1), match.group(2)
        if not label[0].isupper():
            return None
        style, head = LABELS[label.lower()], f"{label} {mark}"
        rest = match.group("after") or match.group("bare") or ""
        for count in _label_extents(lines, at, used if rest else used + 1, together, layout):
            title = text_of(lines, at + used - 1, count - used + 1, layout, first=rest) if rest or count > used else ""
            title = re.sub(r"(?<=[\w)])\.$", "", title.strip())
            if title and title_ok(title, MAX_LABEL_WORDS):
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
    count = paragraph(lines, below, MAX_LABEL_LINES + 1)
    title = text_of(lines, below, count, layout)
    if count > MAX_LABEL_LINES or not title_ok(title) or LABEL.match(title) or is_capitals(title):
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
    return [count, together] if stops and ended_on_purpose(lines, at + count - 1, layout) else [together, count]
