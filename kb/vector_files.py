"""The vectors of a generation on disk: which files they are, when one is begun anew, how a kill leaves no half file.

A set (whole texts or windows, of services or of passages) is a base and what was added since: the file of a later
generation holds only the vectors of the rows that came with it. Vectors of rows that ended stay where they are; whoever
loads a set knows which rows live. Small sets, and those that have grown by a quarter, get a new base.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from kb.ports import Floats

EXACT_LIMIT = 120_000
"""Vectors in a base up to which every one is compared: 120,000 of 512 numbers take about 12 ms of one core. Above, an
inverted file with 8-bit codes looks into the nearest `PROBED` cells only; docs/speed.md has both figures."""

PROBED = 512
"""Cells looked at above the limit, of about 4 * sqrt(n). Of a million vectors that takes 8 ms and finds 86 of 100 that
exact search finds in 87 ms; 256 cells find 80 of 100 in 5 ms (docs/speed.md)."""

EXAMPLES = 64
"""Vectors per cell that the cells are found with; FAISS advises at least 39."""

SETS = ("services-whole", "services-window", "passages-whole", "passages-window")

SMALL_BYTES = 4_000_000
"""A base of up to 2,000 vectors is written anew each time: that takes less than opening one file more."""
GROWN = 0.25
"""Additions of this part of the base's size are merged into a new base."""
MOST_PARTS = 32
"""A base and this many additions at most: each is one file to open."""

CHUNK = 8_192
"""Vectors fetched at a time, 16 MB of 512 numbers: a base is never in memory twice."""

_NAME = re.compile(r"vectors-(\d+)-([a-z]+-[a-z]+)(\.more)?\.faiss(\.tmp)?")

Fetch = Callable[[Sequence[int]], Floats]
"""Positions in a set to be written -> their vectors, (n, dim) float32 of length 1."""


def file_of(data_dir: Path, generation: int, name: str, *, more: bool = False) -> Path:
    """Where the base of a set that a generation made lies, or (`more`) what the generation adds to an older base."""
    return data_dir / f"vectors-{generation}-{name}{'.more' if more else ''}.faiss"


def files_of(data_dir: Path, generation: int, name: str) -> list[Path]:
    """The files that a generation's set consists of, base first; empty when there is no base."""
    found: list[tuple[int, bool, Path]] = []
    for path in data_dir.glob(f"vectors-*-{name}*.faiss"):
        match = _NAME.fullmatch(path.name)
        if match and match[2] == name and int(match[1]) <= generation:
            found.append((int(match[1]), match[3] is None, path))
    base = max((number for number, is_base, _ in found if is_base), default=None)
    if base is None:
        return []
    return [path for number, is_base, path in sorted(found) if (number > base and not is_base) or number == base]


def outgrown(files: Sequence[Path]) -> bool:
    """Whether the next generation had better write a new base than one more addition to these."""
    if not files or len(files) > MOST_PARTS:
        return True
    base, *more = (path.stat().st_size for path in files)
    return base <= SMALL_BYTES or sum(more) > GROWN * base


def write(path: Path, rows: Sequence[int], vectors: Floats) -> None:
    """Write vectors at hand: `rows[i]` owns `vectors[i]`. The file is complete or not there."""
    write_from(path, rows, vectors.__getitem__, vectors.shape[1])


def write_from(path: Path, rows: Sequence[int], fetch: Fetch, dim: int) -> None:
    """Write vectors that `fetch` brings bit by bit: row `rows[i]` owns the vector at position i."""
    index = faiss.IndexIDMap(_empty(len(rows), fetch, dim))
    for start in range(0, len(rows), CHUNK):
        positions = range(start, min(start + CHUNK, len(rows)))
        index.add_with_ids(fetch(positions), np.asarray(rows[start : positions.stop], dtype=np.int64))
    temporary = path.with_suffix(".faiss.tmp")
    faiss.write_index(index, str(temporary))
    _sync(temporary)
    temporary.replace(path)
    _sync(path.parent)


def remove_others(data_dir: Path, generations: Iterable[int]) -> None:
    """Delete the files that none of these generations consists of, and what a killed writer left."""
    kept = {path for number in generations for name in SETS for path in files_of(data_dir, number, name)}
    for path in data_dir.glob("vectors-*"):
        if _NAME.fullmatch(path.name) and path not in kept:
            path.unlink(missing_ok=True)


def _empty(count: int, fetch: Fetch, dim: int) -> Any:
    """An index for so many vectors, trained when it is of the kind that has to be."""
    if count <= EXACT_LIMIT:
        return faiss.IndexFlatIP(dim)
    cells = int(4 * np.sqrt(count))
    index: Any = faiss.index_factory(dim, f"IVF{cells},SQ8", faiss.METRIC_INNER_PRODUCT)
    # A fixed stride, so that builds repeat.
    index.train(np.ascontiguousarray(fetch(range(0, count, max(1, count // (cells * EXAMPLES))))))
    index.nprobe = PROBED
    return index


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
