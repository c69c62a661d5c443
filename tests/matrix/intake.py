"""The whole way from a sync answer to what the bot says, with a scripted homeserver in the same process."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from bot.app import build_pipeline
from bot.config import Config, LimitsSection
from bot.handlers.feedback import FeedbackHandler
from bot.handlers.pipeline import Pipeline
from bot.matrix.inbox import Handlers, Inbox
from bot.matrix.invitations import Doorkeeper
from bot.matrix.messenger import MatrixMessenger
from bot.matrix.old_keys import OldKeys
from bot.matrix.outbox import Outbox
from bot.matrix.reading import Reader
from bot.matrix.rooms import RoomBook
from bot.matrix.settings import MatrixSettings, RoomSetting
from bot.matrix.shields import ShieldedClient
from bot.matrix.sync import SyncLoop
from bot.ports import RoomKind
from bot.store import Outgoing, Store
from kb.base import KnowledgeBase
from kb.layers import Overlay
from kb.models import Answer, Question
from tests.bot.conftest import answer

BOT = "@relais:care.test"
ROOM = "!zone:care.test"
ENDLESS = LimitsSection(questions_per_user=10**9, messages_per_room=10**9)


class Reply:
    """What aiohttp's answer is to bot.matrix.http."""

    def __init__(self, body: object, status: int = 200) -> None:
        self.status = status
        self.headers: Mapping[str, str] = {}
        self._text = json.dumps(body).encode()

    async def read(self) -> bytes:
        return self._text


class ScriptedClient(ShieldedClient):
    """Gets its syncs from a queue; everything else is answered from `answers` (by the end of the path), or with an
    empty object."""

    def __init__(self, store: Path) -> None:
        super().__init__("http://scripted", BOT, "DEVICE", store, "key")
        self.restore_login(BOT, "DEVICE", "token")
        self.syncs: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.asked_for_more = asyncio.Event()
        self.requests: list[tuple[str, str]] = []
        self.answers: dict[str, dict[str, Any] | Exception] = {}
        self.gate = asyncio.Event()
        """POST requests wait for it."""
        self.gate.set()

    async def _ask(self, method: str, path: str, data: Any, seconds: float) -> Reply:
        if "/v3/sync" in path:
            if self.syncs.empty():
                self.asked_for_more.set()
            return Reply(await self.syncs.get())
        self.requests.append((method, path.partition("?")[0]))
        if method == "POST":
            await self.gate.wait()
        bare = path.partition("?")[0]
        answer = next((answer for end, answer in self.answers.items() if bare.endswith(end)), {})
        if isinstance(answer, Exception):
            raise answer
        return Reply(answer, 400 if "errcode" in answer else 200)

    @property
    def should_upload_keys(self) -> bool:
        """Keys are not what this is about."""
        return False

    should_query_keys = should_claim_keys = should_upload_keys


class Knowledge:
    """Knows one answer to everything."""

    def __init__(self) -> None:
        self.snapshot = SimpleNamespace(taxonomy={}, generation=1, services=())
        self.overlay = Overlay()

    def ask(self, question: Question, top: int) -> Answer:
        return answer(hits=1)


class Intake:
    """A bot that hears what `feed` gives it. `said` is what waits in its outbox."""

    def __init__(self, folder: Path, config: Config | None = None, **more: Any) -> None:
        rooms = {ROOM: RoomSetting(RoomKind.ZONE, "noord")}
        self.settings = MatrixSettings("http://scripted", BOT, folder, rooms=rooms, key_grace=0.0, **more)
        self.store = Store(folder / "bot.sqlite")
        self.settings.folder.mkdir()
        self.client = ScriptedClient(self.settings.folder)
        self.rooms = RoomBook(self.client, self.store, self.settings)
        self.outbox = Outbox(self.client, self.store, self.rooms)  # not started: what is said stays in the database
        self.messenger = MatrixMessenger(self.client, self.store, self.rooms, self.outbox, self.settings)
        knowledge = cast(KnowledgeBase, Knowledge())
        self.pipeline: Pipeline = build_pipeline(config or Config(limits=ENDLESS), knowledge, self.messenger)
        reader = Reader(BOT, ("Relais", "relais"))
        handlers = Handlers(self.pipeline, FeedbackHandler(), self.pipeline.undecryptable)
        self.inbox = Inbox(self.client, self.store, self.rooms, reader, handlers, self.settings.key_grace)
        doorkeeper = Doorkeeper(self.client, self.store, self.rooms, self.settings)
        old_keys = OldKeys(self.client, self.store, self.settings.ids_days)
        ready = asyncio.Event()
        self.loop = SyncLoop(self.client, self.store, self.rooms, self.inbox, doorkeeper, reader, old_keys, ready)
        self._batches = 0
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """The bot is in its room after this, together with @an and @bo."""
        self._task = asyncio.create_task(self.loop.run())
        members = [member(name) for name in (BOT, "@an:care.test", "@bo:care.test")]
        await self.feed({"join": {ROOM: {"state": {"events": members}, "timeline": {"events": []}}}})

    async def feed(self, rooms: object, **more: Any) -> None:
        """One sync, and everything that comes of it. An AssertionError when the loop ends over it."""
        assert self._task
        self._batches += 1
        self.client.asked_for_more.clear()
        self.client.syncs.put_nowait({"next_batch": f"s{self._batches}", "rooms": rooms, **more})
        waiting = asyncio.create_task(self.client.asked_for_more.wait())
        await asyncio.wait([waiting, self._task], return_when=asyncio.FIRST_COMPLETED, timeout=30)
        assert waiting.done(), f"the loop ended or hangs: {self._task}"
        while self.inbox._lanes or self.inbox._later:  # noqa: ASYNC110 (workers announce nothing)
            await asyncio.sleep(0)

    async def hear(self, *events: object, room: str = ROOM) -> None:
        """These events in the timeline of a room."""
        await self.feed({"join": {room: {"timeline": {"events": list(events)}}}})

    @property
    def said(self) -> list[Outgoing]:
        return self.store.queued()

    async def close(self) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self.outbox.stop(0.0)
        await self.inbox.stop(1.0)
        await self.client.close()
        self.client.store.database.close()
        self.store.close()


def member(user_id: str, membership: str = "join", **content: Any) -> dict[str, Any]:
    """A membership event."""
    return {
        "type": "m.room.member",
        "state_key": user_id,
        "sender": user_id,
        "event_id": f"$member {user_id} {membership}",
        "origin_server_ts": 1,
        "content": {"membership": membership, **content},
    }


def text(event_id: str, body: object, *, sender: str = "@an:care.test", **content: Any) -> dict[str, Any]:
    """A message sent just now."""
    return {
        "type": "m.room.message",
        "event_id": event_id,
        "sender": sender,
        "origin_server_ts": int(time.time() * 1000),
        "content": {"msgtype": "m.text", "body": body, **content},
    }
