"""Which event somebody means, and what looks like one that is proposed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from rapidfuzz import fuzz

from bot.agenda_marks import begins
from bot.agenda_period import period_of
from bot.handlers.agenda_find import Finder
from kb.agenda import Agenda
from kb.agenda_dates import alone
from kb.events import Event, Occurrence
from kb.understand.text import content_words, plain

ALIKE = 85.0
"""rapidfuzz ratio from which two titles or two places are taken for the same: a typing error or a word order."""
AHEAD = timedelta(days=366)
MOST = 6
"""Events to choose from."""


def as_occurrence(event: Event, agenda: Agenda) -> Occurrence:
    """An event that does not repeat, as the one date it has."""
    return Occurrence(event, event.start, event.end, event.recurrence_id, agenda.zones_of(event))


def alone_of(one: Occurrence) -> Event:
    """A date as an announcement of its own, also when its event repeats."""
    if one.event.recurrence and one.original is not None:
        return alone(one.event, one.original)
    return replace(one.event, start=one.start, end=one.end) if one.original is not None else one.event


def similar(event: Event, agenda: Agenda, finder: Finder) -> Occurrence | None:
    """What is on the agenda of the same day under such a title, or at the same hour in the same place."""
    day = begins(event.start, agenda).astimezone(agenda.region).date()
    start, end = (datetime.combine(day + timedelta(days=n), time(), agenda.region) for n in (0, 1))
    for one in finder.within(start, end):
        if one.event.uid == event.uid or one.cancelled:
            continue
        if _alike(_titles(one.event), _titles(event)):
            return one
        if begins(one.start, agenda) == begins(event.start, agenda) and _alike({one.event.place}, {event.place}):
            return one
    return None


def meant(words: str, finder: Finder, now: datetime, agenda: Agenda) -> list[Occurrence]:
    """Coming events with these words in their title, on the day that the words name, if any."""
    period, rest = period_of(words, now.astimezone(agenda.region).date())
    start, end = now, now + AHEAD
    if period is not None:
        start, end = (datetime.combine(day, time(), agenda.region) for day in (period.first, period.end))
    wanted = content_words(rest)
    there = finder.within(max(start, now), max(end, now))
    return [one for one in there if not one.cancelled and _has(one.event, wanted)]


def _has(event: Event, wanted: Sequence[str]) -> bool:
    told = plain(f"{event.title_nl} {event.title_fr}").split()
    return all(any(word in said or fuzz.ratio(word, said) >= ALIKE for said in told) for word in wanted)


def _titles(event: Event) -> set[str]:
    return {event.title_nl, event.title_fr}


def _alike(some: Collection[str], others: Collection[str]) -> bool:
    return any(
        fuzz.token_sort_ratio(plain(one), plain(other)) >= ALIKE for one in some for other in others if one and other
    )
