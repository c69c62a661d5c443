"""Does it level off? `relais run` under steady questions: memory, file handles and database sizes over time.

    python tests/benchmarks/bench_soak.py [--minutes 2] [--rooms 5] [--per-minute 120]

Every tenth line or so of what a week would bring in an hour; look whether the columns still grow in the second half.
Ids of handled events are kept for the days of the settings, so that bot.sqlite grows by about 300 bytes a question.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parents[2]))

from bot.demo import children
from bot.demo.homeserver import Homeserver
from tests.benchmarks.bench_answer_time import start_relais
from tests.matrix.people import Lab, Person

LINES = 10


def sample(process: psutil.Process, data: Path) -> list[str]:
    """Memory and handles of the bot and its helpers, sizes of its files."""
    family = [process, *process.children(recursive=True)]
    resident = sum(one.memory_info().rss for one in family) / 2**20
    handles = sum(one.num_fds() for one in family)
    sizes = [sum(path.stat().st_size for path in data.glob(pattern)) / 1024 for pattern in ("bot.sqlite*", "matrix/*")]
    return [f"{resident:9.1f}", f"{handles:8d}", *(f"{size:11.0f}" for size in sizes)]


async def ask(asker: Person, rooms: list[str], per_minute: float, counted: list[int]) -> None:
    while True:
        await asker.say(random.choice(rooms), f"!vraag huisarts in Laken {counted[0]}")
        counted[0] += 1
        await asyncio.sleep(60 / per_minute)


async def soak(minutes: float, rooms: int, per_minute: float) -> None:
    folder = Path(tempfile.mkdtemp(prefix="relais-soak-"))
    with Homeserver(folder / "homeserver") as server:
        lab = Lab(server, folder, 1)
        asker = await lab.person("an")
        account = lab.account("relais")
        inside = [await asker.make_room(account.user_id) for _ in range(rooms)]
        process = start_relais(folder, server, account, inside)
        try:
            for room in inside:
                await asker.joined_by(account.user_id, room)
            await measure(
                psutil.Process(process.pid), folder / "data", asker, inside, account.user_id, minutes, per_minute
            )
        finally:
            children.stop(process, 15)
            await lab.close()


async def measure(
    process: psutil.Process, data: Path, asker: Person, rooms: list[str], bot: str, minutes: float, per_minute: float
) -> None:
    counted = [0]
    asking = asyncio.create_task(ask(asker, rooms, per_minute, counted))
    print("  seconds  asked  answered   MiB rss  handles  bot.sqlite KiB  matrix/ KiB")
    began = time.monotonic()
    for number in range(LINES + 1):
        await asyncio.sleep(max(0.0, began + number * minutes * 60 / LINES - time.monotonic()))
        answered = sum(len(asker.texts(room, bot)) for room in rooms)
        columns = sample(process, data)
        print(f"{time.monotonic() - began:9.0f}{counted[0]:7d}{answered:10d} {'  '.join(columns)}", flush=True)
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--minutes", type=float, default=2.0)
    options.add_argument("--rooms", type=int, default=5)
    options.add_argument("--per-minute", type=float, default=120.0)
    chosen = options.parse_args()
    asyncio.run(soak(chosen.minutes, chosen.rooms, chosen.per_minute))


if __name__ == "__main__":
    main()
