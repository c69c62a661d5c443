"""Proposals that are being filled in: where, by whom, and how far. In memory only, for a while; bot.sqlite knows the
threads in which that goes on, so that people hear when it was lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.handlers.agenda_draft import Draft, Field
from bot.ports import Message, RoomKind
from bot.render.agenda_proposal import Kind
from bot.store_agenda import AgendaStore
from kb.events import Event, Occurrence
from kb.models import Lang

MOST = 500


class Step(StrEnum):
    """What the next message of the person is an answer to."""

    FIELD = "field"
    WHICH = "which"
    WHAT = "what"
    CONFIRM = "confirm"


@dataclass(slots=True)
class Intake:
    """One proposal in the making. `root` is its thread; `shown` the cause of the message with ✅ and ❌; `rest` what
    was typed of a change before the event was known. `practice`: in the room to try things in, nothing is sent."""

    kind: Kind
    sender: str
    lang: Lang
    room_id: str
    root: str
    zone: str
    at: datetime
    step: Step = Step.FIELD
    draft: Draft = field(default_factory=Draft)
    asked: Field | None = None
    begun: bool = False
    event: Event | None = None
    found: tuple[Occurrence, ...] = ()
    rest: str = ""
    shown: str = ""
    at_once: bool = False
    practice: bool = False


class Intakes:
    """By thread; in a direct room also without one. What nobody went on with for `minutes` is gone."""

    def __init__(self, minutes: int, clock: Callable[[], datetime], store: AgendaStore) -> None:
        self._for = timedelta(minutes=minutes)
        self._clock = clock
        self._store = store
        self._known: dict[str, Intake] = {}

    def begin(self, intake: Intake, *, alone: bool) -> None:
        """`alone`: in place of another one in that room, where answers need no thread (a direct room)."""
        self.sweep()
        for one in [*self._known.values()]:
            if alone and one.room_id == intake.room_id:
                self.end(one)
        while len(self._known) >= MOST:
            del self._known[next(iter(self._known))]
        self._known[intake.root] = intake
        self._store.begin_intake(intake.root, intake.room_id)

    def of(self, message: Message) -> Intake | None:
        """The intake that a message goes on with."""
        if message.thread_root is not None:
            found = self._known.get(message.thread_root)
        elif message.room.kind is RoomKind.DIRECT:
            found = next((one for one in self._known.values() if one.room_id == message.room.room_id), None)
        else:
            found = None
        return self._touched(found) if found and found.sender == message.sender else None

    def shown(self, cause: str, sender: str) -> Intake | None:
        """The intake whose choice was shown with this cause, when it is this person's."""
        found = next((one for one in self._known.values() if one.shown == cause), None)
        return self._touched(found) if found and found.sender == sender else None

    def is_somebodys(self, root: str) -> bool:
        """Whether an intake goes on in that thread."""
        return root in self._known and self._fresh(self._known[root])

    def end(self, intake: Intake) -> None:
        """It is settled: nobody has to hear of it any more."""
        self._known.pop(intake.root, None)
        self._store.end_intake(intake.root)

    def waiting_for(self, user_id: str) -> int:
        """How many a person is filling in."""
        self.sweep()
        return sum(one.sender == user_id for one in self._known.values())

    def forget(self, user_id: str) -> None:
        """Drop what a person was filling in."""
        for one in [*self._known.values()]:
            if one.sender == user_id:
                self.end(one)

    def sweep(self) -> None:
        """Let go of what nobody went on with; who comes back to it is told so."""
        self._known = {root: one for root, one in self._known.items() if self._fresh(one)}

    def _touched(self, intake: Intake) -> Intake | None:
        if not self._fresh(intake):
            self._known.pop(intake.root, None)
            return None
        intake.at = self._clock()
        return intake

    def _fresh(self, intake: Intake) -> bool:
        return self._clock() - intake.at < self._for
