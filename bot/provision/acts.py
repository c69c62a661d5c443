"""Doing one thing at a time: said when it is done, kept when the bot may not."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.errors import Refused, SlowedDown

Say = Callable[[str], None]
"""Told of each change, in a line."""


class Acts:
    """`refused`: what the bot was not allowed to do, in words; `postponed`: what the homeserver lets nobody do now."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self.refused: list[str] = []
        self.postponed: list[str] = []

    def say(self, line: str) -> None:
        self._say(line)

    async def do(self, where: str, what: str, act: Awaitable[None]) -> None:
        """Raises HomeserverError, but for Refused and SlowedDown: the rest is done all the same."""
        try:
            await act
        except Refused:
            self.refused.append(what)
        except SlowedDown:
            self.postponed.append(f"{where}: {what}")
        else:
            self._say(f"{where}: {what}")

    async def quietly(self, what: str, act: Awaitable[None]) -> None:
        """The same for what concerns the bot alone. Raises as `do` does."""
        try:
            await act
        except Refused:
            self.refused.append(what)
