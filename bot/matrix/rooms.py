"""Which room is what: configured ones by id or alias, direct ones by their members; and making direct rooms."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import quote

import structlog

from bot.errors import NotInRoom, Refused, Unreachable
from bot.matrix.http import MatrixRefused
from bot.matrix.settings import MatrixSettings, RoomSetting
from bot.matrix.shields import ShieldedClient
from bot.ports import RoomInfo, RoomKind
from bot.store import Store
from bot.store_rooms import RoomStore

log = structlog.get_logger(__name__)

APPEAR_SECONDS = 30.0
"""How long a room that was just made or joined may take to come through the sync."""

DIRECT_MARK = "be.relais.direct"
"""State that the bot writes into the direct rooms that it makes."""

UPGRADES = 20
"""How many upgrades of a room in a row are followed; more can only be a loop."""


class RoomBook:
    """Knows the rooms of the bot."""

    def __init__(self, client: ShieldedClient, store: Store, settings: MatrixSettings) -> None:
        self._client = client
        self._store = store
        self._settings = settings
        self._by_id = {key: value for key, value in settings.rooms.items() if key.startswith("!")}
        self._unresolved = {key: value for key, value in settings.rooms.items() if key.startswith("#")}
        self._synced = asyncio.Condition()
        self._making: dict[str, asyncio.Lock] = {}
        self._learn_made()
        self._replaced: set[str] = set()
        for old, new in store.successors().items():
            self._inherit(old, new)

    def _learn_made(self) -> None:
        """Rooms of `relais provision`, which may be run beside a running bot. The settings have the last word."""
        for room in RoomStore(self._store).rooms():
            if room.kind:
                self._by_id.setdefault(room.room_id, RoomSetting(room.kind, room.zone))

    async def resolve_aliases(self) -> None:
        """Look up the aliases that are not known yet. Those that do not exist (yet) stay for the next time."""
        for alias, setting in list(self._unresolved.items()):
            try:
                answer = await self._client.call(
                    "GET", f"/client/v3/directory/room/{quote(alias)}", what=f"the alias {alias}"
                )
            except MatrixRefused:
                continue
            room_id = answer.get("room_id")
            if isinstance(room_id, str):
                self._by_id[room_id] = setting
                del self._unresolved[alias]

    @property
    def unresolved_aliases(self) -> tuple[str, ...]:
        """Configured aliases that no room has so far."""
        return tuple(self._unresolved)

    @property
    def room_ids(self) -> dict[str, RoomSetting]:
        """Configured rooms whose id is known."""
        return dict(self._by_id)

    async def is_configured(self, room_id: str) -> bool:
        if room_id not in self._by_id and self._unresolved:
            await self.resolve_aliases()
        return room_id in self._by_id

    def info(self, room_id: str) -> RoomInfo:
        """What the room is now. A room the bot is not in has no members."""
        room = self._client.rooms.get(room_id)
        members = len(room.users) if room else 0
        encrypted = bool(room and room.encrypted)
        setting = self._by_id.get(room_id)
        if setting:
            return RoomInfo(room_id, setting.kind, setting.zone, encrypted, members)
        kind = RoomKind.DIRECT if members == 2 else RoomKind.OTHER
        return RoomInfo(room_id, kind, None, encrypted, members)

    def member_names(self, room_id: str) -> tuple[str, ...]:
        """Display names of the people in a room: greeting a colleague by name is no user data."""
        room = self._client.rooms.get(room_id)
        return tuple(user.display_name or user.user_id for user in room.users.values()) if room else ()

    def members(self, room_id: str) -> tuple[str, ...]:
        """User ids of the people who joined a room, without the bot."""
        room = self._client.rooms.get(room_id)
        joined = [user.user_id for user in room.users.values() if not user.invited] if room else []
        return tuple(user_id for user_id in joined if user_id != self._settings.user_id)

    def of_kind(self, kind: RoomKind, zone: str | None = None) -> tuple[str, ...]:
        """Ids of the configured rooms of a kind; with `zone`, those of that zone only. Not those that were upgraded:
        the settings may go on naming them, but nobody reads there."""
        return tuple(
            room_id
            for room_id, setting in self._by_id.items()
            if setting.kind is kind and zone in (None, setting.zone) and room_id not in self._replaced
        )

    def learn(self, room_id: str, setting: RoomSetting) -> None:
        """A room that the bot just made."""
        self._by_id[room_id] = setting

    def follow(self, room_id: str, successor: str) -> None:
        """The room was upgraded: its successor takes its place in the configuration."""
        self._store.set_successor(room_id, successor)
        RoomStore(self._store).move(room_id, successor)
        self._inherit(room_id, successor)

    def _inherit(self, room_id: str, successor: str) -> None:
        if room_id in self._by_id:
            self._by_id.setdefault(successor, self._by_id[room_id])
            self._replaced.add(room_id)

    # --- waiting for the sync ---

    async def synced(self) -> None:
        """Told by the loop after each batch."""
        self._learn_made()
        async with self._synced:
            self._synced.notify_all()

    async def appear(self, room_id: str, user_id: str) -> None:
        """Wait until the room came through the sync as it must be before anything is said in it: a batch may end
        between its creation, its encryption and the invitation. Raises Unreachable after APPEAR_SECONDS."""

        def there() -> bool:
            room = self._client.rooms.get(room_id)
            return room is not None and room.encrypted and user_id in room.users

        await self._until(there, room_id)

    async def until_shown(self, room_id: str) -> None:
        """Wait until the sync shows a room that the bot is in, or is about to go into: a join is answered before that,
        and what is to be said there must not be lost. Raises NotInRoom when the homeserver says that the bot is not
        in it, and Unreachable when it cannot be asked, or after APPEAR_SECONDS."""
        if room_id in self._client.rooms:
            return
        try:
            answer = await self._client.call("GET", "/client/v3/joined_rooms", what="the list of the bot's rooms")
        except MatrixRefused as refusal:
            raise Unreachable(str(refusal)) from None
        joined = answer.get("joined_rooms")
        invited = any(invitation.room_id == room_id for invitation in self._store.invitations())
        if isinstance(joined, list) and room_id not in joined and not invited:
            raise NotInRoom(f"The bot is not in the room {room_id}.")
        await self._until(lambda: room_id in self._client.rooms, room_id)

    async def _until(self, true: Callable[[], bool], room_id: str) -> None:
        try:
            async with self._synced, asyncio.timeout(APPEAR_SECONDS):
                await self._synced.wait_for(true)
        except TimeoutError:
            raise Unreachable(f"The room {room_id} has not come through the sync yet.") from None

    # --- direct rooms ---

    async def direct_room(self, user_id: str) -> str:
        """The encrypted direct room with this user, made when there is none. Raises HomeserverError."""
        lock = self._making.setdefault(user_id, asyncio.Lock())
        async with lock:
            known = self._store.direct_room(user_id)
            if known:
                with suppress(NotInRoom):
                    await self.until_shown(known)  # or the same person would get a second room
            for room_id in [known, *(await self._from_account_data(user_id)), await self._made_before(user_id)]:
                if room_id and self._usable(room_id, user_id):
                    if room_id != known:
                        self._store.set_direct_room(user_id, room_id)
                    return room_id
            return await self._make_direct_room(user_id)

    def remember_direct(self, user_id: str, room_id: str) -> None:
        """Somebody opened a direct room with the bot: answers to them may go there."""
        if self._store.direct_room(user_id) is None:
            self._store.set_direct_room(user_id, room_id)

    def _usable(self, room_id: str, user_id: str) -> bool:
        room = self._client.rooms.get(room_id)
        return room is not None and room.encrypted and set(room.users) == {user_id, self._settings.user_id}

    async def _made_before(self, user_id: str) -> str | None:
        """Made just before a crash, so that nothing was written down of it yet: nobody gets a second room."""
        for room_id in list(self._client.rooms):
            if room_id in self._by_id or not self._usable(room_id, user_id):
                continue
            path = f"/client/v3/rooms/{quote(room_id)}/state/{DIRECT_MARK}/?format=event"
            try:
                mark = await self._client.call("GET", path, what="what a room is")
            except MatrixRefused:
                continue
            if mark.get("sender") == self._settings.user_id:  # anybody can write such a mark
                return str(room_id)
        return None

    async def _make_direct_room(self, user_id: str) -> str:
        body = {
            # Not trusted_private_chat: that gives the invited person the same power as the bot.
            "preset": "private_chat",
            "is_direct": True,
            "invite": [user_id],
            "initial_state": [
                {
                    "type": "m.room.encryption",
                    "state_key": "",
                    "content": {"algorithm": "m.megolm.v1.aes-sha2"},
                },
                # What is said before the invitation is accepted must be readable afterwards.
                {"type": "m.room.history_visibility", "state_key": "", "content": {"history_visibility": "invited"}},
                {"type": DIRECT_MARK, "state_key": "", "content": {}},
            ],
        }
        if user_id.partition(":")[2] == self._settings.server_name:
            body["creation_content"] = {"m.federate": False}
        answer = await self._client.call("POST", "/client/v3/createRoom", body, what=f"a direct room with {user_id}")
        room_id = str(answer["room_id"])
        self._client.will_be_encrypted(room_id)
        self._store.set_direct_room(user_id, room_id)
        await self._write_account_data(user_id, room_id)
        await self.appear(room_id, user_id)
        log.info("direct_room_made", room=room_id)
        return room_id

    def _account_data_path(self) -> str:
        return f"/client/v3/user/{quote(self._settings.user_id)}/account_data/m.direct"

    async def _account_data(self) -> dict[str, Any]:
        try:
            return await self._client.call("GET", self._account_data_path(), what="the list of direct rooms")
        except Refused:  # none was ever written
            return {}

    async def _from_account_data(self, user_id: str) -> list[str]:
        rooms = (await self._account_data()).get(user_id)
        return [room for room in rooms if isinstance(room, str)] if isinstance(rooms, list) else []

    async def _write_account_data(self, user_id: str, room_id: str) -> None:
        directs = await self._account_data()
        known = directs.get(user_id)
        directs[user_id] = [*(known if isinstance(known, list) else []), room_id]
        await self._client.call("PUT", self._account_data_path(), directs, what="the list of direct rooms")
