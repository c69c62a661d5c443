"""When two announcements are of the same event: the same UID, or the same title, start and place from two sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from kb.agenda_dates import alone
from kb.events import CHAT, Event, Moment, Occurrence, stamp
from kb.store_events import Kept
from kb.words import fold

LONG_UID = 16
"""Characters from which a UID without "@" counts as unique in the world; "event-12" is unique in its own feed only."""

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Series:
    """What holds for one UID: its event, the versions of single dates, and how often each (by key) was changed. A
    source may announce versions of dates without the event itself."""

    master: Event | None
    versions: tuple[Event, ...] = ()
    revisions: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def announced(self, original: Moment | None) -> Event | None:
        """What is announced for the date that was first announced for `original`; for the whole event without one."""
        if original is None:
            return self.master or next(iter(self.versions), None)
        named = next((v for v in self.versions if v.key[1] == stamp(original)), None)
        if named is not None or self.master is None:
            return named
        return alone(self.master, original) if self.master.recurrence else self.master


def series(kept: Iterable[Kept]) -> list[Series]:
    """Events by UID. Of several announcements of one (UID and RECURRENCE-ID) the highest SEQUENCE holds, then the one
    changed last, then the source that had it first."""
    best: dict[tuple[str, str], dict[str, tuple[Event, Kept]]] = {}
    loose: list[tuple[Event, Kept]] = []
    for one in kept:
        event = one.event
        if event.source == CHAT and not unique(event.uid):
            loose.append((event, one))
        else:
            _weigh(best.setdefault(_group(event), {}), event, one)
    for event, one in loose:
        groups = [group for (uid, _), group in best.items() if uid == event.uid]
        for group in groups or [best.setdefault((event.uid, CHAT), {})]:
            _weigh(group, event, one)
    return [_series(group) for group in best.values()]


def merged(occurrences: Sequence[Occurrence]) -> list[Occurrence]:
    """The dates without those that another source announces too: same start, a title in common, and one place
    naming the other. The first of `occurrences` stays, unless another says that it is cancelled."""
    if len({occurrence.event.source for occurrence in occurrences}) < 2:
        return list(occurrences)
    kept: list[Occurrence] = []
    places: dict[tuple[str, Moment], list[int]] = {}
    titles: dict[int, list[str]] = {}
    for occurrence in occurrences:
        event = occurrence.event
        known = titles.get(id(event))
        if known is None:
            known = titles[id(event)] = sorted(_titles(event))
        names = [(title, occurrence.start) for title in known]
        same = next((n for name in names for n in places.get(name, ()) if _same(kept[n], occurrence)), None)
        if same is None:
            for name in names:
                places.setdefault(name, []).append(len(kept))
            kept.append(occurrence)
        elif occurrence.cancelled and not kept[same].cancelled:
            kept[same] = occurrence
    return kept


def _weigh(group: dict[str, tuple[Event, Kept]], event: Event, kept: Kept) -> None:
    there = group.get(event.key[1])
    if there is None or _weight(event, kept) > _weight(*there):
        group[event.key[1]] = (event, kept)


def _weight(event: Event, kept: Kept) -> tuple[int, datetime, int]:
    return event.sequence, event.modified or _LONG_AGO, -kept.row


def _series(group: Mapping[str, tuple[Event, Kept]]) -> Series:
    master = group[""][0] if "" in group else None
    versions = tuple(event for date, (event, _) in group.items() if date)
    return Series(master, versions, {event.key: kept.revision for event, kept in group.values()})


def _group(event: Event) -> tuple[str, str]:
    return (event.uid, "") if unique(event.uid) else (event.uid, event.source)


def unique(uid: str) -> bool:
    """Whether a UID names one event in the world, not only in its own feed."""
    return "@" in uid or len(uid) >= LONG_UID


def _titles(event: Event) -> set[str]:
    return {name for title in (event.title_nl, event.title_fr) if (name := _plain(title))}


def _same(one: Occurrence, other: Occurrence) -> bool:
    if one.event.source == other.event.source or one.event.uid == other.event.uid:
        return False
    here, there = _plain(one.event.place), _plain(other.event.place)
    return here == there or (bool(here and there) and (here in there or there in here))


def _plain(text: str) -> str:
    """Lower case, no accents, only words."""
    return " ".join(_WORDS.findall(fold(text)))
