"""What happens when the bot stops, dies, or comes back after a while."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

import pytest

from bot.errors import BotError, LoggedOut
from bot.matrix.client import MatrixClient
from bot.matrix.settings import MatrixSettings
from bot.ports import Message
from bot.store import Store
from tests.matrix.people import Bot, Lab, until

ECHO = Path(__file__).parent / "echo_bot.py"


async def devices_of(lab: Lab, bot: Bot) -> set[str]:
    answer = await asyncio.to_thread(lab.homeserver.request, "GET", "/_matrix/client/v3/devices", token=bot.token)
    return {device["device_id"] for device in answer["devices"]}


async def test_restart_keeps_the_device_and_reads_what_was_said_meanwhile(lab: Lab) -> None:
    asker = await lab.person("an")
    settings = lab.settings()
    room = await asker.make_room(settings.user_id)
    settings = lab.settings(zone_rooms=(room,))
    bot = await lab.bot(settings)
    await asker.joined_by(bot.user_id, room)
    await asker.say(room, "voor")
    await until(lambda: asker.texts(room, bot.user_id))
    device, devices = bot.client.device_id, await devices_of(lab, bot)
    await bot.stop()

    await asker.say(room, "tijdens")
    again = await lab.bot(settings)

    await until(lambda: len(asker.texts(room, bot.user_id)) == 2)
    assert again.client.device_id == device
    assert [message.body for message in again.messages] == ["tijdens"]
    assert await devices_of(lab, again) == devices


async def test_long_downtime_is_caught_up_beyond_one_page_of_the_timeline(lab: Lab) -> None:
    asker = await lab.person("an")
    settings = lab.settings()
    room = await asker.make_room(settings.user_id)
    settings = lab.settings(zone_rooms=(room,))
    bot = await lab.bot(settings)
    await asker.joined_by(bot.user_id, room)
    await asker.say(room, "voor")
    await until(lambda: asker.texts(room, bot.user_id))
    await bot.stop()

    said = [f"vraag {number}" for number in range(60)]
    for text in said:
        await asker.say(room, text)
    again = await lab.bot(settings, answer=heard)

    await until(lambda: len(again.messages) >= len(said))
    assert [message.body for message in again.messages] == said


async def heard(message: Message) -> bool:
    return True


async def echo_process(lab: Lab, settings: MatrixSettings, room: str, die: str) -> asyncio.subprocess.Process:
    """An echo bot in a process of its own that kills itself at the moment `die`."""
    config = lab.folder / "echo.json"
    values = {"homeserver": settings.homeserver, "user_id": settings.user_id, "password": settings.password}
    config.write_text(json.dumps({**values, "data_dir": str(settings.data_dir), "room": room}))
    return await asyncio.create_subprocess_exec(sys.executable, str(ECHO), str(config), die)


@pytest.mark.parametrize("moment", ["after_key", "before_handling", "before_finish", "after_send"])
async def test_kill_between_question_and_answer_leads_to_one_answer(lab: Lab, moment: str) -> None:
    asker = await lab.person("an")
    settings = lab.settings()
    room = await asker.make_room(settings.user_id)
    first = await echo_process(lab, settings, room, moment)
    await asker.joined_by(settings.user_id, room)
    await asker.say(room, "een")
    await asker.say(room, "twee")
    assert await asyncio.wait_for(first.wait(), 30) == -signal.SIGKILL
    second = await echo_process(lab, settings, room, "never")
    try:
        await until(lambda: len(asker.texts(room, settings.user_id)) >= 2)
        await asker.say(room, "drie")
        await until(lambda: "echo drie" in asker.texts(room, settings.user_id))
    finally:
        second.terminate()
        await asyncio.wait_for(second.wait(), 15)
    assert asker.texts(room, settings.user_id) == ["echo een", "echo twee", "echo drie"]


async def test_session_ended_by_the_homeserver_stops_the_bot_with_a_clear_word(lab: Lab) -> None:
    bot = await lab.bot()
    await asyncio.to_thread(lab.homeserver.request, "POST", "/_matrix/client/v3/logout", {}, token=bot.token)

    assert bot.task
    with pytest.raises(LoggedOut, match="no longer accepts the bot's session"):
        await asyncio.wait_for(bot.task, 45)
    bot.task = None
    await bot.client.stop()


async def test_removed_device_is_replaced_by_a_signed_one_where_the_message_says_how(lab: Lab) -> None:
    asker = await lab.person("an")
    settings = lab.settings()
    room = await asker.make_room(settings.user_id)
    settings = lab.settings(zone_rooms=(room,))
    bot = await lab.bot(settings)
    await asker.joined_by(bot.user_id, room)
    old = bot.client.device_id
    await bot.stop()
    await asyncio.to_thread(lab.homeserver.request, "POST", "/_matrix/client/v3/logout", {}, token=bot.token)
    with pytest.raises(LoggedOut, match=r"delete matrix/session\.json"):
        await lab.bot(settings)

    (settings.folder / "session.json").unlink()
    again = await lab.bot(settings)
    devices = asker.client.device_store
    await until(lambda: again.client.device_id in {device.id for device in devices.active_user_devices(bot.user_id)})
    await asker.say(room, "nog daar?")

    await until(lambda: asker.texts(room, bot.user_id) == ["echo nog daar?"])
    assert again.client.device_id != old
    assert await again.client.trust.problems() == []


async def test_answer_that_was_sent_and_not_noted_is_not_repeated_by_a_new_device(lab: Lab) -> None:
    """The homeserver honours a transaction id for one device only."""
    asker = await lab.person("an")
    settings = lab.settings()
    room = await asker.make_room(settings.user_id)
    dying = await echo_process(lab, settings, room, "after_send")
    await asker.joined_by(settings.user_id, room)
    await asker.say(room, "een")
    assert await asyncio.wait_for(dying.wait(), 60) == -signal.SIGKILL
    kept = settings.folder / "session.json"
    token = json.loads(kept.read_text())["access_token"]
    await asyncio.to_thread(lab.homeserver.request, "POST", "/_matrix/client/v3/logout", {}, token=token)
    kept.unlink()

    again = await lab.bot(lab.settings(zone_rooms=(room,)))
    devices = asker.client.device_store
    await until(lambda: again.client.device_id in {one.id for one in devices.active_user_devices(settings.user_id)})
    await asker.say(room, "twee")

    await until(lambda: "echo twee" in asker.texts(room, settings.user_id))
    assert asker.texts(room, settings.user_id) == ["echo een", "echo twee"]


async def test_second_bot_on_the_same_folder_is_refused(lab: Lab) -> None:
    bot = await lab.bot()

    with pytest.raises(BotError, match="Another Relais is running"):
        await MatrixClient(bot.settings, Store(lab.folder / "other.sqlite")).start()


async def test_secrets_are_readable_by_their_owner_only(lab: Lab) -> None:
    bot = await lab.bot()

    folder = bot.settings.folder
    assert folder.stat().st_mode & 0o777 == 0o700
    for name in ("session.json", "pickle.key"):
        assert (folder / name).stat().st_mode & 0o777 == 0o600
    assert len((folder / "pickle.key").read_text()) == 64
    assert os.stat(bot.settings.data_dir / "bot.sqlite").st_mode & 0o777 == 0o600
