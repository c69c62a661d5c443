"""What is asked about the service just shown, and what goes on with the need or asks something new."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kb.models import Answer, AnswerKind, Attribute, Lang, Question, Service, ServiceHit, Understanding
from kb.referring import about, refers
from kb.understand import Context, understand

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def detect(text: str, *, hint: Lang | None = None) -> tuple[Lang, bool]:
    return hint or "nl", hint is None


CONTEXT = Context.build((), (), detect)


def asked(text: str) -> Understanding | None:
    return refers(understand(Question(text, NOW), CONTEXT), text)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("wie is dat?", None),
        ("c'est qui ?", None),
        ("plus d'infos", None),
        ("waar is dat juist?", Attribute.ADDRESS),
        ("son numéro ?", Attribute.PHONE),
        ("et c'est gratuit ?", Attribute.COST),
        ("are they wheelchair accessible?", Attribute.WHEELCHAIR),
        ("spreken ze daar Turks?", Attribute.LANGUAGES),
        ("en zijn ze nu open?", Attribute.OPEN_NOW),
    ],
)
def test_a_fact_without_a_name_is_asked_of_what_was_shown(text: str, fact: Attribute | None) -> None:
    found = asked(text)
    assert found is not None
    assert (found.attribute, found.smalltalk, found.talk) == (fact, False, "")


@pytest.mark.parametrize("text", ["en Turks?", "bedankt!", "wat kost een rusthuis?", "en in Jette?", "en nu open?"])
def test_conditions_thanks_and_other_needs_are_not(text: str) -> None:
    assert asked(text) is None


def shown(*names: str) -> Answer:
    hits = tuple(ServiceHit(Service(id=name), 1.0, "", True) for name in names)
    u = Understanding("fr", True)
    return Answer(AnswerKind.RESULTS, "fr", True, 0.9, u, services=hits, show_services=len(hits))


def test_the_first_service_is_meant_and_the_others_are_kept() -> None:
    found = about(Understanding("nl", False, attribute=Attribute.PHONE), shown("a", "b"))
    assert found is not None
    assert (found.service_id, found.same_name, found.lang) == ("a", ("b",), "fr")


def test_a_condition_chooses_among_several_instead() -> None:
    assert about(Understanding("nl", True, attribute=Attribute.LANGUAGES), shown("a", "b")) is None


def test_nothing_shown_is_nothing_meant() -> None:
    assert about(Understanding("nl", True), replace(shown("a"), show_services=0)) is None
