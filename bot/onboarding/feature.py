"""Receiving newcomers, put together: the welcome, the charter, and peace."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from apscheduler.triggers.cron import CronTrigger

from bot.feature import Feature, Parts
from bot.handlers.charter import CharterFirst
from bot.handlers.sandbox import SandboxHandler
from bot.handlers.welcome import WelcomeHandler
from bot.onboarding.agreement import Agreement
from bot.onboarding.charter import STAGE, charters
from bot.onboarding.pinned import Notice, Pinned
from bot.onboarding.welcome import Welcomer
from bot.ports import Message, Reaction, RoomKind
from bot.render.onboarding import charter_posted
from bot.render.sandbox import VERSION, guide
from bot.schedule import Job
from bot.store_onboarding import OnboardingStore
from bot.store_rooms import RoomStore

SOON = timedelta(seconds=30)
"""A room that was just made has its charter within half a minute; what was missed need not be made up for."""


def make_onboarding(parts: Parts) -> Feature:
    """See bot.feature. Raises `ConfigError` for a charter that cannot be read."""
    settings, messenger = parts.config.onboarding, parts.messenger
    store, texts = OnboardingStore(parts.store), charters(parts.config)
    zones = {zone.id: zone for zone in parts.config.knowledge.zones}
    agreement = Agreement(parts, store, texts)
    commands = WelcomeHandler(messenger, store, agreement, zones, texts)
    first = CharterFirst(messenger, store, agreement, zones, texts, settings.remind_hours, parts.clock)

    sandbox = SandboxHandler(messenger, agreement.language)

    def wanted() -> Iterator[Notice]:
        for zone_id, charter in texts.items() if settings.charter else ():
            text = partial(charter_posted, charter)
            for room in parts.rooms.of_kind(RoomKind.ZONE, zone_id):
                yield Notice(room, STAGE, charter.version, charter.stage, text)
        for room in parts.rooms.of_kind(RoomKind.SANDBOX):
            yield Notice(room, "sandbox", VERSION, f"sandbox {VERSION}", guide)

    async def on_message(message: Message) -> bool:
        if settings.charter_required and await first(message):
            return True
        return await sandbox(message) or await commands(message)

    async def on_reaction(reaction: Reaction) -> bool:
        return await sandbox.clicked(reaction) or await agreement.clicked(reaction)

    pinned = Pinned(messenger, parts.rooms, store, wanted)
    welcomer = Welcomer(messenger, store, RoomStore(parts.store), zones, texts)
    jobs = (Job("onboarding", CronTrigger(second="*/20", timezone=parts.config.answers.timezone), pinned.look, SOON),)
    on_join = welcomer.on_join if settings.welcome else None
    return Feature("onboarding", on_message, on_reaction, jobs, on_join=on_join)
