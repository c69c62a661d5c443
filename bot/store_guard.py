"""What the guard leaves behind: how often it found which kind in which zone, by month; and the ids of its own private
messages, so that a reaction on one is understood after a restart. No room, no word of a message; a person only for the
seconds between the removal of a message and the word about it."""

from __future__ import annotations

import time
from collections.abc import Iterable

from bot.store import Store

FALSE_ALARM = "false_alarm"
UNCHECKED = "unchecked"
"""Counted beside the guard's kinds: authors who said that nothing was wrong, and messages that could not be checked."""


class GuardStore:
    """Tables `guard_counts`, `guard_prompts` and `guard_owed` of bot.sqlite."""

    def __init__(self, store: Store) -> None:
        self._db = store.database

    def count(self, kinds: Iterable[str], zone: str | None, month: str) -> None:
        """Count each of `kinds` once. `month` as "2026-11"."""
        for kind in kinds:
            self._db.execute(
                "INSERT INTO guard_counts (month, zone, kind, count) VALUES (?, ?, ?, 1) "
                "ON CONFLICT (month, zone, kind) DO UPDATE SET count = count + 1",
                [month, zone or "", str(kind)],
            )

    def counts(self) -> dict[tuple[str, str, str], int]:
        """(month, zone or "", kind) -> how often."""
        rows = self._db.execute("SELECT month, zone, kind, count FROM guard_counts").fetchall()
        return {(month, zone, kind): count for month, zone, kind, count in rows}

    def remember_prompt(self, event_id: str) -> None:
        """The bot asked its author something with this event."""
        self._db.execute("INSERT OR REPLACE INTO guard_prompts VALUES (?, ?)", [event_id, time.time()])

    def is_prompt(self, event_id: str) -> bool:
        return self._db.execute("SELECT 1 FROM guard_prompts WHERE event_id = ?", [event_id]).fetchone() is not None

    def owe(self, event_id: str, user_id: str) -> None:
        """A message of this person is about to be removed, and they have to hear why."""
        self._db.execute("INSERT OR REPLACE INTO guard_owed VALUES (?, ?, ?)", [event_id, user_id, time.time()])

    def settled(self, event_id: str) -> None:
        """They have heard it, or will."""
        self._db.execute("DELETE FROM guard_owed WHERE event_id = ?", [event_id])

    def owed(self, older_than: float) -> list[tuple[str, str]]:
        """(event id, user id) of what was owed more than so many seconds ago."""
        query = "SELECT event_id, user_id FROM guard_owed WHERE seen_at <= ?"
        return [(event, user) for event, user in self._db.execute(query, [time.time() - older_than]).fetchall()]

    def prune(self, before_month: str) -> None:
        """Forget the counts of months before this one."""
        self._db.execute("DELETE FROM guard_counts WHERE month < ?", [before_month])
