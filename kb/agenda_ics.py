"""The agenda as iCalendar (RFC 5545), for Thunderbird, Google and Outlook to subscribe to.

Repeating events stay repeating, in their own time zone, with its VTIMEZONE. SEQUENCE is what the source says plus how
often the announcement changed here, since many sources change events without raising it. UIDs stay those of the source.
Lines are folded and values escaped by icalendar.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar

from kb.agenda_dates import instant, wall
from kb.agenda_rule_text import parse
from kb.agenda_same import Series, merged
from kb.agenda_timezones import timezone
from kb.events import Event, Moment, Occurrence

PRODUCT = "-//Relais//Agenda//NL"
REFRESH = timedelta(hours=6)
"""How often a subscriber is asked to look again."""


def calendar(
    series: Iterable[Series], name: str, at: datetime, region: ZoneInfo, *, public: bool = True
) -> icalendar.Calendar:
    """A calendar of everything in `series`; `public`: without what is for professionals only. `at` is the moment to
    give as DTSTAMP where no source says when an event was changed."""
    made = icalendar.Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", f"PT{int(REFRESH.total_seconds()) // 3600}H")
    shown = [one for one in _once(series, region) if not public or all(e.public for e in _events(one))]
    for zone in sorted({zone for one in shown for event in _events(one) for zone in _zones(event)}):
        made.add_component(timezone(zone))
    taken: set[str] = set()
    for one in shown:
        uid = _uid(_events(one)[0], taken)
        taken.add(uid)
        for event in _events(one):
            made.add_component(_component(event, uid, one.revisions.get(event.key, 0), at, region))
    return made


def without_stamps(text: bytes) -> bytes:
    """A calendar file without what differs each time it is made, for comparing two."""
    return b"\n".join(line for line in text.splitlines() if not line.startswith(b"DTSTAMP"))


def _once(series: Iterable[Series], region: ZoneInfo) -> list[Series]:
    """Without what another source announces too."""
    listed = list(series)
    first: dict[int, Series] = {}
    dates: list[Occurrence] = []
    for one in listed:
        if one.master is not None:
            date = Occurrence(one.master, _shown(one.master.start, region), one.master.end)
            first[id(date.event)] = one
            dates.append(date)
    kept = [first[id(date.event)] for date in merged(dates)]
    return [*kept, *(one for one in listed if one.master is None)]


def _shown(moment: Moment, region: ZoneInfo) -> Moment:
    return instant(moment, region).astimezone(region) if isinstance(moment, datetime) else moment


def _events(one: Series) -> list[Event]:
    return [*([one.master] if one.master else []), *one.versions]


def _zones(event: Event) -> list[str]:
    moments = (event.start, event.end, event.recurrence_id)
    keys = [moment.tzinfo.key for moment in moments if isinstance(moment, datetime) and _local(moment)]  # type: ignore[union-attr]
    return list(dict.fromkeys(keys))


def _local(moment: datetime) -> bool:
    return isinstance(moment.tzinfo, ZoneInfo) and moment.tzinfo.key != "UTC"


def _component(event: Event, uid: str, revision: int, at: datetime, region: ZoneInfo) -> icalendar.Event:
    made = icalendar.Event()
    made.add("uid", uid)
    made.add("sequence", event.sequence + revision)
    made.add("dtstamp", (event.modified or at).astimezone(UTC))
    made.add("dtstart", event.start)
    made.add("dtend", event.end)
    if event.recurrence_id is not None:
        made.add("recurrence-id", event.recurrence_id, {"RANGE": "THISANDFUTURE"} if event.and_following else {})
    _repeat(made, event, region)
    made.add("summary", both(event.title_nl, event.title_fr, " / "))
    made.add("status", event.status.value)
    described = both(event.description_nl, event.description_fr, "\n\n")
    told = "\n\n".join(part for part in (described, event.registration) if part)
    where = ", ".join(part for part in (event.place, event.address, _municipality(event)) if part)
    for name, value in (("description", told), ("location", where), ("url", event.details or event.registration)):
        if value:
            made.add(name, value)
    if event.themes:
        made.add("categories", list(event.themes))
    return made


def _uid(event: Event, taken: set[str]) -> str:
    """The UID of the source. Feeds that number their events ("12") may have the same ones; whichever was known first
    keeps it, so that it stays what it is."""
    if event.uid not in taken:
        return event.uid
    return f"{event.uid}-{hashlib.sha256(event.source.encode()).hexdigest()[:8]}@relais"


def _repeat(made: icalendar.Event, event: Event, region: ZoneInfo) -> None:
    for name, rules in (("rrule", event.recurrence.rules), ("exrule", event.recurrence.excluded_rules)):
        for rule in rules:
            made.add(name, icalendar.vRecur.from_ical(_in_utc(rule, event.start)))
    if event.recurrence.dates:
        made.add("rdate", [start for start, _ in event.recurrence.dates])
    if event.recurrence.excluded:
        made.add("exdate", [_moment_of(day, event.start) for day in event.recurrence.excluded])


def _in_utc(rule: str, start: Moment) -> str:
    """The rule with UNTIL as RFC 5545 wants it: in UTC, or a date for whole days."""
    until = parse(rule).until
    if until is None:
        return rule
    parts = [part for part in rule.split(";") if not part.startswith("UNTIL=")]
    if not isinstance(start, datetime):
        return ";".join([*parts, f"UNTIL={until:%Y%m%d}"])
    return ";".join([*parts, f"UNTIL={until.replace(tzinfo=start.tzinfo).astimezone(UTC):%Y%m%dT%H%M%SZ}"])


def _moment_of(day: Moment, start: Moment) -> Moment:
    """An excluded day as the moment that would have been: programs compare moments."""
    if isinstance(day, datetime) or not isinstance(start, datetime):
        return day
    return datetime.combine(day, wall(start).time(), start.tzinfo)


def _municipality(event: Event) -> str:
    """Postcode and municipality, when the place does not name them already."""
    if not event.postal_code or event.postal_code in event.place:
        return ""
    return f"{event.postal_code} {both(event.municipality_nl, event.municipality_fr, ' / ')}".strip()


def both(dutch: str, french: str, between: str) -> str:
    """A text in both languages, once when they are the same."""
    return between.join(dict.fromkeys(text for text in (dutch, french) if text))
