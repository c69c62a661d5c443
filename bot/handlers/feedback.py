"""Reactions of people to an answer. Which emoji was put on which event is all that is logged."""

from __future__ import annotations

import structlog

from bot.ports import Reaction, RoomKind

log = structlog.get_logger(__name__)

_VOTES = {"👍": "helped", "✅": "helped", "👎": "not_helped"}


class FeedbackHandler:
    """Counts whether answers helped, in the log, without a name."""

    async def __call__(self, reaction: Reaction) -> bool:
        vote = _VOTES.get(reaction.key.rstrip("\ufe0f"))
        if vote is None:
            return False
        if reaction.room.kind is RoomKind.SANDBOX:
            return True  # what is tried is no figure
        log.info("feedback", target=reaction.target, zone=reaction.room.zone, vote=vote)
        return True
