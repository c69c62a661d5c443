"""Reads .html files: headings h1-h6, paragraphs, list items and table rows; nothing of menus, scripts or forms."""

from __future__ import annotations

from pathlib import Path

from lxml import etree, html

from ingest.cleaning.blocks import Block
from ingest.cleaning.characters import normalise
from ingest.errors import SourceUnreadable
from ingest.readers.text import decode

_SKIPPED = {
    "script",
    "style",
    "nav",
    "header",
    "footer",
    "form",
    "noscript",
    "template",
    "svg",
    "iframe",
    "button",
    "head",
}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "dd", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "td", "th", "thead", "tr", "ul",
    *_HEADINGS,
}  # fmt: skip
MAX_DEPTH = 200
"""Elements nested deeper than this are no document that a person wrote."""


def read_html(path: Path) -> list[Block]:
    """Blocks of a page. Raises SourceUnreadable when there is no HTML in it."""
    data = path.read_bytes()
    declared = None if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")) else _declared(data)
    text = data.decode(declared, errors="replace") if declared else decode(data, path.name)
    text = text.removeprefix("\ufeff")
    try:
        tree = html.document_fromstring(text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise SourceUnreadable(f"{path.name} holds no HTML that can be read; save the page again.") from error
    reader = _Reader()
    body = tree.find(".//body")
    main = tree.find(".//main")
    reader.walk(main if main is not None else body if body is not None else tree, 0)
    reader.close("text")
    return reader.blocks


def _declared(data: bytes) -> str | None:
    """The encoding that a meta element names, when Python knows it."""
    head = data[:2048].lower()
    at = head.find(b"charset=")
    if at < 0:
        return None
    name = (
        head[at + 8 :]
        .lstrip(b"\"' ")
        .split(b'"')[0]
        .split(b"'")[0]
        .split(b">")[0]
        .split(b";")[0]
        .strip()
        .decode("ascii", "ignore")
    )
    try:
        data[:1].decode(name, errors="replace")
    except LookupError:
        return None
    # A page that says Latin-1 means Windows-1252 (WHATWG), and many that say so are UTF-8.
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252" if name in {"iso-8859-1", "latin-1", "latin1", "us-ascii", "utf-8"} else name
    return "utf-8"


class _Reader:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._buffer: list[str] = []
        self._kind: tuple[str, int] = ("text", 0)

    def walk(self, element: html.HtmlElement, depth: int) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in _SKIPPED or depth > MAX_DEPTH:
            return
        if tag in _BLOCKS:
            self.close("text")
        if tag == "br":
            self._buffer.append(" ")
        self._buffer.append(element.text or "")
        for child in element:
            self.walk(child, depth + 1)
            if tag == "tr" and child.tag in {"td", "th"}:
                self._buffer.append(" · ")
            self._buffer.append(child.tail or "")
        if tag in _HEADINGS:
            self.close("heading", _HEADINGS[tag])
        elif tag in {"li", "dt"}:
            self.close("item")
        elif tag in _BLOCKS and tag not in {"td", "th"}:
            self.close("text")

    def close(self, kind: str, level: int = 0) -> None:
        text = " ".join(normalise("".join(self._buffer)).split()).strip(" ·")
        self._buffer.clear()
        if not text:
            return
        if kind == "heading":
            self.blocks.append(Block("heading", text, level=level))
        else:
            self.blocks.append(Block("item" if kind == "item" else "text", text))
