"""The service that somebody names in a correction, typing errors and all; several when the name fits several."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from kb.models import Service
from kb.understand.names import single_names
from kb.understand.text import STOPWORDS, folded, folded_words

SHOWN = 5
"""Services offered when the name fits several or none."""
ENOUGH = 0.75
"""Share of the name, weighed by how rare its words are, that a service must have: one odd word in four is forgiven."""
MARGIN = 0.04
"""Services this near the best one are meant as well."""
_LETTERS = 80.0
"""rapidfuzz ratio from which a word is a misspelling of another: one letter wrong in five."""


@dataclass(frozen=True, slots=True)
class Found:
    """`service` when there is one; else `choices`: what the name fits (`certain`: one of these) or comes nearest to."""

    service: Service | None = None
    choices: tuple[Service, ...] = ()
    certain: bool = False


def find(name: str, services: Sequence[Service]) -> Found:
    """The service called `name`, or known by that id."""
    key = " ".join(folded_words(name))
    if not key:
        return Found()
    called = [one for one in services if one.id.casefold() == name.strip().casefold()] or [
        one for one in services if key in {" ".join(folded_words(text)) for text in (one.name_nl, one.name_fr)}
    ]
    if len(called) == 1:
        return Found(called[0], certain=True)
    if called:
        return Found(choices=tuple(called[:SHOWN]), certain=True)
    return _by_words(key.split(), services)


def _by_words(spoken: Sequence[str], services: Sequence[Service]) -> Found:
    names = [frozenset().union(*single_names(service)) for service in services]
    common = Counter(word for words in names for word in words)
    told = [word for word in dict.fromkeys(spoken) if word not in STOPWORDS] or list(dict.fromkeys(spoken))
    near = {word: _near(word, common) for word in told}
    weights = {word: _weight(min((common[w] for w in near[word]), default=1), len(services)) for word in told}
    total = sum(weights.values())
    scored = [(sum(_best(near[word], words) * weights[word] for word in told) / total, words) for words in names]
    ranked = sorted(
        (
            (score - 0.02 * (1 - len(told) / max(len(words), len(told), 1)), n)
            for n, (score, words) in enumerate(scored)
        ),
        key=lambda one: (-one[0], one[1]),
    )[: SHOWN + 1]
    best = ranked[0][0] if ranked else 0.0
    if best < ENOUGH:
        return Found(choices=tuple(services[n] for score, n in ranked[:SHOWN] if score > ENOUGH / 2))
    meant = tuple(services[n] for score, n in ranked if score >= best - MARGIN)
    return Found(meant[0], certain=True) if len(meant) == 1 else Found(choices=meant[:SHOWN], certain=True)


def _near(word: str, known: Iterable[str]) -> dict[str, float]:
    """The words of names that `word` may be, with how much it looks like them (0-1)."""
    found = process.extract(word, known, scorer=fuzz.ratio, score_cutoff=_LETTERS if len(word) > 3 else 100.0, limit=20)
    return {other: score / 100 for other, score, _ in found}


def _best(near: dict[str, float], words: frozenset[str]) -> float:
    return max((score for word, score in near.items() if word in words), default=0.0)


def _weight(count: int, services: int) -> float:
    return math.log(1 + services / count) + 0.1


def starts_with_name(text: str, services: Sequence[Service]) -> list[tuple[str, str]]:
    """Ways to cut a text without colon in (name, rest): after one word, after two ... up to eight, longest first."""
    words = text.split()
    known = {word for service in services for name in single_names(service) for word in name}
    cuts = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(min(8, len(words)), 0, -1)]
    return [cut for cut in cuts if any(_near(folded(word), known) for word in folded_words(cut[0]))]
