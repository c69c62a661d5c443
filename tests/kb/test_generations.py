"""A change is one generation, complete or not there; it can be undone; nothing is computed twice."""

from __future__ import annotations

import dataclasses
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from kb import vector_files
from kb.errors import ChangedMeanwhile, NothingToRollBack
from kb.generations import Contents
from kb.models import Service
from kb.snapshot import Snapshot
from kb.store import Store
from tests.kb.conftest import (
    AT,
    AVIS,
    AVIS_PASSAGES,
    PLAN,
    PLAN_PASSAGES,
    SERVICES,
    TAXONOMY,
    Kb,
    documents,
    repertory,
)
from tests.kb.killed_writer import MOMENTS

COMMITTED = {"before pruning", "after pruning, before files go"}


def test_each_change_is_a_generation(kb: Kb) -> None:
    assert kb.writer.apply(repertory(*SERVICES)) == 1
    assert kb.writer.apply(documents((PLAN, PLAN_PASSAGES))) == 2
    assert [entry.counts for entry in kb.store.history()] == [{"added": 3}, {}]


@pytest.mark.parametrize(
    "change",
    [
        repertory(),
        repertory(*SERVICES),
        repertory(removed=("unknown",)),
        repertory(taxonomy=TAXONOMY),
        documents((PLAN, PLAN_PASSAGES)),
    ],
)
def test_change_that_changes_nothing_writes_nothing(kb: Kb, change: object) -> None:
    kb.filled()
    assert kb.writer.apply(change) == 2  # type: ignore[arg-type]
    assert len(kb.store.history()) == 2


def test_only_taxonomy_changed_is_a_change_that_search_sees(kb: Kb) -> None:
    kb.filled()
    renamed = tuple(
        dataclasses.replace(term, label_nl="Mondzorg") if term.code == "DENT" else term for term in TAXONOMY
    )
    assert kb.writer.apply(repertory(taxonomy=renamed)) == 3
    rows = {row: columns for row, *columns in kb.store.stems("services", 3)}
    assert sum("mondzo" in " ".join(columns) for columns in rows.values()) == 1


def test_unchanged_text_is_never_embedded_again(kb: Kb) -> None:
    kb.filled()
    before = list(kb.embedder.embedded)
    moved = dataclasses.replace(SERVICES[0], phone="02 555 00 00")
    kb.writer.apply(repertory(moved))
    assert kb.embedder.embedded == before
    kb.writer.apply(repertory(dataclasses.replace(moved, description_nl="Iets heel anders.")))
    assert len(kb.embedder.embedded) == len(before) + 1


def test_progress_ends_at_the_total(kb: Kb) -> None:
    seen: list[tuple[int, int]] = []
    kb.writer.apply(repertory(*SERVICES), lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1] > 0


def test_replaced_document_keeps_only_its_new_passages(kb: Kb) -> None:
    kb.filled().writer.apply(documents((PLAN, PLAN_PASSAGES[:1])))
    assert kb.store.passages() == AVIS_PASSAGES + PLAN_PASSAGES[:1]


def test_rollback_brings_the_state_before_back_as_a_new_generation(kb: Kb) -> None:
    kb.filled()
    before = kb.store.contents()
    kb.writer.apply(repertory(Service("z", name_nl="Vergissing"), removed=("a", "b")))
    assert kb.writer.rollback("admin", AT) == 4
    assert kb.store.contents() == before
    assert [entry.kind for entry in kb.store.history()] == ["repertory", "documents", "repertory", "rollback"]


def test_second_rollback_undoes_the_ingest_before(kb: Kb) -> None:
    kb.writer.apply(repertory(*SERVICES))
    kb.writer.apply(documents((PLAN, PLAN_PASSAGES)))
    kb.writer.apply(documents((AVIS, AVIS_PASSAGES)))
    kb.writer.rollback("admin", AT)
    kb.writer.rollback("admin", AT)
    assert kb.store.documents() == {}
    assert len(kb.store.services()) == 3


