"""Is the bot well? A page for a service manager or a monitor, on loopback only, and an alarm in the log."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import asdict

import structlog
from aiohttp import web

from bot.errors import BotError
from bot.metrics import Metrics, Vitals

log = structlog.get_logger(__name__)

LOOK_SECONDS = 5.0
"""How often the alarm looks."""

PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


class Pulse:
    """`vitals` tells how things are; more than `patience` seconds without news from the homeserver, or with a message
    that waits to be sent, is not well."""

    def __init__(
        self, vitals: Callable[[], Vitals], patience: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._vitals = vitals
        self._patience = patience
        self._clock = clock
        self._started = clock()
        self._alarmed = False
        self.metrics = Metrics(vitals, self.stalled)

    def stalled(self) -> bool:
        """No news from the homeserver for too long, or none at all since the start."""
        age = self._vitals().sync_age
        return (self._clock() - self._started if age is None else age) > self._patience

    def well(self) -> bool:
        """In touch with the homeserver, and nothing waits too long to be sent."""
        now = self._vitals()
        return now.sync_age is not None and not self.stalled() and (now.outbox_age or 0.0) <= self._patience

    def look(self) -> None:
        """Log an error when the sync stands still, once, and when it moves again."""
        stalled = self.stalled()
        if stalled and not self._alarmed:
            log.error(
                "sync_stalled",
                seconds=round(self._vitals().sync_age or self._clock() - self._started),
                todo="look at the homeserver and the connection to it",
            )
        elif self._alarmed and not stalled:
            log.info("sync_moves_again")
        self._alarmed = stalled

    async def watch(self, pause: float = LOOK_SECONDS) -> None:
        """Look until cancelled."""
        while True:
            self.look()
            await asyncio.sleep(pause)


class HealthPage:
    """`/healthz` (200 or 503, JSON) and `/metrics` on 127.0.0.1:`port`. Port 0 serves nothing."""

    def __init__(self, health: Pulse, vitals: Callable[[], Vitals], port: int) -> None:
        self._health = health
        self._vitals = vitals
        self._port = port
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Raises BotError when somebody else has the port."""
        if not self._port:
            return
        app = web.Application()
        app.router.add_get("/healthz", self._healthz)
        app.router.add_get("/metrics", self._metrics)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        except OSError:
            await self.stop()
            raise BotError(
                f"Port {self._port} of operating.health_port is taken by another program; choose another."
            ) from None

    async def stop(self) -> None:
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    async def _healthz(self, _request: web.Request) -> web.Response:
        well = self._health.well()
        now = {key: round(value, 1) if value is not None else None for key, value in asdict(self._vitals()).items()}
        return web.json_response({"well": well, **now}, status=200 if well else 503)

    async def _metrics(self, _request: web.Request) -> web.Response:
        return web.Response(body=self._health.metrics.text(), headers={"Content-Type": PROMETHEUS})
