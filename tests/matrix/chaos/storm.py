"""Five people ask in encrypted rooms while everything between them and an answer breaks; then the count.

The bot is the real `relais run` in a process of its own. What counts is what the homeserver holds in the end: every
question must have exactly one answer (by its relation, which is in clear), in the order of the questions per room,
and its reader must be able to decrypt it.
"""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import aiohttp
import nio

from bot.demo import children
from bot.demo.homeserver import Homeserver
from tests.matrix.chaos.proxy import Proxy, Weather
from tests.matrix.people import Lab, Person

CLIENTS = 5
SETTLE_SECONDS = 60.0
"""What the bot gets after the storm to answer what is left: pauses have grown, keys are claimed again."""


@dataclass(frozen=True)
class Plan:
    """What happens within `seconds`."""

    seed: int
    questions: int
    bot_kills: int
    server_kills: int
    troubles: int
    seconds: float


@dataclass
class Count:
    """What the homeserver holds after the storm."""

    asked: int = 0
    missing: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    disordered_rooms: list[str] = field(default_factory=list)
    unreadable: int = 0
    other: list[str] = field(default_factory=list)
    """What the bot said that answers no question, or says that it could not read one."""

    @property
    def perfect(self) -> bool:
        return self.asked > 0 and not (
            self.missing or self.doubled or self.disordered_rooms or self.unreadable or self.other
        )

    def __str__(self) -> str:
        return (
            f"{self.asked} questions: {len(self.missing)} without answer, {len(self.doubled)} answered twice, "
            f"{len(self.disordered_rooms)} rooms out of order, {self.unreadable} answers unreadable, "
            f"{len(self.other)} other messages"
        )


class Bot:
    """`relais run` as a process."""

    def __init__(self, folder: Path, arguments: list[str]) -> None:
        self._folder = folder
        self._arguments = arguments
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with (self._folder / "relais.log").open("ab") as log:
            self._process = children.start(["-m", "bot.cli", *self._arguments], folder=Path.cwd(), log=log)

    def kill(self) -> None:
        assert self._process
        self._process.kill()
        self._process.wait()

    def stop(self) -> int:
        """Ask it to end; its exit status."""
        assert self._process
        children.stop(self._process, 15)
        return int(self._process.returncode)


class Storm:
    """One run on a homeserver of its own in `folder`."""

    def __init__(self, plan: Plan, folder: Path, tell: Callable[[str], None] = print) -> None:
        self._plan = plan
        self._folder = folder
        self._tell = tell
        self._dice = random.Random(plan.seed)
        self._server = Homeserver(folder / "homeserver")
        self._sent: dict[str, list[str]] = {}
        self._start = 0.0

    async def run(self) -> Count:
        """Everything; the homeserver and the bot are gone afterwards."""
        await asyncio.to_thread(self._server.start)
        proxy = Proxy(self._server.port, self._dice)
        await proxy.start()
        lab = Lab(self._server, self._folder, 1)
        bot: Bot | None = None
        try:
            people = [await lab.person(f"p{number}") for number in range(CLIENTS)]
            bot_id = lab.settings().user_id
            rooms = await make_rooms(people, bot_id)
            bot = self._bot(proxy.port, bot_id, list(rooms))
            bot.start()
            await asyncio.gather(*(one.joined_by(bot_id, room) for room, inside in rooms.items() for one in inside))
            self._start = time.monotonic()
            share = self._plan.questions // CLIENTS
            async with asyncio.TaskGroup() as group:
                for person in people:
                    mine = [room for room, inside in rooms.items() if person in inside]
                    group.create_task(self._ask(person, mine, share))
                group.create_task(self._break_things(bot, proxy))
            self._say(f"storm over; cut, slowed, garbled: {[proxy.done[each] for each in list(Weather)[1:]]}")
            return await self._settle(people[0], rooms, bot_id)
        finally:
            if bot:
                status = await asyncio.to_thread(bot.stop)
                self._say(f"bot stopped with status {status}")
            await proxy.stop()
            await lab.close()
            self._server.stop()

    def _bot(self, port: int, user_id: str, rooms: list[str]) -> Bot:
        (self._folder / "password").write_text("secret of relais")
        config = self._folder / "config.toml"
        config.write_text(
            f'[matrix]\nhomeserver = "http://127.0.0.1:{port}"\nuser_id = "{user_id}"\n'
            f'password_file = "{self._folder / "password"}"\n'
            f"[zones.noord]\nrooms = {json.dumps(rooms)}\n"
            "[onboarding]\ncharter = false\n[limits]\nquestions_per_user = 100000\nmessages_per_room = 100000\n"
        )
        return Bot(self._folder, ["--config", str(config), "--data", str(self._folder / "data"), "run"])

    async def _ask(self, person: Person, rooms: list[str], share: int) -> None:
        """A question now and then, each sent until the homeserver has it, with one transaction id."""
        for number in range(share):
            room = self._dice.choice(rooms)
            content = {"msgtype": "m.text", "body": f"!vraag huisarts in Laken, nummer {number}"}
            await said(person, room, content, f"{person.user_id} {number}")
            await asyncio.sleep(self._dice.uniform(0, 2 * self._plan.seconds / share))

    async def _break_things(self, bot: Bot, proxy: Proxy) -> None:
        plan = self._plan
        acts = ["bot"] * plan.bot_kills + ["server"] * plan.server_kills + ["network"] * plan.troubles
        self._dice.shuffle(acts)
        for number, act in enumerate(acts):
            moment = plan.seconds * (number + self._dice.random()) / len(acts)
            await asyncio.sleep(max(0.0, self._start + moment - time.monotonic()))
            if act == "bot":
                self._say("kill -9 bot")
                bot.kill()
                bot.start()
            elif act == "server":
                self._say("kill -9 homeserver")
                await asyncio.to_thread(self._server.kill)
                await asyncio.to_thread(self._server.start)
                self._say("homeserver is back")
            else:
                weather = self._dice.choice(list(Weather)[1:])
                self._say(f"network {weather}")
                await proxy.trouble(weather, self._dice.uniform(0.5, 2.0))

    async def _settle(self, reader: Person, rooms: dict[str, list[Person]], bot_id: str) -> Count:
        give_up = time.monotonic() + SETTLE_SECONDS
        while True:
            timelines = {
                room: await asyncio.to_thread(self._timeline, room, inside[0]) for room, inside in rooms.items()
            }
            count = tally(timelines, bot_id)
            if not count.missing or time.monotonic() > give_up:
                break
            await asyncio.sleep(0.5)
        await asyncio.sleep(2.0)  # an answer too many would come now
        timelines = {room: await asyncio.to_thread(self._timeline, room, inside[0]) for room, inside in rooms.items()}
        count = tally(timelines, bot_id)
        for room, inside in rooms.items():
            answers = [event for event in timelines[room] if event["sender"] == bot_id]
            await read_all(inside[0], room, answers, count)
        self._say(str(count))
        return count

    def _timeline(self, room: str, person: Person) -> list[dict[str, Any]]:
        """The encrypted messages of a room, oldest first, as the homeserver holds them."""
        path = f"/_matrix/client/v3/rooms/{quote(room)}/messages?dir=f&limit=1000"
        found: list[dict[str, Any]] = []
        page: dict[str, Any] = {"end": ""}
        while "end" in page:
            start = f"&from={quote(page['end'])}" if page["end"] else ""
            page = self._server.request("GET", path + start, token=person.account.access_token)
            found += [event for event in page["chunk"] if event["type"] == "m.room.encrypted"]
        return found

    def _say(self, text: str) -> None:
        self._tell(f"{time.monotonic() - self._start if self._start else 0.0:7.1f} s  {text}")


