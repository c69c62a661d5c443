"""The agenda on a real homeserver with a clock that is moved: what is posted, changed and cancelled, over restarts and
over both changes of the hour, each exactly once; thumbs and encrypted votes as the homeserver counts them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.agenda_feature import make_agenda
from bot.config import Config
from bot.feature import Feature, Parts
from bot.matrix.client import MatrixClient
from bot.matrix.settings import MatrixSettings, RoomSetting
from bot.ports import RoomKind
from bot.roles import Roles
from bot.schedule import Schedule
from bot.store import Store
from kb.agenda import Agenda
from kb.base import KnowledgeBase
from kb.events import Event, EventStatus
from tests.bot.agenda_world import knowledge
from tests.bot.guard_fakes import FakeScreen
from tests.matrix.guarded import direct_room, react
from tests.matrix.people import PATIENCE, Lab, Person, until

__all__ = ["knowledge"]

BRUSSELS = ZoneInfo("Europe/Brussels")


@dataclass
class AgendaBot:
    """The real client and the real feature; its clock shows `now`."""

    settings: MatrixSettings
    knowledge: KnowledgeBase
    now: datetime
    config: Config = field(default_factory=Config)

    async def start(self) -> None:
        self.store = Store(self.settings.data_dir / "bot.sqlite")
        self.client = MatrixClient(self.settings, self.store)
        await self.client.start()
        parts = Parts(
            config=self.config, data_dir=self.settings.data_dir, knowledge=self.knowledge, store=self.store,
            messenger=self.client.messenger, rooms=self.client.rooms, private_rooms=self.client.private_rooms,
            roles=Roles(self.client.rooms, self.config.zones), screen=FakeScreen(), clock=lambda: self.now,
        )  # fmt: skip
        self.feature: Feature = make_agenda(parts)
        self.schedule = Schedule(self.feature.jobs, parts.clock)
        assert self.feature.on_message
        assert self.feature.on_reaction
        self.task = asyncio.create_task(self.client.run(self.feature.on_message, self.feature.on_reaction))
        await asyncio.wait_for(self.client.ready(), PATIENCE)

    async def stop(self) -> None:
        if self.task.done():
            return
        assert self.feature.closing
        await self.client.stop()
        await self.task
        self.feature.closing()
        self.store.close()

    async def at(self, moment: datetime) -> None:
        self.now = moment
        await self.schedule.catch_up()

    async def again(self, moment: datetime) -> None:
        """After a restart."""
        await self.stop()
        await self.start()
        await self.at(moment)

    def announce(self, *events: Event) -> None:
        """What a feed announces now."""
        agenda = Agenda.open(self.settings.data_dir, self.config.knowledge)
        agenda.announce("https://calendar.example.org/a.ics", events, self.now)
        agenda.close()


async def in_a_room(
    lab: Lab,
    knowledge: KnowledgeBase,
    now: datetime,
    *others: str,
    more: Mapping[str, RoomSetting] | None = None,
) -> tuple[AgendaBot, Person, str]:
    reader = await lab.person("an")
    room = await reader.make_room(lab.settings().user_id, *others)
    rooms = {room: RoomSetting(RoomKind.ZONE, "noord"), **(more or {})}
    bot = AgendaBot(lab.settings(rooms=rooms), knowledge, now)
    lab.beside(bot)
    await bot.start()
    await reader.joined_by(bot.settings.user_id, room)
    return bot, reader, room


def meeting(start: datetime, **values: Any) -> Event:
    known: dict[str, Any] = {
        "title_nl": "Zoneoverleg",
        "title_fr": "Réunion de zone",
        "place": "De Brug",
        "remind": True,
    }
    return Event(
        uid="zone@x", source="", start=start, end=start + timedelta(hours=2), zones=("noord",), **known | values
    )


@pytest.mark.parametrize(
    "sunday",
    [datetime(2026, 10, 25, tzinfo=BRUSSELS), datetime(2027, 3, 28, tzinfo=BRUSSELS)],
    ids=["winter begins", "summer begins"],
)
async def test_digest_reminder_change_and_cancellation_are_each_said_once_over_restarts_and_a_change_of_the_hour(
    lab: Lab, knowledge: KnowledgeBase, sunday: datetime
) -> None:
    monday = sunday + timedelta(days=1)
    first = meeting(monday + timedelta(hours=14))
    bot, reader, room = await in_a_room(lab, knowledge, sunday - timedelta(days=1))
    bot.announce(first)

    clock = (sunday - timedelta(hours=1)).astimezone(UTC)
    while clock < monday + timedelta(hours=10):
        await bot.at(clock.astimezone(BRUSSELS))
        clock += timedelta(minutes=30)
    # As if it had died after the digest was queued and before that was noted.
    bot.store.database.execute("DELETE FROM agenda_posts WHERE kind = 'digest'")
    await bot.again(monday + timedelta(hours=10))
    bot.announce(
        moved := replace(first, start=monday + timedelta(hours=16), end=monday + timedelta(hours=18), sequence=1)
    )
    await bot.at(monday + timedelta(hours=10, minutes=1))
    bot.announce(replace(moved, status=EventStatus.CANCELLED, sequence=2))
    await bot.again(monday + timedelta(hours=10, minutes=3))
    await bot.at(monday + timedelta(hours=10, minutes=5))
    await bot.client.messenger.post(room, _text("einde"), cause="end", stage="end")
    await until(lambda: "einde" in reader.texts(room, bot.settings.user_id))

    said = reader.messages(room, bot.settings.user_id)
    plain = [one["content"] for one in said if "m.relates_to" not in one["content"]]
    edits = [one["content"] for one in said if _relation(one).get("rel_type") == "m.replace"]
    notices = [one["content"] for one in said if _relation(one).get("rel_type") == "m.thread"]
    assert [one["body"].splitlines()[0] for one in plain] == [
        "Morgen / Demain",
        "Zone Noord: de komende dagen / Bassin Nord\u00a0: les prochains jours",
        "einde",
    ]
    assert "14:00–16:00" in plain[0]["body"]
    reminder, digest = (next(one["event_id"] for one in said if one["content"] is body) for body in plain[:2])
    assert sorted(one["m.relates_to"]["event_id"] for one in edits) == sorted(2 * [reminder, digest])
    assert [one["m.relates_to"]["event_id"] for one in notices] == [digest, digest]
    assert "16:00–18:00" in notices[0]["body"]
    assert notices[1]["body"].startswith("Gaat niet door: Zoneoverleg / Réunion de zone.")
    assert all(one["content"]["m.mentions"] == {} for one in said)
    assert all(one["encrypted"] for one in said)


async def test_thumbs_are_people_and_encrypted_votes_are_counted_when_the_poll_closes(
    lab: Lab, knowledge: KnowledgeBase
) -> None:
    now = datetime(2026, 11, 24, 9, 0, tzinfo=BRUSSELS)
    other = await lab.person("bea")
    bot, reader, room = await in_a_room(lab, knowledge, now, other.user_id)
    await other.client.join(room)
    await reader.joined_by(other.user_id, room)
    await other.joined_by(bot.settings.user_id, room)
    bot.announce(meeting(datetime(2026, 11, 25, 14, tzinfo=BRUSSELS)))
    await bot.at(now)
    reminder = (await until(lambda: reader.messages(room, bot.settings.user_id)))[0]["event_id"]
    for person, key in ((reader, "👍"), (reader, "👍🏽"), (other, "👍")):
        relation = {"rel_type": "m.annotation", "event_id": reminder, "key": key}
        await person.send(room, "m.reaction", {"m.relates_to": relation})
    await until(
        lambda: dict(bot.store.database.execute("SELECT occurrence_id, count FROM agenda_interest")) == {"zone@x": 2}
    )

    asked = await reader.say(room, "!peiling Overleg: 1 december 10u, 3 december 10u")
    kind = "org.matrix.msc3381.poll.start"
    poll = (await until(lambda: [one for one in reader.seen if one["type"] == kind]))[0]
    assert poll["encrypted"]
    names = [one["id"] for one in poll["content"][kind]["answers"]]
    for person, chosen in ((reader, names[:1]), (other, names), (reader, names[1:])):
        relation = {"rel_type": "m.reference", "event_id": poll["event_id"]}
        vote = {"m.relates_to": relation, "org.matrix.msc3381.poll.response": {"answers": chosen}}
        await person.send(room, "org.matrix.msc3381.poll.response", vote)
    in_thread = {"rel_type": "m.thread", "event_id": asked}
    await reader.say(room, "!peiling stop", **{"m.relates_to": in_thread})
    result = await until(
        lambda: [text for text in reader.texts(room, bot.settings.user_id) if text.startswith("De peiling is gesloten")]
    )
    assert "2 mensen stemden" in result[0]
    assert "✅ donderdag 3 december / jeudi 3 décembre, 10:00–12:00: 2" in result[0]
    await until(lambda: [one for one in reader.seen if one["type"] == "org.matrix.msc3381.poll.end"])


async def test_a_proposal_goes_from_its_thread_over_the_moderators_card_to_the_room_and_back_to_its_maker(
    lab: Lab, knowledge: KnowledgeBase
) -> None:
    now = datetime(2026, 11, 24, 9, 0, tzinfo=BRUSSELS)
    moderator = await lab.person("mo")
    council = await moderator.make_room(lab.settings().user_id)
    rooms = {council: RoomSetting(RoomKind.MODERATORS, "noord")}
    bot, maker, room = await in_a_room(lab, knowledge, now, more=rooms)
    await moderator.joined_by(bot.settings.user_id, council)

    asked = await maker.say(room, "!agenda nieuw Infosessie, 3 december 14u-16u, De Brug, 1030 Schaarbeek")
    in_thread = {"m.relates_to": {"rel_type": "m.thread", "event_id": asked}}
    for n, answer in enumerate(("-", "De Brug", "-"), 1):
        await said_so_often(bot, maker, room, n)
        await maker.say(room, answer, **in_thread)
    shown = await said_so_often(bot, maker, room, 4)
    await react(maker, room, shown["event_id"], "✅")
    (card,) = await until(lambda: moderator.messages(council, bot.settings.user_id))
    assert card["content"]["body"].startswith("Voorstel voor de agenda / Proposition pour l’agenda")
    await bot.again(now)
    await react(moderator, council, card["event_id"], "✅")
    direct = await direct_room(maker)
    (told,) = await until(lambda: maker.texts(direct, bot.settings.user_id))
    assert told.startswith("“Infosessie” staat op de agenda.")
    posted = await until(
        lambda: [t for t in maker.texts(room, bot.settings.user_id) if t.startswith("Nieuw op de agenda")]
    )
    assert "donderdag 3 december / jeudi 3 décembre, 14:00–16:00" in posted[0]
    edited = await until(lambda: moderator.messages(council, bot.settings.user_id)[1:])
    assert edited[0]["content"]["m.new_content"]["body"].endswith("✅ Aanvaard / ✅ Accepté")


async def said_so_often(bot: AgendaBot, reader: Person, room: str, number: int) -> dict[str, Any]:
    """The last of so many messages of the bot, as soon as this person reads it."""
    await until(lambda: len(reader.messages(room, bot.settings.user_id)) == number)
    return reader.messages(room, bot.settings.user_id)[-1]


def _relation(event: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = event["content"].get("m.relates_to", {})
    return found


def _text(text: str) -> Any:
    from bot.ports import Rendered

    return Rendered(text, "")
