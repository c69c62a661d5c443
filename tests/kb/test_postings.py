"""What an alternative of a word is worth."""

from __future__ import annotations

from dataclasses import dataclass

from kb.postings import STRONG, Postings
from kb.searchable import COLUMNS


@dataclass(frozen=True)
class Stem:
    stem: str
    weight: float = 1.0


@dataclass(frozen=True)
class Word:
    word: str
    alternatives: tuple[Stem, ...]
    weight: float = 1.0


def row(body_nl: str) -> tuple[str, ...]:
    return tuple(body_nl if column == "body_nl" else "" for column in COLUMNS)


COMMON = [row(f"zorg andere{n}") for n in range(40)]


def test_a_frequent_part_does_not_make_a_rare_compound_worthless() -> None:
    rows = [row("zorgzone zorg zone"), *COMMON]
    words = Postings.build(rows)
    alone = words.scores({"nl": (Word("zorgzone", (Stem("zorgzone"),)),)})
    with_parts = words.scores({"nl": (Word("zorgzone", (Stem("zorgzone"), Stem("zorg", 0.5))),)})
    assert with_parts[0] >= alone[0] * 0.99
    assert 0 < with_parts[1] < with_parts[0] / 5


def test_equally_good_alternatives_share_one_idf() -> None:
    rows = [row("zeldzaam"), *COMMON]
    words = Postings.build(rows)
    synonyms = Word("zorg", (Stem("zorg"), Stem("zeldzaam", STRONG)))
    found = words.scores({"nl": (synonyms,)})
    rare_alone = words.scores({"nl": (Word("zeldzaam", (Stem("zeldzaam", STRONG),)),)})
    assert 0 < found[0] < rare_alone[0]


def test_a_word_that_is_nowhere_says_nothing() -> None:
    assert not Postings.build(COMMON).scores({"nl": (Word("x", (Stem("nergens"),)),)}).any()
