"""Messages whose key comes late, or never."""

from __future__ import annotations

import dataclasses
from typing import Any
from uuid import uuid4

import pytest
from nio.api import Api

from tests.matrix.people import Bot, Lab, Person, until

Held = list[tuple[Any, dict[str, Any]]]


async def room_without_key(lab: Lab, monkeypatch: pytest.MonkeyPatch, grace: float) -> tuple[Person, Bot, str, Held]:
    """A room in which the person's client holds back the messages that share its key."""
    person = await lab.person("an")
    settings = lab.settings()
    room = await person.make_room(settings.user_id)
    bot = await lab.bot(dataclasses.replace(lab.settings(zone_rooms=(room,)), key_grace=grace))
    await person.joined_by(bot.user_id, room)
    await until(lambda: any(person.client.device_store.active_user_devices(bot.user_id)))
    share, held = person.client.olm.share_group_session_parallel, Held()

    def hold_back(*args: Any, **more: Any) -> Held:
        held.extend(share(*args, **more))
        return Held()

    monkeypatch.setattr(person.client.olm, "share_group_session_parallel", hold_back)
    return person, bot, room, held


async def test_sender_is_asked_once_when_the_key_does_not_come(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    person, bot, room, _ = await room_without_key(lab, monkeypatch, grace=0.1)

    first = await person.say(room, "een")
    await person.say(room, "twee")

    await until(lambda: person.texts(room, bot.user_id) == ["please resend"])
    assert bot.store.is_waiting(first)
    await bot.stop()
    again = await lab.bot(bot.settings)
    await person.send(room, "m.reaction", {"m.relates_to": {"rel_type": "m.annotation", "event_id": first, "key": "x"}})
    await until(lambda: again.reactions)  # handled after what was left over in this room
    assert [message.event_id for message in bot.unreadable] == [first]
    assert again.unreadable == []
    assert again.messages == []


async def test_message_is_answered_when_its_key_comes_late(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    person, bot, room, held = await room_without_key(lab, monkeypatch, grace=60.0)
    event_id = await person.say(room, "te vroeg")
    await until(lambda: bot.store.is_waiting(event_id))
    assert bot.messages == []

    for _, message in held:
        method, path, data = Api.to_device(person.account.access_token, "m.room.encrypted", message, uuid4())
        assert (await person.client.send(method, path, data)).status == 200

    await until(lambda: person.texts(room, bot.user_id) == ["echo te vroeg"])
    assert bot.unreadable == []
