"""`!verberg`, `!waarschuw`, `!demp`, `!dempuit` (and French, English) by a moderator: as an answer to the message
itself, to its report in the moderators' room, or with its link.

In a room the command itself is taken away, and the answer is private: nobody is put to shame before colleagues.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.handlers.intent import Intent, Wish, intent
from bot.handlers.moderate_report import target_of
from bot.moderation.desk import Act, Answer, ModerationDesk
from bot.moderation.order import Order, mentioned, order_of
from bot.moderation.tell import about, cause_of
from bot.ports import Message, Rendered, RoomKind
from bot.render.guard import reason
from bot.render.moderation import HIDE, MUTE, UNMUTE, WARN, done, said
from bot.store_moderation import Mute
from kb.models import Lang

_ACTIONS: Mapping[Wish, str] = {Wish.HIDE: HIDE, Wish.WARN: WARN, Wish.MUTE: MUTE, Wish.UNMUTE: UNMUTE}


class Moderate:
    """Hears the commands. Who is no moderator of the room hears how to report instead."""

    def __init__(self, desk: ModerationDesk) -> None:
        self._desk = desk

    async def __call__(self, message: Message) -> bool:
        wanted = intent(message)
        if wanted.wish not in _ACTIONS:
            return False
        order, action = order_of(wanted.text), _ACTIONS[wanted.wish]
        if order.off and action == MUTE:
            action = UNMUTE
        lang = self._desk.lang_of(message.sender) or wanted.lang
        room_id, event_id = self._target(message)
        if not self._desk.may(message.sender, room_id or message.room.room_id):
            await self._privately(message, said(lang, "moderation-only-moderators"), "refused")
            await self._take_away(message)
            return True
        if action == UNMUTE:
            await self._unmute(message, order, lang, room_id, event_id)
        elif not event_id:
            await self._answer(message)(said(lang, "moderation-which-message"), "which", ())
        elif await self._desk.parts.messenger.written(room_id, event_id) is None:
            await self._answer(message)(said(lang, "moderation-gone"), "gone", ())
        else:
            await self._act(message, order, wanted, action, room_id, event_id)
        await self._take_away(message)
        return True

    def _target(self, message: Message) -> tuple[str, str]:
        """The message that is meant; in the moderators' room the one that the card is about."""
        room_id, event_id = target_of(message)
        if event_id and message.room.kind in (RoomKind.MODERATORS, RoomKind.DIRECT):
            said_before = self._desk.parts.messenger.said(event_id)
            meant = about(said_before.cause) if said_before else None
            case = self._desk.store.case(meant) if meant else None
            if case:
                return case.room_id, case.event_id
        return room_id, "" if message.room.kind is RoomKind.DIRECT and room_id == message.room.room_id else event_id

    async def _act(
        self, message: Message, order: Order, wanted: Intent, action: str, room_id: str, event_id: str
    ) -> None:
        case = await self._desk.open(event_id, room_id)
        lang = self._desk.lang_of(message.sender) or wanted.lang
        answer = self._answer(message, event_id)
        act = Act(action, message.sender, message.event_id, answer, lang, order.rule, order.duration)
        if await self._desk.act(case, act) and message.room.kind is not RoomKind.MODERATORS:
            until = self._desk.muted_until(event_id) if action == MUTE else None
            await answer(done(lang, action, until), f"done {message.event_id}", ())

    async def _unmute(self, message: Message, order: Order, lang: Lang | None, room_id: str, event_id: str) -> None:
        """In the room of the message, or wherever the one who is named is muted."""
        desk, user_id = self._desk, order.user_id or mentioned(message.formatted_body)
        if event_id and not user_id:
            written = await desk.parts.messenger.written(room_id, event_id)
            user_id = written.author if written else ""
        mutes = [one for one in desk.store.mutes_of(user_id) if self._meant(one, message.sender, room_id, event_id)]
        for mute in mutes:
            await desk.lift(mute, message.sender, message.event_id)
        key = "moderation-not-muted" if user_id else "moderation-which-message"
        text = done(lang, UNMUTE) if mutes else said(lang, key)
        await self._answer(message)(text, f"unmute {message.event_id}", ())

    def _meant(self, mute: Mute, moderator: str, room_id: str, event_id: str) -> bool:
        return self._desk.may(moderator, mute.room_id) and (not event_id or mute.room_id == room_id)

    def _answer(self, message: Message, event_id: str = "") -> Answer:
        """In the thread in the moderators' room, else in private. What is about a message carries it in its cause,
        so that a click on it can be understood."""
        cause = cause_of(event_id) if event_id else message.event_id
        messenger, room, root = self._desk.parts.messenger, message.room, message.thread_root or message.event_id

        async def answer(text: Rendered, stage: str, choices: tuple[str, ...]) -> None:
            if room.kind is RoomKind.MODERATORS:
                await messenger.post(room.room_id, text, cause=cause, stage=stage, thread_root=root, choices=choices)
            else:
                await messenger.direct(message.sender, text, cause=cause, stage=stage, choices=choices)

        return answer

    async def _privately(self, message: Message, text: Rendered, stage: str) -> None:
        await self._desk.parts.messenger.direct(message.sender, text, cause=message.event_id, stage=stage)

    async def _take_away(self, message: Message) -> None:
        """Last of all: after a crash the command is read again from the homeserver, and must still be there."""
        if message.room.kind not in (RoomKind.MODERATORS, RoomKind.DIRECT):
            room_id, messenger = message.room.room_id, self._desk.parts.messenger
            await messenger.redact(room_id, message.event_id, reason(), cause=message.event_id)
