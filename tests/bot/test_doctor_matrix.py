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
from bot.matrix.signing import CrossSigningKeys
from bot.matrix.trust_keys import KeyFile

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
            status, body = answers.get(self.path, (404, {"errcode": "M_NOT_FOUND"}))
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
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
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


def _published(keys: CrossSigningKeys) -> dict[str, Any]:
    """What the homeserver tells about a bot whose device is signed as it should be."""
    device = {"user_id": BOT, "device_id": "DEV", "keys": {"ed25519:DEV": "fingerprint"}}
    public = {f"{name}s": {BOT: key} for name, key in keys.public().items()}
    return {**public, "device_keys": {BOT: {"DEV": keys.sign_device(device)}}}


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


@pytest.fixture
def keys(answers: Answers, tmp_path: Path) -> CrossSigningKeys:
    """A bot that is logged in, with its identity on disk and on the homeserver."""
    _log_in(tmp_path)
    keys = CrossSigningKeys.generate(BOT)
    KeyFile(tmp_path / "matrix", BOT).create(keys)
    answers["/_matrix/client/v3/account/whoami"] = (200, {"user_id": BOT, "device_id": "DEV"})
    answers["/_matrix/client/v3/keys/query"] = (200, _published(keys))
    return keys


def test_whole_chain_of_trust_is_checked(homeserver: str, keys: CrossSigningKeys, tmp_path: Path) -> None:
    found = _examine(homeserver, tmp_path)
    assert found["Login"].ok
    assert found["Encryption"].ok
    assert found["Identity"].ok
    assert found["Trust"].ok


def _forge(published: dict[str, Any]) -> None:
    key = next(iter(published["self_signing_keys"][BOT]["keys"]))
    published["device_keys"][BOT]["DEV"]["signatures"][BOT][key] = "A" * 86


@pytest.mark.parametrize(
    ("damage", "line", "todo"),
    [
        (_forge, "Trust", "relais run"),
        (lambda published: published["device_keys"][BOT]["DEV"].pop("signatures"), "Trust", "relais run"),
        (lambda published: published["device_keys"][BOT].clear(), "Trust", "relais run"),
        (lambda published: published["self_signing_keys"][BOT].pop("signatures"), "Trust", "relais run"),
        (lambda published: published.pop("user_signing_keys"), "Identity", "relais run"),
        (
            lambda published: published.update(_published(CrossSigningKeys.generate(BOT))),
            "Identity",
            "relais trust reset",
        ),
    ],
)
def test_broken_link_is_told_with_the_command_that_mends_it(
    homeserver: str, answers: Answers, keys: CrossSigningKeys, tmp_path: Path, damage: Any, line: str, todo: str
) -> None:
    published = _published(keys)
    damage(published)
    answers["/_matrix/client/v3/keys/query"] = (200, published)
    found = _examine(homeserver, tmp_path)[line]
    assert not found.ok
    assert todo in found.todo


@pytest.mark.parametrize(
    ("damage", "what", "todo"),
    [
        (lambda path: path.unlink(), "is gone", "relais trust restore"),
        (lambda path: path.write_text("{}"), "is damaged", "relais trust restore"),
        (lambda path: path.chmod(0o644), "others can read", "chmod 600"),
    ],
)
def test_trouble_with_the_key_file_is_told_with_what_mends_it(
    homeserver: str, keys: CrossSigningKeys, tmp_path: Path, damage: Any, what: str, todo: str
) -> None:
    damage(KeyFile(tmp_path / "matrix", BOT).path)
    found = _examine(homeserver, tmp_path)["Identity"]
    assert not found.ok
    assert what in found.what
    assert todo in found.todo


def test_identity_that_is_on_this_disk_only_is_told(
    homeserver: str, answers: Answers, keys: CrossSigningKeys, tmp_path: Path
) -> None:
    found = _examine(homeserver, tmp_path)["Backup"]
    assert not found.ok
    assert not found.needed
    assert "relais trust backup" in found.todo
    data = f"/_matrix/client/v3/user/{BOT}/account_data/"
    answers[data + "m.secret_storage.default_key"] = (200, {"key": "k"})
    for name in ("master", "self_signing", "user_signing"):
        answers[f"{data}m.cross_signing.{name}"] = (200, {"encrypted": {"k": {}}})
    assert _examine(homeserver, tmp_path)["Backup"].ok


def test_delegated_sign_in_is_told_with_where_a_new_identity_is_approved(
    homeserver: str, answers: Answers, keys: CrossSigningKeys, tmp_path: Path
) -> None:
    assert "Sign-in" not in _examine(homeserver, tmp_path)
    answers["/_matrix/client/v1/auth_metadata"] = (200, {"account_management_uri": "https://account.x.org/account/"})
    found = _examine(homeserver, tmp_path)["Sign-in"]
    assert found.ok
    assert "https://account.x.org/account/?action=org.matrix.cross_signing_reset" in found.todo
    assert "relais trust reset --yes" in found.todo


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


@pytest.mark.parametrize(
    ("flows", "token", "ok", "todo"),
    [
        ([{"type": "m.login.password"}], False, True, ""),
        ([{"type": "m.login.sso"}], False, False, "mas-cli manage issue-compatibility-token"),
        ([], False, False, "matrix.access_token_file"),
        ([{"type": "m.login.sso"}], True, True, "docs/trust.md"),
        ("odd", False, True, ""),
    ],
)
def test_where_an_authentication_service_signs_people_in_the_way_without_a_password_is_told(
    tmp_path: Path, homeserver: str, answers: Answers, flows: object, token: bool, ok: bool, todo: str
) -> None:
    answers["/_matrix/client/v3/login"] = (200, {"flows": flows})
    file = tmp_path / "token"
    file.write_text("secret")
    setting = f'access_token_file = "{file}"' if token else ""
    config = parse(f'[matrix]\nhomeserver = "{homeserver}"\nuser_id = "{BOT}"\n{setting}', "f")
    found = {one.what.partition(":")[0]: one for one in examine_matrix(config, tmp_path, {"RELAIS_PASSWORD": "x"})}
    assert found["Login"].ok is ok
    assert todo in found["Login"].todo
