"""A real homeserver for the demo and the tests: Synapse from PyPI on SQLite and a free loopback port.

It lives in one folder of its own, federates with nobody, and never outlives the process that started it
(bot.demo.children).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import importlib.util
import json
import os
import secrets
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from bot.demo import children
from bot.demo.ports import free_port
from bot.errors import DemoError

START_SECONDS = 60.0
"""Synapse answers in about 2.5 s on an idle machine; a busy one with two cores needed 20."""

STOP_SECONDS = 10.0
"""What Synapse gets to close its database before it is killed."""

PORT_TRIES = 3
"""Between choosing a free port and Synapse binding it somebody else may take it."""

_UNLIMITED = {"per_second": 10_000, "burst_count": 10_000}


@dataclass(frozen=True, slots=True)
class Account:
    """A registered user: full Matrix id, access token, device and password."""

    user_id: str
    access_token: str
    device_id: str
    password: str


class Homeserver:
    """Synapse in `folder`. `start()` and `stop()` may be called again and again: port, users and rooms stay."""

    def __init__(self, folder: Path, *, server_name: str = "relais.test", extra: dict[str, Any] | None = None) -> None:
        self.folder = folder.resolve()
        self.server_name = server_name
        self.port = 0
        self._extra = extra or {}
        self._process: subprocess.Popen[bytes] | None = None
        self._log: BinaryIO | None = None
        self._secret = ""
        self._key = ""

    @property
    def url(self) -> str:
        """Base URL for clients."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int | None:
        """Process id while it runs."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start and wait until it answers. Raises DemoError with the place of the log when it does not."""
        if self.pid:
            return
        if importlib.util.find_spec("synapse") is None:
            raise DemoError("The demo's homeserver is not installed: run `pip install relais[demo]`.")
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        tries = 1 if self.port else PORT_TRIES  # after a restart, clients know the port
        self._secret = _kept(self.folder / "registration.secret", lambda: secrets.token_hex(24))
        self._key = _kept(self.folder / "signing.key", _new_signing_key)
        for _ in range(tries):
            self.port = self.port if tries == 1 else free_port()
            self._launch()
            if self._wait_until_ready():
                return
            self.stop()
        raise DemoError(f"The demo's homeserver did not start; {self.folder / 'homeserver.log'} tells why.")

    def stop(self) -> None:
        """Stop it cleanly, or by force after STOP_SECONDS. Does nothing when it does not run."""
        if self._process is not None:
            children.stop(self._process, STOP_SECONDS)
            self._process = None
        if self._log is not None:
            self._log.close()
            self._log = None

    def kill(self) -> None:
        """End it as a crash would (SIGKILL); `start()` brings it back."""
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
        if self._process is not None:
            self._process.wait()
        self.stop()

    def register(self, localpart: str, password: str, *, admin: bool = False, display_name: str = "") -> Account:
        """Register a user through Synapse's shared-secret API; an existing one is logged in instead."""
        try:
            nonce = self.request("GET", "/_synapse/admin/v1/register")["nonce"]
            parts = (nonce, localpart, password, "admin" if admin else "notadmin")
            mac = hmac.new(self._secret.encode(), "\x00".join(parts).encode(), hashlib.sha1).hexdigest()
            body = {"nonce": nonce, "username": localpart, "password": password, "admin": admin, "mac": mac}
            if display_name:
                body["displayname"] = display_name
            answer = self.request("POST", "/_synapse/admin/v1/register", body)
        except urllib.error.HTTPError as error:
            if error.code != 400:
                raise DemoError(f"The demo's homeserver refused to register {localpart} (HTTP {error.code}).") from None
            answer = self._login(localpart, password)
        return Account(answer["user_id"], answer["access_token"], answer["device_id"], password)

    def request(self, method: str, path: str, body: object = None, *, token: str = "") -> dict[str, Any]:
        """One JSON request to it. Raises urllib.error.HTTPError on an error status."""
        request = urllib.request.Request(self.url + path, method=method)  # noqa: S310 (always our own loopback URL)
        request.add_header("Content-Type", "application/json")
        if token:
            request.add_header("Authorization", f"Bearer {token}")
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(request, data, timeout=30) as answer:  # noqa: S310
            parsed: dict[str, Any] = json.load(answer)
            return parsed

    def _login(self, localpart: str, password: str) -> dict[str, Any]:
        body = {
            "type": "m.login.password",
            "identifier": {"type": "m.id.user", "user": localpart},
            "password": password,
        }
        return self.request("POST", "/_matrix/client/v3/login", body)

    def _launch(self) -> None:
        # JSON is YAML, and needs no library of its own.
        config = self.folder / "homeserver.yaml"
        config.write_text(json.dumps(self._config(), indent=1), encoding="utf-8")
        if self._log is None:
            self._log = (self.folder / "homeserver.log").open("ab")
        arguments = ["-m", "synapse.app.homeserver", "-c", str(config)]
        self._process = children.start(arguments, folder=self.folder, log=self._log)

    def _wait_until_ready(self) -> bool:
        give_up = time.monotonic() + START_SECONDS
        while time.monotonic() < give_up and self.pid:
            try:
                keys = self.request("GET", "/_matrix/key/v2/server")
            except (OSError, ValueError):
                time.sleep(0.1)
                continue
            # Another server could have taken the port: only ours knows the key that we made.
            return keys.get("server_name") == self.server_name and self._public_id() in keys.get("verify_keys", {})
        return False

    def _public_id(self) -> str:
        algorithm, version, _ = self._key.split()
        return f"{algorithm}:{version}"

    def _config(self) -> dict[str, Any]:
        return {
            "server_name": self.server_name,
            "pid_file": str(self.folder / "homeserver.pid"),
            "public_baseurl": self.url,
            "listeners": [
                {
                    "port": self.port,
                    "bind_addresses": ["127.0.0.1"],
                    "type": "http",
                    "tls": False,
                    "resources": [{"names": ["client", "keys"], "compress": False}],
                }
            ],
            "database": {"name": "sqlite3", "args": {"database": str(self.folder / "homeserver.db")}},
            "media_store_path": str(self.folder / "media"),
            "signing_key_path": str(self.folder / "signing.key"),
            "log_config": self._log_config(),
            "registration_shared_secret": self._secret,
            "macaroon_secret_key": self._secret,
            "form_secret": self._secret,
            "bcrypt_rounds": 4,
            "report_stats": False,
            "presence": {"enabled": False},
            "trusted_key_servers": [],
            "federation_domain_whitelist": [],
            "enable_metrics": False,
            "url_preview_enabled": False,
            "ip_range_whitelist": ["127.0.0.1"],
            **_without_rate_limits(),
            **self._extra,
        }

    def _log_config(self) -> str:
        path = self.folder / "log.yaml"
        handler = {"class": "logging.StreamHandler", "stream": "ext://sys.stderr"}
        config = {
            "version": 1,
            "disable_existing_loggers": False,
            "handlers": {"out": handler},
            "root": {"level": "WARNING", "handlers": ["out"]},
        }
        path.write_text(json.dumps(config), encoding="utf-8")
        return str(path)


def _without_rate_limits() -> dict[str, Any]:
    """Tests and a person typing quickly must not meet Synapse's defaults (0.2 messages a second)."""
    plain = ("rc_message", "rc_registration", "rc_admin_redaction", "rc_room_creation", "rc_key_requests")
    nested = {
        "rc_login": ("address", "account", "failed_attempts"),
        "rc_joins": ("local", "remote"),
        "rc_invites": ("per_room", "per_user", "per_issuer"),
    }
    limits: dict[str, Any] = {name: _UNLIMITED.copy() for name in plain}
    limits |= {name: {key: _UNLIMITED.copy() for key in keys} for name, keys in nested.items()}
    return limits


def _kept(path: Path, make: Callable[[], str]) -> str:
    """The text in `path`, made once; readable by its owner only."""
    if not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(make())
    return path.read_text(encoding="utf-8").strip()


def _new_signing_key() -> str:
    seed = base64.b64encode(secrets.token_bytes(32)).decode().rstrip("=")
    return f"ed25519 a_{secrets.token_hex(4)} {seed}\n"
