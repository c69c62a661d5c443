"""Repetition rules (RFC 5545, RRULE) -> wall times within a span, in bounded time whatever the rule says.

dateutil does the calendar work. It walks from the first date, and on to the year 9999 for a rule that never matches.
So three things are done here: the walk begins just before the span asked for, every look at a day is counted, and
COUNT is turned into UNTIL once, when the event comes in. All times are wall times without a zone: a meeting at 9:30
stays at 9:30 when the clock changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import islice
from typing import Any

from dateutil.rrule import DAILY, HOURLY, MINUTELY, MONTHLY, SECONDLY, WEEKLY, YEARLY, rrule, weekday

from kb.agenda_steps import Steps, daily, weekly

HORIZON = datetime(2100, 1, 1)  # noqa: DTZ001
"""Wall time after which nothing is expanded; a COUNT that reaches beyond is as good as none."""

MOST_DATES = 20_000
"""Dates of one event in one answer: fifty years of daily dates."""

MOST_A_DAY = 24
"""An event every hour is the densest that a person would still call an agenda."""

SETTLING = 60_000
"""Days looked at to find where a COUNT ends: more than a century and a half."""

LONGEST_STEP = {YEARLY: 100, MONTHLY: 1_200, WEEKLY: 5_000, DAILY: 36_500}
"""INTERVALs above these are a century: the rule has one date. Of hours, minutes and seconds: a year."""

_NAMES = {"YEARLY": YEARLY, "MONTHLY": MONTHLY, "WEEKLY": WEEKLY, "DAILY": DAILY, "HOURLY": HOURLY,
          "MINUTELY": MINUTELY, "SECONDLY": SECONDLY}  # fmt: skip
_STEPS = {HOURLY: 3600, MINUTELY: 60, SECONDLY: 1}
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NUMBERS = {
    "BYMONTH": ("bymonth", 1, 12), "BYMONTHDAY": ("bymonthday", -31, 31), "BYYEARDAY": ("byyearday", -366, 366),
    "BYWEEKNO": ("byweekno", -53, 53), "BYSETPOS": ("bysetpos", -366, 366), "BYHOUR": ("byhour", 0, 23),
    "BYMINUTE": ("byminute", 0, 59), "BYSECOND": ("bysecond", 0, 60),
}  # fmt: skip
_KEPT = {"FREQ", "INTERVAL", "WKST", "BYDAY", *_NUMBERS}
_BYDAY = re.compile(r"^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$")
_UNTIL = re.compile(r"^(\d{8})(?:T(\d{6}))?$")


class BadRule(ValueError):
    """A rule that cannot be followed; the text says why, as the end of a sentence."""


@dataclass(slots=True)
class Budget:
    """What a whole calendar may still cost, so that a thousand costly rules are not a thousand times the cost: `looks`
    at days, to find where a COUNT ends, and `a_day`, dates of rules that have several a day."""

    looks: int = 6_000_000
    a_day: int = 200


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
    if interval > LONGEST_STEP.get(freq, 366 * 86_400 // _STEPS.get(freq, 1)):
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


def settled(text: str, start: datetime, budget: Budget) -> str:
    """The rule as it is kept: COUNT turned into UNTIL. `start` is the wall time of the first date. Raises BadRule, also
    for a rule with more dates a day than an agenda can show."""
    rule = parse(text)
    steps = _steps(rule, start)
    if steps is None:
        _weigh(rule, start, budget)
    until = rule.until
    if rule.count is not None and steps is not None:
        until = steps.nth(rule.count, HORIZON)
    elif rule.count is not None:
        if budget.looks <= 0:
            raise BadRule("the calendar has too many repetitions that are costly to follow")
        most = min(rule.count, SETTLING)
        dates = list(expand(rule, start, start, until or HORIZON, most=most, looks=SETTLING))
        until = dates[-1] if dates else start
        budget.looks -= (until - start).days + len(dates) if len(dates) == rule.count else SETTLING
    parts = [part for part in text.upper().split(";") if part.split("=", 1)[0].strip() in _KEPT]
    return ";".join([*(part.strip() for part in parts), *([f"UNTIL={until:%Y%m%dT%H%M%S}"] if until else [])])


def _weigh(rule: Rule, start: datetime, budget: Budget) -> None:
    most = min(MOST_A_DAY + 1, rule.count or MOST_A_DAY + 1)
    dates = sum(1 for _ in expand(rule, start, start, start + timedelta(hours=23, minutes=59), most=most))
    if dates > MOST_A_DAY:
        raise BadRule(f"it has more than {MOST_A_DAY} dates a day")
    if dates > 1:
        budget.a_day -= dates
    if budget.a_day < 0:
        raise BadRule("the calendar has too many repetitions that are costly to follow")


def expand(
    rule: Rule, start: datetime, after: datetime, before: datetime, *, most: int = MOST_DATES, looks: int | None = None
) -> Iterator[datetime]:
    """The dates of a rule between two wall times, both included, oldest first; at most `most`. `start` is the first
    date of the event; COUNT is not looked at (see `settled`). Raises BadRule."""
    steps = _steps(rule, start)
    before = min(before, HORIZON, rule.until or HORIZON)
    if before < after or before < start:
        return
    if steps is not None:
        yield from islice(steps.between(after, before), most)
        return
    begin = _near(rule, start, max(start, after))
    if looks is None:
        looks = (before - begin).days + 1_200 + (most if rule.freq > DAILY else 0)
    given = 0
    for moment in _walk(rule, start, begin, looks):
        if moment > before or given >= most:
            return
        if moment >= start and moment >= after:
            given += 1
            yield moment


def _steps(rule: Rule, start: datetime) -> Steps | None:
    """The rule as plain steps of days, when it is one."""
    if rule.freq == DAILY and not rule.by:
        return daily(start, rule.interval)
    if rule.freq == WEEKLY and rule.by.keys() <= {"byweekday"} and start.year > 1:
        return weekly(
            start, rule.interval, rule.week_start, frozenset(day.weekday for day in rule.by.get("byweekday", ()))
        )
    return None


class _Spent(Exception):
    """As many days were looked at as allowed."""


class _Months:
    """The months of a rule, in the place where dateutil looks first for every day it considers: counts these looks, the
    only way to stop a walk that finds nothing."""

    def __init__(self, months: tuple[int, ...], looks: int) -> None:
        self._months = frozenset(months or range(1, 13))
        self._looks = looks

    def __iter__(self) -> Iterator[int]:
        return iter(sorted(self._months))

    def __contains__(self, month: int) -> bool:
        self._looks -= 1
        if self._looks < 0:
            raise _Spent
        return month in self._months


def _walk(rule: Rule, start: datetime, begin: datetime, looks: int) -> Iterator[datetime]:
    by: dict[str, Any] = _from_start(rule, start)
    try:
        walker = rrule(rule.freq, dtstart=begin, interval=rule.interval, wkst=rule.week_start, **by)
    except (ValueError, TypeError, OverflowError) as error:
        raise BadRule("its parts contradict each other") from error
    # Weekdays counted within a year (20th Monday) are the one case in which dateutil asks whether there are months.
    if not (rule.freq == YEARLY and "bymonth" not in by and any(day.n for day in by.get("byweekday", ()))):
        walker._bymonth = _Months(by.get("bymonth", ()), looks)
    dates = iter(walker)
    while True:
        try:
            moment = next(dates)
        except (StopIteration, _Spent):
            return
        except (ValueError, OverflowError) as error:
            raise BadRule("its parts contradict each other") from error
        yield moment


def _from_start(rule: Rule, start: datetime) -> dict[str, Any]:
    """The parts of a rule with those that it leaves to its first date, as RFC 5545 says for each frequency."""
    by = dict(rule.by)
    if rule.freq <= DAILY:
        by = {"byhour": (start.hour,), "byminute": (start.minute,), "bysecond": (start.second,)} | by
    if "byweekno" in by and not by.keys() & {"byweekday", "bymonthday", "byyearday"}:
        by["byweekday"] = (weekday(start.weekday()),)
    if not by.keys() & {"byweekno", "byyearday", "bymonthday", "byweekday"}:
        if rule.freq == YEARLY:
            by = {"bymonth": (start.month,)} | by | {"bymonthday": (start.day,)}
        elif rule.freq == MONTHLY:
            by["bymonthday"] = (start.day,)
        elif rule.freq == WEEKLY:
            by["byweekday"] = (weekday(start.weekday()),)
    return by


def _near(rule: Rule, start: datetime, after: datetime) -> datetime:
    """Where to begin to walk: a whole number of steps after the first date, at least one step before the span."""
    step = rule.interval
    if rule.freq in _STEPS:
        seconds = step * _STEPS[rule.freq]
        jumps = max(0, int((after - start).total_seconds()) // seconds - 1)
        return start + timedelta(seconds=jumps * seconds)
    if rule.freq == DAILY:
        return start + timedelta(days=max(0, (after - start).days // step - 1) * step)
    if rule.freq == WEEKLY:
        first = start - timedelta(days=(start.weekday() - rule.week_start) % 7) if start.year > 1 else start
        return first + timedelta(weeks=max(0, (after - first).days // 7 // step - 1) * step)
    if rule.freq == MONTHLY:
        months = (after.year - start.year) * 12 + after.month - start.month
        years, month = divmod(start.month - 1 + max(0, months // step - 1) * step, 12)
        return start.replace(year=start.year + years, month=month + 1, day=1)
    return start.replace(year=start.year + max(0, (after.year - start.year) // step - 1) * step, month=1, day=1)


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


__all__ = ["HORIZON", "MOST_DATES", "BadRule", "Budget", "Rule", "expand", "parse", "settled"]
