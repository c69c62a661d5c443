"""The agenda of the zones: which events there are within a time, and how they are changed.

Several processes may use it at once (the running bot, `relais ingest agenda`): every change is one transaction on
kb.sqlite, in WAL mode, begun IMMEDIATE. A second writer waits for the first (up to 30 seconds) and then compares with
what that one left; a reader sees the agenda before or after a change, never in between. Reads are not cached: an
`Agenda` always answers from what is there now, and `version` (one integer, growing) tells whether that moved.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from kb.agenda_dates import Span, bounds, instant, occurrences, settled_event
from kb.agenda_same import Series, merged, series
from kb.agenda_update import Update, compare
from kb.errors import EventUnknown, PeriodTooLong
from kb.events import CHAT, Event, EventChange, Moment, Occurrence, cancelled
from kb.models import REGION
from kb.settings import KnowledgeSettings
from kb.store_events import StoreEvents
from kb.words import fold

MOST = 50_000
"""Dates in one answer."""

FARTHEST = timedelta(days=800)
"""How far from where it was announced first a moved date is looked for."""

_ID = re.compile(r"^(.+)#(\d{8}(?:T\d{6}Z)?)$", re.DOTALL)


class Agenda:
    """The agenda in one data directory. Thread-safe. Times given must be aware."""

    def __init__(self, store: StoreEvents, settings: KnowledgeSettings) -> None:
        self.store = store
        self.region = ZoneInfo(settings.timezone)
        self.zones = settings.zones

    @classmethod
    def open(cls, data_dir: Path, settings: KnowledgeSettings) -> Agenda:
        """The agenda of a data directory, made (empty) when there is none. Raises StoreUnreadable."""
        return cls(StoreEvents.open(data_dir), settings)

    def close(self) -> None:
        self.store.close()

    @contextmanager
    def beside(self) -> Iterator[Agenda]:
        """The same agenda over a connection of its own: who uses this one does not wait while that one writes."""
        own = copy(self)
        own.store = StoreEvents(self.store.path)
        try:
            yield own
        finally:
            own.close()

    @property
    def version(self) -> int:
        """Grows with every transaction that changed something; 0 for an agenda that never held an event."""
        return self.store.version()

    def between(self, start: datetime, end: datetime, zone: str | None = None) -> list[Occurrence]:
        """Every date that lies at least partly between two moments (`end` excluded), oldest first, cancelled ones too.
        `zone`: only what is for that zone or for all of them. Raises PeriodTooLong for more than `MOST`."""
        span = Span(start, end)
        kept = self.store.within(int(start.timestamp()), int(end.timestamp()))
        found: list[Occurrence] = []
        for one in series(kept):
            for occurrence in occurrences(one.master, one.versions, span, self.region):
                found.append(occurrence)
                if len(found) > MOST:
                    raise PeriodTooLong(f"There are more than {MOST} dates in this time; choose a shorter one.")
        # All-day events first on their day, then by hour; the rest of the key only keeps the order the same.
        found.sort(key=lambda o: (_seconds(o.start, self.region), not o.all_day, o.event.title_nl, o.event.uid))
        zones: dict[int, tuple[str, ...]] = {}
        zoned: list[Occurrence] = []
        for o in merged(found):
            if id(o.event) not in zones:
                zones[id(o.event)] = self.zones_of(o.event)
            zoned.append(Occurrence(o.event, o.start, o.end, o.original, zones[id(o.event)]))
        return [occurrence for occurrence in zoned if zone is None or occurrence.serves(zone)]

    def occurrence(self, occurrence_id: str) -> Occurrence | None:
        """What is announced now for a date that was seen before (`Occurrence.id`); None when it is gone."""
        match = _ID.match(occurrence_id)
        found = self._find(match[1], match[2]) if match else None
        return found or self._find(occurrence_id, "")

    def series(self, start: datetime, end: datetime | None = None, zone: str | None = None) -> list[Series]:
        """Everything that may have a date from `start` on, not unrolled: for calendar files."""
        last = 2**60 if end is None else int(end.timestamp())
        found = series(self.store.within(int(start.timestamp()), last))
        return [one for one in found if zone is None or self._for(one, zone)]

    def _for(self, one: Series, zone: str) -> bool:
        event = one.announced(None)
        return event is not None and not {zone, REGION}.isdisjoint(self.zones_of(event))

    def zones_of(self, event: Event) -> tuple[str, ...]:
        """Ids of the zones an event is for: as announced, else from its postcode, else all of them ("region")."""
        if event.zones:
            return (REGION,) if REGION in event.zones else event.zones
        found = [zone for zone in self.zones if event.postal_code in zone.postcodes]
        told = fold(f"{event.place} {event.address}")
        named = [zone for zone in found if any(fold(name) in told for name in zone.neighbourhoods)]
        return tuple(zone.id for zone in named or found) or (REGION,)

    def put(self, event: Event, at: datetime) -> Event:
        """Add or change an event that was made in the chat; the event as kept, with its SEQUENCE raised when it was
        there before. Raises BadRule for a repetition that cannot be followed."""
        event = settled_event(replace(event, source=CHAT))
        with self.store.writing():
            before = self._chat()
            there = before.get(event.key)
            if there is not None:
                event = replace(event, sequence=max(event.sequence, there.sequence + 1))
            self._apply(CHAT, compare(before, [event], complete=False), at)
        return event

    def cancel(self, uid: str, at: datetime, *, original: Moment | None = None) -> Event:
        """Cancel an event, or one date of a repeating one (`Occurrence.original`); the event as it is announced now.
        For an event of a feed a version of ours is kept beside it, which holds until the feed announces a newer one
        (SEQUENCE). Raises EventUnknown."""
        with self.store.writing():
            one = next(iter(series(self.store.of_uid(uid))), None)
            event = one.announced(original) if one else None
            if event is None:
                raise EventUnknown("There is no such event in the agenda, or not any more.")
            gone = cancelled(replace(event, source=CHAT))
            self._apply(CHAT, compare({event.key: event}, [gone], complete=False), at)
        return gone

    def announce(self, source: str, events: Sequence[Event], at: datetime, *, spared: Collection[str] = ()) -> Update:
        """All that a feed announces now: what it announced before and does not any more is gone. `spared`: UIDs that
        it announces in a way that could not be read, which stay as they were. Nothing new, nothing written."""
        with self.store.writing():
            before = {key: kept.event for key, kept in self.store.of_source(source).items()}
            named = [_kept(event, source) for event in events]
            update = compare(before, named, complete=True, spared=spared)
            self._apply(source, update, at)
        return update

    def forget(self, source: str, at: datetime) -> Update:
        """Take out everything that a source announced, and what is remembered of it as a feed."""
        with self.store.writing():
            before = {key: kept.event for key, kept in self.store.of_source(source).items()}
            update = compare(before, (), complete=True)
            self._apply(source, update, at)
            self.store.remove_feed(source)
        return update

    def changes_since(self, version: int) -> list[EventChange]:
        """What changed in events that were known before, after `version`, in order; new events are not listed. When
        `version` is larger than `self.version`, the agenda was made anew: begin from `self.version`."""
        return self.store.changes_since(version)

    def _chat(self) -> dict[tuple[str, str], Event]:
        return {key: kept.event for key, kept in self.store.of_source(CHAT).items()}

    def _apply(self, source: str, update: Update, at: datetime) -> None:
        if update.empty:
            return
        self.store.put((event, bounds(event, self.region)) for event in update.put)
        self.store.remove(source, update.removed)
        self.store.log(update.changes(self.store.next_version(), at))

    def _find(self, uid: str, date: str) -> Occurrence | None:
        wanted = f"{uid}#{date}" if date else uid
        for one in series(self.store.of_uid(uid)):
            event = one.master or next(iter(one.versions), None)
            if event is None:
                continue
            around = _moment(date) if date else instant(event.start, self.region)
            span = Span(around - FARTHEST, around + FARTHEST)
            for found in occurrences(one.master, one.versions, span, self.region):
                if found.id == wanted:
                    return replace(found, zones=self.zones_of(found.event))
        return None


def _kept(event: Event, source: str) -> Event:
    """An event as its source is to have it; most are so already."""
    event = event if event.source == source else replace(event, source=source)
    return settled_event(event) if any("COUNT" in rule for rule in event.recurrence.rules) else event


def _seconds(moment: Moment, region: ZoneInfo) -> float:
    return (moment if isinstance(moment, datetime) else instant(moment, region)).timestamp()


def _moment(name: str) -> datetime:
    """The time in an `Occurrence.id`."""
    form = "%Y%m%dT%H%M%SZ" if "T" in name else "%Y%m%d"
    return datetime.strptime(name, form).replace(tzinfo=UTC)
