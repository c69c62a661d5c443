"""One private message for whoever comes into a zone's room: once per person and zone, whatever is killed in between."""

from __future__ import annotations

from collections.abc import Mapping

import structlog

from bot.onboarding.charter import Charter
from bot.ports import Joined, Messenger, RoomKind
from bot.render.onboarding import welcome
from bot.store_onboarding import OnboardingStore
from bot.store_rooms import RoomStore
from kb.models import Zone

log = structlog.get_logger(__name__)


class Welcomer:
    """`on_join` is called for people who come in while the bot is there: whoever was there before is left in peace,
    and can ask for the same with `!welkom`."""

    def __init__(
        self,
        messenger: Messenger,
        store: OnboardingStore,
        people: RoomStore,
        zones: Mapping[str, Zone],
        charters: Mapping[str, Charter],
    ) -> None:
        self._messenger = messenger
        self._store = store
        self._people = people
        self._zones = zones
        self._charters = charters

    async def on_join(self, joined: Joined) -> None:
        """The row is there before the message is queued, and says so after: killed in between, the same message is
        queued again, which the outbox takes once."""
        zone = self._zones.get(joined.room.zone or "")
        if zone is None or joined.room.kind is not RoomKind.ZONE:
            return
        charter = self._charters[zone.id]
        known = self._store.begin_welcome(joined.user_id, zone.id, charter.version)
        if known.said:
            return
        member = self._people.member(joined.user_id)
        text = welcome(zone, charter, member.language if member else None)
        stage = f"charter {zone.id} {known.version}"
        handle = await self._messenger.direct(
            joined.user_id, text, cause=f"welcome {zone.id}", stage=stage, choices=text.choices
        )
        self._store.welcomed(joined.user_id, zone.id, handle or "")
        log.info("welcomed", zone=zone.id)
