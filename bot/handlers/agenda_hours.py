"""Hours as people type them: "14u-16u", "de 14 h 30 à 17 h", "9:30", "hele dag" -> start and end. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True)
class Hours:
    """`start` None: whole days. `end` None: not said."""

    start: time | None
    end: time | None = None


_CLOCK = (
    r"(?P<h{n}>[01]?\d|2[0-4])\s?(?:(?:u(?:ur)?|h(?:rs?|eures?)?|[:.])\s?(?P<m{n}>[0-5]\d)?(?P<p{n}>\s?[ap]m)?"
    r"|(?P<q{n}>\s?[ap]m))"
)
_LOOSE = r"(?P<h{n}>[01]?\d|2[0-4])(?:\s?(?:u(?:ur)?|h|[:.])\s?(?P<m{n}>[0-5]\d)?)?(?P<p{n}>\s?[ap]m)?(?P<q{n}>)"
_TO = r"\s*(?:-|–|—|tot|t/m|à|a|au|jusqu['’]?à|jusqu|to|until|till|en|et)\s*"
_BEFORE = r"(?<![\d/.:,-])(?:(?:om|van|vanaf|à|de|dès|from|at)\s*)?"
_AFTER = r"(?![\d/:])(?:\s?(?:uur|heures?|u|h))?"

_RANGE = re.compile(_BEFORE + _LOOSE.replace("{n}", "1") + _TO + _CLOCK.replace("{n}", "2") + _AFTER, re.IGNORECASE)
_RANGE_LOOSE_END = re.compile(
    _BEFORE + _CLOCK.replace("{n}", "1") + _TO + _LOOSE.replace("{n}", "2") + _AFTER, re.IGNORECASE
)
_ONE = re.compile(_BEFORE + _CLOCK.replace("{n}", "1") + _AFTER, re.IGNORECASE)
_WHOLE = re.compile(
    r"(?:de )?(?:hele|volledige) dag|toute la journ[ée]e|journ[ée]e enti[èe]re|all day|whole day", re.IGNORECASE
)


def hours_of(text: str) -> tuple[Hours | None, str]:
    """The hours that `text` names, and the text without them; None when it names none."""
    if found := _WHOLE.search(text):
        return Hours(None), _without(text, found)
    for pattern in (_RANGE, _RANGE_LOOSE_END):
        found = pattern.search(text)
        if found:
            start, end = _time(found, "1"), _time(found, "2")
            if start and end and (found["p2"] or found["q2"]) and not found["p1"] and start.hour + 12 < end.hour:
                start = start.replace(hour=start.hour + 12)  # "2-4pm"
            if start and end and start != end:
                return Hours(start, end), _without(text, found)
    if (found := _ONE.search(text)) and (start := _time(found, "1")):
        return Hours(start), _without(text, found)
    return None, text


def _time(found: re.Match[str], n: str) -> time | None:
    hour, minute = int(found[f"h{n}"]), int(found[f"m{n}"] or 0)
    half = (found[f"p{n}"] or found[f"q{n}"] or "").strip().casefold()
    if half == "pm" and hour < 12:
        hour += 12
    return time(hour, minute) if hour < 24 else time(23, 59) if not minute else None


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"
