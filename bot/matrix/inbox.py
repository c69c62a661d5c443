"""What came in and must be handled: one worker per room, in order, and nothing is lost when the program dies.

The id of each event is on disk before anybody looks at it (bot.matrix.sync writes it together with the sync token);
its text stays in memory. After a crash the texts of unfinished events are fetched from the homeserver again.
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

import nio
import structlog

from bot.errors import LoggedOut, Refused, Unreachable
from bot.matrix.pauses import Pauses
from bot.matrix.reading import Reader, thread_root
from bot.matrix.rooms import RoomBook
from bot.matrix.shields import ShieldedClient
from bot.ports import JoinHandler, Message, MessageHandler, ReactionHandler, UndecryptableHandler
from bot.store import Arrival, Store

log = structlog.get_logger(__name__)

ATTEMPTS = 5
"""An event that was begun this often and never finished brings the program down: it is left alone."""

KEEP_IN_MEMORY = 200
"""Texts held per room; those of a longer queue are fetched when their turn comes."""


@dataclass(frozen=True, slots=True)
class Handlers:
    """Who deals with what comes in."""

    on_message: MessageHandler
    on_reaction: ReactionHandler
    on_undecryptable: UndecryptableHandler | None = None
    on_join: JoinHandler | None = None


@dataclass(slots=True)
class _Lane:
    queue: deque[tuple[Arrival, dict[str, Any] | None]] = field(default_factory=deque)
    worker: asyncio.Task[None] | None = None


class Inbox:
    """Hands events to the handlers."""

    def __init__(
        self, client: ShieldedClient, store: Store, rooms: RoomBook, reader: Reader, handlers: Handlers, grace: float
    ) -> None:
        self._client = client
        self._store = store
        self._rooms = rooms
        self._reader = reader
        self._handlers = handlers
        self._grace = grace
        self._lanes: dict[str, _Lane] = {}
        self._later: set[asyncio.Task[None]] = set()

    def enqueue(self, arrival: Arrival, source: dict[str, Any] | None = None) -> None:
        """Handle an event after those of its room that wait already. `source` is its decrypted JSON, if at hand."""
        lane = self._lanes.setdefault(arrival.room_id, _Lane())
        lane.queue.append((arrival, source if len(lane.queue) < KEEP_IN_MEMORY else None))
        if lane.worker is None:
            lane.worker = asyncio.create_task(self._work(arrival.room_id, lane))

    def wait_for_key(self, arrival: Arrival, source: dict[str, Any]) -> None:
        """The event cannot be decrypted (it is in the database as waiting): ask its sender when no key comes."""
        task = asyncio.create_task(self._ask_sender(arrival, source))
        self._later.add(task)
        task.add_done_callback(self._later.discard)

    def key_arrived(self, session_id: str) -> None:
        """Handle what waited for this Megolm session."""
        for arrival in self._store.waiting_for(session_id):
            self.enqueue(arrival)

    @property
    def waiting(self) -> int:
        """Events in the queues of all rooms."""
        return sum(len(lane.queue) for lane in self._lanes.values())

    async def stop(self, seconds: float) -> None:
        """Let the workers finish what they have for `seconds`, then cancel: what is left is handled after the
        next start."""
        for task in self._later:
            task.cancel()
        workers = [lane.worker for lane in self._lanes.values() if lane.worker]
        if workers:
            _, late = await asyncio.wait(workers, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*workers, return_exceptions=True)

    async def _work(self, room_id: str, lane: _Lane) -> None:
        while lane.queue:
            arrival, source = lane.queue[0]
            try:
                await self._deal_with(arrival, source)
            except LoggedOut:
                break  # the sync hears the same and ends the program; the event is handled after the next start
            lane.queue.popleft()
        del self._lanes[room_id]

    async def _deal_with(self, arrival: Arrival, source: dict[str, Any] | None) -> None:
        pauses = Pauses()
        while True:
            if self._store.begin(arrival.event_id) > ATTEMPTS:
                log.error("event_given_up", event_id=arrival.event_id, room=arrival.room_id)
                self._store.finish(arrival.event_id, "failed")
                return
            try:
                source = source or await self._fetch(arrival)
                if source is not None:
                    await self._handle(arrival, source)
            except (LoggedOut, asyncio.CancelledError):
                self._store.unbegin(arrival.event_id)  # it was stopped, it did not bring anything down
                raise
            except Unreachable:
                self._store.unbegin(arrival.event_id)
                await asyncio.sleep(pauses.next())
                continue
            except Exception as error:
                # The text of an unknown error may quote the message: only its kind and place are logged.
                log.error("handler_failed", event_id=arrival.event_id, error=type(error).__name__, at=_place(error))
                self._store.finish(arrival.event_id, "failed")
            return

    async def _fetch(self, arrival: Arrival) -> dict[str, Any] | None:
        """The event from the homeserver, decrypted; None when there is nothing to handle (any more, or yet)."""
        path = f"/client/v3/rooms/{quote(arrival.room_id)}/event/{quote(arrival.event_id)}"
        try:
            event = self._client.read(await self._client.call("GET", path, what="an event"), arrival.room_id)
        except LoggedOut:
            raise
        except Refused:
            self._store.finish(arrival.event_id, "gone")
            return None
        source: dict[str, Any] = event.source
        if not (self._reader.wants(source) or self._reader.comes_in(source)):
            self._store.finish(arrival.event_id, "gone")  # redacted meanwhile
            return None
        if unreadable(event):
            self._store.wait_for_key(arrival.event_id, session_of(source))
            self.wait_for_key(Arrival(arrival.event_id, arrival.room_id, session_of(source)), source)
            return None
        return source

    async def _handle(self, arrival: Arrival, source: dict[str, Any]) -> None:
        room = self._rooms.info(arrival.room_id)
        if source.get("type") == "m.reaction":
            reaction = self._reader.reaction(source, room)
            if reaction:
                await self._handlers.on_reaction(reaction)
        elif source.get("type") == "m.room.member":
            joined = self._reader.joined(source, room)
            if joined and self._handlers.on_join:
                await self._handlers.on_join(joined)
        else:
            message = self._reader.message(source, room, in_bot_thread=False)
            if message:
                await self._handlers.on_message(await self._in_its_thread(message))
        self._store.finish(arrival.event_id)

    async def _in_its_thread(self, message: Message) -> Message:
        """The message, with the bot's part in its thread."""
        root = message.thread_root or await self._thread_answered(message)
        if root and self._store.in_thread(root):
            return replace(message, thread_root=root, in_bot_thread=True)
        if message.mentions_bot:
            self._store.join_thread(root or message.event_id, message.room.room_id)
        return message

    async def _thread_answered(self, message: Message) -> str | None:
        """A client without threads answers what the bot said in one by a plain reply: it is meant for that thread.
        Relations are in clear, so that the bot's own event need not be decrypted."""
        said = message.reply_to
        if not said or message.replaces or self._store.said(said) is None:
            return None
        path = f"/client/v3/rooms/{quote(message.room.room_id)}/event/{quote(said)}"
        try:
            return thread_root(await self._client.call("GET", path, what="an event"))
        except Refused:
            return None

    async def _ask_sender(self, arrival: Arrival, source: dict[str, Any]) -> None:
        await asyncio.sleep(self._grace)
        message = self._reader.unreadable(source, self._rooms.info(arrival.room_id))
        handler = self._handlers.on_undecryptable
        if handler is None or not self._store.is_waiting(arrival.event_id):
            return
        if not self._store.first_key_request(message.sender, arrival.session_id or ""):
            return
        try:
            await handler(message)
        except Exception as error:
            log.error("handler_failed", event_id=arrival.event_id, error=type(error).__name__, at=_place(error))


def unreadable(event: object) -> bool:
    """Whether an event is still encrypted after an attempt to decrypt it."""
    source = getattr(event, "source", None)
    encrypted = isinstance(source, dict) and source.get("type") == "m.room.encrypted"
    return isinstance(event, nio.MegolmEvent | nio.UnknownEncryptedEvent) or encrypted


def session_of(source: dict[str, Any]) -> str:
    """The Megolm session an encrypted event names, or a word that no key will ever come for."""
    session = source["content"].get("session_id") if isinstance(source.get("content"), dict) else None
    return session if isinstance(session, str) and session else "unnamed"


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
