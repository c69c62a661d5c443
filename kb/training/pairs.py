"""The parallel text that training starts from.

A folder holds `*sentences*.tsv[.gz]` (columns document, nl, fr, with a header line; neighbours in the file are
neighbours in the text) and, when there are any, `*questions*.jsonl[.gz]` (one object per line: question and answer,
each a list of Dutch sentences).
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from kb.errors import QuestionsUnreadable

HELD_OUT_SHARE = 0.05
"""One document in twenty is kept out of training, to measure on: enough for about 3,000 sentences."""


@dataclass(frozen=True, slots=True)
class ParallelText:
    """Aligned sentences: `nl[i]` and `fr[i]` say the same; `documents` are ranges of neighbours."""

    nl: tuple[str, ...]
    fr: tuple[str, ...]
    documents: tuple[range, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """What is trained on, what is measured on, and Dutch questions with their answers (lists of sentences)."""

    train: ParallelText
    held_out: ParallelText
    answers: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]


def read_corpus(folder: Path, seed: int = 0) -> Corpus:
    """Reads the folder. Raises QuestionsUnreadable when there are no sentence pairs, or a line is malformed."""
    files = sorted(folder.glob("*sentences*.tsv*"))
    if not files:
        raise QuestionsUnreadable(f"No *sentences*.tsv(.gz) in {folder}: see docs/model.md for what training reads.")
    documents = [document for path in files for document in _documents(path)]
    random.Random(seed).shuffle(documents)
    cut = round(len(documents) * HELD_OUT_SHARE)
    answers = tuple(pair for path in sorted(folder.glob("*questions*.jsonl*")) for pair in _answers(path))
    return Corpus(_parallel(documents[cut:]), _parallel(documents[:cut]), answers)


def _lines(path: Path) -> Iterator[str]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n")


def _documents(path: Path) -> list[list[tuple[str, str]]]:
    rows = []
    for number, line in enumerate(_lines(path), start=1):
        columns = line.split("\t")
        if len(columns) != 3:
            raise QuestionsUnreadable(f"Line {number} of {path} has {len(columns)} columns: expected document, nl, fr.")
        rows.append((columns[0], columns[1], columns[2]))
    return [[(nl, fr) for _, nl, fr in group] for _, group in groupby(rows[1:], key=lambda row: row[0])]


def _answers(path: Path) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    for number, line in enumerate(_lines(path), start=1):
        try:
            row = json.loads(line)
            yield tuple(row["question"]), tuple(row["answer"])
        except (ValueError, KeyError, TypeError) as error:
            raise QuestionsUnreadable(f"Line {number} of {path} is not an object with question and answer.") from error


def _parallel(documents: list[list[tuple[str, str]]]) -> ParallelText:
    nl: list[str] = []
    fr: list[str] = []
    ranges = []
    for document in documents:
        start = len(nl)
        nl.extend(pair[0] for pair in document)
        fr.extend(pair[1] for pair in document)
        ranges.append(range(start, len(nl)))
    return ParallelText(tuple(nl), tuple(fr), tuple(ranges))
