"""A message cut into clauses that may each hold a need: "een tandarts en een psycholoog", "1. logement 2. colis".

Only where it may be cut is decided here, by marks and words; `kb.several` decides by search which clauses are needs of
their own and puts the others back where they were.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from kb.models import LANGS, Lang, Understanding
from kb.understand.languages import language_words
from kb.understand.people import without_conditions
from kb.understand.text import content_words, folded_words, plain
from kb.understand.time_words import without_times

LONGEST_LIST = 6
"""Clauses; a text with more is a story, not a list of needs."""

_ITEM = r"(?:^|\s)(?:\d[.)]|[-*•–])\s+"
_LEADING = re.compile(r"^\s*(?:(?:\d[.)]|[-*•–])\s+)?(?:(?:en|et|and|ook|aussi|also)\b[\s,]+)*", re.IGNORECASE)
_IN_GENERAL = frozenset(["mensen", "personen", "gens", "personnes", "personne", "people", "persons", "person"])
_FOR_WHOM = re.compile(r"^(?:pour|voor|for)\s+[^:,]{2,30}:\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Phrases:
    marks: Mapping[Lang, re.Pattern[str]]
    idioms: re.Pattern[str]
    goes_on: frozenset[str]
    phrase: frozenset[str]
    own_start: frozenset[str]
    tells: frozenset[str]
    subjects: frozenset[str]
    possessives: frozenset[str]
    definite: Mapping[Lang, frozenset[str]]
    people: frozenset[str]
    asks: frozenset[str]
    ask_phrases: tuple[str, ...]
    around: frozenset[str]


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a message as it was written. `firm`: what stands before it announces something else, a question mark
    or "ainsi que", where a comma or "et" may as well go on with the same need."""

    text: str
    start: int
    end: int
    firm: bool
    goes_on: bool = False
    """It goes on with the phrase before it: "(hulp voor wonden) en insuline", "(lessen), met opvang"."""
    tells: bool = False
    """It tells what is the matter rather than asks for something."""
    context: bool = False
    """It stands beside a clause that tells, or before one that asks."""
    story: bool = False
    """It is all that a story tells of one person or matter."""


def clauses(text: str, lang: Lang) -> tuple[Clause, ...]:
    """The clauses of `text`, in order; one when it cannot be cut, or is a story."""
    found: list[Clause] = []
    start, firm = 0, True
    for mark in (*_marks_in(text, lang), None):
        end = mark.start() if mark else len(text)
        if folded_words(tidy(text[start:end])):
            before = found[-1].text if found and not firm else ""
            found.append(_clause(text, start, end, lang, firm=firm, before=before))
            firm = False
        if mark:
            start = mark.end()
            firm = firm or mark["firm"] is not None
    return _context(found) if 1 < len(found) <= LONGEST_LIST else (Clause(text, 0, len(text), firm=True),)


def clause_spans(text: str, lang: Lang) -> list[tuple[int, int]]:
    """Where each clause of `text` begins and ends, in stories too."""
    marks = _marks_in(text, lang)
    starts, ends = [0, *(mark.end() for mark in marks)], [*(mark.start() for mark in marks), len(text)]
    return [(a, b) for a, b in zip(starts, ends, strict=True) if folded_words(text[a:b])]


def _marks_in(text: str, lang: Lang) -> list[re.Match[str]]:
    idioms = [found.span() for found in _phrases().idioms.finditer(text)]
    return [m for m in _phrases().marks[lang].finditer(text) if not any(a < m.start() < b for a, b in idioms)]


def _context(found: Sequence[Clause]) -> tuple[Clause, ...]:
    """What stands before a question in its sentence tells why it is asked ("thuis sterven, wie ondersteunt hen?"), and
    what follows a clause that tells goes on telling ("maman a 59 ans et un Alzheimer"). The first clause stands as
    firmly as the second."""
    first = replace(found[0], firm=found[1].firm)
    pieces = [first, *found[1:]]
    asks = [_asks(plain(piece.text)) for piece in pieces]
    context = [piece.tells for piece in pieces]
    for i in range(1, len(pieces)):
        context[i] = not asks[i] and (context[i] or (context[i - 1] and not pieces[i].firm))
    asked = False
    for i in reversed(range(len(pieces))):
        context[i] = context[i] or (asked and not asks[i])
        asked = (asked or asks[i]) and not (pieces[i].firm and i > 0)
    return tuple(replace(piece, context=told) for piece, told in zip(pieces, context, strict=True))


