"""What bot.sqlite knows of the agenda: what was posted where, how many thumbs it got, and which proposals wait.

Ids, days and numbers. The text of an event is public and lies in kb.sqlite; a proposal's lies there as a draft until
a moderator decided (kb.store_drafts). A user id stands only with a proposal, so that its maker can be told.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.store import Store
from kb.models import Lang

PostKind = Literal["digest", "reminder", "published"]
ProposalKind = Literal["new", "change", "cancel"]
WAITING, PUBLISHED, REFUSED, EXPIRED = "waiting", "published", "refused", "expired"

DAY_SECONDS = 86400.0
KEPT_AFTER = 7 * DAY_SECONDS
"""How long after its event a post, its count or a proposal is kept: long enough to be asked about."""


@dataclass(frozen=True, slots=True)
class Posted:
    """One event in a post: its occurrence id, and a mark of how it was announced there."""

    occurrence_id: str
    mark: str


@dataclass(frozen=True, slots=True)
class Post:
    """Something the bot posted about events. `day` is the first day it is about; `rest` how many events it counts
    but does not list; `until` when its last event ends (Unix time); `revision` counts what was said to have changed."""

    number: int
    cause: str
    stage: str
    room_id: str
    handle: str
    kind: PostKind
    zone: str
    day: date
    rest: int
    until: float
    revision: int
    events: tuple[Posted, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal to put an event on the agenda, to change it or to cancel it. `original` names one date of a repeating
    event (kb.events.stamp), else "". `until` is when the event ends (Unix time)."""

    number: int
    kind: ProposalKind
    uid: str
    original: str
    zone: str
    proposer: str
    lang: Lang
    state: str
    until: float
    made_at: float


