"""Finds words in files, in every form in which a program may have written them."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from pathlib import Path


def forms(word: str) -> Iterator[bytes]:
    """UTF-8, UTF-16 either way, hexadecimal, percent and the three alignments of base64; also in small letters, as
    an index would have it."""
    for each in dict.fromkeys((word, word.lower(), word.upper())):
        for data in (each.encode(), each.encode("utf-16-le"), each.encode("utf-16-be")):
            yield data
            yield data.hex().encode()
            for shift in range(3):
                # Leave out the characters that also depend on what stands before and after.
                yield base64.b64encode(b"\x00" * shift + data)[(0, 2, 3)[shift] :].rstrip(b"=")[:-1]


def found_in(data: bytes, words: Iterable[str]) -> set[str]:
    """Which of the words are in the data."""
    return {word for word in words if any(form in data for form in forms(word))}


def found_below(folder: Path, words: Iterable[str]) -> dict[str, set[str]]:
    """File below a folder -> the words in it or in its name."""
    words = tuple(words)
    found: dict[str, set[str]] = {}
    for path in sorted(folder.rglob("*")):
        hits = found_in(path.name.encode(), words)
        if path.is_file():
            hits |= found_in(path.read_bytes(), words)
        if hits:
            found[str(path.relative_to(folder))] = hits
    return found
