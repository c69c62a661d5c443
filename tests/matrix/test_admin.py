"""A repertory brought in from the chat of a real homeserver, by the whole bot as `relais run` starts it, which is
killed at bad moments: nothing is lost and nothing happens twice."""

from __future__ import annotations

import asyncio
import csv
import io
import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import nio
import pytest
from nio.crypto.attachments import decrypt_attachment

from bot.matrix.settings import MatrixSettings
from tests.ingest.repertory_rows import csv_text, row, write_csv
from tests.matrix.guarded import react
from tests.matrix.people import Lab, Person
from tests.matrix.people import until as until_soon

ROOT = Path(__file__).parents[2]
until = partial(until_soon, seconds=200.0)
"""Bots and ingests start in processes of their own, on a machine that has other things to do."""

OLD, NEW = "02 555 09 01", "02 555 09 88"
QUESTION = "!vraag wat is het telefoonnummer van Tandpunt De Proef?"


@pytest.mark.timeout(900)
async def test_file_click_answer_and_rollback_survive_kills(lab: Lab) -> None:
    admin = await lab.person("an")
    settings = await asyncio.to_thread(lab.settings)
    zone, room = await admin.make_room(settings.user_id), await admin.make_room(settings.user_id)
    config = write_config(lab, settings, zone, room)
    first = write_csv(lab.folder, row(categories=""))
    await asyncio.to_thread(relais, config, settings, "ingest", "repertory", str(first), "--yes")
    bot = Running(config, settings, lab.folder / "output")
    lab.beside(bot)
    for where in (zone, room):
        await admin.joined_by(settings.user_id, where)

    rows = [row(categories="", phone=NEW), row(categories="", id="T-2", capacity="vol")]
    posted = await send_file(admin, room, csv_text(rows).encode(), "nieuw.csv")
    shown = await until(lambda: find(admin, room, settings, "1 gewijzigd"))
    assert OLD in shown["content"]["body"]
    assert NEW in shown["content"]["body"]
    assert shown["content"]["m.relates_to"]["event_id"] == posted
    changes = await until(lambda: find(admin, room, settings, "wijzigingen.csv"))
    assert f"T-1;Tandpunt De Proef;phone;{OLD};{NEW}" in await content_of(admin, changes)
    rejected = await until(lambda: find(admin, room, settings, "geweigerd.csv"))
    (line,) = list(csv.reader((await content_of(admin, rejected)).splitlines()[1:], delimiter=";"))
    assert line[1:6] == ["3", "2", "T-2", "capacity", "vol"]

    await bot.restart()  # the plan was in memory only
    await react(admin, room, shown["event_id"], "✅")
    await until(lambda: find(admin, room, settings, "Toegepast") or bot.is_applying())
    await bot.restart()  # somewhere between the click and the word about it
    await until(lambda: find(admin, room, settings, "Toegepast"))
    await ask(admin, zone)
    await until(lambda: find(admin, zone, settings, NEW))

    await admin.say(room, "!terug")
    question = await until(lambda: find(admin, room, settings, "Dit draai ik terug"))
    await react(admin, room, question["event_id"], "✅")
    await until(lambda: find(admin, room, settings, "Teruggedraaid: vanaf nu"))
    await ask(admin, zone)
    await until(lambda: find(admin, zone, settings, OLD))
    await admin.say(room, "!historique")
    history = await until(lambda: find(admin, room, settings, "Dernières mises à jour"))
    assert history["content"]["body"].count("nieuw.csv") == 2
    assert len([one for one in admin.texts(room, settings.user_id) if "Toegepast" in one]) == 1


class Running:
    """The bot in a process of its own. `tests.matrix.people.Stoppable`."""

    def __init__(self, config: Path, settings: MatrixSettings, output: Path) -> None:
        self._config = config
        self._settings = settings
        self._output = output
        self._process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        command = ["--config", str(self._config), "--data", str(self._settings.data_dir), "run"]
        with self._output.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "bot.cli", *command],
                cwd=ROOT,
                stdout=log,
                stderr=log,
                env={**os.environ, "RELAIS_PASSWORD": self._settings.password or ""},
            )

    def is_applying(self) -> bool:
        """Whether it has logged that an ingest is in use, which it says next."""
        return b"ingest_applied" in self._output.read_bytes()

    async def restart(self) -> None:
        """kill -9, and start again."""
        self._process.kill()
        await asyncio.to_thread(self._process.wait)
        self._process = self._start()

    async def stop(self) -> None:
        """In order."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            await asyncio.to_thread(self._process.wait, 30)


async def ask(person: Person, room: str) -> None:
    await person.say(room, QUESTION)


def find(person: Person, room: str, settings: MatrixSettings, words: str) -> dict[str, Any] | None:
    """The last message of the bot with these words."""
    found = [event for event in person.messages(room, settings.user_id) if words in event["content"]["body"]]
    return found[-1] if found else None


async def content_of(person: Person, event: dict[str, Any]) -> str:
    """The text of an encrypted file."""
    file = event["content"]["file"]
    answer = await person.client.download(file["url"])
    assert isinstance(answer, nio.MemoryDownloadResponse), answer
    data: bytes = decrypt_attachment(answer.body, file["key"]["k"], file["hashes"]["sha256"], file["iv"])
    return data.decode("utf-8-sig")


async def send_file(person: Person, room: str, data: bytes, name: str) -> str:
    upload, keys = await person.client.upload(io.BytesIO(data), "text/csv", encrypt=True, filesize=len(data))
    assert isinstance(upload, nio.UploadResponse)
    content = {"msgtype": "m.file", "body": name, "file": {"url": upload.content_uri, **keys}}
    return await person.send(room, "m.room.message", content)


def write_config(lab: Lab, settings: MatrixSettings, zone: str, admin: str) -> Path:
    path = lab.folder / "config.toml"
    path.write_text(
        f'[matrix]\nhomeserver = "{settings.homeserver}"\nuser_id = "{settings.user_id}"\n'
        f'[zones.noord]\nrooms = ["{zone}"]\n[rooms]\nadmin = ["{admin}"]\n',
        encoding="utf-8",
    )
    return path


def relais(config: Path, settings: MatrixSettings, *command: str) -> None:
    options = ["--config", str(config), "--data", str(settings.data_dir)]
    subprocess.run([sys.executable, "-m", "bot.cli", *options, *command], cwd=ROOT, check=True, capture_output=True)
