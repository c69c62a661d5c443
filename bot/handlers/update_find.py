"""The service that somebody names in a correction, typing errors and all; several when the name fits several."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from kb.models import Service
from kb.understand.names import single_names
from kb.understand.text import STOPWORDS, folded_words

SHOWN = 5
"""Services offered when the name fits several or none."""
ENOUGH = 0.75
"""Share of the name, weighed by how rare its words are, that a service must have: one odd word in four is forgiven."""
MARGIN = 0.04
"""Services this near the best one are meant as well."""
LONGEST_NAME = 10
"""Words that a name can have in a line without a colon."""
_LETTERS = 80.0
"""rapidfuzz ratio from which a word is a misspelling of another: one letter wrong in five."""
_WHOLE = 0.02
"""What a service loses, at most, for words of its names that were not said: the shorter name is the likelier one."""


@dataclass(frozen=True, slots=True)
class Found:
    """`service` when there is one; else `choices`: what the name fits (`certain`: one of these) or comes nearest to."""

    service: Service | None = None
    choices: tuple[Service, ...] = ()
    certain: bool = False


class NameBook:
    """The names of all services. Built once per state of the repertory: at 10,000 services that takes a second."""

    def __init__(self, services: Sequence[Service]) -> None:
        self._services = tuple(services)
        self._words = tuple(frozenset().union(*single_names(service)) for service in services)
        self._common = Counter(word for words in self._words for word in words)
        self._vocabulary = list(self._common)
        self._exact: dict[str, list[int]] = {}
        for number, service in enumerate(services):
            names = {_key(service.name_nl), _key(service.name_fr), service.id.casefold()} - {""}
            for name in names:
                self._exact.setdefault(name, []).append(number)

    def find(self, name: str) -> Found:
        """The service called `name`, or known by that id."""
        key = _key(name)
        exact = self._exact.get(name.strip().casefold()) or self._exact.get(key)
        if exact:
            return self._one_of(exact)
        return self._by_words(key.split()) if key else Found()

    def cuts(self, text: str) -> Iterator[tuple[str, str]]:
        """Ways to cut a text without colon in a name and the rest, the longest name first."""
        words = text.split()
        for count in range(min(LONGEST_NAME, len(words)), 0, -1):
            yield " ".join(words[:count]), " ".join(words[count:])

    def _by_words(self, spoken: Sequence[str]) -> Found:
        told = [word for word in dict.fromkeys(spoken) if word not in STOPWORDS] or list(dict.fromkeys(spoken))
        near = {word: self._near(word) for word in told}
        weights = {word: self._weight(near[word]) for word in told}
        total = sum(weights.values())

        def score(words: frozenset[str]) -> float:
            told_of_it = sum(max((near[w].get(own, 0.0) for own in words), default=0.0) * weights[w] for w in told)
            return told_of_it / total - _WHOLE * max(0.0, 1 - len(told) / max(len(words), 1))

        touched = {own for options in near.values() for own in options}
        scores = [(score(words), -n) for n, words in enumerate(self._words) if not words.isdisjoint(touched)]
        ranked = sorted(scores, reverse=True)[: SHOWN + 1]
        if not ranked or ranked[0][0] < ENOUGH - _WHOLE:
            return Found(choices=tuple(self._services[-n] for value, n in ranked[:SHOWN] if value > ENOUGH / 2))
        return self._one_of([-n for value, n in ranked if value >= ranked[0][0] - MARGIN])

    def _one_of(self, numbers: Sequence[int]) -> Found:
        meant = tuple(self._services[n] for n in numbers[:SHOWN])
        return Found(meant[0], certain=True) if len(numbers) == 1 else Found(choices=meant, certain=True)

    def _near(self, word: str) -> dict[str, float]:
        """The words of names that `word` may be, with how much it looks like them (0-1)."""
        least = _LETTERS if len(word) > 3 else 100.0
        found = process.extract(word, self._vocabulary, scorer=fuzz.ratio, score_cutoff=least, limit=20)
        return {other: value / 100 for other, value, _ in found}

    def _weight(self, near: dict[str, float]) -> float:
        rarest = min((self._common[word] for word in near), default=1)
        return math.log(1 + len(self._services) / rarest)


def _key(name: str) -> str:
    return " ".join(folded_words(name))
