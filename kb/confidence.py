"""How sure an answer is: a calibrated probability from a few features, and the line below which Relais says no.

Two logistic regressions, one for the list of services and one for that of passages; the surer of the two counts. The
tables below are all of it; `python -m kb.training.fit_confidence` makes them again and prints how well they hold.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from kb.models import Understanding

MOST_LEXICAL = 15.0
MOST_HELD = 4
MOST_ELSEWHERE = 2
"""Beyond these, more of the same says nothing new: long questions must not look sure by their length."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What search knows of its best hits. `lexical` is BM25F, `dense` a cosine of the built-in model (None with
    another model, whose cosines lie elsewhere), `coverage` the share of the question's words by rarity that the best
    hit holds, `held` how many words that are, `known` the share that occurs anywhere, `elsewhere` how many words
    belong to another domain and are not in the best hit."""

    lexical: float
    dense: float | None
    held: int
    known: float
    elsewhere: int


SERVICES: Mapping[str, float] = {
    "bias": -8.459,
    "lexical": 0.259,
    "dense": 11.175,
    "held": 0.305,
    "known": 1.419,
    "elsewhere": -2.363,
    "said": 1.146,
    "plans": 0.336,
    "person": 1.226,
}
PASSAGES: Mapping[str, float] = {
    "bias": -8.297,
    "lexical": 0.1,
    "dense": 12.67,
    "held": 1.13,
    "known": 0.995,
    "elsewhere": -2.649,
    "said": 0.751,
    "plans": 2.563,
    "person": 0.361,
}
SERVICES_ANY_MODEL: Mapping[str, float] = {
    "bias": -5.952,
    "lexical": 0.349,
    "held": 0.637,
    "known": 1.989,
    "elsewhere": -2.262,
    "said": 1.446,
    "plans": 0.194,
    "person": 0.928,
}
PASSAGES_ANY_MODEL: Mapping[str, float] = {
    "bias": -5.053,
    "lexical": 0.144,
    "held": 1.406,
    "known": 0.606,
    "elsewhere": -3.127,
    "said": 0.458,
    "plans": 2.509,
    "person": 0.464,
}
THRESHOLD = 0.43
"""Below this probability Relais gives no answer but says what it understood and shows the way to a person."""

NAMED = 0.95
"""A service that the question names: all 21 names recognised on the development questions were right."""


def features(signals: Signals, understanding: Understanding) -> dict[str, float]:
    """The regressions' input; `dense` is left out when it is not known."""
    said = (understanding.languages, understanding.access, understanding.target_groups, understanding.window)
    values = {
        "bias": 1.0,
        "lexical": min(MOST_LEXICAL, signals.lexical),
        "held": float(min(MOST_HELD, signals.held)),
        "known": signals.known,
        "elsewhere": float(min(MOST_ELSEWHERE, signals.elsewhere)),
        "said": float(sum(map(bool, said))),
        "plans": float(understanding.about_plans),
        "person": float(understanding.about_person),
    }
    return values if signals.dense is None else {**values, "dense": signals.dense}


def probability(signals: Signals, understanding: Understanding, *, passages: bool) -> float:
    """Probability (0-1) that the first hits of a list answer the question."""
    values = features(signals, understanding)
    if signals.dense is None:
        return logistic(values, PASSAGES_ANY_MODEL if passages else SERVICES_ANY_MODEL)
    return logistic(values, PASSAGES if passages else SERVICES)


def logistic(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The logistic function of the weighted features."""
    total = sum(weights.get(name, 0.0) * value for name, value in values.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
