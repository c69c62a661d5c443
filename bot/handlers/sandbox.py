"""The room to try things in: what would reach other people or stay is told there, and not done.

Questions, lists and polls work as everywhere. Corrections are shown and not kept (bot.handlers.update), proposals for
the agenda filled in and not sent (bot.handlers.agenda_propose), the guard's findings neither counted nor passed on
(bot.handlers.guard_author).
"""

from __future__ import annotations

from collections.abc import Callable

from bot.handlers.intent import Wish, intent
from bot.ports import Message, Messenger, Reaction, RoomKind
from bot.render.cases import HELP
from bot.render.sandbox import practised_case, told
from kb.models import Lang

_TOLD = {
    Wish.ERASE: "sandbox-nothing",
    Wish.PRACTICE: "sandbox-nothing",
    Wish.DETAIL: "sandbox-nothing",
    Wish.REPORT: "sandbox-report",
    Wish.HIDE: "sandbox-nothing",
    Wish.WARN: "sandbox-nothing",
    Wish.MUTE: "sandbox-nothing",
    Wish.UNMUTE: "sandbox-nothing",
}


class SandboxHandler:
    """True for what must have no consequences. `language` is what is known of a person's."""

    def __init__(self, messenger: Messenger, language: Callable[[str], Lang | None]) -> None:
        self._messenger = messenger
        self._language = language

    async def __call__(self, message: Message) -> bool:
        if message.room.kind is not RoomKind.SANDBOX:
            return False
        wanted = intent(message)
        lang = wanted.lang or self._language(message.sender)
        if wanted.wish is Wish.BLOCKED:
            await self._messenger.reply(message, practised_case(lang), stage="sandbox")
        elif wanted.wish in _TOLD:
            await self._messenger.reply(message, told(_TOLD[wanted.wish], lang), stage="sandbox")
        else:
            return False
        return True

    async def clicked(self, reaction: Reaction) -> bool:
        """🆘 under an answer: what a referral person would get, without one."""
        if reaction.room.kind is not RoomKind.SANDBOX or not reaction.key.startswith(HELP):
            return False
        written = await self._messenger.written(reaction.room.room_id, reaction.target)
        root = written.thread_root if written else None
        text = practised_case(self._language(reaction.sender))
        await self._messenger.post(
            reaction.room.room_id, text, cause=reaction.target, stage="sandbox", thread_root=root or reaction.target
        )
        return True
