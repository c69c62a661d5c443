"""The course of a case from ✅ to its end: every act changes the state first, then tells whoever must know. An act
that is repeated after a crash finds the state changed and tells the same again: the outbox says it once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from babel.dates import format_datetime

from bot.cases.candidates import candidates
from bot.cases.desk import CaseDesk
from bot.cases.intake import Field
from bot.cases.states import Code, Event, NotNow
from bot.cases.words import CaseWords
from bot.errors import Unreachable
from bot.ports import Rendered, RoomKind
from bot.render.cases import FORWARD, NO, NUMBERS, YES, card, codes, sent, told, told_in_both, zones_to_choose
from bot.render.words import words_for
from bot.store_cases import Case
from kb.models import Lang, Zone
from kb.opening import BRUSSELS

CARD = "full card"
"""The stage of the card in the case's room, followed by whom it was shown for."""

_LOCALES = {"nl": "nl_BE", "fr": "fr_BE", "en": "en_GB"}


class Course:
    """One act per thing that can happen; `cause` is the id of the event that made it happen."""

    def __init__(self, desk: CaseDesk, words: CaseWords) -> None:
        self._desk = desk
        self._words = words

    async def send(self, draft: Case, cause: str) -> None:
        """✅ on the summary: the room with the card, the short card, and a word to the asker. Raises NotNow and
        Unreachable (the whole act is then tried again)."""
        desk = self._desk
        words = await self._words.of(draft)
        if words is None:
            if draft.state == "draft":
                await desk.tell(draft.asker, told(draft.lang, "case-again"), draft, "again")
                desk.store.delete([draft.number])
            return
        case = desk.store.advance(draft.number, Event.SEND, cause, desk.now())
        first = desk.duty(case).person
        case = await self._open_room(case, [draft.asker, *([first.user_id] if first else [])])
        await self._show_full_card(case, words, first.user_id if first else "")
        await desk.tell_room(case, told_in_both("case-retention", days=desk.settings.retention_days), "retention")
        await desk.show_card(desk.store.case(case.number) or case)  # its theme is known by now
        await self._tell_asker(case, words)

    async def _show_full_card(self, case: Case, words: dict[Field, str], reader: str) -> None:
        """The words of the case, with what Relais finds itself: for its first reader, and again for whoever comes
        later, who cannot read what was said before they were invited."""
        desk = self._desk
        found, theme = await candidates(desk, case, words.get(Field.NEED, ""))
        if theme:
            desk.store.set(case.number, theme=theme)
        text = card(case.lang, case.number, desk.zone(case.zone), words, case.urgency, found)
        stage = self._card_stage(case, reader)
        event_id = await desk.parts.messenger.carry(case.room_id, text, cause=case.key, stage=stage)
        if event_id is None:
            raise Unreachable("The card of a case could not be sent.")
        for key in (YES, FORWARD):
            await desk.parts.messenger.react(case.room_id, event_id, key, cause=case.key)
        desk.store.answer(case.number, stage, event_id)

    def _card_stage(self, case: Case, reader: str) -> str:
        return f"{CARD} {self._desk.round_of(case)} {reader}".strip()

    async def _open_room(self, case: Case, people: Sequence[str]) -> Case:
        desk, zone = self._desk, self._desk.zone(case.zone)
        name = words_for(case.lang)("case-room-name", number=case.number, zone=zone.name(case.lang))
        room = await desk.parts.private_rooms.make(f"case/{case.number}", RoomKind.CASE, case.zone, name, people)
        desk.store.set(case.number, room_id=room)
        return desk.store.case(case.number) or case

    async def _tell_asker(self, case: Case, words: dict[Field, str]) -> None:
        desk, duty = self._desk, self._desk.duty(case)
        digits = [word for word in words.get(Field.PLACE, "").replace(",", " ").split() if word.isdigit()]
        later = None
        if duty.following and duty.since:
            later = (duty.following, duty.since, _when(duty.since, case.lang))
        text = sent(case.lang, case.number, desk.near(digits), duty.person, later, desk.settings.helpdesks)
        await desk.tell(case.asker, text, case, "sent")

    async def claim(self, case: Case, who: str, cause: str) -> None:
        """👍: the first one has it. Raises NotNow."""
        desk = self._desk
        case = desk.store.advance(case.number, Event.CLAIM, cause, desk.now(), handler=who)
        await self._take_in(case)

    async def _take_in(self, case: Case) -> None:
        desk = self._desk
        await desk.parts.private_rooms.invite(case.room_id, case.handler)
        if self._card_stage(case, case.handler) not in desk.store.lines(case.number):
            words = await self._words.of(case)
            if words is not None:
                await self._show_full_card(case, words, case.handler)
        turn = len(desk.store.times(case.number))
        name = desk.name(case.handler)
        await desk.tell_room(case, told_in_both("case-claimed", name=name, number=case.number), f"claimed {turn}")
        await desk.tell(
            case.asker, told(case.lang, "case-claimed", name=name, number=case.number), case, f"claimed {turn}"
        )
        await desk.show_card(case)

    async def ask_code(self, case: Case, cause: str) -> None:
        """✅ in the case's room: how did it end?"""
        await self._desk.tell_room(case, codes(), f"codes {cause}", NUMBERS[: len(Code)])

    async def answer(self, case: Case, code: Code, cause: str) -> None:
        """A code was chosen: the asker has the last word. Raises NotNow."""
        desk = self._desk
        case = desk.store.advance(case.number, Event.ANSWER, cause, desk.now(), code=code, waits_for_asker=0)
        ending = words_for(case.lang)(f"case-code-{code}")
        text = told(case.lang, "case-answered", number=case.number, code=ending)
        await desk.tell(case.asker, text, case, f"answered {cause}", (YES, NO))
        if desk.parts.roles.moderators_rooms(case.zone):
            await desk.tell_room(case, told_in_both("case-practice-form"), "practice offer")
        await desk.show_card(case)

    async def confirm(self, case: Case, cause: str) -> None:
        desk = self._desk
        case = desk.store.advance(case.number, Event.CONFIRM, cause, desk.now())
        await self._end(case, "case-confirmed")

    async def reopen(self, case: Case, cause: str) -> None:
        """The asker says that it is not solved. Raises NotNow."""
        desk = self._desk
        case = desk.store.advance(case.number, Event.REOPEN, cause, desk.now(), handler="", code="")
        await desk.tell_room(case, told_in_both("case-reopened", number=case.number), f"reopened {cause}")
        await desk.show_card(case)

    async def ask_zone(self, case: Case, room_id: str, cause: str) -> None:
        """➡️: to which zone?"""
        zones = self.others(case)
        text, choices = zones_to_choose(zones), NUMBERS[: len(zones)]
        await self._desk.parts.messenger.post(room_id, text, cause=case.key, stage=f"zones {cause}", choices=choices)

    def others(self, case: Case) -> list[Zone]:
        """Zones that could take it over."""
        return [zone for zone in self._desk.zones.values() if zone.id != case.zone and self._desk.serves(zone.id)]

    async def forward(self, case: Case, zone: str, cause: str) -> None:
        """To another zone, whose referral person must accept. Raises NotNow."""
        desk = self._desk
        case = desk.store.advance(case.number, Event.FORWARD, cause, desk.now(), forwarded_to=zone)
        await desk.ask_other_zone(case, len(desk.store.times(case.number)))
        await self._everybody(case, f"forwarded {cause}", "case-forwarded", zone)
        await desk.show_card(case)

    async def accept(self, case: Case, who: str, cause: str) -> None:
        """The other zone takes it over, history and room included. Raises NotNow."""
        desk, before = self._desk, case.handler
        zone = case.forwarded_to
        case = desk.store.advance(case.number, Event.ACCEPT, cause, desk.now(), zone=zone, handler=who)
        if before and before != who:
            await desk.parts.private_rooms.remove(case.room_id, before)
        await self._everybody(case, f"accepted {cause}", "case-accepted", case.zone, name=desk.name(who))
        await self._take_in(case)

    async def decline(self, case: Case, cause: str) -> None:
        """It stays where it was. Raises NotNow."""
        desk, zone = self._desk, case.forwarded_to
        case = desk.store.advance(case.number, Event.DECLINE, cause, desk.now(), handler="")
        await self._everybody(case, f"declined {cause}", "case-declined", zone)
        await desk.show_card(case)

    async def release(self, case: Case, cause: str) -> None:
        """The handler left the room: it is free again. Raises NotNow."""
        desk, name = self._desk, self._desk.name(case.handler)
        case = desk.store.advance(case.number, Event.RELEASE, cause, desk.now(), handler="")
        text = told_in_both("case-released", name=name, number=case.number)
        await desk.tell_room(case, text, f"released {cause}")
        await desk.show_card(case)

    async def expire(self, case: Case) -> None:
        desk = self._desk
        case = desk.store.advance(case.number, Event.EXPIRE, "time", desk.now())
        await self._end(case, "case-expired")

    async def erase(self, case: Case, cause: str) -> None:
        """For its asker: the room emptied, the rows gone, whoever handles it told."""
        desk = self._desk
        if case.state != "draft":
            try:
                case = desk.store.advance(case.number, Event.WITHDRAW, cause, desk.now())
            except NotNow:
                pass  # it had ended: then only its traces go
            else:
                if case.handler:
                    notice = told_in_both("case-withdrawn", number=case.number)
                    await desk.tell(case.handler, notice, case, "withdrawn")
                await desk.show_card(case)
        if case.room_id:
            await desk.parts.private_rooms.empty(case.room_id)
        self._words.forget(case)
        await desk.tell(case.asker, told(case.lang, "case-erased", number=case.number), case, "erased")
        desk.store.delete([case.number])

    async def _end(self, case: Case, key: str) -> None:
        desk = self._desk
        await desk.tell_room(case, told_in_both(key, number=case.number), key)
        await desk.tell(case.asker, told(case.lang, key, number=case.number), case, key)
        self._words.forget(case)
        await desk.show_card(case)

    async def _everybody(self, case: Case, stage: str, key: str, zone_id: str, **values: str) -> None:
        """The room in both languages, the asker in theirs."""
        desk, zone = self._desk, self._desk.zone(zone_id)
        texts: dict[Lang, Rendered] = {
            lang: told(lang, key, number=case.number, zone=zone.name(lang), **values) for lang in ("nl", "fr", "en")
        }
        both = Rendered(f"{texts['nl'].plain}\n{texts['fr'].plain}", f"{texts['nl'].html}{texts['fr'].html}")
        await desk.tell_room(case, both, stage)
        await desk.tell(case.asker, texts[case.lang], case, stage)


def _when(moment: datetime, lang: Lang) -> str:
    return str(format_datetime(moment, "EEEE d MMMM, HH:mm", tzinfo=BRUSSELS, locale=_LOCALES[lang]))
