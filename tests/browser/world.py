"""What the tour is made in: a homeserver, two provisioned zones with sample data, the bot, and people.

Everything lies in one folder that goes away with it; nothing that was started outlives the block.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import tempfile
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.demo import children
from bot.demo.homeserver import Account, Homeserver
from bot.demo.world import DATA, agenda_of
from bot.store import Store
from bot.store_rooms import RoomStore
from tests.matrix.people import Person, until

ZONE = "noord"
STOP_SECONDS = 12.0
COMMAND_SECONDS = 120
PEOPLE = {"relais": "Relais", "sofie": "Sofie", "yasmine": "Yasmine", "mo": "Mo", "an": "An", "amina": "Amina"}
"""Who there is, and how they are called. Sofie (nl) and Yasmine (fr) sit at the browser; Mo keeps the zone's frame,
An is its referral person, Amina its admin."""

_SETTINGS = """
[provision]
zones = ["noord", "centrum-west"]
themes = ["housing", "mental_health"]
admins = ["@amina:{server}"]
moderators = ["@mo:{server}"]
[zones.noord]
referral_persons = ["@an:{server}"]
moderators = ["@mo:{server}"]
contact_name = "An Voorbeeld"
contact_phone = "02 555 20 01"
[[cases.roster]]
zone = "noord"
user_id = "@an:{server}"
name = "An"
phone = "02 555 20 01"
hours = "24/7"
"""


class World:
    """Use as an async context manager. `rooms`: key of a provisioned room ("zone/noord") -> its id."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="relais-tour-"))
        self.homeserver = Homeserver(self._folder / "homeserver", server_name="relais.example")
        self.accounts: dict[str, Account] = {}
        self.rooms: dict[str, str] = {}
        self._bot: subprocess.Popen[bytes] | None = None
        self._people: list[Person] = []

    async def __aenter__(self) -> Self:
        try:
            self.homeserver.start()
            for name, shown in PEOPLE.items():
                self.accounts[name] = self.homeserver.register(name, f"secret of {name}", display_name=shown)
            self._configure()
            await self._fill()
            with (self._folder / "bot.log").open("ab") as log:
                self._bot = children.start([*self._relais, "run"], folder=Path.cwd(), log=log)
        except BaseException:
            await self.__aexit__(None, None, None)
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            for person in self._people:
                await person.close()
        finally:
            if kind is not None:
                print(self.log()[-4000:])
            if self._bot is not None:
                await asyncio.to_thread(children.stop, self._bot, STOP_SECONDS)
            self.homeserver.stop()
            shutil.rmtree(self._folder, ignore_errors=True)

    def id(self, name: str) -> str:
        return self.accounts[name].user_id

    def log(self) -> str:
        """What the bot told its operator."""
        path = self._folder / "bot.log"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    async def person(self, name: str, *rooms: str) -> Person:
        """Somebody without a browser: joins `rooms` (keys), then reads and writes there."""
        account = self.accounts[name]
        person = Person(account, self.homeserver.url, self._folder / name)
        self._people.append(person)
        for key in rooms:
            self.request("POST", f"join/{self.rooms[key]}", {}, who=name)
        await person.start()
        for key in rooms:
            if not key.startswith("space/"):
                await until(partial(_is_encrypted, person, self.rooms[key]))
        return person

    def request(self, method: str, path: str, body: object = None, *, who: str) -> dict[str, object]:
        """One request to the homeserver as somebody."""
        token = self.accounts[who].access_token
        return self.homeserver.request(method, f"/_matrix/client/v3/{path}", body, token=token)

    @property
    def _relais(self) -> list[str]:
        return ["-m", "bot.cli", "--config", str(self._folder / "config.toml"), "--data", str(self._folder / "data")]

    def _configure(self) -> None:
        secret = self._folder / "password"
        secret.touch(0o600)
        secret.write_text(self.accounts["relais"].password)
        head = (
            f'[matrix]\nhomeserver = "{self.homeserver.url}"\nuser_id = "{self.id("relais")}"\n'
            f"password_file = {json.dumps(str(secret))}\n"
        )
        settings = _SETTINGS.format(server=self.homeserver.server_name)
        (self._folder / "config.toml").write_text(head + settings, encoding="utf-8")

    async def _fill(self) -> None:
        """The sample data, the rooms, and the invitations of the two at the browser."""
        await self._run("ingest", "repertory", str(DATA / "repertory.csv"), "--yes")
        await self._run("ingest", "documents", str(DATA / "documents"))
        today = datetime.now(UTC).date()
        await self._run("ingest", "agenda", str(agenda_of(today, self._folder / "agenda.csv")))
        await self._run("provision")
        people = self._folder / "people.csv"
        rows = [f"{self.id('sofie')};nl;{ZONE};Huis A", f"{self.id('yasmine')};fr;{ZONE};Maison B"]
        people.write_text("matrix_id;language;zones;organisation\n" + "\n".join(rows) + "\n", encoding="utf-8")
        await self._run("members", "invite", str(people))
        store = Store(self._folder / "data" / "bot.sqlite")
        try:
            self.rooms = {room.key: room.room_id for room in RoomStore(store).rooms()}
        finally:
            store.close()

    async def _run(self, *arguments: str) -> None:
        """A command of Relais, to its end. Raises RuntimeError with its last words when it fails."""
        log = self._folder / "command.log"
        with log.open("wb") as output:
            process = children.start([*self._relais, *arguments], folder=Path.cwd(), log=output)
        try:
            await asyncio.to_thread(process.wait, COMMAND_SECONDS)
        finally:
            await asyncio.to_thread(children.stop, process, STOP_SECONDS)
        if process.returncode:
            said = log.read_text(encoding="utf-8", errors="replace")[-1500:]
            raise RuntimeError(f"`relais {' '.join(arguments[:2])}` failed: {said}")


def _is_encrypted(person: Person, room_id: str) -> bool:
    """As their client sees it: until then it would say everything in clear."""
    room = person.client.rooms.get(room_id)
    return room is not None and bool(room.encrypted)
