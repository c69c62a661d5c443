"""Corrections in one line, put together."""

from __future__ import annotations

from datetime import timedelta

from bot.feature import Feature, Parts
from bot.handlers.stale import StaleHandler
from bot.handlers.stale_monthly import StillRight
from bot.handlers.update import UpdateHandler
from bot.handlers.update_decide import UpdateReactions
from bot.handlers.update_desk import UpdateDesk
from bot.handlers.update_detail import DetailHandler
from bot.handlers.update_owners import Responsible
from bot.handlers.update_tell import Teller
from bot.ports import Message, Reaction
from bot.schedule import Job, at
from bot.store_onboarding import OnboardingStore
from bot.store_rooms import RoomStore
from bot.store_updates import UpdateStore
from kb.models import Lang
from kb.zoning import Zoning


def make_updates(parts: Parts) -> Feature:
    """`!update`, `!volzet`, `!plaatsen`, `!detail`, `!verouderd`, the clicks that belong to them, and the monthly
    question."""
    config = parts.config
    store = UpdateStore(parts.store)
    desk = UpdateDesk(parts.knowledge, config.updates, parts.clock)
    zoning = Zoning(config.knowledge.zones)
    responsible = Responsible(config.owners, parts.roles, zoning)
    members = RoomStore(parts.store)

    def lang_of(user_id: str) -> Lang | None:
        member = members.member(user_id)
        return member.language if member else None

    months = config.answers.stale_months
    tell = Teller(parts.messenger, responsible, store)
    lines = UpdateHandler(desk, responsible, tell, store, parts.clock, lang_of)
    clicks = UpdateReactions(parts.messenger, desk, responsible, tell, store, lines, parts.threads, parts.rooms)
    details = DetailHandler(
        parts.messenger, desk, parts.roles, {zone.id: zone for zone in config.knowledge.zones}, parts.clock
    )
    stale = StaleHandler(parts.messenger, desk, responsible, zoning, months, parts.clock)
    still = StillRight(
        parts.messenger, desk, responsible, store, config.updates, months, OnboardingStore(parts.store).wants_quiet
    )

    async def on_message(message: Message) -> bool:
        return await lines(message) or await details(message) or await stale(message)

    async def on_reaction(reaction: Reaction) -> bool:
        return await clicks(reaction) or await details.clicked(reaction) or await still.clicked(reaction)

    zone_time = config.answers.timezone
    jobs = (
        *still.jobs(zone_time),
        Job("updates let go", at("* * * * *", zone_time), lines.let_go, timedelta(minutes=1)),
    )
    return Feature("updates", on_message, on_reaction, jobs, closing=desk.close, unfinished=(lines,))
