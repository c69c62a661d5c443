"""Is a question of understood_questions.jsonl understood? Each kind has its own way to be right."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kb.base import KnowledgeBase
from kb.models import Answer, AnswerKind, Question
from tests.quality.conftest import NOW

QUESTIONS = Path(__file__).parent / "understood_questions.jsonl"
EITHER = ({"open_now", "hours"}, {"waiting", "capacity"})
"""Facts that answer the same question."""

Row = dict[str, Any]


def rows() -> list[Row]:
    return [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]


def understood(row: Row, knowledge: KnowledgeBase) -> bool:
    before = Question(row["before"], NOW, "zuid") if "before" in row else None
    answer = knowledge.ask(Question(row["question"], NOW, "zuid", previous=before))
    return _RIGHT[row["kind"]](row, answer)


def shown(answer: Answer) -> list[str]:
    return [hit.service.id for hit in answer.shown_services()]


def _several(row: Row, answer: Answer) -> bool:
    """Each need has its own part, and the ranked list holds a right service for each among the first."""
    parts = row["parts"]
    if len(answer.parts) != len(parts):
        return False
    first = {hit.service.id for hit in answer.services[: 2 * len(parts)]}
    found = zip(answer.parts, parts, strict=True)
    return all(first & set(ids) and set(shown(part)[:2]) & set(ids) for part, ids in found)


def _one(row: Row, answer: Answer) -> bool:
    return not answer.parts and not set(shown(answer)[:2]).isdisjoint(row["ids"])


def _named(row: Row, answer: Answer) -> bool:
    if answer.kind is not AnswerKind.ATTRIBUTE or answer.services[0].service.id not in row["service"]:
        return False
    wanted, facts = set(row["attributes"]), {str(fact) for fact in answer.understanding.attributes}
    if facts != wanted and not (wanted in EITHER and facts <= wanted):
        return False
    verdicts = [told for told in (answer.verdict, *answer.also_verdicts) if told]
    return ("verdicts" not in row or verdicts == row["verdicts"]) and (
        "also" not in row or bool(answer.understanding.same_name)
    )


def _first_is(row: Row, answer: Answer) -> bool:
    return bool(shown(answer)) and shown(answer)[0] in row["ids"] and answer.understanding.service_id is None


def _follow(row: Row, answer: Answer) -> bool:
    if "ids" in row:
        return _first_is(row, answer)
    if "attributes" in row:
        return _named(row, answer)
    return answer.understanding.service_id in row["service"]


def _document(row: Row, answer: Answer) -> bool:
    return bool(answer.show_passages) and answer.passages[0].passage.document == row["document"]


_RIGHT: dict[str, Callable[[Row, Answer], bool]] = {
    "several": _several,
    "one": _one,
    "named": _named,
    "need": _first_is,
    "follow": _follow,
    "document": _document,
}
