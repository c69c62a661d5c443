"""VTIMEZONE components that calendar programs accept: with rules, which Outlook needs, instead of lists of dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar

_YEARS = range(2022, 2032)
"""Years whose changes are looked at. A rule that holds in all of them is written as one, without end."""

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class _Change:
    """One change of the clocks. `at` is what they show just before it, which is how RFC 5545 (3.6.5) names it."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str
    summer: bool

    @property
    def yearly(self) -> tuple[int, str]:
        """Month and weekday: the last Sunday is -1SU, the second 2SU."""
        last = (self.at + timedelta(days=7)).month != self.at.month
        nth = -1 if last else (self.at.day - 1) // 7 + 1
        return self.at.month, f"{nth}{_DAYS[self.at.weekday()]}"


def timezone(key: str) -> icalendar.Timezone:
    """The VTIMEZONE of an IANA zone: two rules where the clocks change by rule (in the European Union on the last
    Sundays of March and October, directive 2000/84/EC), one offset where they never do, else every single change."""
    zone = ZoneInfo(key)
    made = icalendar.Timezone()
    made.add("tzid", key)
    changes = [change for year in _YEARS for change in _changes(zone, year)]
    ruled = _ruled(changes)
    for change in ruled or changes:
        made.add_component(_part(change, by_rule=bool(ruled)))
    if not changes:
        now = datetime(_YEARS[0], 1, 1, tzinfo=zone)
        offset = now.utcoffset() or timedelta()
        only = _Change(datetime(1970, 1, 1), offset, offset, now.tzname() or key, summer=False)  # noqa: DTZ001
        made.add_component(_part(only, by_rule=False))
    return made


def _ruled(changes: list[_Change]) -> list[_Change]:
    """The first change to summer and to winter time when all the others follow by the same rule, else none."""
    first = changes[:2]
    rules = [(c.yearly, c.at.time(), c.before, c.after) for c in changes]
    return first if len(changes) == 2 * len(_YEARS) and rules == rules[:2] * len(_YEARS) else []


def _changes(zone: ZoneInfo, year: int) -> Iterator[_Change]:
    moment = datetime(year, 1, 1, tzinfo=UTC)
    while moment.year == year:
        following = moment + timedelta(days=1)
        if _offset(moment, zone) != _offset(following, zone):
            yield _change(zone, moment, following)
        moment = following


def _change(zone: ZoneInfo, low: datetime, high: datetime) -> _Change:
    """The change between two moments, to the minute."""
    before, after = _offset(low, zone), _offset(high, zone)
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) // 2
        low, high = (middle, high) if _offset(middle, zone) == before else (low, middle)
    exact = (high + timedelta(seconds=30)).replace(second=0, microsecond=0)
    local = exact.astimezone(zone)
    return _Change((exact + before).replace(tzinfo=None), before, after, local.tzname() or "", bool(local.dst()))


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _part(change: _Change, *, by_rule: bool) -> icalendar.TimezoneDaylight | icalendar.TimezoneStandard:
    made = icalendar.TimezoneDaylight() if change.summer else icalendar.TimezoneStandard()
    made.add("dtstart", change.at)
    if by_rule:
        month, day = change.yearly
        made.add("rrule", {"freq": "yearly", "bymonth": month, "byday": day})
    made.add("tzoffsetfrom", change.before)
    made.add("tzoffsetto", change.after)
    made.add("tzname", change.name)
    return made
