"""Once a month, in private: "is this still right?" Owners answer with one click, or with one line."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog

from bot.handlers.stale import stale_records
from bot.handlers.update_change import Change
from bot.handlers.update_desk import UpdateDesk
from bot.handlers.update_owners import Responsible
from bot.handlers.update_tell import YES
from bot.ports import Messenger, Reaction, RoomKind, Said
from bot.render import update as say
from bot.render.update_stale import still_right
from bot.schedule import Job, at
from bot.store_updates import UpdateStore
from bot.updates_settings import UpdatesSection
from kb.layers import Field, whole
from kb.models import Service

log = structlog.get_logger(__name__)

STAGE = "still right"
CHANGED = "✏"
_OTHERS = (CHANGED, "❗", "❕", "‼")
LATE = timedelta(days=6)
"""A bot that was away for less than a week still asks."""


class StillRight:
    """Asks, and hears the clicks. `months` is when a record counts as stale; `quiet` who asked not to be asked."""

    def __init__(
        self, messenger: Messenger, desk: UpdateDesk, responsible: Responsible, store: UpdateStore,
        settings: UpdatesSection, months: int, quiet: Callable[[str], bool] = lambda _: False,
    ) -> None:  # fmt: skip
        self._messenger = messenger
        self._desk = desk
        self._responsible = responsible
        self._store = store
        self._settings = settings
        self._months = months
        self._quiet = quiet

    def jobs(self, timezone: str) -> tuple[Job, ...]:
        """None when the settings say never."""
        if not self._settings.still_right:
            return ()
        return (Job(STAGE, at(self._settings.still_right, timezone), self.ask, LATE),)

    async def ask(self, moment: datetime) -> None:
        """Ask every owner about their stalest records. Whoever was asked for this moment is not asked again, whatever
        happened to their records meanwhile; a crash halfway asks the rest, and nothing twice."""
        round_id = f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M}"
        for user in self._responsible.everybody():
            if self._quiet(user) or self._store.was_asked(round_id, user):
                continue
            mine = self._responsible.owned_by(user, self._desk.services)
            records = stale_records(mine, moment.date(), self._months)[: self._settings.still_right_most]
            for service in records:
                cause = f"still {round_id} {service.id}"
                await self._messenger.direct(
                    user, still_right(service), cause=cause, stage=STAGE, choices=(YES, f"{CHANGED}\ufe0f")
                )
            self._store.asked_round(round_id, user)
            log.info("still_right_asked", records=len(records))

    async def clicked(self, reaction: Reaction) -> bool:
        """✅: verified today. ✏️: what has changed?"""
        said = self._messenger.said(reaction.target)
        if said is None or said.stage != STAGE:
            return False
        key = reaction.key.replace("\ufe0f", "")
        service = self._desk.service(_service_in(said))
        if service is None or self._responsible.role(reaction.sender, service) == "colleague":
            return True
        if key == YES:
            await self._verified(reaction, said, service)
        elif key in _OTHERS:
            await self._ask_what(reaction, said, service)
        return True

    async def _verified(self, reaction: Reaction, said: Said, service: Service) -> None:
        today = self._desk.today()
        change = Change(Field.VERIFIED, whole({"last_verified": today}, Field.VERIFIED))
        role = self._responsible.role(reaction.sender, service)
        correction = await asyncio.to_thread(self._desk.propose, said.cause, service, change, role)
        if correction is not None:
            await asyncio.to_thread(self._desk.accept, correction.id, role)
            text = say.about("update-still-thanks", service)
            await self._messenger.post(
                reaction.room.room_id, text, cause=said.cause, stage="still thanks", thread_root=reaction.target
            )

    async def _ask_what(self, reaction: Reaction, said: Said, service: Service) -> None:
        for root in (reaction.target, *((reaction.room.room_id,) if reaction.room.kind is RoomKind.DIRECT else ())):
            self._store.ask(root, reaction.sender, (service.id,))
        text = say.about("update-wrong-one", service)
        await self._messenger.post(
            reaction.room.room_id, text, cause=said.cause, stage="still what", thread_root=reaction.target
        )


def _service_in(said: Said) -> str:
    """The service id in a cause such as "still 2026-12-01T09:00 s017"."""
    return said.cause.split(" ", 2)[2]
