"""Who came into a room before the bot ever ran: `relais provision` makes rooms and invites people beforehand."""

from __future__ import annotations

import time
from typing import Any

from nio.responses import RoomInfo as JoinedRoom

from bot.matrix.reading import Reader

FRESH_SECONDS = 14 * 86400.0
"""Whoever came in longer ago knows the room by now. Also a bound for a bot that lost its database."""


def came_before(joined: JoinedRoom, reader: Reader) -> list[Any]:
    """From the first sync of all: by which events people came lately into a room of the bot's own making. Nobody can
    have been there before the bot; of another room, everybody may have been."""
    events = [
        event for event in (*joined.state, *joined.timeline.events) if isinstance(getattr(event, "source", None), dict)
    ]
    made = any(
        event.source.get("type") == "m.room.create" and event.source.get("sender") == reader.user_id for event in events
    )
    since = (time.time() - FRESH_SECONDS) * 1000
    return (
        [event for event in events if reader.comes_in(event.source) and _moment(event.source) > since] if made else []
    )


def _moment(source: dict[str, Any]) -> float:
    at = source.get("origin_server_ts")
    return float(at) if isinstance(at, int | float) else 0.0
