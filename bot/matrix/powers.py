"""Who may speak in a room: reads and writes m.room.power_levels, one person at a time (Matrix specification 1.14)."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from typing import Any
from urllib.parse import quote

import structlog

from bot.errors import Refused
from bot.matrix.shields import ShieldedClient
from bot.ports import Change, Standing

log = structlog.get_logger(__name__)

SPEAKING = ("m.room.message", "m.room.encrypted", "m.reaction", "m.sticker", "m.poll.start")
"""What somebody who is muted can no longer send; a room may ask a level of its own for each."""


class MatrixPowers:
    """Implements bot.ports.Powers."""

    def __init__(self, client: ShieldedClient) -> None:
        self._client = client
        # The homeserver only takes the whole event: two changes at once would lose one of them.
        self._changing = asyncio.Lock()

    async def standing(self, room_id: str, user_id: str) -> Standing | None:
        """None when the room tells the bot nothing. Raises Unreachable."""
        levels = await self._levels(room_id)
        if levels is None:
            return None
        own, everybody = _own(levels, user_id), _number(levels.get("users_default"), 0)
        return Standing(everybody if own is None else own, own, _silent(levels))

    async def set(self, room_id: str, user_id: str, own: int | None, *, seen: Collection[int | None]) -> Change:
        """See bot.ports.Powers. Done again, it does nothing. Raises Unreachable."""
        async with self._changing:
            levels = await self._levels(room_id)
            if levels is None:
                return "refused"
            now = _own(levels, user_id)
            if now == own:
                return "done"
            if now not in seen:
                return "changed"
            users = {key: level for key, level in _users(levels).items() if key != user_id}
            if own is not None:
                users[user_id] = own
            path = f"/client/v3/rooms/{quote(room_id)}/state/m.room.power_levels/"
            try:
                await self._client.call("PUT", path, {**levels, "users": users}, what="who may speak")
            except Refused as error:
                log.warning("power_refused", room=room_id, reason=str(error))
                return "refused"
            return "done"

    async def _levels(self, room_id: str) -> dict[str, Any] | None:
        path = f"/client/v3/rooms/{quote(room_id)}/state/m.room.power_levels/"
        try:
            return await self._client.call("GET", path, what="who may speak")
        except Refused as error:
            log.warning("power_not_read", room=room_id, reason=str(error))
            return None


def _silent(levels: dict[str, Any]) -> int:
    """The highest level that may send none of SPEAKING; below 0 where everybody may speak."""
    events = levels.get("events")
    own = events if isinstance(events, dict) else {}
    needed = _number(levels.get("events_default"), 0)
    return min(0, *(_number(own.get(kind), needed) for kind in SPEAKING)) - 1


def _users(levels: dict[str, Any]) -> dict[str, Any]:
    users = levels.get("users")
    return users if isinstance(users, dict) else {}


def _own(levels: dict[str, Any], user_id: str) -> int | None:
    found = _users(levels).get(user_id)
    return None if found is None else _number(found, 0)


def _number(value: object, otherwise: int) -> int:
    """Room versions before 10 allow a level to be written as a text."""
    try:
        return int(value) if isinstance(value, int | str) else otherwise
    except ValueError:
        return otherwise
