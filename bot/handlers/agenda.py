"""What is on the agenda: `!agenda`, plain questions about events, and what goes on from them in the thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import structlog

from bot.agenda_period import period_of
from bot.handlers.agenda_asked import About, about_agenda
from bot.handlers.agenda_find import Finder, Found
from bot.handlers.agenda_query import Query, Understand, continued, read
from bot.handlers.agenda_threads import AgendaThreads, Shown
from bot.handlers.intent import Intent, Wish, intent
from bot.handlers.threads import root_of
from bot.ports import Message, Messenger
from bot.render.agenda_list import Page, Reading, agenda_page, agenda_said
from kb.agenda import Agenda
from kb.models import Lang, Question, Zone

log = structlog.get_logger(__name__)

ZonesOf = Callable[[Message], Sequence[str]]
"""The zones of whoever asks: of the room, else of the person; none when that is not known."""

LangOf = Callable[[str], Lang | None]
"""The language that a person chose, if they did."""

Interest = Callable[[Sequence[str]], Mapping[str, int]]
"""Occurrence ids -> how many people put a thumb up; ids without any are left out."""


class AgendaHandler:
    """Answers from the agenda. `clock` gives the moment, aware."""

    def __init__(
        self,
        messenger: Messenger,
        agenda: Agenda,
        finder: Finder,
        understand: Understand,
        threads: AgendaThreads,
        zones: Mapping[str, Zone],
        clock: Callable[[], datetime],
        zones_of: ZonesOf,
        lang_of: LangOf,
        interest: Interest,
    ) -> None:
        self._messenger = messenger
        self._agenda = agenda
        self._finder = finder
        self._understand = understand
        self._threads = threads
        self._zones = zones
        self._clock = clock
        self._zones_of = zones_of
        self._lang_of = lang_of
        self._interest = interest

    async def __call__(self, message: Message) -> bool:
        wanted = intent(message)
        if wanted.wish not in (Wish.AGENDA, Wish.ASK, Wish.MORE):
            return False
        root = root_of(message)
        before = self._threads.last(root)
        if wanted.wish is Wish.MORE:
            return before is not None and await self._more(message, root, before)
        if wanted.wish is Wish.AGENDA:
            query = await self._read(wanted.text, message)
            await self._answer(message, root, await self._find(query, message))
            return True
        if before is not None and (goes_on := await asyncio.to_thread(self._continued, wanted.text, before)):
            await self._answer(message, root, await self._find(goes_on, message), before)
            return True
        return await self._asked(message, wanted, root)

    async def _asked(self, message: Message, wanted: Intent, root: str) -> bool:
        """A plain question: answered here when it is about events, and left to the others when it is not."""
        period, rest = period_of(wanted.text, self._clock().astimezone(self._agenda.region).date())
        fresh = message.thread_root is None and wanted.explicit
        about = about_agenda(wanted.text, timed=period is not None, rest=rest, fresh=fresh)
        if about is About.NOT or await asyncio.to_thread(self._in_danger, wanted.text):
            self._threads.forget(root)
            return False
        query = await self._read(wanted.text, message)
        found = await self._find(query, message)
        if about is About.PERHAPS and (not found or found.loosened):
            self._threads.forget(root)
            return False
        await self._answer(message, root, found)
        return True

    async def _read(self, text: str, message: Message) -> Query:
        query = await asyncio.to_thread(
            read, text, self._clock(), message.room.zone, self._agenda.region, self._understand
        )
        return replace(query, lang=query.lang or self._lang_of(message.sender))

    def _continued(self, text: str, before: Shown) -> Query | None:
        now = self._clock()
        until = self._finder.begins(before.last) if before.last else now
        query = continued(text, now, before.found.query, until, self._agenda.region, self._understand)
        return query and replace(query, lang=query.lang or before.lang)

    def _in_danger(self, text: str) -> bool:
        """Then the numbers to call come first, and those are with the answers."""
        return self._understand(Question(text, self._clock())).danger

    async def _find(self, query: Query, message: Message) -> Found:
        zones = () if query.everywhere else self._zones_of(message)
        return await asyncio.to_thread(self._finder.find, query, self._clock(), zones)

    async def _answer(self, message: Message, root: str, found: Found, before: Shown | None = None) -> None:
        query = found.query
        own, others, shown = Shown(found, query.lang).next_page()
        self._threads.remember(root, shown)
        log.info("agenda_shown", event_id=message.event_id, zone=message.room.zone, events=len(own) + len(others))
        page = Page(
            own,
            others,
            shown.rest,
            period=query.period,
            loosened=found.loosened,
            coming=found.coming,
            narrowed=query.narrowed or before is not None,
            about=bool(query.words or query.kind or query.places or query.languages),
            further=query.after is not None,
            interest=self._interest([one.id for one in (*own, *others)]),
        )
        await self._messenger.reply(message, agenda_page(page, self._reading(query.lang)))

    async def _more(self, message: Message, root: str, before: Shown) -> bool:
        if not before.rest:
            await self._messenger.reply(message, agenda_said(self._reading(before.lang), "agenda-more-nothing"))
            return True
        own, others, shown = before.next_page()
        self._threads.remember(root, shown)
        page = Page(own, others, shown.rest, further=True, interest=self._interest([o.id for o in (*own, *others)]))
        await self._messenger.reply(message, agenda_page(page, self._reading(before.lang)))
        return True

    def _reading(self, lang: Lang | None) -> Reading:
        return Reading(lang, self._clock().astimezone(self._agenda.region).date(), self._zones)
