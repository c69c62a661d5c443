"""The process that ingests: it does the work, it may die or hang, and the next job finds another one."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.ingesting.process import WORKER, Asked, IngestProcess, IngestRefused
from kb.settings import KnowledgeSettings
from kb.store import Store
from tests.ingest.repertory_rows import ZONES, csv_text, row

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
DATA = csv_text([row(categories=""), row(id="T-2", categories="", postal_code="10OO")]).encode()
DIES = (sys.executable, "-c", "import sys; sys.stdin.buffer.readline(); sys.stdin.buffer.readline()")
HANGS = (sys.executable, "-c", "import time; time.sleep(60)")
BABBLES = (
    sys.executable,
    "-c",
    "import sys; sys.stdin.buffer.readline(); print('hello', flush=True); sys.stdin.read()",
)


def asked(key: str) -> Asked:
    return Asked(key, "lijst.csv", date(2026, 11, 22), {}, "auto", ("nl",))


def process(folder: Path, command: tuple[str, ...] = WORKER, seconds: float = 60.0) -> IngestProcess:
    settings = KnowledgeSettings(zones=ZONES)
    return IngestProcess(folder, settings, file_megabytes=8, seconds=seconds, command=command)


@pytest.fixture
async def work(tmp_path: Path) -> AsyncIterator[IngestProcess]:
    made = process(tmp_path)
    yield made
    await made.stop()


async def test_process_compares_prepares_applies_exports_and_rolls_back(work: IngestProcess, tmp_path: Path) -> None:
    shown, changes, rejected = await work.compare(asked("$a"), DATA)
    assert (shown.counts["added"], shown.counts["rejected"], shown.base) == (1, 1, 0)
    assert (shown.rejected[0].code, shown.rejected[0].line) == ("bad_postal_code", 3)
    assert b"T-1" in changes
    assert b"10OO" in rejected
    await work.prepare("$a")
    with pytest.raises(IngestRefused, match="gone"):
        await work.apply("$other", shown.digest, "@an:x", AT)
    assert await work.apply("$a", shown.digest, "@an:x", AT) == 1
    with pytest.raises(IngestRefused, match="gone"):
        await work.apply("$a", shown.digest, "@an:x", AT)
    assert (await work.export("csv")).startswith(b"id,")
    with pytest.raises(IngestRefused, match="nothing_to_undo"):
        await work.rollback(1, "@an:x", AT)
    with pytest.raises(IngestRefused, match="no_columns") as refused:
        await work.compare(asked("$b"), b"naam;telefoon\nx;1\n")
    assert refused.value.details["wanted"] == "id"
    store = Store.open(tmp_path)
    (entry,) = store.history()
    assert (entry.who, entry.at, entry.source) == ("@an:x", AT, "lijst.csv")
    store.close()


async def test_killed_process_is_replaced_and_nothing_was_changed(work: IngestProcess, tmp_path: Path) -> None:
    shown, _, _ = await work.compare(asked("$a"), DATA)
    assert work.pid
    work.close()
    with pytest.raises(IngestRefused, match="gone"):  # another one, which holds no plan
        await work.apply("$a", shown.digest, "@an:x", AT)
    store = Store.open(tmp_path)
    assert store.generation() == 0
    store.close()


@pytest.mark.parametrize(("command", "code"), [(DIES, "memory"), (HANGS, "slow"), (BABBLES, "memory")])
async def test_process_that_dies_hangs_or_babbles_is_a_refusal(
    tmp_path: Path, command: tuple[str, ...], code: str
) -> None:
    broken = process(tmp_path, command, seconds=1.0 if command is HANGS else 30.0)
    with pytest.raises(IngestRefused, match=code):
        await broken.compare(asked("$a"), DATA)
    assert not broken.busy
    await broken.stop()


async def test_process_without_work_ends(tmp_path: Path) -> None:
    made = IngestProcess(tmp_path, KnowledgeSettings(), file_megabytes=8, seconds=60.0, idle=0.01)
    await made.compare(asked("$a"), DATA)
    async with asyncio.timeout(30):
        while made.pid:  # noqa: ASYNC110 (another process)
            await asyncio.sleep(0.01)
    await made.stop()
