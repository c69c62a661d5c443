"""How an event was announced where it was posted, and how it is announced now: what people must hear of."""

from __future__ import annotations

import hashlib
from datetime import datetime, time, timedelta

from bot.render.agenda_posts import Line
from kb.agenda import Agenda
from kb.agenda_dates import Span, occurrences
from kb.events import Moment, Occurrence

GONE = "gone"
"""The mark of an event that its source does not announce any more."""

_EVER = timedelta(days=1500)
"""How far around its first announcement a date that is gone is looked for."""


def mark(one: Occurrence) -> str:
    """Changes with the day, the hours, the place, the title and whether it takes place. Says nothing of them."""
    event = one.event
    told = (one.start, one.end, event.place, event.address, event.title_nl, event.title_fr, event.status)
    return hashlib.sha256(repr([str(part) for part in told]).encode()).hexdigest()[:16]


def mark_of(line: Line) -> str:
    """The mark of a line of a post."""
    return GONE if line.gone else mark(line.one)


def now_announced(agenda: Agenda, occurrence_id: str) -> Line | None:
    """What is announced now for a date that was posted: itself; the same event at another hour of that day, when a
    whole repetition moved; else what was announced last, as gone. None when nothing is known of it any more."""
    found = agenda.occurrence(occurrence_id)
    if found is not None:
        return Line(found)
    last = _last_known(agenda, occurrence_id)
    if last is None:
        return None
    day = begins(last.start, agenda).date()
    start, end = (datetime.combine(day + timedelta(days=n), time(), agenda.region) for n in (0, 1))
    moved = [one for one in agenda.between(start, end) if one.event.uid == last.event.uid]
    return Line(moved[0]) if len(moved) == 1 else Line(last, gone=True)


def begins(moment: Moment, agenda: Agenda) -> datetime:
    """A moment as a time; a day begins at midnight in the region."""
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time(), agenda.region)


def ends(one: Occurrence, agenda: Agenda) -> float:
    """When it is over, as Unix time."""
    return max(begins(one.end, agenda), begins(one.start, agenda)).timestamp()


def _last_known(agenda: Agenda, occurrence_id: str) -> Occurrence | None:
    """A date out of what was said of its event before it changed."""
    uid = occurrence_id.rpartition("#")[0]
    for change in reversed(agenda.changes_since(0)):
        old = change.old
        if old.uid not in (occurrence_id, uid):
            continue
        around = begins(old.start, agenda)
        master, versions = (None, [old]) if old.recurrence_id is not None else (old, [])
        for one in occurrences(master, versions, Span(around - _EVER, around + _EVER), agenda.region):
            if one.id == occurrence_id:
                return Occurrence(one.event, one.start, one.end, one.original, agenda.zones_of(old))
    return None
