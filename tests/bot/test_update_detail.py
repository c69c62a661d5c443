"""Zones add details to a service; the regional record stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.handlers.update_detail import read_detail
from bot.handlers.update_feature import make_updates
from ingest.export_as import EXPORTS
from kb.layers import DetailKind
from tests.bot.updates_world import COLLEAGUE, DIRECT_ROOM, MODERATOR, MODERATORS_ROOM, SERVICES, ZONE_ROOM, World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path, make_updates)
    yield made
    assert made.feature.closing
    made.feature.closing()
    made.knowledge.close()
    made.store.close()


def details(world: World, zone: str = "noord") -> dict[str, str]:
    found = world.knowledge.overlay.details_of("s3", zone, professional=True)
    return {str(one.kind): one.text for one in found}


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Kameleon: hoe: eerst bellen", ("Kameleon", DetailKind.HOW, "eerst bellen")),
        ("Caméléon : comment : d'abord appeler", ("Caméléon", DetailKind.HOW, "d'abord appeler")),
        ("Kameleon: lijn: 02 555 99 99", ("Kameleon", DetailKind.LINE, "02 555 99 99")),
        ("Kameleon: ligne: effacer", ("Kameleon", DetailKind.LINE, "")),
        ("Kameleon: kom gerust langs", ("Kameleon", DetailKind.REMARK, "kom gerust langs")),
        ("Kameleon: let op: bel aan bij nr 5", ("Kameleon", DetailKind.REMARK, "let op: bel aan bij nr 5")),
        ("Kameleon", None),
        ("Kameleon: hoe:", None),
        ("", None),
    ],
)
def test_line_is_name_kind_and_text(text: str, read: tuple[str, DetailKind, str] | None) -> None:
    assert read_detail(text) == read


async def test_moderator_adds_replaces_and_takes_away(world: World) -> None:
    await world.say("!detail wachtzaal: hoe: eerst bellen", MODERATOR)
    await world.say("!détail wachtzaal: ligne: 02 555 99 99", MODERATOR, MODERATORS_ROOM)
    await world.say("!detail wachtzaal: hoe: gewoon binnenlopen", MODERATOR)
    assert details(world) == {"how": "gewoon binnenlopen", "line": "02 555 99 99"}
    assert details(world, "zuid") == {}
    await world.say("!detail wachtzaal: hoe: wissen", MODERATOR)
    assert details(world) == {"line": "02 555 99 99"}
    assert world.shown("s3") == SERVICES[2]


async def test_detail_survives_ingest_and_rollback(world: World) -> None:
    await world.say("!detail wachtzaal: eerst bellen", MODERATOR)
    world.ingest(replace(SERVICES[0], phone="02 555 07 07"))
    world.knowledge.writer().rollback("test", world.now)
    world.knowledge.refresh(world.now)
    assert details(world) == {"remark": "eerst bellen"}


async def test_mistake_is_taken_away_with_a_click_of_a_moderator(world: World) -> None:
    await world.say("!detail wachtzaal: hoe: eerst bellen", MODERATOR)
    put = world.messenger.last(ZONE_ROOM)
    await world.click("❌", COLLEAGUE, on=put)
    assert details(world)
    await world.click("❌", MODERATOR, on=put)
    assert not details(world)


@pytest.mark.parametrize(
    ("text", "sender", "answer"),
    [
        ("!detail wachtzaal: hoe: eerst bellen", COLLEAGUE, "Alleen moderatoren"),
        ("!detail wachtzaal", MODERATOR, "Zo voeg je iets toe"),
        ("!detail sterrenwacht: hoe: bellen", MODERATOR, "Ik vind geen dienst"),
        ("!detail kameleon: hoe: bellen", MODERATOR, "past bij meerdere diensten"),
        ("!detail wachtzaal: hoe: wissen", MODERATOR, "niets om te wissen"),
    ],
)
async def test_what_cannot_be_done_is_said(world: World, text: str, sender: str, answer: str) -> None:
    await world.say(text, sender)
    assert answer in world.heard()
    assert details(world) == {}


async def test_in_private_the_zone_is_the_one_that_is_moderated(world: World) -> None:
    await world.say("!detail wachtzaal: hoe: eerst bellen", MODERATOR, DIRECT_ROOM)
    assert details(world) == {"how": "eerst bellen"}
    await world.say("!detail wachtzaal: hoe: nee", COLLEAGUE, DIRECT_ROOM)
    assert "Alleen moderatoren" in world.heard(DIRECT_ROOM)


async def test_no_export_holds_what_zones_add(world: World) -> None:
    await world.say("!detail wachtzaal: lijn: 02 555 99 99", MODERATOR)
    for write in EXPORTS.values():
        shown = write(world.knowledge.snapshot.services, ())
        assert shown == write(SERVICES, ())
        assert b"02 555 99 99" not in shown
