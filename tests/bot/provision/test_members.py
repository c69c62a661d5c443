"""People of an operator's list: invited, moved, and left in peace."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.provision.people import ListRefused, Membership, read_members
from bot.store_rooms import Member
from tests.bot.provision.world import AN, BO, BOT, MO, World


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


@pytest.mark.parametrize(("only", "wrong"), [(None, False), ("x", False), ("y", True)])
def test_people_of_other_homeservers_are_told_before_anybody_is_invited(only: str | None, wrong: bool) -> None:
    rows = [{"matrix_id": AN, "zones": "noord"}]
    if not wrong:
        assert read_members(rows, ["noord"], only=only)[0].user_id == AN
        return
    with pytest.raises(ListRefused, match="another homeserver than y, and"):
        read_members(rows, ["noord"], only=only)


async def test_the_bot_on_a_list_of_members_stays_where_it_is(world: World) -> None:
    assert (await _settle(world, Member(BOT, zones=("zuid",)), None))[0] == []


@pytest.mark.parametrize("wrong", ["an", "@an", "an:example.org"])
def test_whoever_is_to_be_removed_is_named_in_full(wrong: str) -> None:
    refused = CliRunner().invoke(app, ["members", "remove", wrong])
    assert refused.exit_code == 1
    assert "is no Matrix id" in refused.output
