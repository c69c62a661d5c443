"""`!agenda nieuw`, `!agenda wijzig`, `!agenda annuleer`: asks for what is missing, shows the result, hands it on.

One question at a time, in the thread or the direct room. What was filled in lives in memory; bot.sqlite only knows
that something is being filled in in a thread, so that after a restart the person hears that it was lost.
"""

from __future__ import annotations

import asyncio
import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import structlog

from bot.agenda_marks import ends
from bot.errors import GuardFailed
from bot.handlers.agenda_draft import Draft, Field, answered, labelled, typed
from bot.handlers.agenda_draft_event import changed, event_of
from bot.handlers.agenda_find import Finder
from bot.handlers.agenda_intakes import Intake, Intakes, Step
from bot.handlers.agenda_moderation import CHOICES, Moderation
from bot.handlers.agenda_same import MOST, alone_of, as_occurrence, meant, similar
from bot.handlers.guard_reactions import NO, YES, choice_of
from bot.handlers.intent import Wish, intent
from bot.handlers.threads import root_of
from bot.ports import Message, Messenger, Reaction, Rendered, RoomKind
from bot.render.agenda_proposal import Kind, choose, name_of, preview, question, told, told_in_both
from bot.render.words import words_for
from bot.screening.free_text import FreeTextCheck
from bot.store_agenda import AgendaStore
from kb.agenda import Agenda
from kb.errors import EventUnknown
from kb.events import Event, EventStatus, Occurrence
from kb.models import REGION, Lang, Zone
from kb.understand.text import plain

log = structlog.get_logger(__name__)

PREVIEW = "agenda preview"

_VERBS: dict[str, tuple[Kind, Lang]] = {
    "nieuw": ("new", "nl"), "nieuwe": ("new", "nl"), "voorstel": ("new", "nl"), "toevoegen": ("new", "nl"),
    "nouveau": ("new", "fr"), "nouvelle": ("new", "fr"), "proposer": ("new", "fr"), "ajouter": ("new", "fr"),
    "new": ("new", "en"), "propose": ("new", "en"), "add": ("new", "en"),
    "wijzig": ("change", "nl"), "wijzigen": ("change", "nl"), "aanpassen": ("change", "nl"),
    "verplaats": ("change", "nl"), "modifier": ("change", "fr"), "changer": ("change", "fr"),
    "change": ("change", "en"), "edit": ("change", "en"),
    "annuleer": ("cancel", "nl"), "annuleren": ("cancel", "nl"), "schrap": ("cancel", "nl"),
    "annuler": ("cancel", "fr"), "supprimer": ("cancel", "fr"), "cancel": ("cancel", "en"),
}  # fmt: skip
_STOP = re.compile(r"^\s*(?:stop|stoppen|annuleer|annuler|cancel|arr[êe]te[rz]?|quit)\s*[.!]?\s*$", re.IGNORECASE)
_YES = re.compile(r"^\s*(?:ja|oui|yes|ok|oké|d['’]accord|✅|✔️?|klopt|goed|bien|prima)\s*[.!]?\s*$", re.IGNORECASE)
_NO = re.compile(r"^\s*(?:nee|neen|non|no|❌)\s*[.!]?\s*$", re.IGNORECASE)
_EVERY = re.compile(r" (alle|allemaal|tous|toutes|all|elke|iedereen|region|regio) ")


def verb_of(text: str) -> tuple[Kind, Lang, str] | None:
    """What `!agenda TEXT` wants done, in which language, and the rest; None when it only asks for a list."""
    first, _, rest = text.strip().partition(" ")
    found = _VERBS.get(first.strip(":,;").casefold())
    return (*found, rest.strip()) if found else None


