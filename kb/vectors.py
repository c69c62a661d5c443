"""A question's vector against those of one set, in memory.

Up to `kb.vector_files.EXACT_LIMIT` vectors every one is compared (nothing is missed); above, an inverted file with
8-bit codes looks at the nearest cells only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from kb.ports import Floats, Ints
from kb.vector_files import PROBED

CANDIDATES = 2_000
"""Vectors that an approximate search brings back; a question never shows more than a few dozen."""


@dataclass(frozen=True, slots=True)
class VectorSet:
    """One set. `items[i]` is the item (position in the snapshot) that owns vector i, -1 when its row has ended;
    `matrix` holds the vectors of living rows for exact search, cut by `starts`/`owners` into runs of one item each; it
    is None when the search is approximate, by `index`."""

    index: Any
    items: Ints
    owners: Ints
    starts: Ints
    matrix: Floats | None
    count: int

    @property
    def size(self) -> int:
        """How many vectors of living rows there are."""
        return int(np.count_nonzero(self.items >= 0))

    @classmethod
    def load(cls, files: Sequence[Path], rows: Ints) -> VectorSet:
        """Read a base and its additions; `rows[i]` is the row number of item i. RuntimeError (FAISS) when one cannot
        be read."""
        index: Any = faiss.read_index(str(files[0]))
        base = faiss.downcast_index(index.index)
        ids, parts = [_ids(index)], [index]
        for path in files[1:]:
            more = faiss.read_index(str(path))
            ids.append(_ids(more))
            if isinstance(base, faiss.IndexIVF):
                base.add(_flat(more))
            else:
                parts.append(more)
        items = _items(np.concatenate(ids), rows)
        if isinstance(base, faiss.IndexIVF):
            base.nprobe = PROBED
            return cls(index, items, items[:0], items[:0], None, len(rows))
        return cls._exact(parts, items, len(rows))

    @classmethod
    def of(cls, matrix: Floats, owned_by: Ints, rows: Ints) -> VectorSet:
        """A set of vectors at hand: row `owned_by[i]` owns `matrix[i]`; those of one row stand together."""
        return cls._of_matrix(None, matrix, _items(owned_by.astype(np.int64), rows), len(rows))

    @classmethod
    def _exact(cls, parts: list[Any], items: Ints, count: int) -> VectorSet:
        alive = items >= 0
        if len(parts) == 1 and alive.all():
            return cls._of_matrix(parts[0], _flat(parts[0]), items, count)
        matrix = np.empty((int(alive.sum()), faiss.downcast_index(parts[0].index).d), dtype=np.float32)
        seen = filled = 0
        while parts:  # each part is freed once its vectors are copied
            vectors = _flat(part := parts.pop(0))
            chosen = alive[seen : seen + len(vectors)]
            kept = int(chosen.sum())
            np.compress(chosen, vectors, axis=0, out=matrix[filled : filled + kept])
            seen, filled = seen + len(vectors), filled + kept
            del vectors, part
        return cls._of_matrix(None, matrix, items[alive], count)

    @classmethod
    def _of_matrix(cls, index: Any, matrix: Floats, items: Ints, count: int) -> VectorSet:
        starts = np.flatnonzero(np.diff(items, prepend=-1)).astype(np.int32)
        return cls(index, items, items[starts], starts, matrix, count)

    def scores(self, query: Floats) -> Floats:
        """Best cosine of each item's vectors with the query, (count,) float32; NaN for items without a vector (or,
        in an approximate search, not among the candidates)."""
        found = np.full(self.count, np.nan, dtype=np.float32)
        if self.matrix is not None:
            if len(self.starts):
                found[self.owners] = np.maximum.reduceat(products(self.matrix, query), self.starts)
            return found
        similarity, position = self.index.index.search(query[None, :], CANDIDATES)
        near, item = similarity[0], self.items[position[0]]
        hit = (position[0] >= 0) & (item >= 0)
        best = np.full(self.count, -np.inf, dtype=np.float32)
        np.maximum.at(best, item[hit], near[hit])
        touched = np.isfinite(best)
        found[touched] = best[touched]
        return found


def products(matrix: Floats, query: Floats) -> Floats:
    """matrix @ query by FAISS's own loop: half the processor time of numpy's here, whose threads wait for each
    other."""
    count, dim = matrix.shape
    found = np.empty(count, dtype=np.float32)
    asked = np.ascontiguousarray(query, dtype=np.float32)
    pointers = (faiss.swig_ptr(found), faiss.swig_ptr(asked), faiss.swig_ptr(matrix))
    native: Any = faiss  # its type stubs do not have this function
    native.fvec_inner_products_ny(*pointers, dim, count)
    return found


def _ids(index: Any) -> np.ndarray[Any, np.dtype[np.int64]]:
    ids: np.ndarray[Any, np.dtype[np.int64]] = faiss.vector_to_array(index.id_map).astype(np.int64)
    return ids


def _flat(index: Any) -> Floats:
    """The vectors inside a flat index: no copy, so it has to outlive them."""
    base: Any = faiss.downcast_index(index.index)
    if not base.ntotal:
        return np.zeros((0, base.d), dtype=np.float32)
    vectors: Floats = faiss.rev_swig_ptr(base.get_xb(), base.ntotal * base.d).reshape(base.ntotal, base.d)
    return vectors


def _items(ids: np.ndarray[Any, np.dtype[np.int64]], rows: Ints) -> Ints:
    """Row numbers -> positions in `rows`, -1 for a row that is not there."""
    if not len(ids) or not len(rows):
        return np.full(len(ids), -1, dtype=np.int32)
    order = np.argsort(rows, kind="stable")
    place = np.minimum(np.searchsorted(rows[order], ids), len(rows) - 1)
    found = order[place]
    return np.where(rows[found] == ids, found, -1).astype(np.int32)
