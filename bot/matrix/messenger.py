"""The bot's mouth: bot.ports.Messenger on a real homeserver."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import quote

import structlog

from bot.errors import HomeserverError, Refused, Unreachable
from bot.matrix.media import Media
from bot.matrix.outbox import Outbox
from bot.matrix.pauses import Pauses
from bot.matrix.pins import pin
from bot.matrix.reading import Reader, thread_root
from bot.matrix.relations import relations_of
from bot.matrix.rooms import RoomBook
from bot.matrix.settings import MatrixSettings
from bot.matrix.shields import ShieldedClient
from bot.matrix.transactions import is_ours, transaction_id
from bot.ports import Attachment, File, Handle, Message, Related, Rendered, Said, Written
from bot.store import Outgoing, Store

log = structlog.get_logger(__name__)

Answer = TypeVar("Answer")

TYPING_MS = 30_000
"""How long a typing notice lasts when nobody takes it back: the bot may die while it types."""

PATIENCE = 6
"""Tries of what cannot be kept on disk (redactions, texts with user data) while the homeserver is away: about 15 s."""


class MatrixMessenger:
    """Implements bot.ports.Messenger."""

    def __init__(
        self, client: ShieldedClient, store: Store, rooms: RoomBook, outbox: Outbox, settings: MatrixSettings
    ) -> None:
        self._client = client
        self._store = store
        self._rooms = rooms
        self._outbox = outbox
        self._settings = settings
        self._media = Media(client)

    async def reply(
        self, to: Message, text: Rendered, *, stage: str = "answer", choices: tuple[str, ...] = ()
    ) -> Handle:
        """Durable; in the thread of `to`, started at it when it stands in none."""
        anchor = to.replaces or to.event_id
        root = to.thread_root or anchor
        content = self._content(text)
        content["m.relates_to"] = _in_thread(root, anchor)
        self._store.join_thread(root, to.room.room_id)
        return self._queue(content, cause=to.event_id, stage=stage, room_id=to.room.room_id, choices=choices)

    async def post(
        self,
        room_id: str,
        text: Rendered,
        *,
        cause: str,
        stage: str,
        thread_root: Handle | None = None,
        choices: tuple[str, ...] = (),
    ) -> Handle:
        """Durable; on its own in a room, or in a thread of it."""
        content = self._content(text)
        if thread_root:
            content["m.relates_to"] = _in_thread(thread_root, thread_root)
            if not is_ours(thread_root):
                self._store.join_thread(thread_root, room_id)
        return self._queue(content, cause=cause, stage=stage, room_id=room_id, choices=choices)

    async def edit(self, room_id: str, said: Handle, text: Rendered, *, cause: str, stage: str) -> None:
        """Durable; put `text` in place of something the bot said there."""
        content = self._content(text)
        content |= {"m.new_content": self._content(text), "body": f"* {text.plain}"}
        if text.html:
            content["formatted_body"] = f"* {text.html}"  # what clients show that know no edits
        content["m.relates_to"] = {"rel_type": "m.replace", "event_id": said}
        self._queue(content, cause=cause, stage=stage, room_id=room_id)

    async def send(self, room_id: str, kind: str, content: Mapping[str, object], *, cause: str, stage: str) -> Handle:
        """Durable; an event of another kind than a message."""
        return self._queue(dict(content), cause=cause, stage=stage, room_id=room_id, kind=kind)

    async def attach(
        self, room_id: str, file: File, *, cause: str, stage: str, thread_root: Handle | None = None
    ) -> bool:
        """Upload a file, encrypted, and say so durably. False when the homeserver did not take it."""
        try:
            content = await _patiently(lambda: self._media.upload(file))
        except HomeserverError as error:
            log.warning("file_not_sent", cause=cause, stage=stage, reason=str(error))
            return False
        if thread_root:
            content["m.relates_to"] = _in_thread(thread_root, thread_root)
        self._queue(content, cause=cause, stage=stage, room_id=room_id)
        return True

    def said(self, event_id: str) -> Said | None:
        """What made the bot send this event."""
        found = self._store.said(event_id)
        return Said(*found) if found else None

    async def carry(
        self, room_id: str, text: Rendered, *, cause: str, stage: str, thread_root: str | None = None
    ) -> str | None:
        """Say in a room what must never touch the disk; None when it could not be sent within PATIENCE tries."""
        content = self._content(text)
        if thread_root:
            content["m.relates_to"] = _in_thread(thread_root, thread_root)
            self._store.join_thread(thread_root, room_id)
        return await self._say_now(content, cause=cause, stage=stage, room_id=room_id)

    async def direct(
        self, user_id: str, text: Rendered, *, cause: str, stage: str, keep: bool = True, choices: tuple[str, ...] = ()
    ) -> Handle | None:
        """In the encrypted direct room with `user_id`. Durable unless `keep` is false: then the text never touches
        the disk, and the event id comes back, or None when it could not be sent within PATIENCE tries."""
        if keep:
            return self._queue(self._content(text), cause=cause, stage=stage, user_id=user_id, choices=choices)
        event_id = await self._say_now(self._content(text), cause=cause, stage=stage, user_id=user_id)
        room_id = self._store.direct_room(user_id)
        if event_id and room_id:
            for key in choices:
                await self.react(room_id, event_id, key, cause=cause)
        return event_id

    async def _say_now(
        self, content: dict[str, Any], *, cause: str, stage: str, room_id: str = "", user_id: str = ""
    ) -> str | None:
        async def send() -> str:
            target = room_id or await self._rooms.direct_room(user_id)
            await self._rooms.until_shown(target)
            txn_id = transaction_id(cause, stage, room_id or user_id)
            return await self._client.speak(target, "m.room.message", content, txn_id)

        try:
            return await _patiently(send)
        except HomeserverError as error:
            log.warning("not_sent", cause=cause, stage=stage, reason=str(error))
            return None

    async def redact(self, room_id: str, event_id: str, reason: str, *, cause: str) -> bool:
        """Remove an event. False when the bot may not, or the homeserver stays away."""
        txn_id = transaction_id(cause, "redact", event_id)
        path = f"/client/v3/rooms/{quote(room_id)}/redact/{quote(event_id)}/{quote(txn_id)}"

        async def send() -> dict[str, Any]:
            return await self._client.call("PUT", path, {"reason": reason} if reason else {}, what="a redaction")

        try:
            await _patiently(send)
        except (Refused, Unreachable) as error:
            log.warning("redaction_failed", room=room_id, event_id=event_id, reason=str(error))
            return False
        return True

    async def written(self, room_id: str, event_id: str) -> Written | None:
        """By whom an event of a room was written, and where; None when that cannot be found out."""
        path = f"/client/v3/rooms/{quote(room_id)}/event/{quote(event_id)}"
        try:
            event = await self._client.call("GET", path, what="an event")
        except (Refused, Unreachable):
            return None
        sender = event.get("sender")
        return Written(sender, thread_root(event)) if isinstance(sender, str) else None

    async def message(self, room_id: str, event_id: str) -> Message | None:
        """A message read again; None when it is gone, or cannot be decrypted."""
        source = await self._source(room_id, event_id)
        reader = Reader(self._settings.user_id, ())
        return reader.message(source, self._rooms.info(room_id), in_bot_thread=False) if source else None

    async def own_words(self, room_id: str, event_id: str) -> str | None:
        """The body of a message of the bot; None when it is gone, cannot be decrypted or is somebody else's."""
        source = await self._source(room_id, event_id)
        content = source.get("content") if source and source.get("sender") == self._settings.user_id else None
        body = content.get("body") if isinstance(content, dict) else None
        return body if isinstance(body, str) else None

    async def _source(self, room_id: str, event_id: str) -> dict[str, Any] | None:
        """An event read again, decrypted; None when it is gone or cannot be."""
        path = f"/client/v3/rooms/{quote(room_id)}/event/{quote(event_id)}"
        try:
            answer = await _patiently(lambda: self._client.call("GET", path, what="an event"))
            source: dict[str, Any] = self._client.read(answer, room_id).source
        except (Refused, Unreachable):
            return None
        return source

    async def related(self, room_id: str, event_id: Handle, relation: str) -> tuple[Related, ...] | None:
        """What people hung on an event, as the homeserver has it now (GET /relations, which leaves out redactions)."""
        target = self._store.sent_event(event_id) if is_ours(event_id) else event_id
        if target is None:
            return None
        try:
            return await relations_of(self._client, room_id, target, relation)
        except (Refused, Unreachable) as error:
            log.warning("relations_not_read", room=room_id, reason=str(error))
            return None

    async def fetch(self, attachment: Attachment, limit: int) -> bytes | None:
        """The file, decrypted, in memory; None when it is larger than `limit` bytes, gone, or does not decrypt."""
        try:
            return await self._media.fetch(attachment, limit)
        except (Refused, Unreachable) as error:
            log.warning("file_not_fetched", reason=str(error))
            return None

    async def react(self, room_id: str, event_id: str, key: str, *, cause: str) -> None:
        """Durable; put an emoji on an event."""
        self._queue(
            _annotation(event_id, key), cause=cause, stage=f"react {event_id} {key}", room_id=room_id, kind="m.reaction"
        )

    async def pin(self, room_id: str, said: Handle, *, instead_of: Sequence[Handle] = ()) -> bool | None:
        """Pin something the bot said, beside what others pinned, and unpin `instead_of`."""
        event_id, *off = [self._store.sent_event(one) if is_ours(one) else one for one in (said, *instead_of)]
        return await pin(self._client, room_id, event_id, [one for one in off if one]) if event_id else None

    async def typing(self, room_id: str, on: bool) -> None:
        """Show or hide the typing notice; failures do not matter."""
        path = f"/client/v3/rooms/{quote(room_id)}/typing/{quote(self._settings.user_id)}"
        body: dict[str, Any] = {"typing": True, "timeout": TYPING_MS} if on else {"typing": False}
        try:
            await self._client.call("PUT", path, body, what="a typing notice", seconds=5)
        except HomeserverError:
            log.debug("typing_failed", room=room_id)

    def _content(self, text: Rendered) -> dict[str, Any]:
        """m.mentions is there and empty: whatever the text holds, nobody is pinged (Matrix 1.7, m.mentions)."""
        content: dict[str, Any] = {"msgtype": self._settings.msgtype, "body": text.plain, "m.mentions": {}}
        if text.html:
            content |= {"format": "org.matrix.custom.html", "formatted_body": text.html}
        return content

    def _queue(
        self,
        content: dict[str, Any],
        *,
        cause: str,
        stage: str,
        room_id: str | None = None,
        user_id: str | None = None,
        kind: str = "m.room.message",
        choices: tuple[str, ...] = (),
    ) -> Handle:
        target = room_id or user_id or ""
        txn_id = transaction_id(cause, stage, target)
        self._outbox.put(Outgoing(txn_id, room_id, user_id, kind, content, cause, stage))
        for key in choices:  # queued at once: the outbox knows the message's event id when their turn comes
            choice = f"{stage} choice {key}"
            reaction = transaction_id(cause, choice, target)
            self._outbox.put(
                Outgoing(reaction, room_id, user_id, "m.reaction", _annotation(txn_id, key), cause, choice)
            )
        return txn_id


def _annotation(said: Handle, key: str) -> dict[str, Any]:
    return {"m.relates_to": {"rel_type": "m.annotation", "event_id": said, "key": key}}


def _in_thread(root: str, anchor: str) -> dict[str, Any]:
    return {
        "rel_type": "m.thread",
        "event_id": root,
        # Clients without threads show it as a reply to the question.
        "is_falling_back": True,
        "m.in_reply_to": {"event_id": anchor},
    }


async def _patiently(send: Callable[[], Awaitable[Answer]]) -> Answer:
    """Try PATIENCE times while the homeserver is away. Raises HomeserverError."""
    pauses = Pauses()
    while True:
        try:
            return await send()
        except Unreachable:
            if pauses.failures + 1 >= PATIENCE:
                raise
            await asyncio.sleep(pauses.next())
