"""What was shown of the agenda in a thread, so that it can be continued. In memory only, like bot.handlers.threads."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from bot.handlers.agenda_find import Found
from kb.events import Occurrence
from kb.models import Lang

OWN, OTHERS = 6, 2
"""Events on one page: of the asker's zone, and of other zones beside them. Three lines each is what a screen holds."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What was found, and how much of it was shown so far."""

    found: Found
    lang: Lang | None
    own: int = 0
    others: int = 0

    def next_page(self) -> tuple[tuple[Occurrence, ...], tuple[Occurrence, ...], Shown]:
        """Events of the next page, and the state after it. Where the own zone has no more, others fill the page."""
        own = self.found.own[self.own : self.own + OWN]
        room = max(OTHERS, OWN - len(own)) if self.own or len(own) < OWN else OTHERS
        others = self.found.others[self.others : self.others + room]
        return own, others, Shown(self.found, self.lang, self.own + len(own), self.others + len(others))

    @property
    def rest(self) -> int:
        """How many were not shown yet."""
        return len(self.found.own) - self.own + len(self.found.others) - self.others

    @property
    def last(self) -> Occurrence | None:
        """The last event of the own zone that was shown, else of the others."""
        if self.own:
            return self.found.own[self.own - 1]
        return self.found.others[self.others - 1] if self.others else None


class AgendaThreads:
    """Thread root -> what was shown there last; the ones unused for longest are forgotten first."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._known: OrderedDict[str, Shown] = OrderedDict()

    def last(self, root: str) -> Shown | None:
        """What was shown last in that thread."""
        if root in self._known:
            self._known.move_to_end(root)
        return self._known.get(root)

    def remember(self, root: str, shown: Shown) -> None:
        """This was shown now."""
        self._known[root] = shown
        self._known.move_to_end(root)
        while len(self._known) > self._size:
            self._known.popitem(last=False)

    def forget(self, root: str) -> None:
        """The thread is about something else now."""
        self._known.pop(root, None)
