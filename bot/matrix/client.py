"""The Matrix side as one thing: start it, give it handlers, stop it."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote
from uuid import uuid4

import structlog

from bot.errors import BotError, LoggedOut, Refused, Unreachable
from bot.matrix.inbox import Handlers, Inbox
from bot.matrix.invitations import Doorkeeper
from bot.matrix.login import logged_in_client, patiently
from bot.matrix.mentions import names_of
from bot.matrix.messenger import MatrixMessenger
from bot.matrix.old_keys import OldKeys
from bot.matrix.outbox import Outbox
from bot.matrix.pauses import Pauses
from bot.matrix.powers import MatrixPowers
from bot.matrix.private_rooms import MatrixPrivateRooms
from bot.matrix.reading import Reader
from bot.matrix.rooms import RoomBook
from bot.matrix.sas_parties import Code
from bot.matrix.session import SessionFolder
from bot.matrix.settings import MatrixSettings
from bot.matrix.shields import ShieldedClient
from bot.matrix.sync import SyncLoop
from bot.matrix.trust import Trust
from bot.matrix.verification import Verifier
from bot.ports import JoinHandler, MessageHandler, ReactionHandler, RoomInfo, UndecryptableHandler
from bot.render.notices import verification_code
from bot.store import Store

log = structlog.get_logger(__name__)

WORK_SECONDS = 5.0
SEND_SECONDS = 3.0
"""What running work and waiting messages get at a stop: together under the ten seconds before a service manager
kills. What is left is done after the next start."""


@dataclass(frozen=True, slots=True)
class Health:
    """Ages in seconds; None when there is none yet (sync) or nothing waits (outbox). Syncs since the start."""

    sync_age: float | None
    outbox_age: float | None
    inbox_waiting: int
    syncs: int = 0
    sync_failures: int = 0


class MatrixClient:
    """`await start()`, then `await run(...)` until `stop()` is called or the homeserver logs the bot out.

    `messenger` and `rooms` are there after `start`.
    """

    def __init__(self, settings: MatrixSettings, store: Store) -> None:
        self._settings = settings
        self._store = store
        self._folder = SessionFolder(settings.folder)
        self._client: ShieldedClient | None = None
        self._trust: Trust | None = None
        self._rooms: RoomBook | None = None
        self._outbox: Outbox | None = None
        self._messenger: MatrixMessenger | None = None
        self._inbox: Inbox | None = None
        self._loop: SyncLoop | None = None
        self._verifier: Verifier | None = None
        self._running: asyncio.Task[None] | None = None
        self._names: tuple[str, ...] = ()
        self._ready = asyncio.Event()

    @property
    def messenger(self) -> MatrixMessenger:
        """What handlers speak through."""
        if self._messenger is None:
            raise BotError("The Matrix side was not started.")
        return self._messenger

    @property
    def rooms(self) -> RoomBook:
        """The rooms of the bot."""
        if self._rooms is None:
            raise BotError("The Matrix side was not started.")
        return self._rooms

    @property
    def private_rooms(self) -> MatrixPrivateRooms:
        """Rooms of the bot's own making."""
        if self._client is None or self._rooms is None:
            raise BotError("The Matrix side was not started.")
        return MatrixPrivateRooms(self._client, self._store, self._rooms)

    @property
    def powers(self) -> MatrixPowers:
        """Who may speak in a room."""
        if self._client is None:
            raise BotError("The Matrix side was not started.")
        return MatrixPowers(self._client)

    @property
    def trust(self) -> Trust:
        """The bot's cross-signing identity."""
        if self._trust is None:
            raise BotError("The Matrix side was not started.")
        return self._trust

    @property
    def device_id(self) -> str:
        """The device of the bot, the same after every restart."""
        return str(self._client.device_id) if self._client else ""

    @property
    def names(self) -> tuple[str, ...]:
        """What people call the bot: id, display name, localpart."""
        return self._names

    async def start(self) -> None:
        """Log in (once, ever) and get ready. Waits while the homeserver cannot be reached; raises BotError."""
        self._folder.lock()
        try:
            self._client = client = await logged_in_client(self._settings, self._folder)
            self._trust = Trust(client, self._settings.folder, self._settings.password)
            if self._settings.cross_signing:
                await patiently(self._trust.ensure)
            display_name = await patiently(partial(self._display_name, client))
        except BaseException:
            await self.stop()
            raise
        self._names = names_of(self._settings.user_id, display_name)
        self._rooms = RoomBook(client, self._store, self._settings)
        self._outbox = Outbox(client, self._store, self._rooms)
        with suppress(Unreachable):  # tried again by the sync loop
            await self._rooms.resolve_aliases()
        self._messenger = MatrixMessenger(client, self._store, self._rooms, self._outbox, self._settings)
        log.info("logged_in", user=self._settings.user_id, device=client.device_id)

    async def run(
        self,
        on_message: MessageHandler,
        on_reaction: ReactionHandler,
        on_undecryptable: UndecryptableHandler | None = None,
        on_join: JoinHandler | None = None,
    ) -> None:
        """Serve until `stop()`. Raises LoggedOut when the homeserver no longer accepts the session."""
        if self._client is None or self._rooms is None or self._outbox is None:
            raise BotError("The Matrix side was not started.")
        reader = Reader(self._settings.user_id, self._names)
        handlers = Handlers(on_message, on_reaction, on_undecryptable, on_join)
        self._inbox = Inbox(self._client, self._store, self._rooms, reader, handlers, self._settings.key_grace)
        doorkeeper = Doorkeeper(self._client, self._store, self._rooms, self._settings)
        old_keys = OldKeys(self._client, self._store, self._settings.ids_days)
        self._loop = SyncLoop(
            self._client, self._store, self._rooms, self._inbox, doorkeeper, reader, old_keys, self._ready
        )
        self._verifier = self._listen_to_administrators(self._client, self.trust)
        self._running = asyncio.create_task(self._serve(self._loop, self._outbox))
        with suppress(asyncio.CancelledError):
            await asyncio.wait([self._running])
        if self._running.done() and not self._running.cancelled():
            self._running.result()

    async def stop(self) -> None:
        """Take nothing new, finish what is at hand within seconds, close. May be called at any time, also twice."""
        if self._running and not self._running.done():
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)
        if self._verifier:
            await self._verifier.stop()
        if self._inbox:
            await self._inbox.stop(WORK_SECONDS)
        if self._outbox:
            await self._outbox.stop(SEND_SECONDS)
        if self._client:
            await self._client.close()
            if self._client.store:
                self._client.store.database.close()
            self._client = None
        self._folder.unlock()

    def health(self) -> Health:
        """For the health page and the metrics."""
        synced = self._loop.last_success if self._loop else None
        oldest = self._store.oldest_queued()
        return Health(
            None if synced is None else time.monotonic() - synced,
            None if oldest is None else max(0.0, time.time() - oldest),
            self._inbox.waiting if self._inbox else 0,
            self._loop.batches if self._loop else 0,
            self._loop.failures if self._loop else 0,
        )

    async def ready(self) -> None:
        """Wait until the first sync is through: rooms and members are known then."""
        await self._ready.wait()

    async def rooms_joined(self) -> list[RoomInfo]:
        """The rooms the bot is in."""
        return [self.rooms.info(room_id) for room_id in (self._client.rooms if self._client else ())]

    async def _serve(self, loop: SyncLoop, outbox: Outbox) -> None:
        syncing = asyncio.create_task(loop.run())
        first = asyncio.create_task(loop.first_done.wait())
        try:
            await asyncio.wait([syncing, first], return_when=asyncio.FIRST_COMPLETED)
            if first.done():
                await self._renew_after_restore()
                outbox.start()
            await syncing
        finally:
            for task in (syncing, first):
                task.cancel()
            await asyncio.gather(syncing, first, return_exceptions=True)

    async def _renew_after_restore(self) -> None:
        """Before anything is said: in the sessions of the backup nobody could read it."""
        pauses = Pauses()
        while self._client and self._folder.restored:
            try:
                await self._client.renew_sessions()
            except LoggedOut:
                raise
            except Unreachable:
                await asyncio.sleep(pauses.next())
                continue
            except Exception as error:  # somebody's keys may be odd: the others are served all the same
                log.error("sessions_not_renewed", error=type(error).__name__)
            self._folder.in_service()
            log.info("sessions_renewed")

    def _listen_to_administrators(self, client: ShieldedClient, trust: Trust) -> Verifier | None:
        """Answer requests to compare emoji. Nobody looks at the bot's side here: the emoji go into the log, to be
        compared there, and to the administrator."""
        if not self._settings.cross_signing:
            return None

        async def show(user_id: str, code: Code) -> bool:
            text = verification_code(code.symbols, code.numbers)
            await self.messenger.direct(user_id, text, cause=uuid4().hex, stage="verification", keep=False)
            return True

        verifier = Verifier(client, trust, frozenset(self._settings.verify_with), show, attended=False)
        verifier.start()
        return verifier

    async def _display_name(self, client: ShieldedClient) -> str:
        """The bot's name as people see it, set from the settings where it differs."""
        path = f"/client/v3/profile/{quote(self._settings.user_id)}/displayname"
        try:
            current = (await client.call("GET", path, what="the bot's profile")).get("displayname")
        except LoggedOut:
            raise
        except Refused:
            current = None
        wanted = self._settings.display_name
        if wanted and wanted != current:
            await client.call("PUT", path, {"displayname": wanted}, what="the bot's display name")
            return wanted
        return current if isinstance(current, str) else ""
