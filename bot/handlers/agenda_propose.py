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
from bot.errors import GuardFailed
from bot.handlers.agenda_choose import Chooser, texts_of, zones_named
from bot.handlers.agenda_draft import Draft, answered, labelled, typed
from bot.handlers.agenda_draft_event import changed, event_of
from bot.handlers.agenda_find import Finder
from bot.handlers.agenda_intakes import Intake, Intakes, Step
from bot.handlers.agenda_moderation import Moderation
from bot.handlers.agenda_same import MOST, alone_of, as_occurrence
from bot.handlers.agenda_talk import PREVIEW, Place, Talk, place_of
from bot.handlers.agenda_verbs import means_stop, means_yes, verb_of
from bot.handlers.guard_reactions import NO, YES, choice_of
from bot.handlers.intent import Wish, intent
from bot.handlers.threads import root_of
from bot.ports import Message, Messenger, Reaction, Rendered, RoomKind
from bot.render.agenda_proposal import Kind, choose, name_of, told, told_in_both
from bot.render.words import words_for
from bot.screening.free_text import FreeTextCheck
from bot.store_agenda import AgendaStore
from kb.agenda import Agenda
from kb.errors import EventUnknown
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
        self._store = store
        self._finder = finder
        self._talk = Talk(agenda, finder, messenger, zones, clock)
        self._chooser = Chooser(agenda, store, finder, messenger, moderation, clock)
        self._messenger = messenger
        self._moderation = moderation
        self._intakes = intakes
        self._check = check
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
            return await self._lost(message)
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
            await self._decide(intake, place, agreed=choice == YES)
            return True
        found = await self._messenger.written(reaction.room.room_id, reaction.target)
        root = found.thread_root if found else None
        if found and root is None and alone:
            root = next(iter(self._store.intakes_in(reaction.room.room_id)), None)
        if root and self._store.intake(root) and not self._intakes.is_somebodys(root):
            self._store.end_intake(root)
            await self._messenger.post(
                reaction.room.room_id, told_in_both("agenda-intake-gone"), cause=reaction.target, stage="agenda gone",
                thread_root=None if alone else root,
            )  # fmt: skip
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
            await self._end(intake, place, told(intake.lang, "agenda-change-none"))
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
            await self._end(intake, place, told(intake.lang, "agenda-intake-stopped"))
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
            await self._decide(intake, place, agreed=agreed)
        elif intake.kind == "change":
            await self._what(intake, place, text)
        elif intake.kind == "new" and labelled(text):
            intake.draft = typed(intake.draft, text, intake.lang, self._today())
            await self._next(intake, place)
        else:
            await self._talk.say(intake, place, told(intake.lang, "agenda-intake-choose"))

    # --- the end ---

    async def _decide(self, intake: Intake, place: Place, *, agreed: bool) -> None:
        if not agreed:
            await self._end(intake, place, told(intake.lang, "agenda-intake-stopped"))
            return
        assert intake.event is not None
        doubtful = False
        if intake.kind != "cancel":
            verdict = await self._checked(intake, place)
            if verdict is None:
                return
            doubtful = verdict
        await self._hand_on(intake, place, doubtful=doubtful)

    async def _checked(self, intake: Intake, place: Place) -> bool | None:
        """Whether the whole is only doubtful; None when it may not go on, and its author was told why."""
        assert intake.event is not None
        try:
            found = await self._check(texts_of(intake.event), intake.room_id)
        except GuardFailed:
            await self._talk.say(intake, place, told(intake.lang, "agenda-intake-unchecked"))
            return None
        if found.user_data and not found.uncertain:
            kinds = ", ".join(dict.fromkeys(words_for(intake.lang)(f"guard-kind-{kind}") for kind in found.kinds))
            await self._talk.say(intake, place, told(intake.lang, "agenda-intake-guard", kinds=kinds))
            return None
        return found.user_data

    async def _hand_on(self, intake: Intake, place: Place, *, doubtful: bool) -> None:
        event = intake.event
        assert event is not None
        if intake.practice:
            await self._end(intake, place, told(intake.lang, "sandbox-agenda"))
            return
        if not intake.at_once:
            sent = await self._moderation.submit(
                intake.kind, event, intake.zone, intake.sender, intake.lang, doubtful=doubtful
            )
            await self._end(intake, place, told(intake.lang, "agenda-intake-sent" if sent else "agenda-intake-nobody"))
            return
        try:
            await self._moderation.apply(intake.kind, event)
        except EventUnknown:
            await self._end(intake, place, told(intake.lang, "agenda-change-none"))
            return
        title = name_of(event, intake.lang)
        await self._end(intake, place, told(intake.lang, f"agenda-done-{intake.kind}", title=title))

    async def _end(self, intake: Intake, place: Place, text: Rendered) -> None:
        await self._talk.say(intake, place, text)
        self._intakes.end(intake)

    async def _lost(self, message: Message) -> bool:
        """An answer to something that is not known any more: a restart came between, or too much time."""
        root = message.thread_root
        if root is None and message.room.kind is RoomKind.DIRECT:
            root = next((one for one in self._store.intakes_in(message.room.room_id)), None)
        if root is None or not self._store.intake(root) or self._intakes.is_somebodys(root):
            return False
        self._store.end_intake(root)
        await self._talk.tell(place_of(message), told_in_both("agenda-intake-gone"), "agenda gone")
        return True

    def _today(self) -> date:
        return self._clock().astimezone(self._agenda.region).date()
