"""From a reading to findings: who is identified first, then what only counts next to an identity."""

from __future__ import annotations

from collections.abc import Iterable

from bot.guard.addresses import Street, streets
from bot.guard.candidates import Candidate, candidates
from bot.guard.conditions import conditions
from bot.guard.contact import contacts
from bot.guard.dates import ages, bare_ages, births, dates
from bot.guard.evidence import PROBABLE, SURE, Surroundings, Weighing
from bot.guard.exclusion import exclusions
from bot.guard.findings import Certainty, Finding, Kind
from bot.guard.known import Known, address_key
from bot.guard.lists import names, public_names
from bot.guard.numbers import numbers, payments
from bot.guard.reading import Reading, overlaps

NEAR_IDENTITY = 200
"""Characters around an identity in which an age, a condition or a date is taken to be about the same person."""


def detect(reading: Reading, known: Known) -> list[Finding]:
    """All findings, in order, without overlaps."""
    none = payments(reading.text)
    hard = _apart([*numbers(reading), *contacts(reading, known)], none)
    taken = _spans(hard)
    aged = [span for span in ages(reading) if not overlaps(*span, taken)]
    born = [item for item in births(reading) if not overlaps(item[0], item[1], taken)]
    lived = _streets(reading, known, taken)
    told = list(conditions(reading))
    around = Surroundings(
        [*aged, *bare_ages(reading)],
        [(begin, end) for begin, end, _ in born],
        [(street.start, street.end) for street in lived],
        bool(hard),
        frozenset(reading.sentence[begin] for _, begin, _ in told),
    )
    named = _names(reading, known, around, taken)
    found = [*hard, *named]
    found += [Finding(Kind.BIRTH_DATE, begin, end) for begin, end, full in born if full or _near(begin, end, found)]
    found += _dates_by_names(reading, found)
    found += _addresses(reading, lived, aged, told, found)
    found += _combined(reading, lived, found)
    if found:
        found += [Finding(Kind.AGE, *span) for span in aged if _near(*span, found)]
        close = [(item.start, item.end + 3) for item in named]
        found += [Finding(Kind.AGE, *span) for span in bare_ages(reading) if overlaps(*span, close)]
        found += _conditions(reading, told, found)
    found += _exclusions(reading, found)
    return _apart(found, [])


def _names(reading: Reading, known: Known, around: Surroundings, taken: list[tuple[int, int]]) -> list[Finding]:
    weighing = Weighing(reading, around, known, public_names())
    weighed: list[tuple[Candidate, float]] = []
    for it in candidates(reading, names()):
        start, end = reading.starts[it.begin], reading.ends[it.end - 1]
        if overlaps(start, end, taken) or overlaps(start, end, around.addresses):
            continue
        weighed.append((it, weighing.points(it)))
    found = [_name(reading, it, points) for it, points in weighed if points >= PROBABLE]
    if found:  # somebody named in full may be named again by half of it
        seen = {
            word
            for it, points in weighed
            if points >= PROBABLE
            for word in reading.folded[it.begin : it.end]
            if len(word) > 2
        }
        found += [
            _name(reading, it, PROBABLE)
            for it, points in weighed
            if -1.0 <= points < PROBABLE and it.words == 1 and reading.folded[it.begin] in seen
        ]
    return found


def _name(reading: Reading, it: Candidate, points: float) -> Finding:
    begin = it.begin
    only_initials = it.words == 0
    if only_initials and begin and "title" in reading.marks[begin - 1]:
        begin -= 1
    end = reading.ends[it.end - 1]
    if reading.folded[it.end - 1].endswith("'s"):
        end -= 2
    certainty = Certainty.SURE if points >= SURE else Certainty.PROBABLE
    return Finding(Kind.INITIALS if only_initials else Kind.NAME, reading.starts[begin], end, certainty)


def _streets(reading: Reading, known: Known, taken: list[tuple[int, int]]) -> list[Street]:
    found: list[Street] = []
    for street in sorted(streets(reading), key=lambda s: (s.start, -s.end)):
        if overlaps(street.start, street.end, taken) or (found and street.start < found[-1].end):
            continue
        if street.numbered and known.addresses and address_key(street.name, street.number) in known.addresses:
            continue
        found.append(street)
    return found


def _near(begin: int, end: int, found: Iterable[Finding]) -> bool:
    return overlaps(begin - NEAR_IDENTITY, end + NEAR_IDENTITY, ((item.start, item.end) for item in found))


