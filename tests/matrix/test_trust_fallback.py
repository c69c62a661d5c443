"""When the bot's one-time keys are used up, strangers can still write to it: by its fallback key."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.matrix.fallback import fallback_keys, is_wanted
from tests.matrix.people import Bot, Lab, until


@pytest.mark.parametrize(
    ("sync", "wanted"),
    [
        ({}, False),
        ({"device_unused_fallback_key_types": []}, True),
        ({"device_unused_fallback_key_types": ["signed_curve25519"]}, False),
        ({"device_unused_fallback_key_types": ["another"]}, True),
        ({"device_unused_fallback_key_types": "signed_curve25519"}, False),
        ({"device_unused_fallback_key_types": None}, False),
    ],
)
def test_fallback_key_is_wanted_when_the_homeserver_has_no_unused_one(sync: dict[str, Any], wanted: bool) -> None:
    assert is_wanted(sync) is wanted


def machine(bot: Bot) -> Any:
    client = bot.client._client
    assert client
    return client.olm


def claim(lab: Lab, token: str, user_id: str, device_id: str) -> dict[str, Any]:
    """What somebody who wants to write to the device is given."""
    body = {"one_time_keys": {user_id: {device_id: "signed_curve25519"}}}
    answer = lab.homeserver.request("POST", "/_matrix/client/v3/keys/claim", body, token=token)
    (key,) = answer["one_time_keys"][user_id][device_id].values()
    return dict(key)


async def test_key_is_signed_by_the_device_and_offered_again_until_it_is_accepted(lab: Lab) -> None:
    olm = machine(await lab.bot())

    first = fallback_keys(olm)
    (key,) = first.values()
    assert key["fallback"] is True
    assert olm.verify_json(key, olm.account.identity_keys["ed25519"], olm.user_id, olm.device_id)
    assert fallback_keys(olm) == first
    olm.mark_keys_as_published()
    assert fallback_keys(olm) != first


async def test_person_reaches_a_bot_whose_one_time_keys_are_used_up(lab: Lab) -> None:
    bot = await lab.bot()
    an = await lab.person("an")
    room_id = await an.make_room(bot.user_id, is_direct=True)
    await an.joined_by(bot.user_id, room_id)
    device_id = bot.client.device_id
    await bot.stop()  # it cannot refill them now

    def drain() -> dict[str, Any]:
        while "fallback" not in (key := claim(lab, an.account.access_token, bot.user_id, device_id)):
            pass
        return key

    used = await asyncio.to_thread(drain)
    await an.say(room_id, "is daar iemand?")
    again = await lab.bot(bot.settings)

    await until(lambda: "is daar iemand?" in [message.body for message in again.messages])
    await until(lambda: machine(again).uploaded_key_count)
    renewed = await asyncio.to_thread(drain)
    assert renewed["key"] != used["key"]
