"""CSV as found: any usual encoding, delimiter and line ending; read row by row, in bounded memory."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterator, Mapping
from pathlib import Path

from ingest.errors import SourceUnreadable
from ingest.readers.columns import Header
from ingest.readers.encoding import detect_encoding
from ingest.readers.tables import (
    HEADER_WITHIN,
    Limits,
    Record,
    Table,
    find_header,
    require_columns,
    row_record,
    too_many_rows,
)

DELIMITERS = (",", ";", "\t", "|")


def open_csv(path: Path, *, mapping: Mapping[str, str] | None, limits: Limits) -> Table:
    """The table in a CSV file. Raises SourceUnreadable for anything that holds no recognisable header."""
    encoding = detect_encoding(path)
    delimiter, skip, header = _shape(path, encoding, mapping)
    require_columns(path.name, header)
    return Table("csv", header, _records(path, encoding, delimiter, skip, header, limits))


def _shape(path: Path, encoding: str, mapping: Mapping[str, str] | None) -> tuple[str, int, Header]:
    """The delimiter under which the header names most columns, the rows above it, and the header."""
    best: tuple[str, int, Header] | None = None
    for delimiter in DELIMITERS:
        rows = [cells for _, cells in itertools.islice(_rows(path, encoding, delimiter), HEADER_WITHIN)]
        at, header = find_header([cells or [] for cells in rows], mapping)
        if best is None or header.score > best[2].score:
            best = (delimiter, at, header)
    assert best is not None
    return best


def _rows(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str] | None]]:
    """(line on which the row starts, its cells), blank lines left out. The cells are None for a row that the CSV
    reader gives up on (a cell without end)."""
    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        reader = csv.reader(stream, delimiter=delimiter)
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader, None)
            except csv.Error:
                yield line, None
                continue
            except UnicodeError as error:
                raise SourceUnreadable(
                    f"{path.name} breaks off in the middle of a character; export it again.", "broken_off"
                ) from error
            if cells is None:
                return
            if cells:
                yield line, cells


def _records(path: Path, encoding: str, delimiter: str, skip: int, header: Header, limits: Limits) -> Iterator[Record]:
    rows = itertools.islice(_rows(path, encoding, delimiter), skip + 1, None)
    for row, (line, cells) in enumerate(rows, start=1):
        if row > limits.rows:
            raise too_many_rows(path.name, limits.rows)
        if cells is None:
            sentence = f"Line {line} holds a cell without end; a quotation mark is probably not closed."
            yield Record(row, line, {}, ("unreadable_row", sentence))
        elif any(cell.strip() for cell in cells):
            yield row_record(row, line, cells, header)
