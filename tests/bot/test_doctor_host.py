"""What `relais doctor` says of secrets, disk and clock."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.config_file import parse
from bot.doctor_host import examine_clock, examine_host

NOW = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(("mode", "told"), [(0o600, False), (0o400, False), (0o640, True), (0o644, True)])
@pytest.mark.parametrize("key", ["password_file", "access_token_file"])
def test_a_secret_that_others_can_read_is_told(tmp_path: Path, key: str, mode: int, told: bool) -> None:
    secret = tmp_path / "secret"
    secret.write_text("x")
    secret.chmod(mode)
    found = list(examine_host(parse(f'[matrix]\n{key} = "{secret}"', "f"), tmp_path))
    assert [one.todo for one in found] == ([f"Run `chmod 600 {secret}`."] if told else [])


@pytest.mark.parametrize(("free", "needed"), [(5_000_000_000, None), (500_000_000, False), (50_000_000, True)])
def test_a_full_disk_is_told_before_it_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, needed: bool | None
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=free))
    found = list(examine_host(parse("", "f"), tmp_path / "not" / "yet"))
    assert [one.needed for one in found] == ([] if needed is None else [needed])


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("Sun, 22 Nov 2026 12:00:20 GMT", False),
        ("Sun, 22 Nov 2026 12:03:00 GMT", True),
        ("Sun, 22 Nov 2026 11:00:00 GMT", True),
        ("yesterday", False),
        (None, False),
    ],
)
def test_a_clock_that_is_not_the_homeservers_is_told(date: str | None, told: bool) -> None:
    assert bool(list(examine_clock(date, NOW))) is told


def test_a_monitor_reads_the_same_as_a_person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shown, read = CliRunner().invoke(app, ["doctor"]), CliRunner().invoke(app, ["doctor", "--json"])
    found = json.loads(read.output)
    assert all(set(one) == {"ok", "what", "todo", "needed"} for one in found)
    assert all(one["what"] in shown.output for one in found)
    assert shown.exit_code == read.exit_code == 1  # nothing was ingested
