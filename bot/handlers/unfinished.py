"""What people have begun and not finished: to be counted for them, and dropped at their word."""

from __future__ import annotations

from typing import Protocol


class Unfinished(Protocol):
    """What a feature holds of people while they fill something in: a proposal, a blocked case, a correction."""

    def waiting_for(self, user_id: str, /) -> int:
        """How many a person has begun."""
        ...

    def forget(self, user_id: str, /) -> None:
        """Drop them, as if they had never been begun."""
        ...
