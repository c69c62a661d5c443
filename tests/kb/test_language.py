"""Short questions, mixed with names of the other language, and texts that are no language at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb.language import detect, main
from kb.models import LANGS, Lang
from tests.kb.short_questions import short_questions

WRONG_OF_SHORT = 0.02
"""Share of short questions that may be taken for another language: some are the same word in two."""


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("tandarts zonder mutualiteit", "nl"),
        ("wie helpt bij schulden?", "nl"),
        ("iemand een bed vrij vannacht", "nl"),
        ("is Maison Médicale du Nord nog open?", "nl"),
        ("waar kan een gezin terecht bij Service d'aide aux familles", "nl"),
        ("dentiste sans mutuelle", "fr"),
        ("qui aide pour les dettes ?", "fr"),
        ("un lit libre cette nuit", "fr"),
        ("le Huisartsenwachtpost est-il ouvert ?", "fr"),
        ("logement pour jeunes à Schaerbeek", "fr"),
        ("food parcels today", "en"),
        ("who can help with debts?", "en"),
        ("is there a dentist near Bizet", "en"),
        ("DRINGEND OPVANG GEZOCHT", "nl"),
        ("URGENT CHERCHE HEBERGEMENT", "fr"),
    ],
)
def test_language_of_short_questions(text: str, lang: Lang) -> None:
    assert detect(text)[0] == lang


def test_nearly_all_questions_of_one_to_four_words_get_their_language() -> None:
    asked = short_questions()
    wrong = [(text, lang, detect(text)) for text, lang in asked if detect(text)[0] != lang]
    assert len(wrong) <= WRONG_OF_SHORT * len(asked), wrong
    assert not [text for text, _, (_, certain) in wrong if certain]


@pytest.mark.parametrize(("text", "lang"), [("OCMW", "nl"), ("CPAS", "fr"), ("ocmw 1080", "nl"), ("PCSW", "en")])
def test_an_acronym_tells_its_language(text: str, lang: Lang) -> None:
    assert detect(text)[0] == lang


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("adres Huurdersbond de Boog", "nl"),
        ("adresse Huurdersbond de Boog", "fr"),
        ("numéro du Buurthuis Bonnevie", "fr"),
        ("uren Maison de Quartier", "nl"),
        ("tandarts in Ixelles", "nl"),
        ("dentiste à Elsene", "fr"),
        ("kinesitherapie", "nl"),
        ("kinésithérapie", "fr"),
    ],
)
def test_names_and_places_of_the_other_language_do_not_decide(text: str, lang: Lang) -> None:
    assert detect(text)[0] == lang


@pytest.mark.parametrize("text", ["ok super", "restaurant", "Zinneke", "1080", "taxi", "🙂", ""])
def test_a_text_that_no_language_owns_is_neither_english_nor_certain(text: str) -> None:
    lang, certain = detect(text)
    assert lang != "en"
    assert not certain


@pytest.mark.parametrize("hint", LANGS)
def test_the_language_of_the_thread_decides_what_a_text_leaves_open(hint: Lang) -> None:
    for text in ("ok super", "", "1080 Molenbeek"):
        assert detect(text, hint=hint) == (hint, False)


def test_a_word_of_two_languages_is_never_in_the_third() -> None:
    assert detect("autisme", hint="nl")[0] == "nl"
    assert detect("autisme", hint="fr")[0] == "fr"
    assert detect("autisme", hint="en")[0] != "en"


@pytest.mark.parametrize("hint", LANGS)
def test_a_clear_question_keeps_its_language_whatever_came_before(hint: Lang) -> None:
    assert detect("waar vind ik een tandarts?", hint=hint) == ("nl", True)
    assert detect("où trouver un dentiste ?", hint=hint) == ("fr", True)


def test_plain_sentence_is_certain_and_a_name_is_not() -> None:
    assert detect("Waar kan ik terecht met mijn vraag over huisvesting?")[1]
    assert not detect("Brabant")[1]


@pytest.mark.parametrize("text", ["", "   ", "🙂🙂🙂", "12345 / 67", '?!*"()', "\x00\x01", "\ud800", "日本語の質問"])
def test_text_without_words_is_uncertain_and_no_error(text: str) -> None:
    assert detect(text)[1] is False


def test_long_text_is_judged_by_its_beginning() -> None:
    assert detect("Waar kan ik hulp vinden voor mijn buren? " * 20 + "le la les des " * 20_000)[0] == "nl"


def test_same_text_same_answer() -> None:
    assert len({detect("accueil opvang Brussel Bruxelles") for _ in range(20)}) == 1


def test_figures_name_what_was_taken_for_what(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "questions.jsonl"
    rows = [{"question": "wie helpt mij met mijn schulden?", "lang": "nl"}, {"text": "le la les", "lang": "en"}]
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    main([str(file)])
    printed = capsys.readouterr().out
    assert "kb.language: 1 of 2" in printed
    assert "en taken for fr (certain): le la les" in printed
