"""The fingerprint of the index follows every file that decides about stems."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from kb import index_version
from kb.index_version import CODE, LISTS, stems_fingerprint
from kb.terms import Analyzer


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "data").mkdir()
    for name in (*(f"data/{name}" for name in LISTS), *CODE):
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(index_version, "files", lambda _: tmp_path)
    return tmp_path


def fingerprint() -> str:
    return stems_fingerprint.__wrapped__()


@pytest.mark.parametrize("name", [*(f"data/{name}" for name in LISTS), *CODE])
def test_a_changed_file_changes_the_fingerprint(package: Path, name: str) -> None:
    before = fingerprint()
    assert fingerprint() == before
    (package / name).write_text("upgraded")
    assert fingerprint() != before


def test_every_named_file_is_in_the_package() -> None:
    package = Path(str(files("kb")))
    assert [name for name in (*(f"data/{n}" for n in LISTS), *CODE) if not (package / name).is_file()] == []


def test_the_analyzer_carries_it() -> None:
    assert Analyzer.load().fingerprint == stems_fingerprint()
