"""Starts the demo's world, shows it, and takes it away again."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys

from rich.console import Console

from bot.demo.chat import chat
from bot.demo.tour import load_steps, tour
from bot.demo.world import World

NARROWEST = 100
"""Columns when there is no terminal to ask: a question with its answer fits without too many breaks."""


def run_demo(*, once: bool, now: str | None = None) -> None:
    """The chat, or with `once` (and always without a terminal) the scripted tour.

    Raises DemoError when something does not start. Ctrl-C, SIGTERM and a closed window end it as cleanly as /quit.
    """
    interactive = sys.stdin.isatty() and sys.stdout.isatty()
    # nio tells its user's business on standard error: which key is still on its way, for instance.
    logging.getLogger("nio").addHandler(logging.NullHandler())
    console = Console() if interactive else Console(width=NARROWEST, force_terminal=False)
    try:
        asyncio.run(_show(console, once=once or not interactive, now=now))
    except (KeyboardInterrupt, asyncio.CancelledError):
        console.print()


async def _show(console: Console, *, once: bool, now: str | None) -> None:
    task = asyncio.current_task()
    assert task is not None
    for ending in (signal.SIGTERM, signal.SIGHUP):  # SIGHUP: the terminal's window was closed
        asyncio.get_running_loop().add_signal_handler(ending, task.cancel)
    async with World(now=now) as world:
        console.print("… homeserver", style="dim", highlight=False)
        world.start_homeserver()
        console.print("… repertory and documents", style="dim", highlight=False)
        await world.ingest()
        console.print("… bot", style="dim", highlight=False)
        await world.start_bot()
        await (tour(world, console, load_steps()) if once else chat(world, console))
        console.print()
