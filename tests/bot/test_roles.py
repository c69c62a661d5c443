"""Roles follow from the rooms people are in."""

from __future__ import annotations

import pytest

from bot.ports import RoomKind
from bot.roles import Roles
from tests.bot.recording import FakeRooms


@pytest.fixture
def roles() -> Roles:
    rooms = FakeRooms()
    rooms.add("!admin", RoomKind.ADMIN, people=("@ad:x",))
    rooms.add("!mod", RoomKind.MODERATORS, people=("@mo:x",))
    rooms.add("!mod-noord", RoomKind.MODERATORS, "noord", people=("@no:x",))
    rooms.add("!ref", RoomKind.REFERRAL, "zuid", people=("@re:x",))
    rooms.add("!zuid", RoomKind.ZONE, "zuid", people=("@an:x", "@re:x"))
    rooms.add("!noord", RoomKind.ZONE, "noord", people=("@an:x",))
    return Roles(rooms, ("noord", "zuid"))


@pytest.mark.parametrize(
    ("user", "admin", "moderates_noord", "moderates_zuid", "refers_zuid", "zones"),
    [
        ("@ad:x", True, False, False, False, ()),
        ("@mo:x", False, True, True, False, ()),
        ("@no:x", False, True, False, False, ()),
        ("@re:x", False, False, False, True, ("zuid",)),
        ("@an:x", False, False, False, False, ("noord", "zuid")),
    ],
)
def test_role_follows_from_the_rooms(
    roles: Roles, user: str, admin: bool, moderates_noord: bool, moderates_zuid: bool, refers_zuid: bool,
    zones: tuple[str, ...],
) -> None:  # fmt: skip
    assert roles.is_admin(user) is admin
    assert roles.is_moderator(user, "noord") is moderates_noord
    assert roles.is_moderator(user, "zuid") is moderates_zuid
    assert roles.is_referral_person(user, "zuid") is refers_zuid
    assert roles.zones_of(user) == zones
