"""Notes at the foot of a page, and the marks in the text that point to them.

A note is a line "12 Text" whose number is the next expected one and whose mark is glued to a word above it. From the
first note of a page to the end of that page everything is notes; the sentence they cut goes on on the next page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.cleaning.blocks import Line

_NOTE = re.compile(r"^\(?(\d{1,3})\)? +(?=[^\d\s.,%€])(.*)$")
_UNITS = r"(?<!\bkm)(?<!\bm)(?<!\bcm)(?<!\bdm)(?<!\bsp)(?<!\bCO)(?<!\bPM)"
_BEFORE = r"(?:(?<=[^\W\d_])|(?<=\D[.,;:\"”’'»%)\]])|(?<=\b(?:19|20)\d\d)|(?<=\b(?:19|20)\d\d[.,]))"
_AFTER = r"(?=$|[\s.,;:!?)\]”\"’'»–])(?![.,]\d)"
_URL = re.compile(r"(?:https?://|www\.)\S+")
_URL_ONLY = re.compile(r"^(?:https?://|www\.)\S+$")
_IBIDEM = re.compile(r"^(?:ibid(?:em)?|idem|op\.? ?cit)\b", re.IGNORECASE)
_BODY = re.compile(r"^[•●◦▪■] |^\d{1,2}(?:\.\d{1,2})*\. +[A-ZÀ-Ý]|^[A-Z]\. ")
"""A list or a numbered heading: text of the next page, whose beginning the extraction did not mark."""

MAX_LINES = 20
"""No note of the plans has more than 13 lines; what goes on longer is text again."""

_SKIP = 2
"""How many numbers may be missing between two notes: the extraction loses some."""


@dataclass(frozen=True, slots=True)
class Note:
    """One footnote: its number, its lines and the page it stood on."""

    mark: int
    lines: tuple[Line, ...]

    @property
    def page(self) -> int:
        return self.lines[0].page


def separate(lines: Sequence[Line]) -> tuple[list[Line], list[Note]]:
    """Body lines without notes, marks and lone addresses, and the notes in order."""
    body: list[Line] = []
    notes: list[Note] = []
    paged = bool(lines) and lines[-1].page > 0
    last, page_at = 0, 0
    inside = False
    for line in lines:
        if line.starts_page:
            inside, page_at = False, len(body)
        if inside and (_BODY.match(line.text) or len(notes[-1].lines) >= MAX_LINES):
            inside = False
        number = _note_number(line, last, body[page_at:] if paged else body[-60:], inside)
        if number is not None:
            notes.append(Note(number, (line,)))
            last, inside = number, True
        elif inside and (paged or line.gap == 0 or _URL_ONLY.match(line.text)):
            notes[-1] = replace(notes[-1], lines=(*notes[-1].lines, line))
        else:
            inside = False
            body.append(line)
    return _without_lone_addresses(_without_marks(body, notes)), notes


def _note_number(line: Line, last: int, above: Sequence[Line], inside: bool) -> int | None:
    match = _NOTE.match(line.text)
    if not match or not (line.gap or inside or line.starts_page):
        return None
    number = int(match.group(1))
    if not (last <= number <= last + 1 + _SKIP or number == 1):
        return None
    if inside and last < number:
        return number
    mark = _mark(number)
    return number if any(mark.search(row.text) for row in above) else None


def _mark(number: int) -> re.Pattern[str]:
    return re.compile(f"{_UNITS}{_BEFORE}{number}{_AFTER}")


def _without_marks(body: list[Line], notes: Sequence[Note]) -> list[Line]:
    """Takes each note's number away where it is glued to the text of its page, in the order of the notes."""
    cleaned = list(body)
    on_page: dict[int, list[int]] = {}
    for index, line in enumerate(body):
        on_page.setdefault(line.page, []).append(index)
    row, column = 0, 0
    for note in notes:
        mark = _mark(note.mark)
        for index in on_page.get(note.page, ()):
            if index < row:
                continue
            found = mark.search(cleaned[index].text, column if index == row else 0)
            if found:
                text = cleaned[index].text
                cleaned[index] = replace(cleaned[index], text=text[: found.start()] + text[found.end() :])
                row, column = index, found.start()
                break
    return cleaned


def _without_lone_addresses(lines: list[Line]) -> list[Line]:
    """Lines that are nothing but an address, between blank lines: they cut sentences and say nothing to a reader."""
    kept: list[Line] = []
    for index, line in enumerate(lines):
        ends = index + 1 >= len(lines) or lines[index + 1].gap > 0 or lines[index + 1].starts_page
        if not (_URL_ONLY.match(line.text) and (line.gap or line.starts_page) and ends):
            kept.append(line)
    return kept


def is_address(text: str) -> bool:
    """Whether a line is nothing but an address on the web."""
    return bool(_URL_ONLY.match(text))


def worth_keeping(text: str) -> bool:
    """Whether a note says more than where to look: not an address, not "ibidem, p. 3"."""
    said = _URL.sub("", re.sub(r"^\(?\d{1,3}\)?\s+", "", text))
    return len(re.findall(r"[^\W\d_]{2,}", said)) >= 4 and not _IBIDEM.match(said.strip())
