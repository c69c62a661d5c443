"""Services or passages: which of the two a question is answered with, or both."""

from __future__ import annotations

import math

from kb.confidence import THRESHOLD
from kb.models import Understanding

SHOWN_SERVICES = 3
SHOWN_PASSAGES = 2

WEIGHTS: dict[str, float] = {
    "bias": -0.03,
    "services": 0.5,
    "passages": -0.79,
    "seeks_help": 1.73,
    "place": 1.49,
    "about_plans": -2.58,
    "few_words": 0.53,
    "terms": 0.77,
    "window": 0.94,
    "language": 0.86,
    "sounds_like_plans": -2.57,
}
"""A logistic regression on the questions of kb/training (plan_questions.tsv, need_questions.tsv), made again by
`python -m kb.training.fit_lead --base DIR`."""
FEW_WORDS = 3
"""Content words of a need said in the shortest way: "toothache", "papa oublie tout"; who asks about a plan says so."""
SURE = 2.0
"""Log odds of a list beyond which it is no surer: with .98 for the one and .995 for the other, both answer."""
ONLY_SERVICES, ONLY_PASSAGES = 1.5, -1.5
"""Log odds that the question is about services between which both are shown. Who needs a place for tonight and gets
a plan's sentence is worse off than who gets a service beside it."""


def shares(understanding: Understanding, services: float, passages: float, sounds_like_plans: float) -> tuple[int, int]:
    """How many services and passages to show (at most), from the probability that each list answers the question.
    `sounds_like_plans`: see `kb.signals.Seeker.about_plans`."""
    if services < THRESHOLD or passages < THRESHOLD:
        return (SHOWN_SERVICES, 0) if services >= passages else (0, SHOWN_PASSAGES)
    odds = lead(understanding, services, passages, sounds_like_plans)
    if odds >= 0:
        return SHOWN_SERVICES, int(odds < ONLY_SERVICES)
    return (0, SHOWN_PASSAGES) if odds <= ONLY_PASSAGES else (SHOWN_SERVICES - 1, 1)


def lead(understanding: Understanding, services: float, passages: float, sounds_like_plans: float) -> float:
    """Log odds that the question is about services rather than about what documents say."""
    values = features(understanding, services, passages, sounds_like_plans)
    return sum(WEIGHTS[name] * value for name, value in values.items())


def features(u: Understanding, services: float, passages: float, sounds_like_plans: float) -> dict[str, float]:
    """The regression's input."""
    return {
        "bias": 1.0,
        "services": _log_odds(services),
        "passages": _log_odds(passages),
        "seeks_help": float(u.seeks_help),
        "place": float(bool(u.places)),
        "about_plans": float(u.about_plans),
        "few_words": float(len(u.content_words) <= FEW_WORDS),
        "terms": float(bool(u.access or u.target_groups or u.wheelchair or u.home_visit)),
        "window": float(u.window is not None),
        "language": float(bool(u.languages)),
        "sounds_like_plans": sounds_like_plans,
    }


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, 1e-6), 1 - 1e-6)
    return max(-SURE, min(SURE, math.log(bounded / (1 - bounded))))
