"""Prints what a large calendar costs: python tests/benchmarks/bench_agenda.py [EVENTS ...]

Per size (3,000 events when none is given; each in a process of its own): reading and storing a feed of events that are
weekly for ten years, with excluded and moved dates; the same feed again; the dates of a month and of a year; writing it
as a calendar file; peak memory. Then the two commands that a person types, start of the program included. For
comparison: icalendar and recurring-ical-events on the same file, which hold it in memory and keep nothing.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ingest.agenda import read_agenda_file, source_of
from kb.agenda import Agenda
from kb.agenda_ics import calendar
from kb.settings import KnowledgeSettings

BRUSSELS = ZoneInfo("Europe/Brussels")
NOW = datetime(2026, 11, 22, 12, tzinfo=BRUSSELS)
THEMES = (("wonen", "logement"), ("schulden", "dettes"), ("dementie", "démence"), ("rouw", "deuil"))
KINDS = (("Vorming", "Formation"), ("Overleg", "Concertation"), ("Praatgroep", "Groupe de parole"))


def write_feed(path: Path, events: int) -> None:
    """A feed of weekly events; every fifth has a moved date, every third an excluded one."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//bench//NL"]
    for number in range(events):
        lines += weekly_event(number)
    lines.append("END:VCALENDAR")
    path.write_text("".join(f"{line}\r\n" for line in lines), encoding="utf-8")


def weekly_event(number: int) -> list[str]:
    first = date(2020, 1, 1) + timedelta(days=number % 700)
    later = first + timedelta(weeks=(date(2026, 12, 1) - first).days // 7)
    hour = f"{8 + number % 12:02}3000"
    (kind_nl, kind_fr), (nl, fr) = KINDS[number % len(KINDS)], THEMES[number % len(THEMES)]
    begin = ["BEGIN:VEVENT", f"UID:bench-{number}@example.org", "DTSTAMP:20261101T080000Z"]
    lines = [
        *begin,
        f"DTSTART;TZID=Europe/Brussels:{first:%Y%m%d}T{hour}",
        "DURATION:PT1H30M",
        f"RRULE:FREQ=WEEKLY;{'UNTIL=20301231T225959Z' if number % 2 else 'COUNT=520'}",
        f"SUMMARY:{kind_nl} {nl} {number} / {kind_fr} {fr} {number}",
        "LOCATION:Buurthuis\\, Dorpsstraat 1\\, 1030 Schaarbeek",
        "DESCRIPTION:Elke week voor wie in de buurt werkt.\\n\\nChaque semaine pour le quartier.",
    ]
    lines += [f"EXDATE;TZID=Europe/Brussels:{later:%Y%m%d}T{hour}"] if number % 3 == 0 else []
    lines.append("END:VEVENT")
    if number % 5:
        return lines
    moved = later + timedelta(weeks=1)
    return [
        *lines,
        *begin,
        f"RECURRENCE-ID;TZID=Europe/Brussels:{moved:%Y%m%d}T{hour}",
        f"DTSTART;TZID=Europe/Brussels:{moved:%Y%m%d}T200000",
        "DURATION:PT1H",
        f"SUMMARY:Verplaatst {number}",
        "END:VEVENT",
    ]


def timed(name: str, work: Callable[[], Any], count: Callable[[Any], int]) -> float:
    """Run, print seconds of the clock and of the processor, and what came of it; the seconds of the clock."""
    clock, processor = time.perf_counter(), time.process_time()
    result = work()
    clock, processor = time.perf_counter() - clock, time.process_time() - processor
    print(f"  {name:<28} {clock:7.2f} s   processor {processor:6.2f} s   {count(result):>8} found")
    return clock


def measure(path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        agenda = Agenda.open(Path(folder), KnowledgeSettings())

        def bring_in() -> Any:
            return agenda.announce(source_of(path), read_agenda_file(path).events, NOW)

        def dates(days: int) -> Callable[[], Any]:
            start = datetime(2026, 12, 1, tzinfo=BRUSSELS)
            return lambda: agenda.between(start, start + timedelta(days=days))

        both = timed("ingest", bring_in, lambda update: len(update.put))
        both += timed("a month", dates(31), len)
        print(f"  {'ingest and a month':<28} {both:7.2f} s")
        timed("the same feed again", bring_in, lambda update: update.unchanged)
        timed("a week", dates(7), len)
        timed("three months", dates(92), len)
        timed("calendar file", lambda: calendar(agenda.series(NOW), "x", NOW, BRUSSELS).to_ical(), len)
        agenda.close()
    print(f"  peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def compare(path: Path) -> None:
    """What the libraries take that do this and nothing else."""
    import icalendar
    import recurring_ical_events

    read = icalendar.Calendar.from_ical(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")

    def parse() -> Any:
        nonlocal read
        read = icalendar.Calendar.from_ical(path.read_bytes())
        return read.walk("VEVENT")

    def month() -> Any:
        return recurring_ical_events.of(read).between((2026, 12, 1), (2027, 1, 1))

    timed("icalendar", parse, len)
    timed("recurring-ical-events, month", month, len)
    print(f"  peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def commands(path: Path) -> None:
    """The commands, start of the program included; what they print, in characters."""
    relais = str(Path(sys.executable).with_name("relais"))
    with tempfile.TemporaryDirectory() as folder:

        def run(*arguments: str) -> Any:
            given = [relais, "--data", folder, "--now", "2026-11-22T12:00", *arguments]
            return subprocess.run(given, check=True, capture_output=True).stdout

        timed("relais ingest agenda", lambda: run("ingest", "agenda", str(path)), len)
        days = ("--from", "2026-12-01", "--to", "2026-12-31")
        timed("relais agenda, a month", lambda: run("agenda", "--json", *days), len)


def main(sizes: list[int]) -> None:
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "feed.ics"
            write_feed(path, size)
            print(f"{size} weekly events over ten years, {path.stat().st_size / 1e6:.1f} MB")
            for part in ("measure", "commands", "compare"):
                sys.stdout.flush()
                subprocess.run([sys.executable, __file__, part, str(path)], check=True)


if __name__ == "__main__":
    parts = {"measure": measure, "commands": commands, "compare": compare}
    if sys.argv[1:2] and sys.argv[1] in parts:
        parts[sys.argv[1]](Path(sys.argv[2]))
    else:
        main([int(size) for size in sys.argv[1:]] or [3_000])
