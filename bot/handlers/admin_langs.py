"""In which language an admin is answered: the one of their command, the one known of them, else Dutch and French."""

from __future__ import annotations

from bot.render.notices import BOTH
from bot.store import Store
from bot.store_rooms import RoomStore
from kb.models import Lang


class AdminLangs:
    """Remembers, in memory only, which language an admin's last command was in."""

    def __init__(self, store: Store) -> None:
        self._rooms = RoomStore(store)
        self._last: dict[str, Lang] = {}

    def of(self, user_id: str, told: Lang | None = None) -> tuple[Lang, ...]:
        """`told` is what the command says of it. Somebody who chose a language is always answered in that one."""
        if told is not None:
            self._last[user_id] = told
        member = self._rooms.member(user_id)
        lang = told or (member.language if member else None) or self._last.get(user_id)
        return (lang,) if lang else BOTH
