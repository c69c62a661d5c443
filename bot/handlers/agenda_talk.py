"""What is said to somebody who fills in a proposal: the next question, the result, a sentence; all in its thread,
or, in a direct room, in the room."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.handlers.agenda_draft import Field
from bot.handlers.agenda_find import Finder
from bot.handlers.agenda_intakes import Intake, Step
from bot.handlers.agenda_moderation import CHOICES
from bot.handlers.agenda_same import as_occurrence, similar
from bot.ports import Message, Messenger, Rendered, RoomKind
from bot.render.agenda_proposal import preview, question
from kb.agenda import Agenda
from kb.events import Event
from kb.models import Zone

PREVIEW = "agenda preview"


@dataclass(frozen=True, slots=True)
class Place:
    """Where and by whom something is said: what is needed to speak on there. `alone`: in a direct room, where nobody
    opens threads: what is said there stands under each other in the room itself."""

    room_id: str
    cause: str
    message: Message | None = None
    alone: bool = False


def place_of(message: Message) -> Place:
    """Where to speak on after a message."""
    alone = message.room.kind is RoomKind.DIRECT and message.thread_root is None
    return Place(message.room.room_id, message.event_id, message, alone)


class Talk:
    """Says things for intakes, and notes in them what was asked or shown."""

    def __init__(
        self, agenda: Agenda, finder: Finder, messenger: Messenger, zones: Mapping[str, Zone],
        clock: Callable[[], datetime],
    ) -> None:  # fmt: skip
        self._agenda = agenda
        self._finder = finder
        self._messenger = messenger
        self._zones = zones
        self._clock = clock

    async def ask(self, intake: Intake, place: Place, field: Field, *, again: bool = False, past: bool = False) -> None:
        """The next question."""
        intake.asked, intake.step = field, Step.FIELD
        begin, intake.begun = intake.begun, False
        text = question(intake.lang, field, tuple(self._zones.values()), begin=begin, again=again, past=past)
        await self.say(intake, place, text)

    async def show(self, intake: Intake, place: Place, event: Event) -> None:
        """What it has come to, with ✅ and ❌."""
        intake.step, intake.shown = Step.CONFIRM, place.cause
        same = await asyncio.to_thread(similar, event, self._agenda, self._finder) if intake.kind == "new" else None
        text = preview(
            intake.kind, as_occurrence(event, self._agenda), intake.lang, self._today(), self._zones,
            same=same, at_once=intake.at_once,
        )  # fmt: skip
        await self.say(intake, place, text, stage=PREVIEW, choices=CHOICES)

    async def say(
        self, intake: Intake, place: Place, text: Rendered, *, stage: str = "agenda", choices: tuple[str, ...] = ()
    ) -> None:
        """In the thread of the intake: as a reply to the person's message, or after their click."""
        await self.tell(place, text, stage, root=intake.root, choices=choices)

    async def tell(
        self, place: Place, text: Rendered, stage: str, *, root: str | None = None, choices: tuple[str, ...] = ()
    ) -> None:
        """What is about no intake that is known; `root` is the thread to speak in after a click."""
        if place.message is not None and not place.alone:
            await self._messenger.reply(place.message, text, stage=stage, choices=choices)
            return
        thread = None if place.alone else root
        await self._messenger.post(
            place.room_id, text, cause=place.cause, stage=stage, thread_root=thread, choices=choices
        )

    def _today(self) -> date:
        return self._clock().astimezone(self._agenda.region).date()
