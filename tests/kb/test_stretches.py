"""Words that stand together count for more than the same words scattered."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kb.search import Weights, fuse
from kb.searchable import COLUMNS
from kb.stretches import STEMS, Stretches


@dataclass(frozen=True)
class Stem:
    stem: str
    weight: float = 1.0


@dataclass(frozen=True)
class Word:
    word: str
    alternatives: tuple[Stem, ...]
    weight: float = 1.0


def asked(*words: str) -> dict[str, tuple[Word, ...]]:
    return {"nl": tuple(Word(word, (Stem(word),)) for word in words), "fr": ()}


def row(body_nl: str, name_nl: str = "") -> tuple[str, ...]:
    return tuple({"body_nl": body_nl, "name_nl": name_nl}.get(column, "") for column in COLUMNS)


FILLER = " ".join(f"woord{n}" for n in range(2 * STEMS))


def test_words_in_one_stretch_score_above_the_same_words_far_apart() -> None:
    rows = [row(f"schuld bemiddeling {FILLER}"), row(f"schuld {FILLER} bemiddeling"), row(FILLER)]
    near, apart, neither = Stretches.build(rows).scores(asked("schuld", "bemiddeling"))  # type: ignore[arg-type]
    assert near > apart > neither == 0


def test_only_the_text_itself_is_cut_in_stretches() -> None:
    assert not Stretches.build([row("", name_nl="schuld")]).scores(asked("schuld")).any()  # type: ignore[arg-type]


def test_nothing_to_cut_gives_no_scores() -> None:
    assert Stretches.build([]).scores(asked("schuld")).shape == (0,)  # type: ignore[arg-type]


def test_the_best_stretch_decides_between_equal_passages() -> None:
    equal = np.array([1, 1, 0], dtype=np.float32)
    fused = fuse(equal, None, Weights(), np.array([0, 1, 0], dtype=np.float32))
    assert fused[1] > fused[0] > fused[2]
    assert np.allclose(
        fuse(equal, None, Weights(together=0), np.zeros(3, dtype=np.float32)), fuse(equal, None, Weights())
    )
