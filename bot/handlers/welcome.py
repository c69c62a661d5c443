"""`!welkom`, `!charter`, `!stil`, and the same in French and English."""

from __future__ import annotations

from collections.abc import Mapping

from bot.handlers.intent import Intent, Wish, intent
from bot.onboarding.agreement import Agreement
from bot.onboarding.charter import Charter
from bot.ports import Message, Messenger, RoomKind
from bot.render.onboarding import told, welcome
from bot.store_onboarding import OnboardingStore
from kb.models import Zone

_OFF = frozenset(("uit", "off", "nee", "neen", "non", "no", "stop"))


class WelcomeHandler:
    """What people ask about being here."""

    def __init__(
        self,
        messenger: Messenger,
        store: OnboardingStore,
        agreement: Agreement,
        zones: Mapping[str, Zone],
        charters: Mapping[str, Charter],
    ) -> None:
        self._messenger = messenger
        self._store = store
        self._agreement = agreement
        self._zones = zones
        self._charters = charters

    async def __call__(self, message: Message) -> bool:
        wanted = intent(message)
        if wanted.wish is Wish.CHARTER:
            await self._agreement.asked(message, wanted.text, wanted.lang)
        elif wanted.wish is Wish.WELCOME:
            await self._welcome(message, wanted)
        elif wanted.wish is Wish.QUIET:
            quiet = wanted.text.strip(" .!").casefold() not in _OFF
            self._store.set_quiet(message.sender, quiet)
            text = told("onboarding-quiet" if quiet else "onboarding-quiet-off", wanted.lang)
            await self._messenger.reply(message, text, stage="quiet")
        else:
            return False
        return True

    async def _welcome(self, message: Message, wanted: Intent) -> None:
        """In private: it is long."""
        zones = [zone for zone in self._agreement.zones_of(message) if zone in self._zones]
        if not zones:
            await self._messenger.reply(message, told("onboarding-no-zone", wanted.lang), stage="welcome")
        for zone in zones:
            charter = self._charters[zone]
            text = welcome(self._zones[zone], charter, wanted.lang)
            if message.room.kind is RoomKind.DIRECT:
                await self._messenger.reply(message, text, stage=charter.stage, choices=text.choices)
            else:
                await self._messenger.direct(
                    message.sender, text, cause=message.event_id, stage=charter.stage, choices=text.choices
                )
