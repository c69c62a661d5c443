"""What speaks for a name being that of somebody who is helped."""

from __future__ import annotations

from bot.guard.candidates import Candidate
from bot.guard.needs import NEEDED, ROOMS, does, owns, suffers
from bot.guard.quoting import quoted
from bot.guard.reading import Reading
from bot.guard.surroundings import Surroundings
from bot.guard.tokens import listed

ASKED = 40
"""Tokens after a name in which a question is taken to be about it."""

_FRONT = 4
"""Tokens that a sentence may put before its verb, when the subject comes after it."""

_CLAUSES = listed(
    """
    , ; : - ( en et and dat que qu' that als si if want car omdat because maar mais but wanneer quand when ou of or puis
    dan toen gisteren vandaag morgen hier demain aujourd'hui today tomorrow yesterday
    """
)
"""What a part of a sentence with a subject of its own begins after."""

_FOR = frozenset(("voor", "pour", "for", "met", "avec", "with"))

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
    if i > 0 and reading.words[i].isdigit() and reading.folded[i - 1] in ROOMS:
        return 2.0
    marks = reading.marks[i]
    if "title" in marks and reading.words[i] != "MRS":
        return 3.0
    if "self" in marks and quoted(reading, it.begin):
        return 2.5
    if "naming" in marks:
        if reading.has("professional", i - 3, i):
            return -2.0
        return 2.5 if not reading.has("place_head", i - 3, i) and not reading.has("service", i - 3, i) else -2.0
    if "role" in marks:
        return 2.5
    if i > 0 and ("role" in reading.marks[i - 1] or "dossier" in reading.marks[i - 1]) and "about" in marks:
        return 2.0
    if "dossier" in marks:
        return 2.0
    if it.given and _acquainted(reading, it):
        return 1.75
    if "minding" in marks and steps == 0:
        return 1.75
    if "about" not in marks or steps:
        return 0.0
    return 1.75 if it.given and _asked_for(reading, it, i) else 1.0


def _asked_for(reading: Reading, it: Candidate, before: int) -> bool:
    """The reader is asked for something for somebody ("wie kan er met Farida mee?")."""
    if reading.folded[before] not in _FOR:
        return False
    first, last = reading.sentence_bounds(it.begin)
    ends = (last < len(reading) and reading.words[last - 1] == "?") or reading.words[min(last, len(reading)) - 1] == "?"
    asked = ends or reading.has("request", first, it.begin)
    at_work = any(
        reading.has(cue, first, last) for cue in ("near_number_of", "event", "office", "professional", "thanks")
    )
    return asked and not at_work


def requested(reading: Reading, it: Candidate) -> bool:
    """After the name, the message asks what to do or for something, and sends the reader to nobody."""
    if "request" not in reading.present and "?" not in reading.text:
        return False
    first, last = reading.sentence_bounds(it.begin)
    if any(reading.has(cue, first, last) for cue in ("office", "event", "colleague", "thanks")):
        return False
    if reading.has("turn_to", first, it.begin):
        return False
    rest = range(it.end, min(it.end + ASKED, len(reading)))
    return any(reading.words[i] == "?" or "request" in reading.marks[i] for i in rest)


def _acquainted(reading: Reading, it: Candidate) -> bool:
    """Looked for, gone with or warned of ("kent iemand Bogdan?"), nobody's colleague as far as said."""
    return "acquaint" in reading.marks[it.begin - 1] and not (
        reading.has("service", it.end, it.end + 4) or reading.has("professional", it.end, it.end + 4)
    )


def described(reading: Reading, it: Candidate, around: Surroundings) -> bool:
    """An unlisted capitalised word that is told of as a person: born, aged, or ill."""
    end = reading.ends[it.end - 1]
    if it.begin and reading.folded[it.begin - 1] in _PLACES:
        return False
    if around.births.meet(end, end + 14) or around.ages.meet(end, end + 4):
        return True
    if it.words <= 2 and (owns(reading, it) or _inverted(reading, it) or _minded(reading, it)):
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


def _minded(reading: Reading, it: Candidate) -> bool:
    """Worried about, or there ("ik zit met Blessing"), or the one of whom something was said ("overleden: Staszek")."""
    i = it.begin - 1
    if i >= 0 and "minding" in reading.marks[i]:
        return True
    first = reading.sentence_bounds(it.begin)[0]
    return i > 0 and reading.words[i] == ":" and reading.has("plight", first, i)


def _inverted(reading: Reading, it: Candidate) -> bool:
    """The verb stands before the subject ("gisteren is Zdravko uit zijn huis gezet")."""
    before = it.begin - 1
    return (
        before >= 0
        and "person_verb" in reading.marks[before]
        and before - reading.sentence_bounds(it.begin)[0] <= _FRONT
        and reading.has("plight", it.end, it.end + NEEDED)
    )
