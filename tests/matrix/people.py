"""People with an encrypting Matrix client of their own (plain nio), and bots, for tests against a homeserver."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import aiohttp
import nio
from nio.store import SqliteStore

from bot.demo.homeserver import Account, Homeserver
from bot.matrix.client import MatrixClient
from bot.matrix.settings import MatrixSettings, RoomSetting
from bot.ports import Message, Reaction, Rendered, RoomKind
from bot.store import Store

PATIENCE = 60.0
"""A machine with two busy cores needs half of it; a test that passes waits for nothing."""

ENCRYPTION = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}


async def until(true: Callable[[], Any], *, seconds: float = PATIENCE) -> Any:
    """Wait until `true()` holds and return it; an AssertionError when it never does."""
    async with asyncio.timeout(seconds):
        while not (value := true()):  # noqa: ASYNC110 (what is waited for happens in another process)
            await asyncio.sleep(0.02)
    return value


class Person:
    """A user whose client syncs in the background and keeps every event it could read, by room."""

    def __init__(self, account: Account, url: str, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        config = nio.AsyncClientConfig(store=SqliteStore, pickle_key="test", request_timeout=60)
        self.account = account
        self.user_id = account.user_id
        self.client = nio.AsyncClient(url, account.user_id, account.device_id, str(folder), config)
        self.client.restore_login(account.user_id, account.device_id, account.access_token)
        self.seen: list[dict[str, Any]] = []
        self.client.add_event_callback(self._see, (nio.Event, nio.MegolmEvent))
        self._task: asyncio.Task[None] | None = None

    async def _see(self, room: Any, event: Any) -> None:
        self.seen.append({**event.source, "room_id": room.room_id, "encrypted": event.decrypted})

    async def start(self) -> None:
        self._task = asyncio.create_task(self._sync())
        await asyncio.wait_for(self.client.synced.wait(), PATIENCE)

    async def _sync(self) -> None:
        while True:
            try:
                await self.client.sync_forever(2000, full_state=True)
            except (aiohttp.ClientError, TimeoutError):  # the homeserver was killed in the middle of an answer
                await asyncio.sleep(0.2)

    async def close(self) -> None:
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        await self.client.close()
        if self.client.store:
            self.client.store.database.close()

    async def make_room(self, *invite: str, encrypted: bool = True, **more: Any) -> str:
        state = [ENCRYPTION] if encrypted else []
        answer = await self.client.room_create(invite=list(invite), initial_state=state, **more)
        assert isinstance(answer, nio.RoomCreateResponse), answer
        # A sync may end between the creation of a room and its encryption: what is said then is said in clear.
        await until(lambda: answer.room_id in self.client.rooms)
        await until(lambda: self.client.rooms[answer.room_id].encrypted is encrypted)
        return str(answer.room_id)

    async def say(self, room_id: str, body: str, **content: Any) -> str:
        return await self.send(room_id, "m.room.message", {"msgtype": "m.text", "body": body, **content})

    async def send(self, room_id: str, kind: str, content: dict[str, Any]) -> str:
        answer = await self.client.room_send(room_id, kind, content, ignore_unverified_devices=True)
        assert isinstance(answer, nio.RoomSendResponse), answer
        return str(answer.event_id)

    def texts(self, room_id: str, sender: str) -> list[str]:
        """What `sender` said in the room, as this person reads it."""
        return [event["content"]["body"] for event in self.messages(room_id, sender)]

    def messages(self, room_id: str, sender: str) -> list[dict[str, Any]]:
        return [
            event
            for event in self.seen
            if event["room_id"] == room_id and event["sender"] == sender and event["type"] == "m.room.message"
        ]

    async def members(self, room_id: str) -> set[str]:
        answer = await self.client.joined_members(room_id)
        return {member.user_id for member in answer.members}

    async def joined_by(self, user_id: str, room_id: str) -> None:
        """Wait until somebody is in the room as this person's client sees it."""

        def inside() -> bool:
            room = self.client.rooms.get(room_id)
            return room is not None and user_id in room.users and not room.users[user_id].invited

        await until(inside)

    async def left_by(self, user_id: str, room_id: str) -> None:
        """Wait until somebody is out of the room as this person's client sees it."""
        await until(lambda: user_id not in self.client.rooms[room_id].users)


