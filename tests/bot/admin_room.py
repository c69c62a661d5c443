"""An admins' room with fakes around it: a real knowledge base and the real work, in a thread instead of a process."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, cast

from bot.config import Config
from bot.feature import Feature, Parts
from bot.handlers.admin import admin_feature
from bot.ingesting.process import Asked, IngestRefused
from bot.ingesting.shown import Shown
from bot.ingesting.workbench import Order, PlanGone, Workbench, langs_of
from bot.ports import Attachment, Message, Reaction, RoomInfo, RoomKind
from bot.roles import Roles
from bot.store import Store
from ingest.errors import IngestError
from kb.base import KnowledgeBase
from kb.errors import ChangedMeanwhile, NothingToRollBack
from kb.models import Service
from kb.store import Store as KnowledgeStore
from kb.terms import Analyzer
from tests.bot.conftest import NOW
from tests.bot.guard_fakes import FakeScreen
from tests.bot.recording import FakeRooms, RecordingMessenger, Spoken
from tests.ingest.repertory_rows import csv_text, row
from tests.kb.conftest import HashingEmbedder

ROOM, ADMIN, OTHER = "!admin", "@an:x", "@bo:x"


@cache
def models() -> tuple[HashingEmbedder, Analyzer]:
    """Loaded once for all tests; the words of a real model do not matter here."""
    return HashingEmbedder(), Analyzer.load()


class ThreadWork:
    """bot.ingesting.process.Ingesting without a process. `forgetful`: it lost the plan that it held."""

    def __init__(self, bench: Workbench) -> None:
        self.bench = bench
        self.lock = asyncio.Lock()
        self.compared: list[str] = []
        self.held = asyncio.Event()
        self.held.set()

    @property
    def busy(self) -> bool:
        return self.lock.locked()

    async def _do(self, job: Any, *args: Any) -> Any:
        async with self.lock:
            await self.held.wait()
            try:
                return await asyncio.to_thread(job, *args)
            except IngestError as error:
                raise IngestRefused(error.code, error.values) from None
            except PlanGone:
                raise IngestRefused("gone") from None
            except ChangedMeanwhile:
                raise IngestRefused("changed") from None
            except NothingToRollBack:
                raise IngestRefused("nothing_to_undo") from None

    async def compare(self, asked: Asked, data: bytes) -> tuple[Shown, bytes, bytes]:
        self.compared.append(asked.key)
        langs = langs_of(asked.langs)
        order = Order(asked.key, asked.source, asked.today, asked.mapping, asked.format, langs)
        found = await self._do(self.bench.compare, order, data)
        return found.shown, found.changes, found.rejected

    async def prepare(self, key: str) -> None:
        await self._do(self.bench.prepare, key)

    async def apply(self, key: str, digest: str, who: str, at: datetime) -> int:
        return int(await self._do(self.bench.apply, key, digest, who, at))

    async def rollback(self, number: int, who: str, at: datetime) -> int:
        return int(await self._do(self.bench.rollback, number, who, at))

    async def export(self, kind: Any) -> bytes:
        return bytes(await self._do(self.bench.export, kind))

    def close(self) -> None:
        self.bench.close()


@dataclass
class AdminRoom:
    """Post files, say and click, as people do; `settled` waits until nothing is being worked on any more."""

    folder: Path
    config: Config = field(default_factory=Config)
    messenger: RecordingMessenger = field(default_factory=RecordingMessenger)
    rooms: FakeRooms = field(default_factory=FakeRooms)
    moment: datetime = NOW

    def __post_init__(self) -> None:
        self.info = self.rooms.add(ROOM, RoomKind.ADMIN, people=(ADMIN, OTHER))
        self.screen = FakeScreen()
        self.count = 0
        self.start()

    def start(self) -> None:
        """Also again, after `stop`: what is in memory is gone."""
        embedder, analyzer = models()
        self.knowledge = KnowledgeBase(KnowledgeStore.open(self.folder), self.config.knowledge, analyzer, embedder)
        self.store = Store(self.folder / "bot.sqlite")
        self.work = ThreadWork(Workbench(self.folder, self.config.knowledge, model=models))
        roles = Roles(self.rooms, self.config.zones)
        self.feature: Feature = admin_feature(
            Parts(
                config=self.config,
                data_dir=self.folder,
                knowledge=self.knowledge,
                store=self.store,
                messenger=self.messenger,
                rooms=self.rooms,
                private_rooms=cast(Any, None),  # admins have a room already
                roles=roles,
                screen=self.screen,
                clock=lambda: self.moment,
            ),
            self.work,
        )

    async def stop(self) -> None:
        assert self.feature.closing
        self.feature.closing()
        await asyncio.sleep(0)
        self.store.close()
        self.knowledge.close()

    def message(self, body: str, room: RoomInfo | None = None, **values: Any) -> Message:
        self.count += 1
        self.moment += timedelta(seconds=1)
        known: dict[str, Any] = {"event_id": f"$m{self.count}", "sender": ADMIN, "sent_at": self.moment}
        return Message(room=room or self.info, body=body, **known | values)

    async def post(self, name: str, data: bytes, *, room: RoomInfo | None = None, **values: Any) -> Message:
        """Somebody posts a file; returns when the feature has dealt with it."""
        attachment = Attachment(f"mxc://x/{self.count + 1}", len(data))
        values = {"msgtype": "m.file", "filename": name, "attachment": attachment, **values}
        message = self.message(name, room, **values)
        self.messenger.attachments[attachment.url] = data
        self.messenger.messages[message.event_id] = message
        self.messenger.authors[message.event_id] = message.sender
        assert self.feature.on_message
        self.taken = await self.feature.on_message(message)
        await self.settled()
        return message

    async def say(self, body: str, **values: Any) -> Message:
        message = self.message(body, **values)
        assert self.feature.on_message
        self.taken = await self.feature.on_message(message)
        await self.settled()
        return message

    async def click(self, spoken: Spoken, key: str = "✅", sender: str = ADMIN) -> Spoken:
        """The bot's last word after it."""
        self.count += 1
        self.moment += timedelta(seconds=1)
        assert self.feature.on_reaction
        reaction = Reaction(f"$r{self.count}", self.info, sender, spoken.handle, key, self.moment)
        self.clicked = await self.feature.on_reaction(reaction)
        await self.settled()
        return self.messenger.last(ROOM)

    async def settled(self) -> None:
        """Until every task of the feature is at its end."""
        ours = {"Plans._go_on"}
        while tasks := [one for one in asyncio.all_tasks() if _name(one) in ours]:
            await asyncio.wait(tasks)

    def services(self) -> Mapping[str, Service]:
        return {service.id: service for service in self.knowledge.snapshot.services}

    def waiting(self) -> Spoken:
        """The last list or question that offers a choice."""
        return [one for one in self.messenger.spoken if one.choices][-1]

    def files(self) -> dict[str, str]:
        """What was attached last under each name."""
        return {file.name: file.data.decode("utf-8-sig") for _, file in self.messenger.files}


def _name(task: asyncio.Task[Any]) -> str:
    coro = task.get_coro()
    return str(getattr(coro, "__qualname__", ""))


def table(*rows: Mapping[str, str]) -> bytes:
    """A repertory as CSV."""
    return csv_text(rows).encode()


def some(count: int, **values: str) -> list[dict[str, str]]:
    """So many services; the categories need no taxonomy."""
    return [row(id=f"T-{n}", categories="", zones="", name_nl=f"Dienst {n}", **values) for n in range(1, count + 1)]
