"""Makes docs/conversation.svg from the real demo: run `.venv/bin/python docs/make_conversation.py` after a change."""

from __future__ import annotations

import asyncio
import io
import re
from pathlib import Path

from rich.console import Console

from bot.demo.tour import load_steps, tour
from bot.demo.world import World

PICTURED = 3
"""The first questions of the tour: one in each language fits on a screen."""

NOW = "2026-11-22T19:30:00+01:00"
"""An evening, so that the night shelter is open; the sample data's dates lie just before it."""


async def main() -> None:
    console = Console(record=True, width=104, file=io.StringIO(), force_terminal=True)
    async with World(now=NOW) as world:
        world.start_homeserver()
        await world.ingest()
        await world.start_bot()
        await tour(world, console, load_steps()[:PICTURED])
    target = Path(__file__).with_name("conversation.svg")
    # rich names a font on a public server; a picture must not call anybody.
    picture = re.sub(r"@font-face \{.*?\}", "", console.export_svg(title="Relais"), flags=re.DOTALL)
    target.write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())
