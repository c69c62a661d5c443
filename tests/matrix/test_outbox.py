"""What the bot has to say is said, once, also in a room that its own sync does not show yet."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.errors import Unreachable
from bot.matrix import rooms
from bot.matrix.pauses import Pauses
from bot.matrix.transactions import MARK
from bot.ports import Rendered
from bot.store import Invitation
from tests.matrix.intake import BOT, Intake, member, text
from tests.matrix.people import ENCRYPTION, until

NEW = "!new:care.test"
JOINED: dict[str, Any] = {"joined_rooms": [NEW]}
AWAY = Unreachable("away")


@pytest.fixture
async def intake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Intake]:
    """A bot that sends at once what it has to say, and hardly pauses between two tries."""
    monkeypatch.setattr(Pauses, "next", lambda self: 0.01)
    intake = Intake(tmp_path)
    await intake.start()
    intake.outbox.start()
    yield intake
    await intake.close()


async def post(intake: Intake) -> None:
    await intake.messenger.post(NEW, Rendered("welkom", ""), cause="test", stage="post")


def sent_to(intake: Intake, room: str) -> list[str]:
    return [path for method, path in intake.client.requests if method == "PUT" and f"/rooms/{room}/send/" in path]


def state(intake: Intake) -> str:
    return str(intake.store.database.execute("SELECT state FROM outbox").fetchone()[0])


async def shown(intake: Intake, room: str = NEW) -> None:
    await intake.feed({"join": {room: {"state": {"events": [member(BOT)]}, "timeline": {"events": []}}}})


@pytest.mark.parametrize("answer", [JOINED, AWAY, {"errcode": "M_UNRECOGNIZED"}, {"joined_rooms": "odd"}])
async def test_message_to_a_room_that_the_sync_does_not_show_yet_waits_for_it(intake: Intake, answer: Any) -> None:
    """A join is answered before the sync shows the room: such a message used to be dropped for ever."""
    intake.client.answers["/joined_rooms"] = answer
    await post(intake)
    if answer is not AWAY:
        await until(lambda: any(path.endswith("/joined_rooms") for _, path in intake.client.requests))
    assert state(intake) == "queued"
    await shown(intake)
    await until(lambda: state(intake) == "sent")
    assert len(sent_to(intake, "%21new%3Acare.test")) == 1


async def test_message_to_a_room_whose_invitation_waits_for_its_turn_is_kept(intake: Intake) -> None:
    intake.client.answers["/joined_rooms"] = {"joined_rooms": []}
    intake.client.gate.clear()
    intake.store.take_in("s0", [], [Invitation(NEW, "@an:care.test", True)])
    await post(intake)
    await until(lambda: any(path.endswith("/joined_rooms") for _, path in intake.client.requests))
    assert state(intake) == "queued"
    await shown(intake)
    await until(lambda: state(intake) == "sent")


async def test_message_to_a_room_that_the_bot_is_not_in_is_dropped_and_holds_up_nothing(intake: Intake) -> None:
    intake.client.answers["/joined_rooms"] = {"joined_rooms": ["!another:care.test"]}
    await post(intake)
    await until(lambda: state(intake) == "refused")
    assert sent_to(intake, "%21new%3Acare.test") == []


async def test_room_that_never_comes_through_the_sync_is_asked_about_again(
    intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bot was put out between the question and its answer."""
    monkeypatch.setattr(rooms, "APPEAR_SECONDS", 0.05)
    intake.client.answers["/joined_rooms"] = JOINED
    await post(intake)
    await until(lambda: sum(path.endswith("/joined_rooms") for _, path in intake.client.requests) > 1)
    intake.client.answers["/joined_rooms"] = {"joined_rooms": []}
    await until(lambda: state(intake) == "refused")


@pytest.mark.parametrize(
    ("sender", "content", "unsigned", "sent"),
    [
        (BOT, {MARK: "OURS"}, {}, True),
        (BOT, {}, {"transaction_id": "OURS"}, True),
        (BOT, {MARK: "another"}, {}, False),
        (BOT, {MARK: ["OURS"]}, [], False),
        ("@eve:care.test", {MARK: "OURS"}, {}, False),
    ],
)
async def test_what_the_homeserver_shows_as_said_is_not_sent_again(
    tmp_path: Path, sender: str, content: Any, unsigned: Any, sent: bool
) -> None:
    """The bot may have died before it noted that it was sent, and its device been replaced: then the homeserver does
    not know the same transaction again."""
    intake = Intake(tmp_path)
    await intake.start()
    await post(intake)
    txn_id = intake.said[0].txn_id
    event = text("$said", "welkom", sender=sender)
    event["content"] |= {key: txn_id if value == "OURS" else value for key, value in content.items()}
    if isinstance(unsigned, dict):
        unsigned = dict.fromkeys(unsigned, txn_id)
    await intake.hear({**event, "unsigned": unsigned})
    assert [one.txn_id for one in intake.said] == ([] if sent else [txn_id])
    assert intake.store.sent_event(txn_id) == ("$said" if sent else None)
    await intake.close()


async def test_what_must_not_touch_the_disk_waits_too(intake: Intake) -> None:
    intake.client.answers["/joined_rooms"] = JOINED
    carrying = asyncio.create_task(intake.messenger.carry(NEW, Rendered("vraag", ""), cause="$1", stage="carry"))
    await until(lambda: any(path.endswith("/joined_rooms") for _, path in intake.client.requests))
    await shown(intake)
    assert await carrying is not None
    assert len(sent_to(intake, "%21new%3Acare.test")) == 1


async def test_direct_room_that_is_not_shown_yet_is_not_made_a_second_time(intake: Intake) -> None:
    person = "@an:care.test"
    intake.client.answers["/joined_rooms"] = JOINED
    intake.store.set_direct_room(person, NEW)
    await intake.messenger.direct(person, Rendered("dag", ""), cause="$1", stage="case")
    await until(lambda: any(path.endswith("/joined_rooms") for _, path in intake.client.requests))
    encryption = {**member(BOT), "type": "m.room.encryption", "state_key": "", "content": ENCRYPTION["content"]}
    events = [member(BOT), member(person), encryption]
    intake.client.speak = spoken = Spoken()  # type: ignore[method-assign]
    await intake.feed({"join": {NEW: {"state": {"events": events}, "timeline": {"events": []}}}})
    await until(lambda: state(intake) == "sent")
    assert spoken.rooms == [NEW]
    assert not any(path.endswith("/createRoom") for _, path in intake.client.requests)


class Spoken:
    """Takes the place of what encrypts."""

    def __init__(self) -> None:
        self.rooms: list[str] = []

    async def __call__(self, room_id: str, kind: str, content: dict[str, Any], txn_id: str) -> str:
        self.rooms.append(room_id)
        return "$said"
