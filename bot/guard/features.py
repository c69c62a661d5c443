"""What the tagger (tagger.py) knows of each token of a message: the word, its beginning and end, what the lists and the
rules say of it, and a known word's vector. Names, numbers, streets and unknown capitalised words are masked: the
tagger learns what stands around them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.guard.evidence import NEVER, UNLIKELY, UNTOLD
from bot.guard.findings import Certainty, Finding, Kind
from bot.guard.lists import Names, names
from bot.guard.naming import Weighed
from bot.guard.reading import Reading
from bot.guard.ruling import Ruled
from bot.guard.tokens import foreign
from bot.guard.topics import Topics, topics
from bot.guard.vocabulary import known_word

NAME, NUMBER, STREET, OTHER, LINE = "(name)", "(number)", "(street)", "(other)", "(line)"
"""What a masked word is, for the tagger."""

BEGINNING, END = 4, 3
"""Letters of a word's beginning and end."""

_LOWEST, _HIGHEST = -3, 6
"""Between which the rules' points are told apart."""

_ABOUT_IDENTITY = frozenset((Kind.NAME, Kind.INITIALS))
_BESIDE_IDENTITY = frozenset((Kind.AGE, Kind.HEALTH, Kind.JUDICIAL, Kind.ORIGIN, Kind.EXCLUSION))


@dataclass(frozen=True, slots=True, repr=False)
class Features:
    """Of one token. `word`: folded, or what it is masked as; `beginning` and `end` of a word that is not; `flags`: what
    lists and rules say; `known`: the word that a vector is asked for, or ""."""

    word: str
    beginning: str
    end: str
    flags: tuple[str, ...]
    known: str

    def __repr__(self) -> str:
        return f"Features({len(self.flags)} flags)"


def features(reading: Reading, ruled: Ruled) -> list[Features]:
    """One for each token of a message."""
    listed, about = names(), topics()
    words = _masked(reading, ruled)
    flags = _flags(reading, ruled)
    whole = _whole(reading, ruled.findings)
    return [_of(reading, i, words[i], [*flags[i], *whole], listed, about) for i in range(len(reading))]


def _of(reading: Reading, i: int, word: str, flags: list[str], listed: Names, about: Topics) -> Features:
    written, folded = reading.words[i], reading.folded[i]
    letters = written[0].isalpha()
    if written[0].isupper():
        flags.append("cap")
        if len(written) > 1 and written.isupper():
            flags.append("caps")
    elif written[0].isdigit():
        flags.append(f"digits:{min(len(written), 6)}")
    if letters:
        flags += [name for name in ("given", "family", "ordinary") if folded in getattr(listed, name)]
        if not known_word(folded):
            flags.append("unknown")
    flags += [f"cue:{mark}" for mark in sorted(reading.marks[i])]  # a set has another order in each process
    flags += about.of(word)
    plain = letters and word == folded
    return Features(
        word,
        folded[:BEGINNING] if plain else "",
        folded[-END:] if plain else "",
        tuple(flags),
        folded if plain else "",
    )


def _flags(reading: Reading, ruled: Ruled) -> list[list[str]]:
    """What the rules see, by token."""
    flags: list[list[str]] = [[] for _ in range(len(reading))]

    def put(start: int, end: int, flag: str) -> None:
        for i in range(reading.token_at(start), reading.token_before(end)):
            flags[i].append(flag)

    for item in ruled.findings:
        put(item.start, item.end, f"found:{item.kind}{'' if item.certainty is Certainty.SURE else '?'}")
    for weighed in ruled.weighed:
        told = ["name", f"points:{_points(weighed)}", *(("helps",) if weighed.helps else ())]
        for i in range(weighed.it.begin, weighed.it.end):
            flags[i] += told
    first = ruled.first
    for kind, begin, end in first.told:
        for i in range(begin, end):
            flags[i].append(f"told:{kind}")
    for start, end in first.aged:
        put(start, end, "told:age")
    for start, end, _ in first.born:
        put(start, end, "told:birth")
    for street in first.lived:
        put(street.start, street.end, "street" if not street.numbered else "street:numbered")
    return flags


def _points(weighed: Weighed) -> str:
    named = {NEVER: "never", UNLIKELY: "unlikely", UNTOLD: "untold"}
    return named.get(weighed.points) or str(max(_LOWEST, min(_HIGHEST, round(weighed.points))))


def _whole(reading: Reading, found: Sequence[Finding]) -> list[str]:
    """What is so of the message as a whole."""
    kinds = {item.kind for item in found}
    whole = ["in:found" if found else "in:nothing", f"in:length{min(len(reading) // 10, 4)}"]
    if kinds & _ABOUT_IDENTITY:
        whole.append("in:named")
    if kinds - _ABOUT_IDENTITY - _BESIDE_IDENTITY:
        whole.append("in:number")
    if "?" in reading.text:
        whole.append("in:question")
    return whole


def _masked(reading: Reading, ruled: Ruled) -> list[str]:
    """The folded words, with what they are instead of names, numbers, streets and unknown capitalised words."""
    listed = names()
    words = [_word(*token) for token in zip(reading.words, reading.folded, reading.marks, strict=True)]
    for i, word in enumerate(words):
        if word not in listed.ordinary and (word in listed.given or word in listed.family):
            words[i] = NAME
    for weighed in ruled.weighed:
        it = weighed.it
        words[it.begin : it.end] = [NAME] * (it.end - it.begin)
    for street in ruled.first.lived:
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
