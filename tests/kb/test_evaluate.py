"""Figures on questions with known answers, and the comparison of two runs."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kb.comparison import compare, outcomes_from_json
from kb.errors import QuestionsUnreadable
from kb.evaluate import Evaluation, evaluate, holds, mean_of
from kb.models import (
    Answer,
    AnswerKind,
    Document,
    Passage,
    PassageHit,
    Question,
    Service,
    ServiceHit,
    Understanding,
)
from kb.questions import Expected, parse_questions, read_questions

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def answer(*services: str, passages: tuple[str, ...] = (), answered: bool = True) -> Answer:
    hits = tuple(ServiceHit(Service(key), 1.0, "noord", True) for key in services)
    found = tuple(
        PassageHit(Passage("plan", n, (), text, "nl"), Document("plan", "Plan", "nl"), 1.0, text)
        for n, text in enumerate(passages)
    )
    return Answer(AnswerKind.RESULTS, "nl", answered, 0.5, Understanding("nl", True), hits, found)


ANSWERS = {
    "first": answer("a", "b"),
    "third": answer("x", "y", "a"),
    "eleventh": answer(*"0123456789", "a"),
    "absent": answer("x", answered=False),
    "passage": answer("x", passages=("Iets anders.", "De zorg-\nverlening wordt Uitgebreid.")),
    "refused": answer("x", answered=False),
    "invented": answer("x"),
}

QUESTIONS = (
    Expected("q1", "first", frozenset("a"), kind="need", lang="nl"),
    Expected("q2", "third", frozenset("ab"), kind="need", lang="fr"),
    Expected("q3", "eleventh", frozenset("a"), kind="need", lang="fr"),
    Expected("q4", "absent", frozenset("a"), kind="name", lang="nl"),
    Expected("q5", "passage", snippet="zorgverlening wordt uitgebreid", document="other", lang="nl"),
    Expected("q6", "refused", kind="negative", lang="nl"),
    Expected("q7", "invented", kind="negative", lang="fr"),
)


def run(questions: tuple[Expected, ...] = QUESTIONS, answers: dict[str, Answer] = ANSWERS) -> Evaluation:
    return evaluate(questions, lambda question: answers[question.text], now=NOW)


def test_ranks_of_the_first_right_answer() -> None:
    assert [outcome.rank for outcome in run().outcomes] == [1, 3, None, None, 2, None, None]


def test_figures_over_all_questions() -> None:
    row = run().rows[0]
    assert (row.by, row.questions, row.answerable) == ("all", 7, 5)
    assert {cut: figure.value for cut, figure in row.recall} == {1: 0.2, 3: 0.6, 5: 0.6, 10: 0.6}
    assert row.mrr.value == pytest.approx((1 + 1 / 3 + 1 / 2) / 5, abs=1e-4)
    assert row.answered.value == 0.8
    assert row.refused.value == 0.5


def test_figures_per_language_kind_and_document() -> None:
    rows = {(row.by, row.group): row for row in run().rows}
    assert rows["lang", "fr"].questions == 3
    assert rows["kind", "negative"].refused.value == 0.5
    assert rows["kind", "negative"].mrr.value is None
    assert rows["document", "other"].mrr.value == 0.5


def test_question_is_asked_in_its_zone_and_at_its_moment_without_its_language() -> None:
    asked: list[Question] = []
    moment = datetime(2026, 1, 1, tzinfo=UTC)

    def ask(question: Question) -> Answer:
        asked.append(question)
        return answer("a")

    evaluate(
        (Expected("1", "x", frozenset("a"), zone="noord", lang="fr", asked_at=moment), Expected("2", "y")), ask, now=NOW
    )
    assert asked == [Question("x", moment, "noord"), Question("y", NOW)]


@pytest.mark.parametrize(
    ("text", "snippet", "right"),
    [
        ("De eerstelijns-\nzorg groeit", "Eerstelijnszorg groeit", True),
        ("de  zorg", "dezorg", True),
        ("de zorg", "de zorgen", False),
    ],
)
def test_snippet_is_found_letter_case_space_and_hyphens_aside(text: str, snippet: str, right: bool) -> None:
    assert holds(Passage("d", 0, (), text, "nl"), Expected("q", "?", snippet=snippet)) is right


def test_interval_is_the_same_every_time_and_holds_the_mean() -> None:
    figure = mean_of([1.0, 0.0, 1.0, 1.0, 0.0] * 8)
    assert figure == mean_of([1.0, 0.0, 1.0, 1.0, 0.0] * 8)
    assert figure.low is not None
    assert figure.high is not None
    assert 0.4 < figure.low < 0.6 < figure.high < 0.8
    assert mean_of([1.0, 1.0]).low == 1.0


def test_saved_run_compares_with_a_later_one() -> None:
    before = outcomes_from_json(json.loads(json.dumps(run().to_json())), "before.json")
    better = {**ANSWERS, "third": answer("a"), "invented": answer(answered=False), "first": answer("x", "a")}
    later = run((*QUESTIONS[1:], Expected("q8", "first", frozenset("a"))), better)
    found = compare(before, later.outcomes)
    assert [changed.before.id for changed in found.better] == ["q2", "q7"]
    assert [changed.before.id for changed in found.worse] == []
    assert (found.same, found.only_before, found.only_after) == (4, ("q1",), ("q8",))
    assert found.difference.value == pytest.approx((2 / 3 + 1) / 6, abs=1e-4)
    json.dumps(found.to_json())


def test_answered_in_one_run_only_is_said() -> None:
    found = compare(run().outcomes, run(answers={**ANSWERS, "absent": answer("x")}).outcomes)
    assert [changed.before.id for changed in found.answered] == ["q4"]


def test_saved_run_holds_no_question_text() -> None:
    assert "eleventh" not in json.dumps(run().to_json())


@pytest.mark.parametrize("saved", [{}, {"questions": [{"id": "x"}]}, {"questions": 3}])
def test_file_that_is_no_saved_run_is_refused(saved: dict[str, object]) -> None:
    with pytest.raises(QuestionsUnreadable, match=r"old\.json"):
        outcomes_from_json(saved, "old.json")


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (['{"question": "a", "expected_ids": []}', "{broken"], "line 2: not JSON"),
        (['{"expected_ids": ["a"]}'], 'line 1: "question" is missing'),
        (['{"question": "   ", "expected_ids": ["a"]}'], 'line 1: "question" is missing'),
        (["", '{"question": "a"}'], 'line 2: neither "expected_ids" nor "snippet"'),
        (['["a"]'], "line 1: a question must be a JSON object"),
        (['{"question": 3, "expected_ids": []}'], 'line 1: "question" must be text'),
        (['{"question": "a", "expected_ids": "WZ-1"}'], 'line 1: "expected_ids" must be a list'),
        (['{"question": "a", "expected_ids": [1]}'], 'line 1: "expected_ids" must be a list'),
        (['{"question": "a", "expected_ids": [], "asked_at": "2026-11-22T12:00"}'], "offset from UTC"),
        (['{"question": "a", "expected_ids": [], "asked_at": "gisteren"}'], "line 1: Invalid isoformat"),
        (['{"id": "1", "question": "a", "expected_ids": []}'] * 2, "line 2: the id '1' is that of line 1"),
        ([""], "has no question"),
    ],
)
def test_malformed_line_is_named(lines: list[str], message: str) -> None:
    with pytest.raises(QuestionsUnreadable, match=r"set\.jsonl") as caught:
        parse_questions(lines, "set.jsonl")
    assert message in str(caught.value)


def test_file_with_a_byte_order_mark_and_unknown_keys_is_read(tmp_path: Path) -> None:
    file = tmp_path / "set.jsonl"
    file.write_text('\ufeff{"question": "wie?", "expected_ids": ["a"], "answer": "yes"}\n\n', encoding="utf-8")
    assert read_questions(file) == (Expected("line 1", "wie?", frozenset("a")),)


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_missing_or_undecodable_file_is_refused(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "set.jsonl"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(QuestionsUnreadable, match=r"set\.jsonl"):
        read_questions(file)
