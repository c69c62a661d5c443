"""Which invitations are accepted: configured rooms, and direct rooms of users of configured homeservers."""

from __future__ import annotations

import time
from collections import Counter
from enum import StrEnum
from typing import Any
from urllib.parse import quote

import nio
import structlog

from bot.errors import HomeserverError, LoggedOut, Refused, Unreachable
from bot.matrix.rooms import RoomBook
from bot.matrix.settings import MatrixSettings
from bot.matrix.shields import ShieldedClient
from bot.store import Invitation, Store

log = structlog.get_logger(__name__)


class Verdict(StrEnum):
    """What to do with an invitation. LOOK: nobody said it is a direct room, so count the members first."""

    JOIN = "join"
    REJECT = "reject"
    LOOK = "look"


def verdict(invitation: Invitation, *, configured: bool, settings: MatrixSettings) -> Verdict:
    """The rule, without asking anybody."""
    if configured:
        return Verdict.JOIN
    if not settings.may_open_direct(invitation.inviter):
        return Verdict.REJECT
    return Verdict.JOIN if invitation.is_direct else Verdict.LOOK


def read_invitation(room_id: str, state: list[Any], user_id: str) -> Invitation | None:
    """The invitation in the stripped state of a room; None when it does not say who invites."""
    for event in state:
        # nio takes the content out of the source of an invitation.
        if isinstance(event, nio.InviteMemberEvent) and event.state_key == user_id and event.membership == "invite":
            return Invitation(room_id, event.sender, event.content.get("is_direct") is True)
    return None


AT_ONCE = 20
"""Invitations answered in a row before keys get their turn again."""

ROOMS_PER_PERSON = 10
PERSON_SECONDS = 3600.0
"""Direct rooms that one person may open with the bot within an hour. One is enough; a few may get lost."""


class Doorkeeper:
    """Answers invitations, one at a time: thousands of them slow down nothing else."""

    def __init__(self, client: ShieldedClient, store: Store, rooms: RoomBook, settings: MatrixSettings) -> None:
        self._client = client
        self._store = store
        self._rooms = rooms
        self._settings = settings
        self._opened: Counter[str] = Counter()
        self._counted_since = 0.0

    async def answer_some(self) -> bool:
        """Answer what waits, AT_ONCE at most; whether more is left. Raises LoggedOut and Unreachable: the rest waits
        for the next time."""
        waiting = self._store.invitations()
        for invitation in waiting[:AT_ONCE]:
            try:
                await self._answer(invitation)
            except (LoggedOut, Unreachable):
                raise
            except HomeserverError as error:  # withdrawn meanwhile, or the room is gone
                log.info("invitation_void", room=invitation.room_id, reason=str(error))
            self._store.settle_invitation(invitation.room_id)
        return len(waiting) > AT_ONCE

    def _opens_too_many(self, inviter: str) -> bool:
        if time.monotonic() - self._counted_since > PERSON_SECONDS:
            self._opened.clear()
            self._counted_since = time.monotonic()
        self._opened[inviter] += 1
        return self._opened[inviter] > ROOMS_PER_PERSON

    async def _answer(self, invitation: Invitation) -> None:
        room_id = invitation.room_id
        configured = await self._rooms.is_configured(room_id)
        what = verdict(invitation, configured=configured, settings=self._settings)
        if not configured and what is not Verdict.REJECT and self._opens_too_many(invitation.inviter):
            what = Verdict.REJECT
        if what is Verdict.LOOK:
            what = Verdict.JOIN if await self._has_two_members(invitation) else Verdict.REJECT
        if what is Verdict.REJECT:
            await self._leave(room_id)
            return
        server = quote(invitation.inviter.partition(":")[2])
        await self._client.call("POST", f"/client/v3/join/{quote(room_id)}?via={server}", {}, what="joining a room")
        log.info("room_joined", room=room_id, configured=configured)
        if not configured and invitation.is_direct:
            self._rooms.remember_direct(invitation.inviter, room_id)

    async def _has_two_members(self, invitation: Invitation) -> bool:
        """Whether the inviter is alone there. Asked before joining where the homeserver can say so (room summary,
        Matrix 1.15), else found out by joining."""
        server = quote(invitation.inviter.partition(":")[2])
        path = f"/client/v1/room_summary/{quote(invitation.room_id)}?via={server}"
        try:
            summary = await self._client.call("GET", path, what="a room's summary")
        except (Refused, Unreachable):  # a gateway may not know this address
            return await self._is_pair_inside(invitation.room_id)
        return summary.get("num_joined_members") == 1

    async def _is_pair_inside(self, room_id: str) -> bool:
        await self._client.call("POST", f"/client/v3/join/{quote(room_id)}", {}, what="joining a room")
        path = f"/client/v3/rooms/{quote(room_id)}/joined_members"
        members = (await self._client.call("GET", path, what="a room's members")).get("joined")
        return isinstance(members, dict) and len(members) <= 2

    async def _leave(self, room_id: str) -> None:
        await self._client.call("POST", f"/client/v3/rooms/{quote(room_id)}/leave", {}, what="leaving a room")
        # Forgotten too, or thousands of rejected rooms would weigh on every first sync.
        await self._client.call("POST", f"/client/v3/rooms/{quote(room_id)}/forget", {}, what="forgetting a room")