@dataclass(frozen=True, slots=True)
class Place:
    """Where and by whom something is said: what is needed to speak on in a thread."""

    room_id: str
    cause: str
    message: Message | None = None


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
        place = Place(reaction.room.room_id, reaction.event_id)
        if intake is not None:
            await self._decide(intake, place, agreed=choice == YES)
            return True
        found = await self._messenger.written(reaction.room.room_id, reaction.target)
        root = found.thread_root if found else None
        if root and self._store.intake(root) and not self._intakes.is_somebodys(root):
            self._store.end_intake(root)
            await self._messenger.post(
                reaction.room.room_id, told_in_both("agenda-intake-gone"), cause=reaction.target, stage="agenda gone",
                thread_root=root,
            )  # fmt: skip
        return True

    # --- beginning ---

    async def _begin(self, message: Message, kind: Kind, lang: Lang, rest: str) -> None:
        zones = self._zones_of(message)
        zone = message.room.zone or (zones[0] if len(zones) == 1 else "")
        root = root_of(message)
        intake = Intake(kind, message.sender, lang, message.room.room_id, root, zone, self._clock())
        self._intakes.begin(intake)
        self._store.begin_intake(root, message.room.room_id)
        place = Place(message.room.room_id, message.event_id, message)
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
        """Find the event to be changed or cancelled: the one of the thread, or by words of its title."""
        found = self._of_thread(message) if not words.strip() else []
        if not found:
            now = self._clock()
            there = await asyncio.to_thread(meant, words, self._finder, now, None, self._agenda)
            own = {one.uid for one in self._store.of_proposer(message.sender)}
            found = [one for one in there if self._may(message.sender, one, own)]
        if not found:
            await self._end(intake, place, told(intake.lang, "agenda-change-none"))
        elif len(found) == 1:
            await self._found(intake, found[0], place)
        else:
            intake.found = tuple(found[:MOST])
            intake.step = Step.WHICH
            await self._say(intake, place, choose(intake.found, intake.lang, self._today()))

    def _of_thread(self, message: Message) -> list[Occurrence]:
        said = self._messenger.said(message.thread_root) if message.thread_root else None
        name = said.cause.removeprefix("event ") if said and said.cause.startswith("event ") else ""
        one = self._agenda.occurrence(name) if name else None
        own = {proposal.uid for proposal in self._store.of_proposer(message.sender)}
        return [one] if one and not one.cancelled and self._may(message.sender, one, own) else []

    def _may(self, user_id: str, one: Occurrence, own: set[str]) -> bool:
        return one.event.uid in own or self._moderation.may_decide(user_id, one.zones)

    async def _found(self, intake: Intake, one: Occurrence, place: Place) -> None:
        intake.event = alone_of(one)
        intake.at_once = self._moderation.may_decide(intake.sender, one.zones)
        intake.zone = next((zone for zone in one.zones if zone in self._zones), intake.zone)
        if intake.kind == "cancel":
            await self._show(intake, place, replace(intake.event, status=EventStatus.CANCELLED))
        elif intake.rest and (event := self._changed(intake, intake.rest)):
            intake.event = event
            await self._show(intake, place, event)
        else:
            intake.step = Step.WHAT
            await self._say(intake, place, told(intake.lang, "agenda-change-what"))

    # --- going on ---

    async def _answer(self, intake: Intake, message: Message, text: str) -> None:
        place = Place(message.room.room_id, message.event_id, message)
        if _STOP.match(text):
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
                    await self._say(intake, place, choose(intake.found, intake.lang, self._today()))
            case Step.WHAT:
                await self._what(intake, place, text)
            case Step.CONFIRM:
                await self._confirm(intake, place, text)

    async def _field(self, intake: Intake, place: Place, text: str) -> None:
        asked = intake.asked or "title"
        if asked == "zone":
            zones = self._named_zones(text)
            draft = replace(intake.draft, zones=zones) if zones else None
        else:
            draft = answered(intake.draft, asked, text, intake.lang, self._today())
        if draft is None:
            await self._ask(intake, place, asked, again=True)
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
            await self._ask(intake, place, missing, past=past)
            return
        intake.zone = intake.zone or next((zone for zone in draft.zones if zone in self._zones), REGION)
        uid = intake.event.uid if intake.event else f"{uuid.uuid4()}@relais"
        intake.event = event_of(draft, uid, self._agenda.region)
        await self._show(intake, place, intake.event)

    async def _what(self, intake: Intake, place: Place, text: str) -> None:
        event = self._changed(intake, text)
        if event is None:
            await self._say(intake, place, told(intake.lang, "agenda-ask-again", "agenda-change-what"))
            return
        intake.event = event
        await self._show(intake, place, event)

    def _changed(self, intake: Intake, text: str) -> Event | None:
        assert intake.event is not None
        event = changed(intake.event, text, intake.lang, self._today(), self._agenda.region)
        over = event is not None and ends(as_occurrence(event, self._agenda), self._agenda) < self._clock().timestamp()
        return None if over else event

    async def _confirm(self, intake: Intake, place: Place, text: str) -> None:
        if _YES.match(text) or _NO.match(text):
            await self._decide(intake, place, agreed=bool(_YES.match(text)))
        elif intake.kind == "change":
            await self._what(intake, place, text)
        elif intake.kind == "new" and labelled(text):
            intake.draft = typed(intake.draft, text, intake.lang, self._today())
            await self._next(intake, place)
        else:
            await self._say(intake, place, told(intake.lang, "agenda-intake-choose"))

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
        event = intake.event
        assert event is not None
        texts = [event.title_nl, event.title_fr, event.place, event.organiser_nl, event.registration]
        texts += [event.description_nl, event.price, *event.themes]
        try:
            found = await self._check(list(dict.fromkeys(filter(None, texts))), intake.room_id)
        except GuardFailed:
            await self._say(intake, place, told(intake.lang, "agenda-intake-unchecked"))
            return None
        if found.user_data and not found.uncertain:
            kinds = ", ".join(dict.fromkeys(words_for(intake.lang)(f"guard-kind-{kind}") for kind in found.kinds))
            await self._say(intake, place, told(intake.lang, "agenda-intake-guard", kinds=kinds))
            return None
        return found.user_data

    async def _hand_on(self, intake: Intake, place: Place, *, doubtful: bool) -> None:
        event = intake.event
        assert event is not None
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
        await self._say(intake, place, text)
        self._intakes.end(intake)
        self._store.end_intake(intake.root)

    async def _lost(self, message: Message) -> bool:
        """An answer to something that is not known any more: a restart came between, or too much time."""
        root = message.thread_root
        if root is None and message.room.kind is RoomKind.DIRECT:
            root = next((one for one in self._store.intakes_in(message.room.room_id)), None)
        if root is None or not self._store.intake(root) or self._intakes.is_somebodys(root):
            return False
        self._store.end_intake(root)
        await self._messenger.reply(message, told_in_both("agenda-intake-gone"), stage="agenda gone")
        return True

    # --- saying ---

    async def _ask(
        self, intake: Intake, place: Place, field: Field, *, again: bool = False, past: bool = False
    ) -> None:
        intake.asked, intake.step = field, Step.FIELD
        begin, intake.begun = intake.begun, False
        text = question(intake.lang, field, tuple(self._zones.values()), begin=begin, again=again, past=past)
        await self._say(intake, place, text)

    async def _show(self, intake: Intake, place: Place, event: Event) -> None:
        intake.step, intake.shown = Step.CONFIRM, place.cause
        same = await asyncio.to_thread(similar, event, self._agenda, self._finder) if intake.kind == "new" else None
        text = preview(
            intake.kind, as_occurrence(event, self._agenda), intake.lang, self._today(), self._zones,
            same=same, at_once=intake.at_once,
        )  # fmt: skip
        await self._say(intake, place, text, stage=PREVIEW, choices=CHOICES)

    async def _say(
        self, intake: Intake, place: Place, text: Rendered, *, stage: str = "agenda", choices: tuple[str, ...] = ()
    ) -> None:
        if place.message is not None:
            await self._messenger.reply(place.message, text, stage=stage, choices=choices)
        else:
            await self._messenger.post(
                place.room_id, text, cause=place.cause, stage=stage, thread_root=intake.root, choices=choices
            )

    def _named_zones(self, text: str) -> tuple[str, ...]:
        flat = plain(text)
        if _EVERY.search(flat):
            return (REGION,)
        named = [
            zone.id
            for zone in sorted(self._zones.values(), key=lambda zone: -len(zone.name_nl))
            if any(plain(name) in flat for name in (zone.name_nl, zone.name_fr, zone.id))
        ]
        return tuple(named[:1])

    def _today(self) -> date:
        return self._clock().astimezone(self._agenda.region).date()
