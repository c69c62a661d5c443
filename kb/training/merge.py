"""Several trainings from different seeds -> one model of the wanted size.

Each seed's vectors carry noise of their own; texts compared in all of them side by side are compared with less of it.
Side by side they would be several times as large, so they are projected on the directions in which the training
sentences differ most (principal components, not centred, so that cosines stay what they were).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kb.training.batches import PASSAGE, Ids, TokenisedCorpus

Vectors = NDArray[np.float32]

SAMPLE = 20_000
"""Sentences that the directions are estimated from; more changes the third decimal."""

IDF_POWER = 0.5
"""Tokens are weighted by idf to this power, on top of the norms they were trained to (retrieval-experiments: the same
with the idf of one's own documents; that of the training text was as good and needs no second fingerprint)."""


def merge(trained: Sequence[Vectors], corpus: TokenisedCorpus, dim: int) -> Vectors:
    """One matrix (vocabulary, dim) from matrices (vocabulary, any) of the same tokenizer."""
    side_by_side = np.concatenate(trained, axis=1) * _idf(corpus, len(trained[0]))[:, None]
    if side_by_side.shape[1] <= dim:
        return side_by_side
    rows = np.stack([_direction(side_by_side, ids) for ids in _sample(corpus)])
    _, directions = np.linalg.eigh(rows.T @ rows)  # ascending eigenvalues
    merged: Vectors = (side_by_side @ directions[:, ::-1][:, :dim]).astype(np.float32)
    return merged


def _idf(corpus: TokenisedCorpus, vocabulary: int) -> Vectors:
    """Per token idf ** IDF_POWER, a document being the first PASSAGE sentences of a training document."""
    counts = np.zeros(vocabulary)
    texts = [
        np.unique(np.concatenate([side[i] for i in document[:PASSAGE]]))
        for side in corpus.sides
        for document in corpus.documents
        if document
    ]
    for ids in texts:
        counts[ids] += 1
    return (np.log((len(texts) + 1) / (counts + 0.5)) ** IDF_POWER).astype(np.float32)


def _sample(corpus: TokenisedCorpus) -> list[Ids]:
    """Evenly spread sentences of both languages."""
    step = max(1, len(corpus.sides[0]) * 2 // SAMPLE)
    return [ids for side in corpus.sides for ids in side[::step] if len(ids)]


def _direction(vectors: Vectors, ids: Ids) -> Vectors:
    total: Vectors = vectors[ids].sum(axis=0)
    norm = np.linalg.norm(total)
    return total / norm if norm > 0 else total
