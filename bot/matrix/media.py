"""A file that hangs on a message: fetched and decrypted in memory, up to a size. Nothing of it touches the disk.
And a file of the bot's own, encrypted and put on the homeserver."""

from __future__ import annotations

import re
from typing import Any

import aiohttp
from nio.crypto.attachments import decrypt_attachment, encrypt_attachment
from nio.exceptions import EncryptionError

from bot.errors import Refused, Unreachable
from bot.matrix.http import ask, object_of
from bot.matrix.shields import ShieldedClient
from bot.ports import Attachment, File

FETCH_SECONDS = 30.0
"""A file of ten megabytes over a slow line; the guard's own bound for reading comes on top."""

_ADDRESS = re.compile(r"^mxc://(?P<server>[A-Za-z0-9.:\[\]-]+)/(?P<id>[A-Za-z0-9_=-]+)$")


class Media:
    """Reads files through the bot's own session."""

    def __init__(self, client: ShieldedClient) -> None:
        self._client = client

    async def fetch(self, attachment: Attachment, limit: int) -> bytes:
        """Raises Refused for a file that is too large, malformed, gone or damaged, and Unreachable."""
        place = _ADDRESS.match(attachment.url)
        if place is None:
            raise Refused("The address of a file is malformed.")
        if attachment.size > limit:
            raise Refused("A file is too large to be read.")
        # Authenticated media, Matrix 1.11; the older unauthenticated path is gone from current homeservers.
        path = f"/_matrix/client/v1/media/download/{place['server']}/{place['id']}"
        found = await self._download(path, limit)
        return _decrypted(found, attachment) if attachment.key else found

    async def upload(self, file: File) -> dict[str, Any]:
        """The file on the homeserver, encrypted; returns the content of the m.room.message that shows it.
        Raises Refused and Unreachable."""
        data, keys = encrypt_attachment(file.data)
        headers = {
            "Authorization": f"Bearer {self._client.access_token}",
            # What is uploaded is noise, and the homeserver learns neither its kind nor its name.
            "Content-Type": "application/octet-stream",
        }
        timeout = aiohttp.ClientTimeout(total=FETCH_SECONDS)

        async def send() -> aiohttp.ClientResponse:
            response: aiohttp.ClientResponse = await self._client.send(
                "POST", "/_matrix/media/v3/upload", data, headers, None, timeout
            )
            return response

        answer = await object_of(await ask(send, self._client.homeserver), "a file")
        info = {"mimetype": file.mimetype, "size": len(file.data)}
        return {
            "msgtype": "m.file",
            "body": file.name,
            "filename": file.name,
            "info": info,
            "file": {**keys, "url": str(answer.get("content_uri", "")), "mimetype": file.mimetype},
            "m.mentions": {},
        }

    async def _download(self, path: str, limit: int) -> bytes:
        headers = {"Authorization": f"Bearer {self._client.access_token}"}
        timeout = aiohttp.ClientTimeout(total=FETCH_SECONDS)
        try:
            response = await self._client.send("GET", path, None, headers, None, timeout)
            try:
                if response.status != 200:
                    raise Refused(f"The homeserver refused a file: HTTP {response.status}.")
                return await _read(response, limit)
            finally:
                response.close()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Unreachable(f"A file could not be fetched ({type(error).__name__}).") from None


async def _read(response: aiohttp.ClientResponse, limit: int) -> bytes:
    """The body, never more of it in memory than `limit`: what a sender says about the size may be wrong."""
    parts: list[bytes] = []
    size = 0
    async for part in response.content.iter_chunked(65536):
        size += len(part)
        if size > limit:
            raise Refused("A file is too large to be read.")
        parts.append(part)
    return b"".join(parts)


def _decrypted(data: bytes, attachment: Attachment) -> bytes:
    try:
        plain: bytes = decrypt_attachment(data, attachment.key, attachment.sha256, attachment.iv)
    except (EncryptionError, ValueError, TypeError) as error:
        raise Refused(f"A file could not be decrypted ({type(error).__name__}).") from None
    return plain
