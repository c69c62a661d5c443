"""Files and answers of servers -> the events of a source, and what `relais ingest agenda` tells about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ingest.agenda_csv import is_table, read_table
from ingest.agenda_ics import EventsRead, read_events
from ingest.errors import SourceUnreadable
from ingest.readers.ics import read_calendars
from kb.agenda_update import Update
from kb.events import Event
from kb.models import REGION, Zone

MOST_BYTES = 32 * 1024 * 1024
"""Size of a file or answer; 3,000 events have 0.7 MB."""

_EVERYWHERE = dict.fromkeys(("region", "regio", "région", "gewest", "brussel", "bruxelles", "alle", "toutes"), REGION)
"""Words for all zones together."""

ENDINGS = (".ics", ".ical", ".ifb", ".icalendar", ".csv")


def read_agenda_file(path: Path, zone: str = "", zones: Sequence[Zone] = ()) -> EventsRead:
    """The events of a file; see `read_agenda`. Raises SourceUnreadable."""
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
    return read_agenda(data, source_of(path), path.name, zone, zones)


def read_agenda(data: bytes, source: str, name: str, zone: str = "", zones: Sequence[Zone] = ()) -> EventsRead:
    """The events in `data`, iCalendar or CSV, whichever it is. `name` is what to call it in an error; `zone` for which
    care zone they are, where they do not say; `zones` are those there are. Raises SourceUnreadable when it is neither,
    is damaged, or announces nothing at all: an empty calendar is more often a failure of its server than the end of
    everything."""
    if not data.strip():
        raise SourceUnreadable(f"{name} is empty; nothing was changed.")
    if _is_table(data, name):
        read = read_table(data, source, name)
    else:
        read = read_events(read_calendars(data, name), source, name)
    if not read.events:
        bad = f" (of {len(read.rejected)} none could be read)" if read.rejected else ""
        raise SourceUnreadable(f"{name} holds no events{bad}; nothing was changed.")
    known = {word.casefold(): one.id for one in zones for word in (one.id, one.name_nl, one.name_fr)}
    unknown = {named for event in read.events for named in event.zones if named.casefold() not in known | _EVERYWHERE}
    if zones and unknown:
        listed = ", ".join(sorted(unknown)[:5])
        read.remarks.append(f"{listed} is no zone here; events that name it were placed by their postcode.")
    read.events = [_zoned(event, zone, known if zones else None) for event in read.events]
    return read


def _zoned(event: Event, zone: str, known: Mapping[str, str] | None) -> Event:
    """The event with ids of zones, by which it may also call them by name."""
    named = event.zones
    if named and known is not None:
        found = (known.get(word.casefold()) or _EVERYWHERE.get(word.casefold(), "") for word in named)
        named = tuple(dict.fromkeys(one for one in found if one))
    if not named and zone:
        named = (zone,)
    return event if named == event.zones else replace(event, zones=named)


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
    return name.lower().endswith(".csv") or is_table(data)


def _begins(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return b"BEGIN:VCALENDAR" in stream.read(4_096).replace(b"\x00", b"").upper()
    except OSError:
        return False
