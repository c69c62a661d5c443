"""The bot's account seen from beside: requests with the kept token, without the store, while the bot may be running.

For `relais trust show` and `backup` and for `relais provision`, which neither decrypt nor change anything that a
running bot holds in memory.
"""

from __future__ import annotations

import json
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import aiohttp

from bot.errors import TrustError
from bot.matrix.http import Slowed, ask, list_of, object_of
from bot.matrix.settings import MatrixSettings

REQUEST_SECONDS = 30.0


class Account:
    """Use as an async context manager. Raises TrustError when the bot was never logged in here. `slowed` is told when
    the homeserver makes it wait."""

    def __init__(self, settings: MatrixSettings, *, slowed: Slowed | None = None) -> None:
        kept = kept_session(settings.folder)
        if kept is None:
            raise TrustError(f"{settings.folder} holds no login yet: start `relais run` once.")
        self.homeserver = settings.homeserver
        self.user_id = settings.user_id
        self.device_id = kept["device_id"]
        self._token = kept["access_token"]
        self._slowed = slowed
        self._http: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._http = aiohttp.ClientSession(
            headers={"Authorization": f"Bearer {self._token}"}, timeout=aiohttp.ClientTimeout(total=REQUEST_SECONDS)
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._http
        await self._http.close()

    async def call(self, method: str, path: str, body: object = None, *, what: str) -> dict[str, Any]:
        """One JSON request below /_matrix. Raises MatrixRefused, Unreachable or LoggedOut."""
        http = self._http
        assert http, "used as a context manager"
        address = f"{self.homeserver}/_matrix{path}"
        response = await ask(lambda: _request(http, method, address, body), self.homeserver, self._slowed)
        return await object_of(response, what)

    async def call_list(self, method: str, path: str, *, what: str) -> list[Any]:
        """One request whose answer is a list. Raises as `call` does."""
        http = self._http
        assert http, "used as a context manager"
        address = f"{self.homeserver}/_matrix{path}"
        response = await ask(lambda: _request(http, method, address, None), self.homeserver, self._slowed)
        return await list_of(response, what)

    async def upload(self, data: bytes, mimetype: str, *, what: str) -> dict[str, Any]:
        """Put a file in clear on the homeserver. Raises as `call` does."""
        http = self._http
        assert http, "used as a context manager"
        address, headers = f"{self.homeserver}/_matrix/media/v3/upload", {"Content-Type": mimetype}

        async def send() -> aiohttp.ClientResponse:
            return await http.post(address, data=data, headers=headers)

        return await object_of(await ask(send, self.homeserver, self._slowed), what)


async def _request(http: aiohttp.ClientSession, method: str, address: str, body: object) -> aiohttp.ClientResponse:
    return await http.request(method, address, json=body)


def kept_session(folder: Path) -> dict[str, str] | None:
    """The kept device and token, once there was a login. Read only: `relais run` may be running beside."""
    try:
        kept = json.loads((folder / "session.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return kept if isinstance(kept, dict) and kept.get("access_token") and kept.get("device_id") else None
