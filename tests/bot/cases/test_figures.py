"""Counts never show fewer than five, nor let them be reckoned from a total."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from bot.cases.figures import figures
from bot.cases.states import Event
from bot.cli import app
from bot.store import Store
from bot.store_cases import CaseStore
from tests.bot.cases.life import ASKER, MONDAY


def test_small_counts_are_hidden_with_the_next_one() -> None:
    rows = [
        ("noord", "a", "2026-11", "sent", "", 7),
        ("zuid", "a", "2026-11", "sent", "", 2),
        ("west", "a", "2026-11", "sent", "", 9),
    ]
    shown = {(one.column, one.value): one.count for one in figures(rows)}
    assert shown["zone", "zuid"] is None
    assert shown["zone", "noord"] is None  # or 18 - 7 - 9 would tell
    assert shown["zone", "west"] == 9
    assert shown["theme", "a"] == 18


def test_the_command_lists_open_cases_without_anybodys_name(tmp_path: Path) -> None:
    store = Store(tmp_path / "bot.sqlite")
    kept = CaseStore(store)
    for number in range(6):
        case = kept.begin(ASKER, "noord", "nl", f"$b{number}", MONDAY)
        kept.advance(case.number, Event.SEND, f"$s{number}", MONDAY)
    store.close()
    options = ["--data", str(tmp_path), "--now", "2026-11-23T15:00:00+01:00"]
    plain = CliRunner().invoke(app, [*options, "cases"])
    assert plain.output.splitlines()[:2] == ["6 open", "  1 · noord · sent · 5 h"]
    found = json.loads(CliRunner().invoke(app, [*options, "cases", "--json"]).output)
    assert len(found["open"]) == 6
    assert {"column": "zone", "value": "noord", "count": 6} in found["counts"]
    assert ASKER not in plain.output
    assert CliRunner().invoke(app, [*options, "cases", "--zone", "west"]).exit_code == 1
