"""Ranking by words and vectors, in both languages, whatever is typed."""

from __future__ import annotations

import numpy as np
import pytest

from kb.models import Lang
from kb.postings import FieldWeights, Postings
from kb.search import Searcher, Weights, _best_first, fuse
from kb.snapshot import Snapshot
from tests.kb.conftest import HashingEmbedder, Kb, PlainAlternative, PlainGroup


def searcher(kb: Kb, *, dense: bool = True) -> Searcher:
    return Searcher(Snapshot.load(kb.filled().store), kb.analyzer, kb.embedder if dense else None)


def first_service(found: Searcher, text: str, lang: Lang) -> str:
    position = int(found.services(text, lang).order[0])
    return found.snapshot.services[position].id


@pytest.mark.parametrize("dense", [True, False])
@pytest.mark.parametrize(
    ("text", "lang", "service"),
    [
        ("tandarts mutualiteit", "nl", "a"),
        ("dentiste sans mutuelle", "fr", "a"),
        ("voedselhulp dinsdag", "nl", "b"),
        ("courses à petit prix", "fr", "c"),
    ],
)
def test_service_is_found_by_its_words(kb: Kb, text: str, lang: Lang, service: str, dense: bool) -> None:
    assert first_service(searcher(kb, dense=dense), text, lang) == service


def test_dutch_passage_is_found_by_a_french_question_through_the_lexicon(kb: Kb) -> None:
    found = searcher(kb, dense=False)
    ranked = found.passages("un dentiste", "fr")
    assert found.snapshot.passages[ranked.order[0]].id == "plan#0"
    assert ranked.lexical[0] > 0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "🙂🙂",
        'zorg* AND "huis',
        "NEAR(a b",
        "'; DROP TABLE services; --",
        "\ud800\x00",
        "-*:^",
        "zorg " * 13_000,
    ],
)
@pytest.mark.parametrize("dense", [True, False])
def test_no_text_is_an_error(kb: Kb, text: str, dense: bool) -> None:
    found = searcher(kb, dense=dense)
    for ranked in (found.services(text, "nl"), found.passages(text, "fr")):
        assert len(ranked.order) == len(ranked.fused) == len(ranked.lexical) == len(ranked.dense)


def test_question_without_words_finds_nothing(kb: Kb) -> None:
    assert len(searcher(kb).services("🙂", "nl")) == 0


def test_empty_knowledge_base_finds_nothing(kb: Kb) -> None:
    found = Searcher(Snapshot.load(kb.store), kb.analyzer, kb.embedder)
    assert len(found.services("tandarts", "nl")) == len(found.passages("tandarts", "nl")) == 0


def test_vectors_of_another_model_are_not_compared(kb: Kb) -> None:
    found = Searcher(Snapshot.load(kb.filled().store), kb.analyzer, HashingEmbedder("other"))
    assert not found.services("tandarts", "nl").dense.any()


def test_scores_are_best_first_and_told_apart(kb: Kb) -> None:
    ranked = searcher(kb).services("tandarts", "nl")
    assert list(ranked.fused) == sorted(ranked.fused, reverse=True)
    assert sorted(ranked.order) == [0, 1, 2]


def postings(*texts: str) -> Postings:
    return Postings.build([(*("",) * 2, text, *("",) * 5) for text in texts])


def group(word: str, *stems: str) -> PlainGroup:
    return PlainGroup(word, 1.0, tuple(PlainAlternative(stem, 1.0) for stem in stems))


def test_alternatives_of_one_word_count_once() -> None:
    """A rare synonym must not weigh more than the word that was asked (Pirkola)."""
    found = postings("huis", "huis thuis woning", "dokter huis", "x", "y")
    grouped = found.scores({"nl": [group("huis", "huis", "thuis", "woning")]})
    assert np.count_nonzero(grouped) == 3
    single = found.scores({"nl": [group("huis", "huis")]})
    assert grouped[1] == pytest.approx(single[1])


def test_same_word_in_both_languages_is_one_word() -> None:
    rows = [("", "", "huis", "", "", "", "maison", ""), ("", "", "huis", "", "", "", "", "")]
    found = Postings.build([*rows, *[("",) * 8] * 4])
    both = found.scores({"nl": [group("huis", "huis")], "fr": [group("huis", "maison")]})
    dutch = found.scores({"nl": [group("huis", "huis")]})
    np.testing.assert_allclose(both, dutch)


def test_match_in_the_name_is_worth_more_than_in_the_text() -> None:
    rows = [("zorg", "", "", "", *("",) * 4), ("", "", "zorg", "", *("",) * 4), *[("",) * 8] * 3]
    scores = Postings.build(rows, FieldWeights(name=2, body=1)).scores({"nl": [group("zorg", "zorg")]})
    assert scores[0] > scores[1] > 0


@pytest.mark.parametrize("fusion", ["z", "rrf"])
def test_fusion_ranks_what_both_find_first(fusion: str) -> None:
    lexical = np.array([3, 2, 0, 0], dtype=np.float32)
    dense = np.array([0.1, 0.9, 0.8, np.nan], dtype=np.float32)
    fused = fuse(lexical, dense, Weights(fusion=fusion, dense=0.5))  # type: ignore[arg-type]
    assert int(np.argmax(fused)) == 1
    assert np.isfinite(fused).all()


def test_fusion_without_vectors_ranks_by_words() -> None:
    lexical = np.array([1, 3, 2], dtype=np.float32)
    assert list(np.argsort(-fuse(lexical, None, Weights()))) == [1, 2, 0]
    assert list(np.argsort(-fuse(lexical, np.full(3, np.nan, dtype=np.float32), Weights()))) == [1, 2, 0]


def test_of_many_entries_the_best_are_put_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    scores = np.random.default_rng(1).integers(0, 40, 500).astype(np.float32)
    everything = np.argsort(-scores, kind="stable")
    monkeypatch.setattr("kb.search.DEEPEST", 50)
    found = _best_first(scores)
    assert len(found) == 50
    assert scores[found].tolist() == scores[everything[:50]].tolist()
    last = scores[found].min()
    assert found[scores[found] > last].tolist() == [i for i in everything.tolist() if scores[i] > last]
