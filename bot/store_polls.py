"""Polls for a date that are open: which event asked for one, its slots, and when it closes. No votes, no names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.store import Store
from kb.models import Lang

OPEN, CLOSED = "open", "closed"


@dataclass(frozen=True, slots=True)
class Poll:
    """`asked` is the event id of the message that asked for it, `root` its thread, `handle` the poll itself; `slots`
    are ids (bot.handlers.agenda_slots); `closes` is Unix time."""

    number: int
    asked: str
    room_id: str
    root: str
    handle: str
    slots: tuple[str, ...]
    lang: Lang
    closes: float
    state: str


class PollStore:
    """Table `agenda_polls`."""

    def __init__(self, store: Store) -> None:
        self._db = store.database

    def opened(
        self, asked: str, room_id: str, root: str, handle: str, slots: Sequence[str], lang: Lang, closes: float
    ) -> None:
        """Remember a poll; the same one twice changes nothing."""
        self._db.execute(
            "INSERT INTO agenda_polls (asked, room_id, root, handle, slots, lang, closes, state) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [asked, room_id, root, handle, " ".join(slots), lang, closes, OPEN],
        )

    def due(self, now: float) -> list[Poll]:
        """Open polls whose time has come."""
        return self._polls("state = ? AND closes <= ?", OPEN, now)

    def open_in(self, room_id: str) -> list[Poll]:
        """Open polls of a room, the latest first."""
        return self._polls("state = ? AND room_id = ?", OPEN, room_id)[::-1]

    def close(self, number: int) -> None:
        """It was counted, and the room heard of it."""
        self._db.execute("UPDATE agenda_polls SET state = ? WHERE number = ?", [CLOSED, number])

    def prune(self, before: float) -> None:
        """Forget polls that closed before this moment (Unix time)."""
        self._db.execute("DELETE FROM agenda_polls WHERE state = ? AND closes < ?", [CLOSED, before])

    def _polls(self, where: str, *values: object) -> list[Poll]:
        columns = "number, asked, room_id, root, handle, slots, lang, closes, state"
        query = f"SELECT {columns} FROM agenda_polls WHERE {where} ORDER BY number"  # noqa: S608 (conditions from above)
        rows = self._db.execute(query, list(values)).fetchall()
        return [
            Poll(number, asked, room, root, handle, tuple(slots.split()), lang, closes, state)
            for number, asked, room, root, handle, slots, lang, closes, state in rows
        ]
