"""docs/deploying.md, typed by an operator who has an empty homeserver and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.store import Store
from bot.store_rooms import RoomStore
from tests.bot.documented import ROOT, blocks, of_relais, typed
from tests.matrix.people import Lab

PAGE = ROOT / "docs" / "deploying.md"
OFFLINE = {"ingest", "backup", "run"}
"""Run by tests/bot/test_documented.py; `relais run` serves until it is stopped."""


def test_from_an_empty_homeserver_to_five_zones(lab: Lab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    account = lab.account("relais")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))

    def as_here(text: str) -> str:
        """The page's homeserver and the bot's account are others here."""
        text = text.replace("https://example.org", lab.homeserver.url).replace("@relais:example.org", account.user_id)
        return text.replace("example.org", lab.homeserver.server_name)

    (tmp_path / "password").write_text(account.password)
    _, matrix, settings = blocks(PAGE, "toml")
    (tmp_path / "config.toml").write_text(as_here(matrix.text + settings.text), "utf-8")
    (tmp_path / "people.csv").write_text(as_here(next(blocks(PAGE, "csv")).text), "utf-8")

    said: dict[str, str] = {}
    for line in typed(PAGE):
        words = of_relais(as_here(line.text))
        if words and words[0] not in OFFLINE:
            done = CliRunner().invoke(app, words)
            assert done.exit_code in ((0, 1) if words[0] == "doctor" else (0,)), f"{line}\n{done.output}"
            said[line.text] = done.output

    store = Store(tmp_path / "relais-data" / "bot.sqlite")
    rooms = RoomStore(store).rooms()
    store.close()
    assert f"{len(rooms)} rooms in some ten seconds" in PAGE.read_text("utf-8")
    assert sum(room.kind is None for room in rooms) == 1 + 5
    assert "things changed" in said["relais provision"]
    assert "things changed" in said["relais members invite people.csv"]
    assert "take @an:" in said["relais members remove @an:example.org"]
    assert "take @bo:" in said['relais members remove --organisation "Maison B"']
    assert f"✓ Rooms: {len(rooms)} provisioned" in said["relais doctor"]
