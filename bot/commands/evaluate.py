"""`relais evaluate`: questions with known answers -> figures, per language, kind and document."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.invocation import Invocation, of
from bot.commands.progress import bar
from kb.errors import QuestionsUnreadable

if TYPE_CHECKING:
    from kb.comparison import Comparison
    from kb.evaluate import Evaluation, Figure, Outcome
    from kb.questions import Expected


def evaluate(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(help="JSONL: question with expected_ids or snippet.", metavar="FILE.jsonl")],
    as_json: Annotated[bool, typer.Option("--json", help="Print figures and outcomes as JSON.")] = False,
    compare: Annotated[Path | None, typer.Option(help="What --json printed before, to compare with.")] = None,
    zone: Annotated[str | None, typer.Option(help="Zone of questions that name none.")] = None,
) -> None:
    """Ask questions with known answers and print how many were answered well."""
    from kb.questions import read_questions

    invocation = of(context)
    questions = read_questions(path)
    before = _outcomes(compare) if compare else None
    result = _evaluate(invocation, [_placed(question, zone, invocation) for question in questions])
    compared = _compared(before, result) if before is not None else None
    if as_json:
        print(json.dumps(result.to_json() | ({"comparison": compared.to_json()} if compared else {})))
        return
    _print_figures(result)
    if compared is not None:
        print(f"Compared with {compare}: {json.dumps(compared.to_json())}")


def _evaluate(invocation: Invocation, questions: list[Expected]) -> Evaluation:
    from kb.base import KnowledgeBase
    from kb.evaluate import evaluate as measure

    knowledge = KnowledgeBase.open(invocation.data_dir, invocation.config.knowledge)
    try:
        with bar("Asking") as progress:
            return measure(questions, knowledge.ask, now=invocation.now, progress=progress)
    finally:
        knowledge.close()


def _placed(question: Expected, zone: str | None, invocation: Invocation) -> Expected:
    """The zone of the question, else the given one, as far as the configuration has it."""
    wanted = question.zone or zone
    return replace(question, zone=wanted if wanted in invocation.config.zones else None)


def _outcomes(path: Path) -> tuple[Outcome, ...]:
    from kb.comparison import outcomes_from_json

    try:
        saved: Any = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise QuestionsUnreadable(f"{path} cannot be read as what `relais evaluate --json` prints.") from None
    return outcomes_from_json(saved, str(path))


def _compared(before: tuple[Outcome, ...], result: Evaluation) -> Comparison:
    from kb.comparison import compare

    return compare(before, result.outcomes)


def _print_figures(result: Evaluation) -> None:
    """One line per group; figures in percent, MRR from 0 to 1."""
    print(
        f"{'group':<28}{'n':>5}{'R@1':>7}{'R@3':>7}{'R@5':>7}{'R@10':>7}{'MRR@10':>8}"
        f"{'shown':>7}{'answered':>10}{'refused':>9}"
    )
    for row in result.rows:
        recall = "".join(f"{_percent(figure):>7}" for _cut, figure in row.recall)
        mrr = "–" if row.mrr.value is None else f"{row.mrr.value:.3f}"
        name = row.group if row.by == "all" else f"{row.by} {row.group}"
        print(
            f"{name[:27]:<28}{row.questions:>5}{recall}{mrr:>8}"
            f"{_percent(row.shown):>7}{_percent(row.answered):>10}{_percent(row.refused):>9}"
        )
    _print_interval(result)


def _print_interval(result: Evaluation) -> None:
    """How far the two figures for all questions may be off by luck."""
    overall = result.rows[0]
    five, mrr = dict(overall.recall)[5], overall.mrr
    if five.low is not None and five.high is not None:
        print(f"95 % interval of R@5: {100 * five.low:.1f}–{100 * five.high:.1f}; MRR@10: {mrr.low}–{mrr.high}.")


def _percent(figure: Figure) -> str:
    return "–" if figure.value is None else f"{100 * figure.value:.1f}"
