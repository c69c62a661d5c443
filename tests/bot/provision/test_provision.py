"""What provisioning does with rooms that people changed, and with people whose roles changed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bot.provision.world import AN, BO, MO, World


@pytest.mark.parametrize("version", ["10", "11", "12"])
async def test_plan_is_what_is_done_and_a_second_run_asks_for_nothing(version: str) -> None:
    world = World()
    world.account.version = version
    planned = await world.provision(dry=True)
    assert world.account.calls == []
    assert await world.provision() == planned
    world.account.calls.clear()
    assert await world.provision() == []
    assert world.account.calls == []


async def test_moderators_have_their_power_from_the_first_moment(world: World) -> None:
    levels = world.account.state(world.room("zone/noord"), "m.room.power_levels")
    assert levels["users"] == {MO: 50}
    assert levels["events_default"] == 0


@pytest.mark.parametrize("space", ["space/region", "space/noord"])
async def test_nobody_speaks_in_a_space_which_is_not_encrypted(world: World, space: str) -> None:
    assert world.account.state(world.room(space), "m.room.power_levels")["events_default"] == 100


async def test_agenda_keeps_the_levels_that_the_homeserver_gives(world: World) -> None:
    levels = world.account.state(world.room("agenda/noord"), "m.room.power_levels")
    assert levels["events"] == {"m.reaction": 0, "m.room.redaction": 0}
    assert levels["events_default"] == 50


@pytest.mark.parametrize(
    ("kind", "content", "said"),
    [
        ("m.room.encryption", {}, "Noord / Nord: set encryption"),
        ("m.room.history_visibility", {"history_visibility": "shared"}, "Noord / Nord: set history from joining on"),
        ("m.room.join_rules", {"join_rule": "public"}, "Noord / Nord: set open to members of its Space"),
        ("m.room.power_levels", {"users": {MO: 50}, "redact": 0}, "Noord / Nord: set who may do what"),
        ("m.room.avatar", {}, "Noord / Nord: draw its picture"),
        ("m.room.name", {"name": ""}, "Noord / Nord: set name “Noord / Nord”"),
        ("m.room.name", {"name": "Noord, voor iedereen"}, None),
        ("m.room.topic", {"topic": "Welkom"}, None),
        ("m.room.avatar", {"url": "mxc://x/ours"}, None),
    ],
)
async def test_the_frame_is_mended_and_what_people_chose_stays(
    world: World, kind: str, content: dict[str, Any], said: str | None
) -> None:
    world.account.set(world.room("zone/noord"), MO, kind, content)
    assert await world.provision() == ([said] if said else [])
    assert await world.provision() == []


async def test_a_new_name_in_the_settings_reaches_rooms_but_not_those_that_people_named(world: World) -> None:
    world.account.set(world.room("zone/noord"), MO, "m.room.name", {"name": "Ons Noord"})
    world.settings = world.settings.replace('"Nord"', '"Laeken"')
    said = await world.provision()
    assert "Noord / Laeken: set name “Noord / Laeken”" not in said
    assert "Agenda Noord / Agenda Laeken: set name “Agenda Noord / Agenda Laeken”" in said
    assert world.account.state(world.room("zone/noord"), "m.room.name") == {"name": "Ons Noord"}


async def test_a_picture_follows_the_colour_unless_somebody_chose_it(world: World) -> None:
    mine = world.room("zone/noord")
    world.account.set(mine, MO, "m.room.avatar", {"url": "mxc://x/ours"})
    world.settings += 'colour = "#112233"\n'
    assert [line for line in await world.provision() if "draw" in line] == [
        "Zorgzone Noord / Bassin Nord: draw its picture",
        "Agenda Noord / Agenda Nord: draw its picture",
        "Referentiepersonen Noord / Personnes de référence Nord: draw its picture",
    ]
    assert await world.provision() == []


async def test_whoever_a_list_names_no_longer_loses_the_role_and_whoever_was_invited_by_hand_stays(
    world: World,
) -> None:
    referral = world.room("referral/noord")
    for user in (AN, BO):
        world.account.set(referral, user, "m.room.member", {"membership": "join"}, user)
    world.settings = world.settings.replace('referral_persons = ["@an:x"]', "").replace('["@mo:x"]', "[]")
    said = await world.provision()
    assert world.account.membership(referral, AN) == "leave"
    assert world.account.membership(referral, BO) == "join"
    assert any(line.endswith(f"take {AN} out") for line in said)
    assert world.account.membership(world.room("zone/noord"), AN) == "invite"
    assert MO not in world.account.state(world.room("zone/noord"), "m.room.power_levels").get("users", {})
    assert await world.provision() == []
    world.settings += 'referral_persons = ["@an:x"]\n'
    await world.provision()
    assert world.account.membership(referral, AN) == "invite"


async def test_whoever_is_on_the_roster_is_invited_to_the_room_where_cases_come(world: World) -> None:
    world.settings += f'[[cases.roster]]\nzone = "noord"\nuser_id = "{BO}"\n'
    await world.provision()
    assert world.account.membership(world.room("referral/noord"), BO) == "invite"
    assert await world.provision() == []


async def test_whoever_declined_is_not_invited_at_each_run(world: World) -> None:
    world.account.set(world.room("referral/noord"), AN, "m.room.member", {"membership": "leave"}, AN)
    assert await world.provision() == []
