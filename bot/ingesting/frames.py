"""What the bot and the process that ingests say to each other: a JSON object on a line, then the bytes of files.

The line's "sizes" says how long each of these is. In memory only: a file that was posted never touches the disk.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

LONGEST_HEAD = 16 * 1024 * 1024
"""Bytes of the line; what is shown of a plan is some kilobytes."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One request or answer: `head` is JSON, `files` are bytes that hang on it."""

    head: dict[str, Any]
    files: tuple[bytes, ...] = field(default=(), repr=False)


def packed(frame: Frame) -> Sequence[bytes]:
    """The pieces to be written, in order."""
    head = frame.head | {"sizes": [len(one) for one in frame.files]}
    return (json.dumps(head).encode("ascii") + b"\n", *frame.files)


def read(stream: BinaryIO) -> Frame | None:
    """The next frame; None at the end of the stream. Raises ValueError for what is none."""
    line = stream.readline(LONGEST_HEAD)
    if not line:
        return None
    head = _head(line)
    return Frame(head, tuple(stream.read(size) for size in head.pop("sizes")))


async def receive(stream: asyncio.StreamReader) -> Frame:
    """The next frame. Raises ValueError for what is none, IncompleteReadError (an EOFError) at the end."""
    line = await stream.readline()
    if not line:
        raise EOFError
    head = _head(line)
    return Frame(head, tuple([await stream.readexactly(size) for size in head.pop("sizes")]))


def _head(line: bytes) -> dict[str, Any]:
    head = json.loads(line)
    if not isinstance(head, dict) or not isinstance(head.get("sizes"), list):
        raise ValueError("not a frame")
    return head
