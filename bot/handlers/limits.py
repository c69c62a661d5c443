"""How much one person and one room may ask of the bot, so that the others are served all the same.

Token buckets in memory: after a restart everybody starts with a full one.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable

import structlog

from bot.handlers.intent import Wish, intent
from bot.ports import Message, Messenger, RoomKind
from bot.render.notices import too_many
from kb.understand.danger import danger_kinds

log = structlog.get_logger(__name__)

KNOWN = 10_000
"""Buckets kept at most; the ones unused for longest go first, and they are full again by then."""


class Buckets:
    """A bucket of `size` tokens per key, filled again evenly within `seconds`."""

    def __init__(self, size: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._size = float(size)
        self._rate = size / seconds
        self._clock = clock
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> float:
        """Take a token: 0.0, or, when there is none, in how many seconds there will be one (none is taken then)."""
        now = self._clock()
        level, since = self._levels.pop(key, (self._size, now))
        level = min(self._size, level + (now - since) * self._rate)
        wait = 0.0 if level >= 1.0 else (1.0 - level) / self._rate
        self._levels[key] = (level if wait else level - 1.0, now)
        if len(self._levels) > KNOWN:
            self._levels.popitem(last=False)
        return wait


class RoomPace:
    """Asked before everything else: a message of a room that floods waits its turn. Each room has a worker of its
    own, so that the wait is that room's only. Deals with nothing itself."""

    def __init__(self, buckets: Buckets, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._buckets = buckets
        self._sleep = sleep

    async def __call__(self, message: Message) -> bool:
        while wait := self._buckets.take(message.room.room_id):
            log.debug("room_slowed", room=message.room.room_id)
            await self._sleep(wait)
        return False


class UserLimit:
    """Deals with what a person asks beyond the limit: says so once per period, then keeps quiet."""

    def __init__(self, questions: Buckets, told: Buckets, minutes: int, messenger: Messenger) -> None:
        self._questions = questions
        self._told = told
        self._minutes = minutes
        self._messenger = messenger

    @classmethod
    def of(cls, questions: int, minutes: int, messenger: Messenger) -> UserLimit:
        """`questions` per `minutes`, said once per `minutes`."""
        return cls(Buckets(questions, minutes * 60.0), Buckets(1, minutes * 60.0), minutes, messenger)

    async def __call__(self, message: Message) -> bool:
        # Moderators must be able to deal with a wave of spam; who is in their room is trusted.
        if message.room.kind is RoomKind.MODERATORS or intent(message).wish is Wish.NOTHING:
            return False
        # Somebody in danger does not wait until the others have had their turn.
        if not self._questions.take(message.sender) or danger_kinds(message.body):
            return False
        log.info("person_limited", event_id=message.event_id)
        if not self._told.take(message.sender):
            await self._messenger.reply(message, too_many(self._minutes), stage="limit")
        return True
