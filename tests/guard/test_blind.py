"""The guard's figures on messages that were written before it was read, as professionals type them.

`blind.jsonl` was blind once; what it showed was mended, so now it is a set to tune on. `tuned.jsonl` was written to
tune on from the start. `blind_measure.jsonl` is only measured: its figures are the ones to believe, and nobody looks at
which of its messages fail.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.bench_guard import Figures, from_file, measure

HERE = Path(__file__).parent

FLOORS = {
    "blind.jsonl": (0.97, 0.03, 0.97),
    "tuned.jsonl": (0.94, 0.04, 0.93),
    "blind_measure.jsonl": (0.88, 0.07, 0.87),
}
"""Least recall, most false alarms, least share of marked characters: a little under what was reached."""


@pytest.mark.parametrize("name", FLOORS)
def test_figures_on_field_messages_stay_above_their_floors(name: str) -> None:
    figures = Figures.of(measure(from_file(HERE / name)))
    recall, alarms, covered = FLOORS[name]
    assert figures.recall >= recall
    assert figures.false_alarm_rate <= alarms
    assert figures.characters >= covered


@pytest.mark.parametrize("name", FLOORS)
def test_every_marked_stretch_stands_in_its_message(name: str) -> None:
    messages = from_file(HERE / name)
    assert len(messages) >= 100
    assert all(span in message.text for message in messages for span in message.spans)
    assert not any(message.spans and not message.user_data for message in messages)
