"""What the admins are told of a calendar that is followed."""

from __future__ import annotations

from bot.agenda_feeds import FeedReport
from bot.ports import Rendered
from bot.render.blocks import Say, rendered
from bot.render.clean import LINE, NAME, clean
from bot.render.notices import BOTH
from bot.render.words import words_for


def feed_report(report: FeedReport) -> Rendered:
    """That it failed, with the reason (in English, as the command line gives it), or that it works again."""
    name = clean(report.name, NAME)
    if not report.failed:
        return rendered([Say(words_for(lang)("agenda-feed-works", name=name)) for lang in BOTH])
    reason = clean(report.reason, 2 * LINE)
    return rendered([Say(words_for(lang)("agenda-feed-failed", name=name, reason=reason)) for lang in BOTH])
