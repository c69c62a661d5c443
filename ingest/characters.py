"""Characters that have no business in a repertory: control characters and those that turn the reading direction."""

from __future__ import annotations

import re
from collections.abc import Mapping

_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Unicode's bidirectional controls (UAX 9): they make `exe.txt` look like `txt.exe`. Arabic and Hebrew letters carry
their own direction and are left alone; so are the joiners U+200C and U+200D, which Persian needs."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")

_LOST = "\ufffd"

_SUSPECT = re.compile(f"{_BIDI.pattern}|{_CONTROL.pattern}|{_LOST}|\r")

_GUARDED = re.compile("^'+(?=[=+\\-@\t\uff1d\uff0b\uff0d\uff20])", re.MULTILINE)
"""What ingest.export puts before a cell that a spreadsheet would calculate; one apostrophe is taken away again."""


def clean_values(values: Mapping[str, str], *, from_sheet: bool) -> tuple[dict[str, str], list[tuple[str, str, str]]]:
    """Trimmed values without unwanted characters, and (column, code, sentence) for what was taken out. `from_sheet`:
    the values come from a CSV or XLSX, where an apostrophe may guard a cell from being calculated."""
    cleaned = {column: value.strip() for column, value in values.items()}
    everything = "\n".join(cleaned.values())
    if from_sheet and _GUARDED.search(everything):
        cleaned = {column: _unguard(value) for column, value in cleaned.items()}
    if not _SUSPECT.search(everything):
        return cleaned, []
    notes: list[tuple[str, str, str]] = []
    for column, value in cleaned.items():
        if not _SUSPECT.search(value):
            continue
        cleaned[column], found = clean_text(value)
        notes.extend((column, code, sentence) for code, sentence in found)
    return cleaned, notes


def clean_text(text: str) -> tuple[str, list[tuple[str, str]]]:
    """`text` with line ends as \\n and without control and bidi characters, and (code, sentence) per kind removed."""
    notes: list[tuple[str, str]] = []
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _BIDI.search(text):
        text = _BIDI.sub("", text)
        notes.append(("bidi_removed", "Characters that change the reading direction were removed."))
    if _CONTROL.search(text):
        text = _CONTROL.sub("", text)
        notes.append(("control_removed", "Control characters were removed."))
    if _LOST in text:
        notes.append(("character_lost", "A character could not be read and stands as a question mark."))
    return text.strip(), notes


def _unguard(value: str) -> str:
    return value[1:] if value[:1] == "'" and _GUARDED.match(value) else value
