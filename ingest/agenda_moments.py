"""Dates, times, durations and time zones of iCalendar -> moments. Floating times are times in Brussels."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from ingest.readers.ics import Component, Property
from kb.events import Moment

BRUSSELS = ZoneInfo("Europe/Brussels")

YEARS = range(1900, 2200)
"""Years in which an event can lie; others are typing errors or attacks."""

_MOMENT = re.compile(
    r"^(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d))?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?)?$", re.IGNORECASE
)
_DURATION = re.compile(r"^([+-]?)P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$", re.IGNORECASE)
_OFFSET = re.compile(r"^([+-])(\d\d):?(\d\d)(?::?\d\d)?$")
_LIKELY = ("Europe/Brussels", "Europe/London", "UTC", "Europe/Athens", "Europe/Istanbul", "America/New_York")
"""Tried first for a time zone that is only described by its offsets."""

_FAMOUS = {"utc": "UTC", "gmt": "UTC", "z": "UTC", "tzone://microsoft/utc": "UTC", "coordinated universal time": "UTC"}
_WINDOWS = {name.casefold(): zone for name, zone in WINDOWS_TO_OLSON.items()}


class BadMoment(ValueError):
    """A date or time that cannot be read; the text says which, as the end of a sentence."""


class Zones:
    """The time zones that a calendar speaks of, by TZID."""

    def __init__(self, calendar: Component, fallback: ZoneInfo = BRUSSELS) -> None:
        self._described = {c.text("TZID").strip(): c for c in calendar.components if c.name == "VTIMEZONE"}
        self._fallback = fallback
        self._known: dict[str, ZoneInfo] = {}
        self.unknown: set[str] = set()
        """TZIDs that nobody knows; times in them were read as times in Brussels."""

    def get(self, tzid: str) -> ZoneInfo:
        """The zone for a TZID: an IANA or Windows name, one with a prefix, or one described in the calendar."""
        if tzid not in self._known:
            zone = named_zone(tzid) or self._from_description(tzid) or _by_city(tzid)
            if zone is None:
                self.unknown.add(tzid)
            self._known[tzid] = zone or self._fallback
        return self._known[tzid]

    def _from_description(self, tzid: str) -> ZoneInfo | None:
        described = self._described.get(tzid.strip())
        if described is None:
            return None
        return named_zone(described.text("X-LIC-LOCATION")) or _like(described)

    def moment(self, prop: Property) -> Moment:
        """The value of DTSTART and its like. Raises BadMoment."""
        return self.read(prop.value, prop.params)

    def moments(self, props: Iterable[Property], most: int) -> list[tuple[Moment, Moment | None]]:
        """The values of EXDATE or RDATE: (start, None), or (start, end) of a period. Raises BadMoment."""
        found: list[tuple[Moment, Moment | None]] = []
        for prop in props:
            for item in prop.value.split(","):
                if not item.strip() or len(found) >= most:
                    continue
                start_text, _, end_text = item.partition("/")
                start = self.read(start_text, prop.params)
                found.append((start, self._end(start, end_text, prop.params) if end_text else None))
        return found

    def _end(self, start: Moment, text: str, params: dict[str, str]) -> Moment:
        return after(start, text)[0] if "P" in text.upper() else self.read(text, params)

    def read(self, text: str, params: dict[str, str]) -> Moment:
        """A date, or an aware datetime in the zone that it names. Raises BadMoment."""
        match = _MOMENT.match(text.strip())
        if match is None:
            raise BadMoment(f"{text.strip()[:40]!r} is not a date")
        year, month, day, hour, minute, second, offset = match.groups()
        if int(year) not in YEARS:
            raise BadMoment(f"the year {year} lies outside {YEARS.start}-{YEARS.stop - 1}")
        try:
            whole = date(int(year), int(month), int(day))
            if hour is None or params.get("VALUE", "").upper() == "DATE":
                return whole
            # Midnight at the end of a day (24:00) and leap seconds are written by some programs.
            late, hours = divmod(int(hour), 24) if hour == "24" else (0, int(hour))
            clock = datetime.combine(whole, datetime.min.time()).replace(
                hour=hours, minute=int(minute), second=min(int(second or 0), 59)
            ) + timedelta(days=late)
        except ValueError:
            raise BadMoment(f"{text.strip()[:40]!r} does not exist") from None
        return self._placed(clock, offset, params)

    def _placed(self, clock: datetime, offset: str | None, params: dict[str, str]) -> datetime:
        if offset is None:
            return clock.replace(tzinfo=self.get(params["TZID"]) if params.get("TZID") else self._fallback)
        if offset.upper() == "Z":
            return clock.replace(tzinfo=_zone("UTC"))
        away = _offset(offset) or timedelta()
        return (clock - away).replace(tzinfo=UTC).astimezone(self._fallback)


def after(start: Moment, text: str) -> tuple[Moment, bool]:
    """The moment a DURATION after `start`, and whether that is elapsed time. Days and weeks are days on the calendar;
    hours, minutes and seconds pass, also over a change of the hour (RFC 5545 3.3.6). Raises BadMoment."""
    match = _DURATION.match(text.strip())
    if match is None or any(group and len(group) > 6 for group in match.groups()):
        raise BadMoment(f"{text.strip()[:40]!r} is not a duration")
    sign, *numbers = match.groups()
    weeks, days, hours, minutes, seconds = (int(number or 0) for number in numbers)
    if sign == "-":
        return start, False
    length = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    try:
        end = start + timedelta(weeks=weeks, days=days)
        if isinstance(end, datetime):
            return (end.astimezone(UTC) + length).astimezone(end.tzinfo), bool(length)
        return end + timedelta(days=-(-length // timedelta(days=1))), False
    except OverflowError:
        raise BadMoment(f"{text.strip()[:40]!r} lasts too long") from None


def named_zone(name: str) -> ZoneInfo | None:
    """The zone that an IANA name, a Windows name, or one with a vendor's prefix means; None when it is none."""
    plain = name.strip().strip('"')
    known = _FAMOUS.get(plain.casefold()) or _WINDOWS.get(plain.casefold())
    if known:
        return _zone(known)
    parts = [part for part in plain.split("/") if part]
    for first in range(len(parts)):
        zone = _zone("/".join(parts[first:]))
        if zone is not None:
            return zone
    return None


