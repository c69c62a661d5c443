"""XLSX as offices make it: titles above the header, real dates, numbers where text is meant."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from ingest.errors import SourceUnreadable
from ingest.readers.archive import weigh_archive
from ingest.readers.columns import Header
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

_BROKEN_XML = (SyntaxError, ValueError, TypeError, AttributeError)
"""What openpyxl raises for XML that is cut off or not what it expects (ParseError is a SyntaxError)."""

_DAMAGED = (InvalidFileException, zipfile.BadZipFile, zlib.error, EOFError, OSError, LookupError, *_BROKEN_XML)


def open_xlsx(path: Path, *, mapping: Mapping[str, str] | None, limits: Limits) -> Table:
    """The table on the sheet whose header names most columns. The archive is weighed before it is unpacked.
    Raises SourceUnreadable for a zip bomb, a damaged workbook or one without a recognisable header."""
    weigh_archive(path, limits)
    # Handed over open: openpyxl refuses a path whose ending it does not know, whatever the content.
    stream = path.open("rb")
    try:
        book = openpyxl.load_workbook(stream, read_only=True, data_only=True)
        sheet, skip, header = _best_sheet(book, mapping)
        if sheet is None:
            raise SourceUnreadable(f"{path.name} holds no sheet with data; nothing was changed.", "empty")
        require_columns(path.name, header)
    except SourceUnreadable:
        stream.close()
        raise
    except _DAMAGED as error:
        stream.close()
        raise _damaged(path.name) from error
    return Table("xlsx", header, _records(path.name, stream, sheet, skip, header, limits))


def _best_sheet(book: openpyxl.Workbook, mapping: Mapping[str, str] | None) -> tuple[Worksheet | None, int, Header]:
    best: tuple[Worksheet | None, int, Header] = (None, 0, Header((), ()))
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        rows = [_texts(cells) for cells in sheet.iter_rows(max_row=HEADER_WITHIN, values_only=True)]
        at, header = find_header(rows, mapping)
        if rows and (best[0] is None or header.score > best[2].score):
            best = (sheet, at, header)
    return best


def _records(
    name: str, stream: BinaryIO, sheet: Worksheet, skip: int, header: Header, limits: Limits
) -> Iterator[Record]:
    width, filled = len(header.columns), 0
    try:
        for row, values in enumerate(sheet.iter_rows(min_row=skip + 2, values_only=True), start=1):
            cells = _texts(values)
            if not any(cell.strip() for cell in cells):
                continue
            filled += 1
            if filled > limits.rows:
                raise too_many_rows(name, limits.rows)
            # A sheet row simply ends at its last filled cell: what is missing on the right is empty, not ragged.
            cells += [""] * (width - len(cells))
            yield row_record(row, skip + 1 + row, cells, header)
    except _DAMAGED as error:
        raise _damaged(name) from error
    finally:
        stream.close()


def _damaged(name: str) -> SourceUnreadable:
    return SourceUnreadable(f"{name} is damaged; open it in Excel or LibreOffice and save it again.", "damaged")


def _texts(values: Sequence[object]) -> list[str]:
    return [_text(value) for value in values]


def _text(value: object) -> str:
    """A cell as the CSV would hold it: whole numbers without point, dates in ISO."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
