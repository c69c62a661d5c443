"""A table of services, whatever file it came in: a header and records of text cells, one at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ingest.errors import SourceUnreadable
from ingest.readers.columns import COLUMNS, Header, read_header
from kb.models import Term

Format = Literal["csv", "xlsx", "hsds"]

HEADER_WITHIN = 20
"""A header row stands among this many first rows; titles and group rows may lie above it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused before it is read. A repertory of a city has some thousands of services; these leave room for a
    hundred thousand, and keep one file from taking the machine's memory.

    `expanded_bytes` and `ratio` guard against zip bombs: real XLSX files shrink ten- to fiftyfold."""

    file_bytes: int = 128 * 1024 * 1024
    rows: int = 120_000
    expanded_bytes: int = 512 * 1024 * 1024
    ratio: int = 100
    ratio_from_bytes: int = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Record:
    """One data row. `row` counts data rows from 1, `line` is where it stands in the file (line, or sheet row; 0 where
    that means nothing). `values` has a key per column that the source speaks of. `problem` is (code, sentence) when
    the row as a whole cannot be used, `details` the numbers in that sentence."""

    row: int
    line: int
    values: Mapping[str, str]
    problem: tuple[str, str] | None = None
    details: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """An opened source. `records` can be walked through once. `terms` holds taxonomy terms that came along."""

    format: Format
    header: Header
    records: Iterator[Record]
    terms: tuple[Term, ...] = ()
    notes: Sequence[str] = field(default=())


def find_header(rows: Sequence[Sequence[str]], mapping: Mapping[str, str] | None) -> tuple[int, Header]:
    """Position and content of the header among the first `rows`: the row that names most columns."""
    headers = [read_header(row, mapping) for row in rows[:HEADER_WITHIN]]
    if not headers:
        return 0, Header((), ())
    best = max(range(len(headers)), key=lambda i: (headers[i].score, -i))
    return best, headers[best]


def require_columns(name: str, header: Header) -> None:
    """Raises SourceUnreadable, naming the columns, when there is no id or no name to be found."""
    missing = header.missing()
    if missing:
        wanted = " and ".join(missing)
        seen = ", ".join(h for h in header.headings if h.strip())[:200] or "none"
        raise SourceUnreadable(
            f"{name} lacks the column {wanted} (headings found: {seen}); add it, or name the heading in the mapping.",
            "no_columns",
            wanted=", ".join(missing).replace(" or ", " / "),
            seen=seen,
        )


def row_record(row: int, line: int, cells: Sequence[str], header: Header) -> Record:
    """A record of `cells`; one with too many or too few of them is reported, never shifted."""
    columns = header.columns
    extra = len(cells) - len(columns)
    values = {column: cell for column, cell in zip(columns, cells, strict=False) if column}
    if extra == 0 or (extra > 0 and not any(cell.strip() for cell in cells[len(columns) :])):
        return Record(row, line, values)
    more = "more" if extra > 0 else "fewer"
    sentence = f"Line {line} has {len(cells)} cells, {abs(extra)} {more} than the {len(columns)} of the header."
    return Record(row, line, values, ("ragged_row", sentence), {"cells": len(cells), "columns": len(columns)})


def too_many_rows(name: str, limit: int) -> SourceUnreadable:
    return SourceUnreadable(
        f"{name} holds more than {limit} services, which is the limit; split it or filter it.",
        "too_many_rows",
        limit=limit,
    )


__all__ = [
    "COLUMNS",
    "Format",
    "Limits",
    "Record",
    "Table",
    "find_header",
    "require_columns",
    "row_record",
    "too_many_rows",
]
