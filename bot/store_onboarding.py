"""What bot.sqlite knows of newcomers: who was welcomed where, who accepted which charter when, and who wants quiet.

Matrix ids, zone ids, versions and days; never a word of the charter or of a message.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.store import Store


@dataclass(frozen=True, slots=True)
class Welcome:
    """A welcome of one person to one zone. `said`: it is in the outbox; until then it may have to be said again, with
    the charter's `version` of the first try, so that it is the same message."""

    version: str
    said: bool


@dataclass(frozen=True, slots=True)
class Post:
    """Something the bot posted to be pinned. `kind`: what it is, such as "charter"."""

    room_id: str
    kind: str
    version: str
    handle: str
    pinned: bool


class OnboardingStore:
    """Tables `onboarding_welcomes`, `onboarding_accepted`, `onboarding_pointed`, `onboarding_quiet` and
    `onboarding_posts`."""

    def __init__(self, store: Store) -> None:
        self._db = store.database

    # --- welcomes ---

    def begin_welcome(self, user_id: str, zone: str, version: str) -> Welcome:
        """The welcome of this person to this zone: a new one, or the one there is."""
        self._db.execute(
            "INSERT OR IGNORE INTO onboarding_welcomes (user_id, zone, version) VALUES (?, ?, ?)",
            [user_id, zone, version],
        )
        query = "SELECT version, said FROM onboarding_welcomes WHERE user_id = ? AND zone = ?"
        known, said = self._db.execute(query, [user_id, zone]).fetchone()
        return Welcome(known, bool(said))

    def welcomed(self, user_id: str, zone: str, handle: str) -> None:
        """It is in the outbox, under this handle."""
        self._db.execute(
            "UPDATE onboarding_welcomes SET said = 1, handle = ? WHERE user_id = ? AND zone = ?",
            [handle, user_id, zone],
        )

    # --- the charter ---

    def accept(self, user_id: str, zone: str, version: str, day: date) -> bool:
        """False when they had accepted this version before. A welcome need not be clicked on any more."""
        done = self._db.execute(
            "INSERT OR IGNORE INTO onboarding_accepted (user_id, zone, version, day) VALUES (?, ?, ?, ?)",
            [user_id, zone, version, day.isoformat()],
        )
        self._db.execute("UPDATE onboarding_welcomes SET handle = '' WHERE user_id = ? AND zone = ?", [user_id, zone])
        return bool(done.rowcount)

    def accepted(self, user_id: str, zone: str, version: str) -> date | None:
        """The day on which they accepted this version, if they did."""
        query = "SELECT day FROM onboarding_accepted WHERE user_id = ? AND zone = ? AND version = ?"
        row = self._db.execute(query, [user_id, zone, version]).fetchone()
        return date.fromisoformat(row[0]) if row else None

    def withdraw(self, user_id: str, zone: str) -> bool:
        """Forget that they accepted any version. False when they had not."""
        done = self._db.execute("DELETE FROM onboarding_accepted WHERE user_id = ? AND zone = ?", [user_id, zone])
        return bool(done.rowcount)

    # --- pointers to the charter ---

    def pointed(self, user_id: str, zone: str) -> float | None:
        """When they were last told that the charter has to be accepted first (Unix time)."""
        query = "SELECT at FROM onboarding_pointed WHERE user_id = ? AND zone = ?"
        row = self._db.execute(query, [user_id, zone]).fetchone()
        return float(row[0]) if row else None

    def point(self, user_id: str, zone: str, at: float) -> None:
        """They are told now."""
        self._db.execute("INSERT OR REPLACE INTO onboarding_pointed VALUES (?, ?, ?)", [user_id, zone, at])

    def prune(self, before: float) -> None:
        """Forget pointers from before this moment (Unix time)."""
        self._db.execute("DELETE FROM onboarding_pointed WHERE at < ?", [before])

    # --- quiet ---

    def set_quiet(self, user_id: str, quiet: bool) -> None:
        """Whether they want no private message that they did not cause themselves."""
        if quiet:
            self._db.execute("INSERT OR IGNORE INTO onboarding_quiet VALUES (?)", [user_id])
        else:
            self._db.execute("DELETE FROM onboarding_quiet WHERE user_id = ?", [user_id])

    def wants_quiet(self, user_id: str) -> bool:
        return self._db.execute("SELECT 1 FROM onboarding_quiet WHERE user_id = ?", [user_id]).fetchone() is not None

    # --- pinned posts ---

    def posts(self, room_id: str, kind: str) -> tuple[Post, ...]:
        """What was posted of this kind in a room."""
        query = "SELECT room_id, kind, version, handle, pinned FROM onboarding_posts WHERE room_id = ? AND kind = ?"
        rows = self._db.execute(query, [room_id, kind]).fetchall()
        return tuple(Post(room, what, version, handle, bool(pinned)) for room, what, version, handle, pinned in rows)

    def posted(self, post: Post) -> None:
        """What is posted, and whether it is pinned by now."""
        self._db.execute(
            "INSERT OR REPLACE INTO onboarding_posts (room_id, kind, version, handle, pinned) VALUES (?, ?, ?, ?, ?)",
            [post.room_id, post.kind, post.version, post.handle, int(post.pinned)],
        )

    def unpinned(self, post: Post) -> None:
        """It is no longer of use."""
        self._db.execute(
            "DELETE FROM onboarding_posts WHERE room_id = ? AND kind = ? AND version = ?",
            [post.room_id, post.kind, post.version],
        )
