"""Stale records are listed per owner, and their owners are asked once a month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.config_file import parse
from bot.handlers.stale import stale_records
from bot.handlers.stale_monthly import STAGE
from bot.handlers.update_feature import make_updates
from bot.ports import RoomKind
from bot.schedule import Job
from bot.store_onboarding import OnboardingStore
from kb.models import Service, Status
from tests.bot.updates_world import (
    COLLEAGUE,
    CONFIG,
    DIRECT_ROOM,
    MODERATOR,
    MODERATORS_ROOM,
    OWNER,
    ZONE_ROOM,
    World,
    service,
)

MONTH = datetime(2026, 12, 1, 9, tzinfo=UTC)
FRESH = date(2026, 11, 1)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    services = (
        service("s1", "Kinderteam Kameleon"),
        service("s2", "Volwassenenteam Kameleon", last_verified=FRESH),
        service("s3", "De Wachtzaal", organization_nl="Huis Anders", postal_code="1190", last_verified=None),
    )
    made = World(tmp_path, make_updates, services=services)
    made.rooms.add("!admin", RoomKind.ADMIN, None, ("@ad:x",))
    yield made
    assert made.feature.closing
    made.feature.closing()
    made.knowledge.close()
    made.store.close()


def job(world: World) -> Job:
    [found] = [job for job in world.feature.jobs if job.name == STAGE]
    return found


@pytest.mark.parametrize(
    ("verified", "status", "stale"),
    [
        (None, Status.ACTIVE, True),
        (date(2025, 11, 22), Status.ACTIVE, True),
        (date(2025, 11, 23), Status.ACTIVE, False),
        (date(2020, 1, 1), Status.CLOSED, False),
    ],
)
def test_record_is_stale_after_so_many_months(verified: date | None, status: Status, stale: bool) -> None:
    record = Service(id="a", last_verified=verified, status=status)
    assert bool(stale_records([record], date(2026, 11, 22), 12)) is stale


async def test_admins_see_all_per_owner(world: World) -> None:
    await world.say("!verouderd", "@ad:x", "!admin")
    text = world.heard("!admin")
    assert "2 fiches" in text
    assert text.index("Kinderteam") < text.index("Zonder verantwoordelijke") < text.index("De Wachtzaal")
    assert "Volwassenenteam" not in text
    assert "@eigenaar" not in text  # an address would ping


async def test_moderators_see_their_zone_in_either_language(world: World) -> None:
    await world.say("!obsolètes", MODERATOR, MODERATORS_ROOM)
    assert "1 fiche n’a plus été vérifiée" in world.heard(MODERATORS_ROOM)
    assert "Wachtzaal" not in world.heard(MODERATORS_ROOM)


async def test_owner_sees_own_ones_in_private_and_others_none(world: World) -> None:
    await world.say("!verouderd", OWNER, DIRECT_ROOM)
    assert "Kinderteam" in world.heard(DIRECT_ROOM)
    assert "Wachtzaal" not in world.heard(DIRECT_ROOM)
    await world.say("!verouderd", COLLEAGUE, DIRECT_ROOM)
    assert "Alle fiches" in world.heard(DIRECT_ROOM)
    await world.say("!verouderd", OWNER, ZONE_ROOM)
    assert "rechtstreeks" in world.heard()


async def test_owner_is_asked_once_over_restarts_even_when_records_change_meanwhile(world: World) -> None:
    for _ in range(2):
        await job(world).run(MONTH)
        world.start()
    world.ingest(service("s2", "Volwassenenteam Kameleon", last_verified=None))
    await job(world).run(MONTH)
    assert len(world.messenger.texts(OWNER)) == 1
    assert "Klopt dit nog? Kinderteam Kameleon" in world.heard(OWNER)
    assert "Est-ce encore exact" in world.heard(OWNER)
    await job(world).run(datetime(2027, 1, 1, 9, tzinfo=UTC))
    assert len(world.messenger.texts(OWNER)) == 2


async def test_whoever_wants_quiet_is_not_asked(world: World) -> None:
    OnboardingStore(world.store).set_quiet(OWNER, True)
    await job(world).run(MONTH)
    assert world.messenger.texts(OWNER) == []


async def test_yes_is_verified_today_and_no_longer_stale(world: World) -> None:
    await job(world).run(MONTH)
    await world.click("✅", OWNER, on=world.messenger.last(OWNER))
    assert world.shown("s1").last_verified == date(2026, 11, 22)
    assert "als vandaag nagekeken" in world.heard(DIRECT_ROOM)


async def test_no_asks_what_and_the_next_line_in_private_is_taken_for_it(world: World) -> None:
    await job(world).run(MONTH)
    await world.click("✏️", OWNER, on=world.messenger.last(OWNER))
    assert "Wat klopt er niet bij Kinderteam" in world.heard(DIRECT_ROOM)
    await world.say("tel 02 555 09 09", OWNER, DIRECT_ROOM)
    assert "02 555 01 01 → 02 555 09 09" in world.heard(DIRECT_ROOM)
    await world.click("✅", OWNER, on=world.messenger.last(DIRECT_ROOM))
    assert world.shown("s1").phone == "02 555 09 09"


async def test_somebody_else_cannot_verify(world: World) -> None:
    await job(world).run(MONTH)
    await world.click("✅", COLLEAGUE, on=world.messenger.last(OWNER))
    assert world.shown("s1").last_verified == date(2025, 1, 1)


def test_no_question_when_the_settings_say_never(world: World) -> None:
    world.config = parse(f'{CONFIG}\n[updates]\nstill_right = ""', "test")
    world.start()
    assert [job for job in world.feature.jobs if job.name == STAGE] == []
