"""Repetition rules (RFC 5545, RRULE) -> wall times within a span, in bounded time whatever the rule says.

dateutil does the calendar work. It walks from the first date, and on to the year 9999 for a rule that never matches.
So three things are done here: the walk begins just before the span asked for, every look at a day is counted, and
COUNT is turned into UNTIL once, when the event comes in. All times are wall times without a zone: a meeting at 9:30
stays at 9:30 when the clock changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule, weekday

from kb.agenda_rule_text import HORIZON, KEPT, STEPS, BadRule, Rule, parse
from kb.agenda_steps import Steps, daily, weekly

MOST_DATES = 20_000
"""Dates of one event in one answer: fifty years of daily dates."""

MOST_A_DAY = 24
"""An event every hour is the densest that a person would still call an agenda."""

SETTLING = 60_000
"""Days looked at to find where a COUNT ends: more than a century and a half."""


@dataclass(slots=True)
class Budget:
    """What a whole calendar may still cost, so that a thousand costly rules are not a thousand times the cost: `looks`
    at days, to find where a COUNT ends, and `a_day`, dates of rules that have several a day."""

    looks: int = 6_000_000
    a_day: int = 200


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
    parts = [part for part in text.upper().split(";") if part.split("=", 1)[0].strip() in KEPT]
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
    if rule.freq in STEPS:
        seconds = step * STEPS[rule.freq]
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
