"""The private message about a finding, and what waits for an answer to it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.handlers.cleaned import Desk, Pending
from bot.ports import Message, Messenger, Rendered, RoomKind
from bot.render.guard import NO, REWRITE, YES, warning
from bot.screening.screen import Screened
from bot.store_guard import GuardStore

STAGE = "guard"


class Prompter:
    """Sends it. `contacts`: zone id -> who helps on there, as it is to be shown."""

    def __init__(self, messenger: Messenger, desk: Desk, store: GuardStore, contacts: Mapping[str, str]) -> None:
        self._messenger = messenger
        self._desk = desk
        self._store = store
        self._contacts = contacts

    async def about_removed(self, message: Message, found: Screened, pending: Pending, *, removed: bool | None) -> None:
        """A sure finding. `removed`: out of the room, not allowed to, or None: it stood in a direct room."""
        first = {True: "guard-removed", False: "guard-not-removed", None: "guard-direct"}[removed]
        direct = pending.origin.room.kind is RoomKind.DIRECT
        choose = "guard-choose-direct" if direct else "guard-choose"
        choices: tuple[str, ...] = (YES, REWRITE, NO)
        if not pending.text:
            choose, choices = "guard-choose-rewrite", (REWRITE, NO)
        await self._send(message, found, pending, first, choose, choices)

    async def about_uncertain(self, message: Message, found: Screened, pending: Pending) -> None:
        """A probable finding: a question, without a word of the message."""
        await self._send(message, found, pending, "guard-asked", "guard-choose-uncertain", (YES, REWRITE))

    async def _send(
        self, message: Message, found: Screened, pending: Pending, first: str, choose: str, choices: tuple[str, ...]
    ) -> None:
        def words(choose: str | None, quote: str = "") -> Rendered:
            contact = self._contacts.get(pending.origin.room.zone or "", "") if found.exclusion else None
            return warning(
                pending.lang, found.kinds, first=first, choose=choose, cleaned=quote, severe=found.severe,
                exclusion=contact, minutes=self._desk.minutes, practice=pending.origin.room.kind is RoomKind.SANDBOX,
            )  # fmt: skip

        quote = "" if pending.as_is else pending.text
        event_id = await self._messenger.direct(
            pending.author, words(choose, quote), cause=message.event_id, stage=STAGE, keep=False, choices=choices
        )
        if event_id is None:
            # The homeserver is away: what holds no word of the message can wait for it on disk.
            await self._messenger.direct(pending.author, words(None), cause=message.event_id, stage=f"{STAGE} later")
            return
        self._store.remember_prompt(event_id)
        self._desk.asked.put(event_id, pending)
