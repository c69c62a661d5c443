"""A translation lexicon learned from sentence pairs: IBM model 1 in both directions, symmetrised.

Model 1 (Brown et al., 1993, "The mathematics of statistical machine translation", section 4.1) estimates t(f|e) by
expectation maximisation over all alignments of a sentence pair, an empty word included. A pair of stems is kept when
sqrt(t(fr|nl) * t(nl|fr)) is large: a translation that holds in both directions.

Written as `lexicon.tsv.gz`: a header line, then `nl  fr  weight` per line, tab-separated, where nl and fr are stems
of `kb.words.stem` and weight is that root, 0-1. Each stem has at most MOST_TRANSLATIONS partners, its best ones.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.models import Lang
from kb.words import stem, tokenize

ITERATIONS = 6
LEAST_WEIGHT = 0.06
MOST_TRANSLATIONS = 6
LEAST_COUNT = 3  # stems seen less often have no reliable translation
MOST_COMMON = 0.15  # a stem in more than this share of the sentences is a function word: it means nothing to search
LONGEST = 60  # stems per sentence; longer lines are enumerations, where every word could be any other's translation

_EMPTY = 0  # the index of the empty word of model 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One translation pair of stems and how sure it is, 0-1."""

    nl: str
    fr: str
    weight: float


def learn_lexicon(nl: Sequence[str], fr: Sequence[str]) -> list[Entry]:
    """The symmetrised lexicon of the sentence pairs `nl[i]`, `fr[i]`, sorted by Dutch stem, then by weight."""
    nl_words, nl_rows = _stemmed(nl, "nl")
    fr_words, fr_rows = _stemmed(fr, "fr")
    forward = _translation_table(nl_rows, fr_rows, len(nl_words), len(fr_words))
    backward = _translation_table(fr_rows, nl_rows, len(fr_words), len(nl_words))
    weights = {
        (source, target): float(np.sqrt(p * backward[target, source]))
        for (source, target), p in forward.items()
        if source != _EMPTY and target != _EMPTY and (target, source) in backward
    }
    kept = _best({pair: weight for pair, weight in weights.items() if weight > LEAST_WEIGHT})
    entries = [Entry(nl_words[s], fr_words[t], round(weight, 3)) for (s, t), weight in kept.items()]
    return sorted(entries, key=lambda entry: (entry.nl, -entry.weight, entry.fr))


def _stemmed(sentences: Sequence[str], lang: Lang) -> tuple[list[str], list[NDArray[np.int32]]]:
    """The stems worth translating (index 0 is the empty word) and each sentence as its distinct stems."""
    rows = [sorted({stem(word, lang) for word in tokenize(text) if len(word) > 1}) for text in sentences]
    counts = Counter(word for row in rows for word in row)
    most = MOST_COMMON * len(rows)
    words = ["", *sorted(word for word, n in counts.items() if LEAST_COUNT <= n <= most and not word[0].isdigit())]
    index = {word: i for i, word in enumerate(words)}
    return words, [np.array([index[w] for w in row if w in index][:LONGEST], dtype=np.int32) for row in rows]


def _translation_table(
    sources: list[NDArray[np.int32]], targets: list[NDArray[np.int32]], n_sources: int, n_targets: int
) -> dict[tuple[int, int], float]:
    """t(target|source) after EM, without the pairs that are too improbable to matter."""
    source_of, target_of, slot_of = _links(sources, targets)
    pair_keys, pair_of = np.unique(source_of.astype(np.int64) * n_targets + target_of, return_inverse=True)
    pair_source = (pair_keys // n_targets).astype(np.int64)
    t = np.full(len(pair_keys), 1.0)
    for _ in range(ITERATIONS):
        link = t[pair_of]
        link /= np.bincount(slot_of, weights=link)[slot_of]
        counts = np.bincount(pair_of, weights=link, minlength=len(pair_keys))
        t = counts / np.bincount(pair_source, weights=counts, minlength=n_sources)[pair_source]
    likely = np.flatnonzero(t > LEAST_WEIGHT**2)
    return {(int(pair_source[i]), int(pair_keys[i] % n_targets)): float(t[i]) for i in likely}


def _links(
    sources: list[NDArray[np.int32]], targets: list[NDArray[np.int32]]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]:
    """Every possible link of every sentence pair: source stem, target stem, and which target word (slot) it is for."""
    source_parts, target_parts, slot_parts = [], [], []
    slots = 0
    for source, target in zip(sources, targets, strict=True):
        with_empty = np.append(source, np.int32(_EMPTY))
        source_parts.append(np.tile(with_empty, len(target)))
        target_parts.append(np.repeat(target, len(with_empty)))
        slot_parts.append(np.repeat(np.arange(slots, slots + len(target)), len(with_empty)))
        slots += len(target)
    return np.concatenate(source_parts), np.concatenate(target_parts), np.concatenate(slot_parts)


def _best(weights: dict[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    """Only pairs that are among the best MOST_TRANSLATIONS of both their stems."""
    by_source: dict[int, list[tuple[float, int]]] = defaultdict(list)
    by_target: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (source, target), weight in weights.items():
        by_source[source].append((weight, target))
        by_target[target].append((weight, source))
    first = {(s, t) for s, found in by_source.items() for _, t in sorted(found, reverse=True)[:MOST_TRANSLATIONS]}
    second = {(s, t) for t, found in by_target.items() for _, s in sorted(found, reverse=True)[:MOST_TRANSLATIONS]}
    return {pair: weight for pair, weight in weights.items() if pair in first and pair in second}


def count_words(sentences: Iterable[str], *, least: int = 3, most: int = 30_000) -> list[tuple[str, int]]:
    """Dutch words with their counts, most frequent first: what the compound splitter takes parts from."""
    counts = Counter(word for text in sentences for word in tokenize(text) if len(word) > 2 and word.isalpha())
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [(word, n) for word, n in ranked if n >= least][:most]
