"""What hangs on a message: files are read in memory and checked, what cannot be read follows the settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import structlog

from bot.config import GuardSection
from bot.errors import GuardFailed
from bot.handlers.admin_files import for_admins
from bot.ports import Message, Messenger
from bot.screening.screen import NOTHING, Screen, Screened

log = structlog.get_logger(__name__)

MEDIA = ("m.image", "m.video", "m.audio")
MEGABYTE = 1024 * 1024


class Unreadable(StrEnum):
    """What there is to do about something that the guard cannot read."""

    ALLOW = "allow"
    REMIND = "remind"
    REDACT = "redact"


@dataclass(frozen=True, slots=True)
class FileFinding:
    """The verdict on a file's text, or what to do about one without; `media`: it is an image, sound or video."""

    screened: Screened = NOTHING
    unreadable: Unreadable = Unreadable.ALLOW
    media: bool = False


class FileCheck:
    """Looks into attachments."""

    def __init__(self, screen: Screen, messenger: Messenger, settings: GuardSection) -> None:
        self._screen = screen
        self._messenger = messenger
        self._settings = settings

    async def check(self, message: Message, members: Sequence[str]) -> FileFinding | None:
        """None when nothing hangs on the message, or only a repertory that the admins' handler reads
        (bot.handlers.admin_files)."""
        if message.attachment is None or for_admins(message):
            return None
        if message.msgtype in MEDIA:
            return FileFinding(unreadable=Unreadable(self._settings.media), media=True)
        data = await self._messenger.fetch(message.attachment, self._settings.file_megabytes * MEGABYTE)
        screened = await self._read(message, data, members) if data is not None else None
        if screened is None:
            return FileFinding(unreadable=Unreadable(self._settings.unreadable_files))
        return FileFinding(screened)

    async def _read(self, message: Message, data: bytes, members: Sequence[str]) -> Screened | None:
        try:
            return await self._screen.check_file(data, members)
        except GuardFailed as error:
            log.warning("file_not_checked", event_id=message.event_id, reason=str(error))
            return None
