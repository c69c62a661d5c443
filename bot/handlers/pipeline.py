"""The order in which handlers are asked: the guard first, then the first that says "mine"."""

from __future__ import annotations

from collections.abc import Sequence

import structlog

from bot.errors import HomeserverError
from bot.handlers.intent import Wish, intent
from bot.ports import Message, MessageHandler, Messenger, Reaction, ReactionHandler
from bot.render.notices import trouble, undecryptable

log = structlog.get_logger(__name__)


class Pipeline:
    """What the Matrix side calls for every message."""

    def __init__(self, messenger: Messenger, handlers: Sequence[MessageHandler]) -> None:
        self._messenger = messenger
        self._handlers = tuple(handlers)

    async def __call__(self, message: Message) -> bool:
        """Whether some handler dealt with it. An unexpected error is logged by kind and said in a sentence to whoever
        spoke to Relais; errors of the homeserver go on to the inbox, which tries again."""
        try:
            for handler in self._handlers:
                if await handler(message):
                    return True
            return False
        except HomeserverError:
            raise
        except Exception as error:  # the boundary: nothing internal reaches a room, and the next message is served
            log.error("handler_failed", event_id=message.event_id, error=type(error).__name__)
            if intent(message).wish is Wish.NOTHING:
                return False
            await self._messenger.reply(message, trouble(), stage="trouble")
            return True

    async def undecryptable(self, message: Message) -> None:
        """One polite request to send the message again."""
        await self._messenger.reply(message, undecryptable(), stage="undecryptable")


class Reactions:
    """What the Matrix side calls for every reaction: the first handler that says "mine" is the last one asked."""

    def __init__(self, handlers: Sequence[ReactionHandler]) -> None:
        self._handlers = tuple(handlers)

    async def __call__(self, reaction: Reaction) -> bool:
        """Whether some handler dealt with it. Errors as in `Pipeline`; nobody is told: a click is no question."""
        try:
            for handler in self._handlers:
                if await handler(reaction):
                    return True
        except HomeserverError:
            raise
        except Exception as error:  # the boundary
            log.error("handler_failed", event_id=reaction.event_id, error=type(error).__name__)
        return False
