"""From a reading to findings by the rules: who is identified first, then what only counts next to an identity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.guard.addresses import Street, streets
from bot.guard.conditions import Told, conditions
from bot.guard.contact import contacts, matrix_ids, published_contacts
from bot.guard.dates import ages, bare_ages, births, dates
from bot.guard.evidence import NEVER, Weighing
from bot.guard.exclusion import exclusions
from bot.guard.findings import Finding, Kind
from bot.guard.homes import homes, open_to_all
from bot.guard.known import Known, address_key
from bot.guard.lists import public_names
from bot.guard.naming import Weighed, named, weigh
from bot.guard.numbers import numbers, payments
from bot.guard.origins import origins
from bot.guard.reading import Reading, Spans
from bot.guard.surroundings import Surroundings

_SOMEBODY = frozenset((Kind.NAME, Kind.INITIALS, Kind.ORIGIN))
"""Kinds after which two digits between commas are an age."""

_REACHED = frozenset((Kind.PHONE, Kind.EMAIL))

NEAR_IDENTITY = 200
"""Characters around an identity in which an age, a condition or a date is taken to be about the same person."""


@dataclass(frozen=True, slots=True)
class Found:
    """What needs no names: `hard` identifies by itself; spans of ages, births (and whether full), streets, conditions
    by token; what names are weighed with; `elsewhere`, stretches that no name can be in."""

    hard: list[Finding]
    aged: list[tuple[int, int]]
    born: list[tuple[int, int, bool]]
    lived: list[Street]
    told: list[Told]
    around: Surroundings
    elsewhere: Spans


@dataclass(frozen=True, slots=True)
class Ruled:
    """What the rules see in a message: `first`, what needs no names; all candidates for names with their points; and
    the findings, in order and without overlaps."""

    first: Found
    weighed: list[Weighed]
    findings: list[Finding]


def ruled(reading: Reading, known: Known) -> Ruled:
    """What the rules see in a message."""
    first = _found_first(reading, known)
    lived, around = first.lived, first.around
    weighing = Weighing(reading, around, known, public_names())
    weighed = weigh(reading, weighing, first.elsewhere)
    names = named(reading, weighed, weighing, around.numbers)
    professional = any(it.helps for it in weighed)
    found = [*names] if professional and _at_work(reading, first.hard, names) else [*first.hard, *names]
    identity = _spans(found)
    found += [
        Finding(Kind.BIRTH_DATE, begin, end) for begin, end, full in first.born if full or _near(begin, end, identity)
    ]
    found += _dates_by_names(reading, found)
    found += homes(reading, lived, Spans(first.aged), around.conditions, found)
    found += origins(reading, lived, found, around.ages, around.conditions)
    if found:
        identity = _spans(found)
        close = Spans((item.start - 4, item.end + 3) for item in found if item.kind in _SOMEBODY)
        found += [Finding(Kind.AGE, *span) for span in first.aged if _near(*span, identity)]
        found += [Finding(Kind.AGE, *span) for span in bare_ages(reading) if close.meet(*span)]
        found += _conditions(reading, first.told, found)
    found += passed_on(reading, bool(found))
    return Ruled(first, weighed, apart(found, (), len(reading.text)))


def _at_work(reading: Reading, hard: list[Finding], names: list[Finding]) -> bool:
    """Where only a professional is named, a number to reach her at is hers: "onze nieuwe verpleegster is X, bel haar op
    ..."."""
    return not names and all(item.kind in _REACHED for item in hard) and "role" not in reading.present


def _found_first(reading: Reading, known: Known) -> Found:
    """Numbers and contacts, ages, births, streets and conditions."""
    none = payments(reading.text)
    hard = apart([*numbers(reading), *contacts(reading, known)], none, len(reading.text))
    taken = _spans(hard)
    aged = [span for span in ages(reading) if not taken.meet(*span)]
    born = [item for item in births(reading) if not taken.meet(item[0], item[1])]
    lived = _streets(reading, known, taken)
    told = list(conditions(reading))
    around = Surroundings(
        ages=Spans([*aged, *bare_ages(reading)]),
        births=Spans((begin, end) for begin, end, _ in born),
        addresses=Spans((street.start, street.end) for street in lived),
        homes=Spans((street.start, street.end) for street in lived if not open_to_all(reading, street)),
        numbers=bool(hard),
        conditions=frozenset(reading.sentence[begin] for _, begin, _ in told),
    )
    written = [(item.start, item.end) for item in hard] + [(street.start, street.end) for street in lived]
    elsewhere = Spans([*written, *matrix_ids(reading)])
    return Found(hard, aged, born, lived, told, around, elsewhere)


