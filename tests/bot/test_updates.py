"""One line corrects the repertory: who proposes, who confirms, who hears of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.handlers.update_feature import make_updates
from kb.models import Capacity
from tests.bot.updates_world import (
    COLLEAGUE,
    DIRECT_ROOM,
    MODERATOR,
    MODERATORS_ROOM,
    OWNER,
    SANDBOX,
    STRANGER,
    ZONE_ROOM,
    World,
)

LINE = "!update Kinderteam Kameleon: nieuwe openingsuren ma-vr 9-12"
NEW = "Mo-Fr 09:00-12:00; PH off"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path, make_updates)
    yield made
    assert made.feature.closing
    made.feature.closing()
    made.knowledge.close()
    made.store.close()


async def test_change_is_shown_old_and_new_and_waits(world: World) -> None:
    assert await world.say(LINE)
    said = world.messenger.last(ZONE_ROOM)
    assert "openingsuren: ma–vr 9:00–17:00; feestdagen gesloten → ma–vr 9:00–12:00; feestdagen gesloten" in said.text
    assert said.choices == ("✅", "❌")
    assert world.shown("s1").opening_hours != NEW
    assert [one.to for one in world.messenger.spoken] == [OWNER, MODERATORS_ROOM, ZONE_ROOM]


@pytest.mark.parametrize("who", [OWNER, MODERATOR])
async def test_owner_or_moderator_confirms_and_the_next_answer_has_it(world: World, who: str) -> None:
    await world.say(LINE)
    await world.click("✅", who)
    assert world.shown("s1").opening_hours == NEW
    assert "Aangepast" in world.heard()


@pytest.mark.parametrize("where", [OWNER, MODERATORS_ROOM])
async def test_confirmed_where_it_was_shown_the_outcome_is_said_where_it_was_proposed_too(
    world: World, where: str
) -> None:
    await world.say(LINE)
    asked = world.messenger.last(where)
    await world.click("✅️", OWNER if where == OWNER else MODERATOR, on=asked)
    assert world.shown("s1").opening_hours == NEW
    assert "Aangepast" in world.heard()
    assert "Aangepast" in world.heard(DIRECT_ROOM if where == OWNER else MODERATORS_ROOM)


async def test_colleague_cannot_confirm_and_is_told_who_can_once(world: World) -> None:
    await world.say(LINE)
    shown = world.messenger.last(ZONE_ROOM)
    for who in (COLLEAGUE, STRANGER):
        await world.click("✅", who, on=shown)
    assert world.shown("s1").opening_hours != NEW
    assert sum("bevestigen. Zij hebben" in text for text in world.messenger.texts(ZONE_ROOM)) == 1


async def test_author_takes_a_proposal_back_and_others_do_not(world: World) -> None:
    await world.say(LINE)
    shown = world.messenger.last(ZONE_ROOM)
    await world.click("❌", STRANGER, on=shown)
    assert world.messenger.last(ZONE_ROOM) == shown
    await world.click("❌", COLLEAGUE, on=shown)
    assert "Niet aangepast" in world.heard()
    await world.click("✅", OWNER, on=shown)
    assert world.shown("s1").opening_hours != NEW


async def test_owner_hears_of_what_a_moderator_confirmed_and_can_undo_it(world: World) -> None:
    await world.say(LINE)
    await world.click("✅", MODERATOR)
    told = world.messenger.last(OWNER)
    assert "Een moderator paste iets aan" in told.text
    await world.click("❌", OWNER, on=told)
    assert world.shown("s1").opening_hours != NEW
    assert "Teruggenomen" in world.heard()


async def test_click_that_comes_twice_over_a_crash_is_said_once(world: World) -> None:
    await world.say(LINE)
    shown = world.messenger.last(ZONE_ROOM)
    await world.click("✅", MODERATOR, on=shown)
    before = len(world.messenger.spoken)
    world.start()
    await world.click("✅", MODERATOR, on=shown)
    assert len(world.messenger.spoken) == before


@pytest.mark.parametrize(
    ("line", "state", "sentence"),
    [
        ("!volzet kinderteam", Capacity.SATURATED, "volzet"),
        ("!complet équipe enfants", Capacity.SATURATED, "complet"),
        ("!full kinderteam kameleon", Capacity.SATURATED, "full"),
        ("!volzet", Capacity.SATURATED, "volzet"),
        ("!volzet kinderteam wachtlijst 6 weken", Capacity.WAITING_LIST, "6 weken"),
        ("!plaatsen kinderteam 3", Capacity.OPEN, "3 vrije plaatsen"),
        ("!places équipe enfants 3", Capacity.OPEN, "3 places libres"),
        ("!plaatsen kinderteam kameleon: 0", Capacity.SATURATED, "geen vrije plaatsen"),
        ("!update kinderteam: wachtlijst 6 weken", Capacity.WAITING_LIST, "6 weken"),
    ],
)
async def test_owners_own_report_is_live_at_once_with_its_date_and_end(
    world: World, line: str, state: Capacity, sentence: str
) -> None:
    await world.say(line, OWNER)
    now = world.shown("s1")
    assert (now.capacity, now.capacity_date) == (state, date(2026, 11, 22))
    said = world.messenger.last(ZONE_ROOM)
    assert sentence in said.text
    assert "22" in said.text
    assert said.choices == ("❌",)
    assert world.messenger.texts(MODERATORS_ROOM) == []


async def test_report_runs_out_places_sooner_than_fullness(world: World) -> None:
    await world.say("!plaatsen kinderteam 3", OWNER)
    assert "25 nov" in world.heard()
    world.later(days=4)
    world.knowledge.refresh(world.now)
    assert world.shown("s1").capacity is Capacity.UNKNOWN


async def test_report_of_somebody_else_waits_for_the_owner(world: World) -> None:
    await world.say("!volzet kinderteam", COLLEAGUE)
    assert world.shown("s1").capacity is Capacity.OPEN
    await world.click("✅", OWNER, on=world.messenger.last(OWNER))
    assert world.shown("s1").capacity is Capacity.SATURATED


async def test_name_that_fits_several_asks_which_and_a_click_chooses(world: World) -> None:
    await world.say("!update kamelion: tel 02 555 09 09")
    which = world.messenger.last(ZONE_ROOM)
    assert which.choices == ("1️⃣", "2️⃣")
    assert "Volwassenenteam Kameleon" in which.text
    await world.click("2️⃣", STRANGER, on=which)
    assert world.messenger.last(ZONE_ROOM) == which
    await world.click("2️⃣", COLLEAGUE, on=which)
    assert "02 555 01 01 → 02 555 09 09" in world.heard()
    await world.click("✅", MODERATOR)
    assert (world.shown("s1").phone, world.shown("s2").phone) == ("02 555 01 01", "02 555 09 09")


async def test_owner_of_one_of_several_means_that_one(world: World) -> None:
    await world.say("!update kameleon: tel 02 555 09 09", OWNER)
    assert "Kinderteam" in world.heard()


async def test_line_that_waits_for_a_choice_is_dropped_at_its_authors_word_and_after_an_hour(world: World) -> None:
    [held] = world.feature.unfinished
    await world.say("!update kameleon: tel 02 555 09 09")
    assert (held.waiting_for(COLLEAGUE), held.waiting_for(STRANGER)) == (1, 0)
    held.forget(STRANGER)
    world.later(minutes=59)
    assert held.waiting_for(COLLEAGUE) == 1
    held.forget(COLLEAGUE)
    assert held.waiting_for(COLLEAGUE) == 0
    await world.say("!update kameleon: tel 02 555 09 09")
    world.later(minutes=61)
    assert held.waiting_for(COLLEAGUE) == 0


async def test_choice_after_a_restart_asks_for_the_line_again(world: World) -> None:
    await world.say("!update kameleon: tel 02 555 09 09")
    which = world.messenger.last(ZONE_ROOM)
    world.start()
    await world.click("1️⃣", COLLEAGUE, on=which)
    assert "nog eens" in world.heard()


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("!update", "Zo pas je iets aan"),
        ("!update Sterrenwacht: tel 02 555 09 09", "Ik vind geen dienst"),
        ("!update De Wachtzaal", "Zo pas je iets aan"),
        ("!update De Wachtzaal: openingsuren ma-vr 9-17", "Dat staat er al zo"),
    ],
)
async def test_what_cannot_be_done_is_said(world: World, line: str, answer: str) -> None:
    assert await world.say(line)
    assert answer in world.heard()
    assert world.messenger.texts(MODERATORS_ROOM) == []


async def test_line_without_colon_is_cut_where_the_name_ends(world: World) -> None:
    await world.say("!update de wachtzaal nieuw telefoonnummer 02 555 09 09")
    assert "02 555 01 01 → 02 555 09 09" in world.heard()


async def test_colon_may_stand_behind_the_field(world: World) -> None:
    await world.say("!update wachtzaal talen: ook Arabisch")
    assert "Nederlands, Frans → Nederlands, Frans, Arabisch" in world.heard()


async def test_remark_about_a_service_of_a_zone_without_moderators_reaches_those_of_the_room(world: World) -> None:
    await world.say("!update wachtzaal: 's avonds werkt daar niemand meer")
    assert "niemand meer" in world.heard(MODERATORS_ROOM)


async def test_what_is_no_change_is_passed_on_as_a_remark(world: World) -> None:
    await world.say("!update kinderteam: bel liever in de namiddag, dan is de ploeg er")
    assert "doorgegeven" in world.heard()
    for reader in (OWNER, MODERATORS_ROOM):
        assert "bel liever in de namiddag" in world.heard(reader)
    # Somebody's own words never wait in the outbox.
    assert [one.kept for one in world.messenger.spoken if "bel liever" in one.text] == [False, False]


async def test_sandbox_shows_and_changes_nothing(world: World) -> None:
    await world.say("!volzet kinderteam", OWNER, SANDBOX)
    assert "oefenkamer" in world.heard(SANDBOX)
    assert world.shown("s1").capacity is Capacity.OPEN


async def test_exclamation_mark_on_an_answer_asks_what_is_wrong_and_hears_it(world: World) -> None:
    answer = await world.answered("s1")
    assert await world.click("❗", COLLEAGUE, on=answer)
    asked = world.messenger.last(ZONE_ROOM)
    assert "Wat klopt er niet bij Kinderteam Kameleon" in asked.text
    root = asked.thread_root
    assert not await world.say("en op zondag?", COLLEAGUE, thread=root)
    assert not await world.say("openingsuren ma-vr 9-12", STRANGER, thread=root)
    assert await world.say("nieuwe openingsuren: ma-vr 9-12", COLLEAGUE, thread=root)
    assert "→ ma–vr 9:00–12:00" in world.heard()
    assert not await world.say("waar is een dokter", COLLEAGUE, thread=root)


async def test_exclamation_mark_after_a_restart_asks_for_the_name_too(world: World) -> None:
    answer = await world.answered("s1")
    world.threads = type(world.threads)(5)
    world.start()
    await world.click("❗️", COLLEAGUE, on=answer)
    root = world.messenger.last(ZONE_ROOM).thread_root
    await world.say("De Wachtzaal: tel 02 555 09 09", COLLEAGUE, thread=root)
    assert "De Wachtzaal" in world.heard()


async def test_exclamation_mark_with_words_that_are_no_change_reach_a_person(world: World) -> None:
    await world.click("❗", COLLEAGUE, on=await world.answered("s1", "s2"))
    root = world.messenger.last(ZONE_ROOM).thread_root
    await world.say("die dienst werkt niet meer met kinderen onder zes", COLLEAGUE, thread=root)
    assert "onder zes" in world.heard(MODERATORS_ROOM)


async def test_correction_stays_over_an_ingest_that_says_the_old_value_again(world: World) -> None:
    await world.say(LINE)
    await world.click("✅", OWNER)
    world.ingest(replace(world.services[0], phone="02 555 07 07"))
    assert (world.shown("s1").opening_hours, world.shown("s1").phone) == (NEW, "02 555 07 07")


async def test_other_emoji_and_other_messages_are_left_to_others(world: World) -> None:
    await world.say(LINE)
    assert not await world.click("👍", OWNER)
    assert not await world.say("wie helpt met een factuur?")
    answer = await world.answered("s1")
    assert not await world.click("✅", OWNER, on=answer)
