"""Short questions, mixed with names of the other language, and texts that are no language at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb.language import detect, main
from kb.models import Lang


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
