"""An answer or a click on something that was being filled in and is not known any more: its author is told once."""

from __future__ import annotations

from bot.handlers.agenda_intakes import Intakes
from bot.handlers.agenda_talk import Talk, place_of
from bot.ports import Message, Messenger, Reaction, RoomKind
from bot.render.agenda_proposal import told_in_both
from bot.store_agenda import AgendaStore


class Lost:
    """A restart came between, or too much time."""

    def __init__(self, messenger: Messenger, store: AgendaStore, intakes: Intakes, talk: Talk) -> None:
        self._messenger = messenger
        self._store = store
        self._intakes = intakes
        self._talk = talk

    async def answered(self, message: Message) -> bool:
        """Whether a message is an answer in such an intake."""
        root = message.thread_root
        if root is None and message.room.kind is RoomKind.DIRECT:
            root = next((one for one in self._store.intakes_in(message.room.room_id)), None)
        if root is None or not self._store.intake(root) or self._intakes.is_somebodys(root):
            return False
        self._store.end_intake(root)
        await self._talk.tell(place_of(message), told_in_both("agenda-intake-gone"), "agenda gone")
        return True

    async def clicked(self, reaction: Reaction) -> None:
        """✅ or ❌ under what was about to be proposed."""
        alone = reaction.room.kind is RoomKind.DIRECT
        found = await self._messenger.written(reaction.room.room_id, reaction.target)
        root = found.thread_root if found else None
        if found and root is None and alone:
            root = next(iter(self._store.intakes_in(reaction.room.room_id)), None)
        if root and self._store.intake(root) and not self._intakes.is_somebodys(root):
            self._store.end_intake(root)
            await self._messenger.post(
                reaction.room.room_id, told_in_both("agenda-intake-gone"), cause=reaction.target, stage="agenda gone",
                thread_root=None if alone else root,
            )  # fmt: skip
