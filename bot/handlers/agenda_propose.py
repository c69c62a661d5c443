"""`!agenda nieuw`, `!agenda wijzig`, `!agenda annuleer`: asks for what is missing, shows the result, hands it on.

One question at a time, in the thread or the direct room. What was filled in lives in memory; bot.sqlite only knows
that something is being filled in in a thread, so that after a restart the person hears that it was lost.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

import structlog

from bot.agenda_marks import ends
from bot.handlers.agenda_choose import Chooser, zones_named
from bot.handlers.agenda_draft import Draft, answered, labelled, typed
from bot.handlers.agenda_draft_event import changed, event_of
from bot.handlers.agenda_find import Finder
from bot.handlers.agenda_hand_on import HandOn
from bot.handlers.agenda_intakes import Intake, Intakes, Step
from bot.handlers.agenda_lost import Lost
from bot.handlers.agenda_moderation import Moderation
from bot.handlers.agenda_same import MOST, alone_of, as_occurrence
from bot.handlers.agenda_talk import PREVIEW, Place, Talk, place_of
from bot.handlers.agenda_verbs import means_stop, means_yes, verb_of
from bot.handlers.guard_reactions import NO, YES, choice_of
from bot.handlers.intent import Wish, intent
from bot.handlers.threads import root_of
from bot.ports import Message, Messenger, Reaction, RoomKind
from bot.render.agenda_proposal import Kind, choose, told
from bot.screening.free_text import FreeTextCheck
from bot.store_agenda import AgendaStore
from kb.agenda import Agenda
from kb.events import Event, EventStatus, Occurrence
from kb.models import REGION, Lang, Zone

log = structlog.get_logger(__name__)


class AgendaPropose:
    """`zones_of` gives the zones of whoever writes."""

    def __init__(
        self,
        agenda: Agenda,
        store: AgendaStore,
        finder: Finder,
        messenger: Messenger,
        moderation: Moderation,
        intakes: Intakes,
        check: FreeTextCheck,
        zones: Mapping[str, Zone],
        zones_of: Callable[[Message], Sequence[str]],
        clock: Callable[[], datetime],
    ) -> None:
        self._agenda = agenda
        self._finder = finder
        self._talk = Talk(agenda, finder, messenger, zones, clock)
        self._chooser = Chooser(agenda, store, finder, messenger, moderation, clock)
        self._messenger = messenger
        self._moderation = moderation
        self._intakes = intakes
        self._hand_on = HandOn(moderation, intakes, check, self._talk)
        self._lost = Lost(messenger, store, intakes, self._talk)
        self._zones = zones
        self._zones_of = zones_of
        self._clock = clock

    async def on_message(self, message: Message) -> bool:
        """A command that begins a proposal, or an answer in one."""
        wanted = intent(message)
        if wanted.wish is Wish.AGENDA:
            verb = verb_of(wanted.text)
            if verb is None:
                return False
            await self._begin(message, *verb)
            return True
        if wanted.wish is not Wish.ASK:
            return False
        intake = self._intakes.of(message)
        if intake is None:
            return await self._lost.answered(message)
        await self._answer(intake, message, wanted.text)
        return True

    async def on_reaction(self, reaction: Reaction) -> bool:
        """✅ or ❌ under what is about to be proposed."""
        said = self._messenger.said(reaction.target)
        choice = choice_of(reaction.key)
        if said is None or said.stage != PREVIEW or choice not in (YES, NO):
            return False
        intake = self._intakes.shown(said.cause, reaction.sender)
        alone = reaction.room.kind is RoomKind.DIRECT
        place = Place(reaction.room.room_id, reaction.event_id, alone=alone)
        if intake is not None:
            await self._hand_on.decide(intake, place, agreed=choice == YES)
            return True
        await self._lost.clicked(reaction)
        return True

    # --- beginning ---

    async def _begin(self, message: Message, kind: Kind, lang: Lang, rest: str) -> None:
        zones = self._zones_of(message)
        zone = message.room.zone or (zones[0] if len(zones) == 1 else "")
        root = root_of(message)
        intake = Intake(kind, message.sender, lang, message.room.room_id, root, zone, self._clock())
        intake.practice = message.room.kind is RoomKind.SANDBOX
        self._intakes.begin(intake, alone=message.room.kind is RoomKind.DIRECT)
        place = place_of(message)
        if kind == "new":
            start = Draft(zones=(zone,)) if zone else Draft()
            intake.draft = typed(start, rest, lang, self._today()) if rest else start
            intake.begun = not rest
            await self._next(intake, place)
            return
        words, _, tail = rest.partition(",") if labelled(rest) else (rest, "", "")
        if labelled(words):
            words, tail = "", rest
        intake.rest = tail.strip()
        await self._which(intake, message, words, place)

    async def _which(self, intake: Intake, message: Message, words: str, place: Place) -> None:
        """Find the event to be changed or cancelled."""
        found = await self._chooser.find(message, words)
        if not found:
            await self._hand_on.end(intake, place, told(intake.lang, "agenda-change-none"))
        elif len(found) == 1:
            await self._found(intake, found[0], place)
        else:
            intake.found = tuple(found[:MOST])
            intake.step = Step.WHICH
            await self._talk.say(intake, place, choose(intake.found, intake.lang, self._today()))

    async def _found(self, intake: Intake, one: Occurrence, place: Place) -> None:
        intake.event = alone_of(one)
        intake.at_once = self._moderation.may_decide(intake.sender, one.zones)
        intake.zone = next((zone for zone in one.zones if zone in self._zones), intake.zone)
        if intake.kind == "cancel":
            await self._talk.show(intake, place, replace(intake.event, status=EventStatus.CANCELLED))
        elif intake.rest and (event := self._changed(intake, intake.rest)):
            intake.event = event
            await self._talk.show(intake, place, event)
        else:
            intake.step = Step.WHAT
            await self._talk.say(intake, place, told(intake.lang, "agenda-change-what"))

    # --- going on ---

    async def _answer(self, intake: Intake, message: Message, text: str) -> None:
        place = place_of(message)
        if means_stop(text):
            await self._hand_on.end(intake, place, told(intake.lang, "agenda-intake-stopped"))
            return
        match intake.step:
            case Step.FIELD:
                await self._field(intake, place, text)
            case Step.WHICH:
                number = int(text) if text.strip().isdigit() else 0
                if 0 < number <= len(intake.found):
                    await self._found(intake, intake.found[number - 1], place)
                else:
                    await self._talk.say(intake, place, choose(intake.found, intake.lang, self._today()))
            case Step.WHAT:
                await self._what(intake, place, text)
            case Step.CONFIRM:
                await self._confirm(intake, place, text)

    async def _field(self, intake: Intake, place: Place, text: str) -> None:
        asked = intake.asked or "title"
        if asked == "zone":
            zones = zones_named(text, tuple(self._zones.values()))
            draft = replace(intake.draft, zones=zones) if zones else None
        else:
            draft = answered(intake.draft, asked, text, intake.lang, self._today())
        if draft is None:
            await self._talk.ask(intake, place, asked, again=True)
            return
        intake.draft = draft
        await self._next(intake, place)

    async def _next(self, intake: Intake, place: Place) -> None:
        """The next question, or the result."""
        draft = intake.draft
        past = draft.first is not None and (draft.last or draft.first) < self._today()
        if past:
            intake.draft = draft = replace(draft, first=None, last=None)
        if not draft.zones and draft.postal_code:
            zones = self._agenda.zones_of(Event("", "", date.min, date.min, postal_code=draft.postal_code))
            intake.draft = draft = replace(draft, zones=zones if len(zones) == 1 and REGION not in zones else ())
        missing = draft.missing(intake.lang)
        if missing is not None:
            await self._talk.ask(intake, place, missing, past=past)
            return
        intake.zone = intake.zone or next((zone for zone in draft.zones if zone in self._zones), REGION)
        uid = intake.event.uid if intake.event else f"{uuid.uuid4()}@relais"
        intake.event = event_of(draft, uid, self._agenda.region)
        await self._talk.show(intake, place, intake.event)

    async def _what(self, intake: Intake, place: Place, text: str) -> None:
        event = self._changed(intake, text)
        if event is None:
            await self._talk.say(intake, place, told(intake.lang, "agenda-ask-again", "agenda-change-what"))
            return
        intake.event = event
        await self._talk.show(intake, place, event)

    def _changed(self, intake: Intake, text: str) -> Event | None:
        assert intake.event is not None
        event = changed(intake.event, text, intake.lang, self._today(), self._agenda.region)
        over = event is not None and ends(as_occurrence(event, self._agenda), self._agenda) < self._clock().timestamp()
        return None if over else event

    async def _confirm(self, intake: Intake, place: Place, text: str) -> None:
        agreed = means_yes(text)
        if agreed is not None:
            await self._hand_on.decide(intake, place, agreed=agreed)
        elif intake.kind == "change":
            await self._what(intake, place, text)
        elif intake.kind == "new" and labelled(text):
            intake.draft = typed(intake.draft, text, intake.lang, self._today())
            await self._next(intake, place)
        else:
            await self._talk.say(intake, place, told(intake.lang, "agenda-intake-choose"))

    def _today(self) -> date:
        return self._clock().astimezone(self._agenda.region).date()
