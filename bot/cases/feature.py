"""Blocked cases as a feature of the bot."""

from __future__ import annotations

from datetime import timedelta

from bot.cases.clock import CaseClock
from bot.cases.course import Course
from bot.cases.desk import CaseDesk
from bot.cases.dialog import Dialog
from bot.cases.practice import Practices
from bot.cases.words import CaseWords
from bot.feature import Feature, Parts
from bot.handlers.refer import ReferHandler
from bot.handlers.refer_reactions import ReferReactions, offer_under
from bot.ports import Reaction
from bot.schedule import Job, at

EVERY_MINUTE = "* * * * *"


def make_cases(parts: Parts) -> Feature:
    """Without a roster in the settings it only says whom to ask."""
    desk = CaseDesk(parts)
    words = CaseWords(parts, desk.store)
    dialog, course, practices = Dialog(desk, words), Course(desk, words), Practices(desk)
    reactions = ReferReactions(desk, dialog, course, practices)

    async def on_reaction(reaction: Reaction) -> bool:
        if reaction.key.startswith("👎"):
            await offer_under(desk, reaction)
            return False  # it is a vote all the same
        return await reactions(reaction)

    clock = CaseClock(desk, dialog, course)
    job = Job("cases", at(EVERY_MINUTE, parts.config.answers.timezone), clock.look, late=timedelta(minutes=1))
    return Feature("cases", ReferHandler(desk, dialog, course, practices), on_reaction, (job,), unfinished=(dialog,))