def test_rollback_is_found_by_search(kb: Kb) -> None:
    kb.filled().writer.apply(repertory(removed=("a",)))
    kb.writer.rollback("admin", AT)
    snapshot = Snapshot.load(kb.store)
    assert "a" in {service.id for service in snapshot.services}


def test_first_ingest_cannot_be_undone(kb: Kb) -> None:
    with pytest.raises(NothingToRollBack):
        kb.writer.rollback("admin", AT)
    kb.writer.apply(repertory(*SERVICES))
    with pytest.raises(NothingToRollBack, match=r"rep\.csv"):
        kb.writer.rollback("admin", AT)
    assert kb.store.generation() == 1


def test_generations_beyond_those_kept_are_pruned(make_kb: Callable[..., Kb]) -> None:
    kb = make_kb(kept=2)
    for n in range(6):
        kb.writer.apply(repertory(Service("a", name_nl=f"Naam nummer {n}")))
    assert kb.store.services() == {"a": Service("a", name_nl="Naam nummer 5")}
    assert kb.store.services(generation=5) == {"a": Service("a", name_nl="Naam nummer 4")}
    assert kb.store.services(generation=3) == {}
    assert len(kb.store.vectors("hash")) == 2
    assert len(kb.store.history()) == 6
    kb.writer.rollback("admin", AT)
    with pytest.raises(NothingToRollBack, match="not kept"):
        kb.writer.rollback("admin", AT)


def test_vector_files_are_those_of_the_last_two_generations(kb: Kb) -> None:
    (kb.data_dir / "vectors-99-services-whole.faiss").write_bytes(b"left by nobody")
    (kb.data_dir / "vectors-1-services-whole.faiss.tmp").write_bytes(b"left by a kill")
    kb.filled().writer.apply(repertory(removed=("a",)))
    expected = {vector_files.file_of(kb.data_dir, n, name) for n in (2, 3) for name in vector_files.SETS}
    assert set(kb.data_dir.glob("vectors-*")) == expected


def test_another_model_gets_its_own_generation(make_kb: Callable[..., Kb]) -> None:
    before = make_kb().filled().store.contents()
    other = make_kb(model="other")
    assert other.writer.reindex("admin", AT) == 3
    assert other.writer.reindex("admin", AT) == 3
    assert other.store.indexed_with().model.name == "other"
    assert other.store.contents() == before
    assert Snapshot.load(other.store).fingerprint == "other"


def test_another_analyser_stems_everything_again(make_kb: Callable[..., Kb]) -> None:
    make_kb().filled()
    other = make_kb(analyzer="plain 2")
    other.analyzer.index_terms = lambda text, lang: [word[:3].lower() for word in text.split()]  # type: ignore[method-assign]
    other.writer.apply(repertory(removed=("a",)))
    stems = [stem for _, *columns in other.store.stems("passages", 3) for column in columns for stem in column.split()]
    assert stems
    assert all(len(stem) <= 3 for stem in stems)


def test_two_writers_queue(kb: Kb) -> None:
    kb.filled()

    def write(n: int) -> None:
        own = Kb(kb.data_dir, Store.open(kb.data_dir), kb.embedder, kb.analyzer, kb.settings)
        own.writer.apply(repertory(Service(f"t{n}", name_nl=f"Draad {n}")))

    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {f"t{n}" for n in range(4)} <= kb.store.services().keys()
    assert [entry.number for entry in kb.store.history()] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("moment", MOMENTS)
def test_kill_leaves_one_complete_generation(kb: Kb, moment: str) -> None:
    before = kb.filled().store.contents()
    after = before.after(repertory(Service("new", name_nl="Nieuw in het kanton"), removed=("a",)))
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "tests.kb.killed_writer", str(kb.data_dir), moment]
    assert subprocess.run(command, cwd=root, check=False).returncode == -signal.SIGKILL

    store = Store.open(kb.data_dir)
    expected: Contents = after if moment in COMMITTED else before
    assert store.contents() == expected
    assert len(Snapshot.load(store).services) == len(expected.services)
    again = Kb(kb.data_dir, store, kb.embedder, kb.analyzer, kb.settings)
    again.writer.apply(repertory(Service("next", name_nl="Na de herstart")))
    assert "next" in Store.open(kb.data_dir).services()
    assert not list(kb.data_dir.glob("*.tmp"))


