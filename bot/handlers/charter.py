"""The charter first, where a zone wants that: until somebody accepted it, they get a pointer in place of an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.handlers.intent import Wish, intent
from bot.onboarding.agreement import Agreement
from bot.onboarding.charter import Charter
from bot.ports import Message, Messenger, RoomKind
from bot.render.onboarding import charter_first
from bot.store_onboarding import OnboardingStore
from kb.language import detect
from kb.models import Lang, Zone
from kb.understand.danger import danger_kinds

_ROOMS = frozenset((RoomKind.ZONE, RoomKind.THEME, RoomKind.AGENDA))
_FREE = frozenset(
    (Wish.HELP, Wish.PRIVACY, Wish.MY_DATA, Wish.FORGET_ME, Wish.WHO, Wish.REPORT, Wish.LANGUAGE, Wish.CHARTER,
     Wish.WELCOME, Wish.QUIET, Wish.HIDE, Wish.WARN, Wish.MUTE, Wish.UNMUTE, Wish.MODERATION)
)  # fmt: skip
"""What everybody may ask: how things work here, whom to turn to, what is kept; and what moderators do."""


class CharterFirst:
    """True for a message that is not dealt with because its author has yet to accept the charter."""

    def __init__(
        self,
        messenger: Messenger,
        store: OnboardingStore,
        agreement: Agreement,
        zones: Mapping[str, Zone],
        charters: Mapping[str, Charter],
        hours: int,
        clock: Callable[[], datetime],
    ) -> None:
        self._messenger = messenger
        self._store = store
        self._agreement = agreement
        self._zones = zones
        self._charters = charters
        self._seconds = hours * 3600.0
        self._clock = clock

    async def __call__(self, message: Message) -> bool:
        zone, wanted = message.room.zone or "", intent(message)
        if message.room.kind not in _ROOMS or zone not in self._zones or wanted.wish in _FREE:
            return False
        if message.replaces or not self._agreement.missing(message.sender, zone):
            return False
        if danger_kinds(message.body):  # whoever is in danger is answered, whatever they agreed to
            return False
        asked = wanted.wish is not Wish.NOTHING and wanted.explicit
        await self._point(message, zone, asked=asked)
        return wanted.wish is not Wish.NOTHING

    async def _point(self, message: Message, zone: str, *, asked: bool) -> None:
        """Whoever asks is told in the thread, at length once per while: no question meets silence. Whoever only talks
        with colleagues is told in private, once."""
        if not asked and self._store.wants_quiet(message.sender):
            return
        now, last = self._clock().timestamp(), self._store.pointed(message.sender, zone)
        if asked:
            again = last is not None and 0 <= now - last < self._seconds
            text = charter_first(self._zones[zone], self._language(message), again=again)
            await self._messenger.reply(message, text, stage="charter first")
            if not again:
                self._store.point(message.sender, zone, now)
        await self._agreement.send(message.sender, self._charters[zone])

    def _language(self, message: Message) -> Lang | None:
        """That of the question, as far as it tells; else what is known of its author."""
        wanted = intent(message)
        detected, certain = detect(wanted.text)
        return wanted.lang or (detected if wanted.text and certain else self._agreement.language(message.sender))
