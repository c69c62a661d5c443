"""The chat in the terminal: a person types as the professional, in one of the zones' rooms."""

from __future__ import annotations

import asyncio
import sys

from rich.console import Console

from bot.demo.show import print_answer, room_label
from bot.demo.world import PROFESSIONAL, World, ZoneRoom
from bot.matrix.person import Said
from bot.render.words import words_for
from kb.models import LANGS

PATIENCE_SECONDS = 8.0
"""An answer takes well under a second. To thanks in a thread, for instance, there is none."""

LEAVE = frozenset({"/quit", "/exit", "/q"})


async def chat(world: World, console: Console) -> None:
    """Until Ctrl-D, Ctrl-C or /quit."""
    room = world.rooms[0]
    last_thread: str | None = None
    for lang in LANGS:
        console.print(words_for(lang)("demo-welcome"), style="dim", highlight=False)
    while True:
        line = await _read(console, room)
        if line is None or line in LEAVE:
            return
        if line.startswith("/"):
            room, last_thread = _other_room(world, console, room, line), None
            continue
        thread = last_thread if line.startswith(">") else None
        words = line.removeprefix(">").strip()
        if words:
            last_thread = await _ask(world, console, room, words, thread)


async def _ask(world: World, console: Console, room: ZoneRoom, line: str, thread: str | None) -> str:
    assert world.person is not None
    seen = len(world.person.said)
    # Whoever types at a prompt that says "Relais" means the bot, and need not write its name each time.
    text = line if thread or line.startswith(("!", "@")) else f"@relais {line}"
    asked = await world.person.say(room.room_id, text, thread_root=thread)
    with console.status("Relais …", spinner="dots"):
        said: Said | None = await world.person.answer(thread or asked, seconds=PATIENCE_SECONDS, after=seen)
    if said is not None:
        print_answer(console, said)
    else:
        for lang in LANGS:
            console.print(words_for(lang)("demo-silent"), style="yellow", highlight=False)
    return thread or asked


def _other_room(world: World, console: Console, room: ZoneRoom, line: str) -> ZoneRoom:
    """The room that `/zone NAME` names; for any other command the rooms there are."""
    command, _, wanted = line.partition(" ")
    for candidate in world.rooms if command == "/zone" else ():
        if wanted.strip().lower() in (candidate.zone, candidate.name_nl.lower(), candidate.name_fr.lower()):
            return candidate
    console.print("  ".join([*(f"/zone {one.zone}" for one in world.rooms), "/quit"]), highlight=False)
    return room


async def _read(console: Console, room: ZoneRoom) -> str | None:
    """A line from the terminal, or None at its end. No thread waits for it: that would hold up Ctrl-C."""
    console.print(f"[bold]{room_label(room)} · {PROFESSIONAL} ›[/] ", end="", highlight=False)
    loop = asyncio.get_running_loop()
    typed = asyncio.Event()
    loop.add_reader(sys.stdin, typed.set)
    try:
        await typed.wait()
    finally:
        loop.remove_reader(sys.stdin)
    line = sys.stdin.readline()
    return line.strip() if line else None
