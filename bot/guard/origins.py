"""Few people fit, also without a name: a trade and a nationality with a street, the only one of a nationality."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from bot.guard.addresses import Street
from bot.guard.findings import Certainty, Finding, Kind
from bot.guard.homes import whole
from bot.guard.reading import Reading, Spans
from bot.guard.tokens import listed

REACH = 4
"""Tokens between a trade and a nationality that are said of one person ("chauffeur de taxi tchétchène")."""

_FROM = listed("uit van afkomstig from of du de d' des origine")
_ONCE = listed("ex oud voormalig voormalige gewezen ancien ancienne former vroegere ex- retraite gepensioneerde")
_AGED = frozenset(("van", "de", "of"))
_YEARS = frozenset(("ans", "jaar", "years"))
_ONLY = listed("enige seul seule unique only")
_JOBS = ("profession", "professional")


def origins(
    reading: Reading, lived: Sequence[Street], found: Sequence[Finding], aged: Spans, ill: frozenset[int]
) -> list[Finding]:
    """Findings of kind ORIGIN, and the streets that belong to them. `aged` are the spans of all ages, `ill` the
    sentences that name a condition."""
    kept: list[Finding] = []
    unnamed = bool(found) and all(item.kind is Kind.ADDRESS for item in found)
    at = [reading.token_before(street.start) for street in lived]
    taken = {item.end for item in found}
    identity = Spans((item.start, item.end) for item in found)
    for i in _nationalities(reading):
        first, last = reading.sentence_bounds(i)
        begin, end = _stretch(reading, i, first, last)
        here = lived[bisect_left(at, first) : bisect_left(at, last)]
        old = aged.meet(reading.starts[first], reading.ends[last - 1])
        if end - begin < 2:
            if unnamed and identity.meet(reading.starts[first], reading.ends[last - 1]):
                kept.append(_origin(reading, i, i + 1))
        elif found or here or ((old or _alone(reading, begin, end)) and reading.sentence[i] in ill):
            kept.append(_origin(reading, begin, end))
            kept += [
                Finding(Kind.ADDRESS, whole(reading, street), street.end, Certainty.PROBABLE)
                for street in here
                if street.end not in taken
            ]
    return kept


def _nationalities(reading: Reading) -> Iterator[int]:
    for i, marks in enumerate(reading.marks):
        from_there = "country" in marks and i > 0 and reading.folded[i - 1] in _FROM
        if "nationality" in marks or from_there:
            yield i


def _stretch(reading: Reading, i: int, first: int, last: int) -> tuple[int, int]:
    """The tokens around a nationality that tell of the same person: a trade, "the only one", "former"."""
    begin, end = i, i + 1
    for j in range(max(i - REACH, first), min(i + REACH, last)):
        if any(job in reading.marks[j] for job in _JOBS) or reading.folded[j] in _ONLY:
            begin, end = min(begin, j), max(end, j + 1)
    if (
        end + 1 < last
        and reading.folded[end] in _AGED
        and len(reading.words[end + 1]) == 2
        and reading.words[end + 1].isdigit()
    ):
        end += 2  # "Georgische bokser van 48"
        end += end < last and reading.folded[end] in _YEARS
    while begin > first and reading.folded[begin - 1] in _ONCE:
        begin -= 1
    return begin, end


def _alone(reading: Reading, begin: int, end: int) -> bool:
    return any(reading.folded[i] in _ONLY for i in range(begin, end))


def _origin(reading: Reading, begin: int, end: int) -> Finding:
    return Finding(Kind.ORIGIN, reading.starts[begin], reading.ends[end - 1], Certainty.PROBABLE)
