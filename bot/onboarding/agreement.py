"""Who agreed to which charter: told by a click or a word, taken back by a word.

Taking the ✅ away again changes nothing: it happens by accident, and a homeserver may lose it. `!charter nee` says it.
"""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from bot.feature import Parts
from bot.onboarding.charter import Charter, of_stage
from bot.ports import Message, Reaction, Rendered, RoomKind
from bot.render.onboarding import accepted, charter_newer, charter_shown, told
from bot.store_onboarding import OnboardingStore
from bot.store_rooms import RoomStore
from kb.models import Lang

_CLICKS = ("✅", "☑", "✔", "👍")
_YES = frozenset(("ja", "oui", "yes", "ok", "akkoord", "accord", "agree"))
_NO = frozenset(("nee", "neen", "non", "no"))


class Agreement:
    """What people say about the charter."""

    def __init__(self, parts: Parts, store: OnboardingStore, charters: Mapping[str, Charter]) -> None:
        self._parts = parts
        self._store = store
        self._charters = charters
        self._zones = {zone.id: zone for zone in parts.config.knowledge.zones}
        self._people = RoomStore(parts.store)

    def missing(self, user_id: str, zone: str) -> bool:
        """Whether they have yet to accept the charter of a zone, as it is now."""
        charter = self._charters.get(zone)
        return charter is not None and self._store.accepted(user_id, zone, charter.version) is None

    async def clicked(self, reaction: Reaction) -> bool:
        """✅ under a charter: the pinned one, the welcome, one that was asked for."""
        said = self._parts.messenger.said(reaction.target)
        about = of_stage(said.stage) if said else None
        if about is None or not reaction.key.startswith(_CLICKS):
            return False
        zone, version = about
        charter = self._charters.get(zone)
        if charter is None:
            return True
        lang = self.language(reaction.sender)
        if version != charter.version:
            cause = f"newer {charter.stage}"
            text = charter_newer(charter)
            await self._parts.messenger.direct(
                reaction.sender, text, cause=cause, stage=charter.stage, choices=text.choices
            )
        elif self.missing(reaction.sender, zone):
            # First the word of thanks, which is said once whatever happens: killed before the row, it comes again.
            await self._thank(reaction, accepted(self._zones[zone], lang))
            self._agree(reaction.sender, charter)
        return True

    async def asked(self, message: Message, text: str, lang: Lang | None) -> None:
        """`!charter`, `!charter ja`, `!charter nee`."""
        word = text.strip(" .!").casefold()
        zones = [zone for zone in self.zones_of(message) if zone in self._charters]
        lang = lang or self.language(message.sender)
        if not zones:
            await self._reply(message, told("onboarding-no-zone", lang))
        elif word in _YES:
            for zone in zones:
                await self._reply(message, accepted(self._zones[zone], lang), f"accepted {zone}")
                self._agree(message.sender, self._charters[zone])
        elif word in _NO:
            dropped = [self._store.withdraw(message.sender, zone) for zone in zones]
            key = "onboarding-withdrawn" if any(dropped) else "onboarding-not-accepted"
            await self._reply(message, told(key, lang))
        else:
            for zone in zones:
                await self._show(message, self._charters[zone], lang)

    def zones_of(self, message: Message) -> tuple[str, ...]:
        """The zone of the room, else those of whoever writes."""
        return (message.room.zone,) if message.room.zone else self._parts.roles.zones_of(message.sender)

    async def send(self, user_id: str, charter: Charter) -> None:
        """In private, once per version."""
        text = charter_shown(charter, self.language(user_id), None, private=True)
        await self._parts.messenger.direct(
            user_id, text, cause=f"first {charter.stage}", stage=charter.stage, choices=text.choices
        )

    async def _show(self, message: Message, charter: Charter, lang: Lang | None) -> None:
        day = self._store.accepted(message.sender, charter.zone, charter.version)
        private = message.room.kind is RoomKind.DIRECT
        text = charter_shown(charter, lang, day, private=private)
        await self._parts.messenger.reply(message, text, stage=charter.stage, choices=text.choices)

    async def _thank(self, reaction: Reaction, text: Rendered) -> None:
        """Where they clicked when that is private; of a click in the room only those who know the bot's direct room."""
        messenger = self._parts.messenger
        if reaction.room.kind is RoomKind.DIRECT:
            # In no thread: where a client knows none, it would quote the whole charter once more.
            await messenger.post(reaction.room.room_id, text, cause=reaction.event_id, stage="accepted")
        elif self._parts.store.direct_room(reaction.sender):
            await messenger.direct(reaction.sender, text, cause=reaction.event_id, stage="accepted")

    async def _reply(self, message: Message, text: Rendered, stage: str = "agreement") -> None:
        await self._parts.messenger.reply(message, text, stage=stage)

    def _agree(self, user_id: str, charter: Charter) -> None:
        here = ZoneInfo(self._parts.config.answers.timezone)
        self._store.accept(user_id, charter.zone, charter.version, self._parts.clock().astimezone(here).date())

    def language(self, user_id: str) -> Lang | None:
        """What is known of somebody's language."""
        member = self._people.member(user_id)
        return member.language if member else None
