"""The documentation's commands are run, and its snippets are read, as an operator would."""

from __future__ import annotations

import csv
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from bot.cli import app
from bot.config_file import parse
from bot.provision.people import read_members
from tests.bot.documented import PAGES, ROOT, Snippet, blocks, check_synopsis, leaf, mentioned, of_relais, typed

AT_A_HOMESERVER = {"provision", "members", "trust", "run", "demo"}
"""Only read here; tests/matrix/test_documented.py runs those of docs/deploying.md."""

ABSENT = {"docker", "systemctl", "make", "curl", "python3", "/opt/relais/bin/pip", "register_new_matrix_user", "rm"}
"""Programs that cannot be run here, or must not: their lines are checked by the shell's syntax only. A line with any
other program has to run."""

AGENDA = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:test
BEGIN:VEVENT
UID:one@example.org
DTSTAMP:20261101T120000Z
DTSTART:20261201T120000Z
DTEND:20261201T130000Z
SUMMARY:Netwerklunch
END:VEVENT
END:VCALENDAR
"""

EVERY_LINE = [line for page in PAGES for line in typed(page)]


def _size(path: Path) -> tuple[bool, int]:
    return path.suffix == ".toml", path.stat().st_size


def _folder(tmp_path: Path) -> Path:
    """What an operator has beside the commands: a repertory, documents, an agenda, a list."""
    data = ROOT / "bot" / "demo" / "data"
    for name in ("repertory.csv", "taxonomy.csv"):
        shutil.copy(data / name, tmp_path / name)
    for name in ("documents", "plans", "bot/demo/data/documents"):
        (tmp_path / name).mkdir(parents=True)
        shutil.copy(min((data / "documents").glob("*.*"), key=_size), tmp_path / name)
    shutil.copy(data / "repertory.csv", tmp_path / "bot" / "demo" / "data")
    (tmp_path / "agenda.ics").write_text(AGENDA, "utf-8")
    (tmp_path / "people.csv").write_text(next(blocks(ROOT / "docs" / "deploying.md", "csv")).text, "utf-8")
    (tmp_path / "config.toml").write_text("", "utf-8")
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_of_relais_do_what_the_page_says(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = [(line, words) for line in typed(page) if (words := of_relais(line.text)) is not None]
    if not commands:
        return
    monkeypatch.chdir(_folder(tmp_path))
    for place in ("backups", "var/lib/relais"):
        (tmp_path / place).mkdir(parents=True)
    ran = 0
    for line, words in commands:
        here = [re.sub(r"^/(?=var/|backups/)", f"{tmp_path}/", word) for word in words]
        command, rest = leaf(here)
        if set(here) & AT_A_HOMESERVER:
            command.make_context(str(command.name), rest)
            continue
        if "backup" in here and not (tmp_path / "var/lib/relais/kb.sqlite").exists():
            source = tmp_path / "relais-data"
            if not source.exists():
                assert CliRunner().invoke(app, ["ingest", "repertory", "repertory.csv"]).exit_code == 0
            shutil.copytree(source, tmp_path / "var/lib/relais", dirs_exist_ok=True)
        done = CliRunner().invoke(app, here)
        allowed = (0, 1) if "doctor" in here else (0,)  # nothing is logged in here
        assert done.exit_code in allowed, f"{line}\n{done.output}{done.exception}"
        assert done.output.strip(), f"{line} says nothing"
        ran += 1
    assert ran or all(set(words) & AT_A_HOMESERVER for _, words in commands)


def test_other_programs_are_ones_that_are_known_and_well_written(tmp_path: Path) -> None:
    lines = [line for line in EVERY_LINE if not line.text.startswith("relais ")]
    script = "\n".join(line.text for line in lines)
    syntax = subprocess.run(["bash", "-n"], input=script, text=True, capture_output=True, check=False)
    assert syntax.returncode == 0, syntax.stderr
    for line in lines:
        if shlex.split(line.text)[0] in ABSENT:
            continue
        here = line.text.replace(" /etc/", f" {tmp_path}/etc/").replace(" /usr/local/", f" {tmp_path}/")
        here = here.replace(" deploy/", f" {ROOT}/deploy/")
        for place in ("etc/systemd/system", "bin"):
            (tmp_path / place).mkdir(parents=True, exist_ok=True)
        done = subprocess.run(["bash", "-ec", here], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{line}\n{done.stderr}"
    assert (tmp_path / "secrets").stat().st_mode & 0o077 == 0
    secret, again = (tmp_path / "secrets" / "postgres.env").read_text().splitlines()
    assert secret.partition("=")[2] == again.partition("=")[2] != ""
    assert (tmp_path / "etc/relais/password").stat().st_mode & 0o077 == 0
    assert len((tmp_path / "etc/relais/password").read_text().strip()) == 32


def test_programs_that_are_absent_are_told_what_exists() -> None:
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
    script = Path(sys.executable).with_name("register_new_matrix_user")
    options = subprocess.run([script, "--help"], capture_output=True, text=True, check=True).stdout
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    seen = set[str]()
    for line in EVERY_LINE:
        program, *words = shlex.split(line.text, comments=True)
        seen.add(program)
        if program == "make":
            assert words[0] in targets, line
        if program == "register_new_matrix_user" or "register_new_matrix_user" in words:
            asked = words[words.index("register_new_matrix_user") + 1 :] if program == "docker" else words
            assert all(word in options for word in asked if word.startswith("-")), line
        if program == "docker" and words[0] == "compose":
            named = [word for word in words[2:] if re.fullmatch("[a-z]+", word)]
            assert set(named[:1]) <= set(compose["services"]), line
        if program == "systemctl":
            assert words[-1] == "relais", line
    assert seen >= ABSENT - {"rm"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_settings_of_a_page_are_settings(page: Path) -> None:
    for block in blocks(page, "toml"):
        parse(block.text, str(block))


def test_the_list_of_members_is_one() -> None:
    (block,) = blocks(ROOT / "docs" / "deploying.md", "csv")
    rows = list(csv.DictReader(block.text.splitlines(), delimiter=";"))
    assert [member.zones for member in read_members(rows, parse("", "f").zones)] == [("noord",), ("noord", "zuid")]


def _every_mention() -> list[Snippet]:
    sources = [*PAGES, *sorted((ROOT / "bot").rglob("*.py"))]
    synopses = [line for line in EVERY_LINE if line.text.startswith("relais ")]
    return [*synopses, *(found for source in sources for found in mentioned(source))]


def test_every_command_that_is_mentioned_exists() -> None:
    """In the pages, and in what the program itself tells people to type."""
    wrong: list[str] = []
    mentions = _every_mention()
    for mention in mentions:
        try:
            check_synopsis(mention.text)
        except LookupError as error:
            wrong.append(f"{mention}: {error}")
    assert wrong == []
    assert len(mentions) > 100


@pytest.mark.parametrize(
    "text", ["relais provide", "relais ingest everything", "relais provision --now", "relais members invite X --twice"]
)
def test_a_command_that_does_not_exist_is_found(text: str) -> None:
    with pytest.raises(LookupError):
        check_synopsis(text)
