"""The moments that a poll for a date offers: "1 december, 3 december 10u, volgende week" -> slots. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.agenda_days import DAY, WEEK, Period
from bot.agenda_period import period_of
from bot.handlers.agenda_hours import hours_of
from kb.understand.time_words import belgian_holidays

MOST = 20
"""Answers of a poll (MSC3381)."""
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Slot:
    """From when to when, aware."""

    start: datetime
    end: datetime

    @property
    def id(self) -> str:
        """How the slot is called in the poll: 20261201T1200-1400."""
        return f"{self.start:%Y%m%dT%H%M}-{self.end:%H%M}"


def slot_of(name: str, region: ZoneInfo) -> Slot:
    """The slot of an id. Raises ValueError."""
    day, _, end = name.partition("-")
    start = datetime.strptime(day, "%Y%m%dT%H%M").replace(tzinfo=region)
    last = start.replace(hour=int(end[:2]), minute=int(end[2:4]))
    return Slot(start, last if last > start else last + DAY)


def read_poll(text: str, now: datetime, hours: Sequence[str], region: ZoneInfo) -> tuple[str, list[Slot]]:
    """What a poll is about, and its slots, in order. Days without an hour get `hours` ("12:00-14:00"); without any
    day, the working days of next week are meant. Slots that are over are left out."""
    today = now.astimezone(region).date()
    about: list[str] = []
    slots: dict[str, Slot] = {}
    for part in _parts(text):
        period, rest = period_of(part, today)
        own, rest = hours_of(rest)
        words = rest.strip(" .?!:-–")
        if period is None:
            about.append(part.strip())
            continue
        if words and not about:
            about.append(words)
        times = [(own.start, own.end)] if own and own.start else [_times(each) for each in hours]
        for day in _days(period):
            slots |= {slot.id: slot for slot in (_slot(day, *each, region) for each in times)}
    if not slots:
        monday = today - timedelta(days=today.weekday()) + WEEK
        week = [_times(each) for each in hours]
        for day in _days(Period(monday, monday + WEEK)):
            slots |= {slot.id: slot for slot in (_slot(day, *each, region) for each in week)}
    coming = sorted((slot for slot in slots.values() if slot.start > now), key=lambda slot: slot.start)
    return ", ".join(filter(None, about)), coming[:MOST]


def _parts(text: str) -> list[str]:
    """Cut at commas, at "of"/"ou"/"or", and at a colon that is not one of an hour."""
    return [part for part in re.split(r"[,;\n?]|:(?!\d)|\s(?:of|ou|or)\s", text) if part.strip()]


def _days(period: Period) -> list[date]:
    """A named day whatever it is; of more days the working days."""
    if period.length == DAY:
        return [period.first]
    days = [period.first + timedelta(days=n) for n in range(min(period.length.days, 31))]
    return [day for day in days if day.weekday() < _SATURDAY and day.isoformat() not in belgian_holidays(day.year)]


def _slot(day: date, start: time, end: time | None, region: ZoneInfo) -> Slot:
    begin = datetime.combine(day, start, region)
    last = datetime.combine(day, end, region) if end else begin + timedelta(hours=2)
    return Slot(begin, last if last > begin else last + DAY)


def _times(hours: str) -> tuple[time, time]:
    start, _, end = hours.partition("-")
    return time.fromisoformat(start), time.fromisoformat(end)
