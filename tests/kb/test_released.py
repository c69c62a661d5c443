"""Databases as released versions of Relais made them are brought forward, and what they know is found.

`released/kb-VERSION.sqlite.gz` are never made again: files like these are out there. A new release adds one, made by
its own `relais ingest` of three services and one document, and packed with gzip.
"""

from __future__ import annotations

import gzip
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kb.base import KnowledgeBase
from kb.models import Question
from kb.schema import SCHEMA_VERSION
from kb.settings import KnowledgeSettings
from kb.store import Store

RELEASED = sorted((Path(__file__).parent / "released").glob("kb-*.sqlite.gz"))
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture(params=RELEASED, ids=lambda path: path.name)
def data(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A data folder with the database of a released version."""
    (tmp_path / "kb.sqlite").write_bytes(gzip.decompress(request.param.read_bytes()))
    return tmp_path


def schema_of(path: Path) -> set[tuple[str, str]]:
    """(table, column) of every table."""
    database = sqlite3.connect(path)
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    columns = {(table, row[1]) for table in tables for row in database.execute(f"PRAGMA table_info('{table}')")}
    database.close()
    return columns


def test_there_is_a_database_of_each_release() -> None:
    assert [path.name for path in RELEASED] == ["kb-0.1.sqlite.gz"]


def test_released_database_gets_the_tables_of_today(data: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    Store.open(data).close()
    new = tmp_path_factory.mktemp("new")
    Store.open(new).close()
    assert schema_of(data / "kb.sqlite") == schema_of(new / "kb.sqlite")
    with sqlite3.connect(data / "kb.sqlite") as database:
        assert database.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    database.close()


def test_released_database_still_answers(data: Path) -> None:
    knowledge = KnowledgeBase.open(data, KnowledgeSettings())
    try:
        assert set(knowledge.store.services()) == {"DEMO-001", "DEMO-002", "DEMO-003"}
        assert [one.number for one in knowledge.store.history()] == [1, 2]
        answer = knowledge.ask(Question("nachtopvang voor vrouwen en kinderen", asked_at=NOW))
        assert "DEMO-002" in [hit.service.id for hit in answer.services]
    finally:
        knowledge.close()
