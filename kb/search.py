"""A question -> services and passages, ranked: words (grouped BM25F), vectors, fused.

No rule about place, access or hours is applied here; `kb.answer` does that with what comes back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from kb.models import Lang
from kb.ports import Analyzer, Embedder, Floats, Ints
from kb.postings import Groups
from kb.searchable import INDEX_LANGS
from kb.snapshot import Entries, Snapshot

LONGEST_QUESTION = 2_000
"""Characters of a question that are read. A need fits in 300; a pasted page must not hold up the room."""


DEEPEST = 1_000
"""Entries that are put in order: the rules look at 80, a person at 100 at most. Sorting a million takes 0.1 s."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How words and vectors are put together. The values were chosen on a development split; see docs/quality.md."""

    fusion: Literal["z", "rrf"] = "z"
    """`z`: both scores in standard deviations from their mean, added. `rrf`: reciprocal ranks, added."""
    dense: float = 0.6
    """Share of the vectors (0-1); the rest is the words'."""
    rrf_k: float = 10.0
    """How quickly a rank loses worth; 60 is usual, 10 did better in trials."""
    together: float = 0.5
    """Share of a passage's best stretch in the words' score; the rest is the whole passage's."""
    footnote: float = 0.7
    """What a footnote loses, in standard deviations: it names a source more often than it answers."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """The best entries, best first, `DEEPEST` of them at most. `order[i]` is a position in the snapshot; the scores are
    in the same order, float32. `lexical` is 0 without a common word, `dense` a cosine (0 when there are no vectors),
    `fused` what ranks. `known` is the part (0-1) of the question's words that occur anywhere; `query` the question's
    vector, None without a model."""

    order: Ints
    fused: Floats
    lexical: Floats
    dense: Floats
    known: float
    query: Floats | None = None

    def __len__(self) -> int:
        return len(self.order)


class Searcher:
    """Ranks the entries of one snapshot. Threads may share it. `embedder` must be the one that made the snapshot's
    vectors; with None or another one only words count."""

    def __init__(
        self, snapshot: Snapshot, analyzer: Analyzer, embedder: Embedder | None, weights: Weights | None = None
    ) -> None:
        self.snapshot = snapshot
        self.weights = weights or Weights()
        self._footnotes = np.asarray([p.kind == "footnote" for p in snapshot.passages], dtype=np.float32)
        self._analyzer = analyzer
        self._embedder = embedder if embedder is not None and embedder.fingerprint == snapshot.fingerprint else None

    def services(self, text: str, lang: Lang) -> Ranked:
        """The best services, best first; empty for a text without any word."""
        return self._ranked(self.snapshot.service_entries, text, lang)

    def passages(self, text: str, lang: Lang) -> Ranked:
        """The best passages, best first; empty for a text without any word."""
        return self._ranked(self.snapshot.passage_entries, text, lang)

    def _ranked(self, entries: Entries, text: str, lang: Lang) -> Ranked:
        question = text[:LONGEST_QUESTION]
        groups: Groups = {target: self._analyzer.groups(question, lang, target) for target in INDEX_LANGS}
        query = self._query(question)
        lexical = entries.words.scores(groups)
        dense = entries.similarity(query) if query is not None else None
        if not len(lexical) or (dense is None and not lexical.any()):
            return _nothing()
        together = entries.stretches.scores(groups) if entries.stretches is not None else None
        fused = fuse(lexical, dense, self.weights, together)
        if entries is self.snapshot.passage_entries:
            fused -= np.float32(self.weights.footnote) * self._footnotes
        order = _best_first(fused)
        cosine = np.zeros_like(lexical) if dense is None else np.nan_to_num(dense)
        return Ranked(order, fused[order], lexical[order], cosine[order], entries.words.known_share(groups), query)

    def _query(self, text: str) -> Floats | None:
        if self._embedder is None:
            return None
        vector = self._embedder.encode_queries([text.encode("utf-8", "replace").decode()])[0]
        return vector if vector.any() else None


def _best_first(scores: Floats) -> Ints:
    """Positions of the `DEEPEST` best scores; equal ones in the order in which they stand."""
    if len(scores) <= DEEPEST:
        return np.argsort(-scores, kind="stable").astype(np.int32)
    best = np.sort(np.argpartition(-scores, DEEPEST)[:DEEPEST])
    return best[np.argsort(-scores[best], kind="stable")].astype(np.int32)


def fuse(lexical: Floats, dense: Floats | None, weights: Weights, together: Floats | None = None) -> Floats:
    """One score per entry; what has no vector counts as the least similar one. `together` is the score of each
    entry's best stretch, where entries are long enough to have several."""
    words = _scaled(lexical, weights)
    if together is not None:
        share = np.float32(weights.together)
        words = (1 - share) * words + share * _scaled(together, weights)
        words = words if weights.fusion == "rrf" else _standard(words)
    if dense is None or np.isnan(dense).all():
        return words
    filled = np.where(np.isnan(dense), np.nanmin(dense), dense).astype(np.float32)
    share = np.float32(weights.dense)
    return (1 - share) * words + share * _scaled(filled, weights)


def _scaled(scores: Floats, weights: Weights) -> Floats:
    if weights.fusion == "rrf":
        ranks = np.empty(len(scores), dtype=np.float32)
        ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1, dtype=np.float32)
        # Without this, entries without a common word would be ranked by their position.
        return np.where(scores != 0, 1 / (np.float32(weights.rrf_k) + ranks), np.float32(0))
    return _standard(scores)


def _standard(scores: Floats) -> Floats:
    """In standard deviations from the mean."""
    deviation = scores.std()
    return (scores - scores.mean()) / deviation if deviation > 0 else np.zeros_like(scores)


def _nothing() -> Ranked:
    none = np.zeros(0, dtype=np.float32)
    return Ranked(np.zeros(0, dtype=np.int32), none, none, none, 0.0)