@dataclass
class Bot:
    """A MatrixClient that echoes, with what it was handed."""

    client: MatrixClient
    store: Store
    settings: MatrixSettings
    messages: list[Message] = field(default_factory=list)
    reactions: list[Reaction] = field(default_factory=list)
    unreadable: list[Message] = field(default_factory=list)
    answer: Callable[[Message], Awaitable[bool]] | None = None
    task: asyncio.Task[None] | None = None

    @property
    def user_id(self) -> str:
        return self.settings.user_id

    @property
    def token(self) -> str:
        kept: str = json.loads((self.settings.folder / "session.json").read_text())["access_token"]
        return kept

    async def start(self) -> None:
        await self.client.start()
        self.task = asyncio.create_task(self.client.run(self._on_message, self._on_reaction, self._on_undecryptable))
        ready = asyncio.create_task(self.client.ready())
        await asyncio.wait([ready, self.task], return_when=asyncio.FIRST_COMPLETED, timeout=PATIENCE)
        ready.cancel()
        if self.task.done():
            self.task.result()
        assert ready.done(), "the first sync did not come through"

    async def stop(self) -> None:
        await self.client.stop()
        if self.task:
            await self.task
        self.store.close()

    async def _on_message(self, message: Message) -> bool:
        self.messages.append(message)
        if self.answer:
            return await self.answer(message)
        text = f"echo {message.body}"
        await self.client.messenger.reply(message, Rendered(text, f"<p>{text}</p>"))
        return True

    async def _on_reaction(self, reaction: Reaction) -> bool:
        self.reactions.append(reaction)
        return True

    async def _on_undecryptable(self, message: Message) -> None:
        self.unreadable.append(message)
        await self.client.messenger.reply(message, Rendered("please resend", ""), stage="resend")


class Stoppable(Protocol):
    """A bot of some other making; may be stopped twice."""

    async def stop(self) -> None: ...


class Lab:
    """Makes people, rooms and bots with names of their own, and closes them."""

    def __init__(self, homeserver: Homeserver, folder: Path, number: int) -> None:
        self.homeserver = homeserver
        self.folder = folder
        self.number = number
        self._people: list[Person] = []
        self._bots: list[Stoppable] = []

    def beside(self, bot: Stoppable) -> None:
        """Stop this one too at the end, before the people leave."""
        self._bots.append(bot)

    def account(self, name: str) -> Account:
        return self.homeserver.register(f"{name}{self.number}", f"secret of {name}", display_name=name.title())

    async def person(self, name: str) -> Person:
        account = await asyncio.to_thread(self.account, name)
        person = Person(account, self.homeserver.url, self.folder / name)
        self._people.append(person)
        await person.start()
        return person

    def settings(self, name: str = "relais", *, zone_rooms: tuple[str, ...] = (), **more: Any) -> MatrixSettings:
        """Settings of a bot that is registered, but not logged in yet."""
        self.account(name)
        more.setdefault("rooms", {room: RoomSetting(RoomKind.ZONE, "noord") for room in zone_rooms})
        return MatrixSettings(
            homeserver=self.homeserver.url,
            user_id=f"@{name}{self.number}:{self.homeserver.server_name}",
            data_dir=self.folder / f"{name}-data",
            password=f"secret of {name}",
            **more,
        )

    async def bot(
        self, settings: MatrixSettings | None = None, *, answer: Callable[[Message], Awaitable[bool]] | None = None
    ) -> Bot:
        """A running bot that echoes, or does `answer`; the same bot again with the settings of a stopped one."""
        settings = settings or self.settings()
        store = Store(settings.data_dir / "bot.sqlite")
        bot = Bot(MatrixClient(settings, store), store, settings, answer=answer)
        self._bots.append(bot)
        await bot.start()
        return bot

    async def close(self) -> None:
        for bot in self._bots:
            await bot.stop()
        for person in self._people:
            await person.close()