def published(reading: Reading, known: Known, weighed: Iterable[Weighed]) -> Spans:
    """Stretches that identify nobody helped, whatever is said around them: contacts and addresses of the repertory, and
    names of places, services and members (evidence.NEVER)."""
    spans = [*published_contacts(reading, known), *payments(reading.text)]
    if known.addresses:
        spans += [(street.start, street.end) for street in streets(reading) if _public(street, known)]
    spans += [(reading.starts[it.it.begin], reading.ends[it.it.end - 1]) for it in weighed if it.points == NEVER]
    return Spans(spans)


def _streets(reading: Reading, known: Known, taken: Spans) -> list[Street]:
    found: list[Street] = []
    for street in sorted(streets(reading), key=lambda s: (s.start, -s.end)):
        if taken.meet(street.start, street.end) or (found and street.start < found[-1].end):
            continue
        if _public(street, known):
            continue
        found.append(street)
    return found


def _public(street: Street, known: Known) -> bool:
    """An address that the repertory has."""
    return street.numbered and bool(known.addresses) and address_key(street.name, street.number) in known.addresses


def _near(begin: int, end: int, identity: Spans) -> bool:
    return identity.meet(begin - NEAR_IDENTITY, end + NEAR_IDENTITY)


def _dates_by_names(reading: Reading, found: list[Finding]) -> list[Finding]:
    """A full date right after a name or a national number is a birth date, also without saying so."""
    spans = Spans((item.start, item.end + 4) for item in found if item.kind in (Kind.NAME, Kind.INITIALS))
    if not spans:
        return []
    return [Finding(Kind.BIRTH_DATE, *span) for span in dates(reading) if spans.meet(*span)]


def _conditions(reading: Reading, told: list[Told], found: list[Finding]) -> list[Finding]:
    spans = ((kind, reading.starts[begin], reading.ends[end - 1]) for kind, begin, end in told)
    identity = _spans(found)
    return [Finding(kind, begin, end) for kind, begin, end in spans if _near(begin, end, identity)]


def passed_on(reading: Reading, identified: bool) -> list[Finding]:
    """Findings of kind EXCLUSION."""
    return [
        Finding(Kind.EXCLUSION, reading.starts[first], reading.ends[end - 1])
        for first, end in exclusions(reading, identified)
    ]


def _spans(found: Iterable[Finding]) -> Spans:
    return Spans((item.start, item.end) for item in found)


_DIVISIBLE = frozenset((Kind.EXCLUSION, Kind.HEALTH, Kind.JUDICIAL, Kind.ADDRESS))
"""Kinds of which a part still says something when the rest belongs to another finding."""


def apart(found: Iterable[Finding], none: Iterable[tuple[int, int]], length: int) -> list[Finding]:
    """In order and without overlaps: what comes first in `found` stays, what meets it keeps its free ends."""
    covered = bytearray(length)
    for start, end in none:
        covered[start:end] = b"\x01" * (end - start)
    kept: list[Finding] = []
    for item in found:
        if covered.find(1, item.start, item.end) < 0:
            parts = [item]
        elif item.kind in _DIVISIBLE:
            parts = [Finding(item.kind, begin, end, item.certainty) for begin, end in _free(covered, item)]
        else:
            continue
        kept += parts
        covered[item.start : item.end] = b"\x01" * (item.end - item.start)
    return sorted(kept, key=lambda item: item.start)


def _free(covered: bytearray, item: Finding) -> Iterator[tuple[int, int]]:
    """The stretches of a finding that nothing covers, longer than two characters."""
    begin = covered.find(0, item.start, item.end)
    while begin >= 0:
        end = covered.find(1, begin, item.end)
        stop = item.end if end < 0 else end
        if stop - begin > 2:
            yield begin, stop
        begin = covered.find(0, stop, item.end)
