"""Exact search, IVF and HNSW on 100,000 vectors, and on a million with --million: time, memory, recall.

    python tests/benchmarks/bench_scale.py [--million] [--sizes N ...] [--hnsw-up-to N] [--write]

The vectors are those that the built-in model gives made-up stretches of 25 words, drawn as in bench_search.py around
many subjects, so that they lie in heaps as those of real text do. A question is eight words of one of them. Recall is
the share of the ten nearest by exact search. The million is made and added bit by bit: never all of it as float32 but
for exact search itself, for which it lies in a file that is read through memory. Figures of one thread; the build may
use all. HNSW takes 40 minutes of a core for a million, so it stops at --hnsw-up-to.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import psutil

from kb.embed import Embedder, load_embedder
from kb.models import Lang
from kb.ports import Floats
from kb.settings import ModelSettings
from kb.vector_files import EXACT_LIMIT, EXAMPLES
from kb.vectors import products
from tests.benchmarks.ablation import DOCS, write_between
from tests.benchmarks.bench_search import vocabulary

SUBJECTS = 2_000
WORDS, SUBJECT_WORDS = 25, 60
CHUNK = 20_000
QUESTIONS = 100
PROBES = (32, 64, 128, 256, 512)


class Texts:
    """Made-up stretches: a third of the words from one of many subjects, the others from anywhere."""

    def __init__(self) -> None:
        self._chance = random.Random(3)
        self._words = vocabulary(self._chance)
        langs: tuple[Lang, Lang] = ("nl", "fr")
        self._subjects = [
            (lang, self._words[lang].some(SUBJECT_WORDS).split()) for lang in langs for _ in range(SUBJECTS // 2)
        ]

    def some(self, count: int) -> list[str]:
        made = []
        for _ in range(count):
            lang, own = self._chance.choice(self._subjects)
            made.append(
                " ".join(self._chance.choices(own, k=WORDS // 3)) + " " + self._words[lang].some(WORDS // 3 * 2)
            )
        return made

    def question(self, text: str) -> str:
        return " ".join(self._chance.sample(text.split(), 8))


def made_up(path: Path, count: int, embedder: Embedder) -> tuple[Any, Floats]:
    """`count` vectors in a file that is looked at through memory, and those of the questions."""
    texts = Texts()
    matrix = np.memmap(path, dtype=np.float32, mode="w+", shape=(count, embedder.dim))
    asked: list[str] = []
    for start in range(0, count, CHUNK):
        listed = texts.some(min(CHUNK, count - start))
        matrix[start : start + len(listed)] = embedder.encode_passages(listed)
        asked += [texts.question(text) for text in listed[: QUESTIONS * CHUNK // count + 1]]
    return matrix, embedder.encode_queries(asked[:QUESTIONS])


def chunks(matrix: Any) -> Iterator[Floats]:
    for start in range(0, len(matrix), CHUNK):
        yield np.ascontiguousarray(matrix[start : start + CHUNK])


def built(kind: str, matrix: Any) -> tuple[Any, float]:
    """An index with the vectors in it, and the seconds of processor it took."""
    worked = time.process_time()
    index: Any = faiss.index_factory(matrix.shape[1], kind, faiss.METRIC_INNER_PRODUCT)
    if not index.is_trained:
        wanted = EXAMPLES * index.nlist if kind.startswith("IVF") else 50_000
        index.train(np.ascontiguousarray(matrix[:: max(1, len(matrix) // wanted)]))
    for part in chunks(matrix):
        index.add(part)
    return index, time.process_time() - worked


def timed(search: Callable[[Floats], Any], questions: Floats) -> tuple[list[Any], str]:
    """What was found per question, and the times of the clock and of the processor."""
    found, clock, processor = [], [], []
    for question in questions:
        begun, worked = time.perf_counter(), time.process_time()
        found.append(search(question))
        clock.append((time.perf_counter() - begun) * 1000)
        processor.append((time.process_time() - worked) * 1000)
    (p50, p95), (c50, c95) = np.percentile(clock, [50, 95]), np.percentile(processor, [50, 95])
    return found, f"{p50:.1f} | {p95:.1f} | {c50:.1f} | {c95:.1f}"


def _nearest(index: Any) -> Callable[[Floats], Any]:
    return lambda question: index.search(question[None, :], 10)[1][0]


def measure(count: int, hnsw_up_to: int, embedder: Embedder) -> Iterator[str]:
    """Markdown lines."""
    with tempfile.TemporaryDirectory() as folder:
        matrix, questions = made_up(Path(folder) / "vectors", count, embedder)
        faiss.omp_set_num_threads(1)

        def exact(question: Floats) -> Any:
            scores = products(matrix, question)
            near = np.argpartition(-scores, 10)[:10]
            return near[np.argsort(-scores[near])]

        truth, times = timed(exact, questions)
        size = matrix.nbytes / 2**20
        yield f"| {count:,} | exact | {times} | {size:,.0f} | 1.00 | 0 |"
        kinds = [f"IVF{int(4 * np.sqrt(count))},SQ8"] + (["HNSW32,SQ8"] if count <= hnsw_up_to else [])
        for kind in kinds:
            faiss.omp_set_num_threads(psutil.cpu_count() or 1)
            index, took = built(kind, matrix)
            faiss.omp_set_num_threads(1)
            size = len(faiss.serialize_index(index)) / 2**20
            for effort in PROBES:
                settings = faiss.ParameterSpace()
                settings.set_index_parameter(index, "nprobe" if kind.startswith("IVF") else "efSearch", effort)
                found, times = timed(_nearest(index), questions)
                recall = np.mean([len(np.intersect1d(a, b)) / 10 for a, b in zip(truth, found, strict=True)])
                yield f"| {count:,} | {kind}, {effort} | {times} | {size:,.0f} | {recall:.2f} | {took:,.0f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", type=int, default=[25_000, 100_000])
    parser.add_argument("--million", action="store_true", help="also 1,000,000: 2 GB of disk, a quarter of an hour")
    parser.add_argument("--hnsw-up-to", type=int, default=100_000)
    parser.add_argument("--write", action="store_true", help="write the table into docs/speed.md")
    options = parser.parse_args()
    embedder = load_embedder(ModelSettings())
    head = (
        "| vectors | index, cells or candidates looked at | p50 ms | p95 ms | processor p50 ms | processor p95 ms "
        "| MB | recall@10 | build s (processor) |"
    )
    lines = [f"`EXACT_LIMIT` is {EXACT_LIMIT:,}.", "", head, "|" + "---|" * 9]
    print("\n".join(lines))
    for count in [*options.sizes, *([1_000_000] if options.million else [])]:
        for line in measure(count, options.hnsw_up_to, embedder):
            print(line, flush=True)
            lines.append(line)
    peak = psutil.Process().memory_info().rss / 2**20
    print(f"memory at the end: {peak:,.0f} MB")
    if options.write:
        write_between(DOCS / "speed.md", "scale", "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
