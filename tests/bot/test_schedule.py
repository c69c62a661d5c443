"""Jobs at fixed hours: each moment once, missed ones made up for within a bound, both changes of the hour."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from bot.schedule import Job, Schedule, at

BRUSSELS = ZoneInfo("Europe/Brussels")
MONDAY = datetime(2026, 11, 23, 8, 30, tzinfo=BRUSSELS)


class Clock:
    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def recording(rule: str, ran: list[datetime], *, late_hours: int = 4) -> Job:
    async def run(moment: datetime) -> None:
        ran.append(moment)

    return Job("digest", at(rule, "Europe/Brussels"), run, timedelta(hours=late_hours))


@pytest.mark.parametrize(
    ("started", "looks", "expected"),
    [
        (MONDAY - timedelta(minutes=1), [timedelta(0)], []),
        (MONDAY - timedelta(minutes=1), [timedelta(0), timedelta(minutes=2), timedelta(minutes=4)], [MONDAY]),
        (MONDAY + timedelta(hours=3), [timedelta(0)], [MONDAY]),
        (MONDAY + timedelta(hours=5), [timedelta(0)], []),
        (MONDAY - timedelta(minutes=1), [timedelta(0), timedelta(days=7)], []),
        (MONDAY, [timedelta(0), timedelta(days=7)], [MONDAY, MONDAY + timedelta(days=7)]),
    ],
    ids=["too early", "once", "made up for", "too late", "slept through two", "each week"],
)
async def test_a_moment_is_run_once_and_made_up_for_within_its_bound(
    started: datetime, looks: list[timedelta], expected: list[datetime]
) -> None:
    ran: list[datetime] = []
    clock = Clock(started)
    schedule = Schedule([recording("30 8 * * mon", ran)], clock)
    for later in looks:
        clock.now = started + later
        await schedule.catch_up()
    assert ran == expected


@pytest.mark.parametrize("day", [datetime(2026, 10, 25, tzinfo=BRUSSELS), datetime(2027, 3, 28, tzinfo=BRUSSELS)])
async def test_a_daily_job_runs_once_at_its_hour_on_the_days_when_the_hour_changes(day: datetime) -> None:
    ran: list[datetime] = []
    clock = Clock(day - timedelta(days=1))
    schedule = Schedule([recording("30 8 * * *", ran)], clock)
    for _ in range(4 * 72):
        await schedule.catch_up()
        clock.now = (clock.now.astimezone(ZoneInfo("UTC")) + timedelta(minutes=15)).astimezone(BRUSSELS)
    assert [f"{moment:%d %H:%M}" for moment in ran] == [f"{day + timedelta(days=n):%d} 08:30" for n in (-1, 0, 1)]


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("night", "runs"),
    [(datetime(2026, 10, 25, 1, 30, tzinfo=BRUSSELS), 21), (datetime(2027, 3, 28, 1, 30, tzinfo=BRUSSELS), 9)],
    ids=["an hour twice", "an hour less"],
)
async def test_a_job_of_every_ten_minutes_runs_at_each_of_them_in_the_nights_when_the_hour_changes(
    night: datetime, runs: int
) -> None:
    ran: list[datetime] = []
    clock = Clock(night)
    schedule = Schedule([recording("*/10 * * * *", ran, late_hours=0)], clock)
    end = datetime(night.year, night.month, night.day, 4, 0, tzinfo=BRUSSELS).astimezone(ZoneInfo("UTC"))
    moment = night.astimezone(ZoneInfo("UTC"))
    while moment <= end:
        clock.now = moment.astimezone(BRUSSELS)
        await schedule.catch_up()
        moment += timedelta(minutes=10)
    apart = {later.timestamp() - earlier.timestamp() for earlier, later in pairwise(ran)}
    assert (len(ran), apart) == (runs + 1, {600.0})


async def test_a_job_that_fails_is_tried_again_and_does_not_stop_the_others() -> None:
    ran: list[datetime] = []
    tries: list[datetime] = []

    async def failing(moment: datetime) -> None:
        tries.append(moment)
        if len(tries) == 1:
            raise OSError("disk full")

    broken = Job("reminder", at("30 8 * * mon", "Europe/Brussels"), failing, timedelta(hours=4))
    clock: Callable[[], datetime] = Clock(MONDAY)
    schedule = Schedule([broken, recording("30 8 * * mon", ran)], clock)
    for _ in range(3):
        await schedule.catch_up()
    assert (tries, ran) == ([MONDAY, MONDAY], [MONDAY])
