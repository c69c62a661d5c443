"""`relais guard`: a contract that scripts depend on (design.md)."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from bot.cli import app


def test_json_has_one_object_per_line(tmp_path: Path) -> None:
    messages = "mon patient 93.08.21-976.15 n'a plus de mutuelle\nMerci Jean !\n"
    result = CliRunner().invoke(app, ["--data", str(tmp_path), "guard", "--json"], input=messages)
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert first == {
        "user_data": True,
        "findings": [{"kind": "national_number", "start": 12, "end": 27}],
        "cleaned": "mon patient [numéro national] n'a plus de mutuelle",
    }
    assert second == {"user_data": False, "findings": [], "cleaned": "Merci Jean !"}


def test_without_json_a_line_to_read(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["--data", str(tmp_path), "guard"], input="Mevr. Peeters valt vaak\n\nDag Sofie\n")
    assert result.stdout.splitlines() == ["name: Mevr. [naam] valt vaak", "-", "-"]
