"""Time from a question to its answer, and answers per second, of `relais run` beside a bare nio bot that echoes.

Both on one homeserver in one run, as processes of their own, each in encrypted rooms of its own with the same asker;
bursts of one question per room go to one and the other in turn. The first burst of each warms up (keys are shared).

    python tests/benchmarks/bench_answer_time.py [--rooms 50] [--bursts 5]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

import nio
from nio.store import SqliteStore

from bot.demo import children
from bot.demo.homeserver import Account, Homeserver
from tests.matrix.people import Lab, Person, until

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0


async def echo(values: dict[str, str]) -> None:
    """The bare bot: nio's own loop, an answer in the callback."""
    config = nio.AsyncClientConfig(store=SqliteStore, pickle_key="bench")
    client = nio.AsyncClient(values["url"], values["user_id"], values["device_id"], values["folder"], config)
    client.restore_login(values["user_id"], values["device_id"], values["access_token"])

    async def answer(room: Any, event: Any) -> None:
        if event.sender != client.user_id:
            content = {
                "msgtype": "m.text",
                "body": f"echo {event.body}",
                "m.relates_to": {"m.in_reply_to": {"event_id": event.event_id}},
            }
            await client.room_send(room.room_id, "m.room.message", content, ignore_unverified_devices=True)

    async def join(room: Any, event: Any) -> None:
        if event.state_key == client.user_id:
            await client.join(room.room_id)

    client.add_event_callback(answer, nio.RoomMessageText)
    client.add_event_callback(join, nio.InviteMemberEvent)
    await client.sync_forever(30_000, full_state=True)


async def burst(asker: Person, rooms: list[str], bot: str, number: int) -> tuple[list[float], float]:
    """One question in every room at once: the seconds until each answer, and until the last."""
    asked: dict[str, float] = {}
    answered: dict[str, float] = {}
    known = {event["event_id"] for event in asker.seen}

    async def watch() -> None:
        while len(answered) < len(rooms):
            for event in asker.seen[len(known) :]:
                known.add(event["event_id"])
                if event["sender"] == bot and event["type"] == "m.room.message":
                    answered.setdefault(event["room_id"], time.perf_counter())
            await asyncio.sleep(0.002)

    async def ask(room: str) -> None:
        asked[room] = time.perf_counter()
        await asker.say(room, f"!vraag huisarts in Laken {number}")

    began = time.perf_counter()
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(watch(), *(ask(room) for room in rooms))
    whole = time.perf_counter() - began
    return [answered[room] - asked[room] for room in rooms], whole


def knows_device(asker: Person, bot: Account) -> bool:
    return any(asker.client.device_store.active_user_devices(bot.user_id))


def start_relais(
    folder: Path, server: Homeserver, account: Account, rooms: list[str], more: str = ""
) -> subprocess.Popen[bytes]:
    """`relais run` on the sample repertory; `more` ends its config.toml."""
    (folder / "password").write_text(account.password)
    config = folder / "config.toml"
    config.write_text(
        f'[matrix]\nhomeserver = "{server.url}"\nuser_id = "{account.user_id}"\n'
        f'password_file = "{folder / "password"}"\n'
        f"[zones.noord]\nrooms = {json.dumps(rooms)}\n"
        "[limits]\nquestions_per_user = 100000\nmessages_per_room = 100000\n" + more
    )
    common = ["-m", "bot.cli", "--config", str(config), "--data", str(folder / "data")]
    repertory = ROOT / "bot" / "demo" / "data" / "repertory.csv"
    subprocess.run([sys.executable, *common, "ingest", "repertory", str(repertory), "--yes"], check=True, cwd=ROOT,
                   stdout=subprocess.DEVNULL)  # fmt: skip
    return children.start([*common, "run"], folder=ROOT, log=(folder / "relais.log").open("ab"))


def start_echo(folder: Path, server: Homeserver, account: Account) -> subprocess.Popen[bytes]:
    (folder / "echo").mkdir()
    config = folder / "echo.json"
    values = {"url": server.url, "folder": str(folder / "echo"), "user_id": account.user_id}
    config.write_text(json.dumps({**values, "device_id": account.device_id, "access_token": account.access_token}))
    return children.start([str(Path(__file__)), "--echo", str(config)], folder=ROOT,
                          log=(folder / "echo.log").open("ab"))  # fmt: skip


async def compare(rooms: int, bursts: int) -> None:
    folder = Path(tempfile.mkdtemp(prefix="relais-bench-"))
    with Homeserver(folder / "homeserver") as server:
        lab = Lab(server, folder, 1)
        asker = await lab.person("an")
        relais, bare = lab.account("relais"), lab.account("echo")
        own = {bot: [await asker.make_room(bot.user_id) for _ in range(rooms)] for bot in (relais, bare)}
        processes = [start_relais(folder, server, relais, own[relais]), start_echo(folder, server, bare)]
        try:
            for bot, inside in own.items():
                for room in inside:
                    await asker.joined_by(bot.user_id, room)
                await until(partial(knows_device, asker, bot))
            figures: dict[Account, list[tuple[list[float], float]]] = {relais: [], bare: []}
            for number in range(bursts + 1):
                for bot, results in figures.items():
                    result = await burst(asker, own[bot], bot.user_id, number)
                    if number:
                        results.append(result)
            tell(rooms, bursts, figures[relais], figures[bare])
        finally:
            for process in processes:
                children.stop(process, 15)
            await lab.close()


def tell(
    rooms: int, bursts: int, relais: list[tuple[list[float], float]], bare: list[tuple[list[float], float]]
) -> None:
    print(f"{rooms} encrypted rooms, {bursts} bursts of one question in each")
    print(f"{'':18}{'median':>10}{'p95':>10}{'answers/s':>12}")
    rows = []
    for name, results in (("relais", relais), ("bare nio echo", bare)):
        times = sorted(one for each, _ in results for one in each)
        row = (statistics.median(times), times[int(0.95 * len(times))], len(times) / sum(whole for _, whole in results))
        rows.append(row)
        print(f"{name:18}{row[0] * 1000:8.0f}ms{row[1] * 1000:8.0f}ms{row[2]:12.1f}")
    ratios = [ours / theirs for ours, theirs in zip(*rows, strict=True)]
    print(f"{'relais / bare':18}{ratios[0]:10.2f}{ratios[1]:10.2f}{ratios[2]:12.2f}   (aim: <= 1.5, <= 1.5, >= 0.8)")


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--rooms", type=int, default=50)
    options.add_argument("--bursts", type=int, default=5)
    options.add_argument("--echo", type=Path, help="be the bare bot (used by this script itself)")
    chosen = options.parse_args()
    asyncio.run(echo(json.loads(chosen.echo.read_text())) if chosen.echo else compare(chosen.rooms, chosen.bursts))


if __name__ == "__main__":
    main()
