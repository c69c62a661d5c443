"""Business hours: how much of them lies between two moments, and when so many of them are over. Pure.

Counted in elapsed time inside the opening hours of the settings, so that a day on which the hour changes, a weekend
and a Belgian public holiday come out right by themselves (kb.opening).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from kb.models import Window
from kb.opening import stretches

_SPAN = timedelta(days=14)
_MOST_SPANS = 60
"""A deadline over two years away is none: hours that never open end the search."""


def after_hours(start: datetime, hours: float, working: str) -> datetime | None:
    """The moment (UTC) at which `hours` of business time since `start` (aware) are over; None when that never is."""
    left = timedelta(hours=hours)
    for opened, closed in _spans(start, start + _SPAN * _MOST_SPANS, working):
        length = closed - opened
        if length >= left:
            return opened + left
        left -= length
    return None


def between(start: datetime, end: datetime, working: str) -> timedelta:
    """Business time from `start` to `end` (aware); zero when `end` is not later."""
    return sum((closed - opened for opened, closed in _spans(start, end, working)), timedelta())


def _spans(start: datetime, end: datetime, working: str) -> Iterator[tuple[datetime, datetime]]:
    """Open stretches as UTC moments, cut to the bounds: arithmetic on wall-clock times loses or gains an hour."""
    moment = start
    while moment < end:
        upto = min(moment + _SPAN, end)
        for one in stretches(working, Window(moment, upto, "work"), most=100) or ():
            opened = max(one.start.astimezone(UTC), moment.astimezone(UTC))
            closed = min((one.end or upto).astimezone(UTC), upto.astimezone(UTC))
            if closed > opened:
                yield opened, closed
        moment = upto
