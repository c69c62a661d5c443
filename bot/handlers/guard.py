"""The guard's place: before anything else looks at a message. When it cannot look, the message is not processed.

`guard_files` looks into attachments, `guard_author` deals with what was found, `guard_prompt` words it for the author,
`guard_reactions` hears the author's choice, `guard_carry` says a cleaned question in the room.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence

import structlog

from bot.errors import GuardFailed
from bot.handlers.guard_author import GuardAuthor
from bot.handlers.guard_files import FileCheck, FileFinding
from bot.handlers.guard_texts import Found, texts_of
from bot.ports import Message
from bot.screening.screen import Screen, Screened

log = structlog.get_logger(__name__)

Members = Callable[[str], Iterable[str]]
"""Room id -> the display names of the people in it."""

Spare = Callable[[Message, Sequence[str]], Awaitable[Sequence[str]]]
"""The texts of a message as the guard is to read them: without what is a service's own for certain (docs/guard.md)."""


async def _all_of_it(_message: Message, texts: Sequence[str]) -> Sequence[str]:
    return texts


class GuardHandler:
    """Deals with every message that may not go on: one with user data, perhaps with user data, or unchecked."""

    def __init__(
        self, screen: Screen, files: FileCheck, author: GuardAuthor, members: Members, spare: Spare = _all_of_it
    ) -> None:
        self._screen = screen
        self._files = files
        self._author = author
        self._members = members
        self._spare = spare

    async def __call__(self, message: Message) -> bool:
        """False when the message is free of user data: only then does anybody else see it."""
        try:
            said, file = await self._look(message)
        except Exception as error:  # fail closed, whatever happened; the error's text may quote the message
            why = str(error) if isinstance(error, GuardFailed) else type(error).__name__
            log.error("guard_failed", event_id=message.event_id, reason=why)
            await self._author.unchecked(message)
            return True
        found = Found(said, file.screened) if file else Found(said)
        if found.all.user_data:
            return await self._stop(message, found)
        if file and await self._author.unreadable(message, file):
            return True
        return await self._author.resumed(message)

    async def _look(self, message: Message) -> tuple[Screened, FileFinding | None]:
        texts, members = texts_of(message), tuple(self._members(message.room.room_id))
        said = await self._screen.check(await self._spare(message, texts), members) if texts else Screened()
        if said.user_data and not said.uncertain:
            return said, None  # it goes, whatever is in the file
        return said, await self._files.check(message, members)

    async def _stop(self, message: Message, found: Found) -> bool:
        if self._author.allowed(message, found):
            log.info("guard_overruled", event_id=message.event_id, zone=message.room.zone)
            return False
        kinds = [str(kind) for kind in found.all.kinds]
        log.info("guard_found", event_id=message.event_id, zone=message.room.zone, kinds=kinds)
        if found.all.uncertain:
            await self._author.ask(message, found)
        else:
            await self._author.remove(message, found)
        return True
