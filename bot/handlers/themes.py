"""The theme of a question's thread, on its first answer; and in the zone's main room, where that theme is talked about.

The label stands in the encrypted answer. A reaction on the question would look nicer, but reactions travel in clear:
the homeserver would learn what each question is about.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from bot.config import Config
from bot.ports import Message, Rendered, RoomKind, Rooms
from bot.render.themes import ThemeRoom, labelled, with_room
from bot.store import Store
from bot.store_pointers import PointerStore
from bot.store_rooms import RoomStore
from bot.themes import theme_of
from kb.models import Answer, Term, Zone

_ROOMS = frozenset((RoomKind.ZONE, RoomKind.THEME, RoomKind.SANDBOX))


class ThemeLabels:
    """Called with the first answer of a thread; gives it back labelled, or as it is."""

    def __init__(self, config: Config, store: Store, rooms: Rooms, taxonomy: Callable[[], Mapping[str, Term]]) -> None:
        self._settings = config.moderation
        self._zones: dict[str, Zone] = {zone.id: zone for zone in config.knowledge.zones}
        self._via = config.matrix.user_id.partition(":")[2]
        self._known = RoomStore(store)
        self._pointers = PointerStore(store)
        self._rooms = rooms
        self._taxonomy = taxonomy

    def __call__(self, message: Message, answer: Answer, reply: Rendered) -> Rendered:
        if not self._settings.theme_labels or message.room.kind not in _ROOMS:
            return reply
        theme = theme_of(answer, self._taxonomy())
        if theme is None:
            return reply
        reply = labelled(reply, theme, answer.lang)
        room = self._room(message, theme)
        return with_room(reply, theme, answer.lang, room) if room and self._may_point(message, theme) else reply

    def _room(self, message: Message, theme: str) -> ThemeRoom | None:
        """Where the zone talks about it, when the question stands in the zone's main room."""
        zone = self._zones.get(message.room.zone or "")
        if message.room.kind is not RoomKind.ZONE or zone is None:
            return None
        made = ((room.zone, room.theme, room.room_id) for room in self._known.rooms())
        found = next((room_id for where, what, room_id in made if (where, what) == (zone.id, theme)), None)
        if found is None or not self._rooms.info(found).member_count:
            return None
        return ThemeRoom(found, zone, self._via)

    def _may_point(self, message: Message, theme: str) -> bool:
        rest = timedelta(days=self._settings.theme_days).total_seconds()
        at = message.sent_at.timestamp()
        return self._pointers.take(message.sender, f"theme {theme}", message.event_id, at, rest)
