"""Fits the table of `kb.lead`: does a question ask for a service, or for what plans say?

    python -m kb.training.fit_lead --base DIR [--measure Q.jsonl ...]

DIR holds an ingested knowledge base with services and documents, so that both lists can be sure of themselves; the
questions are plan_questions.tsv and need_questions.tsv. What `kb.field` says of a question comes from a fit that has
not seen it. Either list counts for half. --measure: questions with `expected_ids` (services) or `snippet` (documents),
or with `want` ("S" or "P"); printed is how often both are sure, and how the new table then decides.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np

from kb.base import KnowledgeBase
from kb.confidence import THRESHOLD, probability
from kb.field import Boundary, load_plans
from kb.lead import ONLY_PASSAGES, ONLY_SERVICES, features
from kb.models import Question
from kb.settings import KnowledgeSettings
from kb.static_model import StaticEmbedder, load_builtin
from kb.training.field import FOLDS, NEEDS, PLANS, fit_plans, read_questions
from kb.training.fit_confidence import ASKED_AT
from kb.training.logistic import Array, fit_logistic, halves

PENALTY = 1.0


@dataclass(frozen=True, slots=True)
class Case:
    """A question's features, how sure either list is, and whether it seeks a service."""

    values: dict[str, float]
    services: float
    passages: float
    seeks: bool


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--measure", type=Path, nargs="*", default=[])
    options = parser.parse_args(arguments)
    embedder, knowledge = load_builtin(), KnowledgeBase.open(options.base, KnowledgeSettings())
    try:
        table = _fit(list(_learnt(knowledge, embedder)))
        sys.stdout.write(f"WEIGHTS = {json.dumps(table)}\n")
        for path in options.measure:
            sys.stdout.write(f"{path.name}: {_told(list(_measured(knowledge, embedder, path)), table)}\n")
    finally:
        knowledge.close()


def _learnt(knowledge: KnowledgeBase, embedder: StaticEmbedder) -> Iterator[Case]:
    for fold in range(FOLDS):
        fitted = fit_plans(embedder, fold)
        boundary = Boundary(fitted[1:].astype(np.float32), float(fitted[0]))
        for name, seeks in ((PLANS, False), (NEEDS, True)):
            for text in read_questions(name)[fold::FOLDS]:
                yield _case(knowledge, embedder, boundary, text, seeks=seeks)


def _measured(knowledge: KnowledgeBase, embedder: StaticEmbedder, path: Path) -> Iterator[Case]:
    boundary = load_plans()
    assert boundary is not None, "the package holds the model"
    for line in path.read_text(encoding="utf-8").splitlines():
        asked = json.loads(line)
        if asked.get("expected_ids") or asked.get("snippet") or asked.get("want"):
            seeks = asked.get("want") == "S" or bool(asked.get("expected_ids"))
            yield _case(knowledge, embedder, boundary, asked["question"], seeks=seeks)


def _case(knowledge: KnowledgeBase, embedder: StaticEmbedder, boundary: Boundary, text: str, *, seeks: bool) -> Case:
    u, services, passages = knowledge.answerer.signals(Question(text, datetime.fromisoformat(ASKED_AT)))
    sure = probability(services, u, passages=False) if services else 0.0
    told = probability(passages, u, passages=True) if passages else 0.0
    sounds = boundary.of(embedder.encode_queries([text])[0])
    return Case(features(u, sure, told, sounds), sure, told, seeks)


def _fit(cases: Sequence[Case]) -> dict[str, float]:
    names = list(cases[0].values)
    inputs: Array = np.array([[case.values[name] for name in names] for case in cases])
    wanted = np.array([case.seeks for case in cases])
    weights = fit_logistic(inputs, wanted, PENALTY, halves(wanted))
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}


def _told(cases: Sequence[Case], table: dict[str, float]) -> str:
    both = [case for case in cases if min(case.services, case.passages) >= THRESHOLD]
    odds = [sum(table[name] * value for name, value in case.values.items()) for case in both]
    shown = np.mean(
        [odd > ONLY_PASSAGES if c.seeks else odd < ONLY_SERVICES for c, odd in zip(both, odds, strict=True)]
    )
    first = np.mean([(odd >= 0) == case.seeks for case, odd in zip(both, odds, strict=True)])
    return f"{len(cases)} questions, {len(both)} where both are sure; shown {shown:.3f}, shown first {first:.3f}"


if __name__ == "__main__":
    main()
