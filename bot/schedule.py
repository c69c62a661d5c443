"""What happens at fixed hours: each job is run for each moment it was due, also after the bot was away for a while.

Jobs must bear to be run twice for the same moment: what they say carries the moment in its cause, and the outbox
shows it once (bot.ports.Messenger). APScheduler's triggers know the calendar and the changes of the hour; its
scheduler is not used, because it drops what was due while the program was down.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.triggers.cron import CronTrigger

log = structlog.get_logger(__name__)

LOOK_SECONDS = 20.0
"""How often the clock is looked at: soon enough for a post at 8:30, and a clock that was set is noticed."""

Due = Callable[[datetime], Awaitable[None]]
"""Does what was due at that moment."""


@dataclass(frozen=True, slots=True)
class Job:
    """`run` at each moment of `trigger`; a moment that was missed is made up for within `late`, afterwards dropped."""

    name: str
    trigger: CronTrigger
    run: Due
    late: timedelta


def at(rule: str, timezone: str) -> CronTrigger:
    """A trigger of a crontab line ("30 8 * * mon") in a time zone. Raises ValueError."""
    return CronTrigger.from_crontab(rule, timezone)


class Schedule:
    """Runs jobs until cancelled. `clock` may stand still, jump or be moved."""

    def __init__(self, jobs: Sequence[Job], clock: Callable[[], datetime]) -> None:
        self._jobs = tuple(jobs)
        self._clock = clock
        self._done: dict[str, datetime] = {}

    async def run(self, pause: float = LOOK_SECONDS) -> None:
        """Look every `pause` seconds."""
        while True:
            await self.catch_up()
            await asyncio.sleep(pause)

    async def catch_up(self) -> None:
        """Run everything that became due since the last look, the earliest first. A job that fails is tried again at
        the next look; the others are run all the same."""
        now = self._clock()
        due = [(moment, job) for job in self._jobs for moment in self._moments(job, now)]
        failed: set[str] = set()
        for moment, job in sorted(due, key=lambda one: one[0].astimezone(UTC)):
            if job.name in failed:
                continue
            try:
                await job.run(moment)
            except Exception as error:  # the boundary: one job never stops the others
                log.error("job_failed", job=job.name, error=type(error).__name__)
                failed.add(job.name)
            else:
                self._done[job.name] = moment.astimezone(UTC)

    def _moments(self, job: Job, now: datetime) -> list[datetime]:
        """Moments of a job that are due and not done, no longer ago than its bound."""
        # In UTC: in the hour that comes twice, a second later on the clock may be an hour ago.
        now = now.astimezone(UTC)
        done = self._done.get(job.name)
        moments: list[datetime] = []
        moment = job.trigger.get_next_fire_time(None, now - job.late)
        while moment is not None and (at_utc := moment.astimezone(UTC)) <= now:
            if done is None or at_utc > done:
                moments.append(moment)
            moment = job.trigger.get_next_fire_time(None, at_utc + timedelta(seconds=1))
        return moments
