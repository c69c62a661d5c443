"""Which room keys nobody will use again, and what else nio would keep for ever.

A client speaks with one room key at a time and takes a new one after a hundred messages or a week; nio keeps all of
them, on disk and in memory, and the bot's own as well. A key is let go when its sender has spoken with a newer one in
that room for as long as ids are kept, or when the bot is no longer in the room for as long: what was said with it has
been answered by then. nio knows no age of a key, so the day on which it was first seen is kept in bot.sqlite.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import structlog

from bot.matrix.shields import ShieldedClient
from bot.store import Store
from bot.store_keys import KeyStore, RoomKey

log = structlog.get_logger(__name__)

DAY_SECONDS = 24 * 3600.0


class OldKeys:
    """`look` as often as you like: it does something once a day."""

    def __init__(self, client: ShieldedClient, store: Store, days: int, clock: Callable[[], float] = time.time) -> None:
        self._client = client
        self._keys = KeyStore(store)
        self._days = days
        self._clock = clock
        self._looked_at = float("-inf")

    def look(self) -> None:
        """Forget what is over its time."""
        now = self._clock()
        if 0 <= now - self._looked_at < DAY_SECONDS:
            return
        self._looked_at = now
        held = {RoomKey(*key) for key in self._client.room_keys()}
        before = now - self._days * DAY_SECONDS
        self._keys.note(held, now)
        old = self._keys.replaced(before) | self._keys.elsewhere(set(self._client.rooms), before)
        if old:
            self._client.forget_room_keys(old)
            self._keys.forget(old)
            log.info("room_keys_forgotten", number=len(old), left=len(held) - len(old))
