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
    medische kaart papieren uitkering leefloon huisbaas medicatie bewindvoerder huur zoontje dochtertje kids partner
    voeten been arm hond kat kamer fiets rolstoel gsm tanden bril insuline verblijf dossier aanvraag advocaat
    mere pere mari femme fils fille filles fils soeur frere bebe enfants enfant chien papiers
    mum mom dad son daughter sister brother husband wife kids children
    moeder vader zoon dochter man vrouw broer zus zusje broertje kind kinderen kindje mama papa oma opa ouders baby
    """
)
_WITH = frozenset(("en", "et", "and", "&", "met", "avec", "with"))
_THEIRS = frozenset(("haar", "zijn", "sa", "son", "ses", "his", "her", "their", "leur", "leurs", "hun"))
_FRONT = 4
"""Tokens that a sentence may put before its verb, when the subject comes after it."""

_ROOMS = frozenset(("kamer", "chambre", "ch", "room", "studio", "appartement", "appart", "flat", "bed", "lit"))
"""Who has a number at one of these lives there ("kamer 7, Godfried")."""
FROM = frozenset(("van", "du", "de", "from", "chez", "bij", "of", "at", "uit", "d'", "des"))
_CLAUSES = listed(
    """
    , ; : - ( en et and dat que qu' that als si if want car omdat because maar mais but wanneer quand when ou of or puis
    dan toen gisteren vandaag morgen hier demain aujourd'hui today tomorrow yesterday
    """
)
"""What a part of a sentence with a subject of its own begins after."""

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
    if (it.given or it.words == it.unknown) and _acquainted(reading, it):
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
    if suffers(reading, it):
        points += 2.0
    elif does(reading, it):
        points += 1.5
    return points + _need(reading, it)


def _need(reading: Reading, it: Candidate) -> float:
    """Points for whom somebody belongs to, and for what a person lacks, wears or goes through, soon after the name."""
    points = 2.0 if _owns(reading, it) else 0.0
    if not it.given:
        return points
    after = range(it.end, min(it.end + NEEDED, len(reading)))
    points += 1.25 if any("plight" in reading.marks[i] for i in after) else 0.0
    if any("near_person" in reading.marks[i] for i in after):
        points += 0.5
    if it.end + 2 < len(reading) and reading.folded[it.end] in FROM and reading.folded[it.end + 1] in _ROOMS:
        points += 1.5 if reading.words[it.end + 2].isdigit() else 0.0
    return points


def described(reading: Reading, it: Candidate, around: Surroundings) -> bool:
    """An unlisted capitalised word that is told of as a person: born, aged, or ill."""
    end = reading.ends[it.end - 1]
    if it.begin and reading.folded[it.begin - 1] in _PLACES:
        return False
    if around.births.meet(end, end + 14) or around.ages.meet(end, end + 4):
        return True
    if it.words <= 2 and (_owns(reading, it) or _inverted(reading, it) or (it.begin and _acquainted(reading, it))):
        return True
    if it.words > 2 or not _subject(reading, it):
        return False
    if suffers(reading, it):
        return True
    return does(reading, it) and (
        reading.has("health", it.end + 1, it.end + 4) or reading.has("plight", it.end, it.end + NEEDED)
    )


def _subject(reading: Reading, it: Candidate) -> bool:
    """It begins a sentence or a part of one: no article or preposition makes it a thing or a place."""
    return it.begin == reading.sentence_bounds(it.begin)[0] or reading.folded[it.begin - 1] in _CLAUSES


def suffers(reading: Reading, it: Candidate) -> bool:
    """What only a person with a body does stands right after ("hoest", "dort", "cries")."""
    return reading.has("intimate", it.end, it.end + 2)


def _owns(reading: Reading, it: Candidate) -> bool:
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


def _inverted(reading: Reading, it: Candidate) -> bool:
    """The verb stands before the subject ("gisteren is Zdravko uit zijn huis gezet")."""
    before = it.begin - 1
    return (
        before >= 0
        and "person_verb" in reading.marks[before]
        and before - reading.sentence_bounds(it.begin)[0] <= _FRONT
        and reading.has("plight", it.end, it.end + NEEDED)
    )


def does(reading: Reading, it: Candidate) -> bool:
    """What only persons do or have stands right after."""
    marks = reading.marks
    return any("person_verb" in marks[i] for i in range(it.end, min(it.end + 2, len(marks))))