def test_a_change_compared_with_an_older_state_is_refused(kb: Kb) -> None:
    kb.filled()  # generation 1 services, 2 documents
    elsewhere = kb.writer.apply(repertory(Service("d", name_nl="Nieuw")))
    for_nobody = dataclasses.replace(repertory(removed=("d",)), base=2)
    with pytest.raises(ChangedMeanwhile, match="repeat the ingest"):
        kb.writer.apply(for_nobody)
    assert kb.store.generation() == elsewhere
    assert "d" in kb.store.services()


def test_knowledge_of_another_kind_may_change_meanwhile(kb: Kb) -> None:
    kb.filled()
    assert kb.writer.apply(dataclasses.replace(repertory(Service("d", name_nl="Nieuw")), base=1)) == 3


def grown(kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    """The knowledge base in a base and two additions, with a service changed and one removed."""
    monkeypatch.setattr(vector_files, "SMALL_BYTES", 0)
    monkeypatch.setattr(vector_files, "GROWN", 1_000.0)
    kb.filled()
    kb.writer.apply(repertory(dataclasses.replace(SERVICES[0], description_nl="Een kapper in de wijk.")))
    kb.writer.apply(repertory(Service("d", name_nl="Zwemclub"), removed=("b",)))


def similarities(kb: Kb, text: str) -> list[np.ndarray]:
    snapshot = Snapshot.load(Store.open(kb.data_dir))
    query = kb.embedder.encode_queries([text])[0]
    return [entries.similarity(query) for entries in (snapshot.service_entries, snapshot.passage_entries)]  # type: ignore[misc]


def test_small_change_writes_only_its_own_vectors(kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    grown(kb, monkeypatch)
    assert {path.name for path in kb.data_dir.glob("vectors-[34]*")} == {
        "vectors-3-services-whole.more.faiss",
        "vectors-4-services-whole.more.faiss",
    }


def test_additions_give_what_one_file_gives(kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    grown(kb, monkeypatch)
    in_parts = similarities(kb, "kapper of zwemclub")
    for path in kb.data_dir.glob("vectors-*"):
        path.unlink()
    for parts, whole in zip(in_parts, similarities(kb, "kapper of zwemclub"), strict=True):
        np.testing.assert_array_equal(parts, whole)


def test_missing_addition_is_noticed_and_replaced_from_the_store(kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    grown(kb, monkeypatch)
    before = similarities(kb, "zwemclub")
    (kb.data_dir / "vectors-4-services-whole.more.faiss").unlink()
    for was, found in zip(before, similarities(kb, "zwemclub"), strict=True):
        np.testing.assert_array_equal(found, was)


def test_many_additions_become_a_new_base(kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector_files, "SMALL_BYTES", 0)
    monkeypatch.setattr(vector_files, "GROWN", 1_000.0)
    monkeypatch.setattr(vector_files, "MOST_PARTS", 3)
    kb.filled()
    for n in range(6):
        kb.writer.apply(repertory(Service("d", name_nl=f"Naam nummer {n}")))
    assert len(vector_files.files_of(kb.data_dir, 8, "services-whole")) <= 4
    assert similarities(kb, "naam nummer 5")[0][-1] > 0.9


def test_small_change_reads_and_embeds_nothing_else(kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    grown(kb, monkeypatch)
    monkeypatch.setattr(Store, "contents", lambda *_: pytest.fail("everything was read"))
    embedded = len(kb.embedder.embedded)
    kb.writer.apply(repertory(Service("e", name_nl="Nog een")))
    assert len(kb.embedder.embedded) == embedded + 1
