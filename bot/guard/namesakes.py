"""Streets, institutions, laws and works that are named after somebody; public figures; what the repertory publishes."""

from __future__ import annotations

import re

from bot.guard.candidates import Candidate
from bot.guard.helped import cue
from bot.guard.known import Known
from bot.guard.reading import Reading

_NUMERAL = re.compile(r"I{2,3}|IV|VI{0,3}|XI{0,3}|XIV|XVI{0,3}|XXI{0,3}")

_BY = frozenset(("van", "de", "d'", "by", "door", "par"))
_CLOSING = frozenset(('"', "”", "»"))
"""A quoted title and who made it: ‘"Malina" van Ingeborg Bachmann’."""

_BETWEEN = frozenset(
    ("de", "du", "la", "le", "l'", "d'", "van", "des", "den", "der", "the", "of", '"', "“", "«", "'", "dr", "docteur",
     "dokter", "general", "generaal", "koning", "koningin", "roi", "reine", "prins", "abbe", "pere")
)  # fmt: skip
"""Between the head of a name and the name itself: "rue du Général Leman"."""


def named_after(reading: Reading, it: Candidate, public: frozenset[str]) -> bool:
    """A street, an institution, a law, a project: the head stands before or after the name."""
    if it.end < len(reading) and "place_after" in reading.marks[it.end] and reading.words[it.end - 1] != ".":
        return True
    if _NUMERAL.fullmatch(reading.words[it.end - 1]) and it.words > 1:
        return True  # a king, a pope, a street: "Leopold II"
    i = it.begin - 1
    if _words(reading, it) in public or (i >= 0 and f"{reading.folded[i]} {_words(reading, it)}" in public):
        return True
    if i >= 0 and reading.folded[i] == "l'":
        return True
    if i > 0 and reading.folded[i] in _BY:
        if reading.words[i - 1] in _CLOSING and it.words > 1:
            return True
        if "event" in reading.marks[i - 1]:  # "conférence de", "afscheid van"
            return True
    for _ in range(4):
        if i < 0 or reading.words[i] in "\n.,;:!?()":
            if not (i > 0 and reading.words[i] == "." and "place_head" in reading.marks[i - 1]):
                return False
            i -= 1
        if "place_head" in reading.marks[i]:
            return True
        word = reading.folded[i]
        if word not in _BETWEEN:
            return False
        i -= 1
    return False


def published(reading: Reading, it: Candidate, known: Known) -> bool:
    """A service, or a member of the room."""
    words = tuple(w for w in reading.folded[it.begin : it.end] if w != ".")
    if not known.names and not known.members:
        return False
    return words in known.names or (all(word in known.members for word in words) and not cue(reading, it) > 1)


def _words(reading: Reading, it: Candidate) -> str:
    return " ".join(w for w in reading.folded[it.begin : it.end] if w not in ".")
