"""What `relais doctor` says of provisioned rooms and of the people who belong in them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.config_file import parse
from bot.doctor_people import examine_people
from bot.doctor_rooms import LISTED, Plan, of_plan
from bot.findings import Finding
from bot.provision.acts import Change
from bot.provision.found import Found
from bot.provision.wanted import wanted_rooms
from bot.store_rooms import Member
from tests.bot.provision.world import AN, BO, BOT, MO, SETTINGS, World

DAY = 86_400.0
NOW = 1_000 * DAY


@pytest.mark.parametrize(
    ("kind", "content", "says", "needed"),
    [
        ("m.room.encryption", {}, "is not encrypted", True),
        ("m.room.history_visibility", {}, "shows people what was said before they came", True),
        ("m.room.join_rules", {"join_rule": "public"}, "is not open to members of its Space", True),
        (
            "m.room.power_levels",
            {"users": {MO: 50}, "redact": 0},
            "people may do more or less than the settings",
            False,
        ),
        ("m.room.avatar", {}, "has no picture", False),
        ("m.room.topic", {}, "does not have the topic of the settings", False),
    ],
)
async def test_what_a_room_lacks_is_a_line_with_what_mends_it(
    kind: str, content: dict[str, Any], says: str, needed: bool
) -> None:
    world = World()
    await world.provision()
    world.account.set(world.room("zone/noord"), MO, kind, content)
    (found,) = of_plan(Plan(tuple(await world.changes(dry=True)), rooms={}))
    assert found.what.startswith(f"Rooms: Noord / Nord: {says}")
    assert "relais provision" in found.todo
    assert (found.ok, found.needed) == (False, needed)


async def test_missing_rooms_and_places_are_told() -> None:
    world = World()
    await world.provision()
    del world.account.rooms[world.room("referral/noord")]
    space = world.room("space/noord")
    world.account.set(space, MO, "m.space.child", {}, world.room("agenda/noord"))
    lines = [found.what for found in of_plan(Plan(tuple(await world.changes(dry=True)), rooms={}))]
    assert "Rooms: Agenda Noord / Agenda Nord: its Space does not list it" in lines
    name = "Referentiepersonen Noord / Personnes de référence Nord"
    assert any(line.startswith(f"Rooms: the room {name} is missing (") for line in lines)


def test_rooms_in_order_are_one_line_and_very_many_lacks_are_counted() -> None:
    (well,) = of_plan(Plan(rooms={"zone/noord": Found("!a")}))
    assert well == Finding(True, "Rooms: 1 provisioned, as the settings say")
    many = tuple(Change("", f"lack {n}", grave=n == LISTED + 1) for n in range(LISTED + 3))
    *_, last = of_plan(Plan(many))
    assert "3 more things are missing" in last.what
    assert last.needed


def test_what_the_bot_may_not_do_is_needed_and_what_is_fixed_for_ever_is_not() -> None:
    trouble, note = of_plan(Plan(troubles=("T",), notes=("N",), rooms={}))
    assert (trouble.what, trouble.needed) == ("Rooms: T", True)
    assert (note.what, note.needed) == ("Rooms: N", False)


def _room(**people: str) -> Found:
    """Names -> "join", "leave" or "invite 20", days ago."""
    found = Found("!r")
    for name, text in {"relais": "join", **people}.items():
        membership, _, days = text.partition(" ")
        key = ("m.room.member", f"@{name}:x")
        found.state[key] = {"membership": membership}
        found.times[key] = NOW - float(days or 0) * DAY
    return found


ROSTER = '[[cases.roster]]\nzone = "noord"\nuser_id = "@bo:x"\n'


@pytest.mark.parametrize(
    ("room", "more", "says"),
    [
        (_room(an="join"), "", []),
        (_room(an="invite 3"), "", ["nobody is there yet"]),
        (_room(an="invite 20", bo="join"), "", [f"{AN} was invited 20 days ago and has not come"]),
        (_room(an="leave", bo="join"), "", [f"{AN} left, and so has that role no longer"]),
        (_room(an="join"), ROSTER, [f"Roster: {BO} is not in"]),
        (_room(an="join", bo="invite 1"), ROSTER, []),
        (_room(an="join"), ROSTER + ROSTER, [f"Roster: {BO} is not in"]),
    ],
)
def test_people_who_have_a_role_and_are_not_there_are_told(room: Found, more: str, says: list[str]) -> None:
    config = parse(SETTINGS + more, "f")
    found = list(examine_people(config, wanted_rooms(config), {"referral/noord": room}, (), NOW))
    assert len(found) == len(says)
    assert all(part in one.what for part, one in zip(says, found, strict=True))
    assert all(one.todo for one in found)


@pytest.mark.parametrize(
    ("zone", "agenda", "told"),
    [
        (_room(bo="invite 20"), _room(bo="invite 20"), True),
        (_room(bo="invite 20"), _room(bo="join"), False),
        (_room(bo="invite 20"), _room(bo="invite 2"), False),
        (_room(bo="leave"), _room(bo="leave"), False),
    ],
)
def test_members_who_never_came_are_told_once(zone: Found, agenda: Found, told: bool) -> None:
    rooms, members = {"zone/noord": zone, "agenda/noord": agenda}, (Member(BO, zones=("noord",)),)
    found = list(examine_people(parse(SETTINGS, "f"), (), rooms, members, NOW))
    assert [one.what for one in found] == (
        [f"Members: 1 invited more than 14 days ago have not come: {BO}"] if told else []
    )


def test_the_bot_alone_counts_as_nobody() -> None:
    config = parse(SETTINGS, "f")
    rooms = {"moderators/region": _room(mo="invite 1")}
    (found,) = examine_people(config, wanted_rooms(config), rooms, (), NOW)
    assert "Reports reach nobody" in found.todo
    assert BOT not in found.what
