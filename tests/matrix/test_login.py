"""One device for ever: with a password once, or with access tokens, which may change."""

from __future__ import annotations

import asyncio
import dataclasses
from typing import Any

import pytest

from bot.errors import Refused
from bot.matrix.client import MatrixClient
from bot.matrix.settings import MatrixSettings
from bot.store import Store
from tests.matrix.people import Lab, until


async def log_in(lab: Lab, user_id: str, password: str | None, device_id: str | None = None) -> dict[str, Any]:
    """A new token, for a new device or for one there is (whose old token ends with that)."""
    identifier = {"type": "m.id.user", "user": user_id}
    body: dict[str, Any] = {"type": "m.login.password", "identifier": identifier, "password": password}
    body |= {"device_id": device_id} if device_id else {}
    return await asyncio.to_thread(lab.homeserver.request, "POST", "/_matrix/client/v3/login", body)


async def refused(settings: MatrixSettings) -> str:
    store = Store(settings.data_dir / "bot.sqlite")
    client = MatrixClient(settings, store)
    with pytest.raises(Refused) as error:
        await client.start()
    store.close()
    return str(error.value)


async def test_bot_with_a_token_and_no_password_is_that_device_and_answers(lab: Lab) -> None:
    asker = await lab.person("an")
    settings = await asyncio.to_thread(lab.settings)
    room = await asker.make_room(settings.user_id)
    session = await log_in(lab, settings.user_id, settings.password)
    with_room = lab.settings(zone_rooms=(room,))
    bot = await lab.bot(dataclasses.replace(with_room, password=None, access_token=session["access_token"]))
    await asker.joined_by(bot.user_id, room)
    await asker.say(room, "hallo")
    await until(lambda: asker.texts(room, bot.user_id) == ["echo hallo"])
    assert bot.client.device_id == session["device_id"]
    assert await bot.client.trust.problems() == []


async def test_changed_token_of_the_same_device_is_taken_up(lab: Lab) -> None:
    asker = await lab.person("an")
    settings = await asyncio.to_thread(lab.settings)
    room = await asker.make_room(settings.user_id)
    settings = lab.settings(zone_rooms=(room,))
    bot = await lab.bot(settings)
    await asker.joined_by(bot.user_id, room)
    await asker.say(room, "voor")
    await until(lambda: asker.texts(room, bot.user_id) == ["echo voor"])
    device = bot.client.device_id
    await bot.stop()
    session = await log_in(lab, settings.user_id, settings.password, device)
    kept = settings.folder / "session.json"
    kept.write_text(kept.read_text().replace(bot.token, "a token that ran out"))
    await asker.say(room, "tijdens")

    again = await lab.bot(dataclasses.replace(settings, access_token=session["access_token"]))

    await until(lambda: asker.texts(room, bot.user_id) == ["echo voor", "echo tijdens"])
    assert again.client.device_id == device
    assert again.token == session["access_token"]


async def test_token_of_another_device_does_not_take_the_place_of_the_kept_one(lab: Lab) -> None:
    bot = await lab.bot()
    await bot.stop()
    await asyncio.to_thread(lab.homeserver.request, "POST", "/_matrix/client/v3/logout", {}, token=bot.token)
    session = await log_in(lab, bot.user_id, bot.settings.password)

    said = await refused(dataclasses.replace(bot.settings, access_token=session["access_token"]))

    assert "belongs to another device" in said


async def test_token_of_another_account_is_refused(lab: Lab) -> None:
    settings = await asyncio.to_thread(lab.settings)
    other = await asyncio.to_thread(lab.account, "other")

    said = await refused(dataclasses.replace(settings, password=None, access_token=other.access_token))

    assert other.user_id in said
    assert other.access_token not in said


@pytest.mark.parametrize(("password", "word"), [("wrong", "Check the password"), (None, "neither password nor")])
async def test_login_that_cannot_work_says_what_to_do(lab: Lab, password: str | None, word: str) -> None:
    settings = await asyncio.to_thread(lab.settings)
    assert word in await refused(dataclasses.replace(settings, password=password))
