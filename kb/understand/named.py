"""Which service a question names: "kamelion kinderteam", "La Poule d'Eau", "is de wachtzaal nu open".

A name is recognised by its distinctive words: words in the names (or the web address) of few services. One wrong letter
in six is forgiven. A distinctive word that is an everyday word too counts only when the whole name is told and the
question says nothing but which fact is asked, or, after a definite article or with a capital, little more.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from kb.models import Service
from kb.understand.names import description_words, single_names
from kb.understand.text import STOPWORDS, Word

_TYPO_LENGTH = 5
_TYPO_SCORE = 84.0
"""rapidfuzz ratio: one letter wrong in a word of six ("kamelion" for "kameleon" scores 87)."""
_TYPO_COST = 0.8
_RARE_SHARE = 0.012
"""A word that more than this share of services have in their names says what they are, not which."""
_RARE_AT_LEAST = 4
"""...but a handful of services of one organisation may always share its name."""
_ARTICLES = frozenset(("de", "het", "t", "le", "la", "les", "l", "the", "chez", "bij", "naar", "den"))
_INDEFINITE = frozenset(
    [
        "een",
        "un",
        "une",
        "a",
        "an",
        "welke",
        "welk",
        "quel",
        "quelle",
        "quels",
        "quelles",
        "which",
        "geen",
        "no",
        "aucun",
        "aucune",
        "des",
        "andere",
        "autre",
        "ne",
        "nen",
    ]
)
_MOST_BESIDE = 2
"""Other telling words beside an everyday word that is taken as a name ("is tandarts Tandpunt bereikbaar met tram")."""
_MOST_OF = 0.6
_FAINT = 0.2
"""What a word counts for that asks for a fact or tells the terms: "gratuit" and "papieren" stand in names too."""

_Candidates = dict[int, list[tuple[str, float]]]


@dataclass(frozen=True, slots=True)
class NamedService:
    """A service recognised by name: its id, others that the name fits as well, the words of the question it took."""

    id: str
    others: tuple[str, ...]
    taken: frozenset[int]


class NameIndex:
    """The distinctive words of the names of all services; built once per generation.

    `ordinary` are words that never make a name by themselves: places, the labels of the taxonomy. `knows` tells
    whether a word is in a dictionary: such a name is an everyday word too.
    """

    def __init__(
        self,
        services: Sequence[Service],
        ordinary: Collection[str] = (),
        knows: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._knows = knows
        self._ids = tuple(service.id for service in services)
        self._names = tuple(single_names(service) for service in services)
        self._words = tuple(frozenset().union(*names) for names in self._names)
        self._by_word: dict[str, list[int]] = {}
        for index, words in enumerate(self._words):
            for word in words:
                self._by_word.setdefault(word, []).append(index)
        self._used = description_words(services, self._words)
        most = max(_RARE_AT_LEAST, int(_RARE_SHARE * len(services)))
        self._distinctive = {
            word
            for word, found in self._by_word.items()
            if len(found) <= most and len(word) > 2 and not word.isdigit() and word not in ordinary
        }
        self._of_length: dict[int, list[str]] = {}
        for word in sorted(self._distinctive):
            self._of_length.setdefault(len(word), []).append(word)
        self._total = max(len(services), 1)

    def find(
        self,
        spoken: Sequence[Word],
        *,
        asked: bool,
        timed: bool = False,
        besides: Callable[[], Collection[str]] = frozenset,
    ) -> NamedService | None:
        """The service that the words name. `asked` tells that a fact is asked for, `timed` that a time is told: then
        "nachtopvang voor vrouwen" is a need. `besides` gives the words that say more than which fact, when, for whom
        and on which terms: the others seldom are a name."""
        candidates = self._candidates(spoken)
        told = {word for options in candidates.values() for word, _ in options}
        if not told & self._distinctive:
            return None
        telling = besides()
        faint = frozenset(p for p in candidates if telling and spoken[p].folded not in telling)
        scores = self._scores(candidates, faint)
        best = max(scores.values())
        winners = sorted(index for index, score in scores.items() if score >= best - 1e-9)
        winners.sort(key=lambda index: -self._fullness(index, told))
        taken = self._taken(winners[0], candidates)
        rest = {word.folded for i, word in enumerate(spoken) if i not in taken and word.folded in telling}
        if not self._is_meant(spoken, winners[0], taken, candidates, rest=len(rest), asked=asked, timed=timed):
            return None
        return NamedService(self._ids[winners[0]], tuple(self._ids[i] for i in winners[1:]), taken)

    def _fullness(self, index: int, told: set[str]) -> float:
        """The greatest share of one of a service's names that was told."""
        return max(len(name & told) / len(name) for name in self._names[index])

    def _candidates(self, spoken: Sequence[Word]) -> _Candidates:
        """Position in the question -> words of names that it may be, each with its quality (1 when exact)."""
        found: _Candidates = {}
        for position, word in enumerate(spoken):
            if word.folded in STOPWORDS:
                continue
            indefinite = position > 0 and spoken[position - 1].folded in _INDEFINITE and not word.capital
            options = [] if indefinite else self._match(word.folded)
            if position + 1 < len(spoken) and not indefinite:
                joined = word.folded + spoken[position + 1].folded
                options += [(joined, 1.0)] if joined in self._distinctive else []
            if options:
                found[position] = options
        return found

    def _match(self, word: str) -> list[tuple[str, float]]:
        exact = [(word, 1.0)] if word in self._by_word else []
        if len(word) < _TYPO_LENGTH or (exact and len(self._by_word[word]) > _RARE_AT_LEAST):
            return exact
        if not exact and self._is_everyday(word):
            return []  # a word spelled right is no typing error of a name
        lengths = range(max(_TYPO_LENGTH, len(word) - 1), len(word) + 2)  # of a typing error, not of another form
        near = [other for length in lengths for other in self._of_length.get(length, ())]
        close = process.extract(word, near, scorer=fuzz.ratio, score_cutoff=_TYPO_SCORE, limit=3)
        return exact + [(other, _TYPO_COST * score / 100) for other, score, _ in close if other != word]

    def _is_everyday(self, word: str) -> bool:
        """Looked up when it matters: asking the dictionary for every name takes seconds at 10,000 services."""
        return word in self._used or self._knows(word)

    def _scores(self, candidates: _Candidates, faint: Collection[int]) -> dict[int, float]:
        scores: dict[int, float] = {}
        for position, options in candidates.items():
            share = _FAINT if position in faint else 1.0
            here: dict[int, float] = {}
            for word, quality in options:
                value = share * quality * math.log(1 + self._total / len(self._by_word[word]))
                for index in self._by_word[word]:
                    here[index] = max(here.get(index, 0.0), value)
            for index, value in here.items():
                scores[index] = scores.get(index, 0.0) + value
        return scores

    def _taken(self, winner: int, candidates: _Candidates) -> frozenset[int]:
        taken = set()
        for position, options in candidates.items():
            for word, _ in options:
                if word in self._words[winner]:
                    taken.add(position)
        return frozenset(taken)

    def _is_meant(
        self,
        spoken: Sequence[Word],
        winner: int,
        taken: frozenset[int],
        candidates: _Candidates,
        *,
        rest: int,
        asked: bool,
        timed: bool,
    ) -> bool:
        own = self._distinctive & self._words[winner]
        distinctive = {p for p in taken if any(word in own for word, _ in candidates[p])}
        firm_words = {word for word in own if not self._is_everyday(word)}
        firm = {p for p in distinctive if any(word in firm_words for word, _ in candidates[p])}
        pointed = any(_points_to_name(spoken, position) for position in distinctive)
        if firm:
            return asked or pointed or len(taken) > 1 or rest <= len(taken)
        told = {word for position in distinctive for word, _ in candidates[position]}
        if not self._whole_name(winner, told):
            return False
        if rest == 0:
            return asked or (len(taken) > 1 and not timed)
        return asked and pointed and rest <= _MOST_BESIDE

    def _whole_name(self, winner: int, told: set[str]) -> bool:
        """The distinctive words of one of the service's names were told, or most of several."""
        distinctive = (name & self._distinctive for name in self._names[winner])
        return any(name and (name <= told or len(name & told) >= max(2, _MOST_OF * len(name))) for name in distinctive)


def _points_to_name(spoken: Sequence[Word], position: int) -> bool:
    """Written with a capital inside the sentence, or after a definite article, "chez" or "bij"."""
    return position > 0 and (spoken[position].capital or spoken[position - 1].folded in _ARTICLES)
