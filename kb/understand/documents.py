"""Which document a question names: "wat zegt het regeerakkoord over ...", "selon la charte", "in the zone plan".

A document is named by what kind of document it is, in any language, and by the words of its title that no other has.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from rapidfuzz import fuzz

from kb.models import Document
from kb.understand.text import STOPWORDS, Word, content_words, folded_words, plain

KIND, TITLE, YEAR = 2.0, 1.5, 0.5
"""What a kind, a word of the title and a year told are worth; the documents with most are meant."""
_TYPO_LENGTH, _TYPO_SCORE = 7, 88.0
_LEAST_WORD = 4
_YEAR = re.compile(r"20\d\d")
_SAYS = re.compile(
    r" (zegt|zeggen|staat|staan|stond|volgens|selon|dit|disent|prevoi\w+|parle|parlent|according|says?|mentions?"
    r"|vermeldt?|stelt|schrijft|ecrit|propose\w*|recommande\w*|aanbeveelt|voorziet|belooft|promet\w*|houdt|contient|bevat"
    r"|d apres|apres|lees|lezen|lit on|lire|read) "
)
"""Words that ask what is written: without one of these, "advies" and "plan" are what somebody needs."""


@dataclass(frozen=True, slots=True)
class NamedDocuments:
    """The names of the documents meant, and the positions of the words that say so."""

    names: tuple[str, ...]
    taken: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kinds: frozenset[str]
    words: frozenset[str]
    years: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    """Words that stand side by side in its title or file name."""


class DocumentIndex:
    """The kinds and titles of all documents; built once per generation. `ordinary` are words of everyday needs: one of
    these in a title ("Huis voor Gezondheid") names it with its neighbour or a capital only."""

    def __init__(self, documents: Iterable[Document], ordinary: Collection[str] = ()) -> None:
        self._ordinary = ordinary
        told = [(d.name, f"{d.title} {d.name}", f"{d.title} {d.name} {d.publisher}") for d in documents]
        seen = Counter(word for _, _, text in told for word in set(_telling(text)))
        self._entries = tuple(
            _Entry(
                name,
                frozenset(_kinds_in(plain(title)).values()),
                frozenset(word for word in _telling(text) if seen[word] == 1),
                frozenset(_YEAR.findall(text)),
                frozenset(pair for pair in pairwise(folded_words(title.replace("-", " ")))),
            )
            for name, title, text in told
        )

    def find(self, spoken: Sequence[Word]) -> NamedDocuments | None:
        """The documents that the words of a question name."""
        if not self._entries:
            return None
        flat = f" {' '.join(word.folded for word in spoken)} "
        if not _SAYS.search(flat):
            return None
        kinds = _kinds_in(flat)
        scored = [(self._score(entry, spoken, set(kinds.values())), entry) for entry in self._entries]
        best = max(score for score, _ in scored)
        if best < min(KIND, TITLE):
            return None
        meant = [entry for score, entry in scored if score == best]
        return NamedDocuments(tuple(entry.name for entry in meant), self._taken(meant[0], spoken, flat, kinds))

    def _score(self, entry: _Entry, spoken: Sequence[Word], kinds: set[str]) -> float:
        told = sum(self._told(i, spoken, entry) for i in range(len(spoken)))
        years = sum(word.folded in entry.years for word in spoken)
        score = KIND * len(kinds & entry.kinds) + TITLE * told
        return score + YEAR * years if score else 0.0

    def _told(self, position: int, spoken: Sequence[Word], entry: _Entry) -> bool:
        word = spoken[position]
        if word.folded not in self._ordinary:
            return _told(word.folded, entry)
        beside = [other.folded for other in spoken[max(0, position - 1) : position + 2]]
        named = (word.capital and position > 0) or not entry.pairs.isdisjoint(pairwise(beside))
        return named and word.folded in entry.words

    def _taken(self, entry: _Entry, spoken: Sequence[Word], flat: str, kinds: Mapping[str, str]) -> frozenset[int]:
        taken = {i for i, word in enumerate(spoken) if self._told(i, spoken, entry) or word.folded in entry.years}
        for phrase, kind in kinds.items():
            if kind in entry.kinds:
                first = flat[: flat.index(f" {phrase} ")].count(" ")
                taken.update(range(first, first + len(phrase.split())))
        return frozenset(taken)


def nothing_sought(left: str) -> bool:
    """Whether a question without the words that name its document asks nothing about it: "wat staat er in het ...?"."""
    spoken = plain(_SAYS.sub(" ", plain(left)))
    return not content_words(spoken)


def _told(word: str, entry: _Entry) -> bool:
    if word in entry.words:
        return True
    if len(word) < _TYPO_LENGTH:
        return False
    return any(len(other) >= _TYPO_LENGTH and fuzz.ratio(word, other) >= _TYPO_SCORE for other in entry.words)


def _telling(text: str) -> list[str]:
    """Words of a title that may tell one document from another."""
    words = folded_words(text.replace("-", " ").replace("_", " "))
    general = _general()
    return [w for w in words if len(w) >= _LEAST_WORD and w.isalpha() and w not in STOPWORDS and w not in general]


def _kinds_in(flat: str) -> dict[str, str]:
    """The phrases of kinds in folded text, each with its kind; of phrases inside one another the longest."""
    found = {phrase: kind for phrase, kind in _kinds().items() if f" {phrase} " in flat}
    return {p: kind for p, kind in found.items() if not any(p != other and f" {p} " in f" {other} " for other in found)}


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    table = tomllib.loads(files("kb").joinpath("data/document_kinds.toml").read_text(encoding="utf-8"))
    return {phrase: kind for kind, phrases in table.items() for phrase in phrases}


@lru_cache(maxsize=1)
def _general() -> frozenset[str]:
    """Words that say of what kind a document is, or what all of them are about."""
    kinds = {word for phrase in _kinds() for word in phrase.split()}
    return frozenset(kinds | set(_ABOUT.split()))


_ABOUT = """brussel bruxelles brussels zone zones bassin welzijn gezondheid sante social sociale sociaal health welfare
zorg soins care overleg reseau netwerk services diensten dienst service plan plans plannen strategie strategy deel part
partie excerpts uittreksels extraits tekst texte text versie version definitief final beleid politique policy voor pour
raad conseil"""
