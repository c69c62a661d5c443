"""A provisioned world, and pictures that cost nothing."""

from __future__ import annotations

import pytest

from tests.bot.provision.world import World


@pytest.fixture(autouse=True)
def _quick_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing takes longer than everything else here."""
    monkeypatch.setattr("bot.provision.pictures.avatar", lambda *_name, **_look: b"\x89PNG")


@pytest.fixture
async def world() -> World:
    """Provisioned once."""
    world = World()
    await world.provision()
    world.account.calls.clear()
    return world
