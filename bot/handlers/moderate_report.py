"""`!meld`, `!signaler`: a message is brought to its moderators as a link, and nobody in the room sees by whom."""

from __future__ import annotations

from bot.handlers.intent import Wish, intent
from bot.moderation.desk import ModerationDesk
from bot.moderation.order import order_of
from bot.moderation.tell import cause_of
from bot.ports import Message, RoomKind
from bot.render.guard import reason
from bot.render.moderation import said
from kb.models import Lang


class Report:
    """About the message that is answered, the one that began the thread, or the one whose link is given."""

    def __init__(self, desk: ModerationDesk) -> None:
        self._desk = desk

    async def __call__(self, message: Message) -> bool:
        wanted = intent(message)
        if wanted.wish is not Wish.REPORT:
            return False
        lang = wanted.lang or self._desk.lang_of(message.sender) or "nl"
        room_id, event_id = target_of(message)
        if not event_id or (message.room.kind is RoomKind.DIRECT and room_id == message.room.room_id):
            await self._say(message, lang, "moderation-report-how")
        elif not await self._readable(message.sender, room_id, event_id):
            await self._say(message, lang, "moderation-report-elsewhere")
        elif not self._is_read(room_id):
            await self._say(message, lang, "moderation-report-nobody")
        else:
            await self._report(message, lang, room_id, event_id)
        await self._take_away(message)
        return True

    def _is_read(self, room_id: str) -> bool:
        """Whether there is anybody who would see the report."""
        parts = self._desk.parts
        return any(parts.rooms.members(room) for room in parts.roles.moderators_rooms(parts.rooms.info(room_id).zone))

    async def _report(self, message: Message, lang: Lang, room_id: str, event_id: str) -> None:
        desk, messenger = self._desk, self._desk.parts.messenger
        known = desk.store.case(event_id)
        case = await desk.open(event_id, room_id)
        desk.store.report(event_id, message.sender, lang)
        if known is not None and desk.store.decisions(event_id):
            for room, handle in (await desk.cards(case)).items():
                await messenger.post(
                    room, said(None, "moderation-again"), cause=cause_of(event_id), stage=f"again {message.event_id}",
                    thread_root=handle,
                )  # fmt: skip
            await desk.settle(event_id)
        await messenger.direct(
            message.sender, said(lang, "moderation-report-thanks"), cause=message.event_id, stage="report"
        )

    async def _take_away(self, message: Message) -> None:
        """Who reported whom, or tried to, is nobody's business in the room. Last of all: after a crash the report is
        read again from the homeserver, and must still be there."""
        if message.room.kind is not RoomKind.DIRECT:
            room_id, messenger = message.room.room_id, self._desk.parts.messenger
            await messenger.redact(room_id, message.event_id, reason(), cause=message.event_id)

    async def _readable(self, user_id: str, room_id: str, event_id: str) -> bool:
        """Whether they are in that room, and the bot sees the message: a link may name anything."""
        parts = self._desk.parts
        return user_id in parts.rooms.members(room_id) and bool(await parts.messenger.written(room_id, event_id))

    async def _say(self, message: Message, lang: Lang, key: str) -> None:
        messenger = self._desk.parts.messenger
        if message.room.kind is RoomKind.DIRECT:
            await messenger.reply(message, said(lang, key), stage="report")
        else:
            await messenger.direct(message.sender, said(lang, key), cause=message.event_id, stage="report")


def target_of(message: Message) -> tuple[str, str]:
    """(room id, event id) of the message that a command is about; "" for no event."""
    order = order_of(intent(message).text)
    if order.event_id:
        return order.room_id, order.event_id
    return message.room.room_id, message.reply_to or message.thread_root or ""
