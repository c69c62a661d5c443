"""The zones' side of `relais doctor`: which rooms and people a zone has, and what makes those that it misses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.config import Config
from bot.errors import ConfigError
from bot.findings import Finding
from bot.matrix_settings import configured_rooms
from bot.onboarding.charter import charters
from bot.ports import RoomKind
from bot.store_rooms import rooms_beside


def examine_zones(config: Config, data_dir: Path) -> Iterator[Finding]:
    """One finding per zone that misses something, or one that none does. Nothing of it is needed to run."""
    made = [(room.kind, room.zone) for room in rooms_beside(data_dir / "bot.sqlite")]
    settings = [(one.kind, one.zone) for one in configured_rooms(config).values()]
    there: set[tuple[RoomKind | None, str | None]] = {*made, *settings}
    complete = True
    served = config.provision.zones or tuple(config.zones)
    for zone_id, zone in config.zones.items():
        if zone_id not in served:
            continue
        misses = [name for kind, name in _ROOMS if (kind, zone_id) not in there and (kind, None) not in there]
        if misses:
            complete = False
            todo = "Run `relais provision --dry-run`, then `relais provision`."
            yield Finding(False, f"Zone {zone.name_nl}: no {', no '.join(misses)}", todo, needed=False)
        if not any(shift.zone == zone_id for shift in config.cases.roster) and not zone.contact_name:
            complete = False
            todo = f'Add a [[cases.roster]] with zone = "{zone_id}", or contact_name to [zones.{zone_id}].'
            yield Finding(
                False, f"Zone {zone.name_nl}: nobody to turn to when Relais does not know", todo, needed=False
            )
    try:
        charters(config)
    except ConfigError as error:
        complete = False
        yield Finding(False, f"Charter: {error}", "Correct charter_nl and charter_fr of that zone, or leave both out.")
    unknown = sorted({shift.zone for shift in config.cases.roster} - set(config.zones))
    if unknown:
        yield Finding(False, f"Roster: zone {', '.join(unknown)} is unknown", "Correct zone in [[cases.roster]].")
    if complete and not unknown:
        yield Finding(True, f"Zones: {len(served)}, each with rooms, people and a charter")


_ROOMS = (
    (RoomKind.ZONE, "chat room"),
    (RoomKind.REFERRAL, "room for referral persons"),
    (RoomKind.MODERATORS, "room for moderators"),
)
