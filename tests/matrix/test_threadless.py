"""Clients without threads (Hydrogen, many on telephones) answer the bot by plain replies."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.matrix.intake import Intake, text

ANSWER = "$bot-said"


@pytest.fixture
async def intake(tmp_path: Path) -> AsyncIterator[Intake]:
    """The bot answered $1 in a thread of it."""
    intake = Intake(tmp_path)
    await intake.start()
    await intake.hear(text("$1", "!vraag huisarts"))
    (answer,) = intake.said
    relation = answer.content["m.relates_to"]
    assert relation["event_id"] == "$1"
    intake.store.sent(answer.txn_id, ANSWER)
    in_clear: dict[str, Any] = {"type": "m.room.encrypted", "content": {"m.relates_to": relation, "ciphertext": "x"}}
    intake.client.answers["/event/%24bot-said"] = in_clear
    yield intake
    await intake.close()


def reply(body: str, target: str) -> dict[str, Any]:
    event = text("$2", body)
    event["content"]["m.relates_to"] = {"m.in_reply_to": {"event_id": target}}
    return event


async def test_plain_reply_to_an_answer_goes_on_in_its_thread(intake: Intake) -> None:
    await intake.hear(reply("meer", ANSWER))
    (more,) = intake.said
    assert more.cause == "$2"
    assert (more.content["m.relates_to"]["rel_type"], more.content["m.relates_to"]["event_id"]) == ("m.thread", "$1")


async def test_reply_to_somebody_else_is_nothing_to_the_bot_and_costs_no_request(intake: Intake) -> None:
    before = len(intake.client.requests)
    await intake.hear(reply("meer", "$1"), reply("en in Laken?", "$other"))
    assert intake.said == []
    assert [path for _, path in intake.client.requests[before:] if "/event/" in path] == []


async def test_reply_to_an_answer_that_is_gone_is_an_ordinary_message(intake: Intake) -> None:
    intake.client.answers["/event/%24bot-said"] = {"errcode": "M_NOT_FOUND", "error": "gone"}
    await intake.hear(reply("meer", ANSWER))
    assert intake.said == []


async def test_reply_to_what_the_bot_said_outside_threads_stays_in_the_room(intake: Intake) -> None:
    intake.client.answers["/event/%24bot-said"] = {"type": "m.room.encrypted", "content": {"ciphertext": "x"}}
    await intake.hear(reply("!vraag huisarts", ANSWER))
    assert [one.content["m.relates_to"]["event_id"] for one in intake.said] == ["$2"]
