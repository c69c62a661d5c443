"""Names that are spoken to, thanked, or signing: colleagues in the room, nobody who is helped."""

from __future__ import annotations

from bot.guard.candidates import Candidate
from bot.guard.needs import does
from bot.guard.reading import Reading
from bot.guard.tokens import listed

AND = frozenset(("en", "et", "and", "&", ",", "of", "ou", "/", "+"))
"""Between two names of which the same is said."""

COUPLING = AND - {",", "of", "/"}
"""The same, where the first name is the unknown one: "Schaarbeek, Mevr. Peeters" couples nothing."""

_SOFT = listed(
    """
    a aan to au aux beste chere cher lieve dear beaucoup encore nogmaals again heel erg hartelijk alvast voor toute
    tous l' la le de het team equipe l'equipe ook aussi also vooral surtout especially and en et & , ! hoor nog een
    kleine petit petite little deux beide beiden allebei both all allemaal toutes speciaal specialement
    fijne un bon bonne tres very much so zo you u je jou toi vous
    """
)


def addressed(reading: Reading, it: Candidate, greeted_to: int) -> bool:
    """Spoken to, thanked, or signing. `greeted_to`: where the name before ends that was, -1 when there is none."""
    if greeted_to >= 0 and it.begin - greeted_to <= 2 and reading.folded[it.begin - 1] in AND:
        return True
    return _hailed(reading, it) or _called(reading, it) or _signed(reading, it)


def _hailed(reading: Reading, it: Candidate) -> bool:
    if it.begin and reading.words[it.begin - 1] == "@":
        return True
    if does(reading, it) and not _thanked(reading, it):
        return False
    i = it.begin - 1
    for _ in range(6):
        if i < 0:
            return False
        marks = reading.marks[i]
        if i and reading.folded[i] == "lieve" and "title" in reading.marks[i - 1]:
            return False
        if "greeting" in marks or "thanks" in marks or reading.words[i] == "@":
            return True
        if "title" not in marks and reading.folded[i] not in _SOFT and reading.words[i] != ".":
            return False
        i -= 1
    return False


def _thanked(reading: Reading, it: Candidate) -> bool:
    return reading.has("thanks", it.begin - 3, it.begin)


def _called(reading: Reading, it: Candidate) -> bool:
    """ "Sofie, heb jij ...?" and "Goed idee, Karima!"."""
    first, last = reading.sentence_bounds(it.begin)
    if it.words == 1 and it.begin == first and it.end < last and reading.words[it.end] in (",", ":", "-", "–"):
        return reading.has("second_person", it.end + 1, it.end + 5) or reading.has("greeting", it.end + 1, it.end + 3)
    ended = it.end >= last - 1 and (it.end >= len(reading) or reading.words[min(it.end, last - 1)] in "!?.")
    called = it.begin - 1 > first and reading.words[it.begin - 1] == "," and ended and it.words == 1
    return called and not reading.has("role", first, it.begin) and not reading.has("title", first, it.begin)


def _signed(reading: Reading, it: Candidate) -> bool:
    """At the end of the message, alone on its line or after a dash or a closing."""
    if any(word[0].isalnum() for word in reading.words[it.end : it.end + 2]) and not _trailing_role(reading, it):
        return False
    i = it.begin - 1
    if i < 0:
        return False
    if _alone_at_end(reading, it):
        return True
    if reading.words[i] == "," or reading.words[i] == "\n":
        closing = reading.has("signoff", i - 4, i + 1) or reading.has("thanks", i - 3, i + 1)
        return closing or (reading.words[i] == "\n" and len(reading) - it.end < 6)
    return reading.has("signoff", i - 1, i + 1) or (
        reading.words[i] in "-–—" and it.words == 1 and it.end == len(reading)
    )


def _alone_at_end(reading: Reading, it: Candidate) -> bool:
    """The last sentence is nothing but names: those who write."""
    first, last = reading.sentence_bounds(it.begin)
    if first == 0 or last - first > 5 or any(word[0].isalnum() for word in reading.words[last:]):
        return False
    return all(
        reading.words[i][0].isupper() or reading.folded[i] in AND or not reading.words[i][0].isalnum()
        for i in range(first, last)
    )


def _trailing_role(reading: Reading, it: Candidate) -> bool:
    return reading.has("professional", it.end, it.end + 4) or reading.has("service", it.end, it.end + 4)
