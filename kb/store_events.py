"""Everything that kb.sqlite keeps of the agenda: events, what changed in them, and the state of the feeds.

A connection of its own to the same file. Every change is one transaction (`writing`), begun IMMEDIATE: a second writer,
be it a command or the running bot, waits up to half a minute for the first one, and readers go on with what was there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from kb.event_records import event_from_json, event_to_json
from kb.events import Event, EventChange
from kb.store_file import StoreFile

CHANGES_KEPT = 5_000
"""Rows of `event_changes` that are kept: whoever follows the agenda looks every few minutes."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One stored event. `row` grows with time: of two sources the lower row was known first. `revision` counts how
    often this announcement changed since it was first seen."""

    row: int
    revision: int
    data: str

    @property
    def event(self) -> Event:
        return event_from_json(self.data)


@dataclass(frozen=True, slots=True)
class Feed:
    """What is remembered of a feed between two pulls. Times are aware, "" where there was none yet. `failure` says
    what failed last, in one word and a number ("" after a success), `failures` how many there were in a row, `reported`
    whether the admins were told of this row of failures."""

    source: str
    name: str = ""
    etag: str = ""
    modified: str = ""
    fetched_at: str = ""
    next_at: str = ""
    failures: int = 0
    failure: str = ""
    reported: bool = False


class StoreEvents(StoreFile):
    """One connection to the agenda in kb.sqlite. Methods that change something are called inside `writing()`."""

    def version(self) -> int:
        """How often the agenda was changed; grows with every transaction that changed something."""
        with self._lock:
            return int(self._db.execute("SELECT version FROM agenda_version").fetchone()[0])

    def next_version(self) -> int:
        """Count one more change of the agenda; the new number."""
        self._db.execute("UPDATE agenda_version SET version = version + 1")
        return self.version()

    def within(self, first: int, last: int) -> list[Kept]:
        """Events that may have a date between two moments (seconds since 1970)."""
        query = (
            "SELECT row, revision, data FROM events WHERE first <= ? AND (last IS NULL OR last >= ?)"
            # What several sources announce is compared whole: the newer version may lie outside.
            " OR uid IN (SELECT uid FROM events GROUP BY uid, recurrence_id HAVING count(*) > 1) ORDER BY row"
        )
        with self._lock:
            return [Kept(*found) for found in self._db.execute(query, (last, first))]

    def of_uid(self, uid: str) -> list[Kept]:
        """All that is announced under a UID, by every source."""
        with self._lock:
            found = self._db.execute("SELECT row, revision, data FROM events WHERE uid = ? ORDER BY row", (uid,))
            return [Kept(*row) for row in found]

    def of_source(self, source: str) -> dict[tuple[str, str], Kept]:
        """The events of a source by UID and RECURRENCE-ID."""
        query = "SELECT uid, recurrence_id, row, revision, data FROM events WHERE source = ? ORDER BY row"
        with self._lock:
            return {(uid, date): Kept(*rest) for uid, date, *rest in self._db.execute(query, (source,))}

    def sources(self) -> dict[str, int]:
        """How many events each source has."""
        with self._lock:
            return dict(self._db.execute("SELECT source, count(*) FROM events GROUP BY source").fetchall())

    def put(self, events: Iterable[tuple[Event, tuple[int, int | None]]]) -> None:
        """Events with the bounds of their dates; replaces the same event of the same source."""
        query = (
            "INSERT INTO events (source, uid, recurrence_id, revision, first, last, data) VALUES (?, ?, ?, 0, ?, ?, ?)"
            " ON CONFLICT (source, uid, recurrence_id) DO UPDATE SET revision = revision + (data != excluded.data),"
            " first = excluded.first, last = excluded.last, data = excluded.data"
        )
        rows = [(event.source, *event.key, first, last, event_to_json(event)) for event, (first, last) in events]
        self._db.conn.executemany(query, rows)

    def remove(self, source: str, keys: Iterable[tuple[str, str]]) -> None:
        """These events of a source are not announced any more."""
        query = "DELETE FROM events WHERE source = ? AND uid = ? AND recurrence_id = ?"
        self._db.conn.executemany(query, [(source, *key) for key in keys])

    def log(self, changes: Sequence[EventChange]) -> None:
        """Remember what changed, and forget the oldest."""
        self._db.conn.executemany(
            "INSERT INTO event_changes (version, at, kind, old, new) VALUES (?, ?, ?, ?, ?)",
            [
                (c.version, c.at.isoformat(), c.kind, event_to_json(c.old), c.new and event_to_json(c.new))
                for c in changes
            ],
        )
        self._db.execute(
            "DELETE FROM event_changes WHERE row <= (SELECT max(row) FROM event_changes) - ?", (CHANGES_KEPT,)
        )

    def changes_since(self, version: int) -> list[EventChange]:
        """What changed after a version, in order."""
        query = "SELECT version, at, kind, old, new FROM event_changes WHERE version > ? ORDER BY row"
        with self._lock:
            found = self._db.execute(query, (version,)).fetchall()
        return [
            EventChange(
                n, datetime.fromisoformat(at), kind, event_from_json(old), event_from_json(new) if new else None
            )
            for n, at, kind, old, new in found
        ]

    def feed(self, source: str) -> Feed:
        """What is remembered of a feed; nothing but its name when it was never pulled."""
        query = (
            "SELECT source, name, etag, modified, fetched_at, next_at, failures, failure, reported FROM feeds"
            " WHERE source = ?"
        )
        with self._lock:
            found = self._db.execute(query, (source,)).fetchone()
        return Feed(source) if found is None else replace(Feed(*found), reported=bool(found[-1]))

    def feed_sources(self) -> list[str]:
        """The feeds that were ever pulled and not forgotten."""
        with self._lock:
            return [source for (source,) in self._db.execute("SELECT source FROM feeds ORDER BY source")]

    def remove_feed(self, source: str) -> None:
        """Forget the state of a feed."""
        self._db.conn.execute("DELETE FROM feeds WHERE source = ?", (source,))

    def put_feed(self, feed: Feed) -> None:
        """Remember the state of a feed."""
        self._db.conn.execute(
            "INSERT OR REPLACE INTO feeds (source, name, etag, modified, fetched_at, next_at, failures, failure,"
            " reported) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(feed.source, feed.name, feed.etag, feed.modified, feed.fetched_at, feed.next_at),
                *(feed.failures, feed.failure, int(feed.reported)),
            ),
        )
