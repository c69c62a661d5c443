"""The frame: what Relais keeps, and what it has about the professional who asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.handlers.cleaned import Desk
from bot.handlers.intent import Wish, intent
from bot.handlers.unfinished import Unfinished
from bot.ports import Message, Messenger, RoomKind
from bot.render.privacy import forgotten, my_data, privacy
from bot.store_people import PeopleStore


@dataclass(frozen=True, slots=True)
class Limits:
    """How long things are kept, for the sentences."""

    ids_days: int
    counts_months: int
    minutes: int
    cases_days: int


class PrivacyHandler:
    """`!privacy`; `!mijngegevens`, `!mesdonnées`, `!mydata`, and the same with a word for deleting."""

    def __init__(
        self,
        messenger: Messenger,
        people: PeopleStore,
        desk: Desk,
        limits: Limits,
        unfinished: Sequence[Unfinished] = (),
    ) -> None:
        self._messenger = messenger
        self._people = people
        self._desk = desk
        self._limits = limits
        self._unfinished = unfinished

    async def __call__(self, message: Message) -> bool:
        wanted = intent(message)
        lang = wanted.lang or "nl"
        direct = message.room.kind is RoomKind.DIRECT
        if wanted.wish is Wish.PRIVACY:
            limits = self._limits
            text = privacy(
                wanted.lang,
                ids=limits.ids_days,
                months=limits.counts_months,
                minutes=limits.minutes,
                cases=limits.cases_days,
            )
            await self._messenger.reply(message, text)
        elif wanted.wish is Wish.FORGET_ME and direct:
            self._people.forget(message.sender)
            self._desk.forget(message.sender)
            for each in self._unfinished:
                each.forget(message.sender)
            left = self._people.about(message.sender).cases
            await self._messenger.reply(message, forgotten(lang, left))  # in the room it was asked in: under no name
        elif wanted.wish in (Wish.MY_DATA, Wish.FORGET_ME):
            traces, texts = self._people.about(message.sender), self._desk.waiting_for(message.sender)
            begun = sum(each.waiting_for(message.sender) for each in self._unfinished)
            text = my_data(lang, traces, texts, begun, elsewhere=wanted.wish is Wish.FORGET_ME)
            if direct:
                await self._messenger.reply(message, text)
            else:
                await self._messenger.direct(message.sender, text, cause=message.event_id, stage="my data")
        else:
            return False
        return True
