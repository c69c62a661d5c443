"""What the admins are told of a calendar that is followed."""

from __future__ import annotations

from bot.agenda_feeds import FeedReport
from bot.ports import Rendered
from bot.render.blocks import Block, Say, rendered
from bot.render.clean import NAME, clean
from bot.render.notices import BOTH
from bot.render.words import words_for


def feed_report(report: FeedReport) -> Rendered:
    """That it failed and why, or that it works again."""
    name = clean(report.name, NAME)
    if not report.failed:
        return rendered([Say(words_for(lang)("agenda-feed-works", name=name)) for lang in BOTH])
    lines: list[Block] = []
    for lang in BOTH:
        words = words_for(lang)
        values = {"detail": report.detail} if report.detail else {}
        reason = words(f"agenda-feed-{report.trouble}", **values)
        lines.append(Say(words("agenda-feed-failed", name=name, reason=reason)))
    return rendered(lines)
