"""A zone with two referral persons, a substitute and an asker, over fakes, with a clock to be moved."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.cases.feature import make_cases
from bot.config import Config
from bot.feature import Feature, Parts
from bot.ports import Message, Reaction, RoomInfo, RoomKind
from bot.roles import Roles
from bot.store import Store
from bot.store_cases import Case, CaseStore
from kb.base import KnowledgeBase
from tests.bot.guard_fakes import FakeScreen
from tests.bot.recording import FakePowers, FakePrivateRooms, FakeRooms, RecordingMessenger

BRUSSELS = ZoneInfo("Europe/Brussels")
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=BRUSSELS)
ASKER, ANN, BOB, SUB, ZED, MOD = "@asker:x", "@ann:x", "@bob:x", "@sub:x", "@zed:x", "@mod:x"

CONFIG: dict[str, Any] = {
    "zones": {
        "noord": {"name_nl": "Noord", "name_fr": "Nord", "postcodes": ("1020",)},
        "zuid": {"name_nl": "Zuid", "name_fr": "Sud", "postcodes": ("1180",)},
    },
    "cases": {
        "roster": [
            {"zone": "noord", "user_id": ANN, "name": "Ann", "phone": "02 555 00 01"},
            {"zone": "noord", "user_id": BOB, "name": "Bob"},
            {"zone": "noord", "user_id": SUB, "name": "Sub", "substitute": True, "hours": "24/7"},
            {"zone": "zuid", "user_id": ZED, "name": "Zed"},
        ],
        "contacts": [{"name": "BAR Laken", "postcodes": ["1020"], "phone": "02 555 00 20", "what": "BAR/RAQ"}],
        "helpdesks": [{"name": "Brussel Helpt", "phone": "02 555 00 99"}],
        "duty": [{"name": "Nachtopvang", "phone": "02 555 00 98"}],
    },
}
ANSWERS = ("een bed voor twee weken", "drie diensten gebeld", "nergens plaats", "rust", "1020 Laken", "Tigrinya", "2")


@dataclass
class Life:
    """Say and click; look at what was said. `restart` begins again with the same database."""

    folder: Path
    knowledge: KnowledgeBase
    config: Config = field(default_factory=lambda: Config.model_validate(CONFIG))
    now: datetime = MONDAY
    number: int = 0

    def __post_init__(self) -> None:
        self.messenger = RecordingMessenger()
        self.rooms = FakeRooms()
        self.private = FakePrivateRooms(self.rooms)
        self.rooms.add("!noord", RoomKind.ZONE, "noord", (ASKER, ANN, BOB))
        self.rooms.add("!ref-noord", RoomKind.REFERRAL, "noord", (ANN, BOB, SUB))
        self.rooms.add("!ref-zuid", RoomKind.REFERRAL, "zuid", (ZED,))
        self.rooms.add("!mod", RoomKind.MODERATORS, None, (MOD,))
        self.rooms.add("!dm", RoomKind.DIRECT, None, (ASKER,))
        self.screen = FakeScreen()
        self.powers = FakePowers()
        self.restart()

    def restart(self) -> None:
        """What a kill and a start do: memory is gone, the database and the homeserver are not."""
        self.store = Store(self.folder / "bot.sqlite")
        self.store.set_direct_room(ASKER, "!dm")
        self.cases = CaseStore(self.store)
        self.feature: Feature = make_cases(self.parts)

    @property
    def parts(self) -> Parts:
        """What features are made of."""
        return Parts(
            config=self.config,
            data_dir=self.folder,
            knowledge=self.knowledge,
            store=self.store,
            messenger=self.messenger,
            rooms=self.rooms,
            private_rooms=self.private,
            roles=Roles(self.rooms, self.config.zones),
            screen=self.screen,
            clock=lambda: self.now,
            powers=self.powers,
        )

    @property
    def case(self) -> Case:
        found = self.cases.case(1)
        assert found
        return found

    @property
    def state(self) -> str:
        """For comparisons that a type checker would take for settled."""
        return str(self.case.state)

    async def say(self, body: str, sender: str = ASKER, room: str = "!dm", **more: Any) -> bool:
        self.number += 1
        event_id = more.pop("event_id", f"$m{self.number}")
        message = Message(event_id, self.rooms.info(room), sender, body, self.now, **more)
        if event_id == f"$m{self.number}":
            self.messenger.messages[event_id] = message
        self.messenger.authors[message.event_id] = sender
        assert self.feature.on_message
        return await self.feature.on_message(message)

    async def click(self, target: str, key: str, sender: str, room: str = "!dm", *, again: int = 0) -> None:
        self.number += 1
        info: RoomInfo = self.rooms.info(room)
        for _ in range(1 + again):
            assert self.feature.on_reaction
            await self.feature.on_reaction(Reaction(f"$r{self.number}", info, sender, target, key, self.now))

    async def intake(self, answers: tuple[str, ...] = ANSWERS, *, restarts: bool = False) -> str:
        """Up to the summary; returns its event id."""
        await self.say("!geblokkeerd", room="!noord")
        for answer in answers:
            if restarts:
                self.restart()
            await self.say(answer)
        case = self.cases.case(1)
        return case.summary if case else ""

    async def sent(self) -> None:
        await self.click(await self.intake(), "✅", ASKER)

    def handle(self, to: str, stage: str) -> str:
        """The event of something said about case 1."""
        found = [one for one in self.messenger.spoken if one.to == to and one.said.stage.startswith(stage)]
        assert found, [(one.to, one.said) for one in self.messenger.spoken]
        return found[-1].handle

    def card(self) -> str:
        """The latest card in the case's room."""
        return [event for field, event in self.cases.lines(1).items() if field.startswith("full card")][-1]

    async def look(self, *, hours: float = 0.0) -> None:
        """Let time pass, and have it looked at."""
        self.now += timedelta(hours=hours)
        for job in self.feature.jobs:
            await job.run(self.now)
