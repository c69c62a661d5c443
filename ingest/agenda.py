"""Files and answers of servers -> the events of a source, and what `relais ingest agenda` tells about them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from ingest.agenda_csv import read_table
from ingest.agenda_ics import EventsRead, read_events
from ingest.errors import SourceUnreadable
from ingest.readers.ics import read_calendars
from kb.agenda_update import Update

MOST_BYTES = 32 * 1024 * 1024
"""Size of a file or answer; 3,000 events have 0.7 MB."""

ENDINGS = (".ics", ".ical", ".ifb", ".icalendar", ".csv")


def read_agenda_file(path: Path, zone: str = "") -> EventsRead:
    """The events of a file. `zone`: for which zone they are, where they do not say. Raises SourceUnreadable."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise SourceUnreadable(
                f"{path.name} has {size // 1_000_000} MB, more than the {MOST_BYTES // 1_000_000} MB that are read;"
                " split it."
            )
        data = path.read_bytes()
    except OSError as error:
        raise SourceUnreadable(f"{path.name} cannot be opened: {error.strerror or error}.") from error
    return read_agenda(data, source_of(path), path.name, zone)


def read_agenda(data: bytes, source: str, name: str, zone: str = "") -> EventsRead:
    """The events in `data`, iCalendar or CSV, whichever it is. `name` is what to call it in an error. Raises
    SourceUnreadable when it is neither, is damaged, or announces nothing at all: an empty calendar is more often a
    failure of its server than the end of everything."""
    if not data.strip():
        raise SourceUnreadable(f"{name} is empty; nothing was changed.")
    read = (
        read_table(data, source, name)
        if _is_table(data, name)
        else read_events(read_calendars(data, name), source, name)
    )
    if not read.events:
        bad = f" (of {len(read.rejected)} none could be read)" if read.rejected else ""
        raise SourceUnreadable(f"{name} holds no events{bad}; nothing was changed.")
    if zone:
        read.events = [event if event.zones else replace(event, zones=(zone,)) for event in read.events]
    return read


def source_of(path: Path) -> str:
    """The name under which a file's events are kept: ingesting the same path again replaces them."""
    return str(path.resolve())


def agenda_files(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Files to read, and files passed over because they are of another kind. Folders stand for the calendars in them.
    Raises SourceUnreadable for a path that does not exist."""
    files: list[Path] = []
    others: list[Path] = []
    for path in paths:
        if path.is_dir():
            files += sorted(p for p in path.iterdir() if p.is_file() and p.suffix.lower() in ENDINGS)
        elif not path.exists():
            raise SourceUnreadable(f"{path} does not exist.")
        else:
            (files if path.suffix.lower() in ENDINGS or _begins(path) else others).append(path)
    return list(dict.fromkeys(files)), others


def result_json(source: str, read: EventsRead, update: Update) -> dict[str, object]:
    """What `relais ingest agenda --json` prints for a source."""
    return {
        "source": source,
        "name": read.name,
        **update.counts,
        "rejected": [{"uid": r.uid, "title": r.title, "reason": r.reason} for r in read.rejected],
        "remarks": read.remarks,
    }


def _is_table(data: bytes, name: str) -> bool:
    if b"BEGIN:VCALENDAR" in data[:4_096].replace(b"\x00", b"").upper():
        return False
    return name.lower().endswith(".csv")


def _begins(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return b"BEGIN:VCALENDAR" in stream.read(4_096).replace(b"\x00", b"").upper()
    except OSError:
        return False
