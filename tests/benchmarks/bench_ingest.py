"""Prints what an ingest of a repertory costs: python tests/benchmarks/bench_ingest.py [ROWS ...]

Per size (10,000 and 100,000 services when none is given; each in a process of its own): a first ingest, the same file
again, and one with one per cent of the services changed. Rows per second and peak memory, with reading, comparing,
embedding and the rest of the writing apart. The services are those of the demo with their words in another order, so
that no two texts are alike. For comparison: reading the same file with csv.DictReader only.

With --meanwhile: how long questions take while the bot's process for ingests brings such a file in, against before, and
how long after the click the new generation is in use.
"""

from __future__ import annotations

import asyncio
import csv
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Coroutine, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.ingesting.process import Asked, IngestProcess
from ingest.changes import plan, to_change
from ingest.merging_source import incoming
from ingest.repertory import read_repertory
from kb.base import KnowledgeBase
from kb.embed import Embedder, Vectors, load_embedder
from kb.models import Question
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
    started, worked = time.perf_counter(), time.process_time()
    parsed = read_repertory(path, taxonomy_path=DEMO / "taxonomy.csv", today=NOW.date())
    read = time.perf_counter()
    origins = store.origins()
    whose = incoming(parsed, path.name, KnowledgeSettings(), origins, base=store.generation(), day=NOW.date())
    result = plan(parsed, store.services(), store.taxonomy().values(), origins=origins, incoming=whose)
    compared = time.perf_counter()
    change = to_change(result, who="bench", at=NOW, source=path.name)
    if not change.empty:
        Writer(store, embedder, analyzer, KnowledgeSettings()).apply(change)
    ended, cpu = time.perf_counter(), time.process_time() - worked
    rows = len(parsed.services)
    total = ended - started
    print(
        f"{label:>20}: {rows / total:8.0f} rows/s  total {total:6.1f} s ({cpu:.1f} s of processor)"
        f" = read {read - started:.1f}"
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


QUESTIONS = (
    "waar vind ik een huisarts die Arabisch spreekt?",
    "où trouver un hébergement d'urgence pour une femme avec enfants ?",
    "schuldbemiddeling in Schaarbeek",
    "aide alimentaire ouverte le samedi à Molenbeek",
    "is there legal help for undocumented people?",
)


async def _asked(knowledge: KnowledgeBase, until: asyncio.Task[object]) -> list[float]:
    """Questions one after the other, as in a room, until a job is done; seconds each."""
    took: list[float] = []
    while not until.done():
        started = time.perf_counter()
        question = Question(QUESTIONS[len(took) % len(QUESTIONS)], NOW)
        await asyncio.to_thread(knowledge.ask, question)
        took.append(time.perf_counter() - started)
        await asyncio.sleep(0.02)
    return took


def _told(label: str, took: list[float], seconds: float) -> None:
    cuts = statistics.quantiles(took, n=20)
    print(
        f"{label:>30}: {seconds:6.1f} s; {len(took)} questions, median {statistics.median(took) * 1000:.0f} ms,"
        f" 95 % within {cuts[-1] * 1000:.0f} ms, longest {max(took) * 1000:.0f} ms",
        flush=True,
    )


async def meanwhile(rows: int) -> None:
    """A first ingest of `rows` services into a bot that answers from the demo, then one with one per cent changed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first, second = folder / "first.csv", folder / "second.csv"
        write_repertory(first, rows)
        write_repertory(second, rows, changed=rows // 100)
        knowledge = KnowledgeBase.open(folder / "data", KnowledgeSettings())
        known = read_repertory(DEMO / "repertory.csv", today=NOW.date())
        knowledge.writer().apply(to_change(plan(known, {}), who="bench", at=NOW, source="demo"))
        knowledge.refresh()
        work = IngestProcess(folder / "data", KnowledgeSettings(), file_megabytes=128, seconds=3600.0)

        async def during(label: str, job: Coroutine[Any, Any, Any]) -> Any:
            task = asyncio.create_task(job)
            started = time.perf_counter()
            took = await _asked(knowledge, task)
            _told(label, took, time.perf_counter() - started)
            return await task

        async def used(digest: str, key: str) -> None:
            await work.apply(key, digest, "bench", NOW)
            await asyncio.to_thread(knowledge.refresh)

        await during("before", asyncio.sleep(10))
        for path in (first, second):
            asked = Asked(path.name, path.name, NOW.date(), {}, "auto", ("nl",))
            shown, _, _ = await during(f"{path.stem}: read, compare", work.compare(asked, path.read_bytes()))
            await during(f"{path.stem}: embed ahead", work.prepare(path.name))
            await during(f"{path.stem}: click until in use", used(shown.digest, path.name))
        await work.stop()
        knowledge.close()


def main(arguments: Sequence[str]) -> None:
    if arguments[:1] == ["--meanwhile"]:
        for rows in arguments[1:] or ["10000"]:
            asyncio.run(meanwhile(int(rows)))
        return
    if len(arguments) == 1:
        bench(int(arguments[0]))
        return
    for rows in arguments or map(str, SIZES):
        subprocess.run([sys.executable, __file__, rows], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
