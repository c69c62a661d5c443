"""Taking and giving back the right to speak, so that nobody ever comes out of it with more than they had before."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import structlog

from bot.feature import Parts
from bot.provision.wanted import MODERATOR_LEVEL
from bot.store_moderation import ModerationStore, Mute

log = structlog.get_logger(__name__)

Muting = Literal["done", "protected", "refused", "changed"]
"""`protected`: a moderator or an admin; `refused`: the bot may not; `changed`: somebody set a level by hand."""


class Mutes:
    """What is to be given back is written down before it is taken, so that a crash in between loses nothing."""

    def __init__(self, parts: Parts, store: ModerationStore) -> None:
        self._parts = parts
        self._store = store

    async def mute(self, room_id: str, zone: str, user_id: str, event_id: str, until: datetime) -> Muting:
        """Let somebody say nothing in a room until then. Raises Unreachable; asked again, it goes on."""
        parts = self._parts
        if parts.roles.is_moderator(user_id, zone or None) or parts.roles.is_admin(user_id):
            return "protected"
        known = self._store.muted(room_id, user_id)
        if known is None:
            standing = await parts.powers.standing(room_id, user_id)
            if standing is None:
                return "refused"
            if standing.level >= MODERATOR_LEVEL:
                return "protected"
            known = Mute(room_id, user_id, event_id, standing.own, min(standing.silent, standing.level), 0.0)
        mute = self._store.mute(Mute(room_id, user_id, event_id, known.was, known.level, until.timestamp()))
        change = await parts.powers.set(room_id, user_id, mute.level, seen=(mute.was, mute.level))
        if change != "done":
            self._store.unmute(mute)
            return change
        log.info("muted", room=room_id, event_id=event_id)
        return "done"

    async def give_back(self, mute: Mute) -> Muting:
        """What they had before, where nobody changed it meanwhile. The row stays until `Mutes.forget`: what is to be
        said about it comes first. Raises Unreachable."""
        change = await self._parts.powers.set(mute.room_id, mute.user_id, mute.was, seen=(mute.level,))
        log.info("unmuted", room=mute.room_id, event_id=mute.event_id, change=change)
        return change

    def forget(self, mute: Mute) -> None:
        """It is over, and everybody heard of it."""
        self._store.unmute(mute)
