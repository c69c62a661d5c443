"""What was asked and answered in a thread, so that it can be continued. In memory only: it goes with the program."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from bot.ports import Message
from kb.models import Answer, Question


@dataclass(frozen=True, slots=True)
class Exchange:
    """The last question and answer of a thread."""

    question: Question
    answer: Answer


class Threads:
    """Thread root -> last exchange; the ones unused for longest are forgotten first."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._known: OrderedDict[str, Exchange] = OrderedDict()

    def last(self, message: Message) -> Exchange | None:
        """What was last answered in the thread of `message`."""
        return self.of(root_of(message))

    def of(self, key: str) -> Exchange | None:
        """What was last answered in the thread with this root."""
        if key in self._known:
            self._known.move_to_end(key)
        return self._known.get(key)

    def remember(self, message: Message, exchange: Exchange) -> None:
        key = root_of(message)
        self._known[key] = exchange
        self._known.move_to_end(key)
        while len(self._known) > self._size:
            self._known.popitem(last=False)


def root_of(message: Message) -> str:
    """The thread a message stands in, or the one that its answer will start."""
    return message.thread_root or message.event_id
