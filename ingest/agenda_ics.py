"""A calendar (iCalendar) -> events. What cannot be read is left out and said; the rest is kept."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from ingest.agenda_moments import BRUSSELS, BadMoment, Zones, after
from ingest.agenda_places import placed
from ingest.agenda_text import (
    LONGEST_PLACE,
    by_language,
    clean_description,
    clean_line,
    registration_link,
    titles,
    web_address,
)
from ingest.characters import clean_text
from ingest.errors import SourceUnreadable
from ingest.readers.ics import Component, Property
from kb.agenda_dates import settled_event
from kb.agenda_rules import BadRule, Budget
from kb.events import PROFESSIONALS, PUBLIC, Event, EventStatus, Moment, Recurrence

MOST_EVENTS = 20_000
"""Events of one calendar; a region publishes some thousands."""

MOST_DATES = 2_000
"""EXDATE and RDATE values of one event."""

LONGEST_UID = 255

_DAY = timedelta(days=1)
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
    best: dict[tuple[str, str], tuple[tuple[int, datetime], Event]] = {}
    budget = Budget()
    for calendar in calendars:
        read.name = read.name or clean_line(calendar.text("X-WR-CALNAME") or calendar.text("NAME"), 100)
        zones = Zones(calendar)
        withdrawn = calendar.text("METHOD").strip().upper() == "CANCEL"
        for component in calendar.components:
            if component.name != "VEVENT":
                continue
            if len(best) >= MOST_EVENTS:
                raise SourceUnreadable(f"{name} holds more than {MOST_EVENTS} events; nothing was changed.")
            event = _read_one(component, zones, source, budget, read)
            if event is None:
                continue
            event = replace(event, status=EventStatus.CANCELLED) if withdrawn else event
            weight = (event.sequence, _stamped(component, zones))
            if event.key not in best or weight >= best[event.key][0]:
                best[event.key] = (weight, event)
        read.remarks += [
            f"The time zone {z[:60]!r} is not known; its times were read as Brussels'." for z in zones.unknown
        ]
    read.events = _matched([event for _, event in best.values()])
    return read


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
    start, end, elapsed = _times(component, zones)
    recurrence_id = component.first("RECURRENCE-ID")
    summaries = component.all("SUMMARY")
    title_nl, title_fr = titles(summaries[0].text, summaries[0].params.get("LANGUAGE", "")) if summaries else ("", "")
    for other in summaries[1:]:
        lang = other.params.get("LANGUAGE", "")[:2].lower()
        title_nl = clean_line(other.text, 200) if lang == "nl" else title_nl
        title_fr = clean_line(other.text, 200) if lang == "fr" else title_fr
    described = clean_description(component.text("DESCRIPTION") or component.text("X-ALT-DESC"))
    description_nl, description_fr = by_language(described)
    place = placed(clean_line(component.text("LOCATION"), LONGEST_PLACE))
    address = web_address(component.text("URL"))
    event = Event(
        uid=_uid(component, start),
        source=source,
        start=start,
        end=end,
        sequence=_sequence(component),
        recurrence_id=zones.moment(recurrence_id) if recurrence_id else None,
        and_following=recurrence_id is not None and _following(recurrence_id),
        recurrence=Recurrence() if recurrence_id else _recurrence(component, zones, start),
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
        themes=_categories(component),
        audience=_audience(component),
        registration=registration_link(described),
        details=address,
        modified=_modified(component, zones),
    )
    organiser = _organiser(component)
    return replace(event, organiser_nl=organiser, organiser_fr=organiser)


def _times(component: Component, zones: Zones) -> tuple[Moment, Moment, bool]:
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
        # The zone of the end is that of the start, in which the event repeats.
        end = max(end.astimezone(start.tzinfo), start) if end.astimezone(UTC) != start.astimezone(UTC) else start
        return start, end, elapsed
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


def _recurrence(component: Component, zones: Zones, start: Moment) -> Recurrence:
    rules = [prop.value for prop in component.all("RRULE")[:10] if prop.value.strip()]
    excluded = [moment for moment, _ in zones.moments(component.all("EXDATE"), MOST_DATES)]
    return Recurrence(
        rules=tuple(_rule(rule, start, zones) for rule in rules),
        dates=tuple(
            (_like(start, moment), None if end is None else _like(start, end))
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


def _like(start: Moment, moment: Moment) -> Moment:
    if isinstance(start, datetime):
        return (
            moment.astimezone(start.tzinfo)
            if isinstance(moment, datetime)
            else datetime.combine(moment, start.timetz())
        )
    return moment.date() if isinstance(moment, datetime) else moment


def _matched(events: list[Event]) -> list[Event]:
    """Versions of dates named in the way in which their event names its dates."""
    masters = {event.uid: event for event in events if event.recurrence_id is None}
    return [
        replace(event, recurrence_id=_like(masters[event.uid].start, event.recurrence_id))
        if event.recurrence_id is not None and event.uid in masters
        else event
        for event in events
    ]


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
    found = [clean_line(item, 60) for prop in component.all("CATEGORIES") for item in re.split(r"(?<!\\),", prop.value)]
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
    name = clean_line(prop.params.get("CN", ""), 120) if prop else ""
    return "" if "@" in name else name


def _following(recurrence_id: Property) -> bool:
    return recurrence_id.params.get("RANGE", "").upper() == "THISANDFUTURE"
