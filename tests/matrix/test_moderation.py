"""A report on a real homeserver: hidden, explained, muted and given back, with the bot killed and the clock moved."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nio
import pytest

from tests.matrix.guarded import react
from tests.matrix.people import Lab, Person, until
from tests.matrix.whole_bot import WholeBot

pytestmark = pytest.mark.timeout(600)
SECONDS = 200.0
"""The bot starts in a process of its own, on a machine that has other things to do."""

CONFIG = """
[zones.noord]
name_nl = "Noord"
name_fr = "Nord"
postcodes = ["1020"]
rooms = ["{zone}"]
moderator_rooms = ["{mod}"]
[onboarding]
welcome = false
charter = false
"""
BAD = "wat een onnozele vraag van die dienst"


def answer_to(event_id: str) -> dict[str, Any]:
    return {"m.relates_to": {"m.in_reply_to": {"event_id": event_id}}}


async def said(person: Person, room: str, bot: str, words: str) -> dict[str, Any]:
    """The first message of the bot in a room that holds these words."""

    def found() -> dict[str, Any] | None:
        return next((one for one in person.messages(room, bot) if words in one["content"]["body"]), None)

    event: dict[str, Any] = await until(found, seconds=SECONDS)
    return event


async def private_room(person: Person) -> str:
    """The direct room that the bot invites somebody to."""
    room = await until(lambda: next(iter(person.client.invited_rooms), None), seconds=SECONDS)
    await person.client.join(room)
    await until(lambda: room in person.client.rooms and room not in person.client.invited_rooms)
    return str(room)


@dataclass
class World:
    """A zone's room whose members are a moderator, somebody who asks and somebody who is loud."""

    zone: str
    mod: str
    moderator: Person
    asker: Person
    loud: Person
    bot: WholeBot

    async def levels(self) -> dict[str, int]:
        """The levels that stand under somebody's name."""
        answer = await self.moderator.client.room_get_state_event(self.zone, "m.room.power_levels", "")
        assert isinstance(answer, nio.RoomGetStateEventResponse), answer
        users: dict[str, int] = answer.content["users"]
        return users

    async def is_empty(self, event_id: str) -> bool:
        answer = await self.moderator.client.room_get_event(self.zone, event_id)
        return isinstance(answer, nio.RoomGetEventResponse) and not answer.event.source["content"]

    async def until_empty(self, event_id: str) -> None:
        async with asyncio.timeout(SECONDS):
            while not await self.is_empty(event_id):  # noqa: ASYNC110 (it happens in another process)
                await asyncio.sleep(0.1)

    async def until_level(self, user_id: str, level: int | None) -> None:
        async with asyncio.timeout(SECONDS):
            while (await self.levels()).get(user_id) != level:  # noqa: ASYNC110 (as above)
                await asyncio.sleep(0.1)


@pytest.fixture
async def world(lab: Lab, tmp_path: Path) -> AsyncIterator[World]:
    moderator, asker, loud = await lab.person("mo"), await lab.person("an"), await lab.person("lo")
    bot = lab.account("relais").user_id
    power = {"users": {bot: 100, asker.user_id: 10}}
    zone = await moderator.make_room(bot, asker.user_id, loud.user_id, power_level_override=power)
    mod = await moderator.make_room(bot)
    for person in (asker, loud):
        await person.client.join(zone)
        await person.joined_by(person.user_id, zone)
    settings = CONFIG.format(zone=zone, mod=mod)
    async with WholeBot(lab, tmp_path, settings, now="2026-11-23T10:00:00+01:00") as whole:
        for person in (moderator, asker, loud):
            await person.joined_by(bot, zone)
        await moderator.joined_by(bot, mod)
        yield World(zone, mod, moderator, asker, loud, whole)


async def test_from_a_report_to_the_end_of_a_mute_with_the_bot_killed_on_the_way(world: World) -> None:
    moderator, asker, loud, bot = world.moderator, world.asker, world.loud, world.bot
    bad = await loud.say(world.zone, BAD)
    report = await asker.say(world.zone, "!meld", **answer_to(bad))
    card = await said(moderator, world.mod, bot.user_id, "vraagt jullie aandacht")
    assert bad in card["content"]["body"]
    assert BAD not in card["content"]["body"]
    await world.until_empty(report)
    direct = await private_room(asker)
    await said(asker, direct, bot.user_id, "De moderatoren kijken het na")

    await asker.say(world.zone, "!verberg", **answer_to(bad))
    await said(asker, direct, bot.user_id, "alleen de moderatoren")
    assert not await world.is_empty(bad)

    await react(moderator, world.mod, card["event_id"], "🙈")
    rules = await said(moderator, world.mod, bot.user_id, "Om welke afspraak")
    await world.until_empty(bad)
    await react(moderator, world.mod, rules["event_id"], "2️⃣")
    private = await private_room(loud)
    await said(loud, private, bot.user_id, "graag respectvol")
    await said(asker, direct, bot.user_id, "gedaan wat nodig was")

    before = await world.levels()
    await moderator.say(world.zone, "!demp 1d", **answer_to(bad))
    await bot.restart()
    await world.until_level(loud.user_id, -1)
    assert await world.levels() == before | {loud.user_id: -1}
    await said(loud, private, bot.user_id, "tot 24 nov 2026, 10:0")
    await until(lambda: loud.client.rooms[world.zone].power_levels.users.get(loud.user_id) == -1)
    refused = await loud.client.room_send(
        world.zone, "m.room.message", {"msgtype": "m.text", "body": "x"}, ignore_unverified_devices=True
    )
    assert isinstance(refused, nio.RoomSendError), refused

    await bot.kill()
    bot.now = "2026-11-24T10:05:00+01:00"
    await bot.start()
    await world.until_level(loud.user_id, None)
    assert await world.levels() == before
    await said(loud, private, bot.user_id, "opnieuw schrijven")
    await loud.say(world.zone, "dank je")
    private_texts = loud.texts(private, bot.user_id)
    assert [sum(words in text for text in private_texts) for words in ("respectvol", "tot 24", "opnieuw")] == [1, 1, 1]
    cards = [one for one in moderator.messages(world.mod, bot.user_id) if "m.relates_to" not in one["content"]]
    assert len(cards) == 1
