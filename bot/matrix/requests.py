"""nio's requests, over one way to talk HTTP: errors are raised, a 429 is obeyed and bounded (bot.matrix.http)."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import aiohttp
import nio
from nio.store import SqliteStore

from bot.errors import Unreachable
from bot.matrix.http import ask, object_of, without_token

REQUEST_SECONDS = 60.0


class RequestingClient(nio.AsyncClient):  # type: ignore[misc]  # nio has no types that mypy accepts
    """An nio client that raises bot.errors instead of returning errors."""

    def __init__(self, homeserver: str, user_id: str, device_id: str, store: Path, pickle_key: str) -> None:
        config = nio.AsyncClientConfig(
            store=SqliteStore, pickle_key=pickle_key, store_sync_tokens=False, request_timeout=REQUEST_SECONDS
        )
        super().__init__(homeserver, user_id, device_id, str(store), config)
        # Its warnings quote what people wrote; what matters of them is logged here, without words.
        logging.getLogger("nio").setLevel(logging.CRITICAL)

    async def call(
        self, method: str, path: str, body: object = None, *, what: str, seconds: float = REQUEST_SECONDS
    ) -> dict[str, Any]:
        """One JSON request below /_matrix, authenticated. `what` names it in errors.

        Raises MatrixRefused, Unreachable or LoggedOut.
        """
        data = None if body is None else json.dumps(body)
        return await object_of(await self._ask(method, "/_matrix" + path, data, seconds), what)

    async def _ask(self, method: str, path: str, data: Any, seconds: float) -> Any:
        headers = {"Content-Type": "application/json"}
        if self.access_token:
            headers["Authorization"] = f"Bearer {self.access_token}"
        timeout = aiohttp.ClientTimeout(total=seconds)
        return await ask(lambda: self.send(method, path, data, headers, None, timeout), self.homeserver)

    async def _send(
        self, response_class: Any, method: str, path: str, data: Any = None, *args: Any, **more: Any
    ) -> Any:
        """What every method of nio goes through. Uploads of files are not used here."""
        response_data = more.get("response_data") or (args[0] if args else None)
        seconds = float(more.get("timeout") or REQUEST_SECONDS)
        transport = await self._ask(method, without_token(path), data, seconds)
        try:
            response = await self.create_matrix_response(response_class, transport, response_data)
        except Exception as error:
            raise Unreachable(f"The homeserver's answer is garbled ({type(error).__name__}).") from None
        await self.receive_response(response)
        return response
