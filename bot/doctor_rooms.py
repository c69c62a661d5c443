"""The rooms' side of `relais doctor`: what provisioning would still do, and who is not where their role puts them.

The plan is that of `relais provision --dry-run`, so that the doctor and the mending never disagree. Asked only when
rooms were provisioned: rooms that were made by hand are an operator's own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.config import Config
from bot.doctor_people import examine_people
from bot.errors import ConfigError, HomeserverError, LoggedOut, Unreachable
from bot.findings import Finding
from bot.matrix.settings import MatrixSettings
from bot.matrix.trust_account import Account, kept_session
from bot.matrix_settings import matrix_settings
from bot.provision.acts import Change
from bot.provision.converge import Convergence
from bot.provision.found import Found
from bot.provision.orphans import orphans
from bot.provision.server import Server
from bot.provision.wanted import wanted_rooms
from bot.store_rooms import MadeRoom, Member, members_beside, rooms_beside

PROVISION = "Run `relais provision` (`--dry-run` shows what it would do)."
LISTED = 30
"""More lines of one kind hide the others."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What provisioning would do, and the rooms as they are: by key."""

    changes: tuple[Change, ...] = ()
    troubles: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    rooms: dict[str, Found] | None = None


def examine_rooms(config: Config, data_dir: Path, environ: Mapping[str, str], now: datetime) -> Iterator[Finding]:
    """Findings about provisioned rooms and their people; none when there are none, or when the homeserver is out of
    reach, which bot.doctor_matrix tells."""
    try:
        wanted = wanted_rooms(config)
    except ConfigError as error:
        yield Finding(False, f"Rooms: {error}", "Correct provision.zones.")
        return
    try:
        settings = matrix_settings(config, data_dir, environ)
    except ConfigError:
        return
    kept = rooms_beside(data_dir / "bot.sqlite")
    keys = {room.key for room in wanted}
    if kept_session(settings.folder) is None or not any(room.key in keys for room in kept):
        return
    members = members_beside(data_dir / "bot.sqlite")
    try:
        plan = asyncio.run(look(config, settings, kept, members))
    except (Unreachable, LoggedOut):
        return
    except HomeserverError as error:
        yield Finding(False, f"Rooms: {error}", "Try again later.")
        return
    yield from of_plan(plan)
    rooms = plan.rooms or {}
    yield from examine_people(config, wanted, rooms, members, now.timestamp())
    for room in orphans(kept, wanted):
        what = f"Room {room.key} ({room.room_id}) was provisioned, and is in the settings no longer"
        todo = (
            "Put it back into the settings, or let the bot leave it and run `relais provision`, which forgets it then."
        )
        yield Finding(False, what, todo, needed=False)


async def look(
    config: Config, settings: MatrixSettings, kept: tuple[MadeRoom, ...], members: tuple[Member, ...]
) -> Plan:
    """Plans, and changes nothing. Raises HomeserverError."""
    changes: list[Change] = []
    async with Account(settings) as account:
        server = Server(account, dry=True)
        await server.look()
        before = set(server.rooms)
        work = Convergence(server, kept, members, changes.append)
        await work.run(wanted_rooms(config))
    rooms = {room.key: server.rooms[room.room_id] for room in work.rooms if room.room_id in before}
    return Plan(tuple(changes), tuple(work.troubles), tuple(work.notes), rooms)


def of_plan(plan: Plan) -> Iterator[Finding]:
    """A line for each thing that is missing, or one that nothing is."""
    for change in plan.changes[:LISTED]:
        yield Finding(False, f"Rooms: {change.lack}", PROVISION, needed=change.grave)
    if len(plan.changes) > LISTED:
        grave = any(change.grave for change in plan.changes[LISTED:])
        yield Finding(False, f"Rooms: {len(plan.changes) - LISTED} more things are missing", PROVISION, needed=grave)
    for trouble in plan.troubles:
        yield Finding(False, f"Rooms: {trouble}", "Then run `relais provision`.")
    for note in plan.notes:
        yield Finding(False, f"Rooms: {note}", "Nothing is lost by leaving it so.", needed=False)
    if not plan.changes and not plan.troubles:
        yield Finding(True, f"Rooms: {len(plan.rooms or {})} provisioned, as the settings say")
