"""What bot.sqlite knows of the rooms that `relais provision` made, and of the members it was told of."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bot.ports import RoomKind
from bot.store import Store
from kb.models import LANGS, Lang


@dataclass(frozen=True, slots=True)
class MadeRoom:
    """A room of the bot's own making, or adopted: `key` as in bot.provision.wanted; `kind` None for a Space."""

    key: str
    room_id: str
    kind: RoomKind | None = None
    zone: str | None = None
    theme: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A professional as an operator's list names them; `zones` are zone ids."""

    user_id: str
    language: Lang | None = None
    organisation: str = ""
    zones: tuple[str, ...] = ()


class RoomStore:
    """Tables `rooms` and `members`."""

    def __init__(self, store: Store) -> None:
        self._db = store.database

    def rooms(self) -> tuple[MadeRoom, ...]:
        """All rooms, in the order of their keys."""
        return _rooms(self._db.execute(_EVERY_ROOM))

    def remember(self, room: MadeRoom) -> None:
        """The room of that key from now on."""
        with self._db.conn:
            self._db.execute("DELETE FROM rooms WHERE key = ? OR room_id = ?", [room.key, room.room_id])
            kind = room.kind.value if room.kind else None
            self._db.execute(
                "INSERT INTO rooms (key, room_id, kind, zone, theme) VALUES (?, ?, ?, ?, ?)",
                [room.key, room.room_id, kind, room.zone, room.theme],
            )

    def forget(self, room_id: str) -> None:
        """The bot left it for good."""
        self._db.execute("DELETE FROM rooms WHERE room_id = ?", [room_id])

    def replaced(self, room_id: str, successor: str) -> None:
        """The room was upgraded, as somebody else than the sync found out."""
        self._db.execute("INSERT OR REPLACE INTO successors (room_id, successor) VALUES (?, ?)", [room_id, successor])

    def move(self, room_id: str, successor: str) -> None:
        """The room was upgraded."""
        self._db.execute("UPDATE OR REPLACE rooms SET room_id = ? WHERE room_id = ?", [successor, room_id])

    def member(self, user_id: str) -> Member | None:
        """What is known of a professional."""
        row = self._db.execute(f"{_A_MEMBER} WHERE user_id = ?", [user_id])
        return next(iter(_members(row)), None)

    def members(self) -> tuple[Member, ...]:
        """Everybody, in the order of their ids."""
        return _members(self._db.execute(_EVERY_MEMBER))

    def set_members(self, members: Iterable[Member]) -> None:
        """Add these, or put them in place of what was known of them."""
        with self._db.conn:
            for one in members:
                self._db.execute(
                    "INSERT OR REPLACE INTO members (user_id, language, organisation, zones) VALUES (?, ?, ?, ?)",
                    [one.user_id, one.language, one.organisation, json.dumps(one.zones)],
                )

    def forget_member(self, user_id: str) -> None:
        """Whoever left, with how they were received: coming back they are new again."""
        with self._db.conn:
            for table in ("members", *_RECEIVED):
                self._db.execute(f"DELETE FROM {table} WHERE user_id = ?", [user_id])  # noqa: S608 (names from here)


_RECEIVED = ("onboarding_welcomes", "onboarding_accepted", "onboarding_pointed", "onboarding_quiet")
_EVERY_ROOM = "SELECT key, room_id, kind, zone, theme FROM rooms ORDER BY key"
_A_MEMBER = "SELECT user_id, language, organisation, zones FROM members"
_EVERY_MEMBER = f"{_A_MEMBER} ORDER BY user_id"


def _members(rows: Iterable[tuple[str, str | None, str, str]]) -> tuple[Member, ...]:
    known: dict[str, Lang] = {lang: lang for lang in LANGS}
    return tuple(
        Member(user_id, known.get(language or ""), organisation, tuple(json.loads(zones or "[]")))
        for user_id, language, organisation, zones in rows
    )


def _rooms(rows: Iterable[tuple[str, str, str | None, str | None, str | None]]) -> tuple[MadeRoom, ...]:
    return tuple(
        MadeRoom(key, room_id, RoomKind(kind) if kind else None, zone, theme)
        for key, room_id, kind, zone, theme in rows
    )


def rooms_beside(path: Path) -> tuple[MadeRoom, ...]:
    """The rooms in the bot.sqlite at `path`, read without changing anything; () when there is none, or an older one."""
    return _rooms(_read_only(path, _EVERY_ROOM))


def members_beside(path: Path) -> tuple[Member, ...]:
    """The members in the bot.sqlite at `path`, in the same way."""
    return _members(_read_only(path, _EVERY_MEMBER))


def _read_only(path: Path, query: str) -> list[tuple[Any, ...]]:
    try:
        database = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)
    except sqlite3.Error:
        return []
    try:
        return database.execute(query).fetchall()
    except sqlite3.Error:
        return []
    finally:
        database.close()
