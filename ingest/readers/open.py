"""Which reader a file needs, decided by what is in it; its ending may lie."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

from ingest.errors import SourceUnreadable
from ingest.readers.csv_ import open_csv
from ingest.readers.datapackage import DESCRIPTOR, open_package, open_zipped_package
from ingest.readers.hsds import open_hsds
from ingest.readers.tables import Limits, Table
from ingest.readers.xlsx import open_xlsx

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_PDF = b"%PDF"
_AROUND_TEXT = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
"""Byte order marks, the NULs of UTF-16 and white space: what may stand before the first character."""


def open_table(path: Path, *, mapping: Mapping[str, str] | None, limits: Limits) -> Table:
    """The table of services in `path`. Raises SourceUnreadable with what to do about it."""
    head = _head(path, limits)
    name = path.name
    if head.startswith(_ZIP):
        return _open_zip(path, mapping=mapping, limits=limits)
    if head.startswith(_OLD_OFFICE):
        raise SourceUnreadable(f"{name} is in the old Excel format; save it as .xlsx or CSV.", "old_excel")
    if head.startswith(_PDF):
        raise SourceUnreadable(f"{name} is a PDF; a repertory is read from CSV, XLSX or HSDS JSON.", "pdf")
    if head.translate(None, _AROUND_TEXT)[:1] in (b"{", b"["):
        return open_package(path, limits=limits) if path.name == DESCRIPTOR else open_hsds(path, limits=limits)
    return open_csv(path, mapping=mapping, limits=limits)


def _head(path: Path, limits: Limits) -> bytes:
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise SourceUnreadable(f"{path} is a folder; give the path of a repertory file.")
        with path.open("rb") as stream:
            head = stream.read(4096)
    except FileNotFoundError:
        raise SourceUnreadable(f"The file {path} does not exist.") from None
    except OSError as error:
        raise SourceUnreadable(f"The file {path} cannot be read: {error.strerror}.") from None
    if not head.strip():
        raise SourceUnreadable(f"{path.name} is empty; nothing was changed.", "empty")
    if size > limits.file_bytes:
        most = limits.file_bytes // (1024 * 1024)
        raise SourceUnreadable(
            f"{path.name} is {size // (1024 * 1024)} MB; at most {most} MB are read at once: split it or filter it.",
            "too_large",
            limit=most,
        )
    return head


def _open_zip(path: Path, *, mapping: Mapping[str, str] | None, limits: Limits) -> Table:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile:
        raise SourceUnreadable(f"{path.name} is damaged; save or download it again.", "damaged") from None
    if "xl/workbook.xml" in names:
        return open_xlsx(path, mapping=mapping, limits=limits)
    if any(name.rsplit("/", 1)[-1] == DESCRIPTOR for name in names):
        return open_zipped_package(path, limits=limits)
    raise SourceUnreadable(
        f"{path.name} is a ZIP file but no XLSX workbook and no data package; give the file itself.", "not_workbook"
    )
