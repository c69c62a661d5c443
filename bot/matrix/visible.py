"""Formatted text -> what a person can read in it, for the guard. Nothing that a client might show is left out."""

from __future__ import annotations

from html.parser import HTMLParser

_INLINE = frozenset(("a", "b", "i", "u", "s", "em", "strong", "span", "font", "code", "del", "sub", "sup", "strike"))
_SHOWN = frozenset(("alt", "title", "data-mx-spoiler", "href", "src"))
"""Attributes that a client shows, or that a name can hide in."""


class _Collector(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.beside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _INLINE:
            self.text.append("\n")
        for name, value in attrs:
            # A pill's address is the id of a member of the room.
            if value and name in _SHOWN and "matrix.to/#/" not in value and not value.startswith("mxc://"):
                self.beside.append(value.removeprefix("mailto:").removeprefix("tel:"))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE:
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.beside.append(data)


def visible_text(html: str) -> str:
    """The words of `html`: those of inline tags stay together ("Pee<b>ters</b>"), blocks are lines."""
    collector = _Collector()
    collector.feed(html)
    collector.close()
    lines = "".join(collector.text).splitlines() + collector.beside
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)
