"""`relais demo`: a world to see Relais in."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.commands.invocation import of


def demo(
    context: typer.Context,
    once: Annotated[
        bool, typer.Option("--once", help="A scripted tour instead of a chat; prints it and ends.")
    ] = False,
) -> None:
    """Show Relais: a homeserver, five zones, sample data, the bot, and a chat in this terminal."""
    from bot.demo.run import run_demo

    fixed = of(context).fixed_now
    run_demo(once=once, now=fixed.isoformat() if fixed else None)
