"""What speaks for a name being that of somebody who is helped."""

from __future__ import annotations

from bot.guard.candidates import Candidate
from bot.guard.quoting import quoted
from bot.guard.reading import Reading
from bot.guard.surroundings import Surroundings
from bot.guard.tokens import listed

NEEDED = 16
"""Tokens after a name in which a need is taken to be that person's."""
_WHOSE = frozenset(("haar", "zijn", "se", "d'r", "z'n"))
_BELONGS = listed(
    """
    medische kaart papieren uitkering leefloon huisbaas medicatie bewindvoerder huur
    moeder vader zoon dochter man vrouw broer zus zusje broertje kind kinderen kindje mama papa oma opa ouders baby
    """
)
_ROOMS = frozenset(("kamer", "chambre", "ch", "room", "studio", "appartement", "appart", "flat", "bed", "lit"))
"""Who has a number at one of these lives there ("kamer 7, Godfried")."""
FROM = frozenset(("van", "du", "de", "from", "chez", "bij", "of", "at", "uit", "d'", "des"))
_PLACES = frozenset(("te", "in", "a", "at", "uit", "from", "naar", "to", "aux", "au", "en"))


def cue(reading: Reading, it: Candidate) -> float:
    """Points for what stands directly before: a title, a role, a naming verb."""
    i = it.begin - 1
    if i >= 0 and reading.words[i] == "." and i > 0 and reading.starts[i] == reading.ends[i - 1]:
        i -= 1
    if i < 0:
        return 0.0
    steps = 0
    while i >= 0 and steps < 2 and reading.words[i] in (":", "(", ",", '"', "'", "«", "“", "=", "-"):
        i -= 1
        steps += 1
    if i < 0:
        return 0.0
    if i > 0 and reading.words[i].isdigit() and reading.folded[i - 1] in _ROOMS:
        return 2.0
    marks = reading.marks[i]
    if "title" in marks and reading.words[i] != "MRS":
        return 3.0
    if "self" in marks and quoted(reading, it.begin):
        return 2.5
    if "naming" in marks:
        return 2.5 if not reading.has("place_head", i - 3, i) and not reading.has("service", i - 3, i) else -2.0
    if "role" in marks:
        return 2.5
    if i > 0 and ("role" in reading.marks[i - 1] or "dossier" in reading.marks[i - 1]) and "about" in marks:
        return 2.0
    if "dossier" in marks:
        return 2.0
    if it.given and _acquainted(reading, it):
        return 1.75
    return 1.0 if "about" in marks and steps == 0 else 0.0


def _acquainted(reading: Reading, it: Candidate) -> bool:
    """Looked for, gone with or warned of ("kent iemand Bogdan?"), nobody's colleague as far as said."""
    return "acquaint" in reading.marks[it.begin - 1] and not (
        reading.has("service", it.end, it.end + 4) or reading.has("professional", it.end, it.end + 4)
    )


def context(reading: Reading, it: Candidate, around: Surroundings) -> float:
    """Points for what stands around: age, birth date, address, condition, what the person does or needs."""
    begin, end = reading.starts[it.begin], reading.ends[it.end - 1]
    points = 0.0
    if around.ages.meet(begin - 12, end + 12):
        points += 2.0
    elif around.ages.meet(begin - 60, end + 80):
        points += 1.0
    if around.births.meet(begin - 40, end + 60):
        points += 2.5
    if around.addresses.meet(begin - 25, end + 40):
        points += 2.0
    if reading.sentence[it.begin] in around.conditions:
        points += 1.5
    if around.numbers:
        points += 1.5
    if does(reading, it):
        points += 1.5
    return points + _need(reading, it)


def _need(reading: Reading, it: Candidate) -> float:
    """Points for what a person helped lacks, wears or goes through, soon after a given name."""
    if not it.given:
        return 0.0
    after = range(it.end, min(it.end + NEEDED, len(reading)))
    points = 1.25 if any("plight" in reading.marks[i] for i in after) else 0.0
    if any("near_person" in reading.marks[i] for i in after):
        points += 0.5
    if it.end + 2 < len(reading) and reading.folded[it.end] in FROM and reading.folded[it.end + 1] in _ROOMS:
        points += 1.5 if reading.words[it.end + 2].isdigit() else 0.0
    if it.end + 1 < len(reading) and reading.folded[it.end] in _WHOSE and reading.folded[it.end + 1] in _BELONGS:
        points += 2.0
    return points


def described(reading: Reading, it: Candidate, around: Surroundings) -> bool:
    """An unlisted capitalised word that is told of as a person: born, aged, or ill."""
    end = reading.ends[it.end - 1]
    if it.begin and reading.folded[it.begin - 1] in _PLACES:
        return False
    if around.births.meet(end, end + 14) or around.ages.meet(end, end + 4):
        return True
    return does(reading, it) and reading.has("health", it.end + 1, it.end + 3) and it.words <= 2


def does(reading: Reading, it: Candidate) -> bool:
    """What only persons do or have stands right after."""
    marks = reading.marks
    return any("person_verb" in marks[i] for i in range(it.end, min(it.end + 2, len(marks))))
