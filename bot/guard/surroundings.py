"""What else a message holds, beside the names in it: what is near a name tells whose it is."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.guard.reading import Spans


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What else was found: spans of ages, birth dates, addresses, and whether the message has a hard identifier."""

    ages: Spans = field(default_factory=lambda: Spans(()))
    births: Spans = field(default_factory=lambda: Spans(()))
    addresses: Spans = field(default_factory=lambda: Spans(()))
    homes: Spans = field(default_factory=lambda: Spans(()))
    """Those addresses at which no service is said to be."""

    numbers: bool = False
    conditions: frozenset[int] = frozenset()
    """Sentences that name a health or judicial condition."""
