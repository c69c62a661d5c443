"""Fits the tables of kb.confidence, and prints how well they hold on questions they have not seen.

    python -m kb.training.fit_confidence --base DIR Q.jsonl [Q.jsonl ...] [--base DIR2 Q2.jsonl ...]

Each DIR holds an ingested knowledge base, the files after it questions to that base with their answers
(`expected_ids`, empty when nothing answers; or `snippet`). Further unanswerable ones, asked of every base, are
kb/training/unanswerable.tsv. Odd lines fit, even lines measure. Logistic regression by Newton's method with an L2
penalty of 1 on standardised features; numpy only, no randomness.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import numpy as np

from kb.answer import Answerer
from kb.base import KnowledgeBase
from kb.confidence import Signals, features, logistic
from kb.models import Question, Understanding
from kb.settings import KnowledgeSettings
from kb.static_model import load_builtin
from kb.training.field import held_out, read_unanswerable
from kb.training.logistic import fit_logistic

EVIDENCE = frozenset(("lexical", "dense", "held", "known", "coverage", "topic", "field"))
"""More of these never makes an answer less sure: one that the others make superfluous is left out instead."""
KINDS = ("services", "documents", "none")

NAMES = ("bias", "lexical", "dense", "held", "known", "elsewhere", "foreign", "coverage", "topic", "said", "plans",
         "person", "field")  # fmt: skip
ANSWERED = 0.96
"""The threshold lets this share of the fitted answerable questions through, a little more than the 95 % required."""
DOCUMENTS_COUNT = 3
"""How often a question on documents counts: there are fewer of them, and to refuse one is as bad."""
ASKED_AT = "2026-11-22T12:00:00+01:00"
PENALTY = 1.0


@dataclass(frozen=True, slots=True)
class Case:
    """A question with its signals. `kind`: `services`, `documents` or `none` (nothing answers it)."""

    kind: str
    understanding: Understanding
    services: Signals | None
    passages: Signals | None


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--base", action="append", nargs="+", type=Path, required=True, metavar="PATH")
    cases = [case for folder, *files in parser.parse_args(arguments).base for case in _cases(folder, files)]
    services, documents, none = ([case for case in cases if case.kind == kind] for kind in KINDS)
    for with_dense in (True, False):
        names = [name for name in NAMES if with_dense or name not in ("dense", "field")]
        tables = {
            "SERVICES": _fit([*services[::2], *none[::2]], "services", names),
            "PASSAGES": _fit([*(documents[::2] * DOCUMENTS_COUNT), *none[::2]], "documents", names)
            if documents
            else {"bias": -30.0},
        }
        _report(tables, services, documents, none, with_dense=with_dense)


def _cases(folder: Path, asked: Sequence[Path]) -> list[Case]:
    knowledge = KnowledgeBase.open(folder, KnowledgeSettings())
    try:
        lines = [line for path in asked for line in _asked(path)]
        cases = [_case(knowledge.answerer, _kind(line), line) for line in lines]
        unseen = held_out(load_builtin())  # the shipped classifier knows these questions
        return cases + [
            _with_field(_case(knowledge.answerer, "none", {"question": text}), unseen[text])
            for text in read_unanswerable()
        ]
    finally:
        knowledge.close()


def _kind(asked: dict[str, object]) -> str:
    return "documents" if asked.get("snippet") else "services" if asked.get("expected_ids") else "none"


def _asked(path: Path) -> Iterator[dict[str, object]]:
    yield from (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def _with_field(case: Case, field: float) -> Case:
    services, passages = (signals and replace(signals, field=field) for signals in (case.services, case.passages))
    return replace(case, services=services, passages=passages)


def _case(answerer: Answerer, kind: str, asked: dict[str, object]) -> Case:
    moment = datetime.fromisoformat(str(asked.get("asked_at", ASKED_AT)))
    zone = str(asked["zone"]) if asked.get("zone") else None
    return Case(kind, *answerer.signals(Question(str(asked["question"]), moment, zone)))


def _values(case: Case, kind: str) -> dict[str, float] | None:
    signals = case.services if kind == "services" else case.passages
    return None if signals is None else features(signals, case.understanding)


def _fit(cases: Sequence[Case], kind: str, names: Sequence[str]) -> dict[str, float]:
    """Weights on the features as they are (standardisation is undone)."""
    told = [(values, case.kind == kind) for case in cases if (values := _values(case, kind)) is not None]
    inputs = np.array([[values.get(name, 0.0) for name in names] for values, _ in told])
    wanted = np.array([float(right) for _, right in told])
    mean, spread = inputs.mean(axis=0), inputs.std(axis=0)
    mean[0], spread[0] = 0.0, 1.0
    spread[spread == 0] = 1.0
    weights = fit_logistic((inputs - mean) / spread, wanted, PENALTY) / spread
    against = [(weight, name) for name, weight in zip(names, weights, strict=True) if name in EVIDENCE and weight < 0]
    if against:
        return _fit(cases, kind, [name for name in names if name != min(against)[1]])
    weights[0] -= float((weights[1:] * mean[1:]).sum())
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def _probability(case: Case, tables: dict[str, dict[str, float]]) -> float:
    listed = ((tables["SERVICES"], _values(case, "services")), (tables["PASSAGES"], _values(case, "documents")))
    if case.understanding.service_id:
        return 1.0
    return max((logistic(values, table) for table, values in listed if values is not None), default=0.0)


def _report(
    tables: dict[str, dict[str, float]],
    services: Sequence[Case],
    documents: Sequence[Case],
    none: Sequence[Case],
    *,
    with_dense: bool,
) -> None:
    out = sys.stdout.write
    for name, table in tables.items():
        out(f"{name}{'' if with_dense else '_ANY_MODEL'} = {json.dumps(table)}\n")
    answerable = [_probability(case, tables) for case in [*services[::2], *documents[::2]]]
    threshold = float(np.quantile(answerable, 1 - ANSWERED))
    out(f"THRESHOLD {threshold:.3f}\n")
    groups = {"services": services[1::2], "documents": documents[1::2], "none": none[1::2]}
    for name, cases in groups.items():
        if cases:
            passed = np.mean([_probability(case, tables) >= threshold for case in cases])
            out(f"  unseen {name}: {len(cases)} questions, {passed:.3f} answered\n")
    _reliability([*services[1::2], *documents[1::2], *none[1::2]], tables)


def _reliability(cases: Sequence[Case], tables: dict[str, dict[str, float]]) -> None:
    """How often something answers, by stated probability; on the measuring half."""
    told = [(_probability(case, tables), case.kind != "none") for case in cases]
    for low in np.arange(0, 1, 0.2):
        inside = [(p, right) for p, right in told if low <= p < low + 0.2 or (low > 0.7 and p >= low)]
        if inside:
            stated, real = np.mean([p for p, _ in inside]), np.mean([right for _, right in inside])
            sys.stdout.write(f"  said {stated:.2f}  is {real:.2f}  ({len(inside)} questions)\n")


if __name__ == "__main__":
    main()
