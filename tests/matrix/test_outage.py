"""The homeserver goes away and comes back; rooms move."""

from __future__ import annotations

import asyncio
from pathlib import Path

import structlog

from bot.demo.homeserver import Homeserver
from bot.matrix.client import MatrixClient
from bot.ports import Rendered
from bot.store import Store
from tests.matrix.people import Bot, Lab, until


async def test_bot_starts_before_its_homeserver_and_outlives_its_crash(homeserver: Homeserver, tmp_path: Path) -> None:
    own = Homeserver(tmp_path / "homeserver")
    await asyncio.to_thread(own.start)
    lab = Lab(own, tmp_path, 1)
    try:
        asker = await lab.person("an")
        settings = lab.settings()
        room = await asker.make_room(settings.user_id)
        settings = lab.settings(zone_rooms=(room,))
        own.kill()
        store = Store(settings.data_dir / "bot.sqlite")
        bot = Bot(MatrixClient(settings, store), store, settings)
        with structlog.testing.capture_logs() as logs:
            starting = asyncio.create_task(bot.start())
            await until(lambda: "homeserver_away" in [entry["event"] for entry in logs])
            assert not starting.done()
            await asyncio.to_thread(own.start)
            await starting
        assert [entry["event"] for entry in logs].count("homeserver_away") == 1
        await asker.joined_by(bot.user_id, room)

        await asyncio.to_thread(own.kill)
        await bot.client.messenger.post(room, Rendered("tijdens", ""), cause="test", stage="post")
        await until(lambda: bot.client.health().outbox_age)
        await asyncio.to_thread(own.start)

        await until(lambda: asker.texts(room, bot.user_id) == ["tijdens"])
        await asker.say(room, "na")
        await until(lambda: asker.texts(room, bot.user_id) == ["tijdens", "echo na"])
        await until(lambda: bot.client.health().outbox_age is None)
        await bot.stop()
    finally:
        await lab.close()
        own.stop()


async def test_stop_is_quick_while_the_homeserver_is_away(tmp_path: Path, lab: Lab) -> None:
    bot = await lab.bot()
    bot.client._client.homeserver = "http://127.0.0.1:9"  # type: ignore[union-attr]
    await bot.client.messenger.post("!nowhere", Rendered("x", ""), cause="test", stage="post")
    await asyncio.wait_for(bot.client.stop(), 10)
    await asyncio.wait_for(bot.client.stop(), 1)


async def test_upgraded_room_is_followed(lab: Lab) -> None:
    asker = await lab.person("an")
    settings = lab.settings()
    old = await asker.make_room(settings.user_id, room_version="10")
    bot = await lab.bot(lab.settings(zone_rooms=(old,)))
    await asker.joined_by(bot.user_id, old)

    path = f"/_matrix/client/v3/rooms/{old}/upgrade"
    answer = await asyncio.to_thread(
        lab.homeserver.request, "POST", path, {"new_version": "12"}, token=asker.account.access_token
    )
    new = answer["replacement_room"]
    await asker.client.room_invite(new, bot.user_id)
    await asker.joined_by(bot.user_id, new)
    await asker.say(new, "hier?")

    await until(lambda: asker.texts(new, bot.user_id) == ["echo hier?"])
    await until(lambda: bot.client.rooms.info(new).member_count == 2)
    assert bot.client.rooms.info(new).zone == "noord"
