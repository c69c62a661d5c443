"""How good the answers are, on questions with known answers: figures per language, kind and document.

recall@k: share of the answerable questions with a right service or passage among the first k. MRR@10: mean of
1 / rank of the first right one, 0 beyond ten. Refusals: share of the unanswerable questions that got no answer.
Answered: share of the answerable ones that got one; shown: of those of which a person sees a right one. The intervals
are of 95 %, by bootstrap over questions (percentiles of 2,000 resamples, fixed seed). Pure: printing belongs to the
command line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from kb.models import Answer, Passage, Question
from kb.questions import Expected

CUTS = (1, 3, 5, 10)
DEPTH = max(CUTS)
RESAMPLES = 2_000
SEED = 20261122

Ask = Callable[[Question], Answer]
"""Must rank at least ten services and passages: `KnowledgeBase.ask` does."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean with its 95 % interval; all three None when no question counts for it."""

    value: float | None
    low: float | None
    high: float | None

    def to_json(self) -> list[float | None]:
        return [self.value, self.low, self.high]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question. `rank` counts from 1; None: not among the first ten, or unanswerable. `shown`: a
    right one is among the few that a person sees."""

    id: str
    kind: str
    lang: str
    document: str
    answerable: bool
    answered: bool
    rank: int | None
    confidence: float
    shown: bool = False

    @property
    def score(self) -> float:
        """What comparison goes by: 1/rank, or for an unanswerable question 1 when it was refused."""
        if not self.answerable:
            return float(not self.answered)
        return 1 / self.rank if self.rank else 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """Figures over one group of questions. `by` is what they share (`all`, `lang`, `kind`, `document`)."""

    by: str
    group: str
    questions: int
    answerable: int
    recall: tuple[tuple[int, Figure], ...]
    mrr: Figure
    answered: Figure
    refused: Figure
    shown: Figure

    def to_json(self) -> dict[str, object]:
        recall = {f"recall@{cut}": figure.to_json() for cut, figure in self.recall}
        counts = {"by": self.by, "group": self.group, "questions": self.questions, "answerable": self.answerable}
        rest = {"mrr@10": self.mrr.to_json(), "answered": self.answered.to_json(), "refused": self.refused.to_json()}
        rest["shown"] = self.shown.to_json()
        return {**counts, **recall, **rest}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One run: figures, and the outcome of each question for a later comparison."""

    rows: tuple[Row, ...]
    outcomes: tuple[Outcome, ...]

    def to_json(self) -> dict[str, object]:
        """`{"figures": [...], "questions": [...]}`; `outcomes_from_json` reads the second back. No question's text."""
        names = ("id", "kind", "lang", "document", "answerable", "answered", "rank", "confidence", "shown")
        questions = [{name: getattr(outcome, name) for name in names} for outcome in self.outcomes]
        return {"figures": [row.to_json() for row in self.rows], "questions": questions}


def evaluate(
    questions: Sequence[Expected],
    ask: Ask,
    *,
    now: datetime,
    progress: Callable[[int, int], None] | None = None,
) -> Evaluation:
    """Ask every question (at its own moment, else at `now`) and compare with what is expected."""
    outcomes: list[Outcome] = []
    for done, expected in enumerate(questions, start=1):
        answer = ask(Question(expected.text, expected.asked_at or now, expected.zone))
        outcomes.append(judge(expected, answer))
        if progress is not None:
            progress(done, len(questions))
    return Evaluation(figures(outcomes), tuple(outcomes))


def judge(expected: Expected, answer: Answer) -> Outcome:
    """Where the first right service or passage stands. A question with both counts the better of the two."""
    services = [hit.service.id in expected.services for hit in answer.services[:DEPTH]]
    passages = [holds(hit.passage, expected) for hit in answer.passages[:DEPTH]] if expected.snippet else []
    seen = [hit.service.id in expected.services for hit in answer.shown_services()]
    seen += passages[: answer.show_passages]
    ranks = [hits.index(True) + 1 for hits in (services, passages) if True in hits]
    return Outcome(
        id=expected.id,
        kind=expected.kind,
        lang=expected.lang or answer.lang,
        document=expected.document,
        answerable=expected.answerable,
        answered=answer.answered,
        rank=min(ranks, default=None),
        confidence=answer.confidence,
        shown=answer.answered and any(seen),
    )


def holds(passage: Passage, expected: Expected) -> bool:
    """Whether a passage is a right one: it contains the snippet, letter case, white space and hyphens aside. In which
    document does not matter: the same text may stand in several."""
    return _bare(expected.snippet) in _bare(passage.text)


def figures(outcomes: Sequence[Outcome]) -> tuple[Row, ...]:
    """Figures over all questions, then per language, kind and document."""
    rows = [_row("all", "all", outcomes)]
    for by in ("lang", "kind", "document"):
        groups = sorted({getattr(outcome, by) for outcome in outcomes} - {""})
        rows += [_row(by, group, [o for o in outcomes if getattr(o, by) == group]) for group in groups]
    return tuple(rows)


def _row(by: str, group: str, outcomes: Sequence[Outcome]) -> Row:
    answerable = [outcome for outcome in outcomes if outcome.answerable]
    others = [outcome for outcome in outcomes if not outcome.answerable]
    recall = {cut: [float(o.rank is not None and o.rank <= cut) for o in answerable] for cut in CUTS}
    return Row(
        by=by,
        group=group,
        questions=len(outcomes),
        answerable=len(answerable),
        recall=tuple((cut, mean_of(values)) for cut, values in recall.items()),
        mrr=mean_of([outcome.score for outcome in answerable]),
        answered=mean_of([float(outcome.answered) for outcome in answerable]),
        refused=mean_of([float(not outcome.answered) for outcome in others]),
        shown=mean_of([float(outcome.shown) for outcome in answerable]),
    )


def mean_of(values: Sequence[float]) -> Figure:
    """A mean with its 95 % interval by bootstrap, rounded to four places."""
    if not values:
        return Figure(None, None, None)
    sample = np.asarray(values, dtype=np.float64)
    drawn = np.random.default_rng(SEED).integers(0, len(sample), (RESAMPLES, len(sample)))
    low, high = np.percentile(sample[drawn].mean(axis=1), [2.5, 97.5])
    return Figure(round(float(sample.mean()), 4), round(float(low), 4), round(float(high), 4))


def _bare(text: str) -> str:
    return re.sub(r"[\s\-\u00ad\u2010\u2011]", "", text.lower())
