"""How sure an answer is: a calibrated probability from a few features, and the line below which Relais says no.

A logistic regression of eight features, fitted by kb/training/fit_confidence.py; the table below is all of it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb.models import Understanding


@dataclass(frozen=True, slots=True)
class Signals:
    """What search knows of its best hit. Scores are as the searcher gives them; `coverage` is the share (0-1, weighted
    by rarity) of the question's content words that the best hit holds, in any language."""

    lexical: float
    dense: float
    coverage: float
    best_word: float
    margin: float


WEIGHTS: Mapping[str, float] = {
    "bias": -2.2,
    "lexical": 0.08,
    "dense": 2.0,
    "coverage": 3.0,
    "best_word": 0.8,
    "margin": 0.5,
    "named": 4.0,
    "understood": 0.5,
    "missing": -0.3,
}
THRESHOLD = 0.5
"""Below this probability Relais gives no answer but says what it understood and shows the way to a person."""


def features(signals: Signals, understanding: Understanding, missing: Sequence[str] = ()) -> dict[str, float]:
    """The regression's input. `missing` are content words that no entry of the knowledge base holds."""
    said = (understanding.languages, understanding.access, understanding.target_groups, understanding.window)
    return {
        "bias": 1.0,
        "lexical": signals.lexical,
        "dense": signals.dense,
        "coverage": signals.coverage,
        "best_word": signals.best_word,
        "margin": signals.margin,
        "named": float(understanding.service_id is not None),
        "understood": float(sum(map(bool, said))),
        "missing": float(len(missing)),
    }


def probability(values: Mapping[str, float], weights: Mapping[str, float] = WEIGHTS) -> float:
    """The logistic function of the weighted features."""
    total = sum(weights[name] * value for name, value in values.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
