"""bot.sqlite: what the bot has handled and what it still has to say. The only SQL of the bot.

No table holds a word of what a person wrote: of a message only its event id remains. The outbox holds the bot's own
words until the homeserver has them, then their ids only.

Everything here is a short transaction on a local file in WAL mode (well under a millisecond), so it is called from
the event loop directly. A power cut may take the last transactions with it, never half of one: the sync token goes
back with its batch, and what is sent again carries the same transaction id.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlite_utils

from bot.errors import BotError
from bot.migrations import MIGRATIONS


@dataclass(frozen=True, slots=True)
class Arrival:
    """An event to be handled: its id and room, and the Megolm session that is missing to read it, if any."""

    event_id: str
    room_id: str
    session_id: str | None = None


@dataclass(frozen=True, slots=True)
class Invitation:
    """Somebody invited the bot to `room_id`."""

    room_id: str
    inviter: str
    is_direct: bool


@dataclass(frozen=True, slots=True)
class SaidBefore:
    """A message of the bot that the homeserver shows, with its transaction id; `cause` is the event it answers."""

    txn_id: str
    room_id: str
    event_id: str
    cause: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message waiting for the homeserver. Either `room_id` or `user_id` (its direct room, made when needed)."""

    txn_id: str
    room_id: str | None
    user_id: str | None
    type: str
    content: dict[str, Any] = field(repr=False)
    cause: str
    stage: str

    @property
    def lane(self) -> str:
        """Messages of one lane leave in the order in which they were written."""
        return self.room_id or f"direct {self.user_id}"


