"""A bot with the real guard in its own process, whose other handlers only echo, for tests against a homeserver."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import nio

from bot.config import Config
from bot.guarding import Guarding, desk_of, guarding
from bot.handlers.cleaned import Desk
from bot.matrix.client import MatrixClient
from bot.matrix.settings import MatrixSettings
from bot.ports import Message, Reaction, Rendered
from bot.screening.process import WORKER
from bot.screening.screen import ProcessScreen, Published
from bot.store import Store
from tests.matrix.people import PATIENCE, Lab, Person, until


@dataclass
class GuardedBot:
    """`asked` holds what the guard let through, or was agreed to."""

    client: MatrixClient
    store: Store
    screen: ProcessScreen
    desk: Desk
    settings: MatrixSettings
    config: Config
    asked: list[Message] = field(default_factory=list)
    guard: Guarding | None = None
    task: asyncio.Task[None] | None = None

    @property
    def user_id(self) -> str:
        return self.settings.user_id

    async def _echo(self, message: Message) -> bool:
        self.asked.append(message)
        if not message.mentions_bot:
            return False
        await self.client.messenger.reply(message, Rendered(f"echo {message.body}", ""))
        return True

    async def _on_message(self, message: Message) -> bool:
        assert self.guard
        return await self.guard.handler(message) or await self._echo(message)

    async def _on_reaction(self, reaction: Reaction) -> bool:
        assert self.guard
        return await self.guard.reactions(reaction)

    async def start(self) -> None:
        await self.screen.start()
        await self.client.start()
        messenger = self.client.messenger
        self.guard = guarding(self.config, messenger, self.store, self.client.rooms, self.screen, self.desk, self._echo)
        self.task = asyncio.create_task(self.client.run(self._on_message, self._on_reaction))
        await asyncio.wait_for(self.client.ready(), PATIENCE)

    async def stop(self) -> None:
        await self.client.stop()
        if self.task:
            await self.task
        await self.screen.stop()
        self.store.close()


async def guarded_bot(
    lab: Lab, settings: MatrixSettings, config: Config | None = None, command: Sequence[str] = WORKER
) -> GuardedBot:
    """A running one; `lab` stops it."""
    config = config or Config()
    store = Store(settings.data_dir / "bot.sqlite")
    screen = ProcessScreen(lambda: Published(0, ()), 10.0, 20.0, command)
    bot = GuardedBot(MatrixClient(settings, store), store, screen, desk_of(config), settings, config)
    lab.beside(bot)
    await bot.start()
    return bot


async def room_with(lab: Lab, owner: Person, *others: str, power: int = 50, **more: Any) -> str:
    """An encrypted room in which the bot has `power`; version 11, where the powers of a creator are numbers."""
    bot = lab.settings().user_id
    powers = {"users": {owner.user_id: 100, bot: power}}
    return await owner.make_room(bot, *others, room_version="11", power_level_override=powers, **more)


async def direct_room(person: Person) -> str:
    """The direct room that the bot made with a person, joined."""
    (room,) = await until(lambda: list(person.client.invited_rooms))
    await person.client.join(room)
    await until(lambda: room in person.client.rooms)
    return str(room)


async def react(person: Person, room: str, event_id: str, key: str) -> str:
    relation = {"rel_type": "m.annotation", "event_id": event_id, "key": key}
    return await person.send(room, "m.reaction", {"m.relates_to": relation})


async def is_redacted(person: Person, room: str, event_id: str) -> bool:
    answer = await person.client.room_get_event(room, event_id)
    return isinstance(answer.event, nio.RedactedEvent)
