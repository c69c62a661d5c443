"""`!moderatie`, `!modération`: what moderators can do, and what they decided, shown in their own room only."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.handlers.intent import Wish, intent
from bot.moderation.desk import ModerationDesk
from bot.ports import File, Message, Rendered, RoomKind
from bot.render.moderation import help_text, log_file, log_lines, said
from bot.store_moderation import Decision
from kb.models import Lang

LINES = 15
_LOG = ("log", "logboek", "journal", "lijst", "liste", "list")
_EXPORT = ("export", "exporter", "exporteer", "csv", "bestand", "fichier")


class ModerationLog:
    """Answers in the moderators' room; elsewhere it says where."""

    def __init__(self, desk: ModerationDesk) -> None:
        self._desk = desk

    async def __call__(self, message: Message) -> bool:
        wanted = intent(message)
        if wanted.wish is not Wish.MODERATION:
            return False
        lang = self._desk.lang_of(message.sender) or wanted.lang
        if message.room.kind is not RoomKind.MODERATORS:
            text = said(lang, "moderation-log-here")
            await self._desk.parts.messenger.direct(message.sender, text, cause=message.event_id, stage="log")
            return True
        word = wanted.text.strip(" .!").casefold()
        if word in _EXPORT:
            await self._export(message, lang)
        else:
            await self._desk.parts.messenger.reply(message, self._shown(message, word, lang), stage="log")
        return True

    def _shown(self, message: Message, word: str, lang: Lang | None) -> Rendered:
        if word not in _LOG:
            return help_text(lang)
        return log_lines(lang, self._decisions(message)[-LINES:], self._timezone)

    async def _export(self, message: Message, lang: Lang | None) -> None:
        messenger, decisions = self._desk.parts.messenger, self._decisions(message)
        key = "moderation-log-file" if decisions else "moderation-log-empty"
        if decisions:
            today = self._desk.parts.clock().astimezone(self._timezone).date()
            file = File(f"moderation-{today}.csv", log_file(decisions, self._timezone), "text/csv")
            root = message.thread_root or message.event_id
            sent = await messenger.attach(
                message.room.room_id, file, cause=message.event_id, stage="log file", thread_root=root
            )
            key = key if sent else "moderation-log-not-sent"
        await messenger.reply(message, said(lang, key), stage="log")

    def _decisions(self, message: Message) -> list[Decision]:
        """Those of the zones whose moderators meet here: nobody reads along with another zone."""
        roles, here = self._desk.parts.roles, message.room.room_id
        zones = [zone for zone in self._desk.parts.config.zones if here in roles.moderators_rooms(zone)]
        return self._desk.store.log((*zones, *(() if message.room.zone else ("",))))

    @property
    def _timezone(self) -> ZoneInfo:
        return ZoneInfo(self._desk.parts.config.answers.timezone)
