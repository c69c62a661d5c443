"""What stands around a candidate name, as features that the prior weighs: words, cue phrases, topics, its own shape.

Names, numbers and streets are masked first, so that no feature, and no weight, holds anybody's name. A feature is a
text like "l:voor" (near, to the left) or "R1.intimate" (a cue phrase on the first token to the right) with a value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.guard.addresses import Street
from bot.guard.candidates import Candidate
from bot.guard.lists import names
from bot.guard.name_words import base
from bot.guard.reading import Reading
from bot.guard.tokens import foreign
from bot.guard.topics import SIDES, topics
from bot.guard.vocabulary import known_word, ordinary

NAME, NUMBER, STREET, OTHER = "(name)", "(number)", "(street)", "(capital)"
LINE, EDGE = "(line)", "(edge)"
"""What is masked, and what stands beyond the message."""

WINDOW = 8
"""Tokens on either side of a name whose words and topics count."""

MOST = 3
"""Words of one side ("helped", "work") that are told apart; more say no more."""

_CUES = (("L1", -1, 0), ("L2", -2, -1), ("L3", -5, -2), ("R1", 0, 1), ("R2", 1, 2), ("R3", 2, 6), ("R7", 6, 14))
"""Where cue phrases stand, in tokens from the beginning (L) or the end (R) of a name."""

SHAPE = ("shape:", "given", "family", "unknown", "initials", "capital", "ordinary", "unlisted:", "strange:", "plain:")
"""Beginnings of the features that tell what a name itself looks like."""

Feature = tuple[str, float]


class Context:
    """One message, masked once; asked for each of its candidates."""

    def __init__(self, reading: Reading, its: Sequence[Candidate], lived: Sequence[Street]) -> None:
        self._reading = reading
        self._words = _masked(reading, its, lived)
        listed = topics()
        of_word = {word: listed.of(word) for word in set(self._words)}
        self._topics = [of_word[word] for word in self._words]
        self._whole = list(_counted("m", self._topics))
        self._whole.append(("question", float("?" in reading.text)))
        self._whole.append(("names", min(len(its), 4) / 4))

    def features(self, it: Candidate) -> Iterator[Feature]:
        """Features of one candidate; each name at most once."""
        reading = self._reading
        first, last = reading.sentence_bounds(it.begin)
        left = range(max(first, it.begin - WINDOW), it.begin)
        right = range(it.end, min(last, it.end + WINDOW))
        yield ("bias", 1.0)
        yield from self._whole
        yield from _shape(it)
        yield from self._strangeness(it)
        yield ("begins", float(it.begin == first))
        yield ("opens", float(it.begin == 0))
        yield ("ends", float(it.end >= last - 1))
        for side, tokens in (("l", left), ("r", right)):
            yield from ((f"{side}:{word}", 1.0) for word in {self._words[i] for i in tokens})
            yield from _counted(side, [self._topics[i] for i in tokens])
        for place, i in (("L1", it.begin - 1), ("L2", it.begin - 2), ("R1", it.end), ("R2", it.end + 1)):
            inside = 0 <= i < len(reading)
            yield (f"{place}:{self._words[i] if inside else EDGE}", 1.0)
            yield from ((f"{place}.{topic}", 1.0) for topic in (self._topics[i] if inside else ()))
        for place, begin, end in _CUES:
            start = it.begin if place[0] == "L" else it.end
            marks = reading.marks[max(start + begin, 0) : max(start + end, 0)]
            yield from ((f"{place}.{cue}", 1.0) for cue in frozenset[str]().union(*marks))

    def _strangeness(self, it: Candidate) -> Iterator[Feature]:
        """Whether dictionaries have the words that no list of names has."""
        if not it.unknown:
            return
        reading, listed = self._reading, names()
        words = [base(reading.folded[i]) for i in range(it.begin, it.end) if reading.words[i][0].isalpha()]
        unlisted = [word for word in words if not (word in listed.given or word in listed.family)]
        alone = "alone" if it.words == it.unknown and not it.initials else "beside"
        yield (f"unlisted:{alone}", 1.0)
        yield (f"strange:{alone}", float(not all(ordinary(word) for word in unlisted)))
        yield (f"plain:{alone}", float(any(known_word(word) for word in unlisted)))


def _shape(it: Candidate) -> Iterator[Feature]:
    kinds = f"{min(it.given, 2)}{min(it.family, 2)}{min(it.unknown, 2)}{int(it.initials > 0)}"
    yield (f"shape:{kinds}{'C' if it.capital else 'c'}{'o' if it.ordinary else ''}", 1.0)
    yield ("given", float(min(it.given, 2)))
    yield ("family", float(min(it.family, 2)))
    yield ("unknown", float(min(it.unknown, 2)))
    yield ("initials", float(min(it.initials, 2)))
    yield ("capital", float(it.capital))
    yield ("ordinary", float(it.ordinary))


def _counted(place: str, found: Sequence[tuple[str, ...]]) -> Iterator[Feature]:
    """Which topics the words of a place have, and of which side there are more."""
    yield from ((f"{place}.{topic}", 1.0) for topic in {topic for topics_ in found for topic in topics_})
    counts = [sum(any(topic.startswith(side) for topic in topics_) for topics_ in found) for side in SIDES]
    for side, count in zip(SIDES, counts, strict=True):
        yield (f"{place}#{side}", float(min(count, MOST)))
    yield (f"{place}#more", float(max(-MOST, min(MOST, counts[0] - counts[1]))))


def _masked(reading: Reading, its: Sequence[Candidate], lived: Sequence[Street]) -> list[str]:
    listed = names()
    words = [_word(*token) for token in zip(reading.words, reading.folded, reading.marks, strict=True)]
    for i, word in enumerate(words):
        if word not in listed.ordinary and (word in listed.given or word in listed.family):
            words[i] = NAME
    for it in its:
        words[it.begin : it.end] = [NAME] * (it.end - it.begin)
    for street in lived:
        begin, end = reading.token_before(street.start), reading.token_before(street.end)
        words[begin:end] = [STREET] * (end - begin)
    return words


def _word(word: str, folded: str, marks: frozenset[str]) -> str:
    if word[0].isdigit():
        return NUMBER
    if word == "\n":
        return LINE
    if foreign(word) or (word[0].isupper() and not marks and not known_word(folded)):
        return OTHER
    return folded
