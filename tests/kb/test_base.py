"""The knowledge base as a whole, with the built-in model and word lists."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kb.base import KnowledgeBase
from kb.embed import Embedder, load_embedder
from kb.errors import IndexMissing, ModelUnavailable
from kb.models import Question, Service
from kb.settings import KnowledgeSettings, ModelSettings
from kb.store import Store
from kb.terms import Analyzer
from kb.writer import Writer
from tests.kb.conftest import AT, PLAN, PLAN_PASSAGES, SERVICES, TAXONOMY, HashingEmbedder, documents, repertory


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer.load()


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load_embedder(ModelSettings())


@pytest.fixture
def empty(tmp_path: Path, analyzer: Analyzer, embedder: Embedder) -> Iterator[KnowledgeBase]:
    knowledge = KnowledgeBase(Store.open(tmp_path), KnowledgeSettings(), analyzer, embedder)
    yield knowledge
    knowledge.close()


@pytest.fixture
def knowledge(empty: KnowledgeBase) -> KnowledgeBase:
    empty.writer().apply(repertory(*SERVICES, taxonomy=TAXONOMY))
    empty.writer().apply(documents((PLAN, PLAN_PASSAGES)))
    assert empty.refresh()
    return empty


def asked(text: str) -> Question:
    return Question(text, AT)


def test_empty_knowledge_base_says_what_to_do(empty: KnowledgeBase) -> None:
    assert not empty.stale
    with pytest.raises(IndexMissing, match="relais ingest"):
        empty.ask(asked("tandarts"))


@pytest.mark.parametrize("text", ["tandarts zonder mutualiteit", "un dentiste sans mutuelle", "dentist, no insurance"])
def test_service_is_found_in_three_languages(knowledge: KnowledgeBase, text: str) -> None:
    assert knowledge.ask(asked(text)).services[0].service.id == "a"


def test_passage_is_found_from_the_other_language(knowledge: KnowledgeBase) -> None:
    answer = knowledge.ask(asked("combien de logements sociaux le plan prévoit-il d'ici 2030 ?"))
    assert answer.lang == "fr"
    assert answer.passages[0].passage.id == "plan#1"


def test_new_generation_is_seen_after_a_refresh_and_not_before(knowledge: KnowledgeBase) -> None:
    assert not knowledge.refresh()
    new = Service("psy", name_nl="Psychologenhuis", description_nl="Gesprekken met een psycholoog.")
    knowledge.writer().apply(repertory(new))
    assert knowledge.snapshot.generation == 2
    assert knowledge.refresh()
    assert knowledge.ask(asked("gesprek met een psycholoog")).services[0].service.id == "psy"
    assert knowledge.ask(asked("gesprek met een psycholoog")).generation == 3


def test_questions_go_on_while_generations_come(knowledge: KnowledgeBase) -> None:
    failures: list[BaseException] = []
    done = threading.Event()

    def ask() -> None:
        try:
            while not done.is_set():
                answer = knowledge.ask(asked("tandarts"))
                assert answer.services[0].service.id == "a"
        except BaseException as error:
            failures.append(error)

    askers = [threading.Thread(target=ask) for _ in range(3)]
    for thread in askers:
        thread.start()
    for n in range(5):
        knowledge.writer().apply(repertory(replace(SERVICES[1], phone=f"02 555 00 0{n}")))
        assert knowledge.refresh()
    done.set()
    for thread in askers:
        thread.join()
    assert failures == []


@pytest.mark.parametrize(
    "text",
    ["", "🙂🙂🙂", 'zorg* AND "huis', "NEAR(a b)", "\x00\ud800", "zorg tandarts " * 5_000, "(" * 65_536, "a" * 65_536],
    ids=["empty", "emoji", "operators", "near", "surrogate", "64 KB of words", "64 KB of brackets", "64 KB word"],
)
def test_hostile_question_is_no_error(knowledge: KnowledgeBase, text: str) -> None:
    knowledge.ask(asked(text))
    knowledge.understand(asked(text))


@pytest.mark.parametrize("loadable", [True, False], ids=["old model there", "old model gone"])
def test_old_index_serves_until_the_new_model_has_made_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, analyzer: Analyzer, embedder: Embedder, loadable: bool
) -> None:
    def load(settings: ModelSettings) -> Embedder:
        assert settings.name == "old"
        if not loadable:
            raise ModelUnavailable("The embedding model 'old' is not here.")
        return HashingEmbedder("old")

    monkeypatch.setattr("kb.base.load_embedder", load)
    old = Writer(Store.open(tmp_path), HashingEmbedder("old"), analyzer, KnowledgeSettings(model=ModelSettings("old")))
    old.apply(repertory(*SERVICES, taxonomy=TAXONOMY))
    knowledge = KnowledgeBase(Store.open(tmp_path), KnowledgeSettings(), analyzer, embedder)
    stale = [knowledge.stale]
    assert knowledge.ask(asked("tandarts")).services[0].service.id == "a"
    assert knowledge.searcher.services("tandarts", "nl").dense.any() == loadable
    knowledge.reindex("test", AT)
    assert knowledge.refresh()
    assert [*stale, knowledge.stale] == [True, False]
    assert knowledge.searcher.services("tandarts", "nl").dense.any()
    assert knowledge.snapshot.fingerprint == embedder.fingerprint


def test_index_of_older_word_lists_serves_until_it_is_made_again(
    tmp_path: Path, analyzer: Analyzer, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before_the_upgrade:
        before_the_upgrade.setattr(analyzer, "fingerprint", "lists of last year")
        before_the_upgrade.setattr(analyzer, "index_terms", lambda text, lang: text.lower().split())
        Writer(Store.open(tmp_path), embedder, analyzer, KnowledgeSettings()).apply(repertory(*SERVICES))
    knowledge = KnowledgeBase(Store.open(tmp_path), KnowledgeSettings(), analyzer, embedder)
    stale = [knowledge.stale]
    assert knowledge.ask(asked("tandarts")).services[0].service.id == "a"
    vectors = dict(knowledge.store.vectors(embedder.fingerprint))
    assert knowledge.reindex("test", AT) == 2
    assert knowledge.refresh()
    assert [*stale, knowledge.stale] == [True, False]
    assert knowledge.store.vectors(embedder.fingerprint) == vectors
    stems = {
        stem for _, *columns in knowledge.store.stems("services", 2) for column in columns for stem in column.split()
    }
    assert "mutual" in stems or "mutualiteit" in stems
    assert "pakketten" not in stems
    knowledge.close()
