"""The elements of the arrays at the top of a JSON document, found without loading the document.

A repertory as HSDS JSON is seven to ten times as long as the same CSV, and as Python objects some ten times that. So
only where each element begins and ends is looked up, and one element at a time is decoded.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterator
from pathlib import Path

from ingest.errors import SourceUnreadable
from ingest.readers.encoding import detect_encoding

Buffer = mmap.mmap | bytes

_TOKEN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]', re.DOTALL)

_TRANSCODED_AT_MOST = 16 * 1024 * 1024
"""JSON is UTF-8 (RFC 8259). Something else is converted in memory, so it may not be long."""


def open_json(path: Path) -> Buffer:
    """The bytes of a JSON file as UTF-8, mapped, not read. SourceUnreadable for a long one in another encoding."""
    encoding = detect_encoding(path)
    if encoding in ("utf-8", "utf-8-sig"):
        with path.open("rb") as stream:
            return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    if path.stat().st_size > _TRANSCODED_AT_MOST:
        raise SourceUnreadable(f"{path.name} is JSON in {encoding}; export it in UTF-8.", "not_utf8")
    return path.read_text(encoding=encoding, errors="replace").encode()


def elements(data: Buffer) -> Iterator[tuple[str, int, int]]:
    """(key, start, end) per object in an array at the top of the document; the key is "" in a document that is itself
    an array. Raises ValueError when brackets do not match."""
    stack: list[bytes] = []
    key, last_string, start = "", b"", 0
    for match in _TOKEN.finditer(data):
        token = match[0]
        if token[:1] == b'"':
            if stack == [b"{"]:
                last_string = token
            continue
        if token in b"{[":
            if token == b"[" and len(stack) <= 1:
                key = last_string[1:-1].decode("utf-8", "replace") if stack else ""
            if token == b"{" and _in_top_array(stack):
                start = match.start()
            stack.append(token)
            continue
        if not stack or (stack.pop() == b"{") != (token == b"}"):
            raise ValueError("brackets do not match")
        if token == b"}" and _in_top_array(stack):
            yield key, start, match.end()
    if stack:
        raise ValueError("the document breaks off")


def _in_top_array(stack: list[bytes]) -> bool:
    return stack in ([b"["], [b"{", b"["])
