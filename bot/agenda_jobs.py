"""What the agenda does at fixed hours: posts, looks for changes, follows feeds, writes calendar files, forgets."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import structlog

from bot.agenda_feeds import FeedReport, forget_removed, owed, pull_due, told
from bot.agenda_posts import AgendaPosts
from bot.agenda_settings import AgendaSection
from bot.ports import Messenger, RoomKind, Rooms
from bot.render.agenda_feeds import feed_report
from bot.schedule import Due, Job, at
from kb.agenda import Agenda

log = structlog.get_logger(__name__)

SOON = timedelta(minutes=2)
"""What is done every minute need not be made up for."""


class Feeds:
    """Pulls feeds beside everything else: a slow one must hold up no post."""

    def __init__(
        self, agenda: Agenda, settings: AgendaSection, messenger: Messenger, rooms: Rooms, clock: Callable[[], datetime]
    ) -> None:
        self._agenda = agenda
        self._settings = settings
        self._messenger = messenger
        self._rooms = rooms
        self._clock = clock
        self._pulling: asyncio.Task[None] | None = None

    async def pull(self, moment: datetime) -> None:
        """Begin to pull what is due, unless that is still going on."""
        if self._pulling is not None and not self._pulling.done():
            return
        self._pulling = asyncio.create_task(self.pull_now())

    async def pull_now(self) -> None:
        """Pull what is due; tell the admins of a feed that failed, once, and when it works again. What a kill left
        untold comes first: after another pull nobody would know it any more."""
        try:
            await asyncio.to_thread(forget_removed, self._agenda, self._settings, self._clock())
            for report in await asyncio.to_thread(owed, self._agenda, self._settings):
                await self._tell(report)
            for report in await pull_due(self._agenda, self._settings, self._clock()):
                await self._tell(report)
        except Exception as error:  # the boundary: the next round tries again
            log.error("feeds_failed", error=type(error).__name__)

    def stop(self) -> None:
        if self._pulling is not None:
            self._pulling.cancel()

    async def _tell(self, report: FeedReport) -> None:
        for room in self._rooms.of_kind(RoomKind.ADMIN):
            cause = f"feed {hashlib.sha256(report.source.encode()).hexdigest()[:16]}"
            await self._messenger.post(room, feed_report(report), cause=cause, stage=report.stage)
        await asyncio.to_thread(told, self._agenda, report)


def agenda_jobs(
    posts: AgendaPosts, feeds: Feeds, settings: AgendaSection, timezone: str, *, tidy: Due, further: Sequence[Job]
) -> tuple[Job, ...]:
    """Everything at its hour. Digests and reminders are made up for within the bound of the settings."""
    late = timedelta(hours=settings.late_hours)

    async def look(moment: datetime) -> None:
        await posts.look()

    return (
        Job("agenda digest", at(settings.digest, timezone), posts.digest, late),
        Job("agenda reminder", at(settings.reminder, timezone), posts.remind, late),
        Job("agenda changes", at("* * * * *", timezone), look, SOON),
        Job("agenda feeds", at("*/5 * * * *", timezone), feeds.pull, timedelta(minutes=6)),
        Job("agenda forgets", at("40 4 * * *", timezone), tidy, timedelta(hours=20)),
        *further,
    )
