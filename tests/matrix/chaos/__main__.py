"""python -m tests.matrix.chaos [--long] [--seed N]: a storm by hand; exit status 1 when anything is lost."""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
from pathlib import Path

from tests.matrix.chaos.storm import Plan, Storm


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--long", action="store_true")
    options.add_argument("--seed", type=int, default=random.randrange(10_000))
    chosen = options.parse_args()
    plan = long_plan(chosen.seed) if chosen.long else short_plan(chosen.seed)
    folder = Path(tempfile.mkdtemp(prefix="relais-storm-"))
    print(plan, f"in {folder}")
    return 0 if asyncio.run(Storm(plan, folder).run()).perfect else 1


def short_plan(seed: int) -> Plan:
    """Half a minute with the start and the end."""
    return Plan(seed, questions=40, bot_kills=2, server_kills=1, troubles=3, seconds=10)


def long_plan(seed: int) -> Plan:
    """What issue 8 asks for."""
    return Plan(seed, questions=500, bot_kills=20, server_kills=5, troubles=30, seconds=300)


if __name__ == "__main__":
    sys.exit(main())
