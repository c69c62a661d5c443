"""VTIMEZONE components that calendar programs accept: with rules, which Outlook needs, instead of lists of dates."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar

_HOUR = timedelta(hours=1)
_CHECKED = range(2024, 2034)
"""Years in which a zone must change its clocks as the European rule says for that rule to be written."""


def timezone(key: str) -> icalendar.Timezone:
    """The VTIMEZONE of an IANA zone. Zones that follow the European Union's rule (last Sunday of March and October,
    1:00 UTC; directive 2000/84/EC) and those that never change get rules; others their changes up to 2038."""
    zone = ZoneInfo(key)
    january = datetime(2026, 1, 15, tzinfo=zone)
    standard = january.utcoffset() or timedelta()
    if all(_is_european(zone, year, standard) for year in _CHECKED):
        made = icalendar.Timezone()
        made.add("tzid", key)
        made.add_component(_part(icalendar.TimezoneDaylight(), zone, 3, standard, standard + _HOUR))
        made.add_component(_part(icalendar.TimezoneStandard(), zone, 10, standard + _HOUR, standard))
        return made
    if all(datetime(year, 7, 15, tzinfo=zone).utcoffset() == standard for year in _CHECKED):
        made = icalendar.Timezone()
        made.add("tzid", key)
        only = icalendar.TimezoneStandard()
        only.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001
        only.add("tzoffsetfrom", standard)
        only.add("tzoffsetto", standard)
        only.add("tzname", january.tzname() or key)
        made.add_component(only)
        return made
    return icalendar.Timezone.from_tzid(key, first_date=date(2020, 1, 1), last_date=date(2038, 1, 1))


def _is_european(zone: ZoneInfo, year: int, standard: timedelta) -> bool:
    summer, winter = (_last_sunday(year, month).astimezone(zone) for month in (3, 10))
    before_summer, before_winter = (
        (at.astimezone(UTC) - timedelta(seconds=1)).astimezone(zone) for at in (summer, winter)
    )
    return (
        summer.utcoffset() == before_winter.utcoffset() == standard + _HOUR
        and winter.utcoffset() == before_summer.utcoffset() == standard
    )


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31, 1, tzinfo=UTC)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def _part(
    made: icalendar.TimezoneDaylight | icalendar.TimezoneStandard,
    zone: ZoneInfo,
    month: int,
    before: timedelta,
    after: timedelta,
) -> icalendar.TimezoneDaylight | icalendar.TimezoneStandard:
    """The change in one month. Its hour is what the clock shows just before it (RFC 5545 3.6.5)."""
    changes = _last_sunday(1970, month)
    made.add("dtstart", (changes + before).replace(tzinfo=None))
    made.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
    made.add("tzoffsetfrom", before)
    made.add("tzoffsetto", after)
    made.add("tzname", (_last_sunday(2026, month) + _HOUR).astimezone(zone).tzname() or "")
    return made