def _clause(text: str, start: int, end: int, lang: Lang, *, firm: bool, before: str) -> Clause:
    piece = tidy(text[start:end])
    spoken = plain(piece)
    tells = ":" not in piece and _tells(spoken.split(), lang) and not _asks(spoken)
    return Clause(piece, start, end, firm, goes_on=bool(before) and _goes_on(spoken, plain(before)), tells=tells)


def _tells(spoken: Sequence[str], lang: Lang) -> bool:
    phrases = _phrases()
    if any(one in phrases.subjects and other == "a" for one, other in pairwise(spoken)):
        return True
    begins = spoken[1:] if spoken[0] in phrases.possessives else spoken
    if len(begins) > 1 and begins[0] in phrases.people:  # "mijn dochter zorgt ..."
        return True
    return not phrases.tells.isdisjoint(spoken) or (len(spoken) > 2 and spoken[0] in phrases.definite[lang])


def _goes_on(spoken: str, before: str) -> bool:
    """ "with her bill and with her permit" are two: the same word stands in the clause before."""
    phrases, first, told = _phrases(), spoken.split()[0], before.split()
    if first in phrases.goes_on:
        return first not in told
    return first not in phrases.own_start and not phrases.phrase.isdisjoint(told)


def _asks(spoken: str) -> bool:
    phrases = _phrases()
    return not phrases.asks.isdisjoint(spoken.split()) or any(f" {asked} " in spoken for asked in phrases.ask_phrases)


def sentences(pieces: Sequence[Clause]) -> tuple[Clause, ...]:
    """Clauses put together again up to the next firm mark: where a name is told, "et" joins facts asked about it."""
    found: list[Clause] = []
    for piece in pieces:
        if found and not piece.firm:
            found[-1] = replace(found[-1], text=f"{found[-1].text}, {piece.text}", end=piece.end)
        else:
            found.append(piece)
    return tuple(found)


def tidy(piece: str) -> str:
    """A piece of a message without what joined it to the one before, and without "pour la maman :" before it."""
    return _FOR_WHOM.sub("", _LEADING.sub("", piece)).strip(" ,.?!;:-")


def need_words(understanding: Understanding, text: str) -> frozenset[str]:
    """The words of `text` that say what is needed: not where, when, for whom, in which language or on which terms."""
    left = set(content_words(without_conditions(without_times(plain(text)))))
    left -= {word for place in understanding.places for word in content_words(place.label)}
    return frozenset(word for word in left - _phrases().around - language_words() if not word.isdigit())


def need_left(spoken: Iterable[str]) -> bool:
    """Whether folded words say what is needed, not only for whom."""
    left = without_conditions(f" {' '.join(spoken)} ").split()
    return any(word not in _phrases().around and word not in _IN_GENERAL for word in left)


@lru_cache(maxsize=1)
def _phrases() -> _Phrases:
    table = tomllib.loads(files("kb").joinpath("data/needs.toml").read_text(encoding="utf-8"))
    return _Phrases(
        marks={lang: _marks(table, lang) for lang in LANGS},
        idioms=re.compile(rf"\b(?:{'|'.join(table['idioms']['pairs'])})\b", re.IGNORECASE),
        goes_on=frozenset(table["goes_on"]["words"].split()),
        phrase=frozenset(table["phrase"]["words"].split()),
        own_start=frozenset(table["phrase"]["own"].split()),
        tells=frozenset(table["tells"]["words"].split()),
        subjects=frozenset(table["tells"]["subjects"].split()),
        possessives=frozenset(table["tells"]["possessives"].split()),
        definite={lang: frozenset(table["definite"][lang].split()) for lang in LANGS},
        people=frozenset(table["around"]["people"].split()),
        asks=frozenset(table["asks"]["words"].split()),
        ask_phrases=tuple(table["asks"]["phrases"]),
        around=frozenset(word for listed in table["around"].values() for word in listed.split()),
    )


def _marks(table: Mapping[str, Any], lang: Lang) -> re.Pattern[str]:
    firm = "|".join(sorted(table["firm"][lang], key=len, reverse=True))
    loose = table["loose"][lang]
    return re.compile(
        rf"(?P<firm>\?+\s*|\n+|;|{_ITEM}|(?:,\s*|\s+)(?:{firm})(?:(?<=')|\s+))"
        rf"|(?P<loose>,\s*(?:{loose}\s+)?|[.!]\s+|\s+(?:{loose}|[&+/])\s+)",
        re.IGNORECASE,
    )
