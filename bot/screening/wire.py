"""What the bot and the guard's process say to each other: one JSON object per line over pipes, in memory only."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from bot.guard.findings import Certainty, Finding, Kind, Verdict
from bot.guard.known import Known

LONGEST_LINE = 64 * 1024 * 1024
"""Bytes of one message: a file of ten megabytes as base64, or its text."""


def dump(message: dict[str, Any]) -> bytes:
    """A line."""
    return json.dumps(message, ensure_ascii=True).encode("ascii") + b"\n"


def load(line: bytes) -> dict[str, Any]:
    """Raises ValueError for anything but a JSON object."""
    message = json.loads(line)
    if not isinstance(message, dict):
        raise ValueError("not an object")
    return message


def known_to_wire(known: Known) -> dict[str, Any]:
    """What the repertory publishes, as lists."""
    return {name: [list(item) if isinstance(item, tuple) else item for item in items]
            for name, items in asdict(known).items()}  # fmt: skip


def known_from_wire(value: dict[str, Any]) -> Known:
    """The other way round."""
    sets: dict[str, Any] = {
        name: frozenset(tuple(item) if isinstance(item, list) else item for item in items)
        for name, items in value.items()
    }
    return Known(**sets)


def verdicts_to_wire(verdicts: Sequence[Verdict]) -> list[dict[str, Any]]:
    """Verdicts as JSON objects."""
    return [
        {
            "findings": [[found.kind, found.start, found.end, found.certainty] for found in verdict.findings],
            "cleaned": verdict.cleaned,
            "severe": verdict.severe,
            "exclusion": verdict.exclusion,
            "lang": verdict.lang,
        }
        for verdict in verdicts
    ]


def verdicts_from_wire(values: list[dict[str, Any]]) -> tuple[Verdict, ...]:
    """The other way round. Raises ValueError, KeyError or TypeError when it is nothing of the kind."""
    return tuple(
        Verdict(
            findings=tuple(
                Finding(Kind(kind), start, end, Certainty(sure)) for kind, start, end, sure in one["findings"]
            ),
            cleaned=one["cleaned"],
            severe=one["severe"],
            exclusion=one["exclusion"],
            lang=one["lang"],
        )
        for one in values
    )
