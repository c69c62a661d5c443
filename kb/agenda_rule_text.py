"""A repetition rule (RFC 5545, RRULE) as text -> a rule that can be followed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from dateutil.rrule import DAILY, HOURLY, MINUTELY, MONTHLY, SECONDLY, WEEKLY, YEARLY, weekday

HORIZON = datetime(2100, 1, 1)  # noqa: DTZ001
"""Wall time after which nothing is expanded; a COUNT that reaches beyond is as good as none."""

LONGEST_STEP = {YEARLY: 100, MONTHLY: 1_200, WEEKLY: 5_000, DAILY: 36_500}
"""INTERVALs above these are a century: the rule has one date. Of hours, minutes and seconds: a year."""

_NAMES = {"YEARLY": YEARLY, "MONTHLY": MONTHLY, "WEEKLY": WEEKLY, "DAILY": DAILY, "HOURLY": HOURLY,
          "MINUTELY": MINUTELY, "SECONDLY": SECONDLY}  # fmt: skip
STEPS = {HOURLY: 3600, MINUTELY: 60, SECONDLY: 1}
"""Seconds of a step of the frequencies below a day."""

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NUMBERS = {
    "BYMONTH": ("bymonth", 1, 12), "BYMONTHDAY": ("bymonthday", -31, 31), "BYYEARDAY": ("byyearday", -366, 366),
    "BYWEEKNO": ("byweekno", -53, 53), "BYSETPOS": ("bysetpos", -366, 366), "BYHOUR": ("byhour", 0, 23),
    "BYMINUTE": ("byminute", 0, 59), "BYSECOND": ("bysecond", 0, 60),
}  # fmt: skip
KEPT = {"FREQ", "INTERVAL", "WKST", "BYDAY", *_NUMBERS}
_BYDAY = re.compile(r"^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$")
_UNTIL = re.compile(r"^(\d{8})(?:T(\d{6}))?$")


class BadRule(ValueError):
    """A rule that cannot be followed; the text says why, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, read. `until` is inclusive. `by` holds dateutil's by... arguments."""

    freq: int
    interval: int = 1
    week_start: int = 0
    until: datetime | None = None
    count: int | None = None
    by: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)


@lru_cache(maxsize=4_096)
def parse(text: str) -> Rule:
    """A RRULE value. UNTIL is a wall time or a day (which is meant to its end). Raises BadRule."""
    parts = dict(part.split("=", 1) for part in text.upper().strip().strip(";").split(";") if "=" in part)
    freq = _NAMES.get(parts.get("FREQ", "").strip())
    if freq is None:
        raise BadRule("it does not say how often")
    interval = _number(parts.get("INTERVAL", "1"), "INTERVAL")
    if interval < 1:
        raise BadRule("its INTERVAL is not a positive number")
    if interval > LONGEST_STEP.get(freq, 366 * 86_400 // STEPS.get(freq, 1)):
        raise BadRule("its INTERVAL is longer than a century")
    count = _number(parts["COUNT"], "COUNT") if "COUNT" in parts else 0
    by = {name: values for key, text in parts.items() for name, values in _by(key, text)}
    if freq == YEARLY and "bymonth" not in by and any(day.n for day in by.get("byweekday", ())) and len(by) > 1:
        raise BadRule("it combines weekdays of a year with other parts")
    week_start = parts.get("WKST", "MO")
    until = _until(parts["UNTIL"]) if "UNTIL" in parts else None
    return Rule(
        freq=freq,
        interval=interval,
        week_start=_DAYS.index(week_start) if week_start in _DAYS else 0,
        until=until if until and until < HORIZON else None,
        count=count if count > 0 else None,  # some programs write COUNT=-1 for "no end"
        by=by,
    )


def _by(key: str, text: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
    items = [item.strip() for item in text.split(",") if item.strip()]
    if key == "BYDAY":
        found = [_BYDAY.match(item) for item in items]
        if not all(found):
            raise BadRule("its BYDAY cannot be read")
        days = [(int(match[1] or 0), _DAYS.index(match[2])) for match in found if match]
        if any(abs(n) > 52 for n, _ in days):
            raise BadRule("its BYDAY counts more weeks than a year has")
        yield "byweekday", tuple(weekday(day, n or None) for n, day in days)
    elif key in _NUMBERS:
        name, least, most = _NUMBERS[key]
        numbers = tuple(_number(item, key) for item in items)
        if any(not least <= n <= most or (n == 0 and least != 0) for n in numbers) or len(numbers) > 400:
            raise BadRule(f"its {key} is out of range")
        yield name, numbers


def _number(text: str, name: str) -> int:
    text = text.strip()
    if not re.fullmatch(r"[+-]?\d{1,18}", text):
        raise BadRule(f"its {name} is not a number")
    return int(text)


def _until(text: str) -> datetime:
    match = _UNTIL.match(text.strip().rstrip("Z"))
    try:
        if match:
            return datetime.strptime(match[1] + (match[2] or "235959"), "%Y%m%d%H%M%S")  # noqa: DTZ007
    except ValueError:
        pass
    raise BadRule("its UNTIL is not a date")
