"""Who still has to hear why a message of theirs was removed: the program may die between the one and the other."""

from __future__ import annotations

import asyncio
import sqlite3

import structlog

from bot.ports import Messenger
from bot.render.guard import told_in_both
from bot.store_guard import GuardStore

log = structlog.get_logger(__name__)

STAGE = "guard owed"

LATEST = 120.0
"""Seconds after which a word that was not said will not be said any more by whoever began: it died."""

EVERY = 30.0


class Owed:
    """Tells them, without a word of the message: that is gone with the program that read it."""

    def __init__(self, messenger: Messenger, store: GuardStore) -> None:
        self._messenger = messenger
        self._store = store

    async def tell(self, older_than: float = LATEST) -> None:
        """Durable: what is in the outbox is owed no longer."""
        for event_id, user_id in self._store.owed(older_than):
            log.info("guard_told_late", event_id=event_id)
            await self._messenger.direct(user_id, told_in_both("guard-owed"), cause=event_id, stage=STAGE)
            self._store.settled(event_id)

    async def keep_telling(self) -> None:
        """Until cancelled."""
        while True:
            await asyncio.sleep(EVERY)
            try:
                await self.tell()
            except sqlite3.Error as error:  # the disk is full, say: the next round tries again
                log.error("guard_owed_failed", error=type(error).__name__)
