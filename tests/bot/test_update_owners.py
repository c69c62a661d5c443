"""Who keeps a record right: by id, organisation or source; moderators of the zones it serves."""

from __future__ import annotations

import pytest

from bot.handlers.update_owners import Responsible
from bot.ports import RoomKind
from bot.roles import Roles
from bot.updates_settings import OwnerSection
from kb.models import Service, Zone
from kb.zoning import Zoning
from tests.bot.recording import FakeRooms

OWNERS = (
    OwnerSection(user="@id:x", services=("s1",)),
    OwnerSection(user="@org:x", organisations=("kameleon VZW",)),
    OwnerSection(user="@src:x", sources=("sector",)),
)


@pytest.fixture
def responsible() -> Responsible:
    rooms = FakeRooms()
    rooms.add("!noord", RoomKind.MODERATORS, "noord", ("@no:x",))
    rooms.add("!zuid", RoomKind.MODERATORS, "zuid", ("@zu:x",))
    rooms.add("!admin", RoomKind.ADMIN, None, ("@ad:x",))
    zones = (Zone("noord", "Noord", "Nord", ("1020",)), Zone("zuid", "Zuid", "Sud", ("1190",)))
    return Responsible(OWNERS, Roles(rooms, ("noord", "zuid")), Zoning(zones))


@pytest.mark.parametrize(
    ("values", "owners"),
    [
        ({}, ("@id:x",)),
        ({"id": "s2", "organization_fr": "Kameleon vzw"}, ("@org:x",)),
        ({"id": "s2", "source": "sector"}, ("@src:x",)),
        ({"id": "s2", "source": "zipster; sector"}, ("@src:x",)),
        ({"id": "s2", "source": "sectoraal"}, ()),
        ({"id": "s2"}, ()),
    ],
)
def test_owner_is_named_by_id_organisation_or_source(
    responsible: Responsible, values: dict[str, str], owners: tuple[str, ...]
) -> None:
    assert responsible.owners_of(Service(**({"id": "s1"} | values))) == owners  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("user", "values", "zone", "role"),
    [
        ("@no:x", {"postal_code": "1020"}, None, "moderator"),
        ("@zu:x", {"postal_code": "1020"}, None, "colleague"),
        ("@zu:x", {"postal_code": "1020"}, "zuid", "moderator"),
        ("@zu:x", {"zones": ("region",)}, None, "moderator"),
        ("@ad:x", {"postal_code": "1020"}, None, "moderator"),
        ("@an:x", {"zones": ("region",)}, None, "colleague"),
    ],
)
def test_moderator_of_a_zone_it_serves_confirms(
    responsible: Responsible, user: str, values: dict[str, object], zone: str | None, role: str
) -> None:
    assert responsible.role(user, Service(id="s9", **values), zone) == role  # type: ignore[arg-type]
    assert responsible.moderators_rooms(Service(id="s9", postal_code="1190"), None) == ("!zuid",)
