"""Which language the help must be given in: "spreekt iemand Tigrinya", "turcophones", "in het Nederlands liefst".

A language asked for is a need; a nationality alone ("roumaine") only makes a language likely. Names, nationalities and
codes stand in kb/data/languages.csv. Codes in one row are all welcome: "Berbers" is Tarifit, Tamazight, Kabyle...
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from kb.understand.text import Word, folded_words, words

_SPEAKS = frozenset(
    [
        "spreekt",
        "spreken",
        "spreekt",
        "sprekend",
        "sprekende",
        "praat",
        "praten",
        "praatt",
        "gesproken",
        "kent",
        "verstaat",
        "begrijpt",
        "verstaan",
        "taal",
        "parle",
        "parlent",
        "parler",
        "parlant",
        "parlante",
        "parlee",
        "langue",
        "comprend",
        "comprennent",
        "comprenant",
        "maitrise",
        "speak",
        "speaks",
        "speaking",
        "spoken",
        "language",
        "understands",
        "liefst",
        "bij",
        "voorkeur",
        "de",
        "preference",
        "tolk",
        "interprete",
        "interpreter",
        "vertaler",
        "traducteur",
        "traductrice",
    ]
)
_VERBS = frozenset(
    ("spreekt", "spreken", "praat", "praten", "parle", "parlent", "parlant", "speak", "speaks", "speaking")
)
_ONLY = frozenset(
    ("only", "just", "mostly", "mainly", "alleen", "enkel", "uitsluitend", "slechts", "vooral", "vloeiend")
) | {"uniquement", "seulement", "que", "exclusivement", "surtout", "couramment", "juste"}
"""Beside a language they ask for it ("English only"); they say nothing about what is needed."""
_IN = frozenset(("in", "en", "het", "le", "la", "du"))
_LEARNS = frozenset(
    [
        "leren",
        "leert",
        "lessen",
        "les",
        "cursus",
        "cursussen",
        "taalles",
        "taallessen",
        "apprendre",
        "apprend",
        "cours",
        "learn",
        "learning",
        "lessons",
        "class",
        "classes",
        "course",
        "alfabetisering",
        "alpha",
        "alphabetisation",
    ]
)
_ALWAYS_LANGUAGE = frozenset(("nl vls", "fr", "en"))
"""The house languages appear as adjectives everywhere ("Franse huisarts"): only a cue makes them a need."""
_REACH = 4
"""A verb of speaking stands at most this many words before the language ("parle couramment le turc")."""


@dataclass(frozen=True, slots=True)
class FoundLanguages:
    """Codes asked for and codes that are only likely; `taken` are the words that said so."""

    needed: tuple[str, ...]
    likely: tuple[str, ...]
    taken: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Name:
    codes: tuple[str, ...]
    kind: str
    """`language`, `nationality` or `speaker` ("turcophone")."""


def find_languages(spoken: Sequence[Word]) -> FoundLanguages:
    """The languages that the words of a question ask for."""
    needed: dict[str, None] = {}
    likely: dict[str, None] = {}
    taken: set[int] = set()
    learning = any(word.folded in _LEARNS for word in spoken)
    for position, length, name in _mentions(spoken):
        firm = name.kind == "speaker" or (name.kind == "language" and _asked(spoken, position, length))
        target = needed if firm and not learning else likely
        target.update(dict.fromkeys(name.codes))
        if firm:
            taken.update(range(position, position + length))
            said = range(max(0, position - _REACH), min(len(spoken), position + length + 1))
            taken.update(i for i in said if spoken[i].folded in (_VERBS if i < position else _ONLY))
            taken.update(i for i in said if spoken[i].folded in _ONLY and _touches(i, taken))
    return FoundLanguages(tuple(needed), tuple(code for code in likely if code not in needed), frozenset(taken))


def _touches(position: int, taken: Collection[int]) -> bool:
    return position - 1 in taken or position + 1 in taken


@lru_cache(maxsize=1)
def language_words() -> frozenset[str]:
    """All words that name a language or a nationality."""
    return frozenset(word for key in _names() for word in key)


def as_asked(codes: Sequence[str]) -> tuple[str, ...]:
    """The first code of each language in `codes`: who asks for Arabic asks for one language, not for its variants."""
    left = list(codes)
    for name in set(_names().values()):
        if len(name.codes) > 1 and set(name.codes) <= set(codes):
            left = [code for code in left if code == name.codes[0] or code not in name.codes]
    return tuple(left)


def _mentions(spoken: Sequence[Word]) -> list[tuple[int, int, _Name]]:
    found: list[tuple[int, int, _Name]] = []
    position = 0
    while position < len(spoken):
        for length in (3, 2, 1):
            key = tuple(word.folded for word in spoken[position : position + length])
            name = _names().get(key) if len(key) == length else None
            if name is not None:
                found.append((position, length, name))
                position += length - 1
                break
        position += 1
    return found


def _asked(spoken: Sequence[Word], position: int, length: int) -> bool:
    """A verb of speaking before, or "in het ...", "en ..." right before, or "-speaking" right after."""
    before = [word.folded for word in spoken[max(0, position - _REACH) : position]]
    after = [word.folded for word in spoken[position + length : position + length + 2]]
    if any(word in _SPEAKS for word in (*before, *after)) or not _ONLY.isdisjoint((*before[-1:], *after[:1])):
        return True
    if before and before[-1] in ("in", "en"):
        return not after or after[0] not in _IN
    return len(before) > 1 and before[-1] == "het" and before[-2] == "in"


@lru_cache(maxsize=1)
def _names() -> dict[tuple[str, ...], _Name]:
    names: dict[tuple[str, ...], _Name] = {}
    text = files("kb").joinpath("data/languages.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        codes = tuple(row["codes"].split())
        for kind, column in (("language", "languages"), ("nationality", "nationalities"), ("speaker", "phones")):
            for written in filter(None, (row[column] or "").split(";")):
                for form in _forms(written, kind):
                    _add(names, folded_words(form), _Name(codes, kind))
    return names


def _add(names: dict[tuple[str, ...], _Name], key: tuple[str, ...], name: _Name) -> None:
    """Two rows may share a form ("sign language"): then both are welcome."""
    known = names.get(key)
    codes = tuple(dict.fromkeys((known.codes if known else ()) + name.codes))
    names[key] = _Name(codes, known.kind if known else name.kind)


def _forms(written: str, kind: str) -> tuple[str, ...]:
    if kind == "speaker":
        return written, f"{written}e", f"{written}s", f"{written}en"
    if kind == "nationality":
        return written, f"{written}s"
    return (written, f"{written}talig", f"{written}talige", f"{written}sprekend", f"{written}sprekende")


def listed_languages(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes of the languages that a text lists ("Arabisch, Frans en Turks"), the usual one of each name, and the
    folded words that name none."""
    spoken = words(text)
    codes: dict[str, None] = {}
    taken: set[int] = set()
    for position, length, name in _mentions(spoken):
        codes[name.codes[0]] = None
        taken.update(range(position, position + length))
    return tuple(codes), tuple(word.folded for place, word in enumerate(spoken) if place not in taken)
