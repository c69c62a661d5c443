"""The store opens, refuses what it cannot read, and reads one generation at a time."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from kb.errors import StoreUnreadable
from kb.models import Accessible, Capacity, Document, Passage, Service, Status
from kb.records import from_json, to_json
from kb.schema import SCHEMA_VERSION
from kb.store import Store
from tests.kb.conftest import AVIS_PASSAGES, PLAN_PASSAGES, SERVICES, TAXONOMY, Kb, repertory


def test_new_store_is_empty(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "new")
    assert store.generation() == 0
    assert store.services() == {}
    assert store.history() == ()


def test_missing_store_is_not_created_when_not_asked(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreadable, match="ingest"):
        Store.open(tmp_path, create=False)
    assert list(tmp_path.iterdir()) == []


def test_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "kb.sqlite").write_bytes(b"this is not a database, whatever its name says" * 100)
    with pytest.raises(StoreUnreadable, match="cannot be opened"):
        Store.open(tmp_path)
    assert (tmp_path / "kb.sqlite").read_bytes().startswith(b"this is not")


def test_file_of_a_newer_relais_is_refused(tmp_path: Path) -> None:
    Store.open(tmp_path).close()
    with sqlite3.connect(tmp_path / "kb.sqlite") as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    with pytest.raises(StoreUnreadable, match="newer"):
        Store.open(tmp_path)


def test_what_was_written_is_read_back(kb: Kb) -> None:
    store = kb.filled().store
    assert store.services() == {service.id: service for service in SERVICES}
    assert store.taxonomy() == {term.code: term for term in TAXONOMY}
    assert store.passages() == AVIS_PASSAGES + PLAN_PASSAGES
    assert store.passages("plan") == PLAN_PASSAGES
    assert [entry.kind for entry in store.history()] == ["repertory", "documents"]


def test_earlier_generation_stays_readable(kb: Kb) -> None:
    kb.filled().writer.apply(repertory(removed=("a",)))
    assert "a" not in kb.store.services()
    assert "a" in kb.store.services(generation=2)
    assert kb.store.passages(generation=1) == ()


@pytest.mark.parametrize(
    "record",
    [
        Service("x"),
        SERVICES[0],
        Service("y", languages=("nl", "ti"), latitude=50.8, capacity=Capacity.SATURATED, wheelchair=Accessible.LIMITED,
                waiting_weeks=0, low_threshold=False, status=Status.CLOSED, name_fr="L’été « œuvre »"),
        TAXONOMY[1],
        Document("d", "T", "fr", date="2022-10"),
        Passage("d", 3, ("A", "B"), "tekst", "nl", page=4, kind="footnote"),
    ],
)  # fmt: skip
def test_record_survives_json(record: Service) -> None:
    # The annotation names one of the four kinds: a test parameter cannot be generic.
    assert from_json(type(record), to_json(record)) == record
