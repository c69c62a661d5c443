"""Opening hours in OSM syntax: open at a moment, until when, at all within a window.

Belgian public holidays, Europe/Brussels. What cannot be parsed is unknown, and unknown is never shown as open.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, ParserError, State  # type: ignore[attr-defined]

from kb.models import Opening, Stretch, Window

BRUSSELS = ZoneInfo("Europe/Brussels")
_HORIZON_DAYS = 400
"""Nothing that changes later than this interests an asker; the library then stops looking."""
MOST_STRETCHES = 3
"""Morning, afternoon and evening of a day; more is a timetable."""


@lru_cache(maxsize=20000)
def _parsed(expression: str, zone: ZoneInfo) -> OpeningHours | None:
    """The parsed expression, or None when it is empty or not valid. Parsing costs ~50 µs, a look-up none."""
    if not expression.strip():
        return None
    try:
        return OpeningHours(expression, timezone=zone, country="BE", max_interval_days=_HORIZON_DAYS)
    except ParserError:
        return None


def is_valid(expression: str) -> bool:
    """Whether the expression can be read."""
    return _parsed(expression, BRUSSELS) is not None


def opening_at(expression: str, moment: datetime, zone: ZoneInfo = BRUSSELS) -> Opening:
    """The state of `expression` at `moment` (aware), and when that state ends."""
    hours = _parsed(expression, zone)
    if hours is None:
        return Opening("unknown")
    local = moment.astimezone(zone)  # the library knows zones by name only, not as an offset
    state, _comment = hours.state(local)
    if state == State.UNKNOWN:
        return Opening("unknown")
    return Opening("open" if state == State.OPEN else "closed", hours.next_change(local))


def opens_within(expression: str, window: Window, zone: ZoneInfo = BRUSSELS) -> bool | None:
    """Whether `expression` is open at some moment of `window`; None when that is unknown."""
    found = stretches(expression, window, zone, most=1)
    return None if found is None else bool(found)


def stretches(
    expression: str, window: Window, zone: ZoneInfo = BRUSSELS, most: int = MOST_STRETCHES
) -> tuple[Stretch, ...] | None:
    """The first times at which `expression` is open in `window`; () when it never is, None when that is unknown."""
    hours = _parsed(expression, zone)
    if hours is None:
        return None
    moment: datetime | None = window.start.astimezone(zone)
    unknown, found = False, list[Stretch]()
    while moment is not None and moment < window.end and len(found) < most:
        state, _comment = hours.state(moment)
        following = hours.next_change(moment)
        if state == State.OPEN:
            found.append(Stretch(moment, following))
        unknown = unknown or state == State.UNKNOWN
        moment = following
    return None if unknown and not found else tuple(found)
