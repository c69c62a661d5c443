"""Which passages are shown: each text once, conflicting documents side by side, with the sentences worth quoting."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from kb.models import Document, Passage, PassageHit
from kb.quotes import quote
from kb.understand.text import folded_words

SAME = 0.85
"""Share of common words from which on two passages say the same: plans quote one another with small changes."""
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
    kept: list[tuple[Passage, float, frozenset[str]]] = []
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


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    """Of passages only: what people ask is never kept."""
    return frozenset(folded_words(text))


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    if min(len(one), len(other)) < SAME * max(len(one), len(other)):
        return False  # too different in length to share that much: saves comparing most pairs
    return len(one & other) >= SAME * max(len(one | other), 1)
