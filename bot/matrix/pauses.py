"""How long to wait before another try."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

FIRST_SECONDS = 0.5
LONGEST_SECONDS = 60.0
"""A homeserver that was down for a night is found again within a minute."""

LONGEST_SLOWDOWN = 30.0
"""What a 429 may ask for at most in one go: a body of ten minutes would silence the bot."""

USUAL_SLOWDOWN = 2.0
"""When a 429 does not say how long."""


class Pauses:
    """Growing pauses with jitter (half to whole of 0.5, 1, 2, ... 60 s), so that bots do not return in step."""

    def __init__(self, first: float = FIRST_SECONDS, longest: float = LONGEST_SECONDS) -> None:
        self._first = first
        self._longest = longest
        self.failures = 0

    def next(self) -> float:
        """Seconds to wait after one more failure."""
        whole = min(self._longest, self._first * 2.0 ** min(self.failures, 20))
        self.failures += 1
        return whole * random.uniform(0.5, 1.0)

    def reset(self) -> None:
        self.failures = 0


def slowdown(body: object, header: str | None) -> float:
    """Seconds to wait for a 429, capped at LONGEST_SLOWDOWN."""
    return min(LONGEST_SLOWDOWN, asked_for(body, header))


def asked_for(body: object, header: str | None) -> float:
    """Seconds that a 429 asks for, by `retry_after_ms` in its body or the Retry-After header (seconds or a date):
    the longer of both."""
    wishes = [_from_header(header)]
    if isinstance(body, dict):
        wish = body.get("retry_after_ms")
        if isinstance(wish, int | float) and not isinstance(wish, bool) and wish > 0:
            wishes.append(wish / 1000)
    return max(wishes) or USUAL_SLOWDOWN


def _from_header(header: str | None) -> float:
    if not header:
        return 0.0
    try:
        return max(0.0, float(header))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(header) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return 0.0
