"""Puts the guard together: what it is asked, where it stands, whom it tells. There is no Relais without it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.config import Config
from bot.handlers.cleaned import Desk
from bot.handlers.guard import GuardHandler, Spare
from bot.handlers.guard_author import GuardAuthor
from bot.handlers.guard_carry import Carrier
from bot.handlers.guard_files import FileCheck
from bot.handlers.guard_owed import Owed
from bot.handlers.guard_prompt import Prompter
from bot.handlers.guard_reactions import GuardReactions
from bot.ports import MessageHandler, Messenger, Rooms
from bot.render.clean import NAME, clean
from bot.roles import Roles
from bot.screening.screen import Screen
from bot.store import Store
from bot.store_guard import GuardStore
from bot.store_moderation import ModerationStore


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

    moderators = Roles(rooms, config.zones).moderators_rooms
    prompter = Prompter(messenger, desk, counts, contacts)
    author = GuardAuthor(messenger, screen, desk, counts, prompter, carrier, moderators)
    files = FileCheck(screen, messenger, config.guard)
    return Guarding(
        GuardHandler(screen, files, author, rooms.member_names, *((spare,) if spare else ())),
        GuardReactions(messenger, desk, counts, author, carrier, moderators),
        Owed(messenger, counts),
    )
