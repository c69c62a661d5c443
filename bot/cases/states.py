"""The life of a blocked case: which event leads from which state to which, and nothing else does."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from bot.errors import BotError


class State(StrEnum):
    """Where a case stands. DRAFT is only its asker's; ANSWERED waits for the asker's word; FORWARDED waits for
    another zone's."""

    DRAFT = "draft"
    SENT = "sent"
    CLAIMED = "claimed"
    ANSWERED = "answered"
    CONFIRMED = "confirmed"
    REOPENED = "reopened"
    FORWARDED = "forwarded"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Event(StrEnum):
    """What can happen to a case."""

    SEND = "send"
    CLAIM = "claim"
    RELEASE = "release"
    ANSWER = "answer"
    CONFIRM = "confirm"
    REOPEN = "reopen"
    FORWARD = "forward"
    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"


class Code(StrEnum):
    """How a case ended, in its handler's view."""

    SOLVED = "solved"
    PARTLY = "partly"
    NO_SUPPLY = "no_supply"
    REFUSED = "refused"
    NO_RIGHTS = "no_rights"
    OUTSIDE_MISSION = "outside_mission"


class Urgency(StrEnum):
    """How urgent, in the asker's view."""

    TODAY = "today"
    WEEK = "week"
    LATER = "later"


OPEN = frozenset({State.SENT, State.CLAIMED, State.ANSWERED, State.REOPENED, State.FORWARDED})
"""Somebody still owes something."""

ENDED = frozenset({State.CONFIRMED, State.WITHDRAWN, State.EXPIRED})

TABLE: Mapping[tuple[State, Event], State] = MappingProxyType(
    {
        (State.DRAFT, Event.SEND): State.SENT,
        (State.DRAFT, Event.WITHDRAW): State.WITHDRAWN,
        (State.DRAFT, Event.EXPIRE): State.EXPIRED,
        (State.SENT, Event.CLAIM): State.CLAIMED,
        (State.SENT, Event.FORWARD): State.FORWARDED,
        (State.SENT, Event.WITHDRAW): State.WITHDRAWN,
        (State.SENT, Event.EXPIRE): State.EXPIRED,
        # The handler left: the case is free again.
        (State.CLAIMED, Event.RELEASE): State.SENT,
        (State.CLAIMED, Event.ANSWER): State.ANSWERED,
        (State.CLAIMED, Event.FORWARD): State.FORWARDED,
        (State.CLAIMED, Event.WITHDRAW): State.WITHDRAWN,
        (State.CLAIMED, Event.EXPIRE): State.EXPIRED,
        (State.ANSWERED, Event.CONFIRM): State.CONFIRMED,
        (State.ANSWERED, Event.REOPEN): State.REOPENED,
        (State.ANSWERED, Event.WITHDRAW): State.WITHDRAWN,
        (State.ANSWERED, Event.EXPIRE): State.EXPIRED,
        (State.REOPENED, Event.CLAIM): State.CLAIMED,
        (State.REOPENED, Event.FORWARD): State.FORWARDED,
        (State.REOPENED, Event.WITHDRAW): State.WITHDRAWN,
        (State.REOPENED, Event.EXPIRE): State.EXPIRED,
        (State.FORWARDED, Event.ACCEPT): State.CLAIMED,
        (State.FORWARDED, Event.DECLINE): State.SENT,
        (State.FORWARDED, Event.WITHDRAW): State.WITHDRAWN,
        (State.FORWARDED, Event.EXPIRE): State.EXPIRED,
    }
)


class NotNow(BotError):
    """The case is not in a state in which this can happen: somebody was faster, or clicked on something old."""


def after(state: State, event: Event) -> State:
    """The state that follows. Raises NotNow."""
    try:
        return TABLE[state, event]
    except KeyError:
        raise NotNow(f"A case that is {state} cannot be changed by {event}.") from None
