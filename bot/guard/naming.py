"""Which candidates are names of people who are helped: the rules' points (evidence.py), moved by the prior (prior.py);
and who stands beside a name, or is named in the same message."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from bot.guard.addresses import Street
from bot.guard.addressing import AND, COUPLING
from bot.guard.candidates import Candidate, candidates
from bot.guard.context import Context, Feature
from bot.guard.evidence import NEVER, PROBABLE, SURE, Weighing
from bot.guard.findings import Certainty, Finding, Kind
from bot.guard.known import Known
from bot.guard.lists import names, public_names
from bot.guard.prior import ASKED, Prior
from bot.guard.reading import Reading, Spans
from bot.guard.surroundings import Surroundings

ALIKE = -1.0
"""Least points of what counts as a name when it is one elsewhere in the message, or stands beside one."""

AMONG = 0.75
"""Points fewer than PROBABLE that are enough in a message that is stopped anyway: by another name, or by a number."""


FIRM = 2.5
"""Moved points that a name for which the rules are sure needs to be reason to redact: the context does not deny it. The
context alone is reason to ask only."""


HELPS = ("helps", 1.0)
"""Feature: the rules take the name for a professional's."""

AGAINST = 0.75
"""Points fewer for such a name, beside what the fit makes of it: of 233 in the messages that it learns from none was of
somebody helped, so that the fit cannot know how much more it takes."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate, the rules' points for it, and the features of its context (none: the prior is not asked)."""

    it: Candidate
    points: float
    features: tuple[Feature, ...]


def weigh(reading: Reading, weighing: Weighing, taken: Spans, lived: Sequence[Street]) -> list[Weighed]:
    """All candidates that are no part of a number or an address, `taken`."""
    its = [
        it for it in candidates(reading, names()) if not taken.meet(reading.starts[it.begin], reading.ends[it.end - 1])
    ]
    context = Context(reading, its, lived)
    found: list[Weighed] = []
    for i, it in enumerate(its):
        points = weighing.points(it)
        asked = i < ASKED and points != NEVER
        helps = (HELPS,) if weighing.helps else ()
        found.append(Weighed(it, points, (*context.features(it), *helps) if asked else ()))
    return found


def named(
    reading: Reading, known: Known, around: Surroundings, taken: Spans, lived: Sequence[Street], leaning: Prior
) -> tuple[list[Finding], bool]:
    """Findings of kind NAME and INITIALS, and whether a professional is named."""
    weighing = Weighing(reading, around, known, public_names())
    weighed = weigh(reading, weighing, taken, lived)
    moved = [_moved(w, leaning) for w in weighed]
    found = {w.it for w, points in zip(weighed, moved, strict=True) if points >= PROBABLE}
    if found or around.numbers:
        found |= {w.it for w, points in zip(weighed, moved, strict=True) if points >= PROBABLE - AMONG}
    seen = {word for it in found for word in reading.folded[it.begin : it.end] if len(word) > 2}
    ends, begins = {it.end for it in found}, {it.begin for it in found}
    for w, points in zip(weighed, moved, strict=True):
        if w.it in found or points == NEVER:
            continue
        again = points >= ALIKE and w.it.words == 1 and reading.folded[w.it.begin] in seen
        if again or (_coupled(reading, w.it, ends, begins) and (points >= ALIKE or weighing.beside(w.it, w.points))):
            found.add(w.it)
            ends.add(w.it.end)
    findings = [
        _finding(reading, w.it, w.points >= SURE and points >= FIRM)
        for w, points in zip(weighed, moved, strict=True)
        if w.it in found
    ]
    return findings, any(HELPS in w.features for w in weighed)


def _moved(weighed: Weighed, leaning: Prior) -> float:
    """The rules' points as the context moves them."""
    if not weighed.features:
        return weighed.points
    moved = leaning.moved(weighed.points, leaning.context(weighed.features))
    return moved - AGAINST if HELPS in weighed.features else moved


def _coupled(reading: Reading, it: Candidate, ends: Container[int], begins: Container[int]) -> bool:
    """Only "and", a comma or the like stands between it and a name."""
    before = it.begin > 0 and reading.folded[it.begin - 1] in AND and it.begin - 1 in ends
    return before or (it.end < len(reading) and reading.folded[it.end] in COUPLING and it.end + 1 in begins)


def _finding(reading: Reading, it: Candidate, sure: bool) -> Finding:
    begin = it.begin
    only_initials = it.words == 0
    if only_initials and begin and "title" in reading.marks[begin - 1]:
        begin -= 1
    end = reading.ends[it.end - 1]
    if reading.folded[it.end - 1].endswith("'s"):
        end -= 2
    certainty = Certainty.SURE if sure else Certainty.PROBABLE
    return Finding(Kind.INITIALS if only_initials else Kind.NAME, reading.starts[begin], end, certainty)
