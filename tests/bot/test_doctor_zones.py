"""What `relais doctor` says of the zones' rooms and people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.config import Config
from bot.doctor_zones import examine_zones
from bot.ports import RoomKind
from bot.store import Store
from bot.store_rooms import MadeRoom, RoomStore

ZONE: dict[str, Any] = {"name_nl": "Noord", "name_fr": "Nord", "postcodes": ("1020",)}
ROOMS = {"rooms": ("!z",), "referral_rooms": ("!r",), "moderator_rooms": ("!m",)}
ROSTER = [{"zone": "noord", "user_id": "@an:x"}]


@pytest.mark.parametrize(
    ("zone", "roster", "says"),
    [
        (ZONE | ROOMS, ROSTER, ["Zones: 1, each with rooms, people and a charter"]),
        (ZONE | ROOMS | {"contact_name": "Helpdesk"}, [], ["Zones: 1, each with rooms, people and a charter"]),
        (ZONE | ROOMS, [], ["Zone Noord: nobody to turn to when Relais does not know"]),
        (ZONE | {"rooms": ("!z",)}, ROSTER, ["Zone Noord: no room for referral persons, no room for moderators"]),
        (ZONE | ROOMS | {"charter_nl": "/none"}, ROSTER, ["Charter: "]),
        (ZONE | ROOMS, [*ROSTER, {"zone": "west", "user_id": "@bo:x"}], ["Roster: zone west is unknown"]),
    ],
)
def test_what_a_zone_misses_is_said(tmp_path: Path, zone: dict[str, Any], roster: list[Any], says: list[str]) -> None:
    config = Config.model_validate({"zones": {"noord": zone}, "cases": {"roster": roster}})
    found = list(examine_zones(config, tmp_path))
    assert [one.what for one in found if not one.what.startswith(tuple(says))] == []
    assert len(found) == len(says)
    assert all(one.ok or one.todo for one in found)
    assert list(tmp_path.iterdir()) == []


def test_provisioned_rooms_count(tmp_path: Path) -> None:
    store = Store(tmp_path / "bot.sqlite")
    kept = RoomStore(store)
    for kind in (RoomKind.ZONE, RoomKind.REFERRAL):
        kept.remember(MadeRoom(f"{kind}/noord", f"!{kind}", kind, "noord"))
    kept.remember(MadeRoom("moderators/region", "!m", RoomKind.MODERATORS))
    store.close()
    config = Config.model_validate({"zones": {"noord": ZONE}, "cases": {"roster": ROSTER}})
    assert [one.ok for one in examine_zones(config, tmp_path)] == [True]


def test_zones_that_are_served_elsewhere_are_left_alone(tmp_path: Path) -> None:
    zones = {"noord": ZONE | ROOMS, "zuid": ZONE}
    config = Config.model_validate({"zones": zones, "provision": {"zones": ["noord"]}, "cases": {"roster": ROSTER}})
    assert [one.ok for one in examine_zones(config, tmp_path)] == [True]
