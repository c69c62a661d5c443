"""Reads .txt and .md files in any encoding that people still save them in."""

from __future__ import annotations

import re
from pathlib import Path

from ingest.cleaning.blocks import Block, RawPage
from ingest.cleaning.characters import normalise
from ingest.errors import SourceUnreadable

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_ATX = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,2}[.)])\s+(.*)$")
_MARKUP = (
    (re.compile(r"!\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"\[([^\]]+)\]\([^)]*\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])[*_](?=\S)([^*_]+?)(?<=\S)[*_](?![\w*])"), r"\1"),
    (re.compile(r"`([^`]+)`"), r"\1"),
)


def decode(data: bytes, name: str) -> str:
    """Text of a file: by its byte order mark, else UTF-8, else UTF-16 (half of its bytes are zero), else Windows-1252.

    Raises SourceUnreadable for bytes that are no text at all.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data, encoding, name)
    if data.count(0) > len(data) // 5:
        odd, even = data[1::2].count(0), data[::2].count(0)
        if max(odd, even) > 3 * min(odd, even):
            return _strict(data, "utf-16-le" if odd > even else "utf-16-be", name)
    if _is_binary(data):
        raise SourceUnreadable(f"{name} is not a text file; save it as text, HTML, PDF or DOCX.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceUnreadable(f"{name} says it is {encoding} and is not; save it again as UTF-8.") from error


def _is_binary(data: bytes) -> bool:
    sample = data[:65536]
    control = sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in sample)
    return data.startswith((b"PK\x03\x04", b"%PDF-", b"\x89PNG", b"\xd0\xcf\x11\xe0")) or control > len(sample) / 50


def read_text(path: Path) -> list[RawPage]:
    """A text file as one page; form feeds and page marks are found later."""
    return [RawPage(decode(path.read_bytes(), path.name))]


def read_markdown(path: Path) -> list[Block]:
    """Headings (# and underlined), paragraphs and list items of a Markdown file."""
    blocks: list[Block] = []
    open_ = False
    fenced = False
    for row in normalise(decode(path.read_bytes(), path.name)).split("\n"):
        text = row.strip()
        if text.startswith(("```", "~~~")):
            fenced, open_ = not fenced, False
            continue
        heading, item = _ATX.match(text), _ITEM.match(row)
        if not text or (re.match(r"^\|?[\s:|-]+\|?$", text) and not re.match(r"^(?:=+|-+)$", text)):
            open_ = False
        elif re.match(r"^(?:=+|-{3,})$", text):
            if open_ and blocks[-1].kind == "text":
                blocks[-1] = Block("heading", blocks[-1].text, level=1 if text[0] == "=" else 2)
            open_ = False
        elif heading and not fenced:
            blocks.append(Block("heading", plain(heading.group(2)), level=len(heading.group(1))))
            open_ = False
        elif item:
            blocks.append(Block("item", plain(item.group(1))))
            open_ = True
        elif open_:
            blocks[-1] = Block(blocks[-1].kind, f"{blocks[-1].text} {plain(text)}")
        else:
            blocks.append(Block("text", plain(text.lstrip("> "))))
            open_ = not text.startswith("|")
    return [block for block in blocks if block.text]


def plain(text: str) -> str:
    """Markdown without its marks: emphasis, links, code; table cells separated by a middle dot."""
    for pattern, shown in _MARKUP:
        text = pattern.sub(shown, text)
    if text.startswith("|"):
        text = " · ".join(cell.strip() for cell in text.strip("|").split("|") if cell.strip())
    return text.strip()
