"""An agenda on disk, rooms, people and a clock that is moved by hand, for tests of what the bot does with events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.agenda_feature import make_agenda
from bot.agenda_settings import AgendaSection
from bot.config import Config
from bot.feature import Feature, Parts
from bot.ports import Message, Reaction, RoomKind
from bot.roles import Roles
from bot.schedule import Schedule
from bot.store import Store
from kb.agenda import Agenda
from kb.base import KnowledgeBase
from kb.events import Event
from tests.bot.guard_fakes import FakeScreen
from tests.bot.recording import FakePrivateRooms, FakeRooms, RecordingMessenger

BRUSSELS = ZoneInfo("Europe/Brussels")
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=BRUSSELS)
"""A Tuesday."""

SOFIE, TOM, MO, ADMIN = "@sofie:x", "@tom:x", "@mo:x", "@admin:x"
NOORD, ZUID, COUNCIL, OFFICE, DIRECT = "!noord", "!zuid", "!council", "!office", "!direct"
FEED = "https://calendar.example.org/noord.ics"


def event(uid: str, start: datetime, *, hours: float = 2, **values: Any) -> Event:
    """An invented event of the zone noord."""
    known: dict[str, Any] = {
        "title_nl": f"Activiteit {uid}",
        "title_fr": f"Activité {uid}",
        "place": "Wijkhuis De Brug",
        "postal_code": "1030",
        "municipality_nl": "Schaarbeek",
        "municipality_fr": "Schaerbeek",
        "zones": ("noord",),
        "organiser_nl": "Zoneteam Noord",
        "organiser_fr": "Équipe zone Nord",
        "languages": ("nl",),
    }
    return Event(uid=f"{uid}@x", source=FEED, start=start, end=start + timedelta(hours=hours), **known | values)


@dataclass
class World:
    """`say` and `click` hand something to the feature; `hears` are the texts said to a room or person."""

    folder: Path
    knowledge: KnowledgeBase
    settings: AgendaSection = field(default_factory=AgendaSection)
    now: datetime = NOW
    messenger: RecordingMessenger = field(default_factory=RecordingMessenger)
    rooms: FakeRooms = field(default_factory=FakeRooms)
    count: int = 0

    def __post_init__(self) -> None:
        self.rooms.add(NOORD, RoomKind.ZONE, "noord", (SOFIE, TOM, MO))
        self.rooms.add(ZUID, RoomKind.ZONE, "zuid", (TOM,))
        self.rooms.add(COUNCIL, RoomKind.MODERATORS, "noord", (MO,))
        self.rooms.add(OFFICE, RoomKind.ADMIN, None, (ADMIN,))
        self.rooms.add(DIRECT, RoomKind.DIRECT, None, (SOFIE,))
        self.screen = FakeScreen()
        self.config = Config(agenda=self.settings)
        self.agenda = Agenda.open(self.folder, self.config.knowledge)
        self.start()

    def start(self) -> None:
        """The program, with an empty memory."""
        self.store = Store(self.folder / "bot.sqlite")
        parts = Parts(
            config=self.config,
            data_dir=self.folder,
            knowledge=self.knowledge,
            store=self.store,
            messenger=self.messenger,
            rooms=self.rooms,
            private_rooms=FakePrivateRooms(self.rooms),
            roles=Roles(self.rooms, self.config.zones),
            screen=self.screen,
            clock=lambda: self.now,
        )
        self.feature: Feature = make_agenda(parts)
        self.schedule = Schedule(self.feature.jobs, parts.clock)

    def restart(self) -> None:
        """As after a kill: only what is on disk stays."""
        self.stop()
        self.start()

    def stop(self) -> None:
        assert self.feature.closing
        self.feature.closing()
        self.store.close()

    def announce(self, *events: Event, source: str = FEED) -> None:
        """What a feed announces now; all of it."""
        self.agenda.announce(source, events, self.now)

    async def at(self, moment: datetime) -> None:
        """The clock shows this, and the program looks at it."""
        self.now = moment
        await self.schedule.catch_up()

    async def say(
        self, body: str, *, room: str = NOORD, sender: str = SOFIE, thread: str | None = None, **values: Any
    ) -> str:
        """Hand a message over; its event id. The bot is named in it."""
        self.count += 1
        event_id = str(values.pop("event_id", f"$said{self.count}"))
        known: dict[str, Any] = {"mentions_bot": True, "in_bot_thread": thread is not None, "thread_root": thread}
        message = Message(event_id, self.rooms.info(room), sender, body, self.now, **known | values)
        assert self.feature.on_message
        self.handled = await self.feature.on_message(message)
        return event_id

    async def click(self, target: str, key: str, *, room: str = COUNCIL, sender: str = MO) -> bool:
        """Hand a reaction over; whether it was dealt with."""
        self.count += 1
        reaction = Reaction(f"$click{self.count}", self.rooms.info(room), sender, target, key, self.now)
        assert self.feature.on_reaction
        return await self.feature.on_reaction(reaction)

    def hears(self, to: str = NOORD) -> list[str]:
        """What was said to a room or person."""
        return self.messenger.texts(to)

    def last(self, to: str = NOORD) -> str:
        return self.messenger.last(to).text


def lines(text: str) -> Sequence[str]:
    """The lines of a text without their margins."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def moment(month: int, day: int, hour: int = 0, minute: int = 0, year: int = 2026) -> datetime:
    """A moment in Brussels."""
    return datetime(year, month, day, hour, minute, tzinfo=BRUSSELS)


@pytest.fixture(scope="session")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """An empty knowledge base: what questions mean needs no repertory."""
    base = KnowledgeBase.open(tmp_path_factory.mktemp("knowledge"), Config().knowledge)
    yield base
    base.close()


@pytest.fixture
def world(tmp_path: Path, knowledge: KnowledgeBase) -> Iterator[World]:
    """A running program with an empty agenda."""
    made = World(tmp_path, knowledge)
    yield made
    made.stop()
