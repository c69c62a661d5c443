"""How to use Relais."""

from __future__ import annotations

from bot.handlers.intent import Wish, intent
from bot.ports import Message, Messenger
from bot.render.notices import help_text


class HelpHandler:
    """Answers `!hulp`, `!aide`, `!help`, and a command without its question."""

    def __init__(self, messenger: Messenger) -> None:
        self._messenger = messenger

    async def __call__(self, message: Message) -> bool:
        wanted = intent(message)
        if wanted.wish is not Wish.HELP:
            return False
        await self._messenger.reply(message, help_text(wanted.lang))
        return True
