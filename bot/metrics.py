"""What the program counts about itself: ages, numbers and durations. No text, no person, no room."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from bot.ports import Message, MessageHandler

HANDLING_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
AGE_BUCKETS = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0, 600.0, 3600.0)
"""Seconds: an answer is expected within a few; after an hour it is an apology."""


@dataclass(frozen=True, slots=True)
class Vitals:
    """How the program is now. Ages in seconds; None: no sync yet, nothing waits to be sent, nothing ingested."""

    sync_age: float | None
    outbox_age: float | None
    inbox_waiting: int
    syncs: int
    sync_failures: int
    generation: int
    generation_age: float | None


class Metrics:
    """Counters and gauges in a registry of their own; `vitals` is asked at each reading."""

    def __init__(self, vitals: Callable[[], Vitals], stalled: Callable[[], bool]) -> None:
        self._registry = registry = CollectorRegistry()
        self._messages = Counter(
            "relais_messages", "Messages handled, by what became of them", ["outcome"], registry=registry
        )
        self._handling = Histogram(
            "relais_handling_seconds", "Time that handlers took", buckets=HANDLING_BUCKETS, registry=registry
        )
        self._age = Histogram(
            "relais_answer_age_seconds", "From a question to its answer", buckets=AGE_BUCKETS, registry=registry
        )
        gauges: dict[str, tuple[str, Callable[[], float]]] = {
            "sync_age_seconds": ("Since the last news from the homeserver", lambda: _or_nan(vitals().sync_age)),
            "sync_stalled": ("1 when that is longer than the alarm allows", lambda: float(stalled())),
            "outbox_age_seconds": ("How long the oldest message waits to be sent", lambda: vitals().outbox_age or 0.0),
            "inbox_waiting": ("Events that wait for their room's worker", lambda: vitals().inbox_waiting),
            "syncs": ("Batches taken in since the start", lambda: vitals().syncs),
            "sync_failures": ("Syncs that failed since the start", lambda: vitals().sync_failures),
            "generation": ("Number of the generation that answers", lambda: vitals().generation),
            "generation_age_seconds": ("Since it was ingested", lambda: _or_nan(vitals().generation_age)),
        }
        for name, (text, read) in gauges.items():
            Gauge(f"relais_{name}", text, registry=registry).set_function(read)
        ProcessCollector(registry=registry)

    def counted(self, handler: MessageHandler) -> MessageHandler:
        """The same handler, counted."""

        async def count(message: Message) -> bool:
            began = time.perf_counter()
            outcome = "failed"
            try:
                dealt = await handler(message)
                outcome = "dealt_with" if dealt else "left_alone"
            finally:
                self._messages.labels(outcome).inc()
                self._handling.observe(time.perf_counter() - began)
            if dealt:
                self._age.observe(max(0.0, (datetime.now(UTC) - message.sent_at).total_seconds()))
            return dealt

        return count

    def text(self) -> bytes:
        """Everything in Prometheus' text format (version 0.0.4)."""
        return generate_latest(self._registry)


def _or_nan(value: float | None) -> float:
    return float("nan") if value is None else value
