"""The sample data in a knowledge base, from files to index, with nothing faked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.config import Config
from ingest.changes import plan
from ingest.changes import to_change as repertory_change
from ingest.documents import read_documents
from ingest.documents import to_change as documents_change
from ingest.repertory import read_repertory
from kb.base import KnowledgeBase

SAMPLE = Path(__file__).parents[2] / "bot" / "demo" / "data"
NOW = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("Europe/Brussels"))


@pytest.fixture(scope="session")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    config = Config()
    base = KnowledgeBase.open(tmp_path_factory.mktemp("sample"), config.knowledge)
    parsed = read_repertory(SAMPLE / "repertory.csv", today=NOW.date(), zones=config.knowledge.zones)
    assert parsed.rejected == ()
    planned = plan(parsed, {}, ())
    base.writer().apply(repertory_change(planned, who="test", at=NOW, source="sample"))
    read = read_documents([SAMPLE / "documents"])
    assert read.failures == ()
    base.writer().apply(documents_change(read, who="test", at=NOW, source="sample", current={}))
    base.refresh()
    yield base
    base.close()
