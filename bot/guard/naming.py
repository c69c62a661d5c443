"""Which candidates the rules take for names of people who are helped, by their points (evidence.py); and who stands
beside a name, or is named in the same message."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from bot.guard.addressing import AND, COUPLING
from bot.guard.candidates import Candidate, candidates
from bot.guard.evidence import NEVER, PROBABLE, SURE, Weighing
from bot.guard.findings import Certainty, Finding, Kind
from bot.guard.lists import names
from bot.guard.reading import Reading, Spans

ALIKE = -1.0
"""Least points of what counts as a name when it is one elsewhere in the message, or stands beside one."""

AMONG = 0.75
"""Points fewer than PROBABLE that are enough in a message that is stopped anyway: by another name, or by a number."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate, the rules' points for it, and whether they take it for a professional's."""

    it: Candidate
    points: float
    helps: bool


def weigh(reading: Reading, weighing: Weighing, taken: Spans) -> list[Weighed]:
    """All candidates that are no part of a number or an address, `taken`."""
    found: list[Weighed] = []
    for it in candidates(reading, names()):
        if not taken.meet(reading.starts[it.begin], reading.ends[it.end - 1]):
            points = weighing.points(it)
            found.append(Weighed(it, points, weighing.helps))
    return found


def named(reading: Reading, weighed: Sequence[Weighed], weighing: Weighing, numbers: bool) -> list[Finding]:
    """Findings of kind NAME and INITIALS. `numbers`: the message is stopped by one anyway."""
    found = {w.it for w in weighed if w.points >= PROBABLE}
    if found or numbers:
        found |= {w.it for w in weighed if w.points >= PROBABLE - AMONG}
    seen = {word for it in found for word in reading.folded[it.begin : it.end] if len(word) > 2}
    ends, begins = {it.end for it in found}, {it.begin for it in found}
    for w in weighed:
        if w.it in found or w.points == NEVER:
            continue
        again = w.points >= ALIKE and w.it.words == 1 and reading.folded[w.it.begin] in seen
        if again or (_coupled(reading, w.it, ends, begins) and (w.points >= ALIKE or weighing.beside(w.it, w.points))):
            found.add(w.it)
            ends.add(w.it.end)
    return [_finding(reading, w.it, w.points >= SURE) for w in weighed if w.it in found]


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
