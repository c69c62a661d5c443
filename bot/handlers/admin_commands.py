"""`!geschiedenis`, `!terug` and `!export` of the admins. A rollback waits for ✅ like everything that changes much."""

from __future__ import annotations

import asyncio
from pathlib import PurePath
from zoneinfo import ZoneInfo

from bot.feature import Parts
from bot.handlers.guard_reactions import YES
from bot.handlers.intent import Intent, Wish
from bot.ingesting.process import Ingesting, IngestRefused
from bot.ports import File, Message, Reaction, Rendered, Said
from bot.render.admin import Langs, history, refused, rollback_asked, said
from bot.render.admin_reasons import in_all
from kb.errors import NothingToRollBack
from kb.writer import to_undo

COMMANDS = frozenset((Wish.HISTORY, Wish.ROLLBACK, Wish.EXPORT))

LISTED = 12
"""Ingests in the history: what fits a screen."""

ROLLBACK = "rollback "
"""Stage of the question; the number of the ingest to undo follows."""

FORMATS = {"csv": (".csv", "text/csv"), "hsds": (".json", "application/json"),
           "xlsx": (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")}  # fmt: skip


class AdminCommands:
    """Answers in the thread of the command."""

    def __init__(self, parts: Parts, work: Ingesting) -> None:
        self._parts = parts
        self._messenger = parts.messenger
        self._store = parts.knowledge.store
        self._work = work
        self._timezone = ZoneInfo(parts.config.answers.timezone)

    async def answer(self, message: Message, wanted: Intent, langs: Langs) -> None:
        """Do what a command of the admins' room asks for."""
        if wanted.wish is Wish.EXPORT:
            await self._export(message, wanted.text, langs)
        elif wanted.wish is Wish.ROLLBACK:
            await self._ask_rollback(message, langs)
        else:
            entries = self._store.history()[-LISTED:][::-1]
            text = history(langs, entries, self._store.undone(), self._timezone)
            await self._messenger.reply(message, text, stage="history")

    async def _ask_rollback(self, message: Message, langs: Langs) -> None:
        try:
            entry = to_undo(self._store, self._parts.config.ingest.generations_kept)
        except NothingToRollBack:
            await self._messenger.reply(message, refused(langs, "", "nothing_to_undo", {}), stage="rollback none")
            return
        text = rollback_asked(langs, entry, self._timezone)
        await self._messenger.reply(message, text, stage=f"{ROLLBACK}{entry.number}", choices=("✅", "❌"))

    def owns(self, spoken: Said) -> bool:
        """Whether that was the question before a rollback."""
        return spoken.stage.startswith(ROLLBACK) and spoken.stage.removeprefix(ROLLBACK).isdigit()

    async def chosen(self, choice: str, spoken: Said, reaction: Reaction, langs: Langs) -> None:
        """An admin's answer to it."""
        number = int(spoken.stage.removeprefix(ROLLBACK))
        if choice == YES:
            text = await self._roll_back(number, reaction, langs)
        elif number in self._store.undone():
            text = said(langs, "admin-rolled-back-before")
        else:
            text = said(langs, "admin-rollback-kept")
        where = reaction.room.room_id
        command = await self._messenger.written(where, spoken.cause)
        root = (command.thread_root if command else None) or spoken.cause
        await self._messenger.post(where, text, cause=reaction.event_id, stage="rollback word", thread_root=root)

    async def _roll_back(self, number: int, reaction: Reaction, langs: Langs) -> Rendered:
        if number in self._store.undone():
            return said(langs, "admin-rolled-back-before")
        try:
            generation = await self._work.rollback(number, reaction.sender, self._parts.clock())
        except IngestRefused as error:
            if error.code == "changed":
                return said(langs, "admin-rollback-other")
            return refused(langs, "", error.code, error.details)
        await asyncio.to_thread(self._parts.knowledge.refresh)
        return said(langs, "admin-rolled-back", generation=generation)

    async def _export(self, message: Message, text: str, langs: Langs) -> None:
        kind = text.strip().casefold() or "xlsx"
        if kind not in FORMATS:
            await self._messenger.reply(message, said(langs, "admin-export-which"), stage="export")
            return
        try:
            data = await self._work.export(kind)
        except IngestRefused as error:
            await self._messenger.reply(message, refused(langs, "", error.code, error.details), stage="export")
            return
        ending, mimetype = FORMATS[kind]
        name = PurePath(in_all(langs[:1], "admin-file-repertory")).with_suffix(ending).name
        root = message.thread_root or message.event_id
        where = message.room.room_id
        await self._messenger.attach(
            where, File(name, data, mimetype), cause=message.event_id, stage="export file", thread_root=root
        )
        await self._messenger.reply(message, said(langs, "admin-export"), stage="export")
