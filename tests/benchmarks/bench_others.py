"""Relais, txtai and Haystack on the same data with the same built-in vectors: time of a question, and recall.

    python tests/benchmarks/bench_others.py FOLDER [--zones FILE] [--others PYTHON] [--write]

FOLDER is as for ablation.py. PYTHON is the interpreter of an environment of its own with the two others, which Relais
never needs itself:

    python -m venv /tmp/others && /tmp/others/bin/pip install "torch==2.13.0" txtai haystack-ai

Without it, or when one of them is not in it, the table has the rest. All rank the same texts (those that Relais makes
one vector of) with the vectors of the built-in model, made beforehand for the two others. "Words": each one's own BM25
as it comes. Both: as each puts them together by itself. Times are of the processor, per question, one thread.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

TOP = 10
MODES = ("vectors", "words and vectors")
Rank = Callable[[int], list[int]]
"""Number of a question -> numbers of the texts found, best first."""


def measured(name: str, mode: str, build: Callable[[], Rank], questions: int) -> dict[str, Any]:
    """One row: what building cost (s), what a question costs (ms), and what was found."""
    begun = time.process_time()
    rank = build()
    built = time.process_time() - begun
    rank(0)  # what is loaded with the first question is no part of the others' time
    found, took = [], []
    for number in range(questions):
        begun = time.process_time()
        found.append(rank(number))
        took.append((time.process_time() - begun) * 1000)
    p50, p95 = np.percentile(took, [50, 95])
    return {"name": f"{name}, {mode}", "build": built, "p50": p50, "p95": p95, "found": found}


# --- run by the interpreter of the others: imports nothing of Relais ---


def guest(file: Path) -> None:
    """Prints a JSON line per row, or per library that is not there."""
    data = json.loads(file.read_text(encoding="utf-8"))
    matrix, asked = np.load(file.with_suffix(".texts.npy")), np.load(file.with_suffix(".questions.npy"))
    for of in (txtai, haystack):
        try:
            for mode, build in of(data["texts"], data["questions"], matrix, asked):
                print(json.dumps(measured(of.__name__, mode, build, len(asked))), flush=True)
        except ImportError as error:
            print(json.dumps({"missing": f"{of.__name__}: {error}"}), flush=True)


def txtai(texts: Sequence[str], questions: Sequence[str], matrix: Any, asked: Any) -> Iterator[tuple[str, Any]]:
    from txtai import Embeddings

    known = dict(zip((*texts, *questions), (*matrix, *asked), strict=True))

    def vectors(listed: Sequence[str]) -> Any:
        return np.asarray([known[text] for text in listed], dtype=np.float32)

    def build(hybrid: bool) -> Callable[[], Rank]:
        def made() -> Rank:
            index = Embeddings(method="external", transform=vectors, hybrid=hybrid, backend="faiss", content=False)
            index.index(list(enumerate(texts)))
            return lambda number: [int(found) for found, _ in index.search(questions[number], TOP)]

        return made

    yield MODES[0], build(False)
    yield MODES[1], build(True)


def haystack(texts: Sequence[str], questions: Sequence[str], matrix: Any, asked: Any) -> Iterator[tuple[str, Any]]:
    from haystack import Document
    from haystack.components.joiners import DocumentJoiner
    from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
    from haystack.document_stores.in_memory import InMemoryDocumentStore

    def build(hybrid: bool) -> Callable[[], Rank]:
        def made() -> Rank:
            store = InMemoryDocumentStore(embedding_similarity_function="cosine")
            listed = zip(texts, matrix, strict=True)
            store.write_documents(
                [
                    Document(id=str(n), content=text, embedding=vector.tolist())
                    for n, (text, vector) in enumerate(listed)
                ]
            )
            dense, words = InMemoryEmbeddingRetriever(store, top_k=TOP), InMemoryBM25Retriever(store, top_k=TOP)
            joiner = DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=TOP)

            def rank(number: int) -> list[int]:
                near = dense.run(query_embedding=asked[number].tolist())["documents"]
                if hybrid:
                    near = joiner.run(documents=[near, words.run(query=questions[number])["documents"]])["documents"]
                return [int(document.id) for document in near]

            return rank

        return made

    yield MODES[0], build(False)
    yield MODES[1], build(True)


# --- run by Relais's own interpreter ---


def host(folder: Path, zones: Path | None, others: Path | None) -> str:
    from kb.embed import load_embedder
    from kb.evaluate import holds
    from kb.search import Searcher, Weights
    from kb.searchable import searchable_passage
    from kb.settings import ModelSettings
    from kb.terms import Analyzer
    from tests.benchmarks.ablation import indexed, read_world

    world, embedder, analyzer = read_world(folder, zones), load_embedder(ModelSettings()), Analyzer.load()
    questions = world.about_documents
    with indexed(world, analyzer, embedder) as snapshot:
        texts = [searchable_passage(p, snapshot.documents[p.document]).wholes[0] for p in snapshot.passages]

        def relais(weights: Weights) -> Callable[[], Rank]:
            def made() -> Rank:
                search = Searcher(snapshot, analyzer, embedder, weights).passages
                return lambda n: [int(i) for i in search(questions[n].text, questions[n].lang).order[:TOP]]  # type: ignore[arg-type]

            return made

        rows = [
            measured("Relais", mode, relais(weights), len(questions))
            for mode, weights in zip(MODES, (Weights(dense=1, footnote=0), Weights()), strict=True)
        ]
        for row in rows:
            row["build"] = None  # search stands on the snapshot, which is loaded for everything else too
        rows += ask_others(others, texts, [q.text for q in questions], embedder)
        right = [
            {n for n, passage in enumerate(snapshot.passages) if holds(passage, question)} for question in questions
        ]
        return table(rows, right, [question.lang for question in questions], len(texts))


def ask_others(python: Path | None, texts: list[str], questions: list[str], embedder: Any) -> list[dict[str, Any]]:
    if python is None:
        print("txtai and Haystack are left out: give --others PYTHON (see --help).", file=sys.stderr)
        return []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "data.json"
        file.write_text(json.dumps({"texts": texts, "questions": questions}), encoding="utf-8")
        np.save(file.with_suffix(".texts.npy"), embedder.encode_passages(texts))
        np.save(file.with_suffix(".questions.npy"), embedder.encode_queries(questions))
        command = [str(python), __file__, "--guest", str(file)]
        environment = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "HAYSTACK_TELEMETRY_ENABLED": "False"}
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment)
    told = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    for row in told:
        if "missing" in row:
            print(f"left out: {row['missing']}", file=sys.stderr)
    return [row for row in told if "found" in row]


def table(rows: list[dict[str, Any]], right: list[set[int]], langs: list[str], texts: int) -> str:
    """Markdown, one line per row; recall@5 per language."""
    spoken = sorted(set(langs), reverse=True)
    lines = [f"{texts} passages, {len(langs)} questions.", ""]
    columns = ["", *(f"{lang} R@5" for lang in spoken), "p50 ms", "p95 ms", "index s"]
    lines += ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    for row in rows:
        hit = [bool(set(found[:5]) & wanted) for found, wanted in zip(row["found"], right, strict=True)]
        recall = [np.mean([h for h, own in zip(hit, langs, strict=True) if own == lang]) for lang in spoken]
        build = "-" if row["build"] is None else f"{row['build']:.2f}"
        cells = [row["name"], *(f"{r:.2f}" for r in recall), f"{row['p50']:.1f}", f"{row['p95']:.1f}", build]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--zones", type=Path, help="a configuration file with the zones of the repertory")
    parser.add_argument("--others", type=Path, help="the Python that has txtai and Haystack")
    parser.add_argument("--write", action="store_true", help="write the table into docs/speed.md")
    parser.add_argument("--guest", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.guest:
        guest(options.guest)
        return
    if options.folder is None:
        parser.error("give a FOLDER")
    text = host(options.folder, options.zones, options.others)
    print(text)
    if options.write:
        from tests.benchmarks.ablation import DOCS, write_between

        write_between(DOCS / "speed.md", "others", text)


if __name__ == "__main__":
    main()
