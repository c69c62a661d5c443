"""A query -> what the agenda has for it: of the asker's zone, of other zones; when there is nothing, what comes next.

Runs in a thread of its own (it reads the database and unrolls repetitions); changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.handlers.agenda_query import Query, is_of_kind
from kb.agenda import Agenda
from kb.errors import PeriodTooLong
from kb.events import Event, Occurrence
from kb.models import Lang, Place
from kb.terms import Analyzer
from kb.understand.text import fold, folded_words

COMING = (timedelta(days=60), timedelta(days=366))
"""How far ahead is looked when no time is named: two months; where that has nothing, a year."""

ENOUGH = 0.6
"""Share of the words asked for (by weight) that an event must be about."""
SAID, MEANT = 0.5, 0.25
"""Weight from which a word of an event counts as the one asked for, or as one near it (kb.terms)."""
FURTHER = 0.3
"""So much nearer must a word of a description be than one of a title: "huisarts" there is not about housing."""
SAME = 1.0
"""The word itself: of the name of a place or organiser nothing less counts ("Wijkhuis" is not about housing)."""


@dataclass(frozen=True, slots=True)
class Found:
    """`own` are events of the asker's zone or of all zones, `others` of other zones, oldest first; everything is in
    `own` when no zone was to be told apart. `loosened`: none is of the sort asked for, but they fit otherwise.
    `coming` is what comes next, when nothing was found."""

    query: Query
    own: tuple[Occurrence, ...] = ()
    others: tuple[Occurrence, ...] = ()
    loosened: bool = False
    coming: Occurrence | None = None

    def __bool__(self) -> bool:
        return bool(self.own or self.others)


class Finder:
    """Looks in one agenda. `zones` of `find` are those of the asker: of the room, else of the person."""

    def __init__(self, agenda: Agenda, analyzer: Analyzer) -> None:
        self._agenda = agenda
        self._analyzer = analyzer

    def find(self, query: Query, now: datetime, zones: Sequence[str]) -> Found:
        """Events that have not ended at `now`, and fit."""
        near, far = COMING
        found = self._fitting(query, self._span(query, now, near), now)
        if not found[0] and query.period is None:
            found = self._fitting(query, self._span(query, now, far), now)
        fitting, loosened = found
        if query.single:
            fitting = _first(fitting, zones)
        own = [one for one in fitting if not zones or query.places or any(one.serves(zone) for zone in zones)]
        others = [one for one in fitting if one not in own]
        if fitting:
            return Found(query, tuple(own), tuple(others), loosened)
        return Found(query, coming=self._coming(query, now, zones))

    def within(self, start: datetime, end: datetime, zone: str | None = None) -> list[Occurrence]:
        """What lies between two moments; of an agenda too full for that, the first part of that time."""
        while True:
            try:
                return self._agenda.between(start, end, zone)
            except PeriodTooLong:
                if end - start <= timedelta(days=1):
                    return []
                end = start + (end - start) / 4

    def _span(self, query: Query, now: datetime, ahead: timedelta) -> tuple[datetime, datetime]:
        region = self._agenda.region
        if query.period is None:
            return max(query.after or now, now), now + ahead
        first, end = (datetime.combine(day, time(), region) for day in (query.period.first, query.period.end))
        return max(first, now), end

    def _fitting(self, query: Query, span: tuple[datetime, datetime], now: datetime) -> tuple[list[Occurrence], bool]:
        start, end = span
        there = [one for one in self.within(start, end) if start < end and self._open(one, query)]
        if query.after is not None:
            there = [one for one in there if self.begins(one) > query.after]
        if not (query.kind or query.words):
            return there, False
        said = " ".join(part for part in (query.kind_words, query.words) if part)
        if exact := [one for one in there if self._about(one.event, said, query.words_lang, SAID)]:
            return exact, False
        themed = [one for one in there if self._about(one.event, query.words, query.words_lang, MEANT)]
        of_kind = [one for one in themed if not query.kind or is_of_kind(query.kind, _texts(one.event))]
        if of_kind or not query.words:
            return of_kind, False
        return themed, bool(themed and query.kind)

    def begins(self, one: Occurrence) -> datetime:
        """When a date begins; whole days at midnight."""
        if isinstance(one.start, datetime):
            return one.start
        return datetime.combine(one.start, time(), self._agenda.region)

    def _open(self, one: Occurrence, query: Query) -> bool:
        spoken = one.event.languages
        if query.languages and spoken and not set(query.languages) & {fold(code)[:2] for code in spoken}:
            return False
        return not query.places or any(_lies_in(one, place) for place in query.places)

    def _about(self, event: Event, words: str, lang: Lang, least: float) -> bool:
        """Whether an event is about these words, said in `lang`, in one of its own languages."""
        if not words:
            return True
        targets: tuple[Lang, ...] = ("nl", "fr")
        return any(self._share(event, words, lang, target, least) >= ENOUGH for target in targets)

    def _share(self, event: Event, words: str, lang: Lang, target: Lang, least: float) -> float:
        read = self._analyzer.index_terms
        titles, told, names = (
            set(read(text, target)) for text in (_titles(event, target), _told(event, target), _names(event, target))
        )
        groups = self._analyzer.groups(words, lang, target)
        total = sum(group.weight for group in groups)
        met = sum(
            group.weight
            for group in groups
            if any(
                (one.weight >= least and one.stem in titles)
                or (one.weight >= least + FURTHER and one.stem in told)
                or (one.weight >= SAME and one.stem in names)
                for one in group.alternatives
            )
        )
        return met / total if total else 0.0

    def _coming(self, query: Query, now: datetime, zones: Sequence[str]) -> Occurrence | None:
        """The next event that takes place, of the asker's zone if there is any: after the period asked for, if any."""
        from_then = max(now, self._span(query, now, COMING[0])[0])
        for ahead in COMING:
            there = [one for one in self.within(from_then, from_then + ahead) if not one.cancelled]
            there = [one for one in there if self.begins(one) >= from_then] or there
            own = [one for one in there if any(one.serves(zone) for zone in zones)]
            if own or there:
                return (own or there)[0]
        return None


def _first(fitting: list[Occurrence], zones: Sequence[str]) -> list[Occurrence]:
    """The next one that takes place: in the asker's zone, else anywhere."""
    there = [one for one in fitting if not one.cancelled] or fitting
    own = [one for one in there if any(one.serves(zone) for zone in zones)]
    return (own or there)[:1]


def _texts(event: Event) -> str:
    return " ".join([_titles(event, "nl"), _titles(event, "fr"), _told(event, "nl"), _told(event, "fr")])


def _titles(event: Event, lang: Lang) -> str:
    return " ".join([event.title_nl if lang == "nl" else event.title_fr, *event.themes])


def _told(event: Event, lang: Lang) -> str:
    return event.description_nl if lang == "nl" else event.description_fr


def _names(event: Event, lang: Lang) -> str:
    return f"{event.place} {event.organiser_nl if lang == 'nl' else event.organiser_fr}"


def _lies_in(one: Occurrence, place: Place) -> bool:
    event = one.event
    if place.postcodes:
        if event.postal_code:
            return event.postal_code in place.postcodes
        told = " ".join(folded_words(f"{event.municipality_nl} {event.municipality_fr} {event.address} {event.place}"))
        return any(" ".join(folded_words(name)) in told for name in place.label.split(" / "))
    return any(one.serves(zone) for zone in place.zones)
