"""What hangs on an event, asked of the homeserver: reactions, and votes, which are encrypted like any message."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from bot.errors import Refused
from bot.matrix.shields import ShieldedClient
from bot.ports import Related

PAGES, PAGE = 20, 100
"""At most 2,000 votes are counted: a room of a zone has hundreds of members."""


async def relations_of(client: ShieldedClient, room_id: str, event_id: str, relation: str) -> tuple[Related, ...]:
    """Everything of that relation from others than the bot, oldest first. Raises Refused and Unreachable."""
    found: list[Related] = []
    path = f"/client/v1/rooms/{quote(room_id)}/relations/{quote(event_id)}/{quote(relation)}?dir=f&limit={PAGE}"
    start = ""
    for _ in range(PAGES):
        page = await client.call("GET", f"{path}&from={quote(start)}" if start else path, what="relations")
        chunk = page.get("chunk")
        for source in chunk if isinstance(chunk, list) else []:
            one = _related(client, room_id, source)
            if one is not None and one.sender != client.user_id:
                found.append(one)
        start = page["next_batch"] if isinstance(page.get("next_batch"), str) else ""
        if not start:
            break
    return tuple(found)


def _related(client: ShieldedClient, room_id: str, source: Any) -> Related | None:
    try:
        read: dict[str, Any] = client.read(source, room_id).source
    except Refused:
        return None
    sender, content, at = read.get("sender"), read.get("content"), read.get("origin_server_ts")
    if read.get("type") == "m.room.encrypted" or not isinstance(sender, str) or not isinstance(content, dict):
        return None
    moment = datetime.fromtimestamp(at / 1000 if isinstance(at, int) and 0 < at < 2**42 else 0, UTC)
    return Related(str(read.get("event_id")), sender, str(read.get("type")), content, moment)
