"""What is pinned in a room: the bot adds and takes off its own, and leaves everything else as it is."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import quote

import structlog

from bot.errors import Refused
from bot.matrix.shields import ShieldedClient

log = structlog.get_logger(__name__)


async def pin(client: ShieldedClient, room_id: str, event_id: str, off: Collection[str]) -> bool:
    """Pin `event_id` and unpin `off` (m.room.pinned_events). False when the bot may not. Raises Unreachable."""
    path = f"/client/v3/rooms/{quote(room_id)}/state/m.room.pinned_events/"
    pinned = await _pinned(client, path)
    wanted = [one for one in pinned if one not in off]
    wanted += [event_id] if event_id not in wanted else []
    if wanted == pinned:
        return True
    try:
        await client.call("PUT", path, {"pinned": wanted}, what="what is pinned in a room")
    except Refused as error:
        log.warning("not_pinned", room=room_id, reason=str(error))
        return False
    return True


async def _pinned(client: ShieldedClient, path: str) -> list[str]:
    try:
        found = (await client.call("GET", path, what="what is pinned in a room")).get("pinned")
    except Refused:  # nothing ever was
        return []
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []
