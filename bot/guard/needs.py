"""What a person who is helped lacks, suffers or goes through, near a name: more than that somebody is named."""

from __future__ import annotations

from bot.guard.candidates import Candidate
from bot.guard.reading import Reading
from bot.guard.surroundings import Surroundings
from bot.guard.tokens import listed

NEEDED = 16
"""Tokens after a name in which a need is taken to be that person's."""

_WHOSE = frozenset(("haar", "zijn", "se", "d'r", "z'n"))

_BELONGS = listed(
    """
    medische kaart papieren uitkering leefloon huisbaas medicatie bewindvoerder huur zoontje dochtertje kids partner
    voeten been arm hond kat kamer fiets rolstoel gsm tanden bril insuline verblijf dossier aanvraag advocaat
    mere pere mari femme fils fille filles fils soeur frere bebe enfants enfant chien papiers
    mum mom dad son daughter sister brother husband wife kids children
    moeder vader zoon dochter man vrouw broer zus zusje broertje kind kinderen kindje mama papa oma opa ouders baby
    """
)

_WITH = frozenset(("en", "et", "and", "&", "met", "avec", "with"))

_THEIRS = frozenset(("haar", "zijn", "sa", "son", "ses", "his", "her", "their", "leur", "leurs", "hun"))

ROOMS = frozenset(("kamer", "chambre", "ch", "room", "studio", "appartement", "appart", "flat", "bed", "lit"))
"""Who has a number at one of these lives there ("kamer 7, Godfried")."""

FROM = frozenset(("van", "du", "de", "from", "chez", "bij", "of", "at", "uit", "d'", "des"))


def need(reading: Reading, it: Candidate, around: Surroundings) -> float:
    """Points for an age, a birth date, an address, a condition, a need, somebody who belongs to them."""
    begin, end = reading.starts[it.begin], reading.ends[it.end - 1]
    points = 0.0
    if around.ages.meet(begin - 12, end + 12):
        points += 2.0
    elif around.ages.meet(begin - 60, end + 80):
        points += 1.0
    if around.births.meet(begin - 40, end + 60):
        points += 2.5
    if around.homes.meet(begin - 25, end + 40):
        points += 2.0
    if reading.sentence[it.begin] in around.conditions:
        points += 1.5
    elif reading.sentence[it.begin] + 1 in around.conditions:
        points += 0.75
    if around.numbers:
        points += 1.5
    if suffers(reading, it):
        points += 2.0
    if it.capital and reading.has("care", it.end, it.end + 2):
        points += 1.5
    first, last = reading.sentence_bounds(it.begin)
    if reading.has("exclusion", first, last):
        points += 1.5
    return points + (2.0 if owns(reading, it) else 0.0) + _plight(reading, it)


def _plight(reading: Reading, it: Candidate) -> float:
    """Points for a given name only: others stand too often before such words."""
    if not (it.given or (it.family and not it.ordinary)):
        return 0.0
    after = range(it.end, min(it.end + NEEDED, len(reading)))
    points = 1.25 if any("plight" in reading.marks[i] or "intimate" in reading.marks[i] for i in after) else 0.0
    if it.end < len(reading) and reading.words[it.end] == "," and reading.has("role", it.end + 1, it.end + 3):
        points += 1.0
    if it.end + 2 < len(reading) and reading.folded[it.end] in FROM and reading.folded[it.end + 1] in ROOMS:
        points += 1.5 if reading.words[it.end + 2].isdigit() else 0.0
    return points


def acting(reading: Reading, it: Candidate) -> float:
    """Points for being told of: as any person may be, also one at work."""
    points = 1.5 if does(reading, it) and not suffers(reading, it) else 0.0
    if it.given and reading.has("near_person", it.end, min(it.end + NEEDED, len(reading))):
        points += 0.5
    return points


def does(reading: Reading, it: Candidate) -> bool:
    """What only persons do or have stands right after."""
    marks = reading.marks
    return any("person_verb" in marks[i] for i in range(it.end, min(it.end + 2, len(marks))))


def suffers(reading: Reading, it: Candidate) -> bool:
    """What only a person with a body does stands right after ("hoest", "dort", "cries")."""
    return reading.has("intimate", it.end, it.end + 3)


def owns(reading: Reading, it: Candidate) -> bool:
    """ "Lumturi haar zoon", "Bogdan zijn papieren", "Semhar and her two kids"."""
    after = reading.folded[it.end : it.end + 2]
    if len(after) < 2:
        return False
    if after[0] in _WHOSE and (after[1] in _BELONGS or "role" in reading.marks[it.end + 1]):
        return True
    family = range(it.end + 2, min(it.end + 5, len(reading)))
    return (
        after[0] in _WITH
        and after[1] in _THEIRS
        and any(reading.folded[i] in _BELONGS or "role" in reading.marks[i] for i in family)
    )
