"""The frame of the rooms as a feature of the bot."""

from __future__ import annotations

from datetime import timedelta

from bot.feature import Feature, Parts
from bot.handlers.moderate import Moderate
from bot.handlers.moderate_adverts import Adverts
from bot.handlers.moderate_log import ModerationLog
from bot.handlers.moderate_reactions import ModerateReactions
from bot.handlers.moderate_report import Report
from bot.moderation.desk import ModerationDesk
from bot.ports import Message
from bot.schedule import Job, at

EVERY_MINUTE = "* * * * *"


def make_moderation(parts: Parts) -> Feature:
    """See bot.feature."""
    desk = ModerationDesk(parts)
    handlers = (Report(desk), Moderate(desk), ModerationLog(desk), Adverts(parts))

    async def on_message(message: Message) -> bool:
        for handler in handlers:
            if await handler(message):
                return True
        return False

    # A minute that was missed need not be made up for: the next one looks at everything that is due.
    job = Job("moderation", at(EVERY_MINUTE, parts.config.answers.timezone), desk.look, late=timedelta(minutes=1))
    return Feature("moderation", on_message, ModerateReactions(desk), (job,))
