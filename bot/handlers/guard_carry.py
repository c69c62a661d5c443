"""A cleaned or rewritten question -> the room it came from, said by the bot, and answered there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.handlers.cleaned import Pending
from bot.ports import Message, MessageHandler, Messenger, RoomKind
from bot.render.guard import carried

STAGE = "guard carry"


def bare(message: Message) -> Message:
    """Where a message came from, without a word of it."""
    return replace(message, body="", formatted_body="", filename="", texts=(), attachment=None)


class Carrier:
    """`proceed` is what comes after the guard: the handlers that answer. `muted` (room id, user id): whether somebody
    may not write there, and so not through the bot either."""

    def __init__(
        self, messenger: Messenger, proceed: MessageHandler, muted: Callable[[str, str], bool] = lambda *_: False
    ) -> None:
        self._messenger = messenger
        self._proceed = proceed
        self._muted = muted

    async def carry(self, pending: Pending, text: str, *, cause: str, sent_at: datetime) -> bool:
        """Say `text` in the room of `pending`, in its thread if it stood in one, and answer it. False when it could
        not be said or its author is muted there. A question from a direct room is answered there, under `cause`."""
        origin = pending.origin
        place: str | None = cause
        if origin.room.kind is not RoomKind.DIRECT:
            if self._muted(origin.room.room_id, pending.author):
                return False
            place = await self._messenger.carry(
                origin.room.room_id,
                carried(pending.lang, text),
                cause=cause,
                stage=STAGE,
                thread_root=origin.thread_root,
            )
        if place is None:
            return False
        question = replace(
            bare(origin), event_id=place, body=text, sent_at=sent_at, mentions_bot=True, msgtype="m.text", replaces=None
        )
        await self._proceed(question)
        return True

    async def let_through(self, message: Message) -> bool:
        """Handle a message as it is: its author says that it holds no user data."""
        return await self._proceed(message)
