"""What the prior adds to the rules: which names it moves, what it may hold, and that it can be made again."""

from __future__ import annotations

import json
import re

import pytest

from bot.guard import Certainty, Kind, check
from bot.guard.candidates import candidates
from bot.guard.context import Context
from bot.guard.detect import detect
from bot.guard.evidence import NEVER, PROBABLE, SURE, UNLIKELY, UNTOLD
from bot.guard.known import Known
from bot.guard.lists import cues, names
from bot.guard.prior import ASKED, SILENT, Prior, prior
from bot.guard.reading import read
from bot.guard.training.__main__ import DIGITS, written
from bot.guard.training.fitting import Example, fitted
from bot.guard.training.logistic import fit
from bot.guard.training.material import FOLDER, TUNED, UNTUNED, messages


def _features(text: str) -> set[str]:
    reading = read(text, cues())
    its = list(candidates(reading, names()))
    return {name for it in its for name, value in Context(reading, its, []).features(it) if value}


@pytest.mark.parametrize(
    ("of_somebody_helped", "of_a_colleague"),
    [
        ("de huisbaas van Mahdi zet de verwarming uit", "de presentatie van Mahdi staat op de drive"),
        ("Oumou moet vrijdag haar kamer uit, de deurwaarder komt", "Oumou stuurt vrijdag het verslag naar het team"),
        ("on a hospitalisé Senait cette nuit", "on a invité Senait à la réunion"),
        ("l'avocat de Bakary a introduit un recours", "le collègue de Bakary anime la formation"),
        ("Darren broke his leg and sleeps in his car", "Darren presents the slides at the workshop"),
    ],
)  # fmt: skip
def test_the_same_name_counts_by_what_is_said_around_it(of_somebody_helped: str, of_a_colleague: str) -> None:
    assert Kind.NAME in check(of_somebody_helped).kinds
    assert Kind.NAME not in check(of_a_colleague).kinds


def test_without_a_prior_the_rules_points_stay_as_they_are() -> None:
    assert [SILENT.moved(points, 3.0) for points in (UNLIKELY, UNTOLD, PROBABLE, SURE)] == [
        UNLIKELY, UNTOLD, PROBABLE, SURE,
    ]  # fmt: skip


def test_what_is_named_after_somebody_is_moved_by_nothing() -> None:
    assert prior().moved(NEVER, 50.0) == NEVER


def test_the_context_alone_is_reason_to_ask_and_not_to_redact() -> None:
    eager = Prior({"bias": 20.0}, prior().parts)
    found = detect(read("Sofie et la gare", cues()), Known(), eager)
    assert [item.certainty for item in found] == [Certainty.PROBABLE]


def test_names_numbers_and_streets_are_masked_in_every_feature() -> None:
    features = " ".join(_features("Sofie Peeters, 54, Hoogstraat 12, met Zdravkica en fatoumata aan 0470 12 34 56"))
    assert "(name)" in features
    assert not re.search(r"sofie|peeters|zdravkica|fatoumata|54|0470", features)


def test_no_weight_holds_a_name_of_the_lists() -> None:
    listed = names()
    only_names = (listed.given | listed.family) - listed.ordinary
    words = {name.split(":", 1)[1] for name in prior().weights if ":" in name and not name.startswith("shape")}
    assert not words & only_names


def test_only_the_first_candidates_of_a_message_are_asked_about() -> None:
    text = ", ".join(f"Sofie Peeters{chr(97 + i % 26)}" for i in range(ASKED * 2))
    eager = Prior({"bias": 99.0}, prior().parts)
    assert len(detect(read(text, cues()), Known(), eager)) >= ASKED


def test_the_same_examples_give_the_same_prior() -> None:
    its = [Example((("bias", 1.0), ("a" if i % 2 else "b", 1.0)), float(i % 5), bool(i % 2)) for i in range(40)]
    first, again = (fitted(its, {"one": its[:20], "two": its[20:]}) for _ in range(2))
    assert written(first) == written(again)
    assert first.weights["a"] > 0 > first.weights["b"]
    assert f"{first.weights['a']:.{DIGITS}f}" in written(first)


def test_a_penalty_keeps_weights_finite_where_examples_are_told_apart() -> None:
    np = pytest.importorskip("numpy")
    weights = fit(np.array([[1.0], [-1.0]]), np.array([1.0, 0.0]), 1.0)
    assert 0 < weights[0] < 1


def test_sets_to_measure_on_are_never_trained_on() -> None:
    used = [name for files in (*TUNED.values(), *UNTUNED.values()) for name in files]
    assert not [name for name in used if "measure" in name]
    trained_on = {message.text for message in messages(tuple(used))}
    for path in FOLDER.glob("*_measure.jsonl"):
        rows = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
        assert not trained_on.intersection(rows)


def test_marked_messages_of_the_training_sets_are_read_as_the_benchmark_reads_them() -> None:
    for message in messages(("context.txt", "written_nl.jsonl")):
        assert all(0 <= begin < end <= len(message.text) for begin, end in message.spans)
        assert bool(message.spans) <= message.user_data
