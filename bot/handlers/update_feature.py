"""Corrections in one line, put together."""

from __future__ import annotations

from bot.feature import Feature, Parts
from bot.handlers.update import UpdateHandler
from bot.handlers.update_decide import UpdateReactions
from bot.handlers.update_desk import UpdateDesk
from bot.handlers.update_owners import Responsible
from bot.handlers.update_tell import Teller
from bot.store_updates import UpdateStore
from kb.zoning import Zoning


def make_updates(parts: Parts) -> Feature:
    """`!update`, `!volzet`, `!plaatsen`, and the clicks that belong to them."""
    config = parts.config
    store = UpdateStore(parts.store)
    desk = UpdateDesk(parts.knowledge, config.updates, parts.clock)
    responsible = Responsible(config.owners, parts.roles, Zoning(config.knowledge.zones))
    tell = Teller(parts.messenger, responsible, store)
    lines = UpdateHandler(desk, responsible, tell, store, parts.clock)
    clicks = UpdateReactions(parts.messenger, desk, responsible, tell, store, lines, parts.threads, parts.rooms)
    return Feature("updates", lines, clicks, closing=desk.close)
