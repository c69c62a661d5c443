"""Keeps the retention limits: once a day what is older than its limit is deleted (docs/privacy.md lists the limits)."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog

from bot.config import RetentionSection
from bot.handlers.cleaned import Desk
from bot.store import Store
from bot.store_guard import GuardStore
from bot.store_ingests import IngestStore
from bot.store_moderation import ModerationStore
from bot.store_onboarding import OnboardingStore
from bot.store_pointers import PointerStore
from bot.store_updates import UpdateStore

log = structlog.get_logger(__name__)

DAY = timedelta(days=1)
SWEEP_SECONDS = 60.0
"""How much longer than its time a cleaned text may stay in memory when nobody asks for it."""


def keep_limits(store: Store, settings: RetentionSection, now: datetime) -> None:
    """Delete what is over its time."""
    store.prune(days=settings.ids_days)
    UpdateStore(store).prune(days=settings.ids_days)
    GuardStore(store).prune(first_month(now, settings.counts_months))
    IngestStore(store).prune(days=settings.ids_days)
    OnboardingStore(store).prune(now.timestamp() - settings.ids_days * DAY.total_seconds())
    ModerationStore(store).prune((now - settings.moderation_days * DAY).timestamp())
    PointerStore(store).prune((now - settings.ids_days * DAY).timestamp())


def first_month(now: datetime, months: int) -> str:
    """The first of the `months` months that are kept, this one included: (2026-11, 24) -> "2024-12"."""
    index = now.year * 12 + now.month - 1 - (months - 1)
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


async def keep_limits_daily(
    store: Store, settings: RetentionSection, desk: Desk, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> None:
    """Until cancelled: at the start and then every day, and texts in memory every minute."""
    done: datetime | None = None
    while True:
        now = clock()
        # By the calendar: a machine that slept, or whose clock was wrong, is not a day behind ever after.
        if done is None or not timedelta(0) <= now - done < DAY:
            done = now
            try:
                keep_limits(store, settings, now)
            except sqlite3.Error as error:  # the disk is full, say: the next day tries again
                log.error("retention_failed", error=type(error).__name__)
        await asyncio.sleep(SWEEP_SECONDS)
        desk.sweep()
