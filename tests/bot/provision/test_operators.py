"""What an operator is told, and what two of them at once, or a homeserver with limits, do to each other."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from bot.config_file import parse
from bot.errors import BotError, ConfigError, SlowedDown
from bot.matrix.http import ask
from bot.ports import RoomKind
from bot.provision.alone import alone, wait
from bot.provision.named import named_in
from bot.provision.orphans import orphans
from bot.provision.wanted import wanted_rooms
from bot.store_rooms import MadeRoom
from tests.bot.provision.world import AN, BO, World


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


def test_zone_that_does_not_exist_is_named() -> None:
    with pytest.raises(ConfigError, match="names nord, which is no zone; the zones are noord, "):
        wanted_rooms(parse('[provision]\nzones = ["nord"]', "f"))


async def test_what_the_homeserver_refuses_is_told_with_its_reason(world: World) -> None:
    world.account.forbidden = {AN}
    world.account.state(world.room("referral/noord"), "m.room.member", AN)["membership"] = None
    await world.provision()
    (trouble,) = world.troubles
    assert trouble.endswith(f"invite {AN}: The homeserver refused to invite {AN}: M_FORBIDDEN.")


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
