"""What Relais can do besides answering questions, in the order in which it is asked."""

from __future__ import annotations

from collections.abc import Callable

from bot.agenda_feature import make_agenda
from bot.cases.feature import make_cases
from bot.feature import Feature, Parts
from bot.handlers.admin import make_admin
from bot.handlers.frame import make_frame
from bot.handlers.update_feature import make_updates
from bot.moderation.feature import make_moderation
from bot.onboarding.feature import make_onboarding

FEATURES: tuple[Callable[[Parts], Feature], ...] = (
    make_onboarding,
    make_admin,
    make_agenda,
    make_updates,
    make_cases,
    make_frame,
    make_moderation,
)
"""Each makes its feature when the bot starts, before the first sync."""