@lru_cache(maxsize=256)
def _zone(key: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(key) if key else None
    except (KeyError, ValueError, OSError):
        return None


def _by_city(name: str) -> ZoneInfo | None:
    """Outlook's long names, such as "(UTC+01:00) Brussels, Copenhagen, Madrid, Paris"."""
    for city in re.findall(r"[A-Z][a-z]+", name):
        zone = _zone(f"Europe/{city}")
        if zone is not None:
            return zone
    return None


def _like(described: Component) -> ZoneInfo | None:
    """The zone with the offsets of a VTIMEZONE, Brussels before others."""
    offsets: dict[str, tuple[str, timedelta]] = {}
    for part in described.components:
        away = _offset(part.text("TZOFFSETTO"))
        since = part.text("DTSTART")
        if away is not None and since >= offsets.get(part.name, ("", timedelta()))[0]:
            offsets[part.name] = (since, away)
    standard = offsets.get("STANDARD", (None, None))[1]
    if standard is None:
        return None
    summer = offsets.get("DAYLIGHT", ("", standard))[1]
    keys = (*_LIKELY, *sorted(available_timezones()))
    wanted = (summer, standard) if _is_southern(described) else (standard, summer)
    return next((zone for key in keys if (zone := _zone(key)) is not None and _offsets(zone) == wanted), None)


def _is_southern(described: Component) -> bool:
    """Whether summer time begins in the second half of the year."""
    rules = [part.text("RRULE") for part in described.components if part.name == "DAYLIGHT"]
    return any(re.search(r"BYMONTH=(?:8|9|1[012])\b", rule.upper()) for rule in rules)


def _offsets(zone: ZoneInfo) -> tuple[timedelta | None, timedelta | None]:
    """Offsets in January and July."""
    return (
        datetime(2027, 1, 15, tzinfo=zone).utcoffset(),
        datetime(2027, 7, 15, tzinfo=zone).utcoffset(),
    )


def _offset(text: str) -> timedelta | None:
    match = _OFFSET.match(text.strip())
    if match is None:
        return None
    away = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return -away if match[1] == "-" else away
