"""Settings -> the rooms there should be: a Space for the region, one per zone, and the rooms in them. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from bot.config import Config, ZoneSection
from bot.errors import ConfigError
from bot.ports import RoomKind
from bot.render.words import words_for
from bot.themes import ICONS

REGION = "space/region"
MODERATOR_LEVEL = 50
"""What Matrix calls a moderator: may redact, invite and remove people."""
NOBODY_LEVEL = 100
"""Nobody speaks in a Space: it is not encrypted, and some clients show it as a room to write in."""

CLOSED = (RoomKind.REFERRAL, RoomKind.MODERATORS, RoomKind.ADMIN)
"""Rooms whose members have a role by being there."""

_COLOURS = ("#1f6f8b", "#8b5e1f", "#5b8b1f", "#8b1f4f", "#4f3d8f", "#2f7d5b", "#a2482b")
"""For zones without a colour of their own: dark enough for white letters (contrast over 4.5)."""


@dataclass(frozen=True, slots=True)
class WantedRoom:
    """A room or Space. `key` names it for ever ("zone/noord"); `parent` is the key of the Space it stands in.
    `configured`: ids or aliases that the settings name for it; the first that exists is adopted. `speak`: the level
    that is needed to say something. `members`: who is invited by role; `moderators` get power."""

    key: str
    name: str
    topic: str
    kind: RoomKind | None = None
    zone: str | None = None
    theme: str | None = None
    parent: str | None = None
    join: Literal["invite", "space"] = "invite"
    federate: bool = False
    colour: str = _COLOURS[0]
    configured: tuple[str, ...] = ()
    speak: int = 0
    members: tuple[str, ...] = ()
    moderators: tuple[str, ...] = ()

    @property
    def is_space(self) -> bool:
        return self.kind is None


def wanted_rooms(config: Config) -> tuple[WantedRoom, ...]:
    """Every room, a Space before what stands in it. Raises ConfigError."""
    unknown = [zone for zone in config.provision.zones if zone not in config.zones]
    if unknown:
        raise ConfigError(
            f"provision.zones names {', '.join(unknown)}, which is no zone; the zones are {', '.join(config.zones)}."
        )
    return tuple(_Plan(config).rooms())


@dataclass(frozen=True, slots=True)
class _Plan:
    config: Config

    @property
    def region(self) -> tuple[str, str]:
        """Its name in Dutch and French."""
        return self.config.provision.region_nl, self.config.provision.region_fr

    def rooms(self) -> Iterator[WantedRoom]:
        region = self.config.provision
        zones = {key: zone for key, zone in self.config.zones.items() if not region.zones or key in region.zones}
        yield WantedRoom(
            REGION,
            _said("provision-region", self.region),
            _said("provision-region-topic", self.region),
            speak=NOBODY_LEVEL,
            federate=region.federate,
            members=tuple(dict.fromkeys([*region.admins, *region.moderators])),
        )
        yield self._of_region("admin", RoomKind.ADMIN, self.config.rooms.admin, region.admins)
        yield self._of_region("moderators", RoomKind.MODERATORS, self.config.rooms.moderators, region.moderators)
        if region.sandbox:
            yield self._of_region("sandbox", RoomKind.SANDBOX, self.config.rooms.sandbox, (), open_to_space=True)
        for number, (zone_id, zone) in enumerate(zones.items()):
            yield from self._of_zone(zone_id, zone, zone.colour or _COLOURS[number % len(_COLOURS)])

    def _of_region(
        self,
        topic: str,
        kind: RoomKind,
        configured: tuple[str, ...],
        members: tuple[str, ...],
        *,
        open_to_space: bool = False,
    ) -> WantedRoom:
        region = self.config.provision
        return WantedRoom(
            f"{topic}/region",
            _said(f"provision-{topic}", self.region),
            _said(f"provision-{topic}-topic", self.region),
            kind=kind,
            parent=REGION,
            join="space" if open_to_space and region.join == "space" else "invite",
            federate=region.federate,
            configured=configured,
            members=members,
            moderators=members,
        )

    def _of_zone(self, zone_id: str, zone: ZoneSection, colour: str) -> Iterator[WantedRoom]:
        region = self.config.provision
        name = (zone.name_nl, zone.name_fr)
        moderators = tuple(dict.fromkeys([*zone.moderators, *region.moderators]))
        space = f"space/{zone_id}"
        yield WantedRoom(
            space,
            _said("provision-zone-space", name),
            _said("provision-zone-space-topic", name),
            speak=NOBODY_LEVEL,
            zone=zone_id,
            parent=REGION,
            federate=region.federate,
            colour=colour,
            members=tuple(dict.fromkeys([*moderators, *self._referral_persons(zone_id, zone)])),
            moderators=moderators,
        )

        def room(topic: str, kind: RoomKind, configured: tuple[str, ...], *members: str) -> WantedRoom:
            return WantedRoom(
                f"{topic}/{zone_id}",
                _said(f"provision-{topic}", name),
                _said(f"provision-{topic}-topic", name),
                kind=kind,
                zone=zone_id,
                parent=space,
                federate=region.federate,
                colour=colour,
                configured=configured,
                members=tuple(dict.fromkeys(members)),
                moderators=moderators,
                join=region.join,
            )

        persons = self._referral_persons(zone_id, zone)
        everybody = [*moderators, *persons]
        yield room("zone", RoomKind.ZONE, zone.rooms, *everybody)
        # Only the bot posts there, so that the agenda stays readable; 👍 is a reaction and needs no power.
        yield replace(room("agenda", RoomKind.AGENDA, zone.agenda_rooms, *everybody), speak=MODERATOR_LEVEL)
        closed = room("referral", RoomKind.REFERRAL, zone.referral_rooms, *persons)
        yield replace(closed, join="invite")
        # A zone's own moderators meet in its room; without any the region's moderators are there for it.
        if zone.moderators:
            own = room("moderators", RoomKind.MODERATORS, zone.moderator_rooms, *zone.moderators)
            yield replace(own, join="invite")
        for theme in region.themes:
            yield self._theme(theme, zone_id, zone, colour, moderators)

    def _referral_persons(self, zone_id: str, zone: ZoneSection) -> tuple[str, ...]:
        """Those of the zone, and whoever is on its roster: cases are brought to their room."""
        on_duty = [shift.user_id for shift in self.config.cases.roster if shift.zone == zone_id]
        return tuple(dict.fromkeys([*zone.referral_persons, *on_duty]))

    def _theme(
        self, theme: str, zone_id: str, zone: ZoneSection, colour: str, moderators: tuple[str, ...]
    ) -> WantedRoom:
        region, name = self.config.provision, (zone.name_nl, zone.name_fr)
        return WantedRoom(
            f"theme/{zone_id}/{theme}",
            f"{ICONS[theme]} {_said(f'provision-theme-{theme}', name)} · {_both(*name)}",
            _said("provision-theme-topic", name),
            kind=RoomKind.THEME,
            zone=zone_id,
            theme=theme,
            parent=f"space/{zone_id}",
            join=region.join,
            federate=region.federate,
            colour=colour,
            moderators=moderators,
        )


def _both(nl: str, fr: str) -> str:
    return nl if nl == fr else f"{nl} / {fr}"


def _said(key: str, name: tuple[str, str]) -> str:
    """The sentence in Dutch and French, with the name in either language."""
    return _both(words_for("nl")(key, name=name[0]), words_for("fr")(key, name=name[1]))
