"""The files to deploy with say what they promise, as far as a machine without Docker can tell."""

from __future__ import annotations

import fnmatch
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml

ROOT = Path(__file__).parents[2]
SPECIFICATION = Path(__file__).parent / "compose_spec" / "schema.json"
"""The Compose specification's own schema (github.com/compose-spec/compose-spec, Apache-2.0)."""

WORST_EXPOSURE = 13
"""In tenths, as systemd-analyze counts: docs/deploying.md tells the figure."""


@pytest.fixture
def dockerfile() -> list[list[str]]:
    """Its instructions, continued lines joined."""
    text = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
    return [line.split(maxsplit=1) for line in text.splitlines() if line and not line.startswith("#")]


@pytest.fixture
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
    return loaded


def _ignored(name: str) -> bool:
    patterns = (ROOT / ".dockerignore").read_text("utf-8").split()
    return any(fnmatch.fnmatch(name, pattern.removeprefix("**/")) for pattern in patterns)


def test_the_container_is_not_root_and_has_what_it_copies(dockerfile: list[list[str]]) -> None:
    instructions = [instruction for instruction, *_ in dockerfile]
    assert instructions.index("USER") < instructions.index("ENTRYPOINT")
    (user,) = [words for instruction, words in dockerfile if instruction == "USER"]
    assert all(int(number) >= 1000 for number in user.split(":"))
    copied = [
        words.split()[:-1] for instruction, words in dockerfile if instruction == "COPY" and "--from" not in words
    ]
    names = {name for words in copied for name in words}
    assert names == {"pyproject.toml", "README.md", "LICENSE", "bot", "kb", "ingest"}
    assert [name for name in names if not (ROOT / name).exists() or _ignored(name)] == []
    assert all(_ignored(name) for name in (".git", ".venv", "relais-data", "secrets", ".env", "config.toml"))


@pytest.mark.skipif(shutil.which("hadolint") is None, reason="hadolint is not on this machine")
def test_the_dockerfile_is_well_written() -> None:
    done = subprocess.run(["hadolint", ROOT / "Dockerfile"], capture_output=True, text=True, check=False)
    assert done.stdout == ""


