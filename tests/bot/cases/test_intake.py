"""How short answers are read, and when somebody says in plain words that they are stuck."""

from __future__ import annotations

import pytest

from bot.cases.intake import Field, is_skip, is_stop, next_field, sounds_blocked, urgency_of
from bot.cases.states import Urgency


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1", Urgency.TODAY),
        ("vandaag nog", Urgency.TODAY),
        ("cette nuit", Urgency.TODAY),
        ("2", Urgency.WEEK),
        ("dans la semaine", Urgency.WEEK),
        ("binnen enkele dagen", Urgency.WEEK),
        ("3.", Urgency.LATER),
        ("niet zo dringend", Urgency.LATER),
        ("pas urgent", Urgency.LATER),
        ("geen idee", None),
    ],
)
def test_urgency_is_read_from_a_number_or_words(text: str, expected: Urgency | None) -> None:
    assert urgency_of(text) is expected


def test_questions_come_in_their_order_and_end() -> None:
    assert next_field([], zone_known=True) is Field.NEED
    assert next_field([], zone_known=False) is Field.ZONE
    assert next_field(["need", "tried"], zone_known=True) is Field.OBSTACLE
    assert next_field(list(Field), zone_known=False) is None


@pytest.mark.parametrize("text", ["-", "Overslaan", "passer", "je ne sais pas", "geen"])
def test_a_question_can_be_skipped(text: str) -> None:
    assert is_skip(text)
    assert not is_stop(text)


@pytest.mark.parametrize(
    ("text", "blocked"),
    [
        ("ik zit vast met een dossier", True),
        ("dit dossier zit helemaal vast", True),
        ("niemand wil hem nog opnemen", True),
        ("plus personne ne veut le prendre", True),
        ("la situation est complètement bloquée", True),
        ("we're stuck with a family nobody houses", True),
        ("waar kan iemand met een geblokkeerde bankrekening terecht?", False),
        ("hij zit vast in de gevangenis van Haren", False),
        ("personne de référence du bassin nord ?", False),
        ("where can someone get unstuck tyres", False),
    ],
)
def test_plain_words_of_being_stuck(text: str, blocked: bool) -> None:
    assert sounds_blocked(text) is blocked
