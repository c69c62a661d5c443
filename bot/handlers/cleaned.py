"""Texts that wait for their author's word: in memory only, for a while, and only so many. Gone when the program stops.

Nothing here is logged or written; the reprs hide every text.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from bot.ports import Message
from kb.models import Lang

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Pending:
    """What the bot asked an author about a message.

    `origin` tells where it came from (its texts are gone already when it was removed); `text` is what a ✅ stands
    for: the cleaned text, or "" when none can be offered. `as_is` is the whole message when the finding was only
    probable: a ✅ lets it through. `marks` recognise the same texts again, without holding them.
    """

    author: str
    origin: Message
    lang: Lang
    text: str = field(default="", repr=False)
    as_is: Message | None = None
    marks: frozenset[bytes] = field(default=frozenset(), repr=False)


class Waiting(Generic[Value]):
    """Key -> value for `seconds` at most, `size` entries at most, the oldest first out."""

    def __init__(self, seconds: float, size: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._size = size
        self._clock = clock
        self._entries: OrderedDict[str, tuple[float, Value]] = OrderedDict()

    def put(self, key: str, value: Value) -> None:
        self._entries.pop(key, None)
        self._entries[key] = (self._clock() + self._seconds, value)
        while len(self._entries) > self._size:
            self._entries.popitem(last=False)

    def get(self, key: str) -> Value | None:
        self.sweep()
        found = self._entries.get(key)
        return found[1] if found else None

    def pop(self, key: str) -> Value | None:
        found = self.get(key)
        self._entries.pop(key, None)
        return found

    def keep(self, wanted: Callable[[Value], bool]) -> int:
        """Forget all that is not wanted; returns how many that were."""
        gone = [key for key, (_, value) in self._entries.items() if not wanted(value)]
        for key in gone:
            del self._entries[key]
        return len(gone)

    def count(self, wanted: Callable[[Value], bool]) -> int:
        self.sweep()
        return sum(wanted(value) for _, value in self._entries.values())

    def sweep(self) -> None:
        """Forget what is over its time. Entries stand in the order of their ends."""
        now = self._clock()
        while self._entries and next(iter(self._entries.values()))[0] <= now:
            self._entries.popitem(last=False)


class Desk:
    """All that waits: `asked` by the id of the bot's private message (`answered`: those that need
    no more), `rewriting` and `allowed` by author, `overrule`
    by the id of the bot's message to the moderators."""

    def __init__(self, seconds: float, size: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.seconds = seconds
        self.asked: Waiting[Pending] = Waiting(seconds, size, clock)
        self.rewriting: Waiting[Pending] = Waiting(seconds, size, clock)
        self.overrule: Waiting[Pending] = Waiting(seconds, size, clock)
        self.allowed: Waiting[Pending] = Waiting(seconds, size, clock)
        self.answered: Waiting[Pending] = Waiting(seconds, size, clock)
        self._secret = secrets.token_bytes(32)

    @property
    def minutes(self) -> int:
        """For sentences."""
        return round(self.seconds / 60)

    def mark(self, text: str) -> bytes:
        """Recognises a text; says nothing about it without this process's secret."""
        return hmac.digest(self._secret, " ".join(text.split()).encode("utf-8", "surrogatepass"), hashlib.sha256)

    def is_allowed(self, author: str, texts: Iterable[str]) -> bool:
        """Whether a moderator let exactly these texts of this author through."""
        allowed = self.allowed.get(author)
        return allowed is not None and all(self.mark(text) in allowed.marks for text in texts)

    def waiting_for(self, author: str) -> int:
        """How many texts of an author are in memory."""
        return sum(each.count(lambda one: one.author == author) for each in (self.asked, self.rewriting))

    def forget(self, author: str) -> None:
        """Let go of everything of an author."""
        for each in self._all():
            each.keep(lambda one: one.author != author)

    def sweep(self) -> None:
        """Let go of what is over its time, also when nobody asks."""
        for each in self._all():
            each.sweep()

    def _all(self) -> tuple[Waiting[Pending], ...]:
        return (self.asked, self.answered, self.rewriting, self.overrule, self.allowed)
