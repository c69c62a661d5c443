"""Which hits of a ranked list are worth showing."""

from __future__ import annotations

import pytest

from kb.models import Document, Passage, PassageHit, Service, ServiceHit, Term
from kb.relevance import relevant_passages, relevant_services

TAXONOMY = {
    term.code: term
    for term in (
        Term("AID", "", "", "", "", ""),
        Term("FOOD", "AID", "", "", "", ""),
        Term("CLOTHES", "AID", "", "", "", ""),
        Term("HEALTH", "", "", "", "", ""),
        Term("MIDWIFE", "HEALTH", "", "", "", ""),
    )
}
CATEGORIES = {"food": ("FOOD",), "soup": ("FOOD", "MIDWIFE"), "coat": ("CLOTHES",), "birth": ("MIDWIFE",), "bare": ()}


def hits(*ids: str) -> list[ServiceHit]:
    return [ServiceHit(Service(i, categories=CATEGORIES[i]), 1.0, "n", True) for i in ids]


@pytest.mark.parametrize(
    ("relevance", "expected"),
    [
        ({"food": 1.0, "soup": 0.4, "birth": 0.6}, ("food", "soup")),
        ({"food": 1.0, "soup": 0.2}, ("food",)),
        ({"food": 1.0, "coat": 0.8}, ("food", "coat")),
        ({"food": 1.0, "coat": 0.6}, ("food",)),
        ({"food": 1.0, "birth": 0.95}, ("food", "birth")),
        ({"food": 1.0, "bare": 0.5}, ("food",)),
        ({"coat": 0.5, "soup": 1.0, "birth": 0.5}, ("coat", "soup", "birth")),
        ({"bare": 0.0}, ("bare",)),
    ],
)
def test_only_services_like_the_best_ones_are_relevant(relevance: dict[str, float], expected: tuple[str, ...]) -> None:
    assert relevant_services(hits(*relevance), relevance, TAXONOMY) == expected


def test_nothing_found_is_nothing_relevant() -> None:
    assert relevant_services([], {}, TAXONOMY) == ()
    assert relevant_passages([]) == 0


@pytest.mark.parametrize(("scores", "count"), [((3.0,), 1), ((3.0, 2.7, 2.6), 3), ((3.0, 2.0, 2.9), 1)])
def test_a_further_passage_must_come_near_the_first(scores: tuple[float, ...], count: int) -> None:
    found = [PassageHit(Passage("d", i, (), "", "nl"), Document("d", "", "nl"), s, "") for i, s in enumerate(scores)]
    assert relevant_passages(found) == count
