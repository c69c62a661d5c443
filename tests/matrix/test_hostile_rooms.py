"""Rooms whose people mean no good, or know no better."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.config import Config, LimitsSection
from bot.matrix.invitations import ROOMS_PER_PERSON
from bot.matrix.reading import LONGEST_BODY
from bot.ports import Message, Rendered
from bot.store import Arrival
from tests.matrix.intake import BOT, ROOM, Intake, member, text
from tests.matrix.people import Lab, until


@pytest.fixture
async def intake(tmp_path: Path) -> AsyncIterator[Intake]:
    intake = Intake(tmp_path)
    await intake.start()
    yield intake
    await intake.close()


def invitation(room: str, sender: str, *, direct: bool) -> dict[str, Any]:
    content = {"is_direct": True} if direct else {}
    return {"invite_state": {"events": [{**member(BOT, "invite", **content), "sender": sender}]}}


def related(event_id: str, body: str, relation: dict[str, Any]) -> dict[str, Any]:
    event = text(event_id, body, sender="@eve:care.test")
    event["content"]["m.relates_to"] = relation
    return event


@pytest.mark.parametrize(
    ("sender", "direct", "joins"), [("@eve:care.test", True, ROOMS_PER_PERSON), ("@eve:evil.test", True, 0)]
)
async def test_invitations_by_the_thousand_are_bounded_work(
    intake: Intake, sender: str, direct: bool, joins: int
) -> None:
    flood = {f"!flood{number}": invitation(f"!flood{number}", sender, direct=direct) for number in range(1_000)}
    intake.client.gate.clear()
    await intake.feed({"invite": flood})
    await intake.hear(text("$1", "!vraag huisarts"))
    assert [one.cause for one in intake.said] == ["$1"]
    assert len(intake.store.invitations()) == 1_000  # the answer did not wait for them
    intake.client.gate.set()
    await until(lambda: not intake.store.invitations())
    done = [path for method, path in intake.client.requests if method == "POST"]
    assert sum(path.startswith("/_matrix/client/v3/join/") for path in done) == joins
    assert sum(path.endswith("/leave") for path in done) == 1_000 - joins


async def test_huge_message_is_cut_and_answered(intake: Intake) -> None:
    await intake.hear(text("$1", "!vraag " + "huisarts " * 7_000, formatted_body="<b>" * 20_000))
    assert [one.cause for one in intake.said] == ["$1"]
    assert len(str(intake.said[0].content)) < LONGEST_BODY


async def test_relations_that_lead_round_in_a_circle_or_nowhere_are_followed_one_step(intake: Intake) -> None:
    chain = [
        related(f"${number}", "!vraag huisarts", {"rel_type": "m.thread", "event_id": f"${number + 1}"})
        for number in range(50)
    ]
    circle = related("$51", "!vraag huisarts", {"rel_type": "m.thread", "event_id": "$51"})
    await intake.hear(*chain, circle)
    assert [one.cause for one in intake.said] == [*(f"${number}" for number in range(50)), "$51"]
    asked = [path for method, path in intake.client.requests if "/event/" in path or "/relations/" in path]
    assert asked == []


async def test_forged_reply_that_quotes_the_bot_is_not_the_bot(intake: Intake) -> None:
    quote = f"> <{BOT}> Relais: !vraag huisarts\n\ndat klopt"
    await intake.hear(related("$1", quote, {"m.in_reply_to": {"event_id": "$made-up"}}))
    assert intake.said == []


async def test_forged_thread_of_the_bot_is_none(intake: Intake) -> None:
    """Somebody claims that the bot takes part in a thread, and what it said there."""
    forged = {"rel_type": "m.thread", "event_id": "$nobody", "m.in_reply_to": {"event_id": "$bot-said"}}
    await intake.hear(related("$1", "en in Laken?", forged))
    assert intake.said == []


@pytest.mark.parametrize("kind", ["m.room.encrypted", "m.room.message"])
async def test_message_that_was_removed_before_its_turn_is_not_asked_for_again(intake: Intake, kind: str) -> None:
    """Nothing is left of it to decrypt: its sender must not be asked to send it again."""
    gone = {**text("$1", ""), "type": kind, "content": {}, "unsigned": {"redacted_because": {"sender": BOT}}}
    intake.client.answers["/event/%241"] = gone
    intake.store.take_in("s", [Arrival("$1", ROOM)])
    intake.inbox.enqueue(Arrival("$1", ROOM))
    await until(lambda: not intake.store.unfinished())
    assert not intake.store.is_waiting("$1")
    assert intake.said == []


async def test_display_name_that_imitates_the_bot_is_read_as_a_persons(intake: Intake) -> None:
    await intake.hear({**member("@eve:care.test", displayname="Relais"), "event_id": "$m"})
    await intake.hear(text("$1", "!vraag huisarts", sender="@eve:care.test"))
    assert [one.cause for one in intake.said] == ["$1"]


async def test_notices_of_a_bot_that_echoes_start_no_endless_talk(intake: Intake) -> None:
    for number in range(5):
        await intake.hear(
            {**text(f"${number}", "Relais: hallo"), "content": {"msgtype": "m.notice", "body": "Relais:"}}
        )
    assert intake.said == []


async def test_person_who_floods_is_told_once_and_the_others_are_answered(tmp_path: Path) -> None:
    intake = Intake(tmp_path, Config(limits=LimitsSection(questions_per_user=5)))
    await intake.start()
    flood = [text(f"$eve{number}", "!vraag huisarts", sender="@eve:care.test") for number in range(30)]
    await intake.hear(*flood, text("$an", "!vraag huisarts"))
    assert [(one.cause, one.stage) for one in intake.said] == [
        *((f"$eve{number}", "answer") for number in range(5)),
        ("$eve5", "limit"),
        ("$an", "answer"),
    ]
    await intake.close()


async def test_room_that_floods_is_slowed_and_the_others_are_not(tmp_path: Path) -> None:
    limits = LimitsSection(questions_per_user=10_000, messages_per_room=60)
    intake = Intake(tmp_path, Config(limits=limits))
    await intake.start()
    direct = {"state": {"events": [member(BOT), member("@an:care.test")]}, "timeline": {"events": []}}
    await intake.feed({"join": {"!direct": direct}})
    flood = [text(f"$eve{number}", "bla", sender="@eve:care.test") for number in range(500)]
    rooms = {ROOM: {"timeline": {"events": flood}}, "!direct": {"timeline": {"events": [text("$an", "huisarts?")]}}}
    feeding = asyncio.create_task(intake.feed({"join": rooms}))
    await until(lambda: [one.cause for one in intake.said] == ["$an"])
    assert intake.inbox.waiting > 400
    feeding.cancel()
    await asyncio.gather(feeding, return_exceptions=True)
    await intake.close()


# --- on a real homeserver ---


async def test_bot_answers_in_a_room_of_version_12(lab: Lab) -> None:
    asker = await lab.person("an")
    settings = lab.settings()
    room = await asker.make_room(settings.user_id, room_version="12")
    assert ":" not in room  # its id names no homeserver
    bot = await lab.bot(lab.settings(zone_rooms=(room,)))
    await asker.joined_by(bot.user_id, room)
    await asker.say(room, "hallo")
    await until(lambda: asker.texts(room, bot.user_id) == ["echo hallo"])


async def test_bot_whose_right_to_speak_is_taken_away_serves_the_other_rooms_and_speaks_again_later(lab: Lab) -> None:
    asker = await lab.person("an")
    settings = lab.settings()
    room, other = [await asker.make_room(settings.user_id) for _ in range(2)]
    bot = await lab.bot(lab.settings(zone_rooms=(room, other)))
    for each in (room, other):
        await asker.joined_by(bot.user_id, each)

    async def level(needed: int) -> None:
        path = f"/_matrix/client/v3/rooms/{room}/state/m.room.power_levels/"
        token = asker.account.access_token
        levels = await asyncio.to_thread(lab.homeserver.request, "GET", path, token=token)
        await asyncio.to_thread(
            lab.homeserver.request, "PUT", path, {**levels, "events_default": needed, "users_default": 0}, token=token
        )

    await level(50)
    await asker.say(room, "stil")
    await until(lambda: bot.messages and bot.client.health().outbox_age is None)
    await asker.say(other, "daar")
    await until(lambda: asker.texts(other, bot.user_id) == ["echo daar"])
    await level(0)
    await asker.say(room, "weer")
    await until(lambda: asker.texts(room, bot.user_id) == ["echo weer"])


async def test_reply_to_a_room_that_the_bot_was_put_out_of_holds_up_nothing(lab: Lab) -> None:
    asker = await lab.person("an")
    settings = lab.settings()
    room, other = [await asker.make_room(settings.user_id) for _ in range(2)]
    bot = await lab.bot(lab.settings(zone_rooms=(room, other)))
    for each in (room, other):
        await asker.joined_by(bot.user_id, each)
    kicked = asyncio.Event()

    async def answer(message: Message) -> bool:
        if message.room.room_id == room:
            await kicked.wait()
        await bot.client.messenger.reply(message, Rendered(message.body, ""))
        return True

    bot.answer = answer
    await asker.say(room, "een")
    await until(lambda: bot.messages)
    await asker.client.room_kick(room, bot.user_id)
    await until(lambda: bot.client.rooms.info(room).member_count == 0)
    kicked.set()
    await asker.say(other, "twee")
    await until(lambda: asker.texts(other, bot.user_id) == ["twee"])
    await until(lambda: bot.client.health().outbox_age is None)
