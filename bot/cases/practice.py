"""What was learned from a case: an anonymised question and answer, agreed to by a moderator, then known as a practice.

The text stands in the case's room and in the moderators' room; here only the ids of both. At the moderator's ✅ it is
read again from the case's room and goes through the guard once more before it becomes a document of the knowledge base.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass

from bot.cases.desk import CaseDesk
from bot.cases.states import State
from bot.handlers.intent import intent
from bot.ports import Message, Reaction, RoomKind
from bot.render.cases import NO, YES, practice_card, told, told_in_both
from bot.render.words import words_for
from bot.store_cases import Case
from kb.generations import Change
from kb.language import detect
from kb.models import Document, Passage

LINE = "practice"
"""Field under which a proposal's ids are kept, followed by the id of its card."""

SHORTEST, LONGEST = 15, 1500
"""Characters of an answer that can teach somebody something, and of one that is still read."""

_PARTS = re.compile(r"^(?P<question>[^|\n]{8,300}?)\s*(?:\||\n|(?<=\?)\s)\s*(?P<answer>.+)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Practice:
    """A question and what helped."""

    question: str
    answer: str


def read_practice(text: str) -> Practice | None:
    """`question | answer`, or the question with its question mark and then the answer; None when one is missing."""
    parts = _PARTS.match(text.strip())
    if parts is None or not SHORTEST <= len(parts["answer"].strip()) <= LONGEST:
        return None
    return Practice(parts["question"].strip(" |"), " ".join(parts["answer"].split()))


class Practices:
    """Takes proposals in the case's room, and the moderators' word on them."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk

    async def propose(self, message: Message, case: Case, text: str) -> None:
        """From the referral person who handled the case."""
        desk = self._desk
        reply, number = desk.parts.messenger.reply, case.number
        if message.sender != case.handler or case.state not in (State.ANSWERED, State.CONFIRMED):
            await reply(message, told_in_both("case-practice-when"), stage="practice")
            return
        practice = read_practice(text)
        rooms = desk.parts.roles.moderators_rooms(case.zone)
        if practice is None or not rooms:
            key = "case-practice-form" if rooms else "case-practice-nobody"
            await reply(message, told_in_both(key), stage="practice")
            return
        if (await desk.parts.screen.check([practice.question, practice.answer])).user_data:
            await reply(message, told_in_both("case-practice-guarded"), stage="practice")
            return
        card = practice_card(desk.zone(case.zone), practice.question, practice.answer)
        for room in rooms:
            event_id = await desk.parts.messenger.carry(room, card, cause=message.event_id, stage="practice card")
            if event_id:
                for key in (YES, NO):
                    await desk.parts.messenger.react(room, event_id, key, cause=message.event_id)
                desk.store.answer(number, f"{LINE} {event_id}", message.event_id)
        await reply(message, told_in_both("case-practice-asked"), stage="practice")

    async def decide(self, reaction: Reaction, mark: str) -> bool:
        """A moderator's click on a proposal; True when it was one."""
        desk = self._desk
        found = desk.store.by_line(f"{LINE} {reaction.target}")
        if found is None or reaction.room.kind is not RoomKind.MODERATORS:
            return False
        case, said = found
        if mark not in (YES, NO) or not desk.parts.roles.is_moderator(reaction.sender, case.zone):
            return True
        if mark == YES and not await self._learn(case, said):
            return True
        key = "case-practice-yes" if mark == YES else "case-practice-no"
        await desk.tell(case.handler, told_in_both(key), case, f"{key} {said}")
        await desk.parts.messenger.post(
            reaction.room.room_id, told_in_both(key), cause=reaction.target, stage=key, thread_root=reaction.target
        )
        desk.store.forget_line(case.number, f"{LINE} {reaction.target}")
        return True

    async def _learn(self, case: Case, said: str) -> bool:
        """Whether it is in the knowledge base now."""
        desk = self._desk
        message = await desk.parts.messenger.message(case.room_id, said)
        practice = read_practice(intent(message).text) if message else None
        if practice is None or (await desk.parts.screen.check([practice.question, practice.answer])).user_data:
            await desk.tell(case.handler, told(case.lang, "case-practice-gone"), case, f"practice gone {said}")
            return False
        change = self._change(case, practice)
        await asyncio.to_thread(desk.parts.knowledge.writer().apply, change)
        await asyncio.to_thread(desk.parts.knowledge.refresh)
        return True

    def _change(self, case: Case, practice: Practice) -> Change:
        """One document with one passage; the same case again replaces it."""
        now, zone = self._desk.now(), self._desk.zone(case.zone)
        lang, _ = detect(f"{practice.question} {practice.answer}")
        name = f"praktijk-{case.zone}-{case.number}"
        document = Document(
            name=name,
            title=words_for(lang)("case-practice-title", question=practice.question),
            lang=lang,
            publisher=f"zorgzone {zone.name_nl} / bassin {zone.name_fr}",
            date=f"{now:%Y-%m-%d}",
            caveat_nl=words_for("nl")("case-practice-caveat"),
            caveat_fr=words_for("fr")("case-practice-caveat"),
            zone=case.zone,
        )
        passage = Passage(name, 0, (practice.question,), f"{practice.question} {practice.answer}", lang)
        return Change("documents", name, "relais", now, documents_put=((document, (passage,)),))
