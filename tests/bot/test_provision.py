"""What provisioning does with rooms that people changed, moved, closed or took over."""

from __future__ import annotations

import json
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.config_file import parse
from bot.errors import BotError, ConfigError, SlowedDown
from bot.matrix.http import ask
from bot.matrix.rooms import RoomBook
from bot.matrix.settings import MatrixSettings, RoomSetting
from bot.ports import RoomKind
from bot.provision.alone import alone, wait
from bot.provision.mark import MARK
from bot.provision.named import named_in
from bot.provision.orphans import orphans
from bot.provision.people import ListRefused, Membership, read_members
from bot.provision.wanted import wanted_rooms
from bot.store import Store
from bot.store_rooms import MadeRoom, Member, RoomStore
from tests.bot.provision_world import AN, BO, BOT, MO, World


@pytest.fixture(autouse=True)
def _quick_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing takes longer than everything else here."""
    monkeypatch.setattr("bot.provision.pictures.avatar", lambda *_name, **_look: b"\x89PNG")


@pytest.fixture
async def world() -> World:
    """Provisioned once."""
    world = World()
    await world.provision()
    world.account.calls.clear()
    return world


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


# --- people of a list ---


async def _settle(world: World, member: Member, before: Member | None, *, again: bool = False) -> tuple[list[str], Any]:
    said: list[str] = []
    work = Membership(await world.server(), world.kept.values(), said.append)
    await work.settle(member, before, frozenset(), again=again)
    return said, work


ALL = ("space/region", "space/noord", "zone/noord", "agenda/noord")


async def test_moved_person_leaves_the_rooms_of_the_zone_before_and_nothing_else(world: World) -> None:
    before, after = Member(BO, zones=("noord",)), Member(BO, zones=("zuid",))
    assert len((await _settle(world, before, None))[0]) == len(ALL)
    assert (await _settle(world, before, before))[0] == []
    said, _ = await _settle(world, after, before)
    assert [line.split()[0] for line in said] == ["take"] * 3
    assert world.account.membership(world.room("space/region"), BO) == "invite"
    assert (await _settle(world, after, after))[0] == []
    assert len((await _settle(world, before, after))[0]) == 3


async def test_guest_whom_a_colleague_invited_stays(world: World) -> None:
    zuid = Member(BO, zones=("zuid",))
    room = world.room("zone/noord")
    world.account.set(room, MO, "m.room.member", {"membership": "join"}, BO)
    assert (await _settle(world, zuid, zuid))[0] == [f"invite {BO} to Relais Brussel / Relais Bruxelles"]
    assert world.account.membership(room, BO) == "join"
    # Nothing is known of earlier lists: this one is the truth.
    assert f"take {BO} out of Noord / Nord" in (await _settle(world, zuid, None))[0]


@pytest.mark.parametrize("by", [BO, MO])
async def test_whoever_left_or_was_shown_out_is_not_invited_again_unless_asked(world: World, by: str) -> None:
    member = Member(BO, zones=("noord",))
    await _settle(world, member, None)
    world.account.set(world.room("zone/noord"), by, "m.room.member", {"membership": "leave"}, BO)
    said, work = await _settle(world, member, member)
    assert said == []
    assert work.left == [f"{BO} (Noord / Nord)"]
    assert (await _settle(world, member, member, again=True))[0] == [f"invite {BO} to Noord / Nord"]


def test_a_wrong_list_changes_nothing_and_says_what_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text("matrix_id;language;zones\n@an:x;fr;noord\nan;de;west\n", "utf-8")
    refused = CliRunner().invoke(app, ["members", "invite", "people.csv"])
    assert refused.exit_code == 1
    assert "row 2: matrix_id is 'an'" in str(refused.exception)
    assert [path.name for path in tmp_path.iterdir()] == ["people.csv"]


def test_rooms_that_the_settings_name_no_longer_are_told_apart_from_rooms_of_cases() -> None:
    kept = [MadeRoom(key, f"!{key}", RoomKind.THEME, "noord") for key in ("theme/noord/debts", "case/7", "zone/noord")]
    wanted = wanted_rooms(parse("", "f"))
    assert [room.key for room in orphans(kept, wanted)] == ["theme/noord/debts"]


def test_settings_that_name_somebody_are_found() -> None:
    text = f'[provision]\nadmins = ["{AN}"]\n[[cases.roster]]\nzone = "noord"\nuser_id = "{AN}"\n'
    assert named_in(parse(text, "f"), AN) == ("provision.admins", "cases.roster.user_id")
    assert named_in(parse(text, "f"), BO) == ()


def test_two_operators_at_once_are_kept_apart(tmp_path: Path) -> None:
    with alone(tmp_path), pytest.raises(BotError, match="wait until it is done"), alone(tmp_path):
        pass
    with alone(tmp_path):
        assert os.stat(tmp_path / "provision.lock").st_mode & 0o077 == 0


@pytest.mark.parametrize(("seconds", "told"), [(2.0, ""), (62.0, "62 s of waiting")])
def test_waiting_for_the_homeserver_is_told(capsys: pytest.CaptureFixture[str], seconds: float, told: str) -> None:
    wait(seconds)
    assert told in capsys.readouterr().out


def test_waiting_without_end_is_given_up() -> None:
    with pytest.raises(SlowedDown, match=r"333 s; docs/deploying.md"):
        wait(333.0)


@pytest.mark.parametrize(("only", "wrong"), [(None, False), ("x", False), ("y", True)])
def test_people_of_other_homeservers_are_told_before_anybody_is_invited(only: str | None, wrong: bool) -> None:
    rows = [{"matrix_id": AN, "zones": "noord"}]
    if not wrong:
        assert read_members(rows, ["noord"], only=only)[0].user_id == AN
        return
    with pytest.raises(ListRefused, match="another homeserver than y, and"):
        read_members(rows, ["noord"], only=only)


def test_zone_that_does_not_exist_is_named() -> None:
    with pytest.raises(ConfigError, match="names nord, which is no zone; the zones are noord, "):
        wanted_rooms(parse('[provision]\nzones = ["nord"]', "f"))


async def test_what_the_homeserver_refuses_is_told_with_its_reason(world: World) -> None:
    world.account.forbidden = {AN}
    world.account.state(world.room("referral/noord"), "m.room.member", AN)["membership"] = None
    await world.provision()
    (trouble,) = world.troubles
    assert trouble.endswith(f"invite {AN}: The homeserver refused to invite {AN}: M_FORBIDDEN.")


async def test_the_bot_on_a_list_of_members_stays_where_it_is(world: World) -> None:
    assert (await _settle(world, Member(BOT, zones=("zuid",)), None))[0] == []


class _Answer:
    """What aiohttp would give: one refusal to go on, then the real thing."""

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        self.status = status
        self.headers: dict[str, str] = {}
        self._body = json.dumps(body).encode()

    async def read(self) -> bytes:
        return self._body


async def test_a_request_tells_that_it_waits_and_goes_on() -> None:
    answers = [_Answer(429, {"retry_after_ms": 20}), _Answer(200, {"room_id": "!a"})]
    told: list[float] = []

    async def request() -> Any:
        return answers.pop(0)

    assert (await ask(request, "https://x", told.append)).status == 200
    assert told == [0.02]


async def test_a_request_that_waits_too_long_is_given_up_at_once() -> None:
    async def request() -> Any:
        return _Answer(429, {"retry_after_ms": 333_000})

    with pytest.raises(SlowedDown):
        await ask(request, "https://x", wait)
