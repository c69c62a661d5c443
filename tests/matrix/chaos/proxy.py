"""A bad network: a TCP proxy that passes everything on, until it is told to cut, slow down or garble."""

from __future__ import annotations

import asyncio
import random
from contextlib import suppress
from enum import StrEnum

CHUNK = 65_536
JUNK = b"\xff\x00\xfe"
"""Never part of UTF-8 text, so that what is garbled cannot pass for another true answer: TCP and TLS have checksums,
and what networks really do is to put something else in the place of an answer."""


class Weather(StrEnum):
    """What happens to what passes."""

    FAIR = "fair"
    CUT = "cut"
    SLOW = "slow"
    GARBLED = "garbled"


class Proxy:
    """127.0.0.1:`port` -> 127.0.0.1:`target`."""

    def __init__(self, target: int, dice: random.Random) -> None:
        self._target = target
        self._dice = dice
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self.weather = Weather.FAIR
        self.done = dict.fromkeys(Weather, 0)
        """How many connections were cut, chunks slowed and chunks garbled."""

    @property
    def port(self) -> int:
        assert self._server
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)

    async def stop(self) -> None:
        self.weather = Weather.FAIR
        if self._server:
            self._server.close()
        self._abort_all()
        await asyncio.sleep(0)

    async def trouble(self, weather: Weather, seconds: float) -> None:
        """Bad weather for a while."""
        self.weather = weather
        if weather is Weather.CUT:
            self._abort_all()
        await asyncio.sleep(seconds)
        self.weather = Weather.FAIR

    def _abort_all(self) -> None:
        for writer in self._open:
            writer.transport.abort()
            self.done[Weather.CUT] += 1
        self._open.clear()

    async def _accept(self, client: asyncio.StreamReader, to_client: asyncio.StreamWriter) -> None:
        if self.weather is Weather.CUT:
            to_client.transport.abort()
            return
        try:
            server, to_server = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:  # the homeserver is down
            to_client.transport.abort()
            return
        self._open |= {to_client, to_server}
        try:
            await asyncio.gather(self._pump(client, to_server, answers=False), self._pump(server, to_client))
        finally:
            for writer in (to_client, to_server):
                self._open.discard(writer)
                writer.transport.abort()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, answers: bool = True) -> None:
        with suppress(OSError):
            while chunk := await reader.read(CHUNK):
                if self.weather is Weather.SLOW:
                    self.done[Weather.SLOW] += 1
                    await asyncio.sleep(self._dice.uniform(0.05, 0.4))
                if self.weather is Weather.GARBLED and answers:
                    self.done[Weather.GARBLED] += 1
                    writer.write(self._garbled(chunk))
                    await writer.drain()
                    break  # such a connection never works again
                writer.write(chunk)
                await writer.drain()
        writer.close()

    def _garbled(self, chunk: bytes) -> bytes:
        """Cut short somewhere, or with junk in the middle."""
        place = self._dice.randrange(len(chunk))
        if self._dice.random() < 0.5:
            return chunk[:place]
        return chunk[:place] + JUNK + chunk[place + len(JUNK) :]
