"""Time of a question, time to the first answer and memory, on a made-up bilingual knowledge base.

    python tests/benchmarks/bench_search.py [--services 10000] [--passages 5000] [--questions 300]

Words are drawn from the packaged word lists as often as they occur in real text (Zipf), so that posting lists have
realistic lengths. A question is eight words of one entry, asked in its language. Beside it: plain SQLite FTS5, all
words or-ed, which finds far less (docs/quality.md). Above `kb.vector_files.EXACT_LIMIT` vectors it also prints how much
of exact search the approximate one finds. Figures only; nothing passes or fails here.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from kb.base import KnowledgeBase
from kb.embed import load_embedder
from kb.generations import Change
from kb.models import Document, Lang, Passage, Question, Service, Term
from kb.searchable import COLUMNS
from kb.settings import KnowledgeSettings, ModelSettings
from kb.snapshot import Entries
from kb.wordlists import load_lexicon, load_word_counts

IMPORTED = time.process_time()
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CATEGORIES = 120
PASSAGES_PER_DOCUMENT = 250
POSTCODES = ("1000", "1020", "1030", "1040", "1050", "1060", "1070", "1080", "1090")


class Words:
    """Draws words of a language, frequent ones often."""

    def __init__(self, words: Sequence[str], chance: random.Random) -> None:
        self._words = words
        weights = 1 / (np.arange(len(words)) + 10.0)
        self._cumulative = list(np.cumsum(weights))
        self._chance = chance

    def some(self, count: int) -> str:
        return " ".join(self._chance.choices(self._words, cum_weights=self._cumulative, k=count))


def vocabulary(chance: random.Random) -> dict[Lang, Words]:
    counts = load_word_counts()
    dutch = sorted(counts, key=lambda word: -counts[word])
    french = list(dict.fromkeys(stem for _, stem, _ in load_lexicon()))
    return {"nl": Words(dutch, chance), "fr": Words(french, chance)}


def made_up(services: int, passages: int) -> tuple[Change, Change]:
    chance = random.Random(1)
    words = vocabulary(chance)
    dutch, french = words["nl"], words["fr"]
    taxonomy = tuple(
        Term(f"C{n}", f"C{n % 12}" if n >= 12 else "", dutch.some(2), french.some(2), "", "") for n in range(CATEGORIES)
    )
    listed = tuple(
        Service(
            f"s{n}",
            name_nl=dutch.some(3),
            name_fr=french.some(3),
            description_nl=dutch.some(35),
            description_fr=french.some(35),
            categories=tuple(f"C{chance.randrange(CATEGORIES)}" for _ in range(2)),
            postal_code=chance.choice(POSTCODES),
            opening_hours="Mo-Fr 09:00-17:00; PH off",
        )
        for n in range(services)
    )
    documents = []
    for start in range(0, passages, PASSAGES_PER_DOCUMENT):
        lang: Lang = "fr" if start // PASSAGES_PER_DOCUMENT % 3 == 0 else "nl"
        name = f"doc{start}"
        count = min(PASSAGES_PER_DOCUMENT, passages - start)
        body = tuple(Passage(name, n, (words[lang].some(4),), words[lang].some(140), lang) for n in range(count))
        documents.append((Document(name, words[lang].some(4), lang), body))
    first = Change("repertory", "bench", "bench", NOW, services_put=listed, taxonomy=taxonomy)
    return first, Change("documents", "bench", "bench", NOW, documents_put=tuple(documents))


def questions(knowledge: KnowledgeBase, count: int) -> list[tuple[str, Lang]]:
    chance = random.Random(2)
    asked: list[tuple[str, Lang]] = []
    snapshot = knowledge.snapshot
    for n in range(count):
        if n % 2 and snapshot.passages:
            passage = chance.choice(snapshot.passages)
            text, lang = passage.text, passage.lang
        else:
            service = chance.choice(snapshot.services)
            lang = chance.choice(("nl", "fr"))
            text = service.text("description", lang)[0]
        asked.append((" ".join(chance.sample(text.split(), 8)), lang))
    return asked


def timed(name: str, asked: Sequence[tuple[str, Lang]], ask: Callable[[str, Lang], object]) -> None:
    """Median and 95th percentile, on the clock and of the processor: on a machine that others use too, the second
    tells what the program costs."""
    clock, processor = [], []
    for text, lang in asked:
        begun, worked = time.perf_counter(), time.process_time()
        ask(text, lang)
        clock.append((time.perf_counter() - begun) * 1000)
        processor.append((time.process_time() - worked) * 1000)
    (p50, p95), (cpu50, cpu95) = np.percentile(clock, [50, 95]), np.percentile(processor, [50, 95])
    print(f"{name:<48} p50 {p50:6.1f} ms   p95 {p95:6.1f} ms   processor p50 {cpu50:6.1f} ms   p95 {cpu95:6.1f} ms")


def serve(data_dir: Path, count: int) -> None:
    """In a process of its own, as the bot would start."""
    load_embedder(ModelSettings())
    model = time.process_time() - IMPORTED
    worked, begun = time.process_time(), time.perf_counter()
    knowledge = KnowledgeBase.open(data_dir, KnowledgeSettings())
    opened, cost = time.perf_counter() - begun, time.process_time() - worked
    asked = questions(knowledge, count)
    knowledge.ask(Question(asked[0][0], NOW))
    born = psutil.Process().create_time()
    print(f"{'load the built-in model':<48} {model:10.2f} s of the processor")
    print(f"{'open the knowledge base':<48} {opened:10.2f} s, {cost:.2f} s of the processor")
    took, cost = time.time() - born, time.process_time()
    print(f"{'first answer, from the start of the process':<48} {took:10.2f} s, {cost:.2f} s of the processor")
    searcher = knowledge.searcher
    timed(
        "search: services and passages", asked, lambda t, lang: (searcher.services(t, lang), searcher.passages(t, lang))
    )
    timed("whole answer: language, meaning, search, rules, quote", asked, lambda t, _: knowledge.ask(Question(t, NOW)))
    print(f"{f'memory after {2 * count} questions':<48} {psutil.Process().memory_info().rss / 2**20:8.0f} MB")
    timed("plain FTS5, all words or-ed", asked, lambda t, lang: or_ed(knowledge, t, lang))
    for name in ("service_entries", "passage_entries"):
        recall(name, getattr(knowledge.snapshot, name), knowledge, asked)


def or_ed(knowledge: KnowledgeBase, text: str, lang: Lang) -> None:
    stems = {stem for stem in knowledge.analyzer.index_terms(text, lang) if stem.isalnum()}
    expression = " OR ".join(f'"{stem}"' for stem in stems)
    if expression:
        columns = " ".join(column for column in COLUMNS if column.endswith(lang))
        for table in ("services", "passages"):
            knowledge.store.match(table, f"{{{columns}}} : ({expression})", 10)


def recall(name: str, entries: Entries, knowledge: KnowledgeBase, asked: Sequence[tuple[str, Lang]]) -> None:
    """Share of the ten nearest by exact search that approximate search has among its ten, where it is in use."""
    for vectors in (entries.whole, entries.window):
        if vectors is None or vectors.matrix is not None:
            continue
        inner: Any = vectors.index.index
        shared = 0
        tried = asked[:50]
        for text, _ in tried:
            query = knowledge.embedder.encode_queries([text])
            approximate = inner.search(query, 10)[1][0]
            inner.nprobe, before = inner.nlist, inner.nprobe
            shared += len(np.intersect1d(approximate, inner.search(query, 10)[1][0]))
            inner.nprobe = before
        print(f"{name}: {inner.ntotal} vectors, {inner.nlist} cells: recall@10 {shared / (10 * len(tried)):.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--services", type=int, default=10_000)
    parser.add_argument("--passages", type=int, default=5_000)
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.serve:
        serve(chosen.serve, chosen.questions)
        return
    with tempfile.TemporaryDirectory() as folder:
        changes = made_up(chosen.services, chosen.passages)
        knowledge = KnowledgeBase.open(Path(folder), KnowledgeSettings())
        print(f"{chosen.services} services, {chosen.passages} passages, {os.cpu_count()} cores")
        for change in changes:
            begun = time.perf_counter()
            knowledge.writer().apply(change)
            print(f"{'ingest ' + change.kind:<44} {time.perf_counter() - begun:10.2f} s")
        knowledge.close()
        size = sum(path.stat().st_size for path in Path(folder).iterdir()) / 2**20
        print(f"{'on disk':<44} {size:8.0f} MB")
        command = [sys.executable, __file__, "--serve", folder, "--questions", str(chosen.questions)]
        sys.stdout.flush()
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
