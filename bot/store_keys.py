"""When each room key was first seen: ids only, never a key."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass

from bot.store import Store


@dataclass(frozen=True, slots=True)
class RoomKey:
    """The key with which `sender_key` (a device) speaks in a room for a while."""

    session_id: str
    room_id: str
    sender_key: str


class KeyStore:
    """The table `room_keys`."""

    def __init__(self, store: Store) -> None:
        self._db = store.database

    def note(self, held: Set[RoomKey], now: float) -> None:
        """These are the keys there are; those that are new were seen first at `now`."""
        known = {row[0] for row in self._db.execute("SELECT session_id FROM room_keys").fetchall()}
        self.forget(known - {key.session_id for key in held})
        self._db.execute("BEGIN IMMEDIATE")
        with self._db.conn:
            self._db.conn.executemany(
                "INSERT OR IGNORE INTO room_keys (session_id, room_id, sender_key, seen_at) VALUES (?, ?, ?, ?)",
                [(key.session_id, key.room_id, key.sender_key, now) for key in held if key.session_id not in known],
            )

    def replaced(self, before: float) -> set[str]:
        """Keys whose sender has had a newer one in the room since `before`."""
        rows = self._db.execute(
            "SELECT old.session_id FROM room_keys AS old WHERE EXISTS (SELECT 1 FROM room_keys AS newer WHERE "
            "newer.room_id = old.room_id AND newer.sender_key = old.sender_key AND newer.seen_at > old.seen_at "
            "AND newer.seen_at < ?)",
            [before],
        ).fetchall()
        return {row[0] for row in rows}

    def elsewhere(self, rooms: Set[str], before: float) -> set[str]:
        """Keys seen before `before`, of rooms that are none of these."""
        rows = self._db.execute("SELECT session_id, room_id FROM room_keys WHERE seen_at < ?", [before]).fetchall()
        return {session_id for session_id, room_id in rows if room_id not in rooms}

    def forget(self, session_ids: Iterable[str]) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        with self._db.conn:
            self._db.conn.executemany("DELETE FROM room_keys WHERE session_id = ?", [(one,) for one in session_ids])
