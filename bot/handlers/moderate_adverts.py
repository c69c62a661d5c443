"""An announcement of an event in a zone's room gets a friendly pointer to the agenda, in its thread, once a day per
person. The announcement stays: it is no offence, and colleagues may like it."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.feature import Parts
from bot.handlers.intent import Wish, intent
from bot.moderation.adverts import announces
from bot.ports import Message, RoomKind
from bot.render.moderation import said
from bot.store_pointers import PointerStore
from kb.models import Question

_KINDS = frozenset(["m.text", "m.image", "m.file"])
REST = timedelta(hours=24)


class Adverts:
    """Never deals with a message: whatever else is to be done with it goes on."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._pointers = PointerStore(parts.store)
        self._timezone = ZoneInfo(parts.config.answers.timezone)

    async def __call__(self, message: Message) -> bool:
        if self._parts.config.moderation.point_to_agenda and self._may_be_one(message):
            today = message.sent_at.astimezone(self._timezone).date()
            if announces(message.body, today):
                await self._point(message)
        return False

    def _may_be_one(self, message: Message) -> bool:
        """New in the zone's own room, to everybody; of a file the words beside it."""
        return (
            message.room.kind is RoomKind.ZONE
            and message.msgtype in _KINDS
            and not (message.thread_root or message.reply_to or message.replaces)
            and message.body != message.filename
            and not message.mentions_bot
            and intent(message).wish is Wish.NOTHING
        )

    async def _point(self, message: Message) -> None:
        at, rest = message.sent_at.timestamp(), REST.total_seconds()
        if self._pointers.take(message.sender, "agenda", message.event_id, at, rest):
            lang = self._parts.knowledge.understand(Question(message.body, message.sent_at)).lang
            await self._parts.messenger.reply(message, said(lang, "moderation-to-agenda"), stage="to agenda")
