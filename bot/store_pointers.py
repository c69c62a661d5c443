"""What bot.sqlite knows of friendly pointers: who was pointed to what, so that it is not said again and again."""

from __future__ import annotations

from bot.store import Store


class PointerStore:
    """Table `pointers`. `what` is a word such as "agenda" or "theme housing"."""

    def __init__(self, store: Store) -> None:
        self._db = store.database

    def take(self, user_id: str, what: str, event_id: str, at: float, rest: float) -> bool:
        """Whether this person may be pointed to it now: not within `rest` seconds after the last time. For the same
        event the answer stays the same, also after a crash."""
        query = "SELECT event_id, at FROM pointers WHERE user_id = ? AND what = ?"
        row = self._db.execute(query, [user_id, what]).fetchone()
        if row and row[0] != event_id and at - row[1] < rest:
            return False
        if not row or row[0] != event_id:
            self._db.execute("INSERT OR REPLACE INTO pointers VALUES (?, ?, ?, ?)", [user_id, what, event_id, at])
        return True

    def prune(self, before: float) -> None:
        """Forget pointers from before this moment (Unix time)."""
        self._db.execute("DELETE FROM pointers WHERE at < ?", [before])
