"""What is said twice in a document: the copy under the more telling heading path stays."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.cleaning.blocks import Placed

MIN_WORDS = 9
"""Shorter repeats ("Beoogd resultaat", a date) are structure, not copies."""

SHINGLE = 5
NEAR = 0.85
"""Share of five-word runs that must already be said elsewhere for a paragraph to count as a copy."""


def words_of(text: str) -> list[str]:
    """Lower-case words; hyphens do not separate, so that both spellings of a cut word are the same."""
    return re.findall(r"\w+", text.lower().replace("-", ""))


def without_repeats(placed: Sequence[Placed]) -> list[Placed]:
    """The blocks without exact and near-exact copies of blocks of nine words or more."""
    tokens = [words_of(entry.block.text) for entry in placed]
    order = sorted(range(len(placed)), key=lambda i: (*_worth(placed[i], len(tokens[i])), i))
    owners: dict[int, set[int]] = {}
    dropped: set[int] = set()
    for index in order:
        if len(tokens[index]) < MIN_WORDS:
            continue
        shingles = _shingles(tokens[index])
        counts: dict[int, int] = {}
        for shingle in shingles:
            for owner in owners.get(shingle, ()):
                counts[owner] = counts.get(owner, 0) + 1
        if any(
            count >= NEAR * len(shingles) and _same_figures(tokens[index], tokens[k]) for k, count in counts.items()
        ):
            dropped.add(index)
            continue
        for shingle in shingles:
            owners.setdefault(shingle, set()).add(index)
    return [entry for index, entry in enumerate(placed) if index not in dropped]


def _worth(entry: Placed, words: int) -> tuple[int, int]:
    return -len(entry.path), -words


def _shingles(words: Sequence[str]) -> set[int]:
    return {hash(tuple(words[at : at + SHINGLE])) for at in range(len(words) - SHINGLE + 1)}


def _same_figures(copy: Sequence[str], kept: Sequence[str]) -> bool:
    """A paragraph that differs in a number says something else."""
    return {word for word in copy if word.isdigit()} <= {word for word in kept if word.isdigit()}
