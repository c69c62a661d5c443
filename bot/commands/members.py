"""`relais members invite | remove`: who is in which zone's rooms, from an operator's list."""

from __future__ import annotations

import asyncio
import csv
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.invocation import complain, fail, of

if TYPE_CHECKING:
    from bot.commands.invocation import Invocation
    from bot.provision.people import Membership
    from bot.store import Store
    from bot.store_rooms import Member

app = typer.Typer(no_args_is_help=True, help="Who is in which zone's rooms.")

DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")]


@app.command()
def invite(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(help="CSV with the columns matrix_id, language, zones (a;b), organisation.")],
    dry_run: DryRun = False,
    again: Annotated[bool, typer.Option("--again", help="Invite those who left by themselves as well.")] = False,
) -> None:
    """Invite these people to the rooms of their zones; whoever moved leaves the rooms of the zone before."""
    from bot.provision.people import read_members

    invocation = of(context)
    config = invocation.config
    only = None if config.provision.federate else config.matrix.user_id.partition(":")[2]
    members = read_members(_rows(path), config.zones, only=only)
    _finish(asyncio.run(_invite(invocation, members, dry=dry_run, again=again)), dry_run)


@app.command()
def remove(
    context: typer.Context,
    user_id: Annotated[str, typer.Argument(help="Matrix id, such as @name:example.org.")] = "",
    organisation: Annotated[str, typer.Option(help="Everybody of this organisation instead.")] = "",
    dry_run: DryRun = False,
) -> None:
    """Take somebody out of every room, and forget them: for whoever leaves an organisation."""
    if bool(user_id) == bool(organisation):
        fail("Name either a Matrix id or an organisation with --organisation.")
    if user_id and not (user_id.startswith("@") and ":" in user_id):
        fail(f"{user_id!r} is no Matrix id, such as @name:example.org; nothing was done.")
    _finish(asyncio.run(_remove(of(context), user_id, organisation, dry_run)), dry_run)


def _rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV in whatever encoding and with whatever delimiter an office program gave it."""
    from ingest.readers.encoding import decode_table

    try:
        text = decode_table(path.read_bytes(), path.name)
    except OSError as error:
        fail(f"{path} cannot be read ({error.strerror}).")
    header = text.partition("\n")[0]
    delimiter = max(";\t,", key=header.count)
    return [row for row in csv.DictReader(text.splitlines(), delimiter=delimiter) if any(row.values())]


def _finish(outcome: tuple[int, list[str]], dry: bool) -> None:
    count, troubles = outcome
    print(f"{count} things {'would change' if dry else 'changed'}." if count else "Nothing to change.")
    for trouble in troubles:
        complain(f"not done: {trouble}")
    if troubles:
        raise typer.Exit(1)


async def _invite(
    invocation: Invocation, members: tuple[Member, ...], *, dry: bool, again: bool
) -> tuple[int, list[str]]:
    from bot.provision.wanted import wanted_rooms
    from bot.store_rooms import RoomStore

    roles: dict[str, set[str]] = {}
    for room in wanted_rooms(invocation.config):
        for user in (*room.members, *room.moderators):
            roles.setdefault(user, set()).add(room.key)
    said: list[str] = []
    async with _at_work(invocation, said, dry) as (work, store):
        kept = RoomStore(store)
        for member in members:
            before = kept.member(member.user_id)
            await work.settle(member, before, frozenset(roles.get(member.user_id, ())), again=again)
            if not dry:
                kept.set_members([member])
        if work.left:
            print(f"Left by themselves, not invited again without --again: {', '.join(work.left)}.")
        return len(said), work.troubles


async def _remove(invocation: Invocation, user_id: str, organisation: str, dry: bool) -> tuple[int, list[str]]:
    from bot.provision.named import named_in
    from bot.store_people import PeopleStore
    from bot.store_rooms import RoomStore

    said: list[str] = []
    async with _at_work(invocation, said, dry) as (work, store):
        kept = RoomStore(store)
        wanted = organisation.casefold()
        gone = [user_id] if user_id else [m.user_id for m in kept.members() if m.organisation.casefold() == wanted]
        if not gone:
            fail(f"Nobody of {organisation!r} is known; `relais members invite` was told of no such organisation.")
        for one in gone:
            await work.remove(one, "")
            if not dry:
                PeopleStore(store).forget(one)
            still = named_in(invocation.config, one)
            if still:
                complain(f"{one} is still named in the settings ({', '.join(still)}): name somebody else there.")
        return len(said), work.troubles


@asynccontextmanager
async def _at_work(invocation: Invocation, said: list[str], dry: bool) -> AsyncIterator[tuple[Membership, Store]]:
    from bot.provision.alone import at_the_homeserver
    from bot.provision.people import Membership
    from bot.store_rooms import RoomStore

    def say(line: str) -> None:
        said.append(line)
        print(("would " if dry else "") + line)

    async with at_the_homeserver(invocation, dry=dry) as (server, store):
        kept = RoomStore(store)
        if not kept.rooms():
            fail("There are no provisioned rooms yet: run `relais provision` first.")
        yield Membership(server, kept.rooms(), say), store
