"""The author's choice on the guard's private message, by one reaction; and the moderators' word on a false alarm."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import structlog

from bot.handlers.cleaned import Desk, Pending
from bot.handlers.guard_author import GuardAuthor
from bot.handlers.guard_carry import Carrier
from bot.ports import Message, Messenger, Reaction, RoomKind
from bot.render.guard import link, told, told_in_both
from bot.store_guard import FALSE_ALARM, GuardStore

log = structlog.get_logger(__name__)

YES, REWRITE, NO = "yes", "rewrite", "no"
_CHOICES = {"✅": YES, "✔": YES, "☑": YES, "✏": REWRITE, "✍": REWRITE, "📝": REWRITE, "❌": NO, "✖": NO, "❎": NO}
STAGE = "guard choice"


def choice_of(key: str) -> str | None:
    """What a reaction means, whatever skin tone or form of the emoji a keyboard gives."""
    return _CHOICES.get(key.strip().rstrip("\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"))


class GuardReactions:
    """True for a reaction on a message of the guard: nobody else is to count it."""

    def __init__(
        self,
        messenger: Messenger,
        desk: Desk,
        store: GuardStore,
        author: GuardAuthor,
        carrier: Carrier,
        moderators: Callable[[str | None], Sequence[str]],
    ) -> None:
        self._messenger = messenger
        self._desk = desk
        self._store = store
        self._author = author
        self._carrier = carrier
        self._moderators = moderators

    async def __call__(self, reaction: Reaction) -> bool:
        choice = choice_of(reaction.key)
        if choice is None:
            return await self._author.word_as_reaction(reaction)
        overruled = self._desk.overrule.get(reaction.target)
        if overruled and reaction.room.kind is RoomKind.MODERATORS:
            if choice == YES:
                await self._overrule(overruled, reaction)
            return True
        pending = self._desk.asked.get(reaction.target)
        if pending is None:
            return await self._gone(reaction)
        if reaction.sender == pending.author:  # anybody else's word about it does not count
            await self._chosen(choice, pending, reaction)
        return True

    async def _chosen(self, choice: str, pending: Pending, reaction: Reaction) -> None:
        if choice == REWRITE or (choice == YES and pending.as_is is None and not pending.text):
            await self._rewrite(pending, reaction)
        elif pending.as_is is not None:
            self._count_false_alarm(pending, reaction)
            if not await self._use(pending, pending.as_is, reaction):
                return
        elif choice == NO:
            await self._false_alarm(pending, reaction)
        elif not await self._use(pending, None, reaction):
            return
        self._desk.asked.pop(reaction.target)
        self._desk.answered.put(reaction.target, replace(pending, text="", as_is=None))

    async def _use(self, pending: Pending, as_is: Message | None, reaction: Reaction) -> bool:
        """What the author agreed to goes on: the text into its room, or the message as it stands there. False when
        the homeserver did not take it: then the author can try again."""
        if not pending.text and as_is is not None:
            await self._tell(pending, reaction, "guard-fine")
            await self._carrier.let_through(as_is)
            return True
        if not await self._carrier.carry(pending, pending.text, cause=reaction.target, sent_at=reaction.sent_at):
            await self._tell(pending, reaction, "guard-not-carried")
            return False
        self._desk.rewriting.pop(pending.author)
        return True

    async def _rewrite(self, pending: Pending, reaction: Reaction) -> None:
        """The author writes it anew; what was only probable is so no longer, and leaves the room too."""
        if pending.as_is is not None:
            await self._author.take_away(pending.as_is)
        self._desk.rewriting.put(pending.author, pending)
        direct = pending.origin.room.kind is RoomKind.DIRECT
        await self._tell(pending, reaction, "guard-rewrite-direct" if direct else "guard-rewrite")

    async def _false_alarm(self, pending: Pending, reaction: Reaction) -> None:
        """Counted, not stored. A moderator may overrule the guard, for exactly these words and for a while."""
        self._count_false_alarm(pending, reaction)
        asked = await self._ask_moderators(pending, reaction)
        await self._tell(
            pending, reaction, "guard-false-alarm", "guard-overrule-asked" if asked else "guard-other-words"
        )

    async def _ask_moderators(self, pending: Pending, reaction: Reaction) -> bool:
        where = link(pending.origin.room.room_id, pending.origin.event_id)
        notice = told_in_both("guard-overrule", link=where, minutes=self._desk.minutes)
        asked = False
        if pending.origin.room.kind is RoomKind.SANDBOX:
            return asked
        for room_id in self._moderators(pending.origin.room.zone):
            event_id = await self._messenger.carry(room_id, notice, cause=reaction.target, stage="guard overrule")
            if event_id:
                self._desk.overrule.put(event_id, pending)
                asked = True
        return asked

    async def _overrule(self, pending: Pending, reaction: Reaction) -> None:
        self._desk.overrule.pop(reaction.target)
        self._desk.allowed.put(pending.author, pending)
        log.info("guard_overrule", target=pending.origin.event_id, zone=pending.origin.room.zone)
        await self._tell(pending, reaction, "guard-allowed", minutes=self._desk.minutes)

    async def _gone(self, reaction: Reaction) -> bool:
        """A reaction on a message of the guard whose text is no longer there: over its time, or a restart between."""
        if self._desk.answered.get(reaction.target):
            return True
        if reaction.room.kind is not RoomKind.DIRECT or not self._store.is_prompt(reaction.target):
            return False
        # Once per message: whoever clicks twice needs no second sentence.
        notice = told_in_both("guard-gone")
        await self._messenger.direct(reaction.sender, notice, cause=reaction.target, stage="guard gone")
        return True

    async def _tell(self, pending: Pending, reaction: Reaction, *keys: str, **values: int) -> None:
        first, *more = keys
        notice = told(pending.lang, first, *more, **values)
        await self._messenger.direct(pending.author, notice, cause=reaction.target, stage=f"{STAGE} {first}")

    def _count_false_alarm(self, pending: Pending, reaction: Reaction) -> None:
        if pending.origin.room.kind is RoomKind.SANDBOX:
            return
        self._store.count((FALSE_ALARM,), pending.origin.room.zone, f"{reaction.sent_at:%Y-%m}")
