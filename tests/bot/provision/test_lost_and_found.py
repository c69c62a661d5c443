"""Rooms that were deleted, upgraded, closed, adopted or taken over: found again, and never made twice."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.matrix.rooms import RoomBook
from bot.matrix.settings import MatrixSettings, RoomSetting
from bot.ports import RoomKind
from bot.provision.mark import MARK
from bot.store import Store
from bot.store_rooms import MadeRoom, Member, RoomStore
from tests.bot.provision.world import BO, BOT, MO, World


async def test_lost_room_is_made_anew_with_the_people_of_its_zone(world: World) -> None:
    lost, space = world.room("zone/noord"), world.room("space/noord")
    world.people = (Member(BO, "fr", "Huis", ("noord",)), Member("@eve:x", "fr", "Huis", ("zuid",)))
    del world.account.rooms[lost]
    planned = await world.provision(dry=True)
    assert planned[0] == f"make the room Noord / Nord in place of {lost}, which is gone or shut to the bot"
    assert f"Noord / Nord: invite {BO}" in planned
    assert await world.provision() == planned
    assert world.account.state(space, "m.space.child", lost) == {}
    assert world.account.membership(world.room("zone/noord"), BO) == "invite"
    assert world.account.membership(world.room("zone/noord"), "@eve:x") is None
    assert await world.provision() == []


async def test_room_that_the_bot_was_shown_out_of_and_may_go_back_into_is_not_made_twice(world: World) -> None:
    room = world.room("zone/noord")
    world.account.set(room, MO, "m.room.member", {"membership": "invite"}, BOT)
    assert await world.provision(dry=True) == [f"Noord / Nord: go into {room}"]
    assert await world.provision() == [f"Noord / Nord: go into {room}"]
    assert world.room("zone/noord") == room


async def test_plan_does_not_say_no_where_a_homeserver_cannot_tell(world: World) -> None:
    room = world.room("zone/noord")
    world.account.set(room, MO, "m.room.member", {"membership": "leave"}, BOT)
    world.account.summaries = False
    assert await world.provision(dry=True) == [f"Noord / Nord: go into {room}"]


def _upgrade(world: World, old: str, by: str, *, invited: bool = True) -> str:
    """As Element does it: state is copied, but for what it does not know; nobody but who is invited is in it."""
    new = world.account.make(by, version="11")
    users = {by: 100, BOT: 100}
    world.account.set(new, by, "m.room.create", {"room_version": "11", "predecessor": {"room_id": old}})
    for kind in ("m.room.name", "m.room.topic", "m.room.join_rules", "m.room.encryption"):
        world.account.set(new, by, kind, world.account.state(old, kind))
    world.account.set(new, by, "m.room.power_levels", {"users": users})
    world.account.set(old, by, "m.room.tombstone", {"replacement_room": new})
    if invited:
        world.account.set(new, by, "m.room.member", {"membership": "invite"}, BOT)
    return new


@pytest.mark.parametrize("database", ["kept", "lost", "moved by the running bot"])
async def test_upgraded_room_is_followed_with_its_people_and_its_place(world: World, database: str) -> None:
    old, space = world.room("zone/noord"), world.room("space/noord")
    world.account.set(old, BO, "m.room.member", {"membership": "join"}, BO)
    world.account.set(old, MO, "m.room.name", {"name": "Ons Noord"})
    new = _upgrade(world, old, "@admin:x")
    if database == "lost":
        world.kept.clear()
    if database == "moved by the running bot":
        world.account.set(new, BOT, "m.room.member", {"membership": "join"}, BOT)
        world.kept["zone/noord"] = MadeRoom("zone/noord", new, RoomKind.ZONE, "noord")
    said = await world.provision()
    assert f"follow the upgrade of Noord / Nord ({new})" in said
    assert world.room("zone/noord") == new
    assert world.account.membership(new, BO) == "invite"
    assert world.account.state(space, "m.space.child", old) == {}
    assert world.account.state(space, "m.space.child", new)["via"]
    assert world.account.state(new, "m.room.name") == {"name": "Ons Noord"}
    assert world.account.state(new, "m.room.history_visibility") == {"history_visibility": "joined"}
    assert await world.provision() == []


async def test_upgraded_space_takes_its_rooms_along(world: World) -> None:
    old, zone = world.room("space/noord"), world.room("zone/noord")
    new = _upgrade(world, old, "@admin:x")
    await world.provision()
    assert world.account.state(zone, "m.room.join_rules")["allow"][0]["room_id"] == new
    assert world.account.state(zone, "m.space.parent", old) == {}
    assert world.account.state(zone, "m.space.parent", new)["canonical"] is True
    assert await world.provision() == []


async def test_upgrade_to_where_the_bot_cannot_go_makes_no_second_room(world: World) -> None:
    rooms = len(world.account.rooms)
    new = _upgrade(world, world.room("zone/noord"), "@admin:x", invited=False)
    assert await world.provision() == []
    assert world.troubles == [f"Noord / Nord: it was upgraded to {new}, where the bot cannot go in: invite it there."]
    assert len(world.account.rooms) == rooms + 1


async def test_upgrades_in_a_circle_end(world: World) -> None:
    old = world.room("zone/noord")
    world.account.set(old, MO, "m.room.tombstone", {"replacement_room": old})
    await world.provision()
    assert "round in a circle" in world.troubles[0]


async def test_room_of_somebody_who_copied_the_mark_is_not_taken_for_ours() -> None:
    world = World()
    eve = world.account.make("@eve:x", BOT)
    world.account.set(eve, "@eve:x", MARK, {"key": "admin/region"})
    await world.provision()
    assert world.room("admin/region") != eve


async def test_configured_room_is_adopted_with_whoever_is_in_it() -> None:
    world = World()
    old = world.account.make("@admin:x", BOT, BO, version="10", name={"name": "Noord oud"})
    world.account.set(old, "@admin:x", "m.room.power_levels", {"users": {"@admin:x": 100, BOT: 100}})
    world.account.aliases["#noord:x"] = old
    world.settings += 'rooms = ["#noord:x"]\n'
    said = await world.provision()
    assert f"adopt Noord / Nord ({old})" in said
    assert world.room("zone/noord") == old
    assert world.troubles == []
    assert "open to people of other homeservers" in world.notes[0]
    assert await world.provision() == []


async def test_adopted_room_without_power_is_told_in_one_sentence_and_listed_all_the_same() -> None:
    world = World()
    old = world.account.make("@admin:x", BOT, version="10")
    world.settings += f'rooms = ["{old}"]\n'
    planned = await world.provision(dry=True)
    (trouble,) = world.troubles
    assert trouble.startswith(f"Noord / Nord ({old}): the bot has power level 0 there and may not set encryption, ")
    assert "@admin:x gives it 100" in trouble
    assert "Noord / Nord: list it in its Space" in planned
    assert await world.provision() == planned
    assert await world.provision() == []
    assert world.troubles == [trouble]


async def test_configured_room_that_the_bot_is_not_in_is_asked_for_and_not_replaced() -> None:
    world = World()
    theirs = world.account.make("@admin:x")
    world.settings += f'rooms = ["{theirs}"]\n'
    await world.provision()
    assert "zone/noord" not in world.kept
    assert f"the settings name {theirs}, where the bot cannot go in" in world.troubles[0]


async def test_configured_alias_that_no_room_has_becomes_that_of_the_new_room() -> None:
    world = World()
    world.settings += 'rooms = ["#noord:x"]\n'
    await world.provision()
    assert world.account.aliases["#noord:x"] == world.room("zone/noord")


async def test_one_room_is_not_made_two_things() -> None:
    world = World()
    one = world.account.make(BOT)
    world.settings += f'rooms = ["{one}"]\nagenda_rooms = ["{one}"]\n'
    await world.provision()
    assert world.room("zone/noord") == one
    assert world.troubles == [
        "Agenda Noord / Agenda Nord: the settings name the room of zone/noord for it as well; give each a room of its "
        "own."
    ]


async def test_old_room_version_takes_people_by_invitation() -> None:
    world = World()
    old = world.account.make(BOT, version="6")
    world.account.set(old, BOT, "m.room.power_levels", {"users": {BOT: 100}})
    world.settings += f'rooms = ["{old}"]\n'
    await world.provision()
    assert world.account.state(old, "m.room.join_rules") == {"join_rule": "invite"}
    assert any("room version 6" in note for note in world.notes)


async def test_invitations_that_a_homeserver_puts_off_do_not_stop_the_rooms() -> None:
    world = World()
    world.account.limited = {"invite"}
    await world.provision()
    assert "referral/noord" in world.kept
    assert "things have to wait" in world.troubles[0]
    world.account.limited = set()
    assert all("invite" in line for line in await world.provision())
    assert await world.provision() == []


def test_settings_that_name_a_replaced_room_mean_its_successor(tmp_path: Path) -> None:
    store = Store(tmp_path / "bot.sqlite")
    RoomStore(store).replaced("!old", "!new")
    rooms = {"!old": RoomSetting(RoomKind.ZONE, "noord"), "!other": RoomSetting(RoomKind.ZONE, "noord")}
    settings = MatrixSettings("https://x", BOT, tmp_path, rooms=rooms)
    book = RoomBook(SimpleNamespace(rooms={}), store, settings)  # type: ignore[arg-type]
    store.close()
    assert set(book.of_kind(RoomKind.ZONE, "noord")) == {"!new", "!other"}
