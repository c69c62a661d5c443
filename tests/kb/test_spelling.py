"""Slips of the finger: corrected where that is safe, left alone elsewhere."""

from __future__ import annotations

import pytest

from kb.spelling import Names, Speller

WORDS = {
    "tandarts": 10,
    "psycholoog": 8,
    "voedselhulp": 5,
    "voedselbank": 2,
    "arts": 9,
    "logement": 7,
    "hébergement": 4,
}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tandrats", "tandarts"),
        ("tandart", "tandarts"),
        ("psygoloog", "psycholoog"),
        ("hebergment", "hebergement"),
        ("Logemnt", "logement"),
        ("voedslhulp", "voedselhulp"),
        ("tandarts", None),
        ("hébergement", None),
        ("arst", None),
        ("bandarts", None),
        ("tand4rts", None),
        ("xylofoon", None),
    ],
)
def test_a_word_is_corrected_only_when_unknown_and_near(typed: str, meant: str | None) -> None:
    assert Speller(WORDS).correct(typed) == meant


def test_a_word_known_elsewhere_is_left_alone() -> None:
    assert Speller({"logement": 3}).correct("logemant", known=lambda word: word == "logemant") is None


def test_among_equally_near_words_the_more_frequent_wins() -> None:
    assert Speller({"kaarten": 1, "kaarsen": 50}).correct("kaarpen") == "kaarsen"


NAMES = Names(
    [("s1", "De Schutse"), ("s2", "Maison de Quartier Bonnevie"), ("s3", "Medimmigrant"), ("s4", "Het Anker")]
)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("is de schutse rolstoeltoegankelijk?", ["s1"]),
        ("is De Schuste open?", ["s1"]),
        ("maison de quartier bonevie, c'est ouvert ?", ["s2"]),
        ("bestaat medimigrant nog?", ["s3"]),
        ("waar is er nachtopvang?", []),
        ("een maison de quartier", []),
        ("", []),
    ],
)
def test_names_are_found_in_a_sentence_with_slips(text: str, keys: list[str]) -> None:
    assert [match.key for match in NAMES.find(text)] == keys


def test_the_better_match_comes_first() -> None:
    names = Names([("a", "Centrum Noorderlicht"), ("b", "Centrum Noordelicht")])
    assert next(match.key for match in names.find("centrum noorderlicht")) == "a"


def test_no_names_find_nothing() -> None:
    assert Names([]).find("iets") == []
