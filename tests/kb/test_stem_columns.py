"""Numbered stems give the same postings and stretches as the text they were read from."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
import pytest

from kb.postings import Postings
from kb.searchable import COLUMNS
from kb.stem_columns import StemColumns
from kb.stretches import STEMS, STEP, Stretches


@dataclass(frozen=True)
class Stem:
    stem: str
    weight: float = 1.0


@dataclass(frozen=True)
class Word:
    word: str
    alternatives: tuple[Stem, ...]
    weight: float = 1.0


def rows(count: int, seed: int) -> list[tuple[str, ...]]:
    chance = random.Random(seed)
    vocabulary = [f"w{n}" for n in range(30)]
    return [tuple(" ".join(chance.choices(vocabulary, k=chance.choice((0, 1, 7, 60)))) for _ in COLUMNS)
            for _ in range(count)]  # fmt: skip


def cut(text: str) -> list[str]:
    words = text.split()
    starts = range(0, max(1, len(words) - (STEMS - STEP)), STEP) if words else ()
    return [" ".join(words[start : start + STEMS]) for start in starts]


def test_columns_hold_the_words_of_each_entry_in_order() -> None:
    made = rows(20, 1)
    table = StemColumns.read(made)
    body = table.columns["fr"]["body"]
    words = {number: word for word, number in table.numbers["fr"].items()}
    for entry, row in enumerate(made):
        held = body.stems[body.starts[entry] : body.starts[entry] + body.lengths[entry]]
        assert [words[int(number)] for number in held] == row[COLUMNS.index("body_fr")].split()


def test_a_stretch_scores_like_a_text_of_its_own() -> None:
    made = rows(40, 2)
    owners, texts = [], []
    for owner, row in enumerate(made):
        for column in ("body_nl", "body_fr"):
            for stretch in cut(row[COLUMNS.index(column)]):
                owners.append(owner)
                texts.append(tuple(stretch if name == column else "" for name in COLUMNS))
    asked = {
        "nl": (Word("a", (Stem("w1"), Stem("w2", 0.5))),),
        "fr": (Word("a", (Stem("w3", 0.9),)), Word("b", (Stem("w4"),))),
    }
    expected = np.zeros(len(made), dtype=np.float32)
    np.maximum.at(expected, owners, Postings.build(texts).scores(asked))  # type: ignore[arg-type]
    np.testing.assert_array_equal(Stretches.build(made).scores(asked), expected)  # type: ignore[arg-type]


@pytest.mark.parametrize("asked", [("w1",), ("w1", "w2", "w29"), ("w1", "nowhere")])
def test_coverage_tells_which_entries_have_a_word(asked: tuple[str, ...]) -> None:
    made = rows(40, 3)
    groups = {"nl": (Word("a", tuple(Stem(stem, 1 / (n + 1)) for n, stem in enumerate(asked))),)}
    told = Postings.build(made).coverage(groups, range(40))  # type: ignore[arg-type]
    for row, ((_, held),) in zip(made, told, strict=True):
        own = {w for column, text in zip(COLUMNS, row, strict=True) if column.endswith("_nl") for w in text.split()}
        assert held == pytest.approx(max((1 / (n + 1) for n, stem in enumerate(asked) if stem in own), default=0.0))
