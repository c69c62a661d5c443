"""The regional taxonomy: one closed list of categories with labels in three languages and a pictogram each."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from ingest.characters import clean_text
from ingest.errors import SourceUnreadable
from ingest.readers.encoding import detect_encoding
from kb.models import Term

FILE_NAME = "taxonomy.csv"
"""A file of this name beside a repertory file is read with it."""

_NO_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")

_COLUMNS = ("code", "parent", "label_nl", "label_fr", "label_en", "pictogram")


def taxonomy_beside(path: Path) -> Path | None:
    """The taxonomy file in the folder of `path`, if there is one."""
    candidate = path.parent / FILE_NAME
    return candidate if candidate.is_file() else None


def is_taxonomy(path: Path) -> bool:
    """Whether a file is a list of categories and no repertory: its first line names the columns of one. Raises
    SourceUnreadable when it is no text."""
    with path.open("rb") as stream:
        head = stream.read(4096)
    if not head.strip() or head.startswith(_NO_TEXT):
        return False
    with path.open(encoding=detect_encoding(path), errors="replace", newline="") as stream:
        cells = re.split(r"[,;\t]", stream.readline(4096).strip().casefold())
    return set(_COLUMNS) <= {cell.strip('" ') for cell in cells}


def read_taxonomy(path: Path) -> tuple[Term, ...]:
    """The terms in a CSV with the columns code, parent, label_nl, label_fr, label_en, pictogram.

    Raises SourceUnreadable when the file is missing, lacks a column, repeats a code or names a parent it does not hold:
    a closed list that is half right would reject good services.
    """
    if not path.is_file():
        raise SourceUnreadable(f"The taxonomy {path} does not exist; give the path of a taxonomy.csv.")
    with path.open(encoding=detect_encoding(path), newline="") as stream:
        head = stream.readline()
        delimiter = max(",;\t", key=head.count)
        stream.seek(0)
        rows = list(csv.DictReader(stream, delimiter=delimiter))
    if not rows or not set(_COLUMNS) <= set(rows[0]):
        raise SourceUnreadable(f"The taxonomy {path.name} must have the columns {', '.join(_COLUMNS)}.")
    terms = tuple(Term(*(clean_text(row[column] or "")[0] for column in _COLUMNS)) for row in rows if row["code"])
    _check(path.name, terms)
    return terms


def _check(name: str, terms: tuple[Term, ...]) -> None:
    codes: set[str] = set()
    for term in terms:
        if term.code in codes:
            raise SourceUnreadable(f"The taxonomy {name} holds the code {term.code} twice; remove one.")
        codes.add(term.code)
    for term in terms:
        if term.parent and term.parent not in codes:
            raise SourceUnreadable(f"The taxonomy {name} puts {term.code} under {term.parent}, which it does not hold.")
