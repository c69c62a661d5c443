"""What is said about a plan, and where: in the thread of its file, or of the word about its source."""

from __future__ import annotations

import re

from bot.handlers.admin_choices import Named
from bot.ingesting.process import IngestRefused
from bot.ingesting.shown import Shown
from bot.ports import File, Handle, Messenger, RoomKind, Rooms, Said
from bot.render.admin import Langs, plan, refused, said
from bot.render.admin_reasons import in_all
from bot.sources import Sources
from bot.store_ingests import PlanRow
from kb.models import LANGS

CHOICES = ("✅", "❌")

_CAUSE = re.compile(r"^ingest (?P<round>\d+) (?P<key>.+)$", re.DOTALL)

LIST, SECOND = "list", "second"
"""Stages of what waits for a click."""


def plan_of(spoken: Said) -> Named | None:
    """What the bot said it about, when it waits for a click on that."""
    found = _CAUSE.match(spoken.cause)
    if found is None or spoken.stage not in (LIST, SECOND):
        return None
    return Named(found["key"], int(found["round"]), spoken.stage == SECOND)


def langs_in(row: PlanRow) -> Langs:
    """The languages in which a plan is spoken of."""
    return tuple(lang for lang in LANGS if lang in row.langs.split()) or ("nl", "fr")


class Voice:
    """Says it, once each."""

    def __init__(self, messenger: Messenger, rooms: Rooms, sources: Sources) -> None:
        self._messenger = messenger
        self._rooms = rooms
        self._sources = sources

    @property
    def rooms(self) -> tuple[str, ...]:
        """The rooms of the admins."""
        return self._rooms.of_kind(RoomKind.ADMIN)

    async def plan(self, row: PlanRow, name: str, found: Shown, changes: bytes, rejected: bytes) -> None:
        """The files with everything, then the list that waits for a click."""
        langs, cause = langs_in(row), _cause(row)
        root = await self._root(row.key, row.room_id)
        lists = (("changes", b"" if found.empty else changes), ("rejected", rejected))
        for kind, data in lists:
            if data:
                file = File(f"{in_all(langs[:1], f'admin-file-{kind}')}.csv", data, "text/csv")
                await self._messenger.attach(row.room_id, file, cause=cause, stage=kind, thread_root=root)
        choices = () if found.empty else CHOICES
        text = plan(langs, name, found)
        await self._messenger.post(row.room_id, text, cause=cause, stage=LIST, thread_root=root, choices=choices)

    async def sure(self, row: PlanRow, langs: Langs) -> None:
        """The question for a second agreement."""
        text = said(langs, "admin-sure", removed=row.removed, known=row.known)
        root = await self._root(row.key, row.room_id)
        await self._messenger.post(
            row.room_id, text, cause=_cause(row), stage=SECOND, thread_root=root, choices=CHOICES
        )

    async def again(self, row: PlanRow) -> None:
        """The list holds no longer, a new one follows."""
        await self.about(row, "admin-changed-meanwhile")

    async def about(self, row: PlanRow, key: str, **values: str | int) -> None:
        """A sentence about a plan, once per list."""
        root = await self._root(row.key, row.room_id)
        text = said(langs_in(row), key, **values)
        await self._messenger.post(row.room_id, text, cause=_cause(row), stage=key, thread_root=root)

    async def word(
        self, key: str, room_id: str, langs: Langs, sentence: str, *, cause: str, **values: str | int
    ) -> None:
        """An answer to one click."""
        root = await self._root(key, room_id)
        text = said(langs, sentence, **values)
        await self._messenger.post(room_id, text, cause=cause, stage="word", thread_root=root)

    async def refused(self, row: PlanRow, name: str, error: IngestRefused) -> None:
        """Why a file is not read, or not applied."""
        root = await self._root(row.key, row.room_id)
        text = refused(langs_in(row), name, error.code, error.details)
        await self._messenger.post(row.room_id, text, cause=_cause(row), stage="refused", thread_root=root)

    async def source_failed(self, row: PlanRow, error: IngestRefused) -> None:
        """One line, the first time that a source fails in this way."""
        told = self._sources.failed(row.key, error)
        if told is not None:
            await self._messenger.post(row.room_id, told, cause=row.key, stage="failed")

    async def _root(self, key: str, room_id: str) -> Handle:
        """Where the thread of a plan begins."""
        opening = self._sources.opening(key)
        if opening is not None:
            return await self._messenger.post(room_id, opening, cause=key, stage="source")
        file = await self._messenger.written(room_id, key)
        return (file.thread_root if file else None) or key


def _cause(row: PlanRow) -> str:
    return f"ingest {row.round} {row.key}"
