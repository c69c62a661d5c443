"""What happens to a message that the guard stopped: it leaves the room, and its author hears of it in private."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import structlog

from bot.errors import GuardFailed
from bot.handlers.cleaned import Desk, Pending
from bot.handlers.guard_carry import Carrier, bare
from bot.handlers.guard_files import FileFinding, Unreadable
from bot.handlers.guard_prompt import STAGE, Prompter
from bot.handlers.guard_texts import Found, instead, texts_of
from bot.handlers.intent import Wish, intent
from bot.ports import Message, Messenger, Reaction, RoomKind
from bot.render.guard import link, reason, told_in_both
from bot.screening.screen import Screen
from bot.store_guard import UNCHECKED, GuardStore

log = structlog.get_logger(__name__)

MODERATORS_STAGE = "guard moderators"

SHORTEST_WORD = 3
"""Letters and digits of a reaction that could be about somebody; "ok" and "+1" could not."""


class GuardAuthor:
    """`moderators` gives the rooms of those who keep the frame of a zone."""

    def __init__(
        self,
        messenger: Messenger,
        screen: Screen,
        desk: Desk,
        store: GuardStore,
        prompter: Prompter,
        carrier: Carrier,
        moderators: Callable[[str | None], Sequence[str]],
    ) -> None:
        self._messenger = messenger
        self._screen = screen
        self._desk = desk
        self._store = store
        self._prompter = prompter
        self._carrier = carrier
        self._moderators = moderators

    async def remove(self, message: Message, found: Found) -> None:
        """A sure finding: out of the room first, then a word with the author."""
        self._count(found.all.kinds, message)
        origin = await self._origin(message)  # first: a removed event says no more where it stood
        self._store.owe(message.event_id, message.sender)
        removed = await self.take_away(message)
        pending = Pending(
            author=message.sender,
            origin=bare(origin),
            lang=found.all.lang or "nl",
            text=await self._still_clean(instead(message, found)),
            marks=self._marks(message),
        )
        await self._prompter.about_removed(message, found.all, pending, removed=removed)
        self._store.settled(message.event_id)

    async def ask(self, message: Message, found: Found) -> None:
        """A probable finding: nothing is removed, nothing happens with the message until its author says so."""
        self._count(found.all.kinds, message)
        origin = await self._origin(message)
        pending = Pending(
            author=message.sender,
            origin=bare(origin),
            lang=found.all.lang or "nl",
            text=message.body if origin.room.room_id != message.room.room_id else "",
            as_is=message,
            marks=self._marks(message),
        )
        await self._prompter.about_uncertain(message, found.all, pending)

    async def resumed(self, message: Message) -> bool:
        """Whether this is the rewritten form of a message that was stopped: then it goes where that came from."""
        if message.room.kind is not RoomKind.DIRECT or message.body.startswith("!") or not message.body.strip():
            return False
        waiting = self._desk.rewriting.get(message.sender)
        if waiting is None or waiting.origin.room.kind is RoomKind.DIRECT:
            return False
        sent = await self._carrier.carry(waiting, message.body, cause=message.event_id, sent_at=message.sent_at)
        if sent:
            self._desk.rewriting.pop(message.sender)
        return sent

    def allowed(self, message: Message, found: Found) -> bool:
        """Whether a moderator let exactly this through. A file has no mark and is never let through."""
        if found.file.user_data:
            return False
        pairs = zip(texts_of(message), found.said.verdicts, strict=True)
        return self._desk.is_allowed(message.sender, [text for text, verdict in pairs if verdict.user_data])

    async def unreadable(self, message: Message, file: FileFinding) -> bool:
        """Something that cannot be read; True when that ends the message's way."""
        if file.unreadable is Unreadable.ALLOW:
            return False
        key = "guard-media" if file.media else "guard-file"
        if file.unreadable is Unreadable.REDACT and message.room.kind is not RoomKind.DIRECT:
            self._store.owe(message.event_id, message.sender)
            removed = await self.take_away(message)
            notice = told_in_both("guard-media-removed" if removed else key)
            await self._messenger.direct(message.sender, notice, cause=message.event_id, stage=STAGE)
            self._store.settled(message.event_id)
            return True
        # Once a day per person is a reminder; at every photo of a leaflet it would be noise.
        cause = f"{key} {message.sent_at:%Y-%m-%d}"
        await self._messenger.direct(message.sender, told_in_both(key), cause=cause, stage=STAGE)
        return False

    async def unchecked(self, message: Message) -> None:
        """The guard gave no verdict. Who spoke to Relais is told each time, others once an hour."""
        self._count((UNCHECKED,), message)
        addressed = intent(message).wish is not Wish.NOTHING
        cause = message.event_id if addressed else f"unchecked {message.sent_at:%Y-%m-%dT%H}"
        await self._messenger.direct(message.sender, told_in_both("guard-unchecked"), cause=cause, stage=STAGE)

    async def word_as_reaction(self, reaction: Reaction) -> bool:
        """A reaction may be any text, and travels in clear. Whether it was one with user data: then it is removed."""
        if sum(char.isalnum() for char in reaction.key) < SHORTEST_WORD:
            return False
        try:
            found = (await self._screen.check([reaction.key])).user_data
        except GuardFailed:
            found = True  # it is no choice, no vote and no question: nothing is lost with it
        if found and reaction.room.kind is not RoomKind.DIRECT:
            await self._messenger.redact(reaction.room.room_id, reaction.event_id, reason(), cause=reaction.event_id)
        return found

    async def take_away(self, message: Message) -> bool | None:
        """Redact the event, and what it edits; where the bot may not, the moderators are told which event, no more.
        None in a direct room, where nobody else reads along."""
        if message.room.kind is RoomKind.DIRECT:
            return None
        room_id, cause = message.room.room_id, message.event_id
        removed = await self._messenger.redact(room_id, message.event_id, reason(), cause=cause)
        before = await self._messenger.written(room_id, message.replaces) if message.replaces else None
        # Clients ignore an edit of somebody else's message, and so must the guard: it would remove an innocent one.
        if message.replaces and before and before.author == message.sender:
            removed = await self._messenger.redact(room_id, message.replaces, reason(), cause=cause) and removed
        if not removed:
            await self._call_moderators(message)
        return removed

    async def _call_moderators(self, message: Message) -> None:
        rooms = self._moderators(message.room.zone) if message.room.kind is not RoomKind.SANDBOX else ()
        log.warning("guard_cannot_remove", event_id=message.event_id, room=message.room.room_id, told=len(rooms))
        notice = told_in_both("guard-moderators", link=link(message.room.room_id, message.event_id))
        for room_id in rooms:
            await self._messenger.post(room_id, notice, cause=message.event_id, stage=MODERATORS_STAGE)

    async def _still_clean(self, text: str) -> str:
        """The text when the guard sees nothing in it any more, else ""."""
        if not text:
            return ""
        try:
            again = await self._screen.check([text])
        except GuardFailed:
            return ""
        return "" if again.user_data and not again.uncertain else text

    async def _origin(self, message: Message) -> Message:
        """Where a message belongs: where that came from which its author is rewriting, or where it stands. An edit
        names what it replaces and not its thread."""
        if message.room.kind is RoomKind.DIRECT:
            waiting = self._desk.rewriting.get(message.sender)
            return waiting.origin if waiting else message
        if not message.replaces or message.thread_root:
            return message
        before = await self._messenger.written(message.room.room_id, message.replaces)
        return replace(message, thread_root=before.thread_root) if before else message

    def _marks(self, message: Message) -> frozenset[bytes]:
        return frozenset(self._desk.mark(text) for text in texts_of(message))

    def _count(self, kinds: Iterable[str], message: Message) -> None:
        if message.room.kind is RoomKind.SANDBOX:
            return  # what is tried is no figure
        self._store.count(kinds, message.room.zone, f"{message.sent_at:%Y-%m}")
