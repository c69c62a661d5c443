"""How to use Relais."""

from __future__ import annotations

from bot.handlers.intent import Wish, intent
from bot.ports import Message, Messenger
from bot.render.notices import help_steps, help_text

_REPERTORY = ("repert", "répert", "dienst", "service")


class HelpHandler:
    """Answers `!hulp`, `!aide`, `!help`, a command without its question, and `!hulp repertorium`."""

    def __init__(self, messenger: Messenger) -> None:
        self._messenger = messenger

    async def __call__(self, message: Message) -> bool:
        wanted = intent(message)
        if wanted.wish is not Wish.HELP:
            return False
        steps = wanted.text.casefold().startswith(_REPERTORY)
        await self._messenger.reply(message, help_steps(wanted.lang) if steps else help_text(wanted.lang))
        return True
