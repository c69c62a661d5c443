"""The bot's side of the guard's process: one question at a time, each within its bound, the process replaced after."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from typing import Any

import structlog

from bot.child import ONE_THREAD, end_child
from bot.errors import GuardFailed
from bot.screening.wire import LONGEST_LINE, dump, load

log = structlog.get_logger(__name__)

WORKER = (sys.executable, "-m", "bot.screening.worker")

START_SECONDS = 60.0
"""Loading the word lists takes about a second; a machine with two busy cores needs many."""


class GuardProcess:
    """A child that answers. Started when first asked, or by `start`; ended by `stop`."""

    def __init__(self, command: Sequence[str] = WORKER) -> None:
        self._command = tuple(command)
        self._process: asyncio.subprocess.Process | None = None
        self._lock = asyncio.Lock()
        self._told: object = None

    async def start(self) -> None:
        """Have it ready before the first question. Raises GuardFailed."""
        async with self._lock:
            await self._ready()

    async def stop(self) -> None:
        """End it. Nothing that it knows is kept."""
        async with self._lock:
            await self._end()

    async def ask(self, request: dict[str, Any], seconds: float, known: tuple[object, dict[str, Any]]) -> Any:
        """The answer to `request` within `seconds`, counted from when its turn comes. `known` is what the repertory
        publishes, told when its mark (the first part) is new. Raises GuardFailed."""
        async with self._lock:
            await self._ready()
            mark, published = known
            if self._told != mark:
                await self._exchange({"known": published}, START_SECONDS)
                self._told = mark
            return await self._exchange(request, seconds)

    async def _ready(self) -> None:
        if self._process is not None and self._process.returncode is None:
            return
        self._told = None
        try:
            self._process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,  # whatever a library may print there
                env=os.environ | ONE_THREAD,
                limit=LONGEST_LINE,
            )
        except OSError as error:
            raise GuardFailed(f"The guard's process does not start ({type(error).__name__}).") from None
        await self._hear(START_SECONDS)

    async def _exchange(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        process = self._process
        assert process is not None
        assert process.stdin is not None
        try:
            async with asyncio.timeout(seconds):
                process.stdin.write(dump(request))
                await process.stdin.drain()
                return await self._hear(seconds)
        except TimeoutError:
            await self._end()
            raise GuardFailed(f"The guard did not answer within {seconds:g} seconds.") from None
        except OSError:
            await self._end()
            raise GuardFailed("The guard's process died.") from None
        except asyncio.CancelledError:
            await self._end()  # its answer would be taken for that of the next question
            raise

    async def _hear(self, seconds: float) -> dict[str, Any]:
        assert self._process is not None
        assert self._process.stdout is not None
        try:
            line = await asyncio.wait_for(self._process.stdout.readline(), seconds)
            answer = load(line)
        except (TimeoutError, ValueError, asyncio.CancelledError) as error:
            await self._end()
            if isinstance(error, asyncio.CancelledError):
                raise
            raise GuardFailed(f"The guard gave no answer ({type(error).__name__}).") from None
        if "error" in answer:
            raise GuardFailed(f"The guard failed ({answer['error']}).")
        return answer

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            await end_child(process)
