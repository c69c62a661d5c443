"""A snapshot holds one generation, whatever happens to the files around it."""

from __future__ import annotations

import numpy as np
import pytest

from kb import vector_files
from kb.models import Passage, Service
from kb.searchable import SERVICE_WINDOWS, searchable_passage, searchable_service, topic_labels, windows_of
from kb.snapshot import Snapshot
from tests.kb.conftest import AVIS_PASSAGES, PLAN, PLAN_PASSAGES, SERVICES, TAXONOMY, Kb, repertory

TERMS = {term.code: term for term in TAXONOMY}


def test_snapshot_of_an_empty_store_is_empty(kb: Kb) -> None:
    snapshot = Snapshot.load(kb.store)
    assert (snapshot.generation, snapshot.services, snapshot.passages) == (0, (), ())


def test_positions_agree_with_words_and_vectors(kb: Kb) -> None:
    snapshot = Snapshot.load(kb.filled().store)
    assert snapshot.passages == AVIS_PASSAGES + PLAN_PASSAGES
    for position, passage in enumerate(snapshot.passages):
        query = kb.embedder.encode_queries([f"{passage.heading[-1]}. {passage.text}"])[0]
        similar = snapshot.passage_entries.similarity(query)
        assert similar is not None
        assert int(np.argmax(similar)) == position
        groups = {passage.lang: kb.analyzer.groups(passage.text, passage.lang, passage.lang)}
        assert int(np.argmax(snapshot.passage_entries.words.scores(groups))) == position
        assert snapshot.passage_position[passage.document, passage.ordinal] == position


def test_snapshot_does_not_follow_the_store(kb: Kb) -> None:
    snapshot = Snapshot.load(kb.filled().store)
    kb.writer.apply(repertory(removed=("a", "b", "c")))
    assert len(snapshot.services) == 3


@pytest.mark.parametrize("damage", ["missing", "damaged", "empty"])
def test_vector_file_that_is_gone_or_damaged_is_replaced_from_the_store(kb: Kb, damage: str) -> None:
    before = Snapshot.load(kb.filled().store)
    for name in vector_files.SETS:
        path = vector_files.file_of(kb.data_dir, 2, name)
        if damage == "missing":
            path.unlink()
        else:
            path.write_bytes(b"" if damage == "empty" else path.read_bytes()[:40])
    query = kb.embedder.encode_queries(["tandarts zonder papieren"])[0]
    for table in ("service_entries", "passage_entries"):
        was = getattr(before, table).similarity(query)
        np.testing.assert_array_equal(getattr(Snapshot.load(kb.store), table).similarity(query), was)


def test_labels_of_categories_come_with_their_parents() -> None:
    assert topic_labels(SERVICES[0], TERMS, "fr") == ["Dentiste", "Soins de santé"]
    assert topic_labels(Service("x", categories=("UNKNOWN",)), TERMS, "nl") == []


def test_service_is_found_by_target_group_words_of_both_languages() -> None:
    columns = searchable_service(Service("x", name_nl="X", target_groups=("homeless", "all", "odd")), {}).columns
    assert columns["topic_nl"] == "daklozen"
    assert columns["topic_fr"] == "sans-abri"


def test_service_in_one_language_has_one_vector_text() -> None:
    assert len(searchable_service(SERVICES[1], TERMS).wholes) == 1
    assert len(searchable_service(SERVICES[0], TERMS).wholes) == 2


def test_passage_is_found_by_its_title_and_headings() -> None:
    columns = searchable_passage(PLAN_PASSAGES[0], PLAN).columns
    assert columns["name_nl"] == "Welzijnsplan"
    assert columns["topic_nl"] == "1. Tanden"
    assert not any(text for column, text in columns.items() if column.endswith("_fr"))


@pytest.mark.parametrize(("words", "count"), [(0, 0), (50, 0), (70, 0), (71, 2), (146, 4)])
def test_windows_cover_a_text_and_a_short_one_needs_none(words: int, count: int) -> None:
    text = [f"w{n}" for n in range(words)]
    found = windows_of(" ".join(text), SERVICE_WINDOWS)
    assert len(found) == count
    assert all(len(window.split()) <= SERVICE_WINDOWS.words for window in found)
    assert not found or {word for window in found for word in window.split()} == set(text)


def test_passage_without_heading_or_text_does_no_harm() -> None:
    assert searchable_passage(Passage("plan", 0, (), "", "nl"), PLAN).wholes == ("",)
