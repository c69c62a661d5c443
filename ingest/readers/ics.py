"""iCalendar (RFC 5545) as found: bytes -> components with their properties, as text.

Lines are read here rather than by icalendar, which takes seven times as long (0.8 s for 3,000 events), puts folded
lines together after decoding, so that accents cut in two are lost, and gives up on a calendar for one bad line. What
values mean is the business of ingest.agenda_ics.
"""

from __future__ import annotations

import codecs
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.errors import SourceUnreadable

MOST_COMPONENTS = 60_000
"""Components (events, alarms, time zones) in one calendar; each costs about two kilobytes of memory."""

MOST_PROPERTIES = 600_000
"""Properties in one calendar, thirty for each of twenty thousand events; they take about 150 MB."""

DEEPEST = 5
"""Levels of components: a calendar, its events, their alarms. More is nothing that a program writes."""

LONGEST_HEAD = 2_000
"""Characters of a property's name and parameters; a line with more is none."""

LONGEST_VALUE = 100_000
"""Characters of a value; what is longer is cut."""

_FOLDS = (b"\r\n ", b"\r\n\t", b"\n ", b"\n\t")
_TEXTS = frozenset({"SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "X-ALT-DESC", "CONTACT"})
_NAME = re.compile(r"[A-Za-z0-9-]+")
_ESCAPED = re.compile(r"\\([nN;,\\:\"])")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True)
class Property:
    """The value of a property as it stands in the file (still escaped), and its parameters, names in capitals."""

    value: str
    params: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The value as text, with the escapes of RFC 5545 3.3.11 undone, and those of vCalendar 1.0."""
        value = self.value
        if self.params.get("ENCODING", "").upper() == "QUOTED-PRINTABLE":
            value = quopri.decodestring(value.encode()).decode(errors="replace")
        return _ESCAPED.sub(lambda m: "\n" if m[1] in "nN" else m[1], value) if "\\" in value else value


@dataclass(frozen=True, slots=True)
class Component:
    """A calendar, an event, a time zone. Properties by name in capitals, in the order of the file."""

    name: str
    properties: dict[str, list[Property]] = field(default_factory=dict)
    components: list[Component] = field(default_factory=list)

    def first(self, name: str) -> Property | None:
        """The first property of a name."""
        found = self.properties.get(name)
        return found[0] if found else None

    def text(self, name: str) -> str:
        """The text of the first property of a name, "" when there is none."""
        found = self.properties.get(name)
        return found[0].text if found else ""

    def all(self, name: str) -> list[Property]:
        return self.properties.get(name, [])


def read_calendars(data: bytes, name: str) -> list[Component]:
    """The calendars in a file or an answer of a server; `name` is what to call it in an error. Raises SourceUnreadable
    when it is no calendar, breaks off, or is nested or filled beyond reason."""
    lines = _lines(data)
    calendars: list[Component] = []
    stack: list[Component] = []
    count = properties = 0
    for key, params, value in lines:
        if key == "BEGIN":
            count += 1
            if count > MOST_COMPONENTS or len(stack) >= DEEPEST:
                raise SourceUnreadable(f"{name} holds more than a calendar can; nothing was changed.")
            stack.append(Component(value.strip().upper()))
        elif key == "END":
            ended = value.strip().upper()
            if stack and stack[-1].name != ended and stack[-1].name.startswith(ended):
                break  # the end of the file, in the middle of a word
            if not stack or stack[-1].name != ended:
                raise SourceUnreadable(f"{name} is damaged (END:{ended[:20]} out of place); nothing was changed.")
            done = stack.pop()
            (stack[-1].components if stack else calendars).append(done)
        elif stack:
            properties += 1
            if properties > MOST_PROPERTIES:
                raise SourceUnreadable(f"{name} holds more than a calendar can; nothing was changed.")
            stack[-1].properties.setdefault(key, []).append(Property(value, params))
    if stack:
        raise SourceUnreadable(f"{name} breaks off before its end; nothing was changed.")
    found = [calendar for calendar in calendars if calendar.name == "VCALENDAR"]
    loose = [component for component in calendars if component.name == "VEVENT"]
    if loose:  # an event sent on its own
        found.append(Component("VCALENDAR", {}, loose))
    if not found:
        raise SourceUnreadable(f"{name} is not a calendar: {_instead(data)}; nothing was changed.")
    return found


def _lines(data: bytes) -> Iterator[tuple[str, dict[str, str], str]]:
    """(name in capitals, parameters, value) of every line. A line that is none belongs to the value before it: some
    programs write texts of several lines without escaping them."""
    text = _decoded(_unfolded(_plain_lines(data)))
    waiting: tuple[str, dict[str, str], str] | None = None
    for line in _each(text):
        split = _split(line)
        if split is not None:
            if waiting:
                yield waiting
            waiting = split
        elif waiting and line and waiting[0] in _TEXTS and len(waiting[2]) < LONGEST_VALUE:
            waiting = (waiting[0], waiting[1], f"{waiting[2]}\\n{line}")
    if waiting:
        yield waiting


def _each(text: str) -> Iterator[str]:
    """The lines, one at a time: a list of millions of short ones would take ten times the memory of the text."""
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield text[start:end].rstrip("\r")
        start = end + 1
    yield text[start:].rstrip("\r")


def _unfolded(data: bytes) -> bytes:
    """With folded lines whole again, lines ending with \\n and none empty; on bytes, since a fold may lie within a
    character. By replacing, which needs no memory of its own: a regular expression collects millions of pieces."""
    for fold in _FOLDS:
        data = data.replace(fold, b"")
    data = data.replace(b"\r\n", b"\n")
    while b"\n\n" in data:
        data = data.replace(b"\n\n", b"\n")
    return data


def _plain_lines(data: bytes) -> bytes:
    """UTF-8 with \\n: UTF-16 cannot be unfolded as bytes, and old Macs end lines with \\r alone."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            data = data.decode(codec, errors="replace").encode("utf-8", errors="replace")
    return data if b"\n" in data else data.replace(b"\r", b"\n")


def _decoded(data: bytes) -> str:
    """UTF-8, as the standard says; else Windows-1252, unless only the odd byte is damaged."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
    lost = text.count("\ufffd")
    whole = sum(1 for character in text if character > "\x7f") - lost
    return text if whole >= 10 * lost else data.decode("cp1252", errors="replace")


def _split(line: str) -> tuple[str, dict[str, str], str] | None:
    colon = line.find(":", 0, LONGEST_HEAD)
    if colon < 1:
        return None
    head = line[:colon]
    if '"' in head:
        colon = _outside_quotes(line[:LONGEST_HEAD], ":")
        if colon < 0:
            return None
        head = line[:colon]
    value = line[colon + 1 : colon + 1 + LONGEST_VALUE]
    if ";" not in head:
        head = head.strip()
        return (head.upper(), {}, value) if _NAME.fullmatch(head) else None
    key, *pairs = _pieces(head) if '"' in head else head.split(";")
    if not _NAME.fullmatch(key.strip()):
        return None
    params: dict[str, str] = {}
    for pair in pairs:
        param, _, content = pair.partition("=")
        params.setdefault(param.strip().upper(), content.strip().strip('"'))
    return key.strip().upper(), params, value


def _outside_quotes(text: str, wanted: str) -> int:
    quoted = False
    for position, character in enumerate(text):
        if character == '"':
            quoted = not quoted
        elif character == wanted and not quoted:
            return position
    return -1


def _pieces(head: str) -> list[str]:
    pieces: list[str] = []
    while (at := _outside_quotes(head, ";")) >= 0:
        pieces.append(head[:at])
        head = head[at + 1 :]
    return [*pieces, head]


def _instead(data: bytes) -> str:
    """What it seems to be."""
    start = data[:2_000].lstrip().lower()
    if not start:
        return "it is empty"
    if start.startswith((b"<!doctype html", b"<html", b"<?xml")) or b"<html" in start:
        return "it is a web page"
    return "it has no BEGIN:VCALENDAR"
