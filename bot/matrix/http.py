"""One way to talk HTTP to the homeserver, for nio and for us: who may wait, who must stop, what an answer means.

Shields against nio 0.26 (each has its test in tests/matrix/test_shields.py):
a 429 sleeps what its body says, without limit, and ignores the Retry-After header; a gateway's HTML page and a
token that is no longer valid come back as ordinary values that a loop runs over thousands of times a second.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import aiohttp

from bot.errors import LoggedOut, Refused, Unreachable
from bot.matrix.pauses import asked_for, slowdown

SLOWDOWNS = 8
"""How often a request obeys a 429 before it is given back to its caller's own pauses."""

LOGGED_OUT = ("M_UNKNOWN_TOKEN", "M_MISSING_TOKEN", "M_USER_DEACTIVATED")


class MatrixRefused(Refused):
    """The homeserver's word in a form that code can decide on: `errcode`, `status`, and the whole `answer`."""

    def __init__(self, what: str, status: int, answer: dict[str, Any]) -> None:
        self.status = status
        self.answer = answer
        self.errcode = str(answer.get("errcode", ""))
        super().__init__(f"The homeserver refused {what}: {self.errcode or f'HTTP {status}'}.")


Requester = Callable[[], Awaitable[aiohttp.ClientResponse]]


Slowed = Callable[[float], None]
"""Told how many seconds a 429 asks for; may raise SlowedDown."""


async def ask(request: Requester, server: str, slowed: Slowed | None = None) -> aiohttp.ClientResponse:
    """Run one request with its body read. Obeys 429, which `slowed` is told of. Raises Unreachable for anything worth
    another try later and LoggedOut when the token is no longer accepted. Other answers, errors among them, are the
    caller's."""
    for _ in range(SLOWDOWNS):
        try:
            response = await request()
            await response.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Unreachable(f"The homeserver {server} cannot be reached ({type(error).__name__}).") from None
        if response.status == 429:
            body, header = await body_of(response), response.headers.get("Retry-After")
            if slowed:
                slowed(asked_for(body, header))
            await asyncio.sleep(slowdown(body, header))
            continue
        if response.status >= 500:
            raise Unreachable(f"The homeserver {server} is in trouble (HTTP {response.status}).")
        if response.status == 400 and (await body_of(response)).get("errcode") == "M_NOT_JSON":
            # What is sent is always JSON: something on the way garbled it.
            raise Unreachable(f"A request did not reach the homeserver {server} as it was sent.")
        if response.status in (401, 403) and (await body_of(response)).get("errcode") in LOGGED_OUT:
            raise LoggedOut(
                f"The homeserver {server} no longer accepts the bot's session: if its device was removed on purpose, "
                "delete matrix/session.json in the data folder and start again (the bot gets a new device then)."
            )
        return response
    raise Unreachable(f"The homeserver {server} keeps asking to slow down.")


async def body_of(response: aiohttp.ClientResponse) -> dict[str, Any]:
    """The JSON object of an answer that was read, or {} when it holds none. Half a surrogate pair ("\\ud800"), which
    JSON allows and no database takes, becomes a question mark."""
    raw = await response.read()
    try:
        parsed = json.loads(raw)
        if b"\\ud" in raw.lower():
            parsed = json.loads(json.dumps(parsed, ensure_ascii=False).encode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return {}
    return parsed if isinstance(parsed, dict) else {}


async def object_of(response: aiohttp.ClientResponse, what: str) -> dict[str, Any]:
    """The JSON object of a good answer. Raises MatrixRefused for an error and Unreachable for a garbled answer."""
    parsed = await body_of(response)
    if response.status >= 400 and "errcode" not in parsed and "flows" not in parsed:
        # No homeserver refuses without a code (nor without `flows` where it asks who is there): a gateway does, while
        # what stands behind it starts again. What was to be said must not be dropped for that.
        raise Unreachable(f"Something before the homeserver refused {what} (HTTP {response.status}).")
    if response.status >= 400:
        raise MatrixRefused(what, response.status, parsed)
    if not parsed and (await response.read()).strip() != b"{}":
        raise Unreachable(f"The homeserver's answer to {what} is garbled.")
    return parsed


async def list_of(response: aiohttp.ClientResponse, what: str) -> list[Any]:
    """The JSON list of a good answer. Raises as `object_of` does."""
    if response.status >= 400:
        raise MatrixRefused(what, response.status, await body_of(response))
    try:
        parsed = json.loads(await response.read())
    except (ValueError, RecursionError):
        parsed = None
    if not isinstance(parsed, list):
        raise Unreachable(f"The homeserver's answer to {what} is garbled.")
    return parsed


def without_token(path: str) -> str:
    """nio writes the access token into the address; it belongs in a header, where no proxy logs it."""
    parts = urlsplit(path)
    query = [(key, value) for key, value in parse_qsl(parts.query) if key != "access_token"]
    return urlunsplit(parts._replace(query=urlencode(query)))
