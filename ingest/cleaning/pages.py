"""Where pages begin, and what stands on them that is not their text.

A text file keeps pages as form feeds, or (as many extractors leave it) as a line that starts with one space.
Furniture is what a reader of the page skips: page numbers, running titles, vertical letters, debris of figures.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.cleaning.blocks import Line, RawPage

_BULLET = re.compile(r"^(?:[•●◦▪■–*\-]|[a-z][/)])\s")
_SPACE_MARKED_MAX = 0.12
"""Above this share of lines that start with a space, the space is indentation and no page mark."""

_PAGE_NUMBER = re.compile(
    r"^(?:[-–|]\s*)?(?:(?:blz\.?|p\.?|pagina|page|bladzijde)\s*)?\d{1,3}(?:\s*(?:/|van|sur|of)\s*\d{1,3})?(?:\s*[-–|])?$",
    re.IGNORECASE,
)
_ODD_CASE = re.compile(r"^(?=.*[a-z])(?:[a-z]+[A-Z]|[A-Z]*[a-z]+[A-Z]|[A-Z]{2,}[a-z]{2})")
_VERTICAL_RUN = 8
"""So many lines of at most three characters in a row are letters of a vertical title, not words."""

_DEBRIS_WORDS = 3
_EDGE = 3
_REPEATS = 3
_TEXT_SHARE = 0.25
_NO_RUNNING = re.compile(r"^[•●◦\-–]|^[\w ]{2,24} #(?:\.#)?\b|^#(?:\.#)*\.? \w")
"""List items, "VOORSTEL 3" and "1.2 Title" look alike on every page where they stand and are no running titles."""


def lines_of(pages: Sequence[RawPage]) -> list[Line]:
    """The non-blank lines of a document, with the blank lines before each counted and pages numbered from 0."""
    lines: list[Line] = []
    page = -1
    marked = len(pages) == 1 and "\f" not in pages[0].text and _marks_pages_by_space(pages[0].text)
    for raw in pages:
        for part in raw.text.split("\f"):
            page += 1
            gap, first = 0, True
            for row in part.split("\n"):
                text = " ".join(row.split())
                if not text:
                    gap += 1
                    continue
                if marked and not first and _is_page_start(row):
                    page, first = page + 1, True
                open_hyphen = text.endswith("-") and row != row.rstrip()
                lines.append(Line(text, gap, page, raw.number, open_hyphen, first))
                gap, first = 0, False
    return lines


def _is_page_start(row: str) -> bool:
    return row[:1] == " " and row[1:2] not in ("", " ", "\t") and not _BULLET.match(row[1:])


def _marks_pages_by_space(text: str) -> bool:
    rows = [row for row in text.split("\n") if row.strip()]
    starts = sum(_is_page_start(row) for row in rows)
    return len(rows) > 40 and 2 <= starts <= _SPACE_MARKED_MAX * len(rows)


def without_furniture(lines: Sequence[Line]) -> list[Line]:
    """The lines that are text; the gap before a dropped line goes to the next one."""
    drop = _vertical(lines) | _numbers_and_neighbours(lines) | _running(lines) | _debris(lines)
    kept: list[Line] = []
    gap, starts = 0, False
    for index, line in enumerate(lines):
        if index in drop:
            gap, starts = gap + line.gap, starts or line.starts_page
            continue
        kept.append(
            Line(line.text, line.gap + gap, line.page, line.number, line.open_hyphen, line.starts_page or starts)
        )
        gap, starts = 0, False
    return kept


def _vertical(lines: Sequence[Line]) -> set[int]:
    drop: set[int] = set()
    run: list[int] = []
    for index, line in enumerate([*lines, Line("end of the document", 0, -1)]):
        if len(line.text) <= 3 and line.text not in "•●◦▪":
            run.append(index)
            continue
        if len(run) >= _VERTICAL_RUN:
            drop.update(run)
        run = []
    return drop


def _numbers_and_neighbours(lines: Sequence[Line]) -> set[int]:
    """Page numbers on a line of their own, and the repeated short lines that stand around them."""
    numbers = {i for i, line in enumerate(lines) if _PAGE_NUMBER.match(line.text) and _stands_alone(lines, i)}
    near: dict[int, str] = {}
    for i in numbers:
        for step in (1, -1):
            for k in range(i + step, i + step * (_EDGE + 1), step):
                if 0 <= k < len(lines) and len(lines[k].text) <= 40 and lines[k].text[-1:] not in ".,;:":
                    near[k] = lines[k].text
                else:
                    break
    counts = Counter(near.values())
    return numbers | {k for k, text in near.items() if counts[text] > 1}


def _stands_alone(lines: Sequence[Line], index: int) -> bool:
    after = index + 1 >= len(lines) or lines[index + 1].gap > 0 or lines[index + 1].starts_page
    return after and (lines[index].gap > 0 or lines[index].starts_page or index == 0)


def _running(lines: Sequence[Line]) -> set[int]:
    """Lines at the edge of pages that come back (digits aside) on at least three of them."""
    edges: dict[int, str] = {}
    for page in _by_page(lines):
        for index in {*page[:2], *page[-2:]}:
            if len(lines[index].text) <= 90:
                edges[index] = re.sub(r"\d+", "#", lines[index].text.lower())
    counts = Counter(edges.values())
    # pages of a text file are guesses, where a title may often stand at a supposed page start
    real = bool(lines) and lines[0].number is not None
    least = _REPEATS if real else max(_REPEATS, (lines[-1].page + 1) * _TEXT_SHARE) if lines else 0
    return {i for i, text in edges.items() if counts[text] >= least and not _NO_RUNNING.match(text)}


def _by_page(lines: Sequence[Line]) -> Iterable[list[int]]:
    pages: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        pages.setdefault(line.page, []).append(index)
    return pages.values() if len(pages) >= _REPEATS else ()


def _debris(lines: Sequence[Line]) -> set[int]:
    """Groups of lines between blanks of which half the words have capitals inside: letters of a figure."""
    groups: list[list[int]] = []
    for index, line in enumerate(lines):
        if line.gap or not groups:
            groups.append([])
        groups[-1].append(index)
    odd = [_odd_words(" ".join(lines[i].text for i in group)) for group in groups]
    drop: set[int] = set()
    for at, count in enumerate(odd):
        near = max(odd[max(0, at - 2) : at + 3])
        # One word such as "BruZEL" is a name; three of them side by side, and what stands around those, are a figure.
        if count >= _DEBRIS_WORDS or (count >= 1 and near >= _DEBRIS_WORDS):
            drop.update(groups[at])
    return drop


def _odd_words(text: str) -> int:
    """The number of words with capitals inside, if they are at least half of the words; else 0."""
    words = re.findall(r"[^\W\d_]{2,}", text)
    odd = sum(1 for word in words if _ODD_CASE.match(word))
    return odd if len(words) <= 30 and odd * 2 >= len(words) and not re.search(r"[.@:]", text) else 0
