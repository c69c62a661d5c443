"""A homeserver in memory, as far as provisioning talks to it: rooms with state, who is in them, and who may do what."""

from __future__ import annotations

import itertools
from typing import Any
from urllib.parse import unquote

from bot.config_file import parse
from bot.errors import Refused, SlowedDown
from bot.matrix.http import MatrixRefused
from bot.provision.acts import Change
from bot.provision.converge import Convergence
from bot.provision.server import Server
from bot.provision.wanted import wanted_rooms
from bot.store_rooms import MadeRoom, Member

BOT, AN, BO, MO = "@relais:x", "@an:x", "@bo:x", "@mo:x"
SETTINGS = """
[provision]
moderators = ["@mo:x"]
sandbox = false
[zones.noord]
name_nl = "Noord"
name_fr = "Nord"
postcodes = ["1020"]
referral_persons = ["@an:x"]
"""


class FakeAccount:
    """Stands for bot.matrix.trust_account.Account. `limited`: acts that are answered with a wait without end;
    `forbidden`: people whom it does not let in."""

    user_id = BOT

    def __init__(self) -> None:
        self.rooms: dict[str, dict[tuple[str, str], dict[str, Any]]] = {}
        self.aliases: dict[str, str] = {}
        self.calls: list[tuple[str, str]] = []
        self.limited: set[str] = set()
        self.forbidden: set[str] = set()
        self.version = "12"
        self.summaries = True
        self._numbers = itertools.count(1)

    # --- what people do by hand ---

    def make(self, by: str, *people: str, version: str = "12", **content: Any) -> str:
        """A room of somebody's, with these people in it; `content` maps a kind of state ("name") to its content."""
        room_id = f"!r{next(self._numbers)}"
        self.rooms[room_id] = {}
        self.set(room_id, by, "m.room.create", {"room_version": version})
        users = {} if version == "12" else {by: 100}
        self.set(room_id, by, "m.room.power_levels", {"users": users})
        for user in (by, *people):
            self.set(room_id, user, "m.room.member", {"membership": "join"}, user)
        for kind, value in content.items():
            self.set(room_id, by, f"m.room.{kind}", value)
        return room_id

    def set(self, room_id: str, by: str, kind: str, content: Any, key: str = "") -> None:
        self.rooms[room_id][(kind, key)] = {
            "type": kind, "state_key": key, "sender": by, "content": content, "origin_server_ts": 1_000
        }  # fmt: skip

    def state(self, room_id: str, kind: str, key: str = "") -> Any:
        return self.rooms[room_id].get((kind, key), {}).get("content", {})

    def membership(self, room_id: str, user: str) -> str | None:
        found = self.state(room_id, "m.room.member", user).get("membership")
        return found if isinstance(found, str) else None

    # --- what the bot asks ---

    async def call_list(self, _method: str, path: str, *, what: str) -> list[Any]:
        assert path.endswith("/state"), what
        return list(self.rooms[unquote(path.split("/")[4])].values())

    async def upload(self, data: bytes, _mimetype: str, *, what: str) -> dict[str, Any]:
        assert data.startswith(b"\x89PNG"), what
        return {"content_uri": f"mxc://x/{len(data)}"}

    async def call(self, method: str, path: str, body: Any = None, *, what: str) -> dict[str, Any]:
        parts = [unquote(part) for part in path.partition("?")[0].split("/")[3:]]
        if method != "GET":
            self.calls.append((method, path))
        match parts:
            case ["joined_rooms"]:
                return {"joined_rooms": [room for room in self.rooms if self.membership(room, BOT) == "join"]}
            case ["capabilities"]:
                return {"capabilities": {"m.room_versions": {"default": self.version}}}
            case ["directory", "room", alias] if alias in self.aliases:
                return {"room_id": self.aliases[alias]}
            case ["room_summary", room_id] if self._open(room_id):
                return {}
            case ["room_summary", _] if not self.summaries:
                raise MatrixRefused(what, 404, {"errcode": "M_UNRECOGNIZED"})
            case ["join", room_id] if self._open(room_id):
                self.set(room_id, BOT, "m.room.member", {"membership": "join"}, BOT)
                return {}
            case ["createRoom"]:
                return {"room_id": self._create(body)}
            case ["rooms", room_id, "state", kind, *key]:
                self.set(room_id, BOT, kind, body, "/".join(key))
                return {}
            case ["rooms", room_id, ("invite" | "kick") as act]:
                if act in self.limited:
                    raise SlowedDown("The homeserver asks to wait 333 s.")
                if body["user_id"] in self.forbidden:
                    raise MatrixRefused(what, 403, {"errcode": "M_FORBIDDEN"})
                self.set(room_id, BOT, "m.room.member", {"membership": "invite" if act == "invite" else "leave"},
                         body["user_id"])  # fmt: skip
                return {}
        raise MatrixRefused(what, 404, {"errcode": "M_NOT_FOUND"})

    def _open(self, room_id: str) -> bool:
        return room_id in self.rooms and self.membership(room_id, BOT) == "invite"

    def _create(self, body: Any) -> str:
        users = body["power_level_content_override"].get("users", {})
        if (BOT in users) == (self.version == "12"):
            raise Refused("Creators stand in the list before version 12, and not from there on.")
        room_id = self.make(BOT, version=self.version)
        self.set(room_id, BOT, "m.room.create", {"room_version": self.version, **body["creation_content"]})
        self.set(room_id, BOT, "m.room.power_levels", body["power_level_content_override"])
        for event in body["initial_state"]:
            self.set(room_id, BOT, event["type"], event["content"], event["state_key"])
        if "room_alias_name" in body:
            self.aliases[f"#{body['room_alias_name']}:x"] = room_id
        return room_id


class World:
    """An operator with a database, at a homeserver in memory."""

    def __init__(self) -> None:
        self.account = FakeAccount()
        self.settings = SETTINGS
        self.kept: dict[str, MadeRoom] = {}
        self.people: tuple[Member, ...] = ()
        self.troubles: list[str] = []
        self.notes: list[str] = []

    async def server(self, *, dry: bool = False) -> Server:
        server = Server(self.account, dry=dry)  # type: ignore[arg-type]
        await server.look()
        return server

    async def provision(self, *, dry: bool = False) -> list[str]:
        """The lines that are said."""
        return [change.line for change in await self.changes(dry=dry)]

    async def changes(self, *, dry: bool = False) -> list[Change]:
        """What is done, or would be."""
        said: list[Change] = []
        work = Convergence(await self.server(dry=dry), self.kept.values(), self.people, said.append)
        await work.run(wanted_rooms(parse(self.settings, "config.toml")))
        self.troubles, self.notes = work.troubles, work.notes
        if not dry:
            self.kept |= {room.key: room for room in work.rooms}
        return said

    def room(self, key: str) -> str:
        return self.kept[key].room_id
