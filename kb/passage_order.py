"""Which passages are shown: each text once, conflicting documents side by side, with the sentences worth quoting."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from kb.models import Document, Passage, PassageHit
from kb.quotes import quote
from kb.understand.text import folded_words

SAME = 0.85
"""Share of common words from which on two passages say the same: plans quote one another with small changes."""
LONG = 9
"""Letters of a long word: texts on different things have few of these in common."""
SIDE_BY_SIDE = 0.8
"""A passage of another document with this share of the best score is shown next to it."""
SHOWN = 2

QUOTED = 6
"""Hits whose sentences are chosen: those that are shown and those that `meer` adds. Choosing takes half a millisecond
each; the others, which only a program reads, keep their whole text."""


def passage_hits(
    found: Sequence[tuple[Passage, float]], documents: Mapping[str, Document], wanted: Collection[str]
) -> tuple[PassageHit, ...]:
    """Hits without duplicates, best first; when another document comes close to the best one, its passage is second
    so that both can be read side by side with their dates. `wanted` are words worth quoting for."""
    kept: list[tuple[Passage, float, _Words]] = []
    for passage, score in found:
        words = _words(passage.text)
        if not any(_same(words, other) for _, _, other in kept):
            kept.append((passage, score, words))
    ordered = _side_by_side([(passage, score) for passage, score, _ in kept])
    return tuple(
        PassageHit(p, documents[p.document], round(score, 4), quote(p.text, wanted) if place < QUOTED else p.text)
        for place, (p, score) in enumerate(ordered)
        if p.document in documents
    )


def _side_by_side(found: list[tuple[Passage, float]]) -> list[tuple[Passage, float]]:
    if len(found) <= SHOWN:
        return found
    best, top = found[0]
    for i, (passage, score) in enumerate(found[1:5], start=1):
        if passage.document != best.document and score >= SIDE_BY_SIDE * top:
            return [found[0], found[i], *found[1:i], *found[i + 1 :]]
    return found


class _Words(NamedTuple):
    """The distinct words of a passage, and the long ones among them."""

    all: frozenset[str]
    long: frozenset[str]


@lru_cache(maxsize=4096)
def _words(text: str) -> _Words:
    """Of passages only: what people ask is never kept."""
    words = frozenset(folded_words(text))
    return _Words(words, frozenset(word for word in words if len(word) >= LONG))


def _same(one: _Words, other: _Words) -> bool:
    both = len(one.all) + len(other.all)
    if len(one.long ^ other.long) > (1 - SAME) / (1 + SAME) * both:
        return False  # so many words of one text only leave too few in common: saves comparing most pairs
    common = len(one.all & other.all)
    return common >= SAME * max(both - common, 1)
