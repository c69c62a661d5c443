"""What bot.sqlite knows of reports and of what moderators decided: ids of events, rules, who and when. Never a word
of a message, and no author: who wrote an event is asked of the homeserver when it is needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.store import Store

COLUMNS = ("number", "at", "zone", "room_id", "event_id", "action", "rule", "moderator")


@dataclass(frozen=True, slots=True)
class Case:
    """A message that was reported, or that a moderator acted on. `decider`: the moderator who took it up, "" for
    nobody yet; `rule`: the one that they chose; `zone` "" for a room of no zone."""

    event_id: str
    room_id: str
    zone: str
    decider: str
    rule: str
    opened_at: float


@dataclass(frozen=True, slots=True)
class Decision:
    """A line of the log. `moderator` is "" for what the bot did by itself; `told`: the author knows of it."""

    number: int
    at: float
    zone: str
    room_id: str
    event_id: str
    action: str
    rule: str
    moderator: str
    told: bool


@dataclass(frozen=True, slots=True)
class Mute:
    """Somebody who may not speak in a room `until` (Unix time). `was`: their own level before, None for none of their
    own; `level`: the one that they have meanwhile."""

    room_id: str
    user_id: str
    event_id: str
    was: int | None
    level: int
    until: float


class ModerationStore:
    """Tables `moderation_cases`, `moderation_reports`, `moderation_log` and `moderation_mutes`."""

    def __init__(self, store: Store) -> None:
        self._db = store.database

    # --- cases and reports ---

    def open(self, event_id: str, room_id: str, zone: str, at: float) -> Case:
        """The case of a message: a new one, or the one there is."""
        self._db.execute(
            "INSERT OR IGNORE INTO moderation_cases (event_id, room_id, zone, opened_at) VALUES (?, ?, ?, ?)",
            [event_id, room_id, zone, at],
        )
        found = self.case(event_id)
        assert found is not None
        return found

    def case(self, event_id: str) -> Case | None:
        """The case of a message, if there is one."""
        query = "SELECT event_id, room_id, zone, decider, rule, opened_at FROM moderation_cases WHERE event_id = ?"
        row = self._db.execute(query, [event_id]).fetchone()
        return Case(*row) if row else None

    def take_up(self, event_id: str, moderator: str) -> str:
        """The moderator who decides on it: this one, unless somebody took it up before."""
        self._db.execute(
            "UPDATE moderation_cases SET decider = ? WHERE event_id = ? AND decider = ''", [moderator, event_id]
        )
        found = self.case(event_id)
        return found.decider if found else ""

    def choose(self, event_id: str, rule: str) -> None:
        """The rule of a case, and of its decisions that have none yet."""
        with self._db.conn:
            self._db.execute("UPDATE moderation_cases SET rule = ? WHERE event_id = ?", [rule, event_id])
            self._db.execute("UPDATE moderation_log SET rule = ? WHERE event_id = ? AND rule = ''", [rule, event_id])

    def report(self, event_id: str, reporter: str, lang: str) -> None:
        """Somebody reported it, and hears when it was dealt with."""
        self._db.execute("INSERT OR IGNORE INTO moderation_reports VALUES (?, ?, ?)", [event_id, reporter, lang])

    def reporters(self, event_id: str) -> list[tuple[str, str]]:
        """(user id, language or "") of those who wait to hear."""
        query = "SELECT reporter, lang FROM moderation_reports WHERE event_id = ? ORDER BY reporter"
        return [(row[0], row[1]) for row in self._db.execute(query, [event_id])]

    def answered(self, event_id: str, reporter: str) -> None:
        """They heard: who reported what is forgotten."""
        self._db.execute("DELETE FROM moderation_reports WHERE event_id = ? AND reporter = ?", [event_id, reporter])

    # --- the log ---

    def decide(self, event_id: str, action: str, moderator: str, cause: str, at: float) -> None:
        """Write down what was done; once per `cause`, the click or command."""
        case = self.case(event_id)
        rule = case.rule if case else ""
        self._db.execute(
            "INSERT OR IGNORE INTO moderation_log (event_id, action, rule, moderator, cause, at) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            [event_id, action, rule, moderator, cause, at],
        )

    def decisions(self, event_id: str) -> list[Decision]:
        """What was done about a message, in order."""
        return self._decisions("l.event_id = ?", [event_id])

    def log(self, zones: tuple[str, ...] | None = None) -> list[Decision]:
        """What was decided in these zones, None for everywhere; the earliest first."""
        if zones is None:
            return self._decisions("1 = 1", [])
        return self._decisions(f"c.zone IN ({', '.join('?' * len(zones))})", list(zones))

    def _decisions(self, where: str, values: list[Any]) -> list[Decision]:
        query = (
            "SELECT l.number, l.at, c.zone, c.room_id, l.event_id, l.action, l.rule, l.moderator, l.told "  # noqa: S608
            f"FROM moderation_log l JOIN moderation_cases c USING (event_id) WHERE {where} ORDER BY l.number"
        )
        return [
            Decision(number, at, zone, room_id, event_id, action, rule, moderator, bool(told))
            for number, at, zone, room_id, event_id, action, rule, moderator, told in self._db.execute(query, values)
        ]

    def told(self, number: int) -> None:
        """The author heard of it."""
        self._db.execute("UPDATE moderation_log SET told = 1 WHERE number = ?", [number])

    def without_rule(self, before: float) -> list[str]:
        """Ids of messages with a decision from before this moment that no rule was given for."""
        query = (
            "SELECT DISTINCT event_id FROM moderation_log WHERE rule = '' AND told = 0 "
            "AND action IN ('hide', 'mute') AND at <= ?"
        )
        return [str(row[0]) for row in self._db.execute(query, [before])]

    # --- mutes ---

    def mute(self, mute: Mute) -> Mute:
        """Somebody is about to be muted. Whoever is so already keeps the level that they had before all of it."""
        self._db.execute(
            "INSERT INTO moderation_mutes (room_id, user_id, event_id, was, level, until) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (room_id, user_id) DO UPDATE SET until = excluded.until, event_id = excluded.event_id",
            [mute.room_id, mute.user_id, mute.event_id, mute.was, mute.level, mute.until],
        )
        found = self.muted(mute.room_id, mute.user_id)
        assert found is not None
        return found

    def muted(self, room_id: str, user_id: str) -> Mute | None:
        """What there is about somebody who is muted in a room."""
        return next(iter(self._mutes("room_id = ? AND user_id = ?", [room_id, user_id])), None)

    def mutes_of(self, user_id: str) -> list[Mute]:
        """Where somebody is muted."""
        return self._mutes("user_id = ?", [user_id])

    def mute_for(self, event_id: str) -> Mute | None:
        """The mute that goes on because of a message."""
        return next(iter(self._mutes("event_id = ?", [event_id])), None)

    def over(self, now: float) -> list[Mute]:
        """Mutes whose time has come."""
        return self._mutes("until <= ?", [now])

    def unmute(self, mute: Mute) -> None:
        """It is over."""
        self._db.execute("DELETE FROM moderation_mutes WHERE room_id = ? AND user_id = ?", [mute.room_id, mute.user_id])

    def _mutes(self, where: str, values: list[Any]) -> list[Mute]:
        query = f"SELECT room_id, user_id, event_id, was, level, until FROM moderation_mutes WHERE {where}"  # noqa: S608
        return [Mute(*row) for row in self._db.execute(f"{query} ORDER BY until", values)]

    def prune(self, before: float) -> None:
        """Forget what was decided before this moment (Unix time), and cases from before that nobody took up."""
        with self._db.conn:
            self._db.execute("DELETE FROM moderation_log WHERE at < ?", [before])
            self._db.execute(
                "DELETE FROM moderation_cases WHERE opened_at < ? "
                "AND event_id NOT IN (SELECT event_id FROM moderation_log) "
                "AND event_id NOT IN (SELECT event_id FROM moderation_mutes)",
                [before],
            )
            self._db.execute(
                "DELETE FROM moderation_reports WHERE event_id NOT IN (SELECT event_id FROM moderation_cases)"
            )