def _dates_by_names(reading: Reading, found: list[Finding]) -> list[Finding]:
    """A full date right after a name or a national number is a birth date, also without saying so."""
    spans = [(item.start, item.end + 4) for item in found if item.kind in (Kind.NAME, Kind.INITIALS)]
    return [Finding(Kind.BIRTH_DATE, *span) for span in dates(reading) if overlaps(*span, spans)]


def _addresses(
    reading: Reading,
    lived: list[Street],
    aged: list[tuple[int, int]],
    told: list[tuple[Kind, int, int]],
    found: list[Finding],
) -> list[Finding]:
    """Streets where a person lives: with an identity, with "woont in", or with an age and a condition."""
    kept: list[Finding] = []
    identified = bool(found)
    for street in lived:
        token = reading.token_before(street.start)
        first, last = reading.sentence_bounds(token)
        public = reading.has("service", first, last) or reading.has("event", first, last)
        lives = reading.has("near_person_contact", max(first, token - 5), token)
        person = (
            reading.has("role", first, last)
            or reading.has("title", first, last)
            or reading.has("near_person", first, last)
        )
        aged_here = overlaps(street.start - 80, street.end + 80, aged)
        sick = any(reading.sentence[begin] == reading.sentence[min(token, len(reading) - 1)] for _, begin, _ in told)
        close = overlaps(street.start - 60, street.end + 60, ((f.start, f.end) for f in found))
        if identified and (close or lives or not public) and (street.numbered or close or lives or aged_here):
            kept.append(Finding(Kind.ADDRESS, street.start, street.end))
        elif identified:
            continue
        elif aged_here and (street.numbered or lives or sick) and not (public and not person):
            kept.append(
                Finding(
                    Kind.ADDRESS, street.start, street.end, Certainty.SURE if street.numbered else Certainty.PROBABLE
                )
            )
        elif street.numbered and (lives or person or sick) and not public:
            kept.append(
                Finding(Kind.ADDRESS, street.start, street.end, Certainty.SURE if lives else Certainty.PROBABLE)
            )
    return kept


def _combined(reading: Reading, lived: list[Street], found: list[Finding]) -> list[Finding]:
    """A trade and a nationality with a street: few people fit, also without a name."""
    kept: list[Finding] = []
    for i, marks in enumerate(reading.marks):
        if "nationality" not in marks:
            continue
        begin, end = i, i + 1
        for j in range(max(i - 3, 0), min(i + 4, len(reading))):
            if "profession" in reading.marks[j]:
                begin, end = min(begin, j), max(end, j + 1)
        if end - begin < 2:
            continue
        first, last = reading.sentence_bounds(i)
        here = [street for street in lived if first <= reading.token_before(street.start) < last]
        if found or here:
            kept.append(Finding(Kind.ORIGIN, reading.starts[begin], reading.ends[end - 1], Certainty.PROBABLE))
            known = {(item.start, item.end) for item in found}
            kept += [
                Finding(Kind.ADDRESS, s.start, s.end, Certainty.PROBABLE) for s in here if (s.start, s.end) not in known
            ]
    return kept


def _conditions(reading: Reading, told: list[tuple[Kind, int, int]], found: list[Finding]) -> list[Finding]:
    spans = ((kind, reading.starts[begin], reading.ends[end - 1]) for kind, begin, end in told)
    return [Finding(kind, begin, end) for kind, begin, end in spans if _near(begin, end, found)]


def _exclusions(reading: Reading, found: list[Finding]) -> list[Finding]:
    return [
        Finding(Kind.EXCLUSION, reading.starts[first], reading.ends[end - 1])
        for first, end in exclusions(reading, bool(found))
    ]


def _spans(found: Iterable[Finding]) -> list[tuple[int, int]]:
    return [(item.start, item.end) for item in found]


def _apart(found: Iterable[Finding], none: list[tuple[int, int]]) -> list[Finding]:
    """In order and without overlaps: what comes first in `found` stays, what overlaps it keeps its free ends."""
    kept: list[Finding] = []
    for item in found:
        kept += _free(item, none + _spans(kept))
    return sorted(kept, key=lambda item: item.start)


def _free(item: Finding, spans: list[tuple[int, int]]) -> list[Finding]:
    meeting = sorted(span for span in spans if span[0] < item.end and item.start < span[1])
    if not meeting:
        return [item]
    if item.kind not in (Kind.EXCLUSION, Kind.HEALTH, Kind.JUDICIAL, Kind.ADDRESS):
        return []
    parts: list[Finding] = []
    begin = item.start
    for start, end in meeting:
        if start - begin > 2:
            parts.append(Finding(item.kind, begin, start, item.certainty))
        begin = max(begin, end)
    if item.end - begin > 2:
        parts.append(Finding(item.kind, begin, item.end, item.certainty))
    return parts
