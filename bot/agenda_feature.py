"""The shared agenda in the chat, put together: lists, proposals, posts, interest, polls for a date."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import structlog

from bot.agenda_files import write_calendars
from bot.agenda_jobs import SOON, Feeds, agenda_jobs
from bot.agenda_posts import AgendaPosts
from bot.errors import CalendarNotWritten
from bot.feature import Feature, Parts
from bot.handlers.agenda import AgendaHandler
from bot.handlers.agenda_find import Finder
from bot.handlers.agenda_intakes import Intakes
from bot.handlers.agenda_interest import AgendaInterest
from bot.handlers.agenda_moderation import Moderation
from bot.handlers.agenda_poll import AgendaPoll
from bot.handlers.agenda_propose import AgendaPropose
from bot.handlers.agenda_threads import AgendaThreads
from bot.ports import Message, Reaction
from bot.schedule import Job, at
from bot.screening.free_text import free_text_check
from bot.store_agenda import KEPT_AFTER, AgendaStore
from bot.store_polls import PollStore
from bot.store_rooms import RoomStore
from kb.agenda import Agenda
from kb.models import Lang
from kb.store_drafts import StoreDrafts

log = structlog.get_logger(__name__)


def make_agenda(parts: Parts) -> Feature:
    """See bot.feature."""
    settings, config = parts.config.agenda, parts.config
    agenda = Agenda.open(parts.data_dir, config.knowledge)
    store = AgendaStore(parts.store)
    zones = {zone.id: zone for zone in config.knowledge.zones}
    people = RoomStore(parts.store)

    def zones_of(message: Message) -> Sequence[str]:
        if message.room.zone:
            return (message.room.zone,)
        member = people.member(message.sender)
        return parts.roles.zones_of(message.sender) or (member.zones if member else ())

    def lang_of(user_id: str) -> Lang | None:
        member = people.member(user_id)
        return member.language if member else None

    finder = Finder(agenda, parts.knowledge.analyzer)
    listing = AgendaHandler(
        parts.messenger, agenda, finder, parts.knowledge.understand, AgendaThreads(config.answers.threads_remembered),
        zones, parts.clock, zones_of, lang_of, store.interest,
    )  # fmt: skip
    posts = AgendaPosts(agenda, store, parts.messenger, parts.rooms, zones, settings, parts.clock)
    interest = AgendaInterest(agenda, store, parts.messenger)
    drafts = StoreDrafts.open(parts.data_dir)
    moderation = Moderation(
        agenda, store, drafts, finder, parts.messenger, parts.rooms, parts.roles, zones, settings, posts, parts.clock
    )
    intakes = Intakes(settings.intake_minutes, parts.clock, store)
    check = free_text_check(parts.screen, parts.rooms.member_names)
    propose = AgendaPropose(
        agenda, store, finder, parts.messenger, moderation, intakes, check, zones, zones_of, parts.clock
    )
    poll_store = PollStore(parts.store)
    polls = AgendaPoll(
        parts.messenger, poll_store, agenda, parts.knowledge.understand, parts.roles, settings, parts.clock
    )
    feeds = Feeds(agenda, settings, parts.messenger, parts.rooms, parts.clock)

    async def on_message(message: Message) -> bool:
        for handler in (polls.on_message, moderation.on_message, propose.on_message, listing):
            if await handler(message):
                return True
        return False

    async def on_reaction(reaction: Reaction) -> bool:
        return await moderation.on_reaction(reaction) or await propose.on_reaction(reaction) or await interest(reaction)

    async def recount(moment: datetime) -> None:
        await interest.recount_all(parts.clock())

    async def let_go(moment: datetime) -> None:
        intakes.sweep()

    async def tidy(moment: datetime) -> None:
        store.prune(parts.clock().timestamp())
        poll_store.prune(parts.clock().timestamp() - KEPT_AFTER)
        await moderation.tidy(parts.clock())

    def close() -> None:
        feeds.stop()
        drafts.close()
        agenda.close()

    further = (
        Job("agenda polls", at("* * * * *", config.answers.timezone), polls.close_due, SOON),
        Job("agenda interest", at("*/10 * * * *", config.answers.timezone), recount, SOON),
        Job("agenda intakes", at("* * * * *", config.answers.timezone), let_go, SOON),
        *_files(parts, agenda),
    )
    jobs = agenda_jobs(posts, feeds, settings, config.answers.timezone, tidy=tidy, further=further)
    return Feature("agenda", on_message, on_reaction, jobs, close, unfinished=(intakes,))


def _files(parts: Parts, agenda: Agenda) -> tuple[Job, ...]:
    """Calendar files for a web server, kept up to date when a folder is configured."""
    if not parts.config.agenda.ics_folder:
        return ()
    folder = Path(parts.config.agenda.ics_folder).expanduser()
    written: list[int] = []

    async def write(moment: datetime) -> None:
        version = agenda.version
        if written == [version]:
            return
        try:
            zones = parts.config.knowledge.zones
            await asyncio.to_thread(write_calendars, agenda, zones, folder, parts.clock())
        except CalendarNotWritten as error:
            log.error("calendars_not_written", reason=str(error))
        written[:] = [version]

    return (Job("agenda files", at("* * * * *", parts.config.answers.timezone), write, SOON),)
