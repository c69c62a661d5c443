"""Where a Dutch compound can be cut: "woonzorgcentrum" is about woon, zorg and centrum.

Among the cuts whose parts are all known words: the fewest parts, then Koehn and Knight's criterion (EACL 2003), the
largest geometric mean of the parts' frequencies. The whole word always stays a term too, so a wrong cut costs little.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from kb.words import fold

LINKS = ("", "s", "en", "n", "e", "er")
"""What may stand between two parts: gezondheid-s-zorg, huis-arts, ziek-en-huis, zonn-e-bril, kind-er-opvang."""
SHORTEST = 4
"""Parts learned from running text are at least this long: shorter ones cut words anywhere."""
SHORTEST_CURATED = 3
"""Parts from lists written by hand may be this short (tolk is 4, but dak, bed, arm and gas are 3)."""
SHORTEST_INNER = 11
"""Parts from this length on are cut again: gezondheidscentrum, but not huisarts."""
LONGEST_PARTS = 4
CURATED_COUNT = 50
"""Frequency given to a word of the hand-written lists: known to belong to the field."""
_SUFFIX_WORDS = (
    "heid heden lijk lijke ing ingen isch ische baar bare loos loze achtig schap sche eren erend ende ster aar iteit "
    "tie ties atie aties isme ist isten teit teel tele elen ers ten den ren len nis ment menten eerd eerde"
)
_SUFFIXES = frozenset(_SUFFIX_WORDS.split())
"""Endings that look like words in a text full of errors, but never are a part."""


class Splitter:
    """Cuts compounds with a vocabulary of Dutch words and their counts."""

    def __init__(self, counts: Mapping[str, int], curated: Iterable[str] = ()) -> None:
        """`counts`: folded word -> frequency in running text; `curated`: words of hand-written lists."""
        vocabulary = {
            word: count for word, count in counts.items() if len(word) >= SHORTEST and count > 2 and word.isalpha()
        }
        for word in curated:
            folded = fold(word)
            if len(folded) >= SHORTEST_CURATED and folded.isalpha():
                vocabulary[folded] = max(vocabulary.get(folded, 0), CURATED_COUNT)
        self._counts = {word: count for word, count in vocabulary.items() if word not in _SUFFIXES}
        self.split = lru_cache(maxsize=100_000)(self._split)

    def __contains__(self, word: str) -> bool:
        return fold(word) in self._counts

    def _split(self, word: str) -> tuple[str, ...]:
        """The parts of `word` (folded, without linking letters), or () when it is no compound we know. A long part
        that is a compound itself stands there too, followed by its own parts."""
        folded = fold(word)
        if len(folded) < 2 * SHORTEST_CURATED + 1 or not folded.isalpha():
            return ()
        cuts = [parts for parts in self._cuts(folded, LONGEST_PARTS) if len(parts) > 1]
        if not cuts:
            return ()
        best = max(cuts, key=lambda parts: (-len(parts), self._score(parts)))
        inner = [sub for part in best if len(part) >= SHORTEST_INNER for sub in self.split(part)]
        return tuple(dict.fromkeys((*best, *inner)))

    def _score(self, parts: tuple[str, ...]) -> float:
        product = 1.0
        for part in parts:
            product *= self._counts[part]
        return float(product ** (1 / len(parts)))

    def _cuts(self, rest: str, most: int) -> list[tuple[str, ...]]:
        """Every way to read `rest` as at most `most` known words with linking letters between them."""
        found: list[tuple[str, ...]] = [(rest,)] if rest in self._counts else []
        if most == 1:
            return found
        for end in range(SHORTEST_CURATED, len(rest) - SHORTEST_CURATED + 1):
            head = rest[:end]
            if head not in self._counts:
                continue
            for link in LINKS:
                tail = rest[end + len(link) :]
                if rest.startswith(link, end) and len(tail) >= SHORTEST_CURATED:
                    found.extend((head, *cut) for cut in self._cuts(tail, most - 1))
        return found
