"""The pieces put together: a real, small knowledge base behind the handlers, and how new generations come into use."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.app import build_pipeline, follow
from bot.config import Config
from kb.base import KnowledgeBase
from kb.errors import StoreUnreadable
from kb.generations import Change
from kb.models import Term
from tests.bot.conftest import NOW, FakeMessenger, message, service


def _ingest(data: Path, *ids: str) -> None:
    knowledge = KnowledgeBase.open(data, Config().knowledge)
    services = tuple(service(id=each, name_nl=f"Huisartsen {each}") for each in ids)
    taxonomy = (Term("GP", "", "Huisartsen", "Médecine générale", "General practice", "🩺"),)
    knowledge.writer().apply(Change("repertory", "test", "test", NOW, services, taxonomy=taxonomy))
    knowledge.close()


@pytest.fixture
def knowledge(tmp_path: Path) -> KnowledgeBase:
    return KnowledgeBase.open(tmp_path / "data", Config().knowledge)


async def test_the_bot_serves_help_and_says_so_before_anything_was_ingested(
    knowledge: KnowledgeBase, messenger: FakeMessenger
) -> None:
    pipeline = build_pipeline(Config(), knowledge, messenger)
    now = datetime.now(UTC)
    assert await pipeline(message("!vraag huisarts in Laken", sent_at=now))
    assert await pipeline(message("!hulp", sent_at=now))
    assert "Ik heb nog geen gegevens" in messenger.replies[0][1].plain
    assert "Stel een gewone vraag" in messenger.replies[1][1].plain


async def test_a_generation_that_comes_while_running_is_used(
    knowledge: KnowledgeBase, messenger: FakeMessenger, tmp_path: Path
) -> None:
    pipeline = build_pipeline(Config(), knowledge, messenger)
    following = asyncio.create_task(follow(knowledge, pause=0.01))
    await asyncio.to_thread(_ingest, tmp_path / "data", "s1")
    while knowledge.snapshot.generation == 0:  # noqa: ASYNC110  (a knowledge base has no event to wait for)
        await asyncio.sleep(0.01)
    following.cancel()
    with suppress(asyncio.CancelledError):
        await following
    await pipeline(message("!vraag bestaat De Open Deur nog?", sent_at=datetime.now(UTC)))
    assert "De Open Deur" in messenger.replies[0][1].plain
    assert "🩺" in messenger.replies[0][1].plain


async def test_a_refresh_that_fails_does_not_end_the_following(
    knowledge: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries, loop, thrice = 0, asyncio.get_running_loop(), asyncio.Event()

    def broken() -> bool:
        nonlocal tries
        tries += 1
        if tries == 3:
            loop.call_soon_threadsafe(thrice.set)
        raise StoreUnreadable("gone")

    monkeypatch.setattr(knowledge, "refresh", broken)
    with capture_logs() as logs:
        following = asyncio.create_task(follow(knowledge, pause=0.001))
        await thrice.wait()
        following.cancel()
        with suppress(asyncio.CancelledError):
            await following
    assert {log["event"] for log in logs} == {"refresh_failed"}


async def test_a_fixed_moment_decides_what_is_open(messenger: FakeMessenger, tmp_path: Path) -> None:
    _ingest(tmp_path / "data", "s1")
    knowledge = KnowledgeBase.open(tmp_path / "data", Config().knowledge)
    monday = replace(message("!vraag is De Open Deur nu open?"), sent_at=datetime.now(UTC))
    for moment in (NOW, NOW + timedelta(days=1)):
        await build_pipeline(Config(), knowledge, messenger, fixed_now=moment)(monday)
    sunday_text, monday_text = (text.plain for _event, text, _stage in messenger.replies)
    assert "nu gesloten, opent morgen om 9:00" in sunday_text
    assert "nu open tot 17:00" in monday_text
