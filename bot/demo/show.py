"""A Matrix message as a client would show it, for a terminal: the few HTML tags that messages use -> rich text."""

from __future__ import annotations

from html.parser import HTMLParser

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.demo.world import ZoneRoom
from bot.matrix.person import Said

_STYLES = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "code": "cyan", "del": "strike"}
_BLOCKS = frozenset({"p", "ul", "ol", "li", "blockquote", "div", "h1", "h2", "h3", "h4"})


def room_label(room: ZoneRoom) -> str:
    """Both names of a zone, or the one it has."""
    return room.name_nl if room.name_nl == room.name_fr else f"{room.name_nl} / {room.name_fr}"


def print_question(console: Console, room: ZoneRoom, name: str, text: str) -> None:
    """What somebody wrote in a room."""
    console.print()
    console.print(Text.assemble((f"🔒 {room_label(room)}", "dim"), "  ", (name, "bold cyan")))
    console.print(Padding(Text(text), (0, 0, 0, 2)))


def print_answer(console: Console, said: Said) -> None:
    """What Relais wrote in the thread below it."""
    console.print(Padding(Text("Relais", style="bold green"), (0, 0, 0, 4)))
    console.print(Padding(to_text(said.html, said.body), (0, 0, 0, 6)))


def to_text(html: str, plain: str) -> Text:
    """What a person sees of a message: its HTML when there is any, else its plain body."""
    if not html:
        return Text(plain)
    painter = _Painter()
    painter.feed(html)
    painter.close()
    return painter.done()


class _Painter(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._text = Text()
        self._styles: list[tuple[str, str]] = []
        self._quotes = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._newline()
        if tag in _BLOCKS:
            self._block()
        if tag == "blockquote":
            self._quotes += 1
        if tag == "li":
            self._write("• ")
        style = _STYLES.get(tag, "")
        if tag == "a":
            style = f"underline link {dict(attrs).get('href') or ''}".strip()
        if tag not in ("br", "hr", "img"):
            self._styles.append((tag, style))

    def handle_endtag(self, tag: str) -> None:
        while self._styles:
            if self._styles.pop()[0] == tag:
                break
        if tag == "blockquote":
            self._quotes = max(0, self._quotes - 1)
        if tag in _BLOCKS:
            self._block()

    def handle_data(self, data: str) -> None:
        if data.strip() or (data and not data.isspace()):
            self._write(data.replace("\n", " "))
        elif self._text.plain and not self._text.plain.endswith(("\n", " ")):
            self._write(" ")

    def _write(self, words: str) -> None:
        if self._quotes and (not self._text.plain or self._text.plain.endswith("\n")):
            self._text.append("│ ", style="dim")
        self._text.append(words, style=" ".join(style for _, style in self._styles if style))

    def _newline(self) -> None:
        self._text.append("\n")

    def _block(self) -> None:
        if self._text.plain and not self._text.plain.endswith("\n"):
            self._newline()

    def done(self) -> Text:
        self._text.rstrip()
        return self._text
