"""Prints what an ingest of a repertory costs: python tests/benchmarks/bench_ingest.py [ROWS ...]

Per size (10,000 and 100,000 services when none is given; each in a process of its own): a first ingest, the same file
again, and one with one per cent of the services changed. Rows per second and peak memory, with reading, comparing,
embedding and the rest of the writing apart. The services are those of the demo with their words in another order, so
that no two texts are alike. For comparison: reading the same file with csv.DictReader only.
"""

from __future__ import annotations

import csv
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from ingest.changes import plan, to_change
from ingest.repertory import read_repertory
from kb.embed import Embedder, Vectors, load_embedder
from kb.settings import KnowledgeSettings, ModelSettings
from kb.store import Store
from kb.terms import Analyzer
from kb.writer import Writer

DEMO = Path(__file__).parents[2] / "bot" / "demo" / "data"
SIZES = (10_000, 100_000)
NOW = datetime(2027, 1, 1, tzinfo=UTC)
"""Later than every date in the demo's data."""


class Timed:
    """An embedder that knows how long it worked, in seconds."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.fingerprint = embedder.fingerprint
        self.dim = embedder.dim
        self.seconds = 0.0
        self.texts = 0

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self._embedder.encode_queries(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        started = time.perf_counter()
        vectors = self._embedder.encode_passages(texts)
        self.seconds += time.perf_counter() - started
        self.texts += len(texts)
        return vectors


def write_repertory(path: Path, rows: int, changed: int = 0) -> None:
    """A repertory of `rows` services; the first `changed` of them with other descriptions and telephone numbers."""
    with (DEMO / "repertory.csv").open(encoding="utf-8", newline="") as stream:
        known = list(csv.DictReader(stream))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(known[0]))
        writer.writeheader()
        for number in range(rows):
            service = dict(known[number % len(known)], id=f"B-{number:06d}")
            order = random.Random(number + (rows if number < changed else 0))
            for column in ("description_nl", "description_fr"):
                words = service[column].split()
                service[column] = " ".join(order.sample(words, len(words)))
            service["phone"] = f"02 555 {order.randrange(10_000):04d}"
            writer.writerow(service)


def peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measure(label: str, path: Path, store: Store, embedder: Timed, analyzer: Analyzer) -> None:
    """Ingests one file and prints what it cost."""
    embedder.seconds, embedder.texts = 0.0, 0
    started = time.perf_counter()
    parsed = read_repertory(path, taxonomy_path=DEMO / "taxonomy.csv", today=NOW.date())
    read = time.perf_counter()
    result = plan(parsed, store.services(), store.taxonomy().values())
    compared = time.perf_counter()
    change = to_change(result, who="bench", at=NOW, source=path.name)
    if not change.empty:
        Writer(store, embedder, analyzer, KnowledgeSettings()).apply(change)
    ended = time.perf_counter()
    rows = len(parsed.services)
    total = ended - started
    print(
        f"{label:>20}: {rows / total:8.0f} rows/s  total {total:6.1f} s = read {read - started:.1f}"
        f" + compare {compared - read:.1f} + embed {embedder.seconds:.1f} ({embedder.texts} texts)"
        f" + write {ended - compared - embedder.seconds:.1f};  peak {peak_mb()} MB;  {result.counts}",
        flush=True,
    )


def bench(rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder) / "first.csv", Path(folder) / "second.csv"
        write_repertory(first, rows)
        write_repertory(second, rows, changed=rows // 100)
        started = time.perf_counter()
        with first.open(encoding="utf-8", newline="") as stream:
            plain = sum(1 for _ in csv.DictReader(stream))
        took = time.perf_counter() - started
        size = first.stat().st_size / 1e6
        print(f"{rows} services, {size:.0f} MB; csv.DictReader alone: {plain / took:.0f} rows/s")
        store = Store.open(Path(folder) / "data")
        embedder, analyzer = Timed(load_embedder(ModelSettings())), Analyzer.load()
        print(f"{'before':>20}: peak {peak_mb()} MB (program and model)")
        for label, path in (("first ingest", first), ("unchanged", first), ("one per cent changed", second)):
            measure(label, path, store, embedder, analyzer)
        store.close()


def main(arguments: Sequence[str]) -> None:
    if len(arguments) == 1:
        bench(int(arguments[0]))
        return
    for rows in arguments or map(str, SIZES):
        subprocess.run([sys.executable, __file__, rows], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
