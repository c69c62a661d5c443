"""Several changes in one line: a table of lines, and what a person sees and clicks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.handlers.update_feature import make_updates
from bot.handlers.update_several import changes
from bot.store_rooms import Member, RoomStore
from kb.layers import Field
from kb.models import Capacity, Lang
from tests.bot.test_update_change import AROUND
from tests.bot.updates_world import COLLEAGUE, MODERATOR, MODERATORS_ROOM, OWNER, SANDBOX, ZONE_ROOM, World

PHONE, EMAIL, SITE, ADDRESS, HOURS = Field.PHONE, Field.EMAIL, Field.WEBSITE, Field.ADDRESS, Field.HOURS
LINE = "!update kinderteam: tel 02 555 09 09, mail info@kameleon.example"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path, make_updates)
    yield made
    assert made.feature.closing
    made.feature.closing()
    made.knowledge.close()
    made.store.close()


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("tel 02 555 09 09, adres Lindestraat 9, 1030 Schaarbeek", [PHONE, ADDRESS]),
        ("adres Lindestraat 9, 1030 Schaarbeek, tel 02 555 09 09", [ADDRESS, PHONE]),
        ("tel 02 555 09 09 en adres Lindestraat 9", [PHONE, ADDRESS]),
        ("nouvelle adresse : rue du Tilleul 9, 1030 Schaerbeek et téléphone 02 555 09 09", [ADDRESS, PHONE]),
        ("adres Lindestraat 9, site www.toren.example.be", [ADDRESS, SITE]),
        ("Nieuw nummer: 02 555 09 09. Nieuw adres: Lindestraat 9, 1030 Schaarbeek.", [PHONE, ADDRESS]),
        ("tel. 02 555 09 09 + mail a@toren.example", [PHONE, EMAIL]),
        ("ma-vr 9-12 en 13-17, volzet", [HOURS, Field.CAPACITY]),
        ("lundi et mercredi 9h-12h et 13h-16h30, tél 02 555 09 09", [HOURS, PHONE]),
        ("tel 02 555 09 09 en 02 555 10 10; mail a@toren.example en b@toren.example", [PHONE, EMAIL]),
        ("moved to Lindestraat 9 and now speaks English and Arabic", [ADDRESS, Field.LANGUAGES]),
        ("bestaat niet meer, tel 02 555 09 09", [Field.STATUS, PHONE]),
        ("verhuisd naar Lindestraat 9, 1030 Schaarbeek, tel 02 555 09 09, ma-vr 9u-12u", [ADDRESS, PHONE, HOURS]),
        # one change with commas of its own
        ("ma-vr 9-12, za 10-14", [HOURS]),
        ("tel 02 555 09 09 en 02 555 10 10", [PHONE]),
        ("talen: ook Arabisch, en Pools", [Field.LANGUAGES]),
        ("adres Lindestraat 9, 1030 Schaarbeek", [ADDRESS]),
        ("adres Eikenlaan 9, 1500 Halle", [ADDRESS]),
        # something is left over: a person reads it
        ("tel 02 555 09 09, bel liever in de namiddag", []),
        ("adres Lindestraat 9, bel liever in de namiddag", []),
        ("adres Lindestraat 9, 1030 en vraag naar de coördinator", []),
        ("tel 02 555 09 09 of mail", []),
    ],
)  # fmt: skip
def test_line_is_cut_into_changes_of_different_fields(said: str, fields: list[Field]) -> None:
    assert [one.field for one in changes(said, AROUND)] == fields


async def test_changes_of_one_line_are_shown_together_and_agreed_to_with_one_click(world: World) -> None:
    await world.say(LINE)
    shown = world.messenger.last(ZONE_ROOM)
    assert "Kinderteam Kameleon (Kameleon vzw, Laken) – telefoon: 02 555 01 01 → 02 555 09 09" in shown.text
    assert "e-mail: niet bekend → info@kameleon.example" in shown.text.splitlines()
    assert shown.text.count("✅") == 1
    assert world.heard(MODERATORS_ROOM).count("→") == 4  # both changes, in Dutch and in French
    world.start()
    await world.click("✅", MODERATOR, on=shown)
    found = world.shown("s1")
    assert (found.phone, found.email) == ("02 555 09 09", "info@kameleon.example")
    assert world.heard().startswith("Aangepast")
    assert world.heard(OWNER).count("→") == 4
    await world.click("❌", OWNER, on=world.messenger.last(OWNER))
    found = world.shown("s1")
    assert (found.phone, found.email) == ("02 555 01 01", "")
    assert world.heard().startswith("Teruggenomen")


async def test_author_takes_all_of_a_line_back_before_anybody_agreed(world: World) -> None:
    await world.say(LINE)
    shown = world.messenger.last(ZONE_ROOM)
    await world.click("❌", COLLEAGUE, on=shown)
    assert world.heard() == "Niet aangepast."
    await world.click("✅", MODERATOR, on=shown)
    assert (world.shown("s1").phone, world.shown("s1").email) == ("02 555 01 01", "")


async def test_what_the_record_says_already_is_left_out_of_the_proposal(world: World) -> None:
    await world.say("!update kinderteam: tel 02 555 01 01, mail info@kameleon.example")
    assert "02 555 01 01" not in world.heard()
    assert "e-mail: niet bekend → info@kameleon.example" in world.heard()


@pytest.mark.parametrize(
    ("line", "lang", "says"),
    [
        ("!update De Wachtzaal: site www.wachtzaal.be", None, "Iemand van de dienst"),
        ("!update Kinderteam: mail info@kameleon.example", None, "Iemand van de dienst"),
        ("!update De Wachtzaal: site www.wachtzaal.be", "fr", "Une personne du service"),
        ("!update De Wachtzaal: nieuwe openingsuren ma-vr 9-12", "fr", "Iemand van de dienst"),
        ("!update Salle d'attente : tél 02 555 09 09", None, "Une personne du service"),
        ("!update De Wachtzaal: the new phone number is 02 555 09 09", None, "Somebody of the service"),
    ],
)
async def test_line_of_names_and_numbers_is_answered_in_the_language_of_its_author(
    world: World, line: str, lang: Lang | None, says: str
) -> None:
    if lang:
        RoomStore(world.store).set_members([Member(COLLEAGUE, lang)])
    await world.say(line)
    assert says in world.heard()


async def test_owners_report_of_capacity_is_live_and_the_rest_of_the_line_waits(world: World) -> None:
    await world.say("!update kinderteam: volzet, tel 02 555 09 09", OWNER)
    assert (world.shown("s1").capacity, world.shown("s1").phone) == (Capacity.SATURATED, "02 555 01 01")
    await world.click("✅", OWNER)
    assert world.shown("s1").phone == "02 555 09 09"


async def test_line_handled_again_after_a_crash_proposes_nothing_twice(world: World) -> None:
    assert world.feature.on_message
    message = world.message(LINE)
    await world.feature.on_message(message)
    spoken = len(world.messenger.spoken)
    world.start()
    await world.feature.on_message(message)
    assert len(world.messenger.spoken) == spoken


async def test_sandbox_shows_all_changes_and_makes_none(world: World) -> None:
    await world.say(LINE, OWNER, SANDBOX)
    assert world.heard(SANDBOX).count("→") == 2
    assert world.shown("s1").phone == "02 555 01 01"
