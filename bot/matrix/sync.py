"""The sync loop: what is new goes into the inbox, together with the token, before anything else happens with it.

No handler runs here. nio's own loop stores the token first, runs handlers inside, and repeats errors thousands of
times a second; this one does none of that (matrix-nio 0.26, async_client.py `_handle_sync`, `sync_forever`).
"""

from __future__ import annotations

import asyncio
import time
from typing import Any

import nio
import structlog
from nio.responses import SyncResponse

from bot.errors import HomeserverError, LoggedOut, Unreachable
from bot.matrix.inbox import Inbox, session_of, unreadable
from bot.matrix.invitations import Doorkeeper, read_invitation
from bot.matrix.news import News
from bot.matrix.old_keys import OldKeys
from bot.matrix.pauses import Pauses
from bot.matrix.reading import Reader, reply_target
from bot.matrix.rooms import RoomBook
from bot.matrix.shields import ShieldedClient
from bot.matrix.transactions import transaction_of
from bot.ports import RoomKind
from bot.store import Arrival, Invitation, SaidBefore, Store

log = structlog.get_logger(__name__)

WAIT_SECONDS = 30.0
"""How long the homeserver holds a sync without news."""

ALIAS_SECONDS = 60.0


class SyncLoop:
    """`run` runs until cancelled. Raises LoggedOut when the homeserver no longer accepts the session."""

    def __init__(
        self,
        client: ShieldedClient,
        store: Store,
        rooms: RoomBook,
        inbox: Inbox,
        doorkeeper: Doorkeeper,
        reader: Reader,
        old_keys: OldKeys,
        first_done: asyncio.Event,
    ) -> None:
        self._client = client
        self._store = store
        self._rooms = rooms
        self._inbox = inbox
        self._doorkeeper = doorkeeper
        self._reader = reader
        self._news = News(client, reader)
        self._old_keys = old_keys
        self._news_for_chores = asyncio.Event()
        self._aliases_at = 0.0
        self.first_done = first_done
        self.last_success: float | None = None
        """time.monotonic() of the last batch taken in."""
        self.batches = 0
        self.failures = 0
        """How many batches were taken in, and how many syncs failed, since the start."""

    async def run(self) -> None:
        chores = asyncio.create_task(self._chores_beside())
        try:
            await self._sync_for_ever()
        finally:
            chores.cancel()
            await asyncio.gather(chores, return_exceptions=True)

    async def _sync_for_ever(self) -> None:
        pauses = Pauses()
        left_over = self._store.unfinished()
        while True:
            first = not self.first_done.is_set()
            since = self._store.token()
            try:
                # nio drops a response whose token it has seen; after a failure below we must see it again.
                self._client.next_batch = ""
                response = await self._client.sync_batch(since, full_state=first, wait=0 if first else WAIT_SECONDS)
                new = await self._take_in(response, since)
            except LoggedOut:
                raise
            except HomeserverError as error:
                await self._pause(pauses, error)
                continue
            if pauses.failures:
                log.info("homeserver_back")
                pauses.reset()
            for arrival in left_over:
                self._inbox.enqueue(arrival)
            left_over = []
            self._hand_over(response, new)
            self.last_success = time.monotonic()
            self.batches += 1
            self.first_done.set()
            await self._rooms.synced()
            self._news_for_chores.set()

    async def _pause(self, pauses: Pauses, error: HomeserverError) -> None:
        pause = pauses.next()
        self.failures += 1
        if pauses.failures == 1:  # said once, until it is back
            log.warning("homeserver_away", reason=str(error))
        await asyncio.sleep(pause)

    # --- one batch ---

    async def _take_in(self, response: SyncResponse, since: str | None) -> list[tuple[Arrival, dict[str, Any]]]:
        """Everything of a batch that is to be handled goes on disk with its token. Returns what was not known."""
        found: dict[str, tuple[Arrival, dict[str, Any]]] = {}
        invitations: list[Invitation] = []
        said: list[SaidBefore] = []
        for room_id, joined in response.rooms.join.items():
            for event in await self._news.of(room_id, joined, since):
                source = event.source
                said += self._own(room_id, source)
                invitations += self._upgrades(room_id, source)
                if self._wants(room_id, source):
                    session = session_of(source) if unreadable(event) else None
                    found[source["event_id"]] = (Arrival(source["event_id"], room_id, session), source)
        for room_id, invited in response.rooms.invite.items():
            invitation = read_invitation(room_id, invited.invite_state, self._client.user_id)
            if invitation:
                invitations.append(invitation)
        for room_id in response.rooms.leave:
            self._store.forget_room(room_id)
        arrivals = [arrival for arrival, _ in found.values()]
        new = self._store.take_in(response.next_batch, arrivals, invitations, said)
        return [found[arrival.event_id] for arrival in new]

    def _wants(self, room_id: str, source: dict[str, Any]) -> bool:
        """Of who comes and goes, only newcomers in a zone's own room matter."""
        if self._reader.comes_in(source):
            return self._rooms.info(room_id).kind is RoomKind.ZONE
        return self._reader.wants(source)

    def _own(self, room_id: str, source: dict[str, Any]) -> list[SaidBefore]:
        """What the bot said, whether it remembers or not: it may have died before it could note it, or come back from
        a backup, and the homeserver knows one and the same message by its transaction id for a day or so only."""
        txn_id = transaction_of(source)
        if source.get("sender") != self._client.user_id or txn_id is None:
            return []
        return [SaidBefore(txn_id, room_id, str(source.get("event_id")), reply_target(source) or "")]

    def _upgrades(self, room_id: str, source: dict[str, Any]) -> list[Invitation]:
        """A configured room that was upgraded lives on in its successor."""
        content = source.get("content")
        if source.get("type") != "m.room.tombstone" or source.get("state_key") != "" or not isinstance(content, dict):
            return []
        successor = content.get("replacement_room")
        if not isinstance(successor, str) or room_id not in self._rooms.room_ids:
            return []
        self._rooms.follow(room_id, successor)
        return [Invitation(successor, str(source.get("sender", "")), False)]

    def _hand_over(self, response: SyncResponse, new: list[tuple[Arrival, dict[str, Any]]]) -> None:
        for arrival, source in new:
            if arrival.session_id:
                self._inbox.wait_for_key(arrival, source)
            else:
                self._inbox.enqueue(arrival, source)
        for event in response.to_device_events:
            if isinstance(event, nio.RoomKeyEvent):
                self._inbox.key_arrived(event.session_id)

    # --- between batches ---

    async def _chores_beside(self) -> None:
        """Keys and invitations: beside the sync, for each may have to wait for the homeserver."""
        while True:
            await self._news_for_chores.wait()
            self._news_for_chores.clear()
            try:
                await self._do_chores()
            except (LoggedOut, Unreachable):
                pass  # the sync meets the same and says so; what is left is done after the next batch
            except Exception as error:
                log.error("chores_failed", error=type(error).__name__)

    async def _do_chores(self) -> None:
        await self._client.tend_keys()
        if await self._doorkeeper.answer_some():
            self._news_for_chores.set()
        await self._look_for_aliases()
        self._old_keys.look()

    async def _look_for_aliases(self) -> None:
        """A configured alias may get its room while the bot runs."""
        if self._rooms.unresolved_aliases and time.monotonic() - self._aliases_at > ALIAS_SECONDS:
            self._aliases_at = time.monotonic()
            await self._rooms.resolve_aliases()
