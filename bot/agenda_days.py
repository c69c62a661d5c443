"""Whole days, and what comes after them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days from `first` up to, not including, `end`."""

    first: date
    end: date

    @property
    def length(self) -> timedelta:
        return self.end - self.first


def following(period: Period) -> Period:
    """What comes after: the next day, the next week, the next month, or as many days."""
    if DAY < period.length <= WEEK and period.end.weekday() == 0:
        return Period(period.end, period.end + WEEK)
    if period.length > WEEK and period.end.day == 1:
        return Period(period.end, next_month(period.end))
    return Period(period.end, period.end + period.length)


def next_month(day: date) -> date:
    """The first day of the month after."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