class Store:
    """bot.sqlite at `path`. Raises BotError when it cannot be opened or was made by a newer Relais."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            self._db = sqlite_utils.Database(sqlite3.connect(path, isolation_level=None))
            path.chmod(0o600)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.execute("PRAGMA secure_delete=ON")
            self._migrate(path)
        except sqlite3.DatabaseError as error:
            raise BotError(f"The bot's database {path} cannot be opened ({error}); restore it from a backup.") from None

    @property
    def database(self) -> sqlite_utils.Database:
        """The connection, for the other store modules (bot/store_*.py) that keep tables of their own in this file."""
        return self._db

    def close(self) -> None:
        self._db.close()

    def _migrate(self, path: Path) -> None:
        version = self._one("PRAGMA user_version")
        if version > len(MIGRATIONS):
            raise BotError(f"The bot's database {path} was made by a newer Relais; install that version again.")
        for number, script in enumerate(MIGRATIONS[version:], version + 1):
            with self._db.conn:
                self._db.conn.executescript(f"BEGIN; {script} PRAGMA user_version = {number}; COMMIT;")

    # --- inbox and checkpoint ---

    def token(self) -> str | None:
        """The sync token up to which everything is in the inbox; None before the first sync."""
        found: str | None = self._one("SELECT token FROM checkpoint WHERE id = 1")
        return found

    def take_in(
        self,
        token: str,
        arrivals: Iterable[Arrival],
        invitations: Iterable[Invitation] = (),
        said: Iterable[SaidBefore] = (),
    ) -> list[Arrival]:
        """Write a batch and move the token, in one transaction. Returns the arrivals that were not known yet. What is
        in `said` is not to be sent again, whatever the outbox thinks."""
        new: list[Arrival] = []
        now = time.time()
        self._db.execute("BEGIN IMMEDIATE")
        with self._db.conn:
            for one in arrivals:
                state = "waiting" if one.session_id else "new"
                done = self._db.execute(
                    "INSERT INTO inbox (event_id, room_id, state, session_id, seen_at) VALUES (?, ?, ?, ?, ?) "
                    "ON CONFLICT DO NOTHING",
                    (one.event_id, one.room_id, state, one.session_id, now),
                )
                if done.rowcount:
                    new.append(one)
            for invitation in invitations:
                row = (invitation.room_id, invitation.inviter, int(invitation.is_direct), now)
                self._db.execute("INSERT OR REPLACE INTO invitations VALUES (?, ?, ?, ?)", row)
            for own in said:
                self._db.execute(
                    "INSERT INTO outbox (txn_id, room_id, type, cause, stage, state, event_id, created_at) "
                    "VALUES (?, ?, '', ?, '', 'sent', ?, ?) "
                    "ON CONFLICT (txn_id) DO UPDATE SET state = 'sent', content = NULL, event_id = excluded.event_id",
                    (own.txn_id, own.room_id, own.cause, own.event_id, now),
                )
            self._db.execute("INSERT OR REPLACE INTO checkpoint VALUES (1, ?, ?)", (token, now))
        return new

    def unfinished(self) -> list[Arrival]:
        """Events taken in but not dealt with (a crash came between), oldest first; those that wait for a key
        for a day at most."""
        rows = self._all(
            "SELECT event_id, room_id FROM inbox "
            "WHERE state = 'new' OR (state = 'waiting' AND seen_at > ?) ORDER BY seq",
            time.time() - 86400,
        )
        return [Arrival(*row) for row in rows]

    def begin(self, event_id: str) -> int:
        """Count an attempt at an event; returns how many there were, this one included."""
        self._run("UPDATE inbox SET attempts = attempts + 1 WHERE event_id = ?", event_id)
        return int(self._one("SELECT attempts FROM inbox WHERE event_id = ?", event_id) or 0)

    def unbegin(self, event_id: str) -> None:
        """The attempt does not count: the homeserver was not there."""
        self._run("UPDATE inbox SET attempts = attempts - 1 WHERE event_id = ?", event_id)

    def finish(self, event_id: str, state: str = "done") -> None:
        """The event was dealt with: `done`, `failed`, or `gone` (not to be had any more)."""
        self._run("UPDATE inbox SET state = ?, session_id = NULL WHERE event_id = ?", state, event_id)

    def wait_for_key(self, event_id: str, session_id: str) -> None:
        """The event cannot be read until the key of `session_id` comes."""
        self._run(
            "UPDATE inbox SET state = 'waiting', session_id = ?, attempts = 0 WHERE event_id = ?", session_id, event_id
        )

    def waiting_for(self, session_id: str) -> list[Arrival]:
        """Events that wait for this key; they count as new again."""
        rows = self._all(
            "SELECT event_id, room_id FROM inbox WHERE session_id = ? AND state = 'waiting' ORDER BY seq", session_id
        )
        self._run("UPDATE inbox SET state = 'new' WHERE session_id = ? AND state = 'waiting'", session_id)
        return [Arrival(*row) for row in rows]

    def is_waiting(self, event_id: str) -> bool:
        return bool(self._one("SELECT state FROM inbox WHERE event_id = ?", event_id) == "waiting")

    def first_key_request(self, sender: str, session_id: str) -> bool:
        """True the first time ever that this sender is asked about this session."""
        added = self._run(
            "INSERT OR IGNORE INTO key_requests (sender, session_id, seen_at) VALUES (?, ?, ?)",
            sender, session_id, time.time(),
        )  # fmt: skip
        return bool(added)

    def invitations(self) -> list[Invitation]:
        rows = self._all("SELECT room_id, inviter, is_direct FROM invitations ORDER BY seen_at")
        return [Invitation(room, inviter, bool(direct)) for room, inviter, direct in rows]

    def settle_invitation(self, room_id: str) -> None:
        self._run("DELETE FROM invitations WHERE room_id = ?", room_id)

    # --- outbox ---

    def put(self, message: Outgoing) -> bool:
        """Queue a message. False when one with its transaction id was queued before, sent or not."""
        added = self._run(
            "INSERT INTO outbox (txn_id, room_id, user_id, type, content, cause, stage, created_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            message.txn_id,
            message.room_id,
            message.user_id,
            message.type,
            json.dumps(message.content, ensure_ascii=False),
            message.cause,
            message.stage,
            time.time(),
        )
        return bool(added)

    def queued(self) -> list[Outgoing]:
        """What the homeserver has not confirmed yet, in order."""
        rows = self._all(
            "SELECT txn_id, room_id, user_id, type, content, cause, stage FROM outbox "
            "WHERE state = 'queued' ORDER BY seq"
        )
        return [Outgoing(t, r, u, kind, json.loads(content), c, s) for t, r, u, kind, content, c, s in rows]

    def sent(self, txn_id: str, event_id: str) -> None:
        """The homeserver has it: forget the words, keep the ids."""
        self._run("UPDATE outbox SET state = 'sent', content = NULL, event_id = ? WHERE txn_id = ?", event_id, txn_id)

    def refused(self, txn_id: str) -> None:
        """The homeserver will never take it: forget the words, keep the ids."""
        self._run("UPDATE outbox SET state = 'refused', content = NULL WHERE txn_id = ?", txn_id)

    def sent_event(self, txn_id: str) -> str | None:
        """The event id under which it was sent, or None."""
        found: str | None = self._one("SELECT event_id FROM outbox WHERE txn_id = ?", txn_id)
        return found

    def said(self, event_id: str) -> tuple[str, str] | None:
        """Cause and stage of an event the bot sent; None when it did not, or longer ago than ids are kept."""
        rows = self._all("SELECT cause, stage FROM outbox WHERE event_id = ?", event_id)
        return (rows[0][0], rows[0][1]) if rows else None

    def oldest_queued(self) -> float | None:
        """Unix time of the oldest message that waits, or None."""
        found: float | None = self._one("SELECT min(created_at) FROM outbox WHERE state = 'queued'")
        return found

    # --- rooms and threads ---

    def join_thread(self, root: str, room_id: str) -> None:
        """The bot spoke or was addressed in this thread."""
        self._run("INSERT OR REPLACE INTO threads VALUES (?, ?, ?)", root, room_id, time.time())

    def in_thread(self, root: str) -> bool:
        """Whether the bot takes part in this thread: it spoke or was addressed in it, or it hangs on its own words."""
        return self._one("SELECT 1 FROM threads WHERE root = ?", root) is not None or self.said(root) is not None

    def direct_room(self, user_id: str) -> str | None:
        found: str | None = self._one("SELECT room_id FROM directs WHERE user_id = ?", user_id)
        return found

    def set_direct_room(self, user_id: str, room_id: str) -> None:
        self._run("INSERT OR REPLACE INTO directs VALUES (?, ?)", user_id, room_id)

    def forget_room(self, room_id: str) -> None:
        """The bot is no longer in this room."""
        self._run("DELETE FROM directs WHERE room_id = ?", room_id)

    def successors(self) -> dict[str, str]:
        """Rooms that were upgraded: old id to new id."""
        return dict(self._all("SELECT room_id, successor FROM successors"))

    def set_successor(self, room_id: str, successor: str) -> None:
        self._run("INSERT OR REPLACE INTO successors VALUES (?, ?)", room_id, successor)

    def prune(self, *, days: int) -> None:
        """Forget ids older than `days`. Unfinished and queued things stay."""
        before = time.time() - days * 86400
        self._run("DELETE FROM inbox WHERE seen_at < ? AND state <> 'new'", before)
        # What may still be edited or answered: posts about events to come, open polls, cards that wait.
        self._run(
            "DELETE FROM outbox WHERE created_at < ? AND state <> 'queued' "
            "AND txn_id NOT IN (SELECT handle FROM agenda_posts) "
            "AND txn_id NOT IN (SELECT handle FROM agenda_polls WHERE state = 'open') "
            "AND txn_id NOT IN (SELECT handle FROM onboarding_posts) "
            "AND txn_id NOT IN (SELECT handle FROM onboarding_welcomes) "
            "AND cause NOT IN (SELECT 'event proposal ' || number FROM agenda_proposals WHERE state = 'waiting')",
            before,
        )
        self._run("DELETE FROM threads WHERE seen_at < ?", before)
        self._run("DELETE FROM key_requests WHERE seen_at < ?", before)
        self._run("DELETE FROM guard_prompts WHERE seen_at < ?", before)

    # --- plumbing ---

    def _run(self, sql: str, *values: object) -> int:
        return int(self._db.execute(sql, list(values)).rowcount)

    def _one(self, sql: str, *values: object) -> Any:
        row = self._db.execute(sql, list(values)).fetchone()
        return row[0] if row else None

    def _all(self, sql: str, *values: object) -> Sequence[tuple[Any, ...]]:
        rows: Sequence[tuple[Any, ...]] = self._db.execute(sql, list(values)).fetchall()
        return rows
