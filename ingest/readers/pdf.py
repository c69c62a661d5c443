"""Reads the text layer of .pdf files, page by page."""

from __future__ import annotations

import logging
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from ingest.cleaning.blocks import RawPage
from ingest.errors import SourceUnreadable

MAX_PAGES = 5_000
"""A plan document has some hundred pages; this bounds the time that a crafted file can take."""


def read_pdf(path: Path) -> list[RawPage]:
    """Pages with their numbers, counted from 1 as a PDF viewer does.

    Raises SourceUnreadable for damaged files, for files that need a password and for scans without text.
    """
    # pypdf reports each of a damaged file's oddities as a log line; our one sentence says enough.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise SourceUnreadable(f"{path.name} is protected by a password; save a copy without one.")
        count = len(reader.pages)
        if count > MAX_PAGES:
            raise SourceUnreadable(f"{path.name} has {count} pages, more than the {MAX_PAGES} that are read; split it.")
        pages = [RawPage(page.extract_text(), number) for number, page in enumerate(reader.pages, 1)]
    except SourceUnreadable:
        raise
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError,
            NotImplementedError, ArithmeticError, AssertionError, UnicodeError) as error:  # fmt: skip
        # pypdf lets most of Python's errors through on crafted files; all mean the same to the reader
        raise SourceUnreadable(f"{path.name} is damaged and cannot be read as PDF; export it again.") from error
    if sum(len(page.text.split()) for page in pages) < 3:
        raise SourceUnreadable(
            f"{path.name} holds no text, only images (a scan); run text recognition (OCR) on it first."
        )
    return pages
