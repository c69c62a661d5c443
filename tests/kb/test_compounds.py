"""Where Dutch compounds are cut."""

from __future__ import annotations

import pytest

from kb.compounds import Splitter

COUNTS = {
    "gezondheid": 900,
    "centrum": 500,
    "schuld": 300,
    "bemiddeling": 200,
    "huis": 2000,
    "arts": 400,
    "zorg": 1500,
    "woon": 300,
    "kind": 800,
    "opvang": 400,
    "wijk": 300,
    "eren": 50,
    "heid": 99,
    "gezondheidscentrum": 30,
    "rare": 1,
}


@pytest.fixture
def splitter() -> Splitter:
    return Splitter(COUNTS, curated=["tolk", "dak", "Ziekte"])


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("schuldbemiddeling", ("schuld", "bemiddeling")),
        ("gezondheidszorg", ("gezondheid", "zorg")),
        ("kinderopvang", ("kind", "opvang")),
        ("huisarts", ("huis", "arts")),
        ("Huisarts", ("huis", "arts")),
        ("woonzorgcentrum", ("woon", "zorg", "centrum")),
        ("zorgwijk", ("zorg", "wijk")),
        ("tolkdak", ("tolk", "dak")),
        ("huis", ()),
        ("rarezorg", ()),
        ("zorgeren", ()),
        ("zorgheid", ()),
        ("zorg2zorg", ()),
        ("onbekendwoord", ()),
        ("", ()),
    ],
)
def test_compounds_are_cut_into_known_words(splitter: Splitter, word: str, parts: tuple[str, ...]) -> None:
    assert splitter.split(word) == parts


def test_a_long_part_is_cut_again_and_stays_whole_too(splitter: Splitter) -> None:
    assert splitter.split("wijkgezondheidscentrum") == ("wijk", "gezondheidscentrum", "gezondheid", "centrum")


def test_short_parts_come_from_written_lists_only() -> None:
    assert Splitter({"dak": 500, "zorg": 500}).split("dakzorg") == ()
    assert Splitter({"zorg": 500}, curated=["dak"]).split("dakzorg") == ("dak", "zorg")


def test_without_any_vocabulary_nothing_is_cut() -> None:
    assert Splitter({}).split("gezondheidszorg") == ()


def test_a_known_word_is_recognised_without_its_accents() -> None:
    assert "Ziekte" in Splitter({}, curated=["ziekte"])
    assert "coordinatie" in Splitter({}, curated=["coördinatie"])
