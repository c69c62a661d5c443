"""Doing one thing at a time: said when it is done, kept when the bot may not."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.errors import NoPower, Refused, SlowedDown


@dataclass(frozen=True, slots=True)
class Change:
    """`line` says what is done; `lack` the same as what was missing until then. `grave`: until it is done, people read
    what they must not, or the bot cannot serve."""

    line: str
    lack: str
    grave: bool = False


Say = Callable[[Change], None]
"""Told of each change."""


class Acts:
    """`refused`: what the bot lacks the power for, in words; `failed`: what the homeserver would not have, with its
    reason; `postponed`: what it lets nobody do now."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self.refused: list[str] = []
        self.failed: list[str] = []
        self.postponed: list[str] = []

    def say(self, line: str, lack: str, *, grave: bool = False) -> None:
        self._say(Change(line, lack, grave))

    async def do(self, where: str, what: str, act: Awaitable[None], *, lack: str, grave: bool = False) -> None:
        """Raises HomeserverError, but for Refused and SlowedDown: the rest is done all the same."""
        try:
            await act
        except NoPower:
            self.refused.append(what)
        except Refused as error:
            self.failed.append(f"{where}: {what}: {error}")
        except SlowedDown:
            self.postponed.append(f"{where}: {what}")
        else:
            self.say(f"{where}: {what}", f"{where}: {lack}", grave=grave)

    async def quietly(self, what: str, act: Awaitable[None]) -> None:
        """The same for what concerns the bot alone. Raises as `do` does."""
        try:
            await act
        except NoPower:
            self.refused.append(what)
