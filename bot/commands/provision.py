"""`relais provision`: the rooms of the region and its zones, made or adopted; again and again without harm."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.invocation import complain, of

if TYPE_CHECKING:
    from bot.commands.invocation import Invocation
    from bot.matrix.settings import MatrixSettings


def provision(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
) -> None:
    """Make the Spaces and rooms of the configuration, adopt those there are, and invite who has a role in them."""
    from bot.matrix_settings import matrix_settings

    invocation = of(context)
    settings = matrix_settings(invocation.config, invocation.data_dir, os.environ)
    changes, troubles = asyncio.run(_provision(invocation, settings, dry_run))
    would = "would change" if dry_run else "changed"
    print(f"{changes} things {would}." if changes else "Everything is as it should be.")
    for trouble in troubles:
        complain(f"not done: {trouble}")
    if troubles:
        complain("In those rooms the bot is no administrator: give it power level 100 there, then run this again.")
        raise typer.Exit(1)


async def _provision(invocation: Invocation, settings: MatrixSettings, dry: bool) -> tuple[int, list[str]]:
    from bot.matrix.trust_account import Account, kept_session
    from bot.matrix.trust_office import logged_in
    from bot.provision.converge import Convergence
    from bot.provision.server import Server
    from bot.provision.wanted import wanted_rooms
    from bot.store import Store
    from bot.store_rooms import RoomStore

    if kept_session(settings.folder) is None:
        async with logged_in(settings):  # the first login ever
            pass
    changes: list[str] = []

    def say(line: str) -> None:
        changes.append(line)
        print(("would " if dry else "") + line)

    store = Store(settings.data_dir / "bot.sqlite")
    try:
        kept = RoomStore(store)
        async with Account(settings) as account:
            server = Server(account, dry=dry)
            await server.look()
            work = Convergence(server, kept.rooms(), say)
            try:
                await work.run(wanted_rooms(invocation.config))
            finally:
                if not dry:
                    for room in work.rooms:
                        kept.remember(room)
        return len(changes), work.troubles
    finally:
        store.close()
