"""What Relais can do besides answering questions, in the order in which it is asked."""

from __future__ import annotations

from collections.abc import Callable

from bot.feature import Feature, Parts

FEATURES: tuple[Callable[[Parts], Feature], ...] = ()
"""Each makes its feature when the bot starts, before the first sync."""
