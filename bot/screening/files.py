"""The bytes of a file -> the text in it, or None when it holds none that can be read (an image, a scan, an archive).

What a file is, its first bytes decide; its name may lie. Runs in the guard's process, whose time and memory are bound.
"""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Iterator

LONGEST = 2_000_000
"""Characters of a file that are looked at; a book has about a million. More counts as unreadable, not as clean."""

UNPACKED = 100_000_000
"""Bytes that an Office file may unpack to."""

PAGES = 1_000

_ZIP, _PDF = b"PK\x03\x04", b"%PDF"
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def text_of(data: bytes) -> str | None:
    """The text, or None. Never raises: what cannot be read is None."""
    try:
        text = _read(data)
    except Exception:  # readers of foreign formats raise nearly everything on crafted files; all mean the same
        return None
    return text if text and text.strip() and len(text) <= LONGEST else None


def _read(data: bytes) -> str | None:
    if data.lstrip(b"\x00\t\r\n ")[:4] == _PDF:
        return "\n".join(_pdf(data))
    if data[:4] == _ZIP:
        return "\n".join(_office(data))
    return _plain(data)


def _plain(data: bytes) -> str | None:
    """Text files: UTF-8, UTF-16 with a mark, else Windows-1252 as Belgian spreadsheets export it."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding)
    if b"\x00" in data:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    odd = sum(not (char.isprintable() or char.isspace()) or char == "\ufffd" for char in text)
    return text if odd * 100 <= len(text) else None


def _pdf(data: bytes) -> Iterator[str]:
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings may quote the file
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise ValueError("a password is needed")
    if len(reader.pages) > PAGES:
        raise ValueError("too many pages")
    yield from (str(value) for value in (reader.metadata or {}).values())
    for page in reader.pages:
        yield page.extract_text()


def _office(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        names = {info.filename for info in infos}
        if sum(info.file_size for info in infos) > UNPACKED:
            raise ValueError("unpacks to too much")
        if "xl/workbook.xml" in names:
            yield from _workbook(data)
        elif "word/document.xml" in names:
            for name in sorted(names):
                # Headers, footnotes and comments hold names as often as the text itself.
                if name.startswith(("word/", "docProps/core")) and name.endswith(".xml"):
                    yield from _paragraphs(archive.read(name))
        else:
            raise ValueError("an archive, not a document")


def _paragraphs(xml: bytes) -> Iterator[str]:
    """The text of each paragraph of an XML part; words are split over runs at will."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    line: list[str] = []
    for _event, element in etree.iterwalk(etree.fromstring(xml, parser), events=("end",)):
        tag = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if tag in ("tab", "br", "cr"):
            line.append(" ")
        elif tag == "p":
            yield "".join(line)
            line = []
        elif element.text and tag in ("t", "delText", "creator", "lastModifiedBy", "title", "subject", "description"):
            line.append(element.text if tag in ("t", "delText") else f" {element.text} ")
    yield "".join(line)


def _workbook(data: bytes) -> Iterator[str]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    for sheet in book.worksheets:
        yield str(sheet.title)
        for row in sheet.iter_rows(values_only=True):
            yield " ; ".join(str(value) for value in row if value is not None)
