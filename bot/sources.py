"""Repertories that somebody publishes, pulled at fixed hours: within bounds, and silent as long as nothing changes.

A source is asked for with the ETag and Last-Modified of what was shown last. A failure is told once, and again only
when it fails in another way. Addresses may hold secrets: elsewhere a source goes by a hash of its address.
"""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import aiohttp

from bot.admin_settings import SourceSection
from bot.config import Config
from bot.ingesting.process import MEGABYTE, IngestRefused
from bot.ports import Rendered
from bot.render.admin import said
from bot.render.admin_reasons import refusal
from bot.render.blocks import Say, rendered
from bot.render.clean import NAME, clean
from bot.render.notices import BOTH
from bot.render.words import words_for
from bot.store_ingests import IngestStore, SourceRow

MOST_REDIRECTS = 5
AGENT = "Relais (repertory)"
"""What servers see: some refuse clients without a name."""


class Sources:
    """The sources of the configuration. `key` names one pull of one source."""

    def __init__(self, config: Config, store: IngestStore) -> None:
        self._sources = {_id(source): source for source in config.sources}
        self._limit = config.ingest.file_megabytes
        self._store = store
        self._fetched: dict[str, SourceRow] = {}

    def key(self, source: SourceSection, moment: datetime) -> str:
        """Of the pull that is due at a moment."""
        return f"source {_id(source)} {moment.isoformat()}"

    def of(self, key: str) -> SourceSection | None:
        """The source of a pull; None when that is none, or the configuration does not name it any more."""
        return self._sources.get(_part(key))

    def opening(self, key: str) -> Rendered | None:
        """The word under which a pull is shown; None for what is no pull."""
        source = self.of(key)
        return said(BOTH, "admin-source", name=source.label) if source else None

    async def fetch(self, source: SourceSection, key: str, *, again: bool = False) -> bytes | None:
        """The file; None when it is what was shown last (unless it is wanted `again`). Raises IngestRefused."""
        known = self._store.source(_id(source))
        if "://" in source.url:
            got = await self._pull(source, SourceRow() if again else known)
        else:
            got = await asyncio.to_thread(self._read, Path(source.url))
        if known.failure:
            self._store.set_source(_id(source), replace(known, failure=""))
        if got is None:
            return None
        data, seen = got
        if seen.sha256 == known.sha256 and not again:
            return None
        self._fetched[key] = seen
        return data

    def seen(self, key: str) -> None:
        """What was fetched was shown, or nothing changes by it."""
        if key in self._fetched:
            self._store.set_source(_part(key), self._fetched.pop(key))

    def failed(self, key: str, error: IngestRefused) -> Rendered | None:
        """The line to be said; None when it was said before."""
        source, known = self.of(key), self._store.source(_part(key))
        code = f"{error.code} {error.details.get('status', '')}".strip()
        if source is None or known.failure == code:
            return None
        self._store.set_source(_part(key), replace(known, failure=code))
        name = clean(source.label, NAME)
        lines = [
            words_for(lang)("admin-source-failed", name=name, why=refusal(lang, error.code, error.details))
            for lang in BOTH
        ]
        return rendered([Say(line) for line in lines])

    def _read(self, path: Path) -> tuple[bytes, SourceRow]:
        try:
            if path.stat().st_size > self._limit * MEGABYTE:
                raise IngestRefused("too_large", {"limit": self._limit})
            data = path.read_bytes()
        except OSError:
            raise IngestRefused("missing") from None
        return data, SourceRow(sha256=_sha256(data))

    async def _pull(self, source: SourceSection, known: SourceRow) -> tuple[bytes, SourceRow] | None:
        headers = {"User-Agent": AGENT}
        headers |= {"If-None-Match": known.etag} if known.etag else {}
        headers |= {"If-Modified-Since": known.modified} if known.modified else {}
        timeout = aiohttp.ClientTimeout(total=source.seconds)
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout) as session,
                session.get(source.url, headers=headers, max_redirects=MOST_REDIRECTS) as answer,
            ):
                if answer.status == 304 and (known.etag or known.modified):
                    return None
                if answer.status != 200:
                    raise IngestRefused("http", {"status": str(answer.status)})
                data = await self._bounded(answer)
                marks = answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", "")
                return data, SourceRow(*marks, sha256=_sha256(data))
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError):
            raise IngestRefused("unreachable") from None

    async def _bounded(self, answer: aiohttp.ClientResponse) -> bytes:
        parts: list[bytes] = []
        size = 0
        async for part in answer.content.iter_chunked(1 << 16):
            size += len(part)
            if size > self._limit * MEGABYTE:
                raise IngestRefused("too_large", {"limit": self._limit})
            parts.append(part)
        return b"".join(parts)


def is_pull(key: str) -> bool:
    """Whether a plan's key names a pull of a source."""
    return key.startswith("source ")


def _id(source: SourceSection) -> str:
    return hashlib.sha256(source.url.encode()).hexdigest()[:16]


def _part(key: str) -> str:
    return key.split(" ")[1] if is_pull(key) else ""


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
