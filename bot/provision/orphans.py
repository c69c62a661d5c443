"""Rooms that were provisioned and are in the settings no longer. People talk there: nobody but a person closes them."""

from __future__ import annotations

from collections.abc import Iterable

from bot.provision.wanted import WantedRoom
from bot.store_rooms import MadeRoom

_OURS = ("space/", "zone/", "agenda/", "referral/", "moderators/", "admin/", "sandbox/", "theme/")
"""How keys of provisioned rooms begin; cases have rooms of their own."""


def orphans(kept: Iterable[MadeRoom], wanted: Iterable[WantedRoom]) -> tuple[MadeRoom, ...]:
    """In the order of their keys."""
    keys = {room.key for room in wanted}
    return tuple(room for room in kept if room.key.startswith(_OURS) and room.key not in keys)
