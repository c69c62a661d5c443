"""A sentence above the list is true of the whole list."""

from __future__ import annotations

import pytest

from kb.answer import _missed
from kb.models import Answer, AnswerKind, Service, ServiceHit, Understanding


def answer(*reasons: tuple[str, ...]) -> Answer:
    hits = tuple(
        ServiceHit(Service(str(i)), 1.0, "n", in_zone="not:zone" not in why, reasons=why)
        for i, why in enumerate(reasons)
    )
    return Answer(
        AnswerKind.RESULTS, "nl", True, 0.9, Understanding("nl", True), services=hits, relaxed=("zone", "open")
    )


@pytest.mark.parametrize(
    ("reasons", "shown", "told"),
    [
        ([("need", "not:zone", "not:open"), ("need", "not:zone", "not:open")], 2, ("zone", "open")),
        ([("need", "not:zone", "not:open"), ("need", "not:open")], 2, ("open",)),
        ([("need", "not:zone", "not:open"), ("need", "open", "not:zone")], 2, ("zone",)),
        ([("need", "not:zone", "not:open"), ("need", "open")], 1, ("zone", "open")),
        ([("need", "not:zone", "not:open")], 0, ()),
        ([], 0, ()),
    ],
)
def test_only_what_no_shown_service_meets_is_told(
    reasons: list[tuple[str, ...]], shown: int, told: tuple[str, ...]
) -> None:
    assert _missed(answer(*reasons), shown) == told
