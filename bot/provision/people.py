"""An operator's list of professionals -> who is invited where, and who leaves which rooms. The list is checked as a
whole first: with one wrong line nothing is done."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.errors import Refused, SlowedDown
from bot.ports import RoomKind
from bot.provision.found import Found
from bot.provision.server import Server
from bot.store_rooms import MadeRoom, Member
from kb.errors import RelaisError
from kb.models import LANGS, Lang

_USER_ID = re.compile(r"^@[^:\s]+:\S+$")
_LANGS: Mapping[str, Lang] = {lang: lang for lang in LANGS}
Say = Callable[[str], None]
"""Told of each change, in a line."""

COLUMNS = ("matrix_id", "language", "zones", "organisation")

MOVED = "zone: {zones}"
"""The reason that is shown to whoever is moved; it travels in clear and names no person."""


class ListRefused(RelaisError):
    """A list of members has wrong lines; the message names each."""


@dataclass(frozen=True, slots=True)
class BadLine:
    """`line` counts data rows from 1."""

    line: int
    reason: str


def read_members(
    rows: Iterable[Mapping[str, str]], zones: Iterable[str], *, only: str | None = None
) -> tuple[Member, ...]:
    """Rows with the columns matrix_id, language (nl, fr, en or empty), zones (ids with ; or , between) and
    organisation. `only`: the one homeserver whose people may come in; None: any. Raises ListRefused naming every wrong
    line."""
    known, good, bad = tuple(zones), dict[str, Member](), list[BadLine]()
    for number, row in enumerate(rows, 1):
        values = {key.strip().casefold(): (value or "").strip() for key, value in row.items() if key}
        wrong = next(_wrong(values, known, good, only), None)
        if wrong:
            bad.append(BadLine(number, wrong))
            continue
        good[values["matrix_id"]] = Member(
            values["matrix_id"],
            _LANGS.get(values.get("language", "").casefold()),
            values.get("organisation", ""),
            _zones(values),
        )
    if bad:
        lines = "; ".join(f"row {one.line}: {one.reason}" for one in bad[:10])
        more = f"; and {len(bad) - 10} more" if len(bad) > 10 else ""
        raise ListRefused(f"Nothing was done, {len(bad)} rows are wrong: {lines}{more}.")
    if not good:
        raise ListRefused(f"The list is empty; its columns are {', '.join(COLUMNS)}.")
    return tuple(good.values())


def _wrong(
    values: Mapping[str, str], known: tuple[str, ...], before: Mapping[str, Member], only: str | None
) -> Iterator[str]:
    user_id = values.get("matrix_id", "")
    if not _USER_ID.match(user_id):
        yield f"matrix_id is {user_id!r}, expected one such as @name:example.org"
    elif only and user_id.partition(":")[2] != only:
        yield f"{user_id} is of another homeserver than {only}, and provision.federate is false"
    if user_id in before:
        yield f"{user_id} stands there twice"
    language = values.get("language", "").casefold()
    if language and language not in _LANGS:
        yield f"language is {language!r}, expected nl, fr or en"
    for zone in _zones(values):
        if zone not in known:
            yield f"zone {zone!r} is unknown, expected one of {', '.join(known)}"


def _zones(values: Mapping[str, str]) -> tuple[str, ...]:
    parts = re.split(r"[;,|]", values.get("zones", ""))
    return tuple(dict.fromkeys(part.strip().casefold() for part in parts if part.strip()))


def belongs(room: MadeRoom, member: Member) -> bool:
    """Whether a list that names somebody's zones puts them in this room: the Spaces, the chat room and the agenda.
    Theme rooms and the sandbox everybody opens for themselves."""
    if room.zone is None:
        return room.kind is None and bool(member.zones)
    return room.zone in member.zones and room.kind in (None, RoomKind.ZONE, RoomKind.AGENDA)


class Membership:
    """Puts people into the rooms of their zones, and takes them out of those that the list had put them in. `rooms`:
    what was provisioned. `troubles`: what the bot may not do; `left`: who went by themselves, with the room."""

    def __init__(self, server: Server, rooms: Iterable[MadeRoom], say: Say) -> None:
        self._server = server
        self._rooms = tuple(rooms)
        self._say = say
        self.troubles: list[str] = []
        self.left: list[str] = []

    async def settle(self, member: Member, before: Member | None, roles: frozenset[str], *, again: bool) -> None:
        """`before`: what an earlier list said of them, None when they are new: then they leave the rooms of every zone
        that is not theirs. A colleague whom somebody invited to another zone's room stays there. Whoever left by
        themselves, or was shown out by a person, is invited only when the list names a zone anew, or with `again`.
        `roles`: keys of the rooms they are in by role (bot.provision.wanted). Raises HomeserverError."""
        if member.user_id == self._server.user_id:
            return
        put_there = before.zones if before else tuple(room.zone or "" for room in self._rooms)
        for room, found in self._existing():
            inside = member.user_id in found.members()
            if belongs(room, member) and not inside:
                known = before is not None and belongs(room, before)
                if known and not again and found.left_alone(member.user_id, self._server.user_id):
                    self.left.append(f"{member.user_id} ({found.name})")
                elif member.user_id not in found.members("ban"):
                    act = self._server.invite(found, member.user_id)
                    await self._do(f"invite {member.user_id} to {found.name}", act)
            elif inside and self._no_longer(room, member, put_there) and room.key not in roles:
                reason = MOVED.format(zones=", ".join(member.zones) or "-")
                act = self._server.remove(found, member.user_id, reason)
                await self._do(f"take {member.user_id} out of {found.name}", act)

    async def remove(self, user_id: str, reason: str) -> int:
        """Out of every room the bot knows, by role or not; how many rooms. Raises HomeserverError."""
        count = 0
        for found in self._server.rooms.values():
            if user_id in found.members():
                count += 1
                await self._do(f"take {user_id} out of {found.name}", self._server.remove(found, user_id, reason))
        return count

    def _existing(self) -> Iterator[tuple[MadeRoom, Found]]:
        for room in self._rooms:
            found = self._server.rooms.get(room.room_id)
            if found is not None:
                yield room, found

    def _no_longer(self, room: MadeRoom, member: Member, put_there: tuple[str, ...]) -> bool:
        return room.zone is not None and room.zone not in member.zones and room.zone in put_there

    async def _do(self, what: str, act: Awaitable[None]) -> None:
        try:
            await act
        except (Refused, SlowedDown) as error:
            self.troubles.append(f"{what}: {error}")
        else:
            self._say(what)
