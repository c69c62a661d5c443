"""`relais export`: the formats, by the ending or as asked, and what it says when it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from ingest.repertory import read_repertory
from tests.ingest.repertory_rows import TODAY, row, write_csv


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = write_csv(tmp_path, row(categories=""), row(id="T-2", categories=""))
    assert run(tmp_path / "data", "ingest", "repertory", str(path), "--yes") == 0
    return tmp_path / "data"


def run(data: Path, *arguments: str) -> int:
    return CliRunner().invoke(app, ["--data", str(data), "--now", "2026-11-22T12:00", *arguments]).exit_code


@pytest.mark.parametrize(
    ("name", "options", "found"),
    [
        ("uit.csv", (), "csv"),
        ("uit.xlsx", (), "xlsx"),
        ("uit.json", (), "hsds"),
        ("uit.txt", ("--format", "hsds"), "hsds"),
    ],
)
def test_export_reads_back_as_the_same_services(data: Path, name: str, options: tuple[str, ...], found: str) -> None:
    path = data.parent / name
    assert run(data, "export", str(path), *options) == 0
    parsed = read_repertory(path, today=TODAY)
    assert (parsed.format, len(parsed.services), parsed.rejected) == (found, 2, ())
    assert run(data, "ingest", "repertory", str(path), "--yes") == 0
    again = data.parent / f"weer-{name}"
    assert run(data, "export", str(again), *options) == 0
    assert again.read_bytes() == path.read_bytes()


@pytest.mark.parametrize("arguments", [("uit.doc",), ("/no/such/folder/uit.csv",)])
def test_export_that_cannot_be_fails(data: Path, arguments: tuple[str, ...]) -> None:
    assert run(data, "export", *arguments) == 1


def test_export_before_anything_was_ingested_fails_and_writes_nothing(tmp_path: Path) -> None:
    runner = CliRunner().invoke(app, ["--data", str(tmp_path / "leeg"), "export", str(tmp_path / "uit.csv")])
    assert runner.exit_code != 0
    assert "no knowledge base" in str(runner.exception)
    assert not (tmp_path / "uit.csv").exists()


def test_nothing_to_export_leaves_the_file_there_alone(tmp_path: Path) -> None:
    path = tmp_path / "mijn.csv"
    path.write_text("kostbaar")
    CliRunner().invoke(app, ["--data", str(tmp_path / "data"), "ingest", "agenda", str(path)])
    assert run(tmp_path / "data", "export", str(path)) == 1
    assert path.read_text() == "kostbaar"
