"""`relais provision` and `relais members` against a real homeserver: made once, mended, moved."""

from __future__ import annotations

import json
import os
import re
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.demo.homeserver import Account, Homeserver
from bot.store import Store
from bot.store_people import PeopleStore, Traces
from bot.store_rooms import RoomStore
from tests.matrix.people import Lab

ZONES = """
[provision]
admins = ["{admin}"]
themes = ["housing"]
[zones.noord]
name_nl = "Noord"
name_fr = "Nord"
postcodes = ["1020"]
moderators = ["{moderator}"]
referral_persons = ["{referent}"]
[zones.zuid]
name_nl = "Zuid"
name_fr = "Sud"
postcodes = ["1180"]
"""


class Operator:
    """Runs the command line on a folder of its own."""

    def __init__(self, lab: Lab, folder: Path) -> None:
        self.homeserver: Homeserver = lab.homeserver
        self.people: dict[str, Account] = {name: lab.account(name) for name in ("bot", "ad", "mo", "re", "an")}
        self.folder = folder
        secret = folder / "password"
        secret.write_text(self.people["bot"].password)
        head = (
            f'[matrix]\nhomeserver = "{lab.homeserver.url}"\nuser_id = "{self.id("bot")}"\n'
            f"password_file = {json.dumps(str(secret))}\n"
        )
        zones = ZONES.format(admin=self.id("ad"), moderator=self.id("mo"), referent=self.id("re"))
        (folder / "config.toml").write_text(head + zones)

    def id(self, name: str) -> str:
        return self.people[name].user_id

    def run(self, *arguments: str) -> Result:
        options = ["--config", str(self.folder / "config.toml"), "--data", str(self.folder / "data")]
        return CliRunner().invoke(app, [*options, *arguments])

    def configure(self, line: str) -> None:
        """One more setting of the zone noord."""
        config = self.folder / "config.toml"
        config.write_text(config.read_text().replace('name_nl = "Noord"', f'{line}\nname_nl = "Noord"'))

    def delete(self, room: str) -> None:
        """As an administrator of the homeserver does it, and waits until it is done."""
        root = self.homeserver.register("root", "secret of root", admin=True).access_token
        asked = self.homeserver.request("DELETE", f"/_synapse/admin/v2/rooms/{room}", {"purge": True}, token=root)
        path = f"/_synapse/admin/v2/rooms/delete_status/{asked['delete_id']}"
        while self.homeserver.request("GET", path, token=root)["status"] not in ("complete", "failed"):
            time.sleep(0.05)

    def rooms(self) -> dict[str, str]:
        store = Store(self.folder / "data" / "bot.sqlite")
        try:
            return {room.key: room.room_id for room in RoomStore(store).rooms()}
        finally:
            store.close()

    def ask(self, method: str, path: str, body: object = None, who: str = "bot") -> Any:
        token = self.people[who].access_token
        return self.homeserver.request(method, f"/_matrix/client/v3/{path}", body, token=token)

    def state(self, room: str, kind: str, key: str = "") -> dict[str, Any]:
        found: dict[str, Any] = self.ask("GET", f"rooms/{room}/state/{kind}/{key}")
        return found

    def membership(self, room: str, name: str) -> str:
        return str(self.state(room, "m.room.member", self.id(name))["membership"])


@pytest.fixture
def operator(lab: Lab, tmp_path: Path) -> Operator:
    return Operator(lab, tmp_path)