def test_the_program_starts_as_the_container_starts_it(dockerfile: list[list[str]]) -> None:
    by_name = dict(dockerfile)
    arguments = [*json.loads(by_name["ENTRYPOINT"]), *json.loads(by_name["CMD"]), "--help"]
    program = Path(sys.executable).with_name(arguments[0])
    done = subprocess.run([program, *arguments[1:]], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Serve the rooms" in done.stdout


class _Page(BaseHTTPRequestHandler):
    """Answers every address with the status that stands in its server's `status`."""

    def do_GET(self) -> None:
        self.send_response(self.server.status)  # type: ignore[attr-defined]
        self.end_headers()

    def log_message(self, *_arguments: Any) -> None:
        pass


@contextmanager
def _served(status: int | None) -> Iterator[int]:
    """The port of such a page; with None nobody listens there."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Page)
    server.status = status  # type: ignore[attr-defined]
    if status is None:
        server.server_close()
        yield server.server_port
        return
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize(("status", "healthy"), [(200, True), (503, False), (None, False)])
def test_the_health_check_is_what_the_page_says(dockerfile: list[list[str]], status: int | None, healthy: bool) -> None:
    check = next(words for instruction, words in dockerfile if instruction == "HEALTHCHECK")
    command = json.loads(check[check.index("[") :])
    assert "health_port = 9464" in (ROOT / "docs" / "deploying.md").read_text("utf-8")
    with _served(status) as port:
        code = command[-1].replace(":9464/healthz", f":{port}/healthz")
        assert code != command[-1]
        done = subprocess.run([sys.executable, *command[1:-1], code], capture_output=True, check=False)
    assert (done.returncode == 0) is healthy


def test_compose_locks_relais_in_and_keeps_secrets_in_files(compose: dict[str, Any]) -> None:
    relais = compose["services"]["relais"]
    assert relais["read_only"] is True
    assert relais["cap_drop"] == ["ALL"]
    assert set(compose["services"]) == {"relais", "synapse", "postgres"}
    assert all("file" in secret for secret in compose["secrets"].values())
    named = {name for service in compose["services"].values() for name in service.get("secrets", [])}
    assert named == set(compose["secrets"])
    mounts = [mount.split(":") for service in compose["services"].values() for mount in service["volumes"]]
    assert {source for source, *_ in mounts if source[0] not in "./"} == set(compose["volumes"])
    assert all(mode == ["ro"] for source, _, *mode in mounts if source[0] == ".")
    text = (ROOT / "compose.yaml").read_text("utf-8")
    assert re.findall(r"(?i)^ *[A-Z_]*password[A-Z_]*: *\S", text, re.M) == []


def test_compose_follows_the_specification(compose: dict[str, Any]) -> None:
    schema = json.loads(SPECIFICATION.read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(compose)
    compose["services"]["relais"]["red_only"] = True
    with pytest.raises(jsonschema.ValidationError, match="red_only"):
        jsonschema.Draft202012Validator(schema).validate(compose)


def _compose_program() -> list[str] | None:
    if shutil.which("docker"):
        asked = subprocess.run(["docker", "compose", "version"], capture_output=True, check=False)
        if asked.returncode == 0:
            return ["docker", "compose"]
    return ["docker-compose"] if shutil.which("docker-compose") else None


def test_compose_itself_reads_the_file(tmp_path: Path) -> None:
    program = _compose_program()
    if program is None:
        pytest.skip("neither docker compose nor docker-compose is on this machine")
    shutil.copy(ROOT / "compose.yaml", tmp_path)
    shutil.copytree(ROOT / "deploy", tmp_path / "deploy")
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "postgres.env").write_text("PGPASSWORD=x\n")
    (tmp_path / "secrets" / "relais_password").write_text("x\n")
    command = [*program, "config"]
    unnamed = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert unnamed.returncode != 0
    assert "write it into .env" in unnamed.stderr
    (tmp_path / ".env").write_text("SERVER_NAME=example.org\n")
    read = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert read.returncode == 0, read.stderr
    assert yaml.safe_load(read.stdout)["services"]["synapse"]["environment"]["SYNAPSE_SERVER_NAME"] == "example.org"


def test_synapse_is_told_nothing_that_it_does_not_know() -> None:
    settings = yaml.safe_load((ROOT / "deploy" / "synapse.yaml").read_text("utf-8"))
    assert settings["enable_registration"] is False
    assert "password" not in settings["database"]["args"]
    for name in ("rc_room_creation", "rc_message"):
        assert set(settings[name]) == {"per_second", "burst_count"}
    assert set(settings["rc_invites"]) == {"per_room", "per_user", "per_issuer"}


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not on this machine")
def test_the_unit_is_valid_and_hardened(tmp_path: Path) -> None:
    text = (ROOT / "deploy" / "relais.service").read_text()
    assert "LoadCredential=password:" in text
    assert "DynamicUser=yes" in text
    unit = tmp_path / "relais.service"
    unit.write_text(text.replace("/opt/relais/bin/relais", "/bin/true"))
    checked = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False)
    complaints = [line for line in checked.stderr.splitlines() if "relais.service" in line]
    assert complaints == []
    command = ["systemd-analyze", "security", "--offline=true", f"--threshold={WORST_EXPOSURE}", str(unit)]
    exposed = subprocess.run(command, capture_output=True, text=True, check=False)
    if "Unknown" in exposed.stderr or "unrecognized option" in exposed.stderr:
        return  # systemd before 250 cannot say
    assert exposed.returncode == 0, exposed.stdout[-300:]


def test_an_operators_command_runs_as_the_service_does() -> None:
    unit = (ROOT / "deploy" / "relais.service").read_text("utf-8")
    script = (ROOT / "deploy" / "relais-as-service").read_text("utf-8")
    assert subprocess.run(["sh", "-n"], input=script, text=True, check=False).returncode == 0
    assert os.access(ROOT / "deploy" / "relais-as-service", os.X_OK)
    for line in (
        "DynamicUser=yes",
        "User=relais",
        "StateDirectory=relais",
        "LoadCredential=password:/etc/relais/password",
    ):
        assert line in unit.splitlines()
        assert f"--property={line}" in script
    (started,) = re.findall(r"^ExecStart=(.*) run$", unit, re.M)
    assert f'{started} "$@"' in script


WATCH = """
import os, sys
written = set()
def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        mode, flags = arguments[1] or "", arguments[2] or 0
        if set("wax+") & set(mode) or flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            written.add(os.path.abspath(os.fsdecode(arguments[0])))
    elif event == "sqlite3.connect" and "mode=ro" not in str(arguments[0]):
        written.add(os.path.abspath(os.fsdecode(arguments[0])))
    elif event in ("os.mkdir", "os.rename") and arguments[-1] == -1:
        written.add(os.path.abspath(os.fsdecode(arguments[0])))
sys.addaudithook(watch)
from typer.testing import CliRunner
from bot.cli import app
for line in sys.stdin.read().splitlines():
    done = CliRunner().invoke(app, line.split())
    assert done.exit_code == 0, done.output
print("\\n".join(sorted(written)))
"""


def test_nothing_is_written_outside_the_data_folder(tmp_path: Path) -> None:
    """What a read-only container allows: its data folder, and /tmp."""
    data = tmp_path / "data"
    rows = (ROOT / "bot" / "demo" / "data" / "repertory.csv").read_text("utf-8").splitlines()[:15]
    (tmp_path / "repertory.csv").write_text("\n".join(rows), "utf-8")
    commands = "\n".join(
        f"--data {data} {command}"
        for command in (
            f"ingest repertory {tmp_path / 'repertory.csv'}",
            "ask tandarts",
            "agenda",
            f"backup {data / 'copy.tar'}",
        )
    )
    elsewhere = os.environ | {"HOME": "/nowhere", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", WATCH]
    done = subprocess.run(command, input=commands, cwd=ROOT, env=elsewhere, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    written = done.stdout.split()
    assert any(path.startswith(f"{data}/kb.sqlite") for path in written)
    inside = (f"{data}", f"{tempfile.gettempdir()}/tmp", "/dev/null")
    assert [path for path in written if not path.startswith(inside) and not path.endswith(":memory:")] == []
