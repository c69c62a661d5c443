"""`relais provision`: the rooms of the region and its zones, made or adopted; again and again without harm."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.invocation import complain, of

if TYPE_CHECKING:
    from bot.commands.invocation import Invocation
    from bot.provision.acts import Change
    from bot.provision.converge import Convergence


def provision(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
) -> None:
    """Make the Spaces and rooms of the configuration, adopt those there are, and invite who has a role in them."""
    began = time.monotonic()
    changes, work = asyncio.run(_provision(of(context), dry_run))
    for note in work.notes if changes else ():  # `relais doctor` says them again, a second run does not
        print(f"Note: {note}")
    would = "would change" if dry_run else "changed"
    took = "" if dry_run else f" in {time.monotonic() - began:.0f} s"
    print(f"{changes} things {would}{took}." if changes else "Everything is as it should be.")
    for trouble in work.troubles:
        complain(f"not done: {trouble}")
    if work.troubles:
        raise typer.Exit(1)


async def _provision(invocation: Invocation, dry: bool) -> tuple[int, Convergence]:
    from bot.provision.alone import at_the_homeserver
    from bot.provision.converge import Convergence
    from bot.provision.orphans import orphans
    from bot.provision.wanted import wanted_rooms
    from bot.store_rooms import RoomStore

    changes: list[str] = []

    def say(change: Change) -> None:
        changes.append(change.line)
        print(("would " if dry else "") + change.line, flush=True)

    async with at_the_homeserver(invocation, dry=dry) as (server, store):
        kept = RoomStore(store)
        wanted = wanted_rooms(invocation.config)
        work = Convergence(server, kept.rooms(), kept.members(), say)
        try:
            await work.run(wanted)
        finally:
            if not dry:
                for room in work.rooms:
                    kept.remember(room)
                for old, new in work.upgrades.items():
                    kept.replaced(old, new)
        for room in orphans(kept.rooms(), wanted):
            if room.room_id not in server.rooms and not dry:
                kept.forget(room.room_id)  # taken out of the settings, and closed since
    return len(changes), work
