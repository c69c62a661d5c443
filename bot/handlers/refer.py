"""Blocked cases, as people begin and follow them by messages: ways in, the intake, lists, erasing."""

from __future__ import annotations

from datetime import datetime

from bot.cases.course import Course
from bot.cases.desk import CaseDesk
from bot.cases.dialog import Dialog
from bot.cases.intake import sounds_blocked
from bot.cases.practice import Practices
from bot.handlers.intent import Intent, Wish, intent
from bot.ports import Message, RoomKind
from bot.render.cases import HELP, listed, told
from bot.store_cases import Case
from kb.language import detect
from kb.models import Lang

PAUSE, RESUME = "pause", "resume"
"""The clock of a case stands while its asker owes an answer."""


class ReferHandler:
    """True for messages about cases."""

    def __init__(self, desk: CaseDesk, dialog: Dialog, course: Course, practices: Practices) -> None:
        self._desk = desk
        self._dialog = dialog
        self._course = course
        self._practices = practices

    async def __call__(self, message: Message) -> bool:
        if message.room.kind is RoomKind.CASE:
            return await self._in_case_room(message)
        wanted = intent(message)
        if wanted.wish is Wish.BLOCKED:
            await self.begin(message, wanted.lang or lang_of(wanted.text) or "nl")
        elif wanted.wish is Wish.CASES:
            await self._list(message, wanted.lang or "nl")
        elif wanted.wish is Wish.ERASE:
            await self._erase(message, wanted)
        elif wanted.wish is Wish.ASK:
            return await self._answer(message) or await self._offer(message, wanted)
        else:
            return False
        return True

    async def begin(self, message: Message, lang: Lang) -> None:
        """The intake is in private; whoever asked in a room is told so there."""
        await self._dialog.begin(message.sender, message.room.zone, lang, message.event_id)
        if message.room.kind is not RoomKind.DIRECT:
            await self._desk.parts.messenger.reply(message, told(lang, "case-elsewhere"), stage="case elsewhere")

    async def _answer(self, message: Message) -> bool:
        if message.room.kind is not RoomKind.DIRECT:
            return False
        draft = self._desk.store.draft_of(message.sender)
        return draft is not None and await self._dialog.answer(message, draft)

    async def _offer(self, message: Message, wanted: Intent) -> bool:
        """Somebody says that they are stuck: the bot offers, and opens nothing by itself."""
        if not self._desk.settings.roster or not sounds_blocked(wanted.text):
            return False
        text = told(lang_of(wanted.text) or "nl", "case-offer-plain")
        await self._desk.parts.messenger.reply(message, text, stage="case offer", choices=(HELP,))
        return True

    async def _list(self, message: Message, lang: Lang) -> None:
        desk = self._desk
        mine = [zone for zone in desk.zones if desk.is_referral_person(message.sender, zone)]
        if not mine:
            await desk.parts.messenger.reply(message, told(lang, "case-list-only"), stage="cases")
            return
        cases = [desk.card_state(case) for zone in mine for case in desk.store.open_cases(zone)]
        text = listed(lang, cases)
        if message.room.kind in (RoomKind.REFERRAL, RoomKind.DIRECT):
            await desk.parts.messenger.reply(message, text, stage="cases")
        else:  # who handles what is not for everybody in a room
            await desk.parts.messenger.direct(message.sender, text, cause=message.event_id, stage="cases")

    async def _erase(self, message: Message, wanted: Intent) -> None:
        desk, lang = self._desk, wanted.lang or "nl"
        number = wanted.text.strip(" #.")
        if not number.isdigit():
            await desk.parts.messenger.reply(message, told(lang, "case-erase-which"), stage="erase")
            return
        mine: dict[int, Case] = {case.number: case for case in desk.store.of_asker(message.sender)}
        case = mine.get(int(number[:9]))
        if case is None:
            text = told(lang, "case-erase-unknown", number=number[:9])
            await desk.parts.messenger.reply(message, text, stage="erase")
            return
        await self._course.erase(case, message.event_id)

    async def _in_case_room(self, message: Message) -> bool:
        """The clock stops with a question of the handler, and goes on with any word of the asker. What is said in
        the room is people's talk: Relais answers there only when it is spoken to."""
        store = self._desk.store
        case = store.by_room(message.room.room_id)
        if case is None:
            return False
        if message.sender == case.asker and case.waits_for_asker:
            self._clock(case, RESUME, message, self._desk.now())
        elif message.sender == case.handler and not case.waits_for_asker and message.body.rstrip().endswith("?"):
            self._clock(case, PAUSE, message, self._desk.now())
        wanted = intent(message)
        if wanted.wish is Wish.PRACTICE:
            await self._practices.propose(message, case, wanted.text)
            return True
        return wanted.wish is Wish.NOTHING

    def _clock(self, case: Case, event: str, message: Message, now: datetime) -> None:
        if self._desk.store.note(case.number, event, message.event_id, now):
            self._desk.store.set(case.number, waits_for_asker=int(event == PAUSE))


def lang_of(text: str) -> Lang | None:
    """The language of some words; None when they do not tell."""
    if not text.strip():
        return None
    lang, certain = detect(text)
    return lang if certain else None
