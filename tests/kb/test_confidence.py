"""Confidence rises with what the hits hold and falls with words of other domains."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb.confidence import PASSAGES, SERVICES, THRESHOLD, Signals, features, logistic, probability
from kb.lead import SHOWN_PASSAGES, SHOWN_SERVICES, shares
from kb.models import Understanding
from kb.understand.elsewhere import elsewhere_words

STRONG = Signals(lexical=12.0, dense=0.5, held=4, known=1.0, elsewhere=0, coverage=1.0, topic=0.8)
WEAK = Signals(lexical=2.0, dense=0.1, held=0, known=0.2, elsewhere=1)
NOTHING_SAID = Understanding("nl", True)


@pytest.mark.parametrize("passages", [False, True])
@pytest.mark.parametrize("dense", [True, False])
def test_good_hits_are_answered_and_bad_ones_are_not(passages: bool, dense: bool) -> None:
    strong = STRONG if dense else replace(STRONG, dense=None)
    weak = WEAK if dense else replace(WEAK, dense=None)
    assert probability(strong, NOTHING_SAID, passages=passages) > THRESHOLD
    assert probability(weak, NOTHING_SAID, passages=passages) < THRESHOLD


@pytest.mark.parametrize("field", ["lexical", "dense", "held", "known", "coverage", "topic"])
def test_more_evidence_never_makes_less_sure(field: str) -> None:
    more = replace(WEAK, **{field: getattr(STRONG, field)})
    assert probability(more, NOTHING_SAID, passages=False) >= probability(WEAK, NOTHING_SAID, passages=False)


def test_words_of_other_domains_make_less_sure() -> None:
    foreign = replace(STRONG, elsewhere=2)
    assert probability(foreign, NOTHING_SAID, passages=False) < probability(STRONG, NOTHING_SAID, passages=False)


def test_a_long_question_gains_nothing_beyond_the_bounds() -> None:
    long = replace(STRONG, lexical=40.0, held=12)
    assert features(replace(STRONG, lexical=15.0), NOTHING_SAID) == features(long, NOTHING_SAID)


def test_probability_stays_within_bounds() -> None:
    assert 0 < logistic({"bias": 1.0, "lexical": 1e9}, SERVICES) <= 1
    assert 0 <= logistic({"bias": 1.0, "elsewhere": 1e9}, PASSAGES) < 1


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("hoe laat vertrekt de trein", ("trein",)),
        ("permis de conduire perdu", ("conduire",)),
        ("permis de sejour perdu", ()),
        ("psycholoog voor een kind", ()),
    ],
)
def test_words_of_other_domains_are_known(said: str, found: tuple[str, ...]) -> None:
    assert elsewhere_words(said.split()) == found


def test_services_lead_for_a_person_who_needs_help() -> None:
    need = replace(NOTHING_SAID, seeks_help=True)
    assert shares(need, 0.9, 0.6, -0.5)[0] == SHOWN_SERVICES


def test_passages_lead_for_a_question_on_a_plan() -> None:
    plan = replace(NOTHING_SAID, about_plans=True)
    assert shares(plan, 0.7, 0.9, 0.5) == (0, SHOWN_PASSAGES)


@pytest.mark.parametrize("sounds", [0.1, 0.4, 0.9])
def test_who_may_seek_a_service_sees_services_beside_what_a_plan_says(sounds: float) -> None:
    services, passages = shares(replace(NOTHING_SAID, seeks_help=True), 0.98, 0.999, sounds)
    assert (services > 0, passages) == (True, 1)


def test_an_unsure_list_is_not_shown() -> None:
    assert shares(NOTHING_SAID, 0.9, 0.1, 2.0) == (SHOWN_SERVICES, 0)
    assert shares(NOTHING_SAID, 0.1, 0.9, -2.0) == (0, SHOWN_PASSAGES)
