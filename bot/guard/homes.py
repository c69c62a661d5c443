"""Streets where somebody lives, among those where a service is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.guard.addresses import Street
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

NEAR = 12
"""Tokens around a street in which a title or a role is taken to be of who lives there."""

AFTER = 6
"""Tokens after a street in which a Dutch clause has its verb ("die in de Gierstraat 4 boven de bakker woont")."""

FAR = 9
"""Tokens between such a word and the street."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """What is said around a street: `home` directly before it, `lives` a little further, `person` or `public`
    anywhere in the sentence; `close` to an identity, to an `age`, in a sentence with a condition (`sick`)."""

    resident: bool
    home: bool
    lives: bool
    person: bool
    public: bool
    close: bool
    age: bool
    titled: bool
    sick: bool


def homes(
    reading: Reading, lived: Sequence[Street], aged: Spans, ill: frozenset[int], found: Sequence[Finding]
) -> list[Finding]:
    """Streets where a person lives: with an identity, with "woont in", or with an age and a condition. `aged` are the
    spans of ages, `ill` the sentences that name a condition."""
    identity = Spans((item.start, item.end) for item in found)
    kept: list[Finding] = []
    for street in lived:
        judged = _judged(street, _setting(reading, street, aged, ill, identity), bool(found))
        if judged is not None:
            kept.append(Finding(Kind.ADDRESS, whole(reading, street), street.end, judged))
    return kept


def _judged(street: Street, here: _Setting, identified: bool) -> Certainty | None:
    if identified:
        told = (here.close or here.lives or not here.public) and (
            street.numbered or here.close or here.lives or here.age
        )
        return Certainty.SURE if told else None
    if here.age and (street.numbered or here.lives or here.sick) and (here.person or not here.public):
        return Certainty.SURE if street.numbered else Certainty.PROBABLE
    somebody = here.lives or here.person or here.sick or street.boxed
    private = here.resident or here.home or (here.person and (here.lives or here.titled)) or not here.public
    if street.numbered and somebody and private:
        return Certainty.SURE if here.lives else Certainty.PROBABLE
    return None


def _setting(reading: Reading, street: Street, aged: Spans, ill: frozenset[int], identity: Spans) -> _Setting:
    token, after = reading.token_before(street.start), reading.token_before(street.end)
    first, last = reading.sentence_bounds(token)
    resident = token > 1 and "role" in reading.marks[token - 2] and reading.folded[token - 1] in _AT
    near = (max(first, token - FAR), token)
    resident = resident or (reading.has("role", *near) and not reading.has("service", *near))
    return _Setting(
        resident=resident,
        home=reading.has("near_person_contact", max(first, token - 2), token),
        lives=resident
        or reading.has("near_person_contact", max(first, token - 5), token)
        or reading.has("near_person_contact", after, min(last, after + AFTER)),
        person=any(reading.has(cue, first, last) for cue in ("role", "title", "near_somebody")),
        public=reading.has("service", first, last) or reading.has("event", first, last),
        close=identity.meet(street.start - 60, street.end + 60),
        age=aged.meet(street.start - 80, street.end + 80),
        titled=any(reading.has(cue, max(first, token - NEAR), min(last, token + NEAR)) for cue in ("title", "role")),
        sick=reading.sentence[min(token, len(reading) - 1)] in ill,
    )


def open_to_all(reading: Reading, street: Street) -> bool:
    """A service is there, and nobody in particular lives there, as far as its sentence says."""
    token = reading.token_before(street.start)
    first, last = reading.sentence_bounds(token)
    public = reading.has("service", first, last) or reading.has("event", first, last)
    return public and not any(reading.has(cue, first, last) for cue in ("role", "title", "near_person_contact"))


def whole(reading: Reading, street: Street) -> int:
    """Where an address begins, with the words that say where in the street."""
    token = reading.token_before(street.start)
    for i in range(token - 1, max(token - FAR, 0) - 1, -1):
        if not reading.words[i][0].isalpha():
            break
        if reading.folded[i] in _BESIDE:
            return reading.starts[i]
    return street.start
