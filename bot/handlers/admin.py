"""The admins' room: a file becomes a plan that waits for ✅, commands show the history, roll back and export.

`admin_plans` follows a file from its arrival to its use, `admin_commands` answers commands, `bot.sources` pulls what
the configuration names. The work is done by a process of its own (bot.ingesting), so that questions are answered
meanwhile.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.feature import Feature, Parts
from bot.handlers.admin_commands import COMMANDS, AdminCommands
from bot.handlers.admin_files import is_nearly_repertory, is_repertory
from bot.handlers.admin_langs import AdminLangs
from bot.handlers.admin_plans import Plans
from bot.handlers.guard_reactions import choice_of
from bot.handlers.intent import intent
from bot.ingesting.process import Ingesting, IngestProcess
from bot.ports import Message, Reaction, RoomKind
from bot.render.admin import said
from bot.schedule import Job, at
from bot.sources import Sources
from bot.store_ingests import IngestStore


def make_admin(parts: Parts) -> Feature:
    """With a process that ingests."""
    settings = parts.config.ingest
    work = IngestProcess(
        parts.data_dir,
        parts.config.knowledge,
        file_megabytes=settings.file_megabytes,
        seconds=settings.job_minutes * 60.0,
    )
    return admin_feature(parts, work)


def admin_feature(parts: Parts, work: Ingesting) -> Feature:
    """With any that does its work."""
    store, langs = IngestStore(parts.store), AdminLangs(parts.store)
    sources = Sources(parts.config, store)
    plans = Plans(parts, work, store, sources)
    admin = AdminHandler(parts, plans, AdminCommands(parts, work), langs)
    timezone = parts.config.answers.timezone

    async def pick_up(moment: datetime) -> None:
        plans.pick_up()

    jobs = [Job("ingest pick up", at("* * * * *", timezone), pick_up, timedelta(minutes=2))]
    jobs += [
        Job(f"source {source.label} {number}", at(source.schedule, timezone), plans.puller(source), timedelta(hours=12))
        for number, source in enumerate(parts.config.sources)
    ]

    def close() -> None:
        plans.close()
        work.close()

    return Feature("admin", admin.on_message, admin.on_reaction, tuple(jobs), close)


class AdminHandler:
    """Decides who may do what where."""

    def __init__(self, parts: Parts, plans: Plans, commands: AdminCommands, langs: AdminLangs) -> None:
        self._messenger = parts.messenger
        self._roles = parts.roles
        self._plans = plans
        self._commands = commands
        self._langs = langs
        self._timezone = ZoneInfo(parts.config.answers.timezone)
        self._clock = parts.clock

    async def on_message(self, message: Message) -> bool:
        """A file in the admins' room, or one of their commands anywhere."""
        wanted = intent(message)
        if wanted.wish in COMMANDS:
            langs = self._langs.of(message.sender, wanted.lang)
            if message.room.kind is RoomKind.ADMIN:
                await self._commands.answer(message, wanted, langs)
            else:
                key = "admin-elsewhere" if self._roles.is_admin(message.sender) else "admin-not-you"
                await self._messenger.reply(message, said(langs, key))
            return True
        if message.replaces or message.attachment is None:
            return False
        return await self._file(message)

    async def _file(self, message: Message) -> bool:
        """In other rooms files are the business of people, but in a direct room they are for the bot."""
        langs = self._langs.of(message.sender)
        if message.room.kind is RoomKind.DIRECT and is_repertory(message):
            key = "admin-elsewhere" if self._roles.is_admin(message.sender) else "admin-not-you"
        elif message.room.kind is not RoomKind.ADMIN:
            return False
        elif is_nearly_repertory(message):
            key = "admin-save-as"
        elif not is_repertory(message):
            return False
        elif not message.room.encrypted:
            key = "admin-not-encrypted"
        else:
            self._plans.receive(message, langs, self._clock().astimezone(self._timezone).date())
            return True
        await self._messenger.reply(message, said(langs, key))
        return True

    async def on_reaction(self, reaction: Reaction) -> bool:
        """✅ or ❌ of an admin on something that waits for it; nobody else's counts."""
        spoken = self._messenger.said(reaction.target)
        choice = choice_of(reaction.key)
        if spoken is None or choice is None or reaction.room.kind is not RoomKind.ADMIN:
            return False
        handler = next((one for one in (self._plans, self._commands) if one.owns(spoken)), None)
        if handler is None:
            return False
        if self._roles.is_admin(reaction.sender):
            await handler.chosen(choice, spoken, reaction, self._langs.of(reaction.sender))
        return True
