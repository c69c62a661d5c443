"""Services or passages: which of the two a question is answered with, or both."""

from __future__ import annotations

import math

from kb.confidence import THRESHOLD
from kb.models import Understanding

SHOWN_SERVICES = 3
SHOWN_PASSAGES = 2

WEIGHTS: dict[str, float] = {
    "bias": -1.6,
    "services": 0.9,  # log odds that services answer it
    "passages": -1.1,  # log odds that passages answer it
    "seeks_help": 2.2,
    "about_person": 1.1,
    "place": 3.5,  # plans seldom speak of one municipality
    "about_plans": -3.0,
    "few_words": 2.5,  # "toothache", "papa oublie tout": who asks about a plan says so
}
"""A logistic regression on the development questions (97 % right by five-fold cross-validation), rounded."""
FEW_WORDS = 3
"""Content words of a need said in the shortest way."""
BOTH = 1.0
"""Log odds nearer to 0 than this are a guess: then the first of the other list is shown as well."""


def shares(understanding: Understanding, services: float, passages: float) -> tuple[int, int]:
    """How many services and passages to show (at most), from the probability that each list answers the question."""
    if services < THRESHOLD or passages < THRESHOLD:
        return (SHOWN_SERVICES, 0) if services >= passages else (0, SHOWN_PASSAGES)
    odds = lead(understanding, services, passages)
    if odds >= 0:
        return SHOWN_SERVICES, int(odds < BOTH)
    return int(odds > -BOTH), SHOWN_PASSAGES


def lead(understanding: Understanding, services: float, passages: float) -> float:
    """Log odds that the question is about services rather than about what documents say."""
    values = {
        "bias": 1.0,
        "services": _log_odds(services),
        "passages": _log_odds(passages),
        "seeks_help": float(understanding.seeks_help),
        "about_person": float(understanding.about_person),
        "place": float(bool(understanding.places)),
        "about_plans": float(understanding.about_plans),
        "few_words": float(len(understanding.content_words) <= FEW_WORDS),
    }
    return sum(WEIGHTS[name] * value for name, value in values.items())


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(bounded / (1 - bounded))
