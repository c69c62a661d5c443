"""The scripted tour: questions of tour.toml asked in the real rooms, printed with their answers."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from bot.demo.show import print_answer, print_question
from bot.demo.world import PROFESSIONAL, World
from bot.errors import DemoError

ANSWER_SECONDS = 30.0
"""An answer takes well under a second; the first one on a cold, busy machine gets more."""

SCRIPT = Path(__file__).parent / "tour.toml"


@dataclass(frozen=True, slots=True)
class Step:
    """One question in one zone's room."""

    zone: str
    text: str


def load_steps(path: Path = SCRIPT) -> tuple[Step, ...]:
    """The steps of a tour file."""
    with path.open("rb") as file:
        return tuple(Step(**step) for step in tomllib.load(file)["step"])


async def tour(world: World, console: Console, steps: Sequence[Step]) -> None:
    """Ask everything, print everything. Raises DemoError when a question stays without an answer."""
    assert world.person is not None
    rooms = {room.zone: room for room in world.rooms}
    for step in steps:
        room = rooms[step.zone]
        seen = len(world.person.said)
        print_question(console, room, PROFESSIONAL, step.text)
        asked = await world.person.say(room.room_id, step.text)
        said = await world.person.answer(asked, seconds=ANSWER_SECONDS, after=seen)
        if said is None:
            raise DemoError(f"No answer came within {ANSWER_SECONDS:.0f} seconds. {world.last_words()}")
        print_answer(console, said)
