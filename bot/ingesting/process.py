"""The bot's side of the process that ingests: one job at a time, each within its bound."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

import structlog
from pydantic import TypeAdapter

from bot.child import ONE_THREAD, end_child
from bot.ingesting.frames import LONGEST_HEAD, Frame, packed, receive
from bot.ingesting.shown import Shown, from_wire
from kb.models import Lang
from kb.settings import KnowledgeSettings

log = structlog.get_logger(__name__)

WORKER = (sys.executable, "-m", "bot.ingesting.worker")

IDLE_SECONDS = 15 * 60.0
"""How long the process stays with the plan in its memory; who agrees later waits until the file was read again."""

MEGABYTE = 1024 * 1024


class IngestRefused(Exception):
    """The work was not done. `code` is the end of a locale key (`admin-refused-...`), `details` what it needs."""

    def __init__(self, code: str, details: Mapping[str, str | int] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.details = dict(details or {})


@dataclass(frozen=True, slots=True)
class Asked:
    """A file to be compared; fields as in bot.ingesting.workbench.Order."""

    key: str
    source: str
    today: date
    mapping: Mapping[str, str]
    format: str
    langs: Sequence[Lang]


class Ingesting(Protocol):
    """What admins' handlers ask for. Everything raises IngestRefused."""

    @property
    def busy(self) -> bool: ...

    async def compare(self, asked: Asked, data: bytes) -> tuple[Shown, bytes, bytes]:
        """The plan, the file with all changes, and the one with all rejected rows (empty: there are none)."""
        ...

    async def prepare(self, key: str) -> None: ...

    async def apply(self, key: str, digest: str, who: str, at: datetime) -> int: ...

    async def rollback(self, number: int, who: str, at: datetime) -> int: ...

    async def export(self, kind: str) -> bytes: ...

    def close(self) -> None: ...


class IngestProcess:
    """A child that is started when there is something to do, and ended when there was nothing for a while."""

    def __init__(
        self,
        data_dir: Path,
        settings: KnowledgeSettings,
        *,
        file_megabytes: int,
        seconds: float,
        command: Sequence[str] = WORKER,
        idle: float = IDLE_SECONDS,
    ) -> None:
        self._opening = {
            "data_dir": str(data_dir.absolute()),
            "settings": TypeAdapter(KnowledgeSettings).dump_python(settings, mode="json"),
            "file_bytes": file_megabytes * MEGABYTE,
        }
        self._seconds = seconds
        self._command = tuple(command)
        self._idle = idle
        self._process: asyncio.subprocess.Process | None = None
        self._killed: list[asyncio.subprocess.Process] = []
        self._lock = asyncio.Lock()
        self._ending: asyncio.TimerHandle | None = None

    @property
    def busy(self) -> bool:
        """Whether a job is running; another one waits for its turn."""
        return self._lock.locked()

    async def compare(self, asked: Asked, data: bytes) -> tuple[Shown, bytes, bytes]:
        """See Ingesting."""
        request = {
            "do": "compare",
            "key": asked.key,
            "source": asked.source,
            "today": asked.today.isoformat(),
            "mapping": dict(asked.mapping),
            "format": asked.format,
            "langs": list(asked.langs),
        }
        answer = await self._ask(Frame(request, (data,)))
        changes, rejected = answer.files
        return from_wire(answer.head["shown"]), changes, rejected

    async def prepare(self, key: str) -> None:
        """See Ingesting."""
        await self._ask(Frame({"do": "prepare", "key": key}))

    async def apply(self, key: str, digest: str, who: str, at: datetime) -> int:
        """See Ingesting."""
        request = {"do": "apply", "key": key, "digest": digest, "who": who, "at": at.isoformat()}
        return int((await self._ask(Frame(request))).head["generation"])

    async def rollback(self, number: int, who: str, at: datetime) -> int:
        """See Ingesting."""
        request = {"do": "rollback", "number": number, "who": who, "at": at.isoformat()}
        return int((await self._ask(Frame(request))).head["generation"])

    async def export(self, kind: str) -> bytes:
        """See Ingesting."""
        return (await self._ask(Frame({"do": "export", "format": kind}))).files[0]

    @property
    def pid(self) -> int | None:
        """Of the child that is running, if one is."""
        process = self._process
        return process.pid if process is not None and process.returncode is None else None

    def close(self) -> None:
        """End the child, whatever it does; whoever comes next gets another one."""
        if self._ending:
            self._ending.cancel()
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            process.kill()
            self._killed = [*(one for one in self._killed if one.returncode is None), process]

    async def stop(self) -> None:
        """End the child, and wait until it is gone."""
        if self._ending:
            self._ending.cancel()
        await self._end()
        while self._killed:
            await self._killed.pop().wait()

    async def _ask(self, request: Frame) -> Frame:
        async with self._lock:
            if self._ending:
                self._ending.cancel()
            try:
                async with asyncio.timeout(self._seconds):
                    answer = await self._exchange(request)
            except TimeoutError:
                await self._end()
                raise IngestRefused("slow", {"minutes": round(self._seconds / 60)}) from None
            except (OSError, EOFError, ValueError) as error:
                await self._end()
                log.error("ingest_process_died", job=request.head["do"], error=type(error).__name__)
                raise IngestRefused("memory") from None
            except asyncio.CancelledError:
                self.close()
                raise
            self._ending = asyncio.get_running_loop().call_later(self._idle, self.close)
        if "refused" in answer.head:
            if "kind" in answer.head:
                log.error("ingest_failed", job=request.head["do"], error=answer.head["kind"])
            raise IngestRefused(answer.head["refused"], answer.head.get("details"))
        return answer

    async def _exchange(self, request: Frame) -> Frame:
        process = await self._ready()
        assert process.stdout is not None
        await self._send(process, request)
        return await receive(process.stdout)

    async def _ready(self) -> asyncio.subprocess.Process:
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,  # whatever a library may print there
                limit=LONGEST_HEAD,
                env=os.environ | ONE_THREAD,
            )
            await self._send(self._process, Frame(self._opening))
        return self._process

    async def _send(self, process: asyncio.subprocess.Process, frame: Frame) -> None:
        assert process.stdin is not None
        for piece in packed(frame):
            for start in range(0, len(piece), MEGABYTE):  # never a whole file in the pipe's buffer
                process.stdin.write(piece[start : start + MEGABYTE])
                await process.stdin.drain()

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            await end_child(process)
