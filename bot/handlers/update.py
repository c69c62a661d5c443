"""`!update`, `!volzet`, `!plaatsen`: a professional corrects the repertory in one line.

The change is shown, old and new; who may, confirms with ✅. An owner's own report of capacity is live at once. What is
no change is passed on as a remark.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.handlers.cleaned import Waiting
from bot.handlers.intent import Wish, intent
from bot.handlers.threads import root_of
from bot.handlers.update_change import Change
from bot.handlers.update_desk import UpdateDesk
from bot.handlers.update_line import Line, line, reader
from bot.handlers.update_owners import Responsible
from bot.handlers.update_tell import NO, YES, Teller, stage_of
from bot.ports import Message, RoomKind
from bot.render import update as say
from bot.render.words import words_for
from bot.store_updates import Place, UpdateStore
from kb.language import detect, dutch_over_french
from kb.layers import Correction, Field, Role
from kb.models import Lang, Service

log = structlog.get_logger(__name__)

WISHES = (Wish.UPDATE, Wish.FULL, Wish.PLACES)
WHICH = "update which"
REMEMBERED, SECONDS = 200, 3600.0
"""Lines whose service is still to be chosen, and for how long; in memory only, because they are what a person wrote."""


_NO_LANGUAGE = re.compile(r"\S+@\S+|\b(?:https?://|www\.)\S+|\b(?:e-?mail|mail|tel|gsm|site)\b", re.IGNORECASE)
"""Addresses of e-mail and sites, and the words for them that all three languages use."""


@dataclass(frozen=True, slots=True)
class Undecided:
    """A line whose name fits several services."""

    message: Message
    wish: Wish
    line: Line
    lang: Lang


class UpdateHandler:
    """Reads lines, shows changes, keeps proposals. `lang_of` is the language that somebody asked to be answered in."""

    def __init__(
        self, desk: UpdateDesk, responsible: Responsible, tell: Teller, store: UpdateStore,
        clock: Callable[[], datetime], lang_of: Callable[[str], Lang | None] = lambda _: None,
    ) -> None:  # fmt: skip
        self._desk = desk
        self._responsible = responsible
        self._tell = tell
        self._store = store
        self._clock = clock
        self._lang_of = lang_of
        self._undecided: Waiting[Undecided] = Waiting(SECONDS, REMEMBERED, lambda: clock().timestamp())

    async def __call__(self, message: Message) -> bool:
        wanted = intent(message)
        if wanted.wish in WISHES:
            await self._read(message, wanted.text, wanted.wish, wanted.lang or self._lang(wanted.text, message.sender))
            return True
        if wanted.wish is Wish.ASK:
            for root in self._roots(message):
                if (asked := self._store.asked(root, message.sender)) is not None:
                    return await self._told_what_is_wrong(message, wanted.text, asked, root)
        return False

    def _roots(self, message: Message) -> tuple[str, ...]:
        """Where this may be the answer to "what is wrong?": in its thread, and in a direct room also beside it."""
        direct = message.room.kind is RoomKind.DIRECT and message.thread_root is None
        return (message.room.room_id,) if direct else (root_of(message),)

    async def chosen(self, event_id: str, number: int, user_id: str) -> bool:
        """The author of a line clicked on the number of a service. False when the line is not remembered any more."""
        kept = self._undecided.get(event_id)
        if kept is None:
            return False
        choices = kept.line.found.choices
        if user_id == kept.message.sender and number < len(choices):
            self._undecided.pop(event_id)
            about = kept.line.about(choices[number], reader(kept.wish, self._desk.around))
            await self._deal(kept.message, about, choices[number], kept.lang)
        return True

    def waiting_for(self, user_id: str) -> int:
        """How many lines of a person wait for a service to be chosen."""
        return self._undecided.count(lambda one: one.message.sender == user_id)

    def forget(self, user_id: str) -> None:
        """Drop them."""
        self._undecided.keep(lambda one: one.message.sender != user_id)

    async def let_go(self, moment: datetime) -> None:
        """Drop what nobody chose in time; `moment` only says that a minute is over."""
        self._undecided.sweep()

    async def _read(self, message: Message, text: str, wish: Wish, lang: Lang) -> None:
        own = self._responsible.owned_by(message.sender, self._desk.services)
        if not text.strip() and not (wish is Wish.FULL and len(own) == 1):
            usage = say.told("update-usage", lang) if text.strip() else say.told_in_both("update-usage")
            await self._tell.answer(message, usage, stage="update usage")
            return
        read = reader(wish, self._desk.around)
        found = await asyncio.to_thread(lambda: line(text, wish, self._desk.names, read, own))
        if found.found.service is not None:
            await self._deal(message, found, found.found.service, lang)
        elif found.found.certain:
            self._undecided.put(message.event_id, Undecided(message, wish, found, lang))
            numbers = say.NUMBERS[: len(found.found.choices)]
            await self._tell.answer(message, say.which(found.found.choices, lang), stage=WHICH, choices=numbers)
        else:
            name = _name_in(text)
            await self._tell.answer(message, say.unknown(name, found.found.choices, lang), stage="update unknown")

    async def _told_what_is_wrong(self, message: Message, text: str, asked: tuple[str, ...], root: str) -> bool:
        """An answer to "what is wrong?"; a question in the same thread stays a question."""
        if text.rstrip().endswith("?"):
            return False
        lang = self._lang(text, message.sender)
        services = [service for one in asked if (service := self._desk.service(one)) is not None]
        read = reader(Wish.UPDATE, self._desk.around)
        found = await asyncio.to_thread(lambda: line(text, Wish.UPDATE, self._desk.names, read, services))
        if found.found.service is not None and (found.changes or not services):
            await self._deal(message, found, found.found.service, lang)
        else:
            await self._pass_on(message, services[0] if len(services) == 1 else None, text, lang)
        self._store.answered(root, message.sender)
        return True

    async def _deal(self, message: Message, told: Line, service: Service, lang: Lang) -> None:
        """Changes of this service, or a remark about it."""
        shown = self._desk.service(service.id) or service
        news = [one for one in told.changes if not self._desk.says_so_already(shown, one)]
        if news:
            await self._propose(message, shown, news, lang)
        elif told.changes:
            await self._tell.answer(message, say.same(shown, told.changes, lang), stage="update same")
        elif told.rest:
            await self._pass_on(message, shown, told.rest, lang)
        else:
            await self._tell.answer(message, say.told("update-usage", lang), stage="update usage")

    async def _propose(self, message: Message, service: Service, news: Sequence[Change], lang: Lang) -> None:
        if message.room.kind is RoomKind.SANDBOX:
            text = say.change(service, news, lang, words_for(lang)("update-sandbox"))
            await self._tell.answer(message, text, stage="update sandbox")
            return
        role, proposed = self._responsible.role(message.sender, service, message.room.zone), list[Correction]()
        for number, one in enumerate(news, 1):
            cause = message.event_id if number == 1 else f"{message.event_id} {number}"
            correction = await asyncio.to_thread(self._desk.propose, cause, service, one, role)
            if correction is None:
                await self._tell.answer(message, say.told("update-gone", lang), stage="update gone")
                return
            self._store.proposed(correction.id, Place(message.room.room_id, root_of(message), lang))
            log.info("update_proposed", number=correction.id, service=service.id, field=str(one.field), by=role)
            proposed.append(correction)
        reports = [one for one in proposed if role == "owner" and one.field is Field.CAPACITY]
        for report in reports:
            await self._report(message, service, report, lang)
        others = [one for one in proposed if one not in reports]
        if others:
            await self._ask(message, service, others, role, lang)

    async def _report(self, message: Message, service: Service, correction: Correction, lang: Lang) -> None:
        """An owner's own report is live at once."""
        await asyncio.to_thread(self._desk.accept, correction.id, "owner")
        text = say.change(service, [correction], lang, say.live(self._clock(), correction.until, lang))
        await self._tell.answer(message, text, stage=stage_of([correction.id]), choices=(NO,))

    async def _ask(
        self, message: Message, service: Service, proposed: Sequence[Correction], role: Role, lang: Lang
    ) -> None:
        then = "update-ask"
        if role == "colleague":
            some = await self._tell.ask_others(proposed, service, message.sender, message.room.zone)
            then = "update-ask-others" if some else "update-ask-nobody"
        text = say.change(service, proposed, lang, words_for(lang)(then))
        await self._tell.answer(message, text, stage=stage_of(one.id for one in proposed), choices=(YES, NO))

    def _lang(self, text: str, user_id: str) -> Lang:
        """Names and numbers tell little: then the language that this person chose, else Dutch or French."""
        text = _NO_LANGUAGE.sub(" ", text)
        lang, certain = detect(text)
        if certain:
            return lang
        likelier: Lang = "nl" if dutch_over_french(text) >= 0 else "fr"
        return self._lang_of(user_id) or likelier

    async def _pass_on(self, message: Message, service: Service | None, text: str, lang: Lang) -> None:
        passed = message.room.kind is not RoomKind.SANDBOX and await self._tell.pass_on(message, service, text)
        if message.room.kind is RoomKind.SANDBOX:
            answer = say.told("update-sandbox", lang)
        elif not passed:
            answer = say.told("update-remark-nobody", lang)
        elif service is None:
            answer = say.told("update-remark-passed-nameless", lang)
        else:
            answer = say.told("update-remark-passed", lang, name=say.name_of(service, lang))
        await self._tell.answer(message, answer, stage="update remark")


def _name_in(text: str) -> str:
    """What stands before the colon, or the first words."""
    head, colon, _ = text.partition(":")
    return head if colon and len(head) < 90 else " ".join(text.split()[:4])
