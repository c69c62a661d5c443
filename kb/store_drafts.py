"""Events that somebody proposed and no moderator decided on yet: kept apart, so that no list ever shows them.

In kb.sqlite, where the text of the agenda lies; bot.sqlite knows who proposed what under the same number.
"""

from __future__ import annotations

from collections.abc import Iterable

from kb.event_records import event_from_json, event_to_json
from kb.events import Event
from kb.store_file import StoreFile


class StoreDrafts(StoreFile):
    """Table `event_drafts`, over a connection of its own."""

    def put(self, number: int, event: Event) -> None:
        """Keep the draft of a proposal."""
        query = "INSERT OR REPLACE INTO event_drafts (number, data) VALUES (?, ?)"
        with self.writing():
            self._db.execute(query, (number, event_to_json(event)))

    def draft(self, number: int) -> Event | None:
        """The draft of a proposal; None when it was decided on or forgotten."""
        with self._lock:
            found = self._db.execute("SELECT data FROM event_drafts WHERE number = ?", (number,)).fetchone()
        return event_from_json(found[0]) if found else None

    def numbers(self) -> tuple[int, ...]:
        """The proposals that have a draft."""
        with self._lock:
            return tuple(number for (number,) in self._db.execute("SELECT number FROM event_drafts ORDER BY number"))

    def remove(self, numbers: Iterable[int]) -> None:
        """Drop drafts: they were decided on."""
        with self.writing():
            self._db.conn.executemany("DELETE FROM event_drafts WHERE number = ?", [(number,) for number in numbers])