class AgendaStore:
    """Tables `agenda_posts`, `agenda_posted`, `agenda_interest`, `agenda_proposals` and `agenda_intakes`."""

    def __init__(self, store: Store) -> None:
        self._db = store.database

    # --- posts ---

    def is_posted(self, cause: str, stage: str, room_id: str) -> bool:
        """Whether this was posted before."""
        query = "SELECT 1 FROM agenda_posts WHERE cause = ? AND stage = ? AND room_id = ?"
        return self._db.execute(query, [cause, stage, room_id]).fetchone() is not None

    def posted(
        self, cause: str, stage: str, room_id: str, handle: str, kind: PostKind, zone: str, day: date, rest: int,
        until: float, events: Sequence[Posted],
    ) -> None:  # fmt: skip
        """Remember a post; the same one twice changes nothing."""
        with self._db.conn:
            self._db.execute("BEGIN IMMEDIATE")
            done = self._db.execute(
                "INSERT INTO agenda_posts (cause, stage, room_id, handle, kind, zone, day, rest, until) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                [cause, stage, room_id, handle, kind, zone, day.isoformat(), rest, until],
            )
            if not done.rowcount:
                return
            rows = [(done.lastrowid, n, one.occurrence_id, one.mark) for n, one in enumerate(events)]
            self._db.conn.executemany("INSERT INTO agenda_posted VALUES (?, ?, ?, ?)", rows)

    def posts(self, after: float) -> list[Post]:
        """Posts with an event that ends after this moment, oldest first."""
        return self._posts("until > ?", after)

    def posts_of(self, occurrence_id: str) -> list[Post]:
        """Posts that list this event."""
        return self._posts("post IN (SELECT post FROM agenda_posted WHERE occurrence_id = ?)", occurrence_id)

    def post_of(self, cause: str, stage: str, room_id: str) -> Post | None:
        """The post that was made under this cause and stage."""
        return next(iter(self._posts("cause = ? AND stage = ? AND room_id = ?", cause, stage, room_id)), None)

    def moved_on(self, post: Post, events: Sequence[Posted], until: float) -> None:
        """What a post says of its events now, after the room heard of it."""
        with self._db.conn:
            self._db.execute("BEGIN IMMEDIATE")
            query = "UPDATE agenda_posted SET occurrence_id = ?, mark = ? WHERE post = ? AND position = ?"
            self._db.conn.executemany(
                query, [(one.occurrence_id, one.mark, post.number, n) for n, one in enumerate(events)]
            )
            self._db.execute(
                "UPDATE agenda_posts SET revision = revision + 1, until = max(until, ?) WHERE post = ?",
                [until, post.number],
            )

    def _posts(self, where: str, *values: object) -> list[Post]:
        columns = "post, cause, stage, room_id, handle, kind, zone, day, rest, until, revision"
        rows = self._db.execute(
            f"SELECT {columns} FROM agenda_posts WHERE {where} ORDER BY post",  # noqa: S608 (conditions from above)
            list(values),
        ).fetchall()
        return [self._post(*row) for row in rows]

    def _post(
        self, number: int, cause: str, stage: str, room_id: str, handle: str, kind: PostKind, zone: str, day: str,
        rest: int, until: float, revision: int,
    ) -> Post:  # fmt: skip
        query = "SELECT occurrence_id, mark FROM agenda_posted WHERE post = ? ORDER BY position"
        events = tuple(Posted(*row) for row in self._db.execute(query, [number]).fetchall())
        first = date.fromisoformat(day)
        return Post(number, cause, stage, room_id, handle, kind, zone, first, rest, until, revision, events)

    # --- interest ---

    def set_interest(self, occurrence_id: str, count: int, until: float) -> None:
        """How many people are interested now."""
        query = "INSERT OR REPLACE INTO agenda_interest (occurrence_id, count, until) VALUES (?, ?, ?)"
        self._db.execute(query, [occurrence_id, count, until])

    def interest(self, occurrence_ids: Iterable[str]) -> Mapping[str, int]:
        """The counts of those events that have any."""
        query = "SELECT count FROM agenda_interest WHERE occurrence_id = ?"
        found = {one: self._db.execute(query, [one]).fetchone() for one in occurrence_ids}
        return {one: row[0] for one, row in found.items() if row and row[0]}

    def interesting(self, now: float) -> tuple[str, ...]:
        """The events to come that somebody is interested in."""
        query = "SELECT occurrence_id FROM agenda_interest WHERE count > 0 AND until >= ?"
        return tuple(one for (one,) in self._db.execute(query, [now]).fetchall())

    # --- proposals ---

    def propose(
        self, kind: ProposalKind, uid: str, original: str, zone: str, proposer: str, lang: Lang, until: float
    ) -> int:
        """A new proposal that waits; its number."""
        done = self._db.execute(
            "INSERT INTO agenda_proposals (kind, uid, original, zone, proposer, lang, state, until, made_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [kind, uid, original, zone, proposer, lang, WAITING, until, time.time()],
        )
        return int(done.lastrowid)

    def proposal(self, number: int) -> Proposal | None:
        return next(iter(self._proposals("number = ?", number)), None)

    def waiting(self, made_before: float) -> list[Proposal]:
        """Proposals that nobody decided on, made before this moment (Unix time)."""
        return self._proposals("state = ? AND made_at < ?", WAITING, made_before)

    def of_proposer(self, user_id: str) -> list[Proposal]:
        """What somebody put on the agenda and is still kept."""
        return self._proposals("proposer = ? AND kind = 'new' AND state = ?", user_id, PUBLISHED)

    def decide(self, number: int, state: str) -> bool:
        """Settle a proposal that waits. False when somebody else did."""
        query = "UPDATE agenda_proposals SET state = ? WHERE number = ? AND state = ?"
        return bool(self._db.execute(query, [state, number, WAITING]).rowcount)

    def _proposals(self, where: str, *values: object) -> list[Proposal]:
        columns = "number, kind, uid, original, zone, proposer, lang, state, until, made_at"
        query = f"SELECT {columns} FROM agenda_proposals WHERE {where} ORDER BY number"  # noqa: S608 (as above)
        return [Proposal(*row) for row in self._db.execute(query, list(values)).fetchall()]

    # --- intakes ---

    def begin_intake(self, root: str, room_id: str) -> None:
        """Somebody is being asked about a proposal in this thread: only the memory of the program knows what."""
        self._db.execute("INSERT OR REPLACE INTO agenda_intakes VALUES (?, ?, ?)", [root, room_id, time.time()])

    def end_intake(self, root: str) -> None:
        self._db.execute("DELETE FROM agenda_intakes WHERE root = ?", [root])

    def intake(self, root: str) -> bool:
        """Whether an intake was begun in this thread and never ended."""
        return self._db.execute("SELECT 1 FROM agenda_intakes WHERE root = ?", [root]).fetchone() is not None

    def intakes_in(self, room_id: str) -> tuple[str, ...]:
        """Threads of a room with an intake that never ended."""
        rows = self._db.execute("SELECT root FROM agenda_intakes WHERE room_id = ?", [room_id]).fetchall()
        return tuple(root for (root,) in rows)

    def prune(self, now: float) -> None:
        """Forget what is long over."""
        before = now - KEPT_AFTER
        self._db.execute(
            "DELETE FROM agenda_posted WHERE post IN (SELECT post FROM agenda_posts WHERE until < ?)", [before]
        )
        self._db.execute("DELETE FROM agenda_posts WHERE until < ?", [before])
        self._db.execute("DELETE FROM agenda_interest WHERE until < ?", [before])
        self._db.execute("DELETE FROM agenda_proposals WHERE until < ? AND state <> ?", [before, WAITING])
        self._db.execute("DELETE FROM agenda_intakes WHERE seen_at < ?", [before])
