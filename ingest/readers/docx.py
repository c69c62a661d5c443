"""Reads .docx files: paragraphs, heading styles, list items and table rows, in the order of the document."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.document import Document as DocxDocument
from docx.opc.exceptions import OpcError
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from ingest.cleaning.blocks import Block
from ingest.cleaning.characters import normalise
from ingest.errors import SourceUnreadable

MAX_BYTES = 200_000_000
"""Unpacked size that is read at most: a plan document with its pictures is well below."""

MAX_RATIO = 100
"""Unpacked to packed: text in a DOCX packs about ten times; a bomb thousands of times."""

_LEVEL = re.compile(r"^(?:heading|kop|titre|überschrift) ?(\d)$", re.IGNORECASE)
_TITLE = {"title", "titel", "titre"}


def read_docx(path: Path) -> list[Block]:
    """Blocks of a document. Raises SourceUnreadable for damaged files and for archives that unpack to too much."""
    try:
        _check_size(path)
        document = docx.Document(str(path))
        return [block for block in _blocks(document) if block.text]
    except (OpcError, zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError, AttributeError, OSError) as error:
        raise SourceUnreadable(f"{path.name} is damaged and cannot be read as DOCX; save it again in Word.") from error


def _check_size(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        infos = archive.infolist()
    unpacked = sum(info.file_size for info in infos)
    text = [info for info in infos if info.filename.endswith((".xml", ".rels"))]
    bomb = any(info.file_size > 1_000_000 and info.file_size > MAX_RATIO * max(1, info.compress_size) for info in text)
    if unpacked > MAX_BYTES or bomb:
        raise SourceUnreadable(
            f"{path.name} unpacks to {unpacked // 1_000_000} MB, which no document needs; it was not read."
        )


def _blocks(document: DocxDocument) -> Iterator[Block]:
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            yield from _rows(part)
        else:
            yield _block(part)


def _rows(table: Table) -> Iterator[Block]:
    for row in table.rows:
        # merged cells appear once per column they span
        cells = list(dict.fromkeys(" ".join(normalise(cell.text).split()) for cell in row.cells))
        yield Block("text", " · ".join(cell for cell in cells if cell))


def _block(paragraph: Paragraph) -> Block:
    text = " ".join(normalise(paragraph.text).split())
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    if match := _LEVEL.match(style):
        return Block("heading", text, level=int(match.group(1)) or 1)
    if style.lower() in _TITLE:
        return Block("heading", text, level=1)
    listed = (
        "list" in style.lower()
        or "lijst" in style.lower()
        or (paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None)
    )
    return Block("item" if listed else "text", text)
