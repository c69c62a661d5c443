"""What bot.sqlite knows about one professional: shown to them on request, and forgotten on request."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store import Store


@dataclass(frozen=True, slots=True)
class Traces:
    """How much there is about a professional: whether a direct room is known, how many messages wait to be sent to
    them, how many ids of messages sent to them are kept, how often they were asked to send something again; whether an
    operator's list named them; their blocked cases, as asker or handler, once sent; and what they proposed or were
    asked about services and the agenda; what they reported or decided as a moderator, and where they may not write for
    a time; how they were received in zones, which charters they accepted, and whether they want quiet."""

    direct_room: bool
    waiting: int
    sent: int
    key_requests: int
    member: bool = False
    cases: int = 0
    proposals: int = 0
    moderation: int = 0
    received: int = 0


_UNDER_A_NAME = (("directs", "user_id"), ("outbox", "user_id"), ("key_requests", "sender"), ("guard_owed", "user_id"),
                 ("ingest_plans", "who"), ("updates_asked", "user_id"), ("updates_rounds", "user_id"),
                 ("members", "user_id"), ("agenda_proposals", "proposer"), ("onboarding_welcomes", "user_id"),
                 ("onboarding_accepted", "user_id"), ("onboarding_pointed", "user_id"),
                 ("onboarding_quiet", "user_id"), ("moderation_reports", "reporter"),
                 ("pointers", "user_id"))  # fmt: skip
"""Tables with rows about one professional, and the column that says whom."""

_MODERATION = (("moderation_reports", "reporter"), ("moderation_log", "moderator"), ("moderation_mutes", "user_id"))
_RECEIVED = tuple((f"onboarding_{what}", "user_id") for what in ("welcomes", "accepted", "pointed", "quiet"))
_PROPOSALS = (("agenda_proposals", "proposer"), ("updates_asked", "user_id"), ("ingest_plans", "who"))


class PeopleStore:
    """Reads and forgets what stands under a user id."""

    def __init__(self, store: Store) -> None:
        self._db = store.database

    def about(self, user_id: str) -> Traces:
        """Everything that is kept under this user id."""
        return Traces(
            direct_room=self._count("SELECT count(*) FROM directs WHERE user_id = ?", user_id) > 0,
            waiting=self._count("SELECT count(*) FROM outbox WHERE user_id = ? AND state = 'queued'", user_id),
            sent=self._count("SELECT count(*) FROM outbox WHERE user_id = ? AND state <> 'queued'", user_id),
            key_requests=self._count("SELECT count(*) FROM key_requests WHERE sender = ?", user_id),
            member=self._count("SELECT count(*) FROM members WHERE user_id = ?", user_id) > 0,
            cases=self._count("SELECT count(*) FROM cases WHERE ? IN (asker, handler) AND state <> 'draft'", user_id),
            proposals=sum(
                self._count(f"SELECT count(*) FROM {table} WHERE {column} = ?", user_id)  # noqa: S608 (names from above)
                for table, column in _PROPOSALS
            ),
            moderation=sum(
                self._count(f"SELECT count(*) FROM {table} WHERE {column} = ?", user_id)  # noqa: S608 (names from above)
                for table, column in _MODERATION
            ),
            received=sum(
                self._count(f"SELECT count(*) FROM {table} WHERE {column} = ?", user_id)  # noqa: S608 (names from above)
                for table, column in _RECEIVED
            ),
        )

    def forget(self, user_id: str) -> None:
        """Delete it. What still waits to be sent is dropped too. Open cases stay, for whoever handles them, until their
        asker erases them (`!wis`); ended ones keep their counts only."""
        for table, column in _UNDER_A_NAME:
            self._db.execute(f"DELETE FROM {table} WHERE {column} = ?", [user_id])  # noqa: S608 (names from above)
        ended = "state IN ('confirmed', 'withdrawn', 'expired')"
        self._db.execute(f"UPDATE cases SET asker = '' WHERE asker = ? AND {ended}", [user_id])  # noqa: S608 (own text)
        self._db.execute(f"UPDATE cases SET handler = '' WHERE handler = ? AND {ended}", [user_id])  # noqa: S608
        # A mute stays until it is over, or it would never be given back; the log stays too, under no name.
        self._db.execute("UPDATE moderation_log SET moderator = '' WHERE moderator = ?", [user_id])
        self._db.execute("UPDATE moderation_cases SET decider = '' WHERE decider = ?", [user_id])

    def _count(self, sql: str, user_id: str) -> int:
        return int(self._db.execute(sql, [user_id]).fetchone()[0])
