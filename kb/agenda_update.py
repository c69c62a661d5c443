"""What a new announcement changes: what is kept, what goes, and what people must hear of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from kb.agenda_dates import alone
from kb.event_records import event_to_json
from kb.events import ChangeKind, Event, EventChange, EventStatus, differences

Key = tuple[str, str]
"""UID and RECURRENCE-ID."""


@dataclass(frozen=True, slots=True)
class Update:
    """`put` is new or different, `removed` are keys that are not announced any more, `news` what was known before and
    is different now in a way that people must hear of: (kind, old, new)."""

    put: tuple[Event, ...] = ()
    removed: tuple[Key, ...] = ()
    news: tuple[tuple[ChangeKind, Event, Event | None], ...] = ()
    added: int = 0
    unchanged: int = 0

    @property
    def empty(self) -> bool:
        return not (self.put or self.removed)

    @property
    def counts(self) -> dict[str, int]:
        """Numbers for a person: how many announcements were added, changed, cancelled, removed, unchanged."""
        cancelled = sum(1 for kind, _, _ in self.news if kind == "cancelled")
        return {
            "added": self.added,
            "changed": len(self.put) - self.added,
            "cancelled": cancelled,
            "removed": len(self.removed),
            "unchanged": self.unchanged,
        }

    def changes(self, version: int, at: datetime) -> list[EventChange]:
        """The news as what is logged for a version of the agenda."""
        return [EventChange(version, at, kind, old, new) for kind, old, new in self.news]


def compare(
    before: Mapping[Key, Event], after: Iterable[Event], *, complete: bool, spared: Collection[str] = ()
) -> Update:
    """What changes when `after` is announced. `complete`: it is all that the source has, so that what is missing goes,
    but for the UIDs in `spared` (announced, but not readable this time)."""
    put: list[Event] = []
    news: list[tuple[ChangeKind, Event, Event | None]] = []
    added = unchanged = 0
    seen: set[Key] = set()
    for event in after:
        seen.add(event.key)
        old = before.get(event.key)
        if old is not None and event_to_json(old) == event_to_json(event):
            unchanged += 1
            continue
        put.append(event)
        added += old is None
        news += _news(old or _as_repeated(event, before), event)
    removed = [key for key in before if complete and key not in seen and key[0] not in spared]
    gone = set(removed)
    for key in removed:
        again = None if (key[0], "") in gone else _as_repeated(before[key], before)
        news += [("removed", before[key], None)] if again is None else _news(before[key], again)
    return Update(tuple(put), tuple(removed), tuple(news), added, unchanged)


def _news(old: Event | None, new: Event) -> list[tuple[ChangeKind, Event, Event | None]]:
    if old is None:
        return []
    was, now = (event.status is EventStatus.CANCELLED for event in (old, new))
    if was != now:
        return [("cancelled" if now else "restored", old, new)]
    return [("changed", old, new)] if differences(old, new) else []


def _as_repeated(event: Event, known: Mapping[Key, Event]) -> Event | None:
    """The date that `event` is a version of, as its repetition has it; None when nobody knew of it."""
    master = known.get((event.uid, ""))
    if event.recurrence_id is None or master is None:
        return None
    return alone(master, event.recurrence_id)
