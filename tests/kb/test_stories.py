"""Where a story turns to somebody else or to a further matter."""

from __future__ import annotations

import pytest

from kb.models import Lang
from kb.understand.stories import turns


@pytest.mark.parametrize(
    ("lang", "text", "pieces"),
    [
        (
            "nl",
            "Ze is haar werk kwijt en kan de huur niet betalen, en haar zoon van 15 gaat niet meer naar school.",
            ["Ze is haar werk kwijt en kan de huur niet betalen", "haar zoon van 15 gaat niet meer naar school"],
        ),
        (
            "fr",
            "Monsieur boit trop. Sa femme a besoin de parler à quelqu'un.",
            ["Monsieur boit trop", "Sa femme a besoin de parler à quelqu'un"],
        ),
        (
            "en",
            "He came out of prison and has no bed, he also needs his medication",
            ["He came out of prison and has no bed", "he also needs his medication"],
        ),
        (
            "fr",
            "Elle n'a plus de logement, son bébé est malade et ne mange pas",
            ["Elle n'a plus de logement", "son bébé est malade et ne mange pas"],
        ),
        ("nl", "mijn zoon gamet de hele nacht, mijn zoon gaat niet naar school", []),
        ("nl", "Vrouw durft niet naar huis, haar man heeft haar geslagen", []),
        ("fr", "il boit, il ne dort plus et il a perdu son travail", []),
        ("en", "she cannot read, she does not understand the letters", []),
        ("nl", "hij is ziek, hij wil ook niet eten", []),
        ("nl", "Slaapt slecht, zijn kind huilt", []),
    ],
)
def test_a_story_turns_with_another_person_or_with_also(lang: Lang, text: str, pieces: list[str]) -> None:
    assert [piece.text for piece in turns(text, lang)] == pieces


def test_pieces_stand_where_they_were_written() -> None:
    text = "Zij slaapt buiten. Haar baby is ziek."
    assert [text[piece.start : piece.end] for piece in turns(text, "nl")] == ["Zij slaapt buiten", "Haar baby is ziek."]
