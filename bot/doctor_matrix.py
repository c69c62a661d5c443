"""The homeserver's side of `relais doctor`: reachable, logged in, keys kept safe, device trusted."""

from __future__ import annotations

import asyncio
import json
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.config import Config
from bot.doctor_host import examine_clock
from bot.errors import ConfigError, HomeserverError, LoggedOut, Unreachable
from bot.findings import Finding
from bot.matrix.settings import MatrixSettings
from bot.matrix.trust_account import kept_session
from bot.matrix.trust_report import findings, look
from bot.matrix_settings import matrix_settings
from bot.store_rooms import MadeRoom, rooms_beside

TIMEOUT_SECONDS = 8.0
"""A homeserver that takes longer to say its versions is as good as away."""


def examine_matrix(config: Config, data_dir: Path, environ: Mapping[str, str]) -> Iterator[Finding]:
    """All findings about Matrix; the later ones need the earlier."""
    try:
        settings = matrix_settings(config, data_dir, environ)
    except ConfigError as error:
        yield Finding(False, f"Matrix settings: {error}", "Only `relais run` needs them.")
        return
    yield _rooms(settings, rooms_beside(data_dir / "bot.sqlite"))
    try:
        _call(settings, "GET", "/_matrix/client/versions")
        yield Finding(True, f"Homeserver: {settings.homeserver} answers")
        yield from examine_clock(_date(settings), datetime.now(UTC))
    except (Unreachable, LoggedOut) as error:
        yield Finding(False, f"Homeserver: {error}", "Check matrix.homeserver and the network.")
        return
    session = kept_session(settings.folder)
    if session is None:
        yield _first_login(settings)
        return
    try:
        owner = _call(settings, "GET", "/_matrix/client/v3/account/whoami", token=session["access_token"])
        yield Finding(True, f"Login: {owner.get('user_id')}, device {owner.get('device_id')}")
    except (Unreachable, LoggedOut) as error:
        yield Finding(False, f"Login: {error}", "Give matrix.access_token_file a new token for the same device.")
        return
    yield _encryption(settings)
    yield from _trust(settings)


def _rooms(settings: MatrixSettings, made: tuple[MadeRoom, ...]) -> Finding:
    count = len(settings.rooms) + sum(room.kind is not None for room in made)
    if count:
        return Finding(True, f"Rooms: {count} to serve")
    todo = (
        "Run `relais provision`, which makes them; or name those there are, such as [zones.noord] "
        'rooms = ["#noord:example.org"]. Direct messages work without.'
    )
    return Finding(False, "Rooms: none to serve", todo, needed=False)


def _first_login(settings: MatrixSettings) -> Finding:
    """What `relais run` needs for its one login. Beside an authentication service (MAS) a password is of no use."""
    if not _takes_passwords(settings):
        return Finding(
            bool(settings.access_token),
            "Login: not logged in yet; the homeserver takes no password, an authentication service stands beside it",
            "Get a token for a device of the bot's own (with MAS: `mas-cli manage issue-compatibility-token NAME`) and "
            "name its file in matrix.access_token_file; docs/trust.md has the whole way.",
        )  # fmt: skip
    has_secret = bool(settings.password or settings.access_token)
    todo = "" if has_secret else "Set matrix.password_file, matrix.access_token_file or RELAIS_PASSWORD."
    return Finding(has_secret, "Login: not logged in yet; `relais run` does that once", todo)


def _takes_passwords(settings: MatrixSettings) -> bool:
    """True also when the homeserver does not say."""
    try:
        flows = _call(settings, "GET", "/_matrix/client/v3/login").get("flows")
    except (Unreachable, LoggedOut):
        return True
    return not isinstance(flows, list) or {"type": "m.login.password"} in flows


def _encryption(settings: MatrixSettings) -> Finding:
    key = settings.folder / "pickle.key"
    if not key.exists() or not list(settings.folder.glob("*.db")):
        return Finding(
            False, f"Encryption: the keys in {settings.folder} are gone", "Restore the folder from a backup."
        )
    if key.stat().st_mode & 0o077 or settings.folder.stat().st_mode & 0o077:
        return Finding(
            False, f"Encryption: others can read {settings.folder}", f"Run `chmod -R go= {settings.folder}`."
        )
    return Finding(True, f"Encryption: keys in {settings.folder}")


def _trust(settings: MatrixSettings) -> Iterator[Finding]:
    """The bot's identity and the chain from it to the device, as another user would check it."""
    try:
        yield from findings(asyncio.run(look(settings)))
    except HomeserverError as error:
        yield Finding(False, f"Trust: {error}", "Try again later.")


def _date(settings: MatrixSettings) -> str | None:
    """What time it is at the homeserver, as its answers say."""
    address = settings.homeserver + "/_matrix/client/versions"
    try:
        with urllib.request.urlopen(address, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310  (as in _call)
            date: str | None = answer.headers.get("Date")
            return date
    except OSError:
        return None


def _call(settings: MatrixSettings, method: str, path: str, body: object = None, token: str = "") -> dict[str, Any]:
    """One request. Raises Unreachable, or LoggedOut for a token that is no longer accepted."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    request = urllib.request.Request(settings.homeserver + path, data, headers, method=method)  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310  (scheme checked by config)
            values = json.load(answer)
    except urllib.error.HTTPError as error:
        if error.code == 401:
            raise LoggedOut("The homeserver no longer accepts the kept token.") from None
        raise Unreachable(f"{settings.homeserver} answers {error.code}.") from None
    except (OSError, ValueError):
        raise Unreachable(f"{settings.homeserver} cannot be reached.") from None
    if not isinstance(values, dict):
        raise Unreachable(f"{settings.homeserver} does not answer as a homeserver.")
    return values
