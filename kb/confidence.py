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
    coverage: float = 0.0
    topic: float = 0.0
    field: float = 0.0


SERVICES: Mapping[str, float] = {
    "bias": -9.728,
    "lexical": 0.13,
    "dense": 11.202,
    "held": 0.41,
    "elsewhere": -1.182,
    "foreign": -5.07,
    "coverage": 2.974,
    "topic": 3.001,
    "said": 1.5,
    "plans": -2.144,
    "person": 2.049,
    "field": 1.039,
}
PASSAGES: Mapping[str, float] = {
    "bias": -7.348,
    "lexical": 0.477,
    "dense": 9.72,
    "held": 0.933,
    "elsewhere": -2.298,
    "foreign": -5.005,
    "coverage": 1.397,
    "said": 0.665,
    "plans": 1.158,
    "person": -0.128,
    "field": 0.488,
}
SERVICES_ANY_MODEL: Mapping[str, float] = {
    "bias": -5.677,
    "lexical": 0.156,
    "held": 0.844,
    "elsewhere": -1.714,
    "foreign": -6.753,
    "coverage": 1.193,
    "topic": 5.307,
    "said": 1.656,
    "plans": -0.94,
    "person": 1.541,
}
PASSAGES_ANY_MODEL: Mapping[str, float] = {
    "bias": -5.684,
    "lexical": 0.546,
    "held": 1.392,
    "known": 0.199,
    "elsewhere": -2.462,
    "foreign": -5.313,
    "coverage": 0.817,
    "said": 0.4,
    "plans": 2.142,
    "person": -0.164,
}
THRESHOLD = 0.40
"""Below this probability Relais gives no answer but says what it understood and shows the way to a person. At 0.50
hardly 95 % of the questions with an answer get one; under 0.40 refusals fall and hardly more is answered
(docs/quality.md)."""

NAMED = 0.95
"""A service that the question names: all 21 names recognised on the development questions were right."""


def features(signals: Signals, understanding: Understanding) -> dict[str, float]:
    """The regressions' input; `dense` and `field` are left out with another model than the built-in one."""
    said = (understanding.languages, understanding.access, understanding.target_groups, understanding.window)
    values = {
        "bias": 1.0,
        "coverage": signals.coverage,
        "topic": signals.topic,
        "lexical": min(MOST_LEXICAL, signals.lexical),
        "held": float(min(MOST_HELD, signals.held)),
        "known": signals.known,
        "elsewhere": float(min(MOST_ELSEWHERE, signals.elsewhere)),
        "foreign": min(1.0, signals.elsewhere / max(1, len(understanding.content_words))),
        "said": float(sum(map(bool, said))),
        "plans": float(understanding.about_plans),
        "person": float(understanding.about_person),
    }
    return values if signals.dense is None else {**values, "dense": signals.dense, "field": signals.field}


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
