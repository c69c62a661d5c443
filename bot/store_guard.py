"""What the guard leaves behind: how often it found which kind in which zone, by month; and the ids of its own private
messages, so that a reaction on one is understood after a restart. No person, no room, no word of a message."""

from __future__ import annotations

import time
from collections.abc import Iterable

from bot.store import Store

FALSE_ALARM = "false_alarm"
UNCHECKED = "unchecked"
"""Counted beside the guard's kinds: authors who said that nothing was wrong, and messages that could not be checked."""


class GuardStore:
    """Tables `guard_counts` and `guard_prompts` of bot.sqlite."""

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

    def prune(self, before_month: str) -> None:
        """Forget the counts of months before this one."""
        self._db.execute("DELETE FROM guard_counts WHERE month < ?", [before_month])
