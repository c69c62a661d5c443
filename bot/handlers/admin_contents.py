"""The bytes of a file or source that is to be compared. A file that is no repertory at all is handed to the guard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import structlog

from bot.errors import GuardFailed
from bot.feature import Parts
from bot.ingesting.process import MEGABYTE, IngestRefused
from bot.ports import Message
from bot.render.admin_reasons import in_all
from bot.render.guard import reason
from bot.render.notices import BOTH
from bot.sources import Sources
from bot.store_ingests import PlanRow

log = structlog.get_logger(__name__)

NO_REPERTORY = frozenset(("no_columns", "no_rows", "no_services", "bad_json", "not_workbook", "unreadable"))
"""Refusals of files that may hold anything: a list of clients, say, sent to the wrong room."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file with its name, and how it is to be read."""

    name: str
    data: bytes = field(repr=False)
    mapping: Mapping[str, str] = field(default_factory=dict)
    format: str = "auto"


@dataclass(frozen=True, slots=True)
class Removed:
    """A file with user data was taken out of the room, or could not be; `key` is what to say."""

    key: str
    kinds: str


class Contents:
    """Fetches them, again after a restart: nothing of a file is kept."""

    def __init__(self, parts: Parts, sources: Sources) -> None:
        self._parts = parts
        self._sources = sources
        self._limit = parts.config.ingest.file_megabytes

    async def load(self, row: PlanRow) -> Loaded | None:
        """The file; None for a source that did not change. Raises IngestRefused."""
        source = self._sources.of(row.key)
        if source is not None:
            data = await self._sources.fetch(source, row.key, again=bool(row.digest))
            mapping = self._parts.config.ingest.mapping | source.mapping
            return Loaded(source.label, data, mapping, source.format) if data is not None else None
        message = await self._parts.messenger.message(row.room_id, row.key)
        if message is None or message.attachment is None:
            raise IngestRefused("gone")
        if message.attachment.size > self._limit * MEGABYTE:
            raise IngestRefused("too_large", {"limit": self._limit})
        data = await self._parts.messenger.fetch(message.attachment, self._limit * MEGABYTE)
        if data is None:
            raise IngestRefused("gone")
        return Loaded(_name(message), data, self._parts.config.ingest.mapping)

    def seen(self, row: PlanRow) -> None:
        """A source was shown, or brought nothing new: the next pull asks for what is newer."""
        self._sources.seen(row.key)

    async def guarded(self, row: PlanRow, error: IngestRefused) -> tuple[str, Removed | None]:
        """The name of a refused file. One that is no repertory is checked like any file in a room (see
        bot.handlers.admin_files) and taken out of it when it holds user data."""
        if self._sources.of(row.key) is not None:
            return "", None
        messenger, section = self._parts.messenger, self._parts.config.guard
        message = await messenger.message(row.room_id, row.key)
        if message is None or message.attachment is None:
            return "", None
        if error.code not in NO_REPERTORY:
            return _name(message), None
        data = await messenger.fetch(message.attachment, section.file_megabytes * MEGABYTE)
        members = self._parts.rooms.member_names(row.room_id)
        try:
            found = await self._parts.screen.check_file(data, members) if data is not None else None
        except GuardFailed as failed:
            log.warning("file_not_checked", event_id=row.key, reason=str(failed))
            return _name(message), None
        if found is None or not found.user_data or found.uncertain:
            return _name(message), None
        removed = await messenger.redact(row.room_id, row.key, reason(), cause=row.key)
        kinds = ", ".join(in_all(BOTH, f"guard-kind-{kind}") for kind in found.kinds)
        return "", Removed("admin-removed" if removed else "admin-not-removed", kinds)


def _name(message: Message) -> str:
    return message.filename or message.body
