"""Which encoding a table of text is in, decided from its bytes.

Repertories come out of Excel, databases and e-mail: UTF-8 with or without a byte order mark, UTF-16, Windows-1252.
A file is read in pieces, so that the decision costs no memory however long the file is.
"""

from __future__ import annotations

import codecs
from pathlib import Path

from ingest.errors import SourceUnreadable

PIECE = 1 << 20
"""Bytes read at a time."""

SAMPLE = 1 << 16
"""Bytes looked at to tell text from something else: the header and some rows."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks; that of UTF-32 begins with that of UTF-16, so it goes first."""

_GOOD_PER_BAD = 10
"""Accented letters that must be valid UTF-8 for each bad byte, for a damaged UTF-8 file not to be taken for
Windows-1252: in that, hardly a pair of letters is valid UTF-8 by chance."""

_BINARY_SHARE = 0.10
"""A text holds the odd stray control byte (a NUL from a database); above this share it is not a text."""

_CONTROL = bytes(b for b in range(32) if b not in b"\t\n\r\x0c\x1a")


def detect_encoding(path: Path) -> str:
    """The Python codec for the text in `path`.

    A byte order mark decides; then NULs at every other place (UTF-16 without a mark); then UTF-8 if the whole file is
    valid UTF-8 but for the odd damaged byte; else Windows-1252, which Western European Excel writes and which covers
    Latin-1.
    Raises SourceUnreadable when the bytes are no text at all.
    """
    with path.open("rb") as stream:
        sample = stream.read(SAMPLE)
    for mark, codec in _MARKS:
        if sample.startswith(mark):
            return codec
    wide = _wide(sample)
    if wide:
        return wide
    if len(sample.translate(None, _CONTROL)) < len(sample) * (1 - _BINARY_SHARE):
        raise SourceUnreadable(
            f"{path.name} is not a text or table that can be read; export it as CSV, XLSX or HSDS JSON.", "not_text"
        )
    return "utf-8" if _is_utf8(path) else "cp1252"


def _wide(sample: bytes) -> str:
    """`utf-16-le` or `utf-16-be` when NULs stand at most second (or first) places and hardly at the others, else ""."""
    half = len(sample) // 2
    if half < 2:
        return ""
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    if second > half * 0.6 and first < half * 0.02:
        return "utf-16-le"
    if first > half * 0.6 and second < half * 0.02:
        return "utf-16-be"
    return ""


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    good = bad = 0
    with path.open("rb") as stream:
        while piece := stream.read(PIECE):
            text = decoder.decode(piece)
            if not text.isascii():
                lost = text.count("\ufffd")
                bad += lost
                good += len(text) - len(text.encode("ascii", "ignore")) - lost
    bad += len(decoder.decode(b"", final=True))
    return bad * _GOOD_PER_BAD <= good


def decode_table(data: bytes, name: str) -> str:
    """The text of a small table in memory, decided on as in `detect_encoding`; line ends as \\n, without NULs. Raises
    SourceUnreadable when the bytes are no text at all."""
    codec = next((codec for mark, codec in _MARKS if data.startswith(mark)), "") or _wide(data[:SAMPLE])
    if not codec:
        if len(data[:SAMPLE].translate(None, _CONTROL)) < len(data[:SAMPLE]) * (1 - _BINARY_SHARE):
            raise SourceUnreadable(f"{name} is not a text or table that can be read; export it as CSV.")
        text = data.decode("utf-8", errors="replace")
        lost = text.count("\ufffd")
        good = len(text) - len(text.encode("ascii", "ignore")) - lost
        codec = "utf-8" if lost * _GOOD_PER_BAD <= good else "cp1252"
    decoded = data.decode(codec, errors="replace").replace("\x00", "")
    return decoded.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
