"""When an event of a calendar takes place: start, end, and how it repeats."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta

from ingest.agenda_moments import BRUSSELS, BadMoment, Zones, after
from ingest.readers.ics import Component
from kb.events import Moment, Recurrence

MOST_DATES = 2_000
"""EXDATE and RDATE values of one event."""

_DAY = timedelta(days=1)


def times(component: Component, zones: Zones) -> tuple[Moment, Moment, bool]:
    """Start and end of an event, and whether it lasts elapsed time (DURATION in hours). Raises BadMoment."""
    begins = component.first("DTSTART")
    if begins is None:
        raise BadMoment("it has no DTSTART")
    start = zones.moment(begins)
    ends, lasts = component.first("DTEND"), component.first("DURATION")
    elapsed = False
    if ends is not None and ends.value.strip():
        end = zones.moment(ends)
    elif lasts is not None:
        end, elapsed = after(start, lasts.value)
    else:
        end = start if isinstance(start, datetime) else start + _DAY
    start, end = _whole_days(component, *_of_one_kind(start, end))
    if isinstance(start, datetime) and isinstance(end, datetime):
        # In UTC: within one zone, Python compares what clocks show. The zone of the end is that of the start, in which
        # the event repeats. One that ends before it begins is only known to begin.
        late = end.astimezone(UTC) > start.astimezone(UTC)
        return start, end.astimezone(start.tzinfo) if late else start, elapsed
    return start, max(end, start + _DAY), False


def _of_one_kind(start: Moment, end: Moment) -> tuple[Moment, Moment]:
    if isinstance(start, datetime) == isinstance(end, datetime):
        return start, end
    if isinstance(start, datetime):
        return start, datetime.combine(end, time(), start.tzinfo)
    assert isinstance(end, datetime)
    return start, end.date() + (_DAY if end.time() != time() else timedelta())


def _whole_days(component: Component, start: Moment, end: Moment) -> tuple[Moment, Moment]:
    """Outlook writes whole days as midnight to midnight, with a mark."""
    marked = component.text("X-MICROSOFT-CDO-ALLDAYEVENT").strip().upper() == "TRUE"
    if marked and isinstance(start, datetime) and isinstance(end, datetime) and start.time() == end.time() == time():
        return start.date(), end.date()
    return start, end


def recurrence(component: Component, zones: Zones, start: Moment) -> Recurrence:
    """How an event repeats that begins at `start`. Raises BadMoment."""
    rules = [prop.value for prop in component.all("RRULE")[:10] if prop.value.strip()]
    excluded = [moment for moment, _ in zones.moments(component.all("EXDATE"), MOST_DATES)]
    return Recurrence(
        rules=tuple(_rule(rule, start, zones) for rule in rules),
        dates=tuple(
            (like(start, moment), None if end is None else like(start, end))
            for moment, end in zones.moments(component.all("RDATE"), MOST_DATES)
        ),
        excluded=tuple(dict.fromkeys(_excluded(start, moment) for moment in excluded)),
        excluded_rules=tuple(_rule(prop.value, start, zones) for prop in component.all("EXRULE")[:10]),
    )


def _rule(text: str, start: Moment, zones: Zones) -> str:
    """The rule with its UNTIL as a wall time in the zone of the event: it is written in UTC (RFC 5545 3.3.10)."""

    def local(match: re.Match[str]) -> str:
        try:
            until = zones.read(match[1], {})
        except BadMoment:
            return match[0]
        if not isinstance(until, datetime):
            return f"UNTIL={until:%Y%m%d}"
        if match[1].upper().endswith("Z"):
            until = until.astimezone(start.tzinfo if isinstance(start, datetime) else BRUSSELS)
        return f"UNTIL={until:%Y%m%dT%H%M%S}" if isinstance(start, datetime) else f"UNTIL={until:%Y%m%d}"

    return re.sub(r"UNTIL=([^;]+)", local, " ".join(text.split()), flags=re.IGNORECASE)


def _excluded(start: Moment, moment: Moment) -> Moment:
    """Some programs exclude the day, or its midnight, instead of the moment."""
    if not isinstance(moment, datetime):
        return moment
    local = moment.astimezone(start.tzinfo) if isinstance(start, datetime) else moment
    if not isinstance(start, datetime) or (local.time() == time() and start.time() != time()):
        return local.date()
    return local


def like(start: Moment, moment: Moment) -> Moment:
    """A moment in the zone of `start`; a day when that is a day, and at its hour when it is not."""
    if isinstance(start, datetime):
        return (
            moment.astimezone(start.tzinfo)
            if isinstance(moment, datetime)
            else datetime.combine(moment, start.timetz())
        )
    return moment.date() if isinstance(moment, datetime) else moment
