"""Streets where somebody lives, among those where a service is."""

from __future__ import annotations

from collections.abc import Sequence

from bot.guard.addresses import Street
from bot.guard.conditions import Told
from bot.guard.findings import Certainty, Finding, Kind
from bot.guard.reading import Reading, Spans
from bot.guard.tokens import listed

_AT = frozenset(("op", "in", "uit", "van", "au", "du", "de", "a", "at", "from", "on"))
"""Between somebody and a house: "oude heer op Grote Bosstraat 71"."""

_BESIDE = listed(
    """
    boven naast tegenover achter onder au-dessus dessus cote face derriere above next opposite behind beside
    """
)
"""Says where in a street somebody lives ("boven de bakker in de Brabantstraat")."""

FAR = 9
"""Tokens between such a word and the street."""


def homes(
    reading: Reading,
    lived: list[Street],
    aged: list[tuple[int, int]],
    told: Sequence[Told],
    found: list[Finding],
) -> list[Finding]:
    """Streets where a person lives: with an identity, with "woont in", or with an age and a condition."""
    kept: list[Finding] = []
    identified = bool(found)
    identity, old = Spans((item.start, item.end) for item in found), Spans(aged)
    ill = {reading.sentence[begin] for _, begin, _ in told}
    for street in lived:
        token = reading.token_before(street.start)
        first, last = reading.sentence_bounds(token)
        public = reading.has("service", first, last) or reading.has("event", first, last)
        resident = token > 1 and "role" in reading.marks[token - 2] and reading.folded[token - 1] in _AT
        home = reading.has("near_person_contact", max(first, token - 2), token)
        lives = resident or reading.has("near_person_contact", max(first, token - 5), token)
        person = (
            reading.has("role", first, last)
            or reading.has("title", first, last)
            or reading.has("near_person", first, last)
        )
        aged_here = old.meet(street.start - 80, street.end + 80)
        sick = reading.sentence[min(token, len(reading) - 1)] in ill
        close = identity.meet(street.start - 60, street.end + 60)
        if identified and (close or lives or not public) and (street.numbered or close or lives or aged_here):
            kept.append(Finding(Kind.ADDRESS, _where(reading, street), street.end))
        elif identified:
            continue
        elif aged_here and (street.numbered or lives or sick) and not (public and not person):
            kept.append(
                Finding(
                    Kind.ADDRESS, street.start, street.end, Certainty.SURE if street.numbered else Certainty.PROBABLE
                )
            )
        elif street.numbered and (lives or person or sick or street.boxed) and (resident or home or not public):
            kept.append(
                Finding(
                    Kind.ADDRESS, _where(reading, street), street.end, Certainty.SURE if lives else Certainty.PROBABLE
                )
            )
    return kept


def _where(reading: Reading, street: Street) -> int:
    """Where the words begin that say where in the street."""
    token = reading.token_before(street.start)
    for i in range(token - 1, max(token - FAR, 0) - 1, -1):
        if not reading.words[i][0].isalpha():
            break
        if reading.folded[i] in _BESIDE:
            return reading.starts[i]
    return street.start
