"""`relais trust verify`: an operator at the bot's terminal and a user at theirs compare emoji while the bot is stopped.

The sync here never touches the bot's own checkpoint: what people ask meanwhile is answered at the next start.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.errors import TrustError
from bot.matrix.rooms import RoomBook
from bot.matrix.settings import MatrixSettings
from bot.matrix.shields import ShieldedClient
from bot.matrix.trust_office import logged_in
from bot.matrix.verification import Show, Verifier
from bot.matrix.verification_flow import LIFE_SECONDS, Flow
from bot.store import Store

WAIT_SECONDS = 10.0
"""How long the homeserver holds a sync: short, for keys are uploaded and claimed in between."""


async def verify(settings: MatrixSettings, user_id: str, show: Show, tell: Callable[[str], None]) -> bool:
    """Ask `user_id` to compare emoji, `show` them, and sign the user's master key when both sides agree.

    Returns whether it was signed: a user without cross-signing has no such key. `tell` tells the operator how it goes.
    A request by the user meanwhile is taken up in place of ours. Raises TrustError when it does not come to a
    verification, or HomeserverError.
    """
    async with logged_in(settings) as (client, trust):
        await trust.ensure()
        ends: asyncio.Queue[Flow] = asyncio.Queue()
        allowed = frozenset({user_id})
        verifier = Verifier(client, trust, allowed, show, attended=True, on_end=ends.put_nowait)
        store = Store(settings.data_dir / "bot.sqlite")
        listener = _Listener(client, RoomBook(client, store, settings))
        listening = asyncio.create_task(listener.run(store.token()))
        verifying = asyncio.create_task(_verified(listener, verifier, ends, user_id, tell))
        verifier.start()
        try:
            await asyncio.wait([listening, verifying], timeout=LIFE_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            done = next((task for task in (verifying, listening) if task.done()), None)
            if done is None:
                raise TrustError(f"{user_id} did not answer within ten minutes: nothing was signed.")
            return bool(done.result())
        finally:
            await verifier.stop()
            for task in (listening, verifying):
                task.cancel()
            await asyncio.gather(listening, verifying, return_exceptions=True)
            store.close()


async def _verified(
    listener: _Listener, verifier: Verifier, ends: asyncio.Queue[Flow], user_id: str, tell: Callable[[str], None]
) -> bool:
    room_id = await listener.room_with(user_id)
    tell(f"Waiting for {user_id} in the direct room {room_id} ...")
    await listener.until_inside(room_id, user_id)
    tell("Asking. Accept the request there, and choose to compare emoji.")
    await verifier.ask(user_id, room_id)
    flow = await ends.get()
    if not flow.verified:
        raise TrustError(f"The verification with {user_id} was broken off ({flow.reason}): nothing was signed.")
    return flow.signed


class _Listener:
    """Syncs, and knows the rooms."""

    def __init__(self, client: ShieldedClient, rooms: RoomBook) -> None:
        self._client = client
        self._rooms = rooms
        self._beat = asyncio.Condition()
        self._first_done = False

    async def room_with(self, user_id: str) -> str:
        async with self._beat:
            await self._beat.wait_for(lambda: self._first_done)
        return await self._rooms.direct_room(user_id)

    async def until_inside(self, room_id: str, user_id: str) -> None:
        def inside() -> bool:
            room = self._client.rooms.get(room_id)
            return room is not None and user_id in room.users and not room.users[user_id].invited

        async with self._beat:
            await self._beat.wait_for(inside)

    async def run(self, since: str | None) -> None:
        """Until cancelled. Raises HomeserverError: an operator waits, and can start again."""
        client = self._client
        while True:
            client.next_batch = ""  # nio drops a response whose token it has seen
            first = not self._first_done
            response = await client.sync_batch(since, full_state=first, wait=0 if first else WAIT_SECONDS)
            since = response.next_batch
            self._first_done = True
            await self._rooms.synced()
            async with self._beat:
                self._beat.notify_all()
            await client.tend_keys()
