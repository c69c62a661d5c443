"""The nouns of the agenda: an event as it was announced, one of its dates, and a change that people must hear of.

All are frozen. A moment is an aware datetime, or a plain date for something that lasts whole days; the end is
exclusive, as in iCalendar (RFC 5545): one day on 28 November ends on the 29th. `_nl`/`_fr` per language; a text whose
language is not known stands in both. Empty text means "not said".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from kb.models import REGION, Lang

Moment = datetime | date
"""When something begins or ends: a datetime is aware; a date means whole days."""

CHAT = "chat"
"""The source of events that people proposed in the chat; no feed ever replaces these."""

PUBLIC, PROFESSIONALS, INFORMAL = "public", "professionals", "informal_networks"
"""Whom an event is for; an event without any is for everybody."""


class EventStatus(StrEnum):
    """Whether it takes place. A cancelled event stays visible, as cancelled. Values are those of iCalendar."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How an event repeats. `rules` are RRULE values as `kb.agenda_rules.settled` gives them: no COUNT, UNTIL in
    time. `dates` are extra dates, each with an end of its own or None; `excluded` are dates that do not take place (a
    plain date excludes whatever begins on that day). `excluded_rules` are EXRULE values (RFC 2445)."""

    rules: tuple[str, ...] = ()
    dates: tuple[tuple[Moment, Moment | None], ...] = ()
    excluded: tuple[Moment, ...] = ()
    excluded_rules: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.rules or self.dates)


@dataclass(frozen=True, slots=True)
class Event:
    """One event, or another version of one date of a repeating event (`recurrence_id` is then the moment at which that
    date was announced first; `and_following`: of it and all later dates).

    `source` says where it comes from: the address or path of a feed, or "chat". `start` and `end` are in the zone in
    which the event repeats. `elapsed`: it lasts as many hours, also over a change of the hour (iCalendar's DURATION).
    `zones` are ids of care zones or "region"; empty: from the postcode. `price` is text, "0" when free. `full`: no
    places left; `postponed`: not on this date, the new one is not known yet; `remind`: say it again on the day before;
    `details` is where the source shows it.
    """

    uid: str
    source: str
    start: Moment
    end: Moment
    sequence: int = 0
    recurrence_id: Moment | None = None
    and_following: bool = False
    recurrence: Recurrence = Recurrence()
    elapsed: bool = False
    status: EventStatus = EventStatus.CONFIRMED
    title_nl: str = ""
    title_fr: str = ""
    description_nl: str = ""
    description_fr: str = ""
    place: str = ""
    address: str = ""
    postal_code: str = ""
    municipality_nl: str = ""
    municipality_fr: str = ""
    zones: tuple[str, ...] = ()
    organiser_nl: str = ""
    organiser_fr: str = ""
    languages: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    price: str = ""
    registration: str = ""
    details: str = ""
    full: bool = False
    postponed: bool = False
    remind: bool = False
    modified: datetime | None = None

    @property
    def all_day(self) -> bool:
        """Whether it lasts whole days."""
        return not isinstance(self.start, datetime)

    @property
    def key(self) -> tuple[str, str]:
        """What makes two announcements the same one: UID and RECURRENCE-ID (a stamp, see `stamp`)."""
        return self.uid, "" if self.recurrence_id is None else stamp(self.recurrence_id)

    @property
    def public(self) -> bool:
        """Whether it may stand in a file that everybody can read: not when it is for professionals only."""
        return not self.audience or any(who != PROFESSIONALS for who in self.audience)

    def text(self, name: Literal["title", "description", "municipality", "organiser"], lang: Lang) -> tuple[str, Lang]:
        """A two-language field for a reader of `lang`, and the language it is in; English readers get French first."""
        first: Lang = "nl" if lang == "nl" else "fr"
        second: Lang = "fr" if first == "nl" else "nl"
        value: str = getattr(self, f"{name}_{first}")
        other: str = getattr(self, f"{name}_{second}")
        return (other, second) if other and not value else (value, first)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date of an event: what is announced for it, and when. `start` and `end` are in the zone of the region, or
    dates. `original` is when it was announced first, before it was moved; it names the date in `id`. `zones` are
    those the event is for ("region" alone: all of them)."""

    event: Event
    start: Moment
    end: Moment
    original: Moment | None = None
    zones: tuple[str, ...] = (REGION,)

    @property
    def id(self) -> str:
        """The same for this date of this event for ever, also when it is moved or renamed."""
        return self.event.uid if self.original is None else f"{self.event.uid}#{stamp(self.original)}"

    @property
    def all_day(self) -> bool:
        return not isinstance(self.start, datetime)

    @property
    def cancelled(self) -> bool:
        return self.event.status is EventStatus.CANCELLED

    @property
    def repeats(self) -> bool:
        """Whether it is one of several dates."""
        return self.original is not None

    def serves(self, zone: str) -> bool:
        """Whether it is for a zone: its own, or everybody's."""
        return REGION in self.zones or zone in self.zones


ChangeKind = Literal["changed", "cancelled", "restored", "removed"]
"""`removed`: it is not announced any more by its source, and nobody said that it was cancelled."""


@dataclass(frozen=True, slots=True)
class EventChange:
    """What happened to an announced event in one version of the agenda. `old` and `new` are what was and is announced
    (`new` is None when it was removed). For a date of a repeating event `old` is the date as the repetition gave it.
    `fields` names what differs of title, start, end, place and status, which is what people must hear of."""

    version: int
    at: datetime
    kind: ChangeKind
    old: Event
    new: Event | None

    @property
    def uid(self) -> str:
        return self.old.uid

    @property
    def fields(self) -> tuple[str, ...]:
        return () if self.new is None else differences(self.old, self.new)


def differences(old: Event, new: Event) -> tuple[str, ...]:
    """Which of title, start, end, place, status and repetition differ between two announcements of an event."""
    named = {
        "title": ("title_nl", "title_fr"),
        "start": ("start",),
        "end": ("end",),
        "place": ("place", "address"),
        "status": ("status",),
        "recurrence": ("recurrence",),
    }
    return tuple(
        name for name, fields in named.items() if any(getattr(old, field) != getattr(new, field) for field in fields)
    )


def cancelled(event: Event) -> Event:
    """The event as cancelled, in a next version of its announcement."""
    return replace(event, status=EventStatus.CANCELLED, sequence=event.sequence + 1)


def stamp(moment: Moment) -> str:
    """A moment as a name: 20261123T083000Z, or 20261123 for a day."""
    if isinstance(moment, datetime):
        return f"{(moment - moment.utcoffset()).replace(tzinfo=None):%Y%m%dT%H%M%SZ}"  # type: ignore[operator]
    return f"{moment:%Y%m%d}"
