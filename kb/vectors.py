"""Vectors of one generation in FAISS files: writing them so that a kill leaves no half file, and scoring a question.

Each file holds one set: whole texts or windows, of services or of passages. The ids in it are row numbers of
kb.sqlite; a row has several vectors when it has several texts. Up to `EXACT_LIMIT` vectors every one is compared
(IndexFlatIP, nothing missed); above, an inverted file with 8-bit codes looks at the nearest `PROBED` cells only.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from kb.ports import Floats, Ints

EXACT_LIMIT = 120_000
"""Comparing 120,000 vectors of 512 numbers takes about 7 ms of one core; see tests/benchmarks/bench_search.py."""

PROBED = 32
"""Cells looked at above the limit, of about 4 * sqrt(n)."""

CANDIDATES = 2_000
"""Vectors that an approximate search brings back; a question never shows more than a few dozen."""

SETS = ("services-whole", "services-window", "passages-whole", "passages-window")

_NAME = re.compile(r"vectors-(\d+)-[a-z-]+\.faiss(\.tmp)?")


def file_of(data_dir: Path, generation: int, name: str) -> Path:
    """Where the vectors of a set and generation lie."""
    return data_dir / f"vectors-{generation}-{name}.faiss"


def write(path: Path, rows: Sequence[int], vectors: Floats) -> None:
    """Write a set: `rows[i]` owns `vectors[i]` (float32, length 1). The file is complete or not there."""
    index = faiss.IndexIDMap(_trained(vectors))
    if len(rows):
        index.add_with_ids(vectors, np.asarray(rows, dtype=np.int64))
    temporary = path.with_suffix(".faiss.tmp")
    faiss.write_index(index, str(temporary))
    _sync(temporary)
    temporary.replace(path)
    _sync(path.parent)


def remove_others(data_dir: Path, generations: frozenset[int]) -> None:
    """Delete the files of all generations but these, and what a killed writer left."""
    for path in data_dir.glob("vectors-*"):
        match = _NAME.fullmatch(path.name)
        if match and (int(match[1]) not in generations or match[2]):
            path.unlink(missing_ok=True)


def _trained(vectors: Floats) -> Any:
    count, dim = vectors.shape
    if count <= EXACT_LIMIT:
        return faiss.IndexFlatIP(dim)
    cells = int(4 * np.sqrt(count))
    index: Any = faiss.index_factory(dim, f"IVF{cells},SQ8", faiss.METRIC_INNER_PRODUCT)
    # 64 examples per cell are what FAISS advises at least 39 of; fixed stride, so that builds repeat.
    index.train(np.ascontiguousarray(vectors[:: max(1, count // (cells * 64))]))
    index.nprobe = PROBED
    return index


def _products(matrix: Floats, query: Floats) -> Floats:
    """matrix @ query by FAISS's own loop: a seventh of the processor time of numpy's here, whose threads wait for
    each other."""
    count, dim = matrix.shape
    found = np.empty(count, dtype=np.float32)
    asked = np.ascontiguousarray(query, dtype=np.float32)
    pointers = (faiss.swig_ptr(found), faiss.swig_ptr(asked), faiss.swig_ptr(matrix))
    native: Any = faiss  # its type stubs do not have this function
    native.fvec_inner_products_ny(*pointers, dim, count)
    return found


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@dataclass(frozen=True, slots=True)
class VectorSet:
    """One set in memory. `items[i]` is the item (position in the snapshot) that owns vector i; `starts`/`owners`
    cut `matrix` into runs of one item each; `matrix` is None when the search is approximate."""

    index: Any
    items: Ints
    owners: Ints
    starts: Ints
    matrix: Floats | None
    count: int

    @classmethod
    def load(cls, path: Path, rows: Ints) -> VectorSet:
        """Read a file; `rows[i]` is the row number of item i. RuntimeError (FAISS) when it cannot be read."""
        return cls.of(faiss.read_index(str(path)), rows)

    @classmethod
    def of(cls, index: Any, rows: Ints) -> VectorSet:
        """A set over an index in memory. Vectors must stand in order of item, as `write` puts them."""
        ids = faiss.vector_to_array(index.id_map).astype(np.int64)
        order = np.argsort(rows, kind="stable")
        items = order[np.searchsorted(rows[order], ids)].astype(np.int32) if len(ids) else np.zeros(0, np.int32)
        starts = np.flatnonzero(np.diff(items, prepend=-1)).astype(np.int32)
        base = faiss.downcast_index(index.index)
        matrix = None
        if isinstance(base, faiss.IndexFlat):
            flat = faiss.rev_swig_ptr(base.get_xb(), base.ntotal * base.d) if base.ntotal else np.zeros(0, np.float32)
            matrix = flat.reshape(base.ntotal, base.d)
        elif isinstance(base, faiss.IndexIVF):
            base.nprobe = PROBED
        return cls(index, items, items[starts], starts, matrix, len(rows))

    def scores(self, query: Floats) -> Floats:
        """Best cosine of each item's vectors with the query, (count,) float32; NaN for items without a vector (or,
        in an approximate search, not among the candidates)."""
        found = np.full(self.count, np.nan, dtype=np.float32)
        if self.matrix is not None:
            if len(self.starts):
                found[self.owners] = np.maximum.reduceat(_products(self.matrix, query), self.starts)
            return found
        similarity, position = self.index.index.search(query[None, :], CANDIDATES)
        hit = position[0] >= 0
        best = np.full(self.count, -np.inf, dtype=np.float32)
        np.maximum.at(best, self.items[position[0][hit]], similarity[0][hit])
        touched = np.isfinite(best)
        found[touched] = best[touched]
        return found
