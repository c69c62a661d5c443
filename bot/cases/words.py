"""The words of a case: in the asker's direct room and in memory, never on disk. What is no longer in memory is read
again from the homeserver, and checked by the guard again before it is used."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping

from bot.cases.intake import SAID, Field
from bot.feature import Parts
from bot.render.cases import NOTED
from bot.screening.free_text import free_text_check
from bot.store_cases import Case, CaseStore

REMEMBERED = 500
"""Answers in memory at most; an intake has seven."""


class CaseWords:
    """Event id -> what was said."""

    def __init__(self, parts: Parts, store: CaseStore) -> None:
        self._parts = parts
        self._store = store
        self._check = free_text_check(parts.screen, parts.rooms.member_names)
        self._known: OrderedDict[str, str] = OrderedDict()

    def keep(self, event_id: str, text: str) -> None:
        """An answer that the guard let through just now."""
        self._known[event_id] = text
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)

    def forget(self, case: Case) -> None:
        for event_id in self._store.lines(case.number).values():
            self._known.pop(event_id, None)

    async def _read_again(self, room: str, event_id: str) -> str | None:
        message = await self._parts.messenger.message(room, event_id)
        if message is not None:
            return message.body
        own = await self._parts.messenger.own_words(room, event_id)
        return own.removeprefix(NOTED) if own and own.startswith(NOTED) else None

    async def of(self, case: Case) -> dict[Field, str] | None:
        """The answers of an intake; None when one of them cannot be read any more, or the guard finds user data in
        one, or in all of them together. Raises GuardFailed."""
        found: dict[Field, str] = {}
        lines: Mapping[str, str] = self._store.lines(case.number)
        room = self._parts.store.direct_room(case.asker)
        for field in SAID:
            event_id = lines.get(field, "")
            if not event_id:
                continue
            text = self._known.get(event_id)
            if text is None:
                text = await self._read_again(room, event_id) if room else None
            if text is None:
                return None
            found[field] = text
        screened = await self._check(list(found.values()), room or "")
        return None if screened.user_data and not screened.uncertain else found
