"""One verification: between whom, over which road, how far; and reading the events of either road."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from bot.matrix.sas import Ending, Exchange
from bot.matrix.sas_parties import Content

PREFIX = "m.key.verification."

LIFE_SECONDS = 600.0
AHEAD_SECONDS = 300.0
"""A request older than ten minutes, or from more than five minutes ahead, is void (Matrix specification)."""


@dataclass(slots=True)
class Flow:
    """`room_id` is None from device to device; `flow_id` the id of the request or of the transaction; `began` by the
    monotonic clock. `exchange` is there once both devices are known. `reason` says why it ended without success."""

    user_id: str
    flow_id: str
    room_id: str | None
    began: float
    we_asked: bool
    exchange: Exchange | None = None
    signed: bool = False
    reason: str = ""

    @property
    def verified(self) -> bool:
        return self.exchange is not None and self.exchange.ending is Ending.DONE


def kind_of(source: Content) -> str:
    """`ready` for m.key.verification.ready; "" for everything that is not about verification."""
    kind, content = source.get("type"), source.get("content")
    if kind == "m.room.message":
        kind = content.get("msgtype") if isinstance(content, dict) else None
        return "request" if kind == f"{PREFIX}request" else ""
    return kind.removeprefix(PREFIX) if isinstance(kind, str) and kind.startswith(PREFIX) else ""


def flow_id_of(content: Content, room_id: str | None) -> object:
    """Which flow an event after the request belongs to."""
    return inner(content, "m.relates_to").get("event_id") if room_id else content.get("transaction_id")


def is_fresh(source: Content, content: Content, room_id: str | None) -> bool:
    """Whether a request is neither old nor from the future."""
    told = source.get("origin_server_ts") if room_id else content.get("timestamp")
    if not isinstance(told, int):
        return False
    return -AHEAD_SECONDS <= time.time() - told / 1000 <= LIFE_SECONDS


def inner(thing: dict[str, Any], *path: str) -> dict[str, Any]:
    """The object at a path, {} when there is none."""
    for key in path:
        found = thing.get(key)
        thing = found if isinstance(found, dict) else {}
    return thing
