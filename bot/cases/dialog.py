"""The intake: a question at a time in the asker's direct room, then a summary, then ✅ or ❌."""

from __future__ import annotations

from bot.cases.desk import NUMBERS_OF_DANGER, CaseDesk
from bot.cases.intake import LONGEST, Field, is_skip, is_stop, next_field, urgency_of
from bot.cases.states import Event, State, Urgency
from bot.cases.words import CaseWords
from bot.errors import Unreachable
from bot.ports import Message, Rendered
from bot.render.cases import NO, YES, begun, noted, question, summary, told, urgent
from bot.store_cases import Case
from bot.store_guard import GuardStore
from kb.models import Lang, Zone


class Dialog:
    """Asks and listens. What was answered is remembered by event id (bot.cases.words)."""

    def __init__(self, desk: CaseDesk, words: CaseWords) -> None:
        self._desk = desk
        self._words = words
        self._prompts = GuardStore(desk.parts.store)

    async def begin(self, asker: str, zone: str | None, lang: Lang, cause: str) -> None:
        """Open a draft, or go on with the one there is. `zone` None: it is asked."""
        desk, store = self._desk, self._desk.store
        draft = store.draft_of(asker)
        if draft is None:
            own = desk.parts.roles.zones_of(asker)
            known = zone or (own[0] if len(own) == 1 else "")
            draft = store.begin(asker, known, lang, cause, desk.now())
            if known:
                store.answer(draft.number, Field.ZONE, cause)
        if draft.zone and not desk.serves(draft.zone):
            await self._no_roster(draft)
            return
        field = self._next(draft)
        if field:
            first = self._question(draft, field)
            await desk.tell(asker, begun(draft.lang, first), draft, f"begin {cause}")

    async def _no_roster(self, draft: Case) -> None:
        desk, zone = self._desk, self._desk.zone(draft.zone)
        contact = " ".join(part for part in (zone.contact_name, zone.contact_phone) if part)
        text = (
            told(draft.lang, "case-no-roster", contact=contact)
            if contact
            else told(draft.lang, "case-no-roster-nobody")
        )
        await desk.tell(draft.asker, text, draft, "no roster")
        desk.store.delete([draft.number])

    async def answer(self, message: Message, draft: Case) -> bool:
        """A line in the direct room of somebody with a draft; whether it answered a question."""
        field = self._next(draft)
        if field is None:
            return False
        text, lang = message.body.strip(), draft.lang
        reply = self._desk.parts.messenger.reply
        if is_stop(text):
            self._drop(draft)
            await reply(message, told(lang, "case-dropped"), stage="case stop")
            return True
        if len(text) > LONGEST:
            await reply(message, told(lang, "case-too-long"), stage="case long")
            return True
        if not await self._take(message, draft, field, text):
            return True
        draft = self._desk.store.case(draft.number) or draft
        following = self._next(draft)
        if following:
            await self._desk.tell(draft.asker, self._question(draft, following), draft, f"ask {following}")
        else:
            await self._summarise(draft)
        return True

    async def _take(self, message: Message, draft: Case, field: Field, text: str) -> bool:
        """Whether the answer was understood."""
        store, reply = self._desk.store, self._desk.parts.messenger.reply
        if field is Field.ZONE:
            zone = self._zone_of(text)
            if zone is None:
                await reply(message, told(draft.lang, "case-zone-unclear"), stage="case zone")
                return False
            store.set(draft.number, zone=zone)
            if not self._desk.serves(zone):
                await self._no_roster(store.case(draft.number) or draft)
                return False
        if field is Field.URGENCY:
            urgency = urgency_of(text)
            if urgency is None:
                await reply(message, told(draft.lang, "case-urgency-unclear"), stage="case urgency")
                return False
            store.set(draft.number, urgency=urgency)
            if urgency is Urgency.TODAY:
                warning = urgent(draft.lang, NUMBERS_OF_DANGER, self._desk.settings.duty)
                await self._desk.tell(draft.asker, warning, draft, "urgent")
        skipped = is_skip(text) and field not in (Field.ZONE, Field.URGENCY)
        kept = "" if skipped else await self._place_of(message, draft)
        store.answer(draft.number, field, kept)
        if kept:
            self._words.keep(kept, text)
        return True

    async def _place_of(self, message: Message, draft: Case) -> str:
        """The event that holds a line, to read it again from. What the guard cleaned, and the asker agreed to with a
        click, was said by nobody yet: Relais says it."""
        if not self._prompts.is_prompt(message.event_id):
            return message.event_id
        said = await self._desk.parts.messenger.direct(
            draft.asker, noted(message.body.strip()), cause=message.event_id, stage="case line", keep=False
        )
        if said is None:
            raise Unreachable("A line of a case could not be noted.")
        return said

    async def _summarise(self, draft: Case) -> None:
        words = await self._words.of(draft)
        if words is None:
            await self._lost(draft)
            return
        text = summary(draft.lang, draft.number, self._desk.zone(draft.zone), words, draft.urgency)
        event_id = await self._desk.parts.messenger.direct(
            draft.asker, text, cause=draft.key, stage="summary", keep=False, choices=(YES, NO)
        )
        if event_id is None:
            raise Unreachable("The summary of a case could not be sent.")
        self._desk.store.set(draft.number, summary=event_id)

    async def _lost(self, draft: Case) -> None:
        await self._desk.tell(draft.asker, told(draft.lang, "case-guarded"), draft, "guarded")
        self._drop(draft)

    def _drop(self, draft: Case) -> None:
        self._words.forget(draft)
        self._desk.store.delete([draft.number])

    async def drop(self, draft: Case) -> None:
        """❌ on the summary."""
        await self._desk.tell(draft.asker, told(draft.lang, "case-dropped"), draft, "dropped")
        self._drop(draft)

    async def give_up(self, draft: Case) -> None:
        """Nobody went on with it."""
        await self._desk.tell(draft.asker, told(draft.lang, "case-draft-gone"), draft, "draft gone")
        self._desk.store.advance(draft.number, Event.EXPIRE, "draft", self._desk.now())
        self._drop(draft)

    def waiting_for(self, user_id: str) -> int:
        """How many cases a person has begun and not sent."""
        return sum(case.state is State.DRAFT for case in self._desk.store.of_asker(user_id))

    def forget(self, user_id: str) -> None:
        """Drop what a person has begun and not sent."""
        for case in self._desk.store.of_asker(user_id):
            if case.state is State.DRAFT:
                self._drop(case)

    # --- questions ---

    def _next(self, draft: Case) -> Field | None:
        return next_field(self._desk.store.lines(draft.number).keys(), zone_known=bool(draft.zone))

    def _question(self, draft: Case, field: Field) -> Rendered:
        told = self._desk.store.lines(draft.number).get(Field.ZONE) == draft.opened_by  # by the room, not by an answer
        asked = [one for one in Field if not (one is Field.ZONE and told)]
        zones: list[Zone] = list(self._desk.zones.values())
        return question(draft.lang, field, asked.index(field) + 1, len(asked), zones)

    def _zone_of(self, text: str) -> str | None:
        """A zone by its number in the list, its id or one of its names."""
        zones = list(self._desk.zones.values())
        said = text.strip(" .").casefold()
        if said.isdigit() and 1 <= int(said) <= len(zones):
            return zones[int(said) - 1].id
        return next((z.id for z in zones if said in (z.id, z.name_nl.casefold(), z.name_fr.casefold())), None)
