"""Which event somebody wants to change or cancel, and whether they may; which zones they name; what they wrote."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.handlers.agenda_find import Finder
from bot.handlers.agenda_moderation import Moderation
from bot.handlers.agenda_same import meant
from bot.ports import Message, Messenger
from bot.store_agenda import AgendaStore
from kb.agenda import Agenda
from kb.events import Event, Occurrence
from kb.models import REGION, Zone
from kb.understand.text import plain

_EVERY = re.compile(r" (alle|allemaal|tous|toutes|all|elke|iedereen|region|regio) ")


class Chooser:
    """Events are chosen by words of their title, by a day, or by the thread of their post."""

    def __init__(
        self, agenda: Agenda, store: AgendaStore, finder: Finder, messenger: Messenger, moderation: Moderation,
        clock: Callable[[], datetime],
    ) -> None:  # fmt: skip
        self._agenda = agenda
        self._store = store
        self._finder = finder
        self._messenger = messenger
        self._moderation = moderation
        self._clock = clock

    async def find(self, message: Message, words: str) -> list[Occurrence]:
        """Coming events that the sender may change: their own, and those of the zones they moderate."""
        own = {proposal.uid for proposal in self._store.of_proposer(message.sender)}
        found = [] if words.strip() else self._of_thread(message)
        if not found:
            found = await asyncio.to_thread(meant, words, self._finder, self._clock(), self._agenda)
        return [one for one in found if one.event.uid in own or self._moderation.may_decide(message.sender, one.zones)]

    def _of_thread(self, message: Message) -> list[Occurrence]:
        said = self._messenger.said(message.thread_root) if message.thread_root else None
        name = said.cause.removeprefix("event ") if said and said.cause.startswith("event ") else ""
        one = self._agenda.occurrence(name) if name else None
        return [one] if one and not one.cancelled else []


def zones_named(text: str, zones: Sequence[Zone]) -> tuple[str, ...]:
    """The id of the zone that an answer names, "region" for all of them; nothing when it names none."""
    flat = plain(text)
    if _EVERY.search(flat):
        return (REGION,)
    longest_first = sorted(zones, key=lambda zone: -len(zone.name_nl))
    named = [
        zone.id for zone in longest_first if any(plain(name) in flat for name in (zone.name_nl, zone.name_fr, zone.id))
    ]
    return tuple(named[:1])


def texts_of(event: Event) -> list[str]:
    """Everything in an event that somebody may have written, each once."""
    texts = [event.title_nl, event.title_fr, event.place, event.organiser_nl, event.organiser_fr, event.registration]
    texts += [event.description_nl, event.description_fr, event.price, *event.themes]
    return list(dict.fromkeys(filter(None, texts)))
