"""One person or one room that asks without end slows down nobody else."""

from __future__ import annotations

import asyncio

import pytest

from bot.handlers.limits import KNOWN, Buckets, RoomPace, UserLimit
from bot.ports import Rendered, RoomKind
from bot.render.notices import too_many
from tests.bot.conftest import FakeMessenger, message


class Clock:
    """Moves by hand, and while something sleeps."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_bucket_holds_its_size_and_fills_evenly(clock: Clock) -> None:
    buckets = Buckets(3, 60.0, clock)
    assert [buckets.take("an") for _ in range(4)] == [0, 0, 0, 20.0]
    assert buckets.take("bo") == 0
    clock.now = 20.0
    assert [buckets.take("an"), buckets.take("an")] == [0, 20.0]
    clock.now = 10_000.0
    assert [buckets.take("an") for _ in range(4)] == [0, 0, 0, 20.0]


def test_thousands_of_keys_take_no_more_room_than_known(clock: Clock) -> None:
    buckets = Buckets(1, 60.0, clock)
    for number in range(KNOWN + 500):
        buckets.take(str(number))
    assert len(buckets._levels) == KNOWN


async def test_person_is_told_once_per_period_and_served_again_afterwards(clock: Clock) -> None:
    messenger = FakeMessenger()
    limit = UserLimit(Buckets(2, 600.0, clock), Buckets(1, 600.0, clock), 10, messenger)
    question = message("!vraag huisarts")
    dealt = [await limit(question) for _ in range(6)]
    assert dealt == [False, False, True, True, True, True]
    ((_, text, stage),) = messenger.replies
    assert (stage, "10 min" in text.plain) == ("limit", True)
    clock.now = 300.0
    assert [await limit(question), await limit(question)] == [False, True]
    assert len(messenger.replies) == 1
    clock.now = 900.0
    assert [await limit(question) for _ in range(3)] == [False, False, True]
    assert len(messenger.replies) == 2


async def test_other_people_and_talk_among_people_do_not_count(clock: Clock) -> None:
    limit = UserLimit(Buckets(1, 600.0, clock), Buckets(1, 600.0, clock), 10, FakeMessenger())
    assert not await limit(message("!vraag huisarts"))
    assert not any([await limit(message("tot morgen!")) for _ in range(50)])
    assert not await limit(message("!vraag huisarts", sender="@bo:x"))
    assert await limit(message("!vraag huisarts"))
    assert await limit(message("huisarts?", kind=RoomKind.DIRECT))


async def test_danger_is_never_limited(clock: Clock) -> None:
    limit = UserLimit(Buckets(1, 600.0, clock), Buckets(1, 600.0, clock), 10, FakeMessenger())
    assert not any([await limit(message("!vraag hij wil van het dak springen")) for _ in range(5)])
    assert await limit(message("!vraag huisarts"))


async def test_room_that_floods_waits_and_loses_nothing(clock: Clock) -> None:
    pace = RoomPace(Buckets(60, 60.0, clock), clock.sleep)
    for _ in range(60):
        assert not await pace(message("hallo"))
    assert clock.now == 0.0
    for _ in range(30):
        assert not await pace(message("hallo"))
    assert clock.now == pytest.approx(30.0)


def test_notice_is_in_both_languages() -> None:
    said: Rendered = too_many(10)
    assert "Wacht even (10 min.)" in said.plain
    assert "(10 min), puis" in said.plain
