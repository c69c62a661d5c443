"""A member of a room, as the demo and the tests play one: sends encrypted messages and sees what comes back.

Nothing of the bot stands on this. It uses nio's own loop, for minutes at a time on loopback.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from nio import (
    AsyncClient,
    AsyncClientConfig,
    Event,
    MatrixRoom,
    RoomMessageText,
    RoomSendResponse,
    SyncResponse,
)
from nio.store import SqliteStore

from bot.errors import DemoError

POLL_SECONDS = 0.05
JOIN_SECONDS = 30.0
"""The bot joins within a second; a machine with two busy cores needs longer."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message that somebody else wrote and this person can read."""

    event_id: str
    room_id: str
    sender: str
    body: str
    html: str
    thread_root: str | None


class Person:
    """One person with one device. `said` holds everything that others wrote since `start`, oldest first."""

    def __init__(self, homeserver: str, user_id: str, device_id: str, access_token: str, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        config = AsyncClientConfig(store=SqliteStore, encryption_enabled=True, pickle_key=access_token)
        self._client = AsyncClient(homeserver, user_id, device_id, str(folder), config)
        self._client.restore_login(user_id, device_id, access_token)
        self._client.add_event_callback(self._keep, RoomMessageText)
        self._loop: asyncio.Task[None] | None = None
        self._news = asyncio.Event()
        self.said: list[Said] = []

    async def start(self) -> None:
        """Upload keys, sync once, go on syncing in the background."""
        first = await self._client.sync(timeout=0, full_state=True)
        if not isinstance(first, SyncResponse):
            raise DemoError(f"The demo's homeserver did not answer {self._client.user_id}.")
        if self._client.should_upload_keys:
            await self._client.keys_upload()
        self._loop = asyncio.create_task(self._client.sync_forever(timeout=10_000, loop_sleep_time=10))

    async def stop(self) -> None:
        """Leave nothing behind but the store."""
        if self._loop is not None:
            self._loop.cancel()
            await asyncio.gather(self._loop, return_exceptions=True)
        await self._client.close()

    async def until_reads(self, room_id: str, user_id: str) -> None:
        """Wait until `user_id` is in the room with a device that can read. Raises DemoError when it never comes."""

        def ready() -> bool:
            room = self._client.rooms.get(room_id)
            # nio counts invited people among the users; what is said before the bot joins, it rightly ignores.
            joined = room is not None and room.encrypted and user_id in room.users
            joined = joined and user_id not in room.invited_users
            return joined and any(self._client.device_store.active_user_devices(user_id))

        await self._wait(ready, JOIN_SECONDS, f"{user_id} did not join {room_id}.")

    async def say(self, room_id: str, text: str, *, thread_root: str | None = None) -> str:
        """Send a text, encrypted; returns its event id."""
        content: dict[str, object] = {"msgtype": "m.text", "body": text}
        if thread_root:
            content["m.relates_to"] = {
                "rel_type": "m.thread",
                "event_id": thread_root,
                "is_falling_back": True,
                "m.in_reply_to": {"event_id": thread_root},
            }
        # Nobody compares emoji on loopback: every device of the room gets the key.
        answer = await self._client.room_send(room_id, "m.room.message", content, ignore_unverified_devices=True)
        if not isinstance(answer, RoomSendResponse):
            raise DemoError(f"The demo's homeserver did not take a message for {room_id}.")
        event_id: str = answer.event_id
        return event_id

    async def answer(self, thread_root: str, *, seconds: float, after: int = 0) -> Said | None:
        """The next message of somebody else in a thread, counted from `said[after]`; None when none came in time."""

        def found() -> Said | None:
            return next((one for one in self.said[after:] if one.thread_root == thread_root), None)

        try:
            await self._wait(lambda: found() is not None, seconds, "")
        except DemoError:
            return None
        return found()

    async def _wait(self, ready: Callable[[], bool], seconds: float, complaint: str) -> None:
        try:
            async with asyncio.timeout(seconds):
                while not ready():
                    self._news.clear()
                    # The poll is for what no message announces: joins and devices.
                    try:
                        await asyncio.wait_for(self._news.wait(), POLL_SECONDS)
                    except TimeoutError:
                        continue
        except TimeoutError:
            raise DemoError(complaint) from None

    async def _keep(self, room: MatrixRoom, event: Event) -> None:
        if not isinstance(event, RoomMessageText) or event.sender == self._client.user_id:
            return
        relation = event.source["content"].get("m.relates_to") or {}
        root = relation.get("event_id") if relation.get("rel_type") == "m.thread" else None
        self.said.append(Said(event.event_id, room.room_id, event.sender, event.body, event.formatted_body or "", root))
        self._news.set()
