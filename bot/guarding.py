"""Puts the guard together: what it is asked, where it stands, whom it tells. There is no Relais without it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.config import Config
from bot.handlers.cleaned import Desk
from bot.handlers.guard import GuardHandler, Spare
from bot.handlers.guard_author import GuardAuthor
from bot.handlers.guard_carry import Carrier
from bot.handlers.guard_files import FileCheck
from bot.handlers.guard_owed import Owed
from bot.handlers.guard_prompt import Prompter
from bot.handlers.guard_reactions import GuardReactions
from bot.ports import MessageHandler, Messenger, RoomKind
from bot.render.clean import NAME, clean
from bot.screening.screen import Screen
from bot.store import Store
from bot.store_guard import GuardStore
from bot.store_moderation import ModerationStore


class Rooms(Protocol):
    """What the guard needs to know of the bot's rooms."""

    def member_names(self, room_id: str) -> Iterable[str]:
        """Display names of the people in a room."""
        ...

    def of_kind(self, kind: RoomKind, zone: str | None = None) -> Sequence[str]:
        """Ids of the configured rooms of a kind; with `zone`, those of that zone only."""
        ...


@dataclass(frozen=True, slots=True)
class Guarding:
    """`handler` comes before everybody else; `reactions` before the count of votes; `owed` runs beside them."""

    handler: GuardHandler
    reactions: GuardReactions
    owed: Owed


def desk_of(config: Config) -> Desk:
    """Where cleaned texts wait."""
    return Desk(config.guard.cleaned_minutes * 60.0, config.guard.cleaned_remembered)


def guarding(
    config: Config,
    messenger: Messenger,
    store: Store,
    rooms: Rooms,
    screen: Screen,
    desk: Desk,
    proceed: MessageHandler,
    spare: Spare | None = None,
) -> Guarding:
    """`proceed`: the handlers that see what the guard lets through; `spare`: what it need not read of a message."""
    counts = GuardStore(store)
    mutes = ModerationStore(store)
    carrier = Carrier(messenger, proceed, lambda room_id, user_id: mutes.muted(room_id, user_id) is not None)
    contacts = {
        zone_id: " ".join(filter(None, (clean(zone.contact_name, NAME), clean(zone.contact_phone, NAME))))
        for zone_id, zone in config.zones.items()
    }

    def moderators(zone: str | None) -> Sequence[str]:
        """The zone's own room, else those for every zone; of a room without a zone, all (as bot.roles has it)."""
        every = rooms.of_kind(RoomKind.MODERATORS)
        if zone is None:
            return every
        of_one = {room_id for each in config.zones for room_id in rooms.of_kind(RoomKind.MODERATORS, each)}
        general = [room_id for room_id in every if room_id not in of_one]
        return rooms.of_kind(RoomKind.MODERATORS, zone) or general

    prompter = Prompter(messenger, desk, counts, contacts)
    author = GuardAuthor(messenger, screen, desk, counts, prompter, carrier, moderators)
    files = FileCheck(screen, messenger, config.guard)
    return Guarding(
        GuardHandler(screen, files, author, rooms.member_names, *((spare,) if spare else ())),
        GuardReactions(messenger, desk, counts, author, carrier, moderators),
        Owed(messenger, counts),
    )
