"""Days told by their date or their feast: "25 december", "le 1er mai", "op 3/12", "kerstavond", "overmorgen"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

_MONTHS = (
    r"januari|janvier|january|jan", r"februari|fevrier|february|feb", r"maart|mars|march|mrt", r"april|avril|avr",
    r"mei|mai|may", r"juni|juin|june|jun", r"juli|juillet|july|jul", r"augustus|aout|august|aug",
    r"september|septembre|sept|sep", r"oktober|octobre|october|okt|oct", r"november|novembre|nov",
    r"december|decembre|dec",
)  # fmt: skip
_MONTH_PATTERNS = tuple(re.compile(rf"(?:{names})") for names in _MONTHS)
_ANY_MONTH = "|".join(_MONTHS)
_WRITTEN = re.compile(
    rf" (?P<day>\d{{1,2}})(?:er|e|de|ste|st|nd|rd|th)? (?:de |of )?(?P<month>{_ANY_MONTH})(?: \d{{4}})? "
)
_ENGLISH = re.compile(rf" (?P<month>{_ANY_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)? ")
_NUMERIC = re.compile(r" (?:op|le|on|du|van|voor|pour|au) (?P<day>\d{1,2}) (?P<number>\d{1,2}) ")
"""Folded text has lost the slash of "3/12"; without a word before it two numbers are anything."""
_FEASTS = (
    (re.compile(r" (kerstavond|kerstnacht|reveillon de noel|veille de noel|christmas eve) "), (24, 12)),
    (re.compile(r" (kerst|kerstmis|kerstdag|noel|christmas|christmas day|xmas) "), (25, 12)),
    (re.compile(r" (oudejaar|oudejaarsavond|oudejaarsnacht|reveillon|nouvel an reveillon|saint sylvestre"
                r"|new year s eve) "), (31, 12)),
    (re.compile(r" (nieuwjaar|nieuwjaarsdag|nouvel an|jour de l an|jour an|new year|new year s day) "), (1, 1)),
)  # fmt: skip
_AFTER_TOMORROW = re.compile(r" (overmorgen|apres demain|day after tomorrow) ")


def named_day(spoken: str, today: date) -> date | None:
    """The day that the folded text (`text.plain`) tells: its next occurrence from `today` on; None when it tells
    none."""
    if _AFTER_TOMORROW.search(spoken):
        return today + timedelta(days=2)
    return next((day for number, month in _told(spoken) if (day := _next(number, month, today))), None)


def without_named_days(spoken: str) -> str:
    """Folded text without such days."""
    for pattern in (_WRITTEN, _ENGLISH, _NUMERIC, *(pattern for pattern, _ in _FEASTS), _AFTER_TOMORROW):
        spoken = pattern.sub(" ", spoken)
    return spoken


def _told(spoken: str) -> Iterator[tuple[int, int]]:
    for pattern in (_WRITTEN, _ENGLISH):
        for found in pattern.finditer(spoken):
            yield int(found["day"]), _month(found["month"])
    for found in _NUMERIC.finditer(spoken):
        yield int(found["day"]), int(found["number"])
    yield from (day for pattern, day in _FEASTS if pattern.search(spoken))


def _month(name: str) -> int:
    return next(number for number, names in enumerate(_MONTH_PATTERNS, 1) if names.fullmatch(name))


def _next(day: int, month: int, today: date) -> date | None:
    """The first such day from `today` on; None for what is no date (31 June)."""
    for year in (today.year, today.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    return None
