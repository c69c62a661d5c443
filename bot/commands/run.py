"""`relais run`: the bot."""

from __future__ import annotations

import typer

from bot.commands.invocation import of


def run(context: typer.Context) -> None:
    """Serve the rooms of the configuration until stopped."""
    import asyncio
    import os

    from bot.app import serve
    from bot.logs import configure
    from bot.matrix_settings import matrix_settings
    from bot.onboarding.charter import charters

    invocation = of(context)
    charters(invocation.config)  # what is wrong with them is said before anybody logs in
    settings = matrix_settings(invocation.config, invocation.data_dir, os.environ)
    configure(invocation.config.logging)
    asyncio.run(serve(invocation.config, settings, fixed_now=invocation.fixed_now))
