"""What is new in a room: the events of a sync since the bot joined, and those that a limited timeline left out."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import nio
import structlog
from nio.responses import RoomInfo as JoinedRoom

from bot.errors import Refused
from bot.matrix.newcomers import came_before
from bot.matrix.reading import Reader
from bot.matrix.shields import ShieldedClient

log = structlog.get_logger(__name__)

BACKFILL_PAGES = 20
BACKFILL_PAGE = 100
"""At most 2,000 events of a room are fetched after a downtime; older ones would only get an apology."""


class News:
    """Asks the homeserver for what a sync left out."""

    def __init__(self, client: ShieldedClient, reader: Reader) -> None:
        self._client = client
        self._reader = reader

    async def of(self, room_id: str, joined: JoinedRoom, since: str | None) -> list[Any]:
        """The events of a room since the last batch and since the bot joined, oldest first, each read if possible."""
        events = [event for event in joined.timeline.events if isinstance(getattr(event, "source", None), dict)]
        start = own_join(events, self._client.user_id)
        if start is None and since is None:
            # The first sync of all shows what was said before this bot was set up.
            return came_before(joined, self._reader)
        if start is None and joined.timeline.limited and joined.timeline.prev_batch:
            events = await self._left_out(room_id, joined.timeline.prev_batch, since) + events
            start = own_join(events, self._client.user_id)
        events = events if start is None else events[start:]
        return [self._read(event, room_id) for event in events]

    def _read(self, event: Any, room_id: str) -> Any:
        if not isinstance(event, nio.MegolmEvent):
            return event
        try:
            return self._client.read(event.source, room_id)
        except Refused:
            return event

    async def _left_out(self, room_id: str, start: str, end: str | None) -> list[Any]:
        """The events between two tokens that a limited timeline left out, oldest first."""
        found: list[Any] = []
        path = f"/client/v3/rooms/{quote(room_id)}/messages?dir=b&limit={BACKFILL_PAGE}"
        if end:
            path += f"&to={quote(end)}"
        for _ in range(BACKFILL_PAGES):
            try:
                page = await self._client.call("GET", f"{path}&from={quote(start)}", what="older messages")
            except Refused:  # no longer in the room
                break
            chunk = page.get("chunk")
            sources = [source for source in chunk if isinstance(source, dict)] if isinstance(chunk, list) else []
            for source in sources:
                try:
                    found.append(self._client.read(source, room_id))
                except Refused:
                    continue
            start = str(page.get("end") or "")
            if not start or not sources or own_join(found, self._client.user_id) is not None:
                break
        found.reverse()
        log.info("timeline_backfilled", room=room_id, events=len(found))
        return found


def own_join(events: list[Any], user_id: str) -> int | None:
    """Index of the last event by which the bot came into the room (a change of its own profile is none)."""
    for index in range(len(events) - 1, -1, -1):
        source = getattr(events[index], "source", None) or {}
        content = source.get("content")
        if source.get("type") != "m.room.member" or source.get("state_key") != user_id or not isinstance(content, dict):
            continue
        unsigned = source.get("unsigned")
        previous = unsigned.get("prev_content") if isinstance(unsigned, dict) else None
        was = previous.get("membership") if isinstance(previous, dict) else None
        if content.get("membership") == "join" and was != "join":
            return index
    return None
