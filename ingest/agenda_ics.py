"""A calendar (iCalendar) -> events. What cannot be read is left out and said; the rest is kept."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from urllib.parse import unquote

from ingest.agenda_moments import BadMoment, Zones
from ingest.agenda_places import placed
from ingest.agenda_text import (
    LONGEST_PLACE,
    by_language,
    clean_description,
    clean_line,
    registration_link,
    web_address,
)
from ingest.agenda_times import like, recurrence, times
from ingest.agenda_titles import languages, titles
from ingest.characters import clean_text
from ingest.errors import SourceUnreadable
from ingest.readers.ics import Component, Property
from kb.agenda_dates import settled_event
from kb.agenda_rule_text import BadRule
from kb.agenda_rules import Budget
from kb.events import PROFESSIONALS, PUBLIC, Event, EventStatus, Moment, Recurrence

MOST_EVENTS = 20_000
"""Events of one calendar; a region publishes some thousands."""

LONGEST_UID = 255

_WORDS_OF_STATUS = {"CANCELLED": EventStatus.CANCELLED, "CANCELED": EventStatus.CANCELLED,
                    "TENTATIVE": EventStatus.TENTATIVE}  # fmt: skip
_ONLY_PROFESSIONALS = re.compile(
    r"^(?:professionals?|professionnel(?:le)?s?|professionelen|hulpverleners)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Rejected:
    """An event that could not be read. `uid` is "" when it says none; `reason` is a sentence for a person."""

    uid: str
    title: str
    reason: str


@dataclass(slots=True)
class EventsRead:
    """What a source announces. `remarks` are sentences on what was read otherwise than it is written."""

    name: str = ""
    events: list[Event] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def read_events(calendars: Iterable[Component], source: str, name: str = "") -> EventsRead:
    """The events of calendars, one per UID and RECURRENCE-ID: the highest SEQUENCE, then the latest version, then the
    last in the file. Raises SourceUnreadable for more than a calendar can hold."""
    read = EventsRead()
    best: dict[tuple[str, str], tuple[Event, Component, Zones]] = {}
    budget = Budget()
    for calendar in calendars:
        read.name = read.name or clean_line(calendar.text("X-WR-CALNAME") or calendar.text("NAME"), 100)
        zones = Zones(calendar)
        withdrawn = calendar.text("METHOD").strip().upper() == "CANCEL"
        for component in (c for c in calendar.components if c.name == "VEVENT"):
            if len(best) >= MOST_EVENTS:
                raise SourceUnreadable(f"{name} holds more than {MOST_EVENTS} events; nothing was changed.")
            event = _read_one(component, zones, source, budget, read)
            if event is None:
                continue
            found = (replace(event, status=EventStatus.CANCELLED) if withdrawn else event, component, zones)
            known = best.get(event.key)
            if known is None or _weight(*found) >= _weight(*known):
                best[event.key] = found
        read.remarks += [
            f"The time zone {z[:60]!r} is unknown; its times were read as Brussels'." for z in zones.unknown
        ]
    read.events = _matched([event for event, _, _ in best.values()])
    return read


def _weight(event: Event, component: Component, zones: Zones) -> tuple[int, datetime]:
    return event.sequence, _stamped(component, zones)


def _read_one(component: Component, zones: Zones, source: str, budget: Budget, read: EventsRead) -> Event | None:
    title = clean_line(component.text("SUMMARY"), 80)
    uid = clean_text(component.text("UID"))[0]
    try:
        event = _event(component, zones, source)
    except BadMoment as error:
        read.rejected.append(Rejected(uid, title, f"{title or uid or 'An event'} was left out: {error}."))
        return None
    try:
        return settled_event(event, budget)
    except BadRule as error:
        read.remarks.append(f"The repetition of {title or uid!r} cannot be followed: {error}; its first date was kept.")
        return replace(event, recurrence=replace(event.recurrence, rules=(), excluded_rules=()))


def _event(component: Component, zones: Zones, source: str) -> Event:
    start, end, elapsed = times(component, zones)
    recurrence_id = component.first("RECURRENCE-ID")
    summaries = component.all("SUMMARY")
    title_nl, title_fr = titles(summaries[0].text, summaries[0].params.get("LANGUAGE", "")) if summaries else ("", "")
    for other in summaries[1:]:
        lang = other.params.get("LANGUAGE", "")[:2].lower()
        title_nl = clean_line(other.text, 200) if lang == "nl" else title_nl
        title_fr = clean_line(other.text, 200) if lang == "fr" else title_fr
    described = clean_description(component.text("DESCRIPTION")) or clean_description(component.text("X-ALT-DESC"))
    description_nl, description_fr = by_language(described)
    place = placed(clean_line(component.text("LOCATION"), LONGEST_PLACE))
    organiser = _organiser(component)
    return Event(
        uid=_uid(component, start),
        source=source,
        start=start,
        end=end,
        sequence=_sequence(component),
        recurrence_id=zones.moment(recurrence_id) if recurrence_id else None,
        and_following=recurrence_id is not None and _following(recurrence_id),
        recurrence=Recurrence() if recurrence_id else recurrence(component, zones, start),
        elapsed=elapsed,
        status=_WORDS_OF_STATUS.get(component.text("STATUS").strip().upper(), EventStatus.CONFIRMED),
        title_nl=title_nl,
        title_fr=title_fr,
        description_nl=description_nl,
        description_fr=description_fr,
        place=place.text,
        postal_code=place.postal_code,
        municipality_nl=place.municipality_nl,
        municipality_fr=place.municipality_fr,
        languages=languages(summaries[0].text) if summaries else (),
        themes=_categories(component),
        audience=_audience(component),
        organiser_nl=organiser,
        organiser_fr=organiser,
        registration=registration_link(described),
        details=web_address(component.text("URL")),
        modified=_modified(component, zones),
    )


def _matched(events: list[Event]) -> list[Event]:
    """Versions of dates named in the way in which their event names its dates."""
    masters = {event.uid: event for event in events if event.recurrence_id is None}
    return [_named_like(masters.get(event.uid), event) for event in events]


def _named_like(master: Event | None, event: Event) -> Event:
    if master is None or event.recurrence_id is None:
        return event
    return replace(event, recurrence_id=like(master.start, event.recurrence_id))


def _uid(component: Component, start: Moment) -> str:
    uid = "".join(clean_text(component.text("UID"))[0].split())
    if uid and len(uid) <= LONGEST_UID:
        return uid
    told = uid or f"{component.text('SUMMARY')}|{start.isoformat()}|{component.text('LOCATION')}"
    return f"{hashlib.sha256(told.encode('utf-8', 'replace')).hexdigest()[:32]}@relais"


def _sequence(component: Component) -> int:
    text = component.text("SEQUENCE").strip()
    return int(text) if re.fullmatch(r"\d{1,9}", text) else 0


def _modified(component: Component, zones: Zones) -> datetime | None:
    """LAST-MODIFIED; not DTSTAMP, which many programs set to the time of the export."""
    prop = component.first("LAST-MODIFIED")
    try:
        found = zones.moment(prop) if prop else None
    except BadMoment:
        return None
    return found if isinstance(found, datetime) else None


def _stamped(component: Component, zones: Zones) -> datetime:
    """When this version of an event was written."""
    for name in ("LAST-MODIFIED", "DTSTAMP", "CREATED"):
        prop = component.first(name)
        try:
            found = zones.moment(prop) if prop else None
        except BadMoment:
            continue
        if isinstance(found, datetime):
            return found.astimezone(UTC)
    return datetime.combine(date(1970, 1, 1), time(), UTC)


def _categories(component: Component) -> tuple[str, ...]:
    items = [item for prop in component.all("CATEGORIES") for item in re.split(r"(?<!\\),", prop.value)]
    found = [clean_line(Property(item).text, 60) for item in items]
    return tuple(dict.fromkeys(item for item in found if item))[:20]


def _audience(component: Component) -> tuple[str, ...]:
    """Professionals only when it says so itself, or is not meant to be public (CLASS)."""
    closed = component.text("CLASS").strip().upper() in {"PRIVATE", "CONFIDENTIAL"}
    named = {PROFESSIONALS if _ONLY_PROFESSIONALS.match(item) else item.lower() for item in _categories(component)}
    if closed or (PROFESSIONALS in named and not named & {PUBLIC, "publiek", "tout public", "iedereen"}):
        return (PROFESSIONALS,)
    return ()


def _organiser(component: Component) -> str:
    """The name of the organiser; never an address of somebody."""
    prop = component.first("ORGANIZER")
    name = clean_line(unquote(prop.params.get("CN", "")), 120) if prop else ""  # WordPress writes %20
    return "" if "@" in name else name


def _following(recurrence_id: Property) -> bool:
    return recurrence_id.params.get("RANGE", "").upper() == "THISANDFUTURE"