def test_rooms_are_made_once_and_a_lost_one_is_mended(operator: Operator) -> None:
    plan = operator.run("provision", "--dry-run")
    assert plan.exit_code == 0, plan.output
    assert "would make the Space Zorgzone Noord / Bassin Nord" in plan.output
    made = operator.run("provision")
    assert made.exit_code == 0, made.output
    assert re.sub(r" in \d+ s", "", made.output) == plan.output.replace("would ", "").replace("change.", "changed.")
    rooms = operator.rooms()
    assert len(rooms) == 1 + 3 + (1 + 3 + 1 + 1) + (1 + 3 + 1)

    zone, space = rooms["zone/noord"], rooms["space/noord"]
    assert operator.state(zone, "m.room.encryption")["algorithm"] == "m.megolm.v1.aes-sha2"
    assert operator.state(zone, "m.room.join_rules")["allow"][0]["room_id"] == space
    assert operator.state(zone, "m.room.history_visibility") == {"history_visibility": "joined"}
    assert operator.state(space, "m.space.child", zone)["via"]
    assert operator.state(rooms["agenda/noord"], "m.room.power_levels")["events_default"] == 50
    assert operator.membership(rooms["referral/noord"], "re") == "invite"
    assert operator.state(zone, "m.room.power_levels")["users"][operator.id("mo")] == 50
    assert operator.state(zone, "m.room.avatar")["url"].startswith("mxc://")

    again = operator.run("provision")
    assert again.output == "Everything is as it should be.\n"
    assert operator.rooms() == rooms

    well = operator.run("doctor").output
    assert f"✓ Rooms: {len(rooms)} provisioned, as the settings say" in well
    assert "Modération Nord: nobody is there yet" in well

    for path in (operator.folder / "data").glob("bot.sqlite*"):
        os.unlink(path)
    assert operator.run("provision").output == "Everything is as it should be.\n"
    assert operator.rooms() == rooms

    operator.ask("PUT", f"rooms/{rooms['sandbox/region']}/state/m.room.join_rules/", {"join_rule": "public"})
    operator.delete(zone)
    ill = operator.run("doctor")
    assert ill.exit_code == 1
    for lack in ("is not open to members of its Space", "the room Noord / Nord is missing", "its Space does not list"):
        assert lack in ill.output
    mended = operator.run("provision")
    assert f"make the room Noord / Nord in place of {zone}" in mended.output
    assert operator.rooms()["zone/noord"] != zone
    assert operator.state(space, "m.space.child", zone) == {}
    assert operator.run("provision").output == "Everything is as it should be.\n"


def test_a_room_upgraded_in_a_client_is_followed_with_its_people(operator: Operator) -> None:
    levels = {"users": {operator.id("ad"): 100, operator.id("bot"): 100}}
    body = {
        "room_version": "10",
        "invite": [operator.id("bot"), operator.id("an")],
        "power_level_content_override": levels,
    }
    old = operator.ask("POST", "createRoom", body, who="ad")["room_id"]
    operator.ask("POST", f"join/{old}", {}, who="an")
    operator.configure(f'rooms = ["{old}"]')
    adopted = operator.run("provision")
    assert adopted.exit_code == 0, adopted.output
    assert f"Noord / Nord: go into {old}" in adopted.output
    assert f"adopt Noord / Nord ({old})" in adopted.output

    new = operator.ask("POST", f"rooms/{old}/upgrade", {"new_version": "12"}, who="ad")["replacement_room"]
    followed = operator.run("provision")
    assert followed.exit_code == 0, followed.output
    rooms = operator.rooms()
    assert rooms["zone/noord"] == new
    assert operator.membership(new, "bot") == "join"
    assert operator.membership(new, "an") == "invite"
    assert operator.state(rooms["space/noord"], "m.space.child", old) == {}
    assert operator.state(rooms["space/noord"], "m.space.child", new)["via"]
    assert operator.run("provision").output == "Everything is as it should be.\n"


def test_members_are_invited_moved_and_taken_out(operator: Operator, tmp_path: Path) -> None:
    operator.run("provision")
    rooms, people = operator.rooms(), tmp_path / "people.csv"
    people.write_text(f"matrix_id;language;zones;organisation\n{operator.id('an')};fr;noord;Huis A\n", "utf-8")
    invited = operator.run("members", "invite", str(people))
    assert invited.exit_code == 0, invited.output
    for key in ("space/region", "space/noord", "zone/noord", "agenda/noord"):
        assert operator.membership(rooms[key], "an") == "invite", key
    operator.ask("POST", f"join/{rooms['zone/noord']}", {}, who="an")
    assert operator.run("members", "invite", str(people)).output == "Nothing to change.\n"

    people.write_text(f"matrix_id,zones\n{operator.id('an')},zuid\n{operator.id('re')},zuid\n", "utf-8")
    assert operator.run("members", "invite", str(people)).exit_code == 0
    assert operator.membership(rooms["zone/noord"], "an") == "leave"
    assert operator.membership(rooms["zone/zuid"], "an") == "invite"
    # A role is not lost by living in another zone.
    assert operator.membership(rooms["referral/noord"], "re") == "invite"

    people.write_text(f"matrix_id,zones,organisation\n{operator.id('an')},zuid,Huis A\n", "utf-8")
    operator.run("members", "invite", str(people))
    gone = operator.run("members", "remove", "--organisation", "huis a")
    assert gone.exit_code == 0, gone.output
    assert operator.membership(rooms["zone/zuid"], "an") == "leave"
    assert operator.membership(rooms["space/region"], "an") == "leave"
    store = Store(operator.folder / "data" / "bot.sqlite")
    assert PeopleStore(store).about(operator.id("an")) == Traces(False, 0, 0, 0)
    store.close()
