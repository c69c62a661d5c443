"""Follow-ups in a thread take over the need of the question before them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from kb.continuing import DEEPEST, continued, shortened
from kb.models import Lang, Question, Service, Understanding, Zone
from kb.understand import Context, understand

NOW = datetime.fromisoformat("2026-11-23T12:00:00+01:00")
ZONES = (Zone("n", "Noord", "Nord", ("1030", "1090")), Zone("z", "Zuid", "Sud", ("1060",)))
SERVICES = (
    Service("a", postal_code="1030", municipality_nl="Schaarbeek", municipality_fr="Schaerbeek"),
    Service("b", postal_code="1090", municipality_nl="Jette", municipality_fr="Jette"),
)


def detect(text: str, *, hint: Lang | None = None) -> tuple[Lang, bool]:
    return "nl", False


CONTEXT = Context.build(SERVICES, ZONES, detect)


def read(question: Question) -> Understanding:
    return understand(question, CONTEXT)


def asked(*texts: str) -> Question:
    """The last of the questions of a thread."""
    question: Question | None = None
    for text in texts:
        question = Question(text, NOW, "n", previous=question)
    assert question is not None
    return question


@pytest.mark.parametrize(
    "text",
    ["en in Schaarbeek?", "et le dimanche ?", "en voor kinderen?", "and in Turkish?", "ook zonder papieren?",
     "en nu open?", "rolstoeltoegankelijk?", "et pour les enfants à Jette ?"],
)  # fmt: skip
def test_a_follow_up_has_the_need_of_the_question_before(text: str) -> None:
    assert "tandarts" in read(continued(asked("waar vind ik een tandarts?", text), read)).content_words


@pytest.mark.parametrize(
    "text", ["en een psycholoog?", "huisarts in Schaarbeek?", "nachtopvang voor vrouwen", "hoezo?"]
)
def test_a_question_with_a_need_of_its_own_is_a_new_one(text: str) -> None:
    question = asked("waar vind ik een tandarts?", text)
    assert continued(question, read) is question


def test_without_a_question_before_nothing_is_taken_over() -> None:
    question = asked("en in Schaarbeek?")
    assert continued(question, read) is question


def test_a_new_place_replaces_the_one_before_and_the_rest_holds_on() -> None:
    found = read(continued(asked("tandarts in Jette", "en op zondag?", "en in Schaarbeek?"), read))
    assert [place.postcodes for place in found.places] == [("1030",)]
    assert found.window is not None
    assert found.window.label == "sunday"


def test_a_new_time_replaces_the_one_before() -> None:
    found = read(continued(asked("tandarts open op zaterdag", "en op zondag?"), read))
    assert found.window is not None
    assert found.window.label == "sunday"


def test_a_thread_remembers_a_few_questions_only() -> None:
    question: Question | None = shortened(asked(*(f"vraag {n}" for n in range(20))))
    count = 0
    while question is not None:
        question, count = question.previous, count + 1
    assert count == DEEPEST + 1


def test_what_was_asked_before_is_not_printed() -> None:
    question = asked("tandarts in Jette", "en op zondag?")
    assert "Jette" not in repr(replace(question, text=""))
