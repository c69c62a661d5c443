"""Prints what became of documents: python tests/benchmarks/bench_passages.py FOLDER QUESTIONS.jsonl [--missing]

Per document: passages, words per passage (10th, 50th, 90th percentile), share of passages under a heading, snippets of
the questions found in one passage (compared without spaces, hyphens and case), and what damage is left.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import defaultdict
from pathlib import Path

from ingest.documents import read_documents
from kb.models import Passage

GLUED = re.compile(r"(?<=[a-zà-ÿ]{3})\d{1,2}(?=[\s.,;)]|$)")


def flat(text: str) -> str:
    """Text without what differs between two extractions of the same words."""
    return re.sub(r"[\s\-–•]", "", text.lower()).replace("’", "'")


def leftovers(made: tuple[Passage, ...]) -> str:
    body = [passage.text for passage in made if passage.kind == "body"]
    starts = sum(1 for text in body if text[:1].islower() and not re.match(r"^[a-z][)/.] ", text))
    ends = sum(1 for text in body if re.search(r"[a-z]-$|,$", text))
    lost = sum(text.count(chr(0xFFFD)) for text in body)
    glued = sum(len(GLUED.findall(text)) for text in body)
    return f"fffd {lost} glued {glued} lower-case starts {starts} open ends {ends}"


SAMPLE = "bot/demo/data/documents", "tests/quality/sample_questions.jsonl"


def main(folder: str = SAMPLE[0], questions: str = SAMPLE[1], *flags: str) -> None:
    snippets: dict[str, list[str]] = defaultdict(list)
    for row in map(json.loads, Path(questions).read_text(encoding="utf-8").splitlines()):
        if row.get("snippet"):
            snippets[row.get("document", "")].append(row["snippet"])
    started = time.perf_counter()
    read = read_documents([Path(folder)])
    took = time.perf_counter() - started
    for document, made in read.documents:
        words = sorted(len(passage.text.split()) for passage in made if passage.kind == "body")
        p10, median, p90 = (words[int(len(words) * share)] for share in (0.1, 0.5, 0.9))
        texts = [flat(passage.text) for passage in made]
        missing = [s for s in snippets[document.name] if not any(flat(s) in text for text in texts)]
        headed = sum(bool(passage.heading) for passage in made) / len(made)
        total = len(snippets[document.name])
        print(
            f"{document.name} ({document.lang}): {len(made)} passages, words {p10}/{median}/{p90}, "
            f"headings {headed:.0%}, snippets {total - len(missing)}/{total}, {leftovers(made)}"
        )
        if "--missing" in flags:
            for snippet in missing:
                print("   missing:", snippet)
    for path, reason in read.failures:
        print(f"{path}: {reason}")
    print(f"{took:.2f} s")


if __name__ == "__main__":
    main(*sys.argv[1:])
