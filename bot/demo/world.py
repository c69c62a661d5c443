"""A small world to show Relais in: a homeserver, five encrypted zone rooms, sample data, and the bot itself.

Everything lies in one folder that goes away with it. The bot is the real one, started by the command a real operator
uses, with a configuration file that any operator could have written.
"""

from __future__ import annotations

import asyncio
import csv
import json
import os
import secrets
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.config import default_zones
from bot.demo import children
from bot.demo.homeserver import Account, Homeserver
from bot.errors import DemoError
from bot.matrix.person import Person

DATA = Path(__file__).parent / "data"
FRIDAY = 4
SERVER_NAME = "relais.demo"
PROFESSIONAL = "Sofie"
ADMIN = "Amina"

STOP_SECONDS = 12.0
"""The bot drains its outbox for at most ten seconds when it is asked to stop."""

_ENCRYPTED = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}

CONTACTS = {
    "noord": ("Leïla Voorbeeld", "02 555 20 01"),
    "noord-oost": ("Tom Exemple", "02 555 20 02"),
    "centrum-west": ("Nadia Voorbeeld", "02 555 20 03"),
    "zuid-oost": ("Luc Exemple", "02 555 20 04"),
    "zuid": ("Ann Voorbeeld", "02 555 20 05"),
}
"""Invented referral persons of the default zones; a person is always named as the way on."""


@dataclass(frozen=True, slots=True)
class ZoneRoom:
    """One zone's room in the demo."""

    zone: str
    name_nl: str
    name_fr: str
    room_id: str


class World:
    """Use as an async context manager: on leaving, everything is stopped and the folder is gone."""

    def __init__(self, *, now: str | None = None) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="relais-demo-"))
        self._homeserver = Homeserver(self._folder / "homeserver", server_name=SERVER_NAME)
        self._now = now
        self._bot: subprocess.Popen[bytes] | None = None
        self._accounts: dict[str, Account] = {}
        self.rooms: tuple[ZoneRoom, ...] = ()
        self.person: Person | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self.person is not None:
                await self.person.stop()
        finally:
            if self._bot is not None:
                children.stop(self._bot, STOP_SECONDS)
            self._homeserver.stop()
            shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def bot_id(self) -> str:
        return self._accounts["relais"].user_id

    @property
    def config(self) -> Path:
        return self._folder / "config.toml"

    @property
    def data(self) -> Path:
        return self._folder / "relais-data"

    def start_homeserver(self) -> None:
        """Synapse with three accounts and the five rooms; the bot is invited, the professional has joined."""
        self._homeserver.start()
        for localpart, name in (("relais", "Relais"), ("sofie", PROFESSIONAL), ("amina", ADMIN)):
            password = secrets.token_urlsafe(16)
            self._accounts[localpart] = self._homeserver.register(localpart, password, display_name=name)
        zones = default_zones()
        self.rooms = tuple(self._room(zone_id, zone.name_nl, zone.name_fr) for zone_id, zone in zones.items())
        self._write_config()

    async def ingest(self) -> None:
        """The sample repertory, documents and agenda, through the command line."""
        await self._relais("ingest", "repertory", str(DATA / "repertory.csv"), "--yes")
        await self._relais("ingest", "documents", str(DATA / "documents"))
        now = datetime.fromisoformat(self._now) if self._now else datetime.now(UTC)
        await self._relais("ingest", "agenda", str(agenda_of(now.date(), self._folder / "agenda.csv")))

    async def start_bot(self) -> None:
        """The bot as an operator starts it, and a professional who waits until it is in every room."""
        with (self._folder / "bot.log").open("ab") as log:
            self._bot = children.start([*self._command(), "run"], folder=self._folder, log=log)
        account = self._accounts["sofie"]
        self.person = Person(
            self._homeserver.url,
            account.user_id,
            account.device_id,
            account.access_token,
            self._folder / "sofie",
        )
        await self.person.start()
        try:
            await asyncio.gather(*(self.person.until_reads(room.room_id, self.bot_id) for room in self.rooms))
        except DemoError:
            raise DemoError(f"The bot did not come into the rooms. {self.last_words()}") from None

    def last_words(self) -> str:
        """What became of the bot, for an error message."""
        if self._bot is not None and self._bot.poll() is not None:
            return f"It stopped: {_last_line(self._folder / 'bot.log')}"
        return "It is running but does not answer."

    def _room(self, zone_id: str, name_nl: str, name_fr: str) -> ZoneRoom:
        admin, bot, person = (self._accounts[name] for name in ("amina", "relais", "sofie"))
        room_id = self._homeserver.request(
            "POST",
            "/_matrix/client/v3/createRoom",
            {
                "name": name_nl if name_nl == name_fr else f"{name_nl} / {name_fr}",
                "preset": "private_chat",
                "room_alias_name": zone_id,
                "invite": [bot.user_id, person.user_id],
                "initial_state": [_ENCRYPTED],
            },
            token=admin.access_token,
        )["room_id"]
        self._homeserver.request("POST", f"/_matrix/client/v3/join/{room_id}", {}, token=person.access_token)
        return ZoneRoom(zone_id, name_nl, name_fr, room_id)

    def _write_config(self) -> None:
        password = self._folder / "password"
        with os.fdopen(os.open(password, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(self._accounts["relais"].password)
        lines = [
            "[matrix]",
            f"homeserver = {json.dumps(self._homeserver.url)}",
            f"user_id = {json.dumps(self.bot_id)}",
            f"password_file = {json.dumps(str(password))}",
        ]
        for room in self.rooms:
            name, phone = CONTACTS.get(room.zone, ("", ""))
            lines += [
                f"[zones.{room.zone}]",
                f"rooms = [{json.dumps(room.room_id)}]",
                f"contact_name = {json.dumps(name, ensure_ascii=False)}",
                f"contact_phone = {json.dumps(phone)}",
            ]
        self.config.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def _command(self) -> list[str]:
        command = ["-c", "from bot.cli import main; main()", "--config", str(self.config), "--data", str(self.data)]
        return [*command, "--now", self._now] if self._now else command

    async def _relais(self, *arguments: str) -> None:
        """Run a command of Relais to its end, or, when this is cancelled, not that far."""
        log = self._folder / "command.log"
        with log.open("wb") as output:
            process = children.start([*self._command(), *arguments], folder=self._folder, log=output)
        try:
            await asyncio.to_thread(process.wait)
        finally:
            children.stop(process, STOP_SECONDS)
        if process.returncode:
            raise DemoError(f"`relais {' '.join(arguments[:2])}` failed: {_last_line(log)}")


def agenda_of(today: date, path: Path) -> Path:
    """The sample agenda, written to `path`: its events lie so many days after `today`, whenever the demo is
    shown, on working days."""
    with (
        (DATA / "agenda.csv").open(encoding="utf-8", newline="") as file,
        path.open("w", encoding="utf-8", newline="") as out,
    ):
        rows = list(csv.DictReader(file))
        writer = csv.DictWriter(out, ["start", "end", *rows[0]])
        writer.writeheader()
        for row in rows:
            day = today + timedelta(days=int(row["in_days"]))
            day += timedelta(days=7 - day.weekday() if day.weekday() > FRIDAY else 0)
            writer.writerow({**row, "start": f"{day} {row['from']:0>5}", "end": f"{day} {row['to']:0>5}"})
    return path


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1] if lines else "it said nothing"
