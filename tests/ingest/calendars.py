"""Calendars as programs really write them, in pieces, and what is read from them."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from ingest.agenda import read_agenda
from ingest.agenda_ics import EventsRead
from kb.agenda_dates import Span, occurrences
from kb.agenda_same import series
from kb.event_records import event_to_json
from kb.events import Moment, Occurrence
from kb.store_events import Kept

BRUSSELS = ZoneInfo("Europe/Brussels")
AUTUMN, SPRING = "2026-10-01", "2027-05-01"


def calendar(*events: str, head: str = "") -> bytes:
    """A calendar of events as text; lines end as the standard says, those that begin with one space are folded."""
    text = "\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//NL", head, *events, "END:VCALENDAR"))
    lines = (line if re.match(r" \S", line) else line.strip() for line in text.split("\n"))
    return "".join(f"{line}\r\n" for line in lines if line.strip()).encode()


def event(lines: str, uid: str = "a@example.org", title: str = "Overleg") -> str:
    """One VEVENT with these lines, which say when."""
    told = "" if "SUMMARY" in lines else f"SUMMARY:{title}"
    return f"BEGIN:VEVENT\nUID:{uid}\nDTSTAMP:20261101T080000Z\n{told}\n{lines}\nEND:VEVENT"


def read(data: bytes, source: str = "feed") -> EventsRead:
    return read_agenda(data, source, "feed.ics")


def between(data: bytes, start: str = AUTUMN, end: str = SPRING) -> list[Occurrence]:
    """The dates of a calendar from one day up to, not including, another, oldest first."""
    span = Span(*(datetime.fromisoformat(day).replace(tzinfo=BRUSSELS) for day in (start, end)))
    kept = [Kept(row, 0, event_to_json(found)) for row, found in enumerate(read(data).events)]
    found = [o for one in series(kept) for o in occurrences(one.master, one.versions, span, BRUSSELS)]
    return sorted(found, key=lambda o: (text(o.start)[:10], text(o.start)))


def text(moment: Moment) -> str:
    """A moment as `relais agenda --json` prints it."""
    return moment.isoformat()


def starts(data: bytes, start: str = AUTUMN, end: str = SPRING) -> list[str]:
    """When the dates begin, to the minute and with the offset, as people of Brussels see it."""
    return [text(o.start) if o.all_day else f"{o.start:%Y-%m-%d %H:%M%z}" for o in between(data, start, end)]
