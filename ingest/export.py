"""Services -> CSV, XLSX and HSDS JSON, so that reading the export again gives the same services.

Exports are opened in spreadsheets, which calculate a cell that begins with `=`, `+`, `-`, `@` or a tab. Such a cell
gets an apostrophe in front (OWASP's advice on CSV injection), which ingest.characters takes away again. Telephone
numbers like `+32 2 555 09 02` are no formula and stay as they are.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from ingest.cells import cell
from ingest.characters import clean_text
from ingest.readers.columns import COLUMNS
from kb.models import Service

_CALCULATED = re.compile("^'*[=+\\-@\t\uff1d\uff0b\uff0d\uff20]")
_PHONE = re.compile(r"^\+\d[\d ./()-]{6,24}$")

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""Time stamp of the parts of an XLSX: the same services give the same bytes."""

_STAMPS = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")

_WIDTHS = {"description_nl": 60, "description_fr": 60, "name_nl": 34, "name_fr": 34}
"""Column widths in characters; the others get _WIDTH."""

_WIDTH = 16


def guard(text: str) -> str:
    """`text` for a spreadsheet cell: without control characters, and nothing that would be calculated."""
    text, _ = clean_text(text)
    if _CALCULATED.match(text) and not _PHONE.match(text):
        return "'" + text
    return text


def export_columns(services: Iterable[Service]) -> tuple[str, ...]:
    """The columns of a repertory file; `source` only when a service has one."""
    if any(service.source for service in services):
        return COLUMNS
    return tuple(column for column in COLUMNS if column != "source")


def to_csv(services: Iterable[Service]) -> bytes:
    """UTF-8, comma, one line per service, sorted by id."""
    ordered = _ordered(services)
    columns = export_columns(ordered)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([guard(cell(service, column)) for column in columns] for service in ordered)
    return stream.getvalue().encode()


def to_xlsx(services: Iterable[Service]) -> bytes:
    """One sheet with the same columns; dates and numbers are real ones, postcodes and telephone numbers are text."""
    ordered = _ordered(services)
    columns = export_columns(ordered)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Relais")
    sheet.freeze_panes = "B2"
    for position, column in enumerate(columns):
        sheet.column_dimensions[_letter(position)].width = _WIDTHS.get(column, _WIDTH)
    sheet.append([_heading(sheet, column) for column in columns])
    for service in ordered:
        sheet.append([_typed(sheet, service, column) for column in columns])
    stream = io.BytesIO()
    book.save(stream)
    return _without_time(stream.getvalue())


def _ordered(services: Iterable[Service]) -> Sequence[Service]:
    return sorted(services, key=lambda service: service.id)


def _letter(position: int) -> str:
    """A, B .. Z, AA ..: the name of a spreadsheet column, counted from 0."""
    head, tail = divmod(position, 26)
    return (chr(64 + head) if head else "") + chr(65 + tail)


def _heading(sheet: WriteOnlyWorksheet, column: str) -> Cell:
    heading = WriteOnlyCell(sheet, value=column)
    heading.font = Font(bold=True)
    return heading


def _typed(sheet: WriteOnlyWorksheet, service: Service, column: str) -> Cell | float | date | None:
    value = getattr(service, column)
    if isinstance(value, date) or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    text = guard(cell(service, column))
    if not text:
        return None
    typed = WriteOnlyCell(sheet, value="")
    # Set past openpyxl's own guess, which takes `=..` for a formula and `#N/A` for an error.
    typed._value, typed.data_type = text, "s"  # type: ignore[attr-defined]
    return typed


def _without_time(book: bytes) -> bytes:
    """The same archive with fixed time stamps."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = _STAMPS.sub(rb"\g<1>2000-01-01T00:00:00Z", data)
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, data)
    return stream.getvalue()
