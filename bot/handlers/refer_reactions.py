"""Blocked cases, as people move them on by a click. Who may do what is asked of the rooms at each click."""

from __future__ import annotations

from collections.abc import Awaitable

from bot.cases.course import CARD, Course
from bot.cases.desk import CaseDesk
from bot.cases.dialog import Dialog
from bot.cases.practice import Practices
from bot.cases.states import Code, NotNow, State
from bot.handlers.refer import lang_of
from bot.ports import Reaction, RoomKind, Said
from bot.render.cases import FORWARD, HELP, NO, NUMBERS, TAKE, YES, told, told_in_both
from bot.store_cases import Case
from kb.models import Lang


def mark_of(key: str) -> str:
    """The emoji without the variations that keyboards add."""
    bare = key.strip().rstrip("\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
    return next((mark for mark in (YES, NO, TAKE, FORWARD, HELP, *NUMBERS) if mark.rstrip("\ufe0f") == bare), "")


class ReferReactions:
    """True for a click on something about a case."""

    def __init__(self, desk: CaseDesk, dialog: Dialog, course: Course, practices: Practices) -> None:
        self._desk = desk
        self._dialog = dialog
        self._course = course
        self._practices = practices

    async def __call__(self, reaction: Reaction) -> bool:
        mark = mark_of(reaction.key)
        if mark == HELP:
            return await self._help(reaction)
        if not mark:
            return False
        draft = self._desk.store.by_summary(reaction.target)
        if draft is not None and reaction.sender == draft.asker:
            await self._attempt(draft, reaction, self._on_summary(draft, mark, reaction))
            return True
        case, stage = self._about(reaction)
        if case is None:
            return await self._practices.decide(reaction, mark)
        await self._attempt(case, reaction, self._on_case(case, stage, mark, reaction))
        return True

    def _about(self, reaction: Reaction) -> tuple[Case | None, str]:
        """The case and what of it was clicked on."""
        store = self._desk.store
        in_room = store.by_room(reaction.room.room_id)
        if in_room is not None:
            cards = [event for field, event in store.lines(in_room.number).items() if field.startswith(CARD)]
            if reaction.target in cards:
                return in_room, CARD
        said: Said | None = self._desk.parts.messenger.said(reaction.target)
        if said is None or not said.cause.startswith("case "):
            return None, ""
        return store.case(int(said.cause.removeprefix("case "))), said.stage

    async def _attempt(self, case: Case, reaction: Reaction, act: Awaitable[None]) -> None:
        try:
            await act
        except NotNow:
            key = "case-taken" if mark_of(reaction.key) == TAKE else "case-not-now"
            notice = told_in_both(key, number=case.number)
            await self._desk.parts.messenger.direct(
                reaction.sender, notice, cause=reaction.event_id, stage="case not now"
            )

    async def _on_summary(self, draft: Case, mark: str, reaction: Reaction) -> None:
        if mark == YES:
            await self._course.send(draft, reaction.event_id)
        elif mark == NO and draft.state is State.DRAFT:
            await self._dialog.drop(draft)

    async def _on_case(self, case: Case, stage: str, mark: str, reaction: Reaction) -> None:
        kind = stage.partition(" ")[0]
        if kind in ("answered", "followup"):
            await self._asker_says(case, mark, reaction)
        elif kind == "forward":
            await self._other_zone_says(case, mark, reaction)
        elif stage == CARD or kind in ("card", "codes", "zones"):
            if self._desk.is_referral_person(reaction.sender, case.zone):
                await self._referral_person_says(case, kind, mark, reaction)
            else:
                notice = told_in_both("case-not-yours")
                await self._desk.parts.messenger.direct(
                    reaction.sender, notice, cause=reaction.event_id, stage="case not yours"
                )

    async def _asker_says(self, case: Case, mark: str, reaction: Reaction) -> None:
        if reaction.sender != case.asker:
            return
        if mark == YES and case.state is State.ANSWERED:
            await self._course.confirm(case, reaction.event_id)
        elif mark == NO:
            await self._course.reopen(case, reaction.event_id)

    async def _other_zone_says(self, case: Case, mark: str, reaction: Reaction) -> None:
        if not self._desk.is_referral_person(reaction.sender, case.forwarded_to):
            return
        if mark in (YES, TAKE):
            await self._course.accept(case, reaction.sender, reaction.event_id)
        elif mark == NO:
            await self._course.decline(case, reaction.event_id)

    async def _referral_person_says(self, case: Case, kind: str, mark: str, reaction: Reaction) -> None:
        course, cause = self._course, reaction.event_id
        if kind == "codes" and mark in NUMBERS[: len(Code)]:
            await course.answer(case, tuple(Code)[NUMBERS.index(mark)], cause)
        elif kind == "zones" and mark in NUMBERS:
            others = course.others(case)
            if NUMBERS.index(mark) < len(others):
                await course.forward(case, others[NUMBERS.index(mark)].id, cause)
        elif mark == TAKE:
            await course.claim(case, reaction.sender, cause)
        elif mark == FORWARD:
            await course.ask_zone(case, reaction.room.room_id, cause)
        elif mark == YES and kind == "full" and case.state is State.CLAIMED:
            await course.ask_code(case, cause)

    async def _help(self, reaction: Reaction) -> bool:
        """🆘 on an answer, or on one's own question."""
        desk = self._desk
        if not desk.settings.roster or reaction.room.kind is RoomKind.CASE:
            return False
        said = desk.parts.messenger.said(reaction.target)
        written = None if said else await desk.parts.messenger.written(reaction.room.room_id, reaction.target)
        if said is None and (written is None or written.author != reaction.sender):
            return False
        await self._dialog.begin(
            reaction.sender, reaction.room.zone, await self._lang(reaction, said), reaction.event_id
        )
        return True

    async def _lang(self, reaction: Reaction, said: Said | None) -> Lang:
        """The language of the question that was clicked on, or answered."""
        asked = said.cause if said and said.cause.startswith("$") else reaction.target
        message = await self._desk.parts.messenger.message(reaction.room.room_id, asked)
        return (lang_of(message.body) if message else None) or "nl"


async def offer_under(desk: CaseDesk, reaction: Reaction) -> None:
    """👎 on an answer: the bot offers the way to a person, once."""
    said = desk.parts.messenger.said(reaction.target)
    if said is None or said.stage != "answer" or not desk.settings.roster:
        return
    written = await desk.parts.messenger.written(reaction.room.room_id, reaction.target)
    message = await desk.parts.messenger.message(reaction.room.room_id, said.cause)
    lang: Lang = (lang_of(message.body) if message else None) or "nl"
    root = written.thread_root if written else None
    await desk.parts.messenger.post(
        reaction.room.room_id, told(lang, "case-offer"), cause=said.cause, stage="case offer", thread_root=root,
        choices=(HELP,),
    )  # fmt: skip
