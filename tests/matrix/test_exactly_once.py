"""Every question has exactly one answer, in order per room, whatever is killed, cut, slowed or garbled.

By hand, with other figures: python -m tests.matrix.chaos [--long] [--seed N]
"""

from __future__ import annotations

import importlib.util
import random
from pathlib import Path

import pytest

from tests.matrix.chaos.__main__ import long_plan, short_plan
from tests.matrix.chaos.storm import Count, Plan, Storm, tally

pytestmark = [
    pytest.mark.matrix,
    pytest.mark.skipif(importlib.util.find_spec("synapse") is None, reason="needs: pip install .[demo]"),
]

SEED = 7


def question(event_id: str) -> dict[str, object]:
    return {"event_id": event_id, "sender": "@an:x", "content": {}}


def reply(to: str) -> dict[str, object]:
    return {
        "event_id": f"$to{to}",
        "sender": "@relais:x",
        "content": {"m.relates_to": {"m.in_reply_to": {"event_id": to}}},
    }


def test_what_is_lost_doubled_or_out_of_order_is_counted() -> None:
    good = [question("$1"), question("$2"), reply("$1"), reply("$2")]
    assert tally({"!r": good}, "@relais:x") == Count(asked=2)
    assert tally({"!r": good}, "@relais:x").perfect
    assert not Count().perfect  # nobody asked
    bad = [question("$1"), question("$2"), question("$3"), reply("$2"), reply("$2"), reply("$1"), reply("$?")]
    count = tally({"!r": bad}, "@relais:x")
    assert (count.missing, count.doubled, count.disordered_rooms, count.other) == (["$3"], ["$2"], ["!r"], ["$?"])
    assert not count.perfect


async def weather(plan: Plan, folder: Path) -> None:
    print(plan)
    count = await Storm(plan, folder).run()
    assert count.perfect, str(count)


@pytest.mark.timeout(600)
async def test_every_question_in_a_storm_has_exactly_one_answer(tmp_path: Path) -> None:
    await weather(short_plan(SEED), tmp_path)


@pytest.mark.long
@pytest.mark.timeout(900)
async def test_every_question_in_a_long_storm_has_exactly_one_answer(tmp_path: Path) -> None:
    await weather(long_plan(random.randrange(10_000)), tmp_path)
