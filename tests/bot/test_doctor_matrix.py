"""The homeserver's side of `relais doctor`, against a small fake homeserver on loopback."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from bot.config_file import parse
from bot.doctor_matrix import examine_matrix
from bot.findings import Finding

BOT = "@relais:x.org"
Answers = dict[str, tuple[int, object]]


@pytest.fixture
def answers() -> Answers:
    """Path -> status and body; whatever is not in it is 404."""
    return {"/_matrix/client/versions": (200, {"versions": ["v1.11"]})}


@pytest.fixture
def homeserver(answers: Answers) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = answers.get(self.path, (404, {}))
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_arguments: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def _examine(homeserver: str, data: Path, environ: dict[str, str] | None = None) -> dict[str, Finding]:
    config = parse(f'[matrix]\nhomeserver = "{homeserver}"\nuser_id = "{BOT}"', "f")
    return {finding.what.partition(":")[0]: finding for finding in examine_matrix(config, data, environ or {})}


def _log_in(data: Path) -> None:
    folder = data / "matrix"
    folder.mkdir(parents=True, mode=0o700)
    (folder / "session.json").write_text(json.dumps({"device_id": "DEV", "access_token": "token"}), encoding="utf-8")
    (folder / "pickle.key").write_text("key", encoding="utf-8")
    (folder / "pickle.key").chmod(0o600)
    (folder / "x.db").touch()


def _keys(signatures: dict[str, str]) -> dict[str, object]:
    return {
        "self_signing_keys": {BOT: {"keys": {"ed25519:SSK": "SSK"}}},
        "device_keys": {BOT: {"DEV": {"signatures": {BOT: signatures}}}},
    }


def test_an_unreachable_homeserver_ends_the_checks(tmp_path: Path) -> None:
    found = _examine("http://127.0.0.1:9", tmp_path)
    assert not found["Homeserver"].ok
    assert "Login" not in found


def test_before_the_first_login_a_secret_is_needed(homeserver: str, tmp_path: Path) -> None:
    found = _examine(homeserver, tmp_path)
    assert found["Homeserver"].ok
    assert not found["Rooms"].ok
    assert not found["Rooms"].needed
    assert not found["Login"].ok
    assert _examine(homeserver, tmp_path, {"RELAIS_PASSWORD": "x"})["Login"].ok
    assert not (tmp_path / "matrix").exists()


def test_a_token_that_is_no_longer_accepted_is_told(homeserver: str, answers: Answers, tmp_path: Path) -> None:
    _log_in(tmp_path)
    answers["/_matrix/client/v3/account/whoami"] = (401, {"errcode": "M_UNKNOWN_TOKEN"})
    found = _examine(homeserver, tmp_path)
    assert not found["Login"].ok
    assert "no longer accepts" in found["Login"].what


@pytest.mark.parametrize(
    ("signatures", "ok"), [({"ed25519:DEV": "s"}, False), ({"ed25519:DEV": "s", "ed25519:SSK": "s"}, True)]
)
def test_trust_is_a_signature_by_the_accounts_own_key(
    homeserver: str, answers: Answers, tmp_path: Path, signatures: dict[str, str], ok: bool
) -> None:
    _log_in(tmp_path)
    answers["/_matrix/client/v3/account/whoami"] = (200, {"user_id": BOT, "device_id": "DEV"})
    answers["/_matrix/client/v3/keys/query"] = (200, _keys(signatures))
    found = _examine(homeserver, tmp_path)
    assert found["Login"].ok
    assert found["Encryption"].ok
    assert found["Trust"].ok is ok


def test_keys_that_others_can_read_are_told(homeserver: str, answers: Answers, tmp_path: Path) -> None:
    _log_in(tmp_path)
    answers["/_matrix/client/v3/account/whoami"] = (200, {"user_id": BOT, "device_id": "DEV"})
    (tmp_path / "matrix" / "pickle.key").chmod(0o644)
    assert "others can read" in _examine(homeserver, tmp_path)["Encryption"].what
    (tmp_path / "matrix" / "x.db").unlink()
    assert "are gone" in _examine(homeserver, tmp_path)["Encryption"].what


@pytest.mark.parametrize("body", [[], "text"])
def test_an_address_that_is_no_homeserver_is_told(
    homeserver: str, answers: Answers, tmp_path: Path, body: object
) -> None:
    answers["/_matrix/client/versions"] = (200, body)
    assert "does not answer as a homeserver" in _examine(homeserver, tmp_path)["Homeserver"].what
