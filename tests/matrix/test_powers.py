"""One person's level is changed, and nothing else in the room's power levels."""

from __future__ import annotations

from typing import Any, cast

import pytest

from bot.errors import Unreachable
from bot.matrix.http import MatrixRefused
from bot.matrix.powers import MatrixPowers
from bot.matrix.shields import ShieldedClient
from bot.ports import Change, Standing

LEVELS: dict[str, Any] = {
    "users": {"@bot:x": 100, "@mod:x": 50, "@old:x": "10"},
    "events": {"m.room.name": 50, "m.reaction": 0},
    "events_default": 0,
    "redact": 50,
    "be.custom": {"kept": True},
}


class Room:
    """Answers GET and PUT of m.room.power_levels like a homeserver."""

    def __init__(self, levels: dict[str, Any] | None, *, may: bool = True) -> None:
        self.levels = levels
        self.may = may
        self.written = 0

    async def call(self, method: str, path: str, body: Any = None, *, what: str = "") -> dict[str, Any]:
        assert path == "/client/v3/rooms/%21room/state/m.room.power_levels/"
        if self.levels is None or (method == "PUT" and not self.may):
            raise MatrixRefused(what, 403, {"errcode": "M_FORBIDDEN"})
        if method == "PUT":
            self.levels, self.written = body, self.written + 1
        return self.levels


def powers(room: Room) -> MatrixPowers:
    return MatrixPowers(cast(ShieldedClient, room))


@pytest.mark.parametrize(
    ("more", "user", "standing"),
    [
        ({}, "@an:x", Standing(0, None, -1)),
        ({}, "@mod:x", Standing(50, 50, -1)),
        ({}, "@old:x", Standing(10, 10, -1)),  # written as a text in old rooms
        ({"users_default": 5}, "@an:x", Standing(5, None, -1)),
        ({"events_default": 50}, "@an:x", Standing(0, None, -1)),  # only reactions are open, and closed then
        ({"events": {"m.reaction": -5}}, "@an:x", Standing(0, None, -6)),
        ({"users": None, "events": None, "events_default": "x"}, "@an:x", Standing(0, None, -1)),
    ],
)
async def test_a_standing_is_read_from_the_room(more: dict[str, Any], user: str, standing: Standing) -> None:
    assert await powers(Room(LEVELS | more)).standing("!room", user) == standing


@pytest.mark.parametrize(
    ("user", "own", "seen", "change", "users"),
    [
        ("@an:x", -1, (None, -1), "done", LEVELS["users"] | {"@an:x": -1}),
        ("@old:x", -1, (10,), "done", LEVELS["users"] | {"@old:x": -1}),
        ("@mod:x", None, (50,), "done", {"@bot:x": 100, "@old:x": "10"}),
        ("@mod:x", 0, (10, None), "changed", LEVELS["users"]),
        ("@an:x", None, (-1,), "done", LEVELS["users"]),  # so already
    ],
)
async def test_only_one_level_is_written(
    user: str, own: int | None, seen: tuple[int | None, ...], change: Change, users: dict[str, Any]
) -> None:
    room = Room(LEVELS)
    assert await powers(room).set("!room", user, own, seen=seen) == change
    assert room.levels == LEVELS | {"users": users}
    assert room.written == int(users != LEVELS["users"])


async def test_where_the_bot_may_not_it_says_so() -> None:
    assert await powers(Room(None)).standing("!room", "@an:x") is None
    assert await powers(Room(None)).set("!room", "@an:x", -1, seen=(None,)) == "refused"
    assert await powers(Room(LEVELS, may=False)).set("!room", "@an:x", -1, seen=(None,)) == "refused"


async def test_a_homeserver_that_is_away_is_no_refusal() -> None:
    class Away(Room):
        async def call(self, method: str, path: str, body: Any = None, *, what: str = "") -> dict[str, Any]:
            raise Unreachable("away")

    with pytest.raises(Unreachable):
        await powers(Away(LEVELS)).set("!room", "@an:x", -1, seen=(None,))
