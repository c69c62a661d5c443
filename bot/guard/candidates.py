"""Stretches of a message that can be somebody's name: sequences of capitalised or listed words, particles, initials.

Whether a candidate is a name, and whose, is decided elsewhere (evidence.py): here only what the words look like.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.guard.lists import Names, common_words
from bot.guard.name_words import base, joined, kind_of, titled
from bot.guard.reading import Reading
from bot.guard.tokens import foreign
from bot.guard.vocabulary import known_word

_BEFORE_FAMILY = frozenset(("van", "vanden", "vander", "vande", "el", "ben", "ait", "ould", "abu", "di", "da", "dos"))
"""Particles after which an unlisted word is a family name: "Van Damme", "El Haddouti"."""

LONGEST = 7
"""Tokens in a name: four words with particles ("Maria do Carmo dos Santos Silva" is seven)."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens [begin, end). How many of its words are listed as given or family names, how many are only capitalised,
    how many initials; whether it is written with capitals; whether every word is also an ordinary one."""

    begin: int
    end: int
    given: int
    family: int
    unknown: int
    initials: int
    capital: bool
    ordinary: bool

    @property
    def words(self) -> int:
        return self.given + self.family + self.unknown


def candidates(reading: Reading, names: Names) -> Iterator[Candidate]:
    """All candidates from left to right; they do not overlap."""
    i = 0
    common = common_words()
    while i < len(reading):
        found = _candidate(reading, names, common, i)
        if found is None:
            i += 1
        else:
            yield found
            i = found.end


def _candidate(reading: Reading, names: Names, common: frozenset[str], begin: int) -> Candidate | None:
    kind = kind_of(reading, names, common, begin)
    if kind == "" or (kind == "P" and not (reading.words[begin][0].isupper() or titled(reading, begin))):
        return None
    kinds: list[str] = []
    spans: list[int] = []
    last = 0
    i = begin
    while i < len(reading) and len(kinds) < LONGEST:
        if i > begin and not joined(reading, i):
            break
        kind = kind_of(reading, names, common, i)
        if kind == "":
            break
        kinds.append(kind)
        spans.append(i)
        i += 1
        if kind == "I" and i < len(reading) and reading.words[i] == "." and reading.starts[i] == reading.ends[i - 1]:
            i += 1
            if i + 1 < len(reading) and reading.words[i] == "-" and _dotted(reading, i):
                i += 1  # "J.-M. Pauwels"
        if kind != "P":
            last = i
            count = len(kinds)
    if last == 0:
        return None
    return _described(reading, names, kinds[:count], spans[:count], last)


def _dotted(reading: Reading, i: int) -> bool:
    """A hyphen between two initials, without spaces."""
    around = reading.text[max(reading.starts[i] - 1, 0) : reading.ends[i] + 2]
    return len(around) == 4 and around[0] == around[3] == "." and around[2].isupper()


def _described(reading: Reading, names: Names, kinds: list[str], spans: list[int], end: int) -> Candidate | None:
    named = [i for i, kind in zip(spans, kinds, strict=True) if kind in "GFUS"]
    capital = any(reading.words[i][0].isupper() or foreign(reading.words[i]) for i in named) or (
        not named and "I" in kinds
    )
    if not named and "I" not in kinds:
        return None
    if kinds[:2] == ["P", "U"] and reading.words[spans[0]][0].isupper():
        word = reading.folded[spans[1]]
        if reading.folded[spans[0]] in _BEFORE_FAMILY and not known_word(word):
            kinds[1] = "S"  # "Van Damme", "El Haddouti"
    given, family = kinds.count("G"), kinds.count("F") + kinds.count("S")
    ordinary = all(
        base(reading.folded[i]) in names.ordinary or kind == "U"
        for i, kind in zip(spans, kinds, strict=True)
        if kind in "GFUS"
    )
    return Candidate(spans[0], end, given, family, kinds.count("U"), kinds.count("I"), capital, ordinary)
