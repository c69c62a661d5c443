"""Our dates against those of recurring-ical-events, on rules of every kind with excluded and moved dates."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pytest
import recurring_ical_events

from kb.events import Moment
from tests.ingest.calendars import BRUSSELS, between, calendar, event

START, END = datetime(2026, 10, 1, tzinfo=BRUSSELS), datetime(2027, 5, 1, tzinfo=BRUSSELS)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
BY = {
    "DAILY": ("", "", "BYDAY=MO,TU,WE,TH,FR", "BYMONTH=11,12,3"),
    "WEEKLY": ("", "BYDAY={day}", "BYDAY={day},{other}", "BYDAY={day},{other};WKST=SU"),
    "MONTHLY": ("", "BYDAY=1{day}", "BYDAY=-1{day}", "BYMONTHDAY=31", "BYMONTHDAY=-2", "BYMONTHDAY=1,15",
                "BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "BYDAY={day};BYSETPOS=2"),
    "YEARLY": ("", "BYMONTH=3,11;BYDAY=1{day}", "BYMONTH=10,12,1;BYMONTHDAY=31", "BYYEARDAY=1,100,-1",
               "BYWEEKNO=2,45;BYDAY={day}", "BYDAY=45{day}"),
}  # fmt: skip
HOURS = (time(0), time(8, 30), time(14), time(23, 30))


def case(seed: int) -> tuple[str, bool]:
    """The lines of a random repeating event, and whether it lasts whole days."""
    rnd = random.Random(seed)
    freq = rnd.choice(tuple(BY))
    whole = rnd.random() < 0.3
    zone = rnd.choice(("Z", ";TZID=Europe/Brussels", ";TZID=Romance Standard Time", ";TZID=America/New_York"))
    first = date(2026, 1, 1) + timedelta(days=rnd.randrange(330))
    hour = rnd.choice(HOURS)
    length = timedelta(days=rnd.choice((1, 2, 7))) if whole else timedelta(minutes=rnd.choice((30, 90, 480, 1500)))

    def at(day: date, more: timedelta = timedelta()) -> str:
        if whole:
            return f";VALUE=DATE:{day + more:%Y%m%d}"
        clock = f"{datetime.combine(day, hour) + more:%Y%m%dT%H%M%S}"
        return f":{clock}Z" if zone == "Z" else f"{zone}:{clock}"

    parts = [f"FREQ={freq}", f"INTERVAL={rnd.choice((1, 1, 2, 3))}", rnd.choice(BY[freq])]
    last = first + timedelta(days=rnd.randrange(1, 700))
    until = f"{last:%Y%m%d}" if whole else f"{last:%Y%m%d}T225959Z"
    parts.append(rnd.choice(("", f"COUNT={rnd.randrange(1, 60)}", f"UNTIL={until}")))
    rule = ";".join(part for part in parts if part).format(day=rnd.choice(DAYS), other=rnd.choice(DAYS))
    lines = [f"DTSTART{at(first)}", f"DTEND{at(first, length)}", f"RRULE:{rule}"]
    if rnd.random() < 0.3:
        lines.append(f"RDATE{at(first + timedelta(days=rnd.randrange(1, 400)))}")
    return "\n".join(lines), whole


def written(moment: Moment) -> str:
    if isinstance(moment, datetime):
        return f":{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return f";VALUE=DATE:{moment:%Y%m%d}"


def theirs(data: bytes) -> set[tuple[str, str, str]]:
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(data)).between(START, END)
    dates = {(plain(e["DTSTART"].dt), plain(e["DTEND"].dt), str(e.get("SUMMARY"))) for e in found}
    return {one for one in dates if moment(one[0]) < END and (moment(one[1]) > START or moment(one[0]) >= START)}


def ours(data: bytes) -> set[tuple[str, str, str]]:
    return {(plain(o.start), plain(o.end), o.event.title_nl or o.event.title_fr) for o in between(data)}


def plain(when: Moment) -> str:
    return when.astimezone(UTC).isoformat() if isinstance(when, datetime) else when.isoformat()


def moment(text: str) -> datetime:
    """What `plain` wrote, as a point in time."""
    if "T" in text:
        return datetime.fromisoformat(text)
    return datetime.combine(date.fromisoformat(text), time(), BRUSSELS)


@pytest.mark.parametrize("seed", range(100))
def test_every_date_and_none_too_many(seed: int) -> None:
    lines, whole = case(seed)
    data = calendar(event(lines))
    assert ours(data) == theirs(data), lines
    rnd = random.Random(seed)
    found = sorted((o.start for o in between(data)), key=plain)
    if len(found) < 4:
        return
    excluded, kept, gone = rnd.sample(found, 3)
    length = timedelta(days=1) if whole else timedelta(hours=2)
    to = kept + timedelta(days=rnd.choice((0, 1, -3, 10)))
    moved = (
        f"SEQUENCE:1\nSUMMARY:moved\nRECURRENCE-ID{written(kept)}\nDTSTART{written(to)}\nDTEND{written(to + length)}"
    )
    cancelled = f"SEQUENCE:1\nSUMMARY:gone\nSTATUS:CANCELLED\nRECURRENCE-ID{written(gone)}\nDTSTART{written(gone)}\n"
    cancelled += f"DTEND{written(gone + length)}"
    data = calendar(event(f"{lines}\nEXDATE{written(excluded)}"), event(moved), event(cancelled))
    assert ours(data) == theirs(data), data.decode()
