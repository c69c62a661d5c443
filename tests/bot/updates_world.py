"""A small repertory, its owner, moderators and rooms, and everything the bot says about corrections of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, cast

from bot.config import Config
from bot.config_file import parse
from bot.feature import Feature, Parts
from bot.handlers.threads import Exchange, Threads
from bot.ports import Message, Reaction, Rendered, RoomInfo, RoomKind
from bot.roles import Roles
from bot.store import Store
from kb.base import KnowledgeBase
from kb.generations import Change
from kb.models import Answer, AnswerKind, Capacity, Question, Service, ServiceHit, Understanding
from kb.settings import KnowledgeSettings
from kb.store import Store as Knowledge
from kb.terms import Analyzer
from tests.bot.recording import FakeRooms, RecordingMessenger, Spoken
from tests.kb.conftest import HashingEmbedder, PlainAnalyzer

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
OWNER, MODERATOR, COLLEAGUE, STRANGER = "@eigenaar:x", "@mo:x", "@an:x", "@bob:x"
ZONE_ROOM, MODERATORS_ROOM, DIRECT_ROOM, SANDBOX = "!noord", "!mod", "!direct", "!oefenen"
CONFIG = f"""
[[owners]]
user = "{OWNER}"
services = ["s1"]
"""


def service(key: str, name_nl: str, name_fr: str = "", **more: Any) -> Service:
    values: dict[str, Any] = {
        "organization_nl": "Kameleon vzw", "opening_hours": "Mo-Fr 09:00-17:00; PH off", "phone": "02 555 01 01",
        "postal_code": "1020", "municipality_nl": "Laken", "municipality_fr": "Laeken", "capacity": Capacity.OPEN,
        "capacity_date": date(2026, 10, 1), "last_verified": date(2025, 1, 1), "languages": ("nl", "fr"),
    }  # fmt: skip
    return Service(id=key, name_nl=name_nl, name_fr=name_fr, **(values | more))


SERVICES = (
    service("s1", "Kinderteam Kameleon", "Équipe enfants Caméléon"),
    service("s2", "Volwassenenteam Kameleon", "Équipe adultes Caméléon"),
    service("s3", "De Wachtzaal", "La Salle d'attente", organization_nl="Huis Anders", postal_code="1190"),
)


@dataclass
class World:
    """`make` builds the feature under test; `later` moves the clock; `again` is the bot after a restart."""

    folder: Path
    make: Any
    config: Config = field(default_factory=lambda: parse(CONFIG, "test"))
    messenger: RecordingMessenger = field(default_factory=RecordingMessenger)
    now: datetime = NOW
    services: tuple[Service, ...] = SERVICES

    def __post_init__(self) -> None:
        self.rooms = FakeRooms()
        self.rooms.add(ZONE_ROOM, RoomKind.ZONE, "noord", (OWNER, MODERATOR, COLLEAGUE, STRANGER))
        self.rooms.add(MODERATORS_ROOM, RoomKind.MODERATORS, "noord", (MODERATOR,))
        self.rooms.add(DIRECT_ROOM, RoomKind.DIRECT, None, (OWNER,))
        self.rooms.add(SANDBOX, RoomKind.SANDBOX, None, (OWNER,))
        store = Knowledge.open(self.folder)
        self.knowledge = KnowledgeBase(store, KnowledgeSettings(), cast(Analyzer, PlainAnalyzer()), HashingEmbedder())
        self.ingest(*self.services)
        self.store = Store(self.folder / "bot.sqlite")
        self.threads = Threads(50)
        self._count = 0
        self.start()

    def start(self) -> None:
        """The bot begins; what it kept in memory is gone."""
        parts = Parts(
            config=self.config,
            data_dir=self.folder,
            knowledge=self.knowledge,
            store=self.store,
            messenger=self.messenger,
            rooms=self.rooms,
            private_rooms=cast(Any, None),
            roles=Roles(self.rooms, self.config.zones),
            screen=cast(Any, None),
            clock=lambda: self.now,
            threads=self.threads,
        )
        self.feature: Feature = self.make(parts)

    def ingest(self, *services: Service) -> None:
        self.knowledge.writer().apply(Change("repertory", "test", "test", NOW, services_put=services))
        self.knowledge.refresh(self.now)

    def later(self, **time: int) -> None:
        self.now += timedelta(**time)

    def message(self, text: str, sender: str = COLLEAGUE, room: str = ZONE_ROOM, thread: str | None = None) -> Message:
        self._count += 1
        event = f"$m{self._count}"
        self.messenger.authors[event] = sender
        return Message(event, self.rooms.info(room), sender, text, self.now, thread_root=thread,
                       in_bot_thread=thread is not None)  # fmt: skip

    async def say(self, text: str, sender: str = COLLEAGUE, room: str = ZONE_ROOM, thread: str | None = None) -> bool:
        """Whether the feature took the message."""
        assert self.feature.on_message
        return await self.feature.on_message(self.message(text, sender, room, thread))

    async def click(self, key: str, sender: str, on: Spoken | None = None, room: str | None = None) -> bool:
        """On the latest thing said in the zone's room, unless told otherwise."""
        assert self.feature.on_reaction
        self._count += 1
        target = on or self.messenger.last(ZONE_ROOM)
        info: RoomInfo = self.rooms.info(room or (target.to if target.to.startswith("!") else DIRECT_ROOM))
        return await self.feature.on_reaction(Reaction(f"$r{self._count}", info, sender, target.handle, key, self.now))

    async def answered(self, *ids: str, root: str = "$question") -> Spoken:
        """An answer of the bot in the zone's room that shows these services."""
        hits = tuple(ServiceHit(self.shown(key), 1.0, "noord", True) for key in ids)
        answer = Answer(
            AnswerKind.RESULTS, "nl", True, 1.0, Understanding("nl", True), services=hits, show_services=len(hits)
        )
        question = self.message("wie helpt?")
        self.threads.remember(
            Message(root, question.room, COLLEAGUE, "", self.now), Exchange(Question("wie helpt?", self.now), answer)
        )
        asked = Message(root, question.room, COLLEAGUE, "wie helpt?", self.now)
        await self.messenger.reply(asked, Rendered("antwoord", ""), stage="answer")
        return self.messenger.last(ZONE_ROOM)

    def shown(self, key: str) -> Service:
        """A service as answers show it now."""
        snapshot = self.knowledge.snapshot
        return snapshot.services[snapshot.service_position[key]]

    def heard(self, to: str = ZONE_ROOM) -> str:
        """The latest thing said there."""
        return self.messenger.last(to).text
