"""The best sentences of a passage."""

from __future__ import annotations

import pytest

from kb.quotes import quote, sentences

FILLER = "Deze alinea gaat over iets anders en vult de bladzijde met gewone woorden zonder veel belang."


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Volgens art. 62 kan dat. Het mag ook anders.", 2),
        ("Dat is d.w.z. Brussel. Goed.", 2),
        ("Dr. Peeters zei niets.", 1),
        ("Er zijn 1.608 bedden. In 2022 waren er meer.", 2),
        ("Est-ce vrai ? Oui. « Non » !", 3),
    ],
)
def test_abbreviations_and_figures_do_not_end_a_sentence(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_the_sentence_with_the_asked_words_is_quoted() -> None:
    text = " ".join([FILLER] * 3 + ["De regering voorziet twintig bedden voor dubbele diagnose."] + [FILLER] * 3)
    assert "twintig bedden" in quote(text, {"bedden", "diagnose"})


def test_a_quote_is_short() -> None:
    text = " ".join([FILLER] * 20)
    assert len(quote(text, {"bladzijde"}).split()) <= 80


def test_a_short_passage_is_quoted_whole() -> None:
    assert quote("Eén zin. Nog een zin.", {"iets"}) == "Eén zin. Nog een zin."


def test_a_figure_takes_its_year_along() -> None:
    told = "De telling van 2022 leverde gegevens op. Toen waren er 9.777 personen dakloos in het gewest."
    text = " ".join([FILLER] * 4 + [told] + [FILLER] * 4)
    assert "2022" in quote(text, {"dakloos", "personen"}, max_words=20)


def test_left_out_sentences_are_marked() -> None:
    text = " ".join(["Bedden zijn schaars."] + [FILLER] * 4 + ["Bedden komen er bij in Jette."])
    assert "…" in quote(text, {"bedden"}, max_words=20)
