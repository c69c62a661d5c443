"""What a word or a name was meant to be, when it is spelt as nothing we know.

A word is corrected only when it is unknown and a known word lies very near; a name is matched as a whole, so that
"medimmigrant" finds "Medimmigrant vzw" and "Bizet" is never turned into "budget".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein

from kb.words import fold, tokenize

SHORTEST_CORRECTED = 5
"""Shorter words have too many neighbours: "arts" is one letter from "arms" and "art"."""
ONE_MISTAKE_UP_TO = 7
"""Letters; longer words may have two mistakes."""
NAME_SCORE = 84.0
"""Least similarity (0-100) for a name: one or two slips in a name of ten letters."""
SHORTEST_NAME = 4
"""Letters; shorter names (acronyms) must be spelt right."""


class Speller:
    """Corrects single words against a vocabulary of folded words and their frequencies."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        """`vocabulary`: word -> number of texts that have it; words are folded here."""
        self._counts: dict[str, int] = {}
        for word, count in vocabulary.items():
            folded = fold(word)
            if folded.isalpha():
                self._counts[folded] = self._counts.get(folded, 0) + count
        self._by_length: dict[int, list[str]] = {}
        for word in sorted(self._counts):
            if len(word) >= SHORTEST_CORRECTED - 1:
                self._by_length.setdefault(len(word), []).append(word)

    def __contains__(self, word: str) -> bool:
        return fold(word) in self._counts

    def correct(self, word: str, known: Callable[[str], bool] = lambda _: False) -> str | None:
        """The word that `word` was meant to be, or None: it is known (here or by `known`), too short, or nothing
        lies near enough. The first letter is trusted, as people rarely miss it."""
        folded = fold(word)
        if len(folded) < SHORTEST_CORRECTED or not folded.isalpha() or folded in self._counts or known(folded):
            return None
        allowed = 1 if len(folded) <= ONE_MISTAKE_UP_TO else 2
        candidates = [
            near
            for length in range(len(folded) - allowed, len(folded) + allowed + 1)
            for near in self._by_length.get(length, ())
            if near[0] == folded[0]
        ]
        found = process.extract(
            folded, candidates, scorer=DamerauLevenshtein.distance, score_cutoff=allowed, limit=None
        )
        if not found:
            return None
        best, _, _ = min(found, key=lambda hit: (hit[1], -self._counts[hit[0]], hit[0]))
        return str(best)


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A name found in a text: its key (an id), the name as it is spelt officially, similarity 0-100."""

    key: str
    name: str
    score: float


class Names:
    """Finds known names (services, organisations, places) in a text, slips of the finger included."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """`names`: (key, name) pairs; one key may have several names."""
        self._names = tuple((key, name, folded) for key, name in names if len(folded := _spaced(name)) >= SHORTEST_NAME)
        self._folded = [folded for _, _, folded in self._names]
        self._longest = max((folded.count(" ") + 1 for folded in self._folded), default=0)

    def find(self, text: str, least: float = NAME_SCORE) -> list[NameMatch]:
        """Names in `text`, best first, each key once. A name of several words must be there with all of them."""
        words = _spaced(text).split()
        best: dict[str, NameMatch] = {}
        for length in range(1, min(self._longest, len(words)) + 1):
            for start in range(len(words) - length + 1):
                window = " ".join(words[start : start + length])
                if len(window) < SHORTEST_NAME:
                    continue
                for match in self._near(window, least):
                    if match.key not in best or best[match.key].score < match.score:
                        best[match.key] = match
        return sorted(best.values(), key=lambda match: (-match.score, -len(match.name), match.key))

    def _near(self, window: str, least: float) -> list[NameMatch]:
        hits = process.extract(window, self._folded, scorer=fuzz.ratio, score_cutoff=least, limit=None)
        found = []
        for _, score, index in hits:
            key, name, folded = self._names[index]
            if score >= 100 or folded[0] == window[0]:
                found.append(NameMatch(key, name, float(score)))
        return found


def _spaced(text: str) -> str:
    return " ".join(fold(token) for token in tokenize(text))
