"""Nothing of a message is kept: the real bot at debug level reads words that exist nowhere else, and afterwards no file
of its data folder, no line of its output and no metric holds one of them."""

from __future__ import annotations

import asyncio
import base64
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import nio
import pytest

from bot.demo.ports import free_port
from bot.matrix.settings import MatrixSettings
from tests.matrix.canaries import found_below, found_in
from tests.matrix.canary_guard import HANGS, RAISES
from tests.matrix.guarded import direct_room, is_redacted, react, room_with
from tests.matrix.people import Lab, Person, until

ROOT = Path(__file__).parents[2]
REPERTORY = ROOT / "bot" / "demo" / "data" / "repertory.csv"

CANARIES = {
    "post": "kwikstaartpost", "number": "85073003328", "name": "Kneupelhoutsma", "edit": "wielewaaledit",
    "edited": "roodborstoud", "file": "nachtegaalfile", "filename": "zanglijsternaam", "direct": "boomklevermail",
    "raises": "koolmeesraise", "hangs": "pimpelmeeshang", "clean": "goudvinkvraag", "rewritten": "sijsjeherschreven",
    "reaction": "putterreactie", "caption": "fitisbijschrift", "uncertain": "tjiftjafmisschien",
    "html": "grasmushtml", "fallback": "heggenmusciteer",
}  # fmt: skip
DATA = f"mijn cliënt Piet {CANARIES['name']}, rijksregisternummer {CANARIES['number']}"


@pytest.mark.parametrize("word", sorted(CANARIES.values()))
def test_search_finds_a_word_in_every_form(tmp_path: Path, word: str) -> None:
    text = f"een zin met {word} erin"
    db = sqlite3.connect(tmp_path / "a.sqlite")
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("CREATE TABLE t (x TEXT)")
    db.execute("INSERT INTO t VALUES (?)", [text])
    db.commit()
    for name, data in (
        ("16", text.encode("utf-16")),
        ("64", base64.b64encode(text.encode())),
        ("64b", base64.b64encode(b"x" + text.encode())),
        ("64c", base64.b64encode(b"xy" + text.encode())),
        ("json", json.dumps({"a": text}).encode()),
    ):
        (tmp_path / name).write_bytes(data)
    found = found_below(tmp_path, [word])
    assert set(found) == {"16", "64", "64b", "64c", "json", "a.sqlite-wal"}
    assert found_below(tmp_path, ["andersdannietaanwezig"]) == {}
    db.close()


@pytest.mark.timeout(400)
async def test_no_word_of_a_message_is_left_anywhere(lab: Lab) -> None:
    asker = await lab.person("an")
    room = await room_with(lab, asker)
    settings = await asyncio.to_thread(lab.settings)
    port = free_port()
    config = write_config(lab, settings, room, port)
    data = settings.data_dir
    await asyncio.to_thread(ingest, config, data)
    output = lab.folder / "output"
    bot = start(config, data, settings, output)
    try:
        await asker.joined_by(settings.user_id, room)
        await tell_everything(asker, room, settings.user_id)
        metrics = await asyncio.to_thread(read, f"http://127.0.0.1:{port}/metrics")
        running = await asyncio.to_thread(found_below, data, CANARIES.values())
    finally:
        bot.send_signal(signal.SIGTERM)
        status = await asyncio.to_thread(bot.wait, 30)
    assert status == 0
    assert b"relais_messages_total" in metrics
    assert found_in(metrics, CANARIES.values()) == set()
    assert running == {}
    assert found_below(data, CANARIES.values()) == {}
    said = output.read_bytes()
    assert b"guard_found" in said
    assert b"guard_failed" in said
    assert found_in(said, CANARIES.values()) == set()
    assert {path.name for path in data.iterdir()} >= {"bot.sqlite", "kb.sqlite", "matrix"}


