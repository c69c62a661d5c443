"""Does it level off? A week in an hour: `relais run` under steady questions while the clock of the homeserver and of
the bot is moved on, hour by hour; memory, file handles and database sizes, day by day.

    python tests/benchmarks/bench_soak.py [--minutes 60] [--days 7] [--rooms 5] [--per-minute 120] [--ids-days 2]

Ids of handled events are kept for two days here (`retention.ids_days`), so that a week shows what a year would: from
the third day on every column must stay where it is. The last line says by how much the last two days lie above the
two before them; exit status 1 when memory or databases grew by more than LIMIT, or handles by more than a few, or a
question remained without answer.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parents[2]))

from bot.demo import children
from bot.demo.homeserver import Homeserver
from tests.benchmarks.bench_answer_time import start_relais
from tests.benchmarks.moved_clock import MovedClock
from tests.matrix.people import Lab, Person, until

HOUR = 3600.0
LIMIT = 0.05
HANDLES = 3

NEEDS = (
    "een huisarts", "un médecin", "een tandarts", "un dentiste", "psychologische hulp", "une aide psychologique",
    "opvang voor daklozen", "un hébergement d'urgence", "schuldbemiddeling", "une médiation de dettes",
    "een voedselpakket", "un colis alimentaire", "juridische hulp", "une aide juridique", "thuiszorg",
    "des soins à domicile", "een gynaecoloog", "des cours de français", "Nederlandse les", "een douche",
    "une consigne", "hulp bij verslaving", "un service pour toxicomanes", "kinderopvang", "une crèche",
)  # fmt: skip
PLACES = ("Laken", "Laeken", "Anderlecht", "Schaarbeek", "Schaerbeek", "Elsene", "Ixelles", "Vorst", "Forest", "Ukkel")


def question(number: int) -> str:
    """One of some hundreds of questions; every tenth holds a word that never was and never comes again."""
    odd = f" {''.join(random.choices('abcdefghijklmnopqrstuvwxyz', k=9))}" if number % 10 == 0 else ""
    return f"!vraag {random.choice(NEEDS)} in {random.choice(PLACES)}{odd}"


@dataclass(frozen=True)
class Sample:
    """MiB of memory of the bot and of its helper processes, open handles, KiB of bot.sqlite and of matrix/."""

    bot: float
    helpers: float
    handles: int
    database: float
    secrets: float

    @classmethod
    def of(cls, process: psutil.Process, data: Path) -> Sample:
        helpers = process.children(recursive=True)
        sizes = [sum(path.stat().st_size for path in data.glob(each)) / 1024 for each in ("bot.sqlite*", "matrix/*")]
        return cls(
            process.memory_info().rss / 2**20,
            sum(one.memory_info().rss for one in helpers) / 2**20,
            sum(one.num_fds() for one in (process, *helpers)),
            *sizes,
        )

    def __str__(self) -> str:
        return f"{self.bot:10.1f}{self.helpers:10.1f}{self.handles:9d}{self.database:16.0f}{self.secrets:13.0f}"


@dataclass
class Soak:
    """What is asked of whom, and what was seen."""

    asker: Person
    rooms: list[str]
    bot: str
    clock: MovedClock
    asked: int = 0
    samples: list[Sample] = field(default_factory=list)

    @property
    def answered(self) -> int:
        return sum(len(self.asker.texts(room, self.bot)) for room in self.rooms)

    async def hour(self, seconds: float, per_minute: float) -> None:
        """An hour of the week: questions for `seconds`, every answer, then the clock moves."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            await self.asker.say(random.choice(self.rooms), question(self.asked))
            self.asked += 1
            await asyncio.sleep(60 / per_minute)
        await until(lambda: self.answered >= self.asked, seconds=120)
        self.clock.move(HOUR)

    def forget(self) -> None:
        """The asker's client must not be what grows."""
        self.asked = 0
        self.asker.seen.clear()


async def soak(minutes: float, days: int, rooms: int, per_minute: float, ids_days: int) -> bool:
    folder = Path(tempfile.mkdtemp(prefix="relais-soak-"))
    clock = MovedClock(folder)
    os.environ.update(clock.environ)  # for the homeserver and the bot; this process has its clock already
    with Homeserver(folder / "homeserver") as server:
        lab = Lab(server, folder, 1)
        asker = await lab.person("an")
        account = lab.account("relais")
        inside = [await asker.make_room(account.user_id) for _ in range(rooms)]
        more = f"[retention]\nids_days = {ids_days}\n"
        process = start_relais(folder, server, account, inside, more)
        try:
            for room in inside:
                await asker.joined_by(account.user_id, room)
            one = Soak(asker, inside, account.user_id, clock)
            return await week(
                one, psutil.Process(process.pid), folder / "data", minutes * 60 / (24 * days), days, per_minute
            )
        finally:
            children.stop(process, 15)
            await lab.close()


async def week(one: Soak, process: psutil.Process, data: Path, seconds: float, days: int, per_minute: float) -> bool:
    print("day   asked  answered   MiB bot  MiB else  handles  bot.sqlite KiB  matrix/ KiB")
    whole = True
    for day in range(1, days + 1):
        for hour in range(24):
            await one.hour(seconds, per_minute)
            if hour % 6 == 5:
                one.samples.append(Sample.of(process, data))
        whole = whole and one.answered == one.asked
        print(f"{day:3d}{one.asked:8d}{one.answered:10d}{one.samples[-1]}", flush=True)
        one.forget()
    return tell(one.samples, days) and whole


def tell(samples: list[Sample], days: int) -> bool:
    """How much the last two days lie above the two before; whether that is little enough."""
    per_day = len(samples) // days
    last, before = samples[-2 * per_day :], samples[-4 * per_day : -2 * per_day]
    growth = {}
    for name in ("bot", "helpers", "database", "secrets"):
        mean = [sum(getattr(each, name) for each in part) / len(part) for part in (before, last)]
        growth[name] = mean[1] / mean[0] - 1 if mean[0] else 0.0
    more = last[-1].handles - before[0].handles
    told = ", ".join(f"{name} {share:+.1%}" for name, share in growth.items())
    print(f"last two days against the two before: {told}; handles {more:+d}")
    return max(growth.values()) <= LIMIT and more <= HANDLES


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--minutes", type=float, default=60.0)
    options.add_argument("--days", type=int, default=7)
    options.add_argument("--rooms", type=int, default=5)
    options.add_argument("--per-minute", type=float, default=120.0)
    options.add_argument("--ids-days", type=int, default=2)
    chosen = options.parse_args()
    level = asyncio.run(soak(chosen.minutes, chosen.days, chosen.rooms, chosen.per_minute, chosen.ids_days))
    raise SystemExit(0 if level else 1)


if __name__ == "__main__":
    main()
