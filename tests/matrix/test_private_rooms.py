"""Rooms of the bot's own making: made once, also after a crash in between; emptied and left."""

from __future__ import annotations

from typing import Any

from bot.matrix.private_rooms import MARK, MatrixPrivateRooms
from bot.ports import Rendered, RoomKind
from bot.store_rooms import RoomStore
from tests.matrix.people import Bot, Lab, until


def _rooms(bot: Bot) -> dict[str, Any]:
    assert bot.client._client
    known: dict[str, Any] = bot.client._client.rooms
    return known


async def test_a_room_is_made_once_encrypted_and_for_the_invited_only(lab: Lab) -> None:
    asker, other = await lab.person("an"), await lab.person("bo")
    bot = await lab.bot()
    rooms: MatrixPrivateRooms = bot.client.private_rooms
    trap = await other.make_room(bot.user_id, name="Dossier 1", is_direct=True)
    await other.client.room_put_state(trap, MARK, {"key": "case/1"})
    await other.joined_by(bot.user_id, trap)
    await until(lambda: trap in _rooms(bot) and _rooms(bot)[trap].name == "Dossier 1")
    room = await rooms.make("case/1", RoomKind.CASE, "noord", "Dossier 1", [asker.user_id])
    assert room != trap
    assert await rooms.make("case/1", RoomKind.CASE, "noord", "Dossier 1", [asker.user_id]) == room
    known = _rooms(bot)
    # The sync may show a new room in parts; its name is what it is found again by.
    await until(lambda: room in known and known[room].name == "Dossier 1")
    assert bot.client.rooms.info(room).encrypted
    assert bot.client.rooms.info(room).kind is RoomKind.CASE
    RoomStore(bot.store).forget(room)  # as a crash right after making it leaves things
    assert await rooms.make("case/1", RoomKind.CASE, "noord", "Dossier 1", [asker.user_id]) == room

    await asker.client.join(room)
    await asker.joined_by(bot.user_id, room)
    await until(lambda: asker.user_id in bot.client.rooms.members(room))
    event = await bot.client.messenger.carry(room, Rendered("kaart", ""), cause="case 1", stage="card")
    assert event
    await until(lambda: asker.texts(room, bot.user_id) == ["kaart"])
    assert other.user_id not in await asker.members(room)

    await rooms.empty(room)
    answer = await asker.client.room_get_event(room, event)
    assert answer.event.source["content"] == {}
    await until(lambda: bot.user_id not in asker.client.rooms[room].users)


async def test_a_crash_right_after_making_a_direct_room_makes_no_second_one(lab: Lab) -> None:
    asker = await lab.person("an")
    bot = await lab.bot()
    book = bot.client.rooms
    room = await book.direct_room(asker.user_id)
    bot.store.database.execute("DELETE FROM directs")
    await book._client.call("PUT", book._account_data_path(), {}, what="the list of direct rooms")
    assert await book.direct_room(asker.user_id) == room
    await until(lambda: list(asker.client.invited_rooms) == [room])
