"""How well a model finds text across the languages, on the documents kept out of training.

Two tasks over all held-out documents: a sentence must find its translation among all sentences; a few words of a
sentence must find, among all passages, the one they were cut from (without that sentence). The text is of the same
kind as the training text, so these figures compare models; they say little about questions in a chat.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np

from kb.embed import Embedder
from kb.training.pairs import ParallelText

AROUND = 2
"""Sentences of a passage on either side of the one left out."""
WORDS = 10
"""Words of a sentence that are asked with: as many as a question in a chat has."""


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Mean reciprocal rank over all candidates of one task in one direction."""

    task: str
    direction: str
    candidates: int
    mrr: float


def measure(text: ParallelText, embedder: Embedder, seed: int = 0) -> list[HeldOut]:
    """The figures of both tasks, in every direction that crosses or stays in a language."""
    sides = {"nl": text.nl, "fr": text.fr}
    asked, told = _cut(text, sides, random.Random(seed))
    found = []
    for query, passage in (("nl", "fr"), ("fr", "nl")):
        mrr = _mrr(embedder, list(sides[query]), list(sides[passage]))
        found.append(HeldOut("translation", f"{query} to {passage}", len(text.nl), mrr))
    for query, passage in (("nl", "nl"), ("fr", "fr"), ("nl", "fr"), ("fr", "nl")):
        mrr = _mrr(embedder, asked[query], told[passage])
        found.append(HeldOut("passage", f"{query} to {passage}", len(told[passage]), mrr))
    return found


def _cut(
    text: ParallelText, sides: dict[str, tuple[str, ...]], chance: random.Random
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Per language the words asked with, and the passages in the same order."""
    asked: dict[str, list[str]] = {lang: [] for lang in sides}
    told: dict[str, list[str]] = {lang: [] for lang in sides}
    length = 2 * AROUND + 1
    for document in text.documents:
        for start in range(0, len(document) - length + 1, length):
            window = document[start : start + length]
            left_out = window[AROUND]
            for lang, sentences in sides.items():
                words = sentences[left_out].split()
                first = chance.randrange(max(1, len(words) - WORDS + 1))
                asked[lang].append(" ".join(words[first : first + WORDS]))
                told[lang].append(" ".join(sentences[i] for i in window if i != left_out))
    return asked, told


def _mrr(embedder: Embedder, queries: list[str], passages: list[str]) -> float:
    """Query i is answered by passage i; equal scores count against it."""
    scores = embedder.encode_queries(queries) @ embedder.encode_passages(passages).T
    ranks = (scores >= np.diagonal(scores)[:, None]).sum(axis=1)
    return float(np.mean(1 / ranks))