async def tell_everything(asker: Person, room: str, bot: str) -> None:
    """Every way in, each with a word of its own; and every way on, until the bot has answered."""
    await asker.say(room, f"!vraag waar is er een huisarts met {CANARIES['clean']}?")
    await until(lambda: len(asker.texts(room, bot)) == 1)
    posted = await asker.say(room, f"!vraag wie helpt {DATA} met {CANARIES['post']} en een huisarts?")
    direct = await direct_room(asker)
    await until(lambda: len(asker.messages(direct, bot)) == 1)
    assert await is_redacted(asker, room, posted)
    await react(asker, direct, asker.messages(direct, bot)[0]["event_id"], CANARIES["reaction"])
    await react(asker, direct, asker.messages(direct, bot)[0]["event_id"], "✅")
    await until(lambda: len(asker.texts(room, bot)) == 3)

    old = await asker.say(room, f"gewone tekst over {CANARIES['edited']}")
    await asker.say(room, f"* {DATA} {CANARIES['edit']}", **edit_of(old, f"{DATA} {CANARIES['edit']}"))
    await until(lambda: len(asker.messages(direct, bot)) == 2)
    await react(asker, direct, asker.messages(direct, bot)[1]["event_id"], "✏️")
    await until(lambda: len(asker.messages(direct, bot)) == 3)
    await asker.say(direct, f"wie helpt met {CANARIES['rewritten']}?")
    await until(lambda: len(asker.texts(room, bot)) == 5)

    await send_file(asker, room, f"Verslag over {DATA} {CANARIES['file']}".encode(), f"{CANARIES['filename']}.txt")
    await until(lambda: len(asker.messages(direct, bot)) == 4)
    await asker.say(room, "kijk", format="org.matrix.custom.html", formatted_body=f"<b>{DATA}</b> {CANARIES['html']}")
    await until(lambda: len(asker.messages(direct, bot)) == 5)
    await asker.say(
        room,
        f"> <@bob:relais.test> {DATA} {CANARIES['fallback']}\n\nakkoord",
        **{"m.relates_to": {"m.in_reply_to": {"event_id": old}}},
    )
    await until(lambda: len(asker.messages(direct, bot)) == 6)
    image = {"msgtype": "m.image", "filename": "a.jpg", "body": CANARIES["caption"], "url": "mxc://relais.test/abc"}
    await asker.send(room, "m.room.message", image)
    await until(lambda: len(asker.messages(direct, bot)) == 7)
    await asker.say(direct, f"{DATA} {CANARIES['direct']}")
    await until(lambda: len(asker.messages(direct, bot)) == 8)
    await asker.say(room, f"!vraag {RAISES} {CANARIES['raises']}")
    await until(lambda: len(asker.messages(direct, bot)) == 9)
    await asker.say(room, f"!vraag {HANGS} {CANARIES['hangs']}")
    await until(lambda: len(asker.messages(direct, bot)) == 10)
    await asker.say(room, f"!vraag is er iets in de buurt voor {CANARIES['uncertain']} vandaag?")
    await until(lambda: len(asker.texts(room, bot)) + len(asker.messages(direct, bot)) == 16)


def edit_of(event_id: str, body: str) -> dict[str, Any]:
    return {
        "m.new_content": {"msgtype": "m.text", "body": body},
        "m.relates_to": {"rel_type": "m.replace", "event_id": event_id},
    }


async def send_file(person: Person, room: str, data: bytes, name: str) -> str:
    upload, keys = await person.client.upload(io.BytesIO(data), "text/plain", encrypt=True, filesize=len(data))
    assert isinstance(upload, nio.UploadResponse)
    content = {"msgtype": "m.file", "body": name, "file": {"url": upload.content_uri, **keys}}
    return await person.send(room, "m.room.message", content)


def write_config(lab: Lab, settings: MatrixSettings, room: str, port: int) -> Path:
    path = lab.folder / "config.toml"
    path.write_text(
        f'[matrix]\nhomeserver = "{settings.homeserver}"\nuser_id = "{settings.user_id}"\n'
        f'[zones.noord]\nrooms = ["{room}"]\n[logging]\nlevel = "debug"\n[operating]\nhealth_port = {port}\n',
        encoding="utf-8",
    )
    return path


def ingest(config: Path, data: Path) -> None:
    command = ["--config", str(config), "--data", str(data), "ingest", "repertory", str(REPERTORY), "--yes"]
    subprocess.run([sys.executable, "-m", "bot.cli", *command], cwd=ROOT, check=True, capture_output=True)


def start(config: Path, data: Path, settings: MatrixSettings, output: Path) -> subprocess.Popen[bytes]:
    with output.open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-X", "dev", "-m", "tests.matrix.canary_bot", str(config), str(data)],
            cwd=ROOT,
            stdout=log,
            stderr=log,
            env={**os.environ, "RELAIS_PASSWORD": settings.password or "", "PYTHONASYNCIODEBUG": "0"},
        )


def read(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 (loopback)
        content: bytes = answer.read()
        return content