async def make_rooms(people: list[Person], bot_id: str) -> dict[str, list[Person]]:
    """A room of each person with the bot, and one of all of them."""
    rooms = {await one.make_room(bot_id): [one] for one in people}
    host, *guests = people
    common = await host.make_room(bot_id, *(guest.user_id for guest in guests))
    for guest in guests:
        await guest.client.join(common)
    for one in people:
        for other in people:
            await one.joined_by(other.user_id, common)
    return {**rooms, common: people}


async def said(person: Person, room: str, content: dict[str, Any], txn_id: str) -> None:
    """Send until the homeserver has it; the same transaction id makes it one event."""
    while True:
        try:
            answer = await person.client.room_send(room, "m.room.message", content, txn_id, True)
            if isinstance(answer, nio.RoomSendResponse):
                return
        except (OSError, TimeoutError, aiohttp.ClientError, nio.exceptions.LocalProtocolError):
            pass  # nio's way of saying that the homeserver is away, or that a share of keys is under way
        await asyncio.sleep(0.3)


def tally(timelines: dict[str, list[dict[str, Any]]], bot_id: str) -> Count:
    """Questions and answers by what they relate to."""
    count = Count()
    for room, events in timelines.items():
        questions = [event["event_id"] for event in events if event["sender"] != bot_id]
        answered = [answered_by(event) for event in events if event["sender"] == bot_id]
        count.asked += len(questions)
        count.missing += [question for question in questions if question not in answered]
        count.doubled += [question for question in questions if answered.count(question) > 1]
        count.other += [target for target in answered if target not in questions]
        once = list(dict.fromkeys(target for target in answered if target in questions))
        if once != [question for question in questions if question in once]:
            count.disordered_rooms.append(room)
    return count


def answered_by(event: dict[str, Any]) -> str:
    """The question that a message of the bot answers."""
    relation = event["content"].get("m.relates_to", {})
    return str(relation.get("m.in_reply_to", {}).get("event_id", ""))


async def read_all(person: Person, room: str, answers: list[dict[str, Any]], count: Count) -> None:
    """Can its reader decrypt every answer, and is it one?"""
    for source in answers:
        event = nio.Event.parse_event(source)
        event.room_id = room
        try:
            body = person.client.decrypt_event(event).body
        except nio.exceptions.EncryptionError:
            count.unreadable += 1
            continue
        if "!vraag" in body or "ontcijferen" in body or "liep iets mis" in body:
            count.other.append(answered_by(source))
