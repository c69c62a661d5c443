"""The guard's place: before anything else looks at a message. When it fails, the message is not processed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import structlog

from bot.ports import Message, Messenger, Rendered
from bot.render.notices import guard_stopped

log = structlog.get_logger(__name__)


class Verdict(Protocol):
    """What the guard found: whether the text holds data on a person being helped."""

    @property
    def user_data(self) -> bool: ...


Guard = Callable[[str], Verdict]


class GuardHandler:
    """Stops a message with user data, or one that could not be checked: it is neither searched nor answered."""

    def __init__(self, guard: Guard, messenger: Messenger) -> None:
        self._guard = guard
        self._messenger = messenger

    async def __call__(self, message: Message) -> bool:
        """True when the message must not go on. The sender is told in private, in both languages."""
        if not _holds_text(message):
            return False
        try:
            found = any(self._guard(text).user_data for text in (message.body, message.filename) if text)
        except Exception as error:  # fail closed, whatever happened; the error's text may quote the message
            log.error("guard_failed", event_id=message.event_id, error=type(error).__name__)
            return True
        if found:
            log.info("guard_stopped", event_id=message.event_id)
            await self._messenger.direct(message.sender, self._notice(), cause=message.event_id, stage="guard")
        return found

    def _notice(self) -> Rendered:
        return guard_stopped()


def _holds_text(message: Message) -> bool:
    return bool(message.body or message.filename)
