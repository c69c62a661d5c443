"""The command line as scripts see it: what is printed where, and exit statuses."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main

HEADER = (
    "id,organization_nl,organization_fr,name_nl,name_fr,description_nl,description_fr,categories,target_groups,languages,"
    "street_nl,street_fr,house_number,postal_code,municipality_nl,municipality_fr,latitude,longitude,phone,email,website,"
    "opening_hours,conditions_nl,conditions_fr,cost_nl,cost_fr,zones,capacity,capacity_date,waiting_weeks,wheelchair,"
    "low_threshold,status,last_verified"
)
TAXONOMY = "code,parent,label_nl,label_fr,label_en,pictogram\nGP,,Huisartsen,Médecine générale,General practice,🩺\n"
NAMES = (
    "De Wilg",
    "De Eik",
    "De Linde",
    "De Berk",
    "De Es",
    "De Olm",
    "De Spar",
    "De Den",
    "De Haag",
    "De Iep",
    "De Els",
)


def row(n: int) -> str:
    name = NAMES[n]
    return ",".join((
        f"s{n},{name},{name},Huisartsenpraktijk {name},Cabinet médical {name}",
        "Huisartsen voor de buurt.,Médecins pour le quartier.,GP,all,nl;fr",
        f"Dorpsstraat,Rue du Village,{n + 1},1020,Laken,Laeken,50.88,4.35,02 555 90 0{n % 10},,",
        "Mo-Fr 09:00-17:00,,,Gratis,Gratuit,,open,2026-11-01,,yes,yes,active,2026-11-01",
    ))  # fmt: skip


def rows(count: int) -> str:
    return "\n".join([HEADER, *(row(n) for n in range(count))]) + "\n"


class Relais:
    """Runs the command in a folder of its own and keeps what it printed."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._monkeypatch, self._capsys = folder, monkeypatch, capsys
        self.out = self.err = ""

    def __call__(self, *arguments: str) -> int:
        self._monkeypatch.setattr(sys, "argv", ["relais", "--now", "2026-11-22T14:00", *arguments])
        self._capsys.readouterr()
        try:
            main()
        except SystemExit as end:
            status = 0 if end.code is None else int(end.code)
        self.out, self.err = self._capsys.readouterr()
        assert "Traceback" not in self.err
        return status

    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def relais(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Relais:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RELAIS_CONFIG", raising=False)
    (tmp_path / "taxonomy.csv").write_text(TAXONOMY, encoding="utf-8")
    (tmp_path / "all.csv").write_text(rows(11), encoding="utf-8")
    (tmp_path / "most.csv").write_text(rows(10), encoding="utf-8")
    (tmp_path / "half.csv").write_text(rows(5), encoding="utf-8")
    return Relais(tmp_path, monkeypatch, capsys)


@pytest.fixture(scope="session")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with eleven services, made once and copied by those who want it."""
    folder = tmp_path_factory.mktemp("ingested")
    (folder / "all.csv").write_text(rows(11), encoding="utf-8")
    (folder / "taxonomy.csv").write_text(TAXONOMY, encoding="utf-8")
    command = [sys.executable, "-m", "bot.cli", "--now", "2026-11-22T14:00", "--data", str(folder / "relais-data")]
    subprocess.run([*command, "ingest", "repertory", str(folder / "all.csv")], check=True, capture_output=True)
    return folder / "relais-data"


@pytest.fixture
def filled(relais: Relais, ingested: Path) -> Relais:
    shutil.copytree(ingested, relais.folder / "relais-data")
    (relais.folder / "relais-data").chmod(0o700)
    return relais


def test_a_first_ingest_needs_no_agreement(relais: Relais) -> None:
    assert relais("ingest", "repertory", "all.csv", "--json") == 0
    result = relais.json()
    assert set(result) == {"added", "changed", "removed", "unchanged", "rejected", "applied", "generation"}
    assert (len(result["added"]), result["applied"], result["generation"]) == (11, True, 1)


def test_a_dry_run_changes_nothing_and_leaves_no_folder(relais: Relais) -> None:
    assert relais("ingest", "repertory", "all.csv", "--dry-run", "--json") == 0
    assert (relais.json()["applied"], relais.json()["generation"]) == (False, 0)
    assert not (relais.folder / "relais-data").exists()


def test_a_small_removal_is_applied_without_a_terminal(filled: Relais) -> None:
    # One of eleven is less than a tenth.
    assert filled("ingest", "repertory", "most.csv", "--json") == 0
    assert (filled.json()["removed"], filled.json()["applied"]) == (["s10"], True)


def test_a_large_removal_needs_yes_without_a_terminal(filled: Relais) -> None:
    assert filled("ingest", "repertory", "half.csv", "--json") == 1
    assert filled.json()["applied"] is False
    assert filled.err.count("\n") == 1
    assert "--yes" in filled.err
    assert filled("ingest", "repertory", "half.csv", "--yes", "--json") == 0
    assert filled.json()["applied"] is True


def test_the_history_tells_and_a_rollback_takes_back(filled: Relais) -> None:
    assert filled("ingest", "repertory", "half.csv", "--yes") == 0
    assert filled("ingest", "rollback") == 0
    assert filled("ingest", "history", "--json") == 0
    assert [entry["kind"] for entry in filled.json()] == ["repertory", "repertory", "rollback"]
    assert filled("ingest", "repertory", "all.csv", "--json") == 0
    assert filled.json()["unchanged"] == 11


def test_a_rejected_row_is_told_and_does_not_stop_the_others(relais: Relais) -> None:
    text = rows(2).replace("s1,", ",", 1)
    (relais.folder / "bad.csv").write_text(text, encoding="utf-8")
    assert relais("ingest", "repertory", "bad.csv") == 0
    assert "1 added" in relais.out
    assert "Rejected row 2 (line 3), id:" in relais.out


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("ingest", "repertory", "none.csv"), 1, "none.csv does not exist"),
        (("ingest", "repertory", "empty.csv"), 1, "empty"),
        (("ingest", "documents", "none.txt"), 1, "none.txt does not exist"),
        (("ingest", "documents", "empty.csv"), 1, "empty"),
        (("ingest", "rollback"), 1, "There is no ingest to undo"),
        (("ingest", "history"), 1, "There is no knowledge base"),
        (("ask", "huisarts"), 1, "Nothing was ingested"),
        (("ask", "huisarts", "--zone", "mars"), 1, "'mars' is not a zone"),
        (("ask", "--batch", "none.jsonl"), 1, "none.jsonl"),
        (("evaluate", "none.jsonl"), 1, "none.jsonl cannot be read"),
        (("run",), 1, "matrix.homeserver is missing"),
        (("--config", "none.toml", "ask", "x"), 1, "none.toml does not exist"),
    ],
)
def test_what_cannot_be_done_is_one_clear_line(
    relais: Relais, arguments: tuple[str, ...], status: int, says: str
) -> None:
    (relais.folder / "empty.csv").touch()
    assert relais(*arguments) == status
    assert says in relais.err
    assert relais.err.strip().count("\n") == 0
    assert relais.err.startswith("relais: ")


@pytest.mark.parametrize(
    "arguments",
    [("ask",), ("ask", "x", "--batch", "y"), ("nonsense",), ("--now", "later", "ask", "x"), ("ask", "x", "--top", "0")],
)
def test_wrong_usage_has_status_two(relais: Relais, arguments: tuple[str, ...]) -> None:
    assert relais(*arguments) == 2


def test_a_failed_ingest_leaves_what_was_there(filled: Relais) -> None:
    (filled.folder / "latin.csv").write_bytes(b"\xff\xfe\x00nothing")
    assert filled("ingest", "repertory", "latin.csv") == 1
    assert filled("ask", "huisarts in Laken", "--json") == 0
    assert filled.json()["services"]


def test_ask_prints_the_contract(filled: Relais) -> None:
    assert filled("ask", "huisarts in Laken", "--zone", "noord", "--top", "4", "--json") == 0
    result = filled.json()
    assert set(result) == {"lang", "answered", "confidence", "services", "passages", "text", "took_ms"}
    assert len(result["services"]) == 4
    assert set(result["services"][0]) == {"id", "score", "zone"}
    assert result["lang"] == "nl"


def test_ask_prints_what_a_person_reads(filled: Relais) -> None:
    assert filled("ask", "bestaat De Wilg nog?") == 0
    assert "De Wilg" in filled.out
    assert not filled.out.startswith("{")


def test_explain_adds_what_was_understood(filled: Relais) -> None:
    assert filled("ask", "huisarts in Laken", "--explain", "--json") == 0
    assert filled.json()["understanding"]["places"][0]["label"]
    assert "reasons" in filled.json()


def test_a_batch_answers_every_line_and_tells_the_malformed_ones(filled: Relais) -> None:
    lines = [
        '{"id": "a", "question": "huisarts in Laken", "zone": "noord", "lang": "zz", "other": 1}',
        "not json",
        '{"id": "b"}',
        '{"id": "c", "question": "médecin\u2028à Laeken", "asked_at": "2026-11-22T20:00"}',
        '{"id": "d", "question": "x", "asked_at": "gisteren"}',
        '{"id": "far", "question": "x", "asked_at": "9999-12-31T23:59:59"}',
        "[1]",
        '{"id": 7, "question": "huisarts", "zone": "mars"}',
    ]
    (filled.folder / "batch.jsonl").write_text("\n".join(lines) + "\n\n", encoding="utf-8")
    assert filled("ask", "--batch", "batch.jsonl", "--json") == 1
    results = [json.loads(line) for line in filled.out.split("\n") if line]
    assert [result["id"] for result in results] == ["a", None, "b", "c", "d", "far", None, 7]
    assert ["error" in result for result in results] == [False, True, True, False, True, True, True, False]
    assert "not in the configuration: 1 of 8 questions" in filled.err


def test_a_batch_without_mistakes_has_status_zero(filled: Relais) -> None:
    (filled.folder / "batch.jsonl").write_text('{"id": "a", "question": "huisarts"}', encoding="utf-8")
    assert filled("ask", "--batch", "batch.jsonl") == 0


def test_documents_are_ingested_and_quoted(filled: Relais) -> None:
    text = (
        "Zoneplan\n\n1. Vervoer\n\n"
        + "De zone wil een belbus naar de dialyse inleggen voor wie slecht te been is. " * 6
    )
    (filled.folder / "zoneplan.txt").write_text(text, encoding="utf-8")
    (filled.folder / "empty.txt").touch()
    assert filled("ingest", "documents", "zoneplan.txt", "empty.txt", "--json") == 1
    assert filled.json()["generation"] == 2
    assert "empty.txt is empty" in filled.err
    assert filled("ask", "belbus naar de dialyse", "--json") == 0
    assert filled.json()["passages"][0]["document"] == "zoneplan"


def test_evaluate_prints_figures_and_compares(filled: Relais) -> None:
    line = '{"id": "q", "question": "huisartsenpraktijk De Wilg", "expected_ids": ["s0"], "lang": "nl", "zone": "mars"}'
    (filled.folder / "questions.jsonl").write_text(line, encoding="utf-8")
    assert filled("evaluate", "questions.jsonl", "--json") == 0
    assert filled.json()["questions"][0]["rank"] == 1
    (filled.folder / "before.json").write_text(filled.out, encoding="utf-8")
    assert filled("evaluate", "questions.jsonl", "--compare", "before.json", "--zone", "noord") == 0
    assert "R@5" in filled.out
    assert "Compared with before.json" in filled.out
    assert filled("evaluate", "questions.jsonl", "--compare", "questions.jsonl") == 1


def test_zones_of_a_file_need_no_homeserver(relais: Relais) -> None:
    (relais.folder / "zones.toml").write_text(
        '[zones.a]\nname_nl = "A"\nname_fr = "A"\npostcodes = ["1020"]\n', encoding="utf-8"
    )
    assert relais("--config", "zones.toml", "--data", "elsewhere", "ingest", "repertory", "all.csv") == 0
    assert relais("--config", "zones.toml", "--data", "elsewhere", "ask", "huisarts", "--zone", "a", "--json") == 0
    assert relais.json()["services"][0]["zone"] == "a"


def test_doctor_tells_what_is_there_and_what_to_do(filled: Relais) -> None:
    assert filled("doctor") == 1
    assert "✓ Configuration: 5 zones" in filled.out
    assert "✓ Knowledge: generation 1, 11 services" in filled.out
    assert "✓ Model: builtin" in filled.out
    assert "✗ Matrix settings: matrix.homeserver is missing" in filled.out


def test_doctor_works_where_nothing_is_and_makes_nothing(relais: Relais) -> None:
    (relais.folder / "config.toml").write_text("[nonsense]", encoding="utf-8")
    assert relais("doctor") == 1
    assert "✗ Configuration: config.toml: nonsense is not a setting" in relais.out
    assert "→ Run `relais ingest repertory PATH`." in relais.out
    assert not (relais.folder / "relais-data").exists()
