"""What the bot still has to say: on disk first, then sent, in order per room, until the homeserver has it.

The transaction id is made of what caused a message (bot.matrix.transactions): sent twice (a crash between sending and
marking), it is the same message for the homeserver and appears once.
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import Any

import structlog

from bot.errors import HomeserverError, LoggedOut, Refused, Unreachable
from bot.matrix.pauses import Pauses
from bot.matrix.rooms import RoomBook
from bot.matrix.shields import ShieldedClient
from bot.matrix.transactions import is_ours
from bot.store import Outgoing, Store

log = structlog.get_logger(__name__)

ODD_FAILURES = 5
"""Tries after errors that are not the homeserver's (encryption, say) before a message is dropped."""


@dataclass(slots=True)
class _Lane:
    queue: deque[Outgoing] = field(default_factory=deque)
    sender: asyncio.Task[None] | None = None


class Outbox:
    """Sends what is queued. Nothing leaves before `start`."""

    def __init__(self, client: ShieldedClient, store: Store, rooms: RoomBook) -> None:
        self._client = client
        self._store = store
        self._rooms = rooms
        self._lanes: dict[str, _Lane] = {}
        self._started = False

    def put(self, message: Outgoing) -> None:
        """Durable once this returns. A message with the same transaction id as an earlier one changes nothing."""
        if self._store.put(message) and self._started:
            self._enqueue(message)

    def start(self) -> None:
        """Send what waits, the oldest first. Call when the rooms are known (after the first sync)."""
        self._started = True
        for message in self._store.queued():
            self._enqueue(message)

    async def stop(self, seconds: float) -> None:
        """Send for `seconds` at most; what is left is sent after the next start."""
        self._started = False
        senders = [lane.sender for lane in self._lanes.values() if lane.sender]
        if senders:
            _, late = await asyncio.wait(senders, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*senders, return_exceptions=True)

    def _enqueue(self, message: Outgoing) -> None:
        lane = self._lanes.setdefault(message.lane, _Lane())
        lane.queue.append(message)
        if lane.sender is None:
            lane.sender = asyncio.create_task(self._send_all(message.lane, lane))

    async def _send_all(self, name: str, lane: _Lane) -> None:
        pauses = Pauses()
        while lane.queue:
            message = lane.queue[0]
            try:
                await self._send(message)
            except LoggedOut:
                break  # the sync hears the same and ends the program
            except Unreachable:
                await asyncio.sleep(pauses.next())
                continue
            except HomeserverError as error:
                log.error("message_refused", cause=message.cause, stage=message.stage, reason=str(error))
                self._store.refused(message.txn_id)
            except Exception as error:
                log.error("message_failed", cause=message.cause, stage=message.stage, error=type(error).__name__)
                if pauses.failures < ODD_FAILURES:
                    await asyncio.sleep(pauses.next())
                    continue
                self._store.refused(message.txn_id)
            lane.queue.popleft()
            pauses.reset()
        del self._lanes[name]

    async def _send(self, message: Outgoing) -> None:
        room_id = message.room_id or await self._rooms.direct_room(message.user_id or "")
        content = self._resolved(message.content)
        await self._rooms.until_shown(room_id)
        event_id = await self._client.speak(room_id, message.type, content, message.txn_id)
        self._store.sent(message.txn_id, event_id)

    def _resolved(self, content: dict[str, Any]) -> dict[str, Any]:
        """The content with handles of the bot's own messages turned into event ids: what is related to was queued
        earlier in the same lane. Raises Refused when it was never sent, or longer ago than ids are kept."""
        relation = content.get("m.relates_to")
        if not isinstance(relation, dict) or not is_ours(relation.get("event_id")):
            return content
        event_id = self._store.sent_event(relation["event_id"])
        if event_id is None:
            raise Refused("What a message stands under was never sent.")
        relation = {**relation, "event_id": event_id}
        if "m.in_reply_to" in relation:
            relation["m.in_reply_to"] = {"event_id": event_id}
        return {**content, "m.relates_to": relation}
