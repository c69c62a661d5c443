"""What is typed into a form passes the guard field by field and as a whole."""

from __future__ import annotations

import pytest

from bot.errors import GuardFailed
from bot.screening.free_text import free_text_check
from tests.bot.guard_fakes import FAILS, SURE, FakeScreen


def members(room_id: str) -> list[str]:
    assert room_id == "!room"
    return ["Sofie"]


@pytest.mark.parametrize(
    ("texts", "seen", "user_data"),
    [
        ([], [], False),
        (["markt op zondag"], ["markt op zondag"], False),
        (["markt", "", "Hoogstraat"], ["markt", "", "Hoogstraat", "markt\nHoogstraat"], False),
        (["markt", f"met {SURE}"], ["markt", f"met {SURE}", f"markt\nmet {SURE}"], True),
    ],
)
async def test_every_field_and_all_of_them_together_are_read(
    texts: list[str], seen: list[str], user_data: bool
) -> None:
    screen = FakeScreen()
    found = await free_text_check(screen, members)(texts, "!room")
    assert screen.checked == seen
    assert found.user_data is user_data


async def test_without_a_room_nobody_is_a_member() -> None:
    assert not (await free_text_check(FakeScreen(), members)(["markt"], "")).user_data


async def test_without_a_verdict_there_is_an_exception() -> None:
    with pytest.raises(GuardFailed):
        await free_text_check(FakeScreen(), members)([FAILS], "!room")
