"""The best sentences of a passage for a question, instead of the whole passage.

At most ~60 words, in the order of the text. A sentence that gives a figure without a year takes along the neighbouring
sentence that has one, so that a figure never stands without its year.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from kb.understand.text import STOPWORDS, fold, folded_words

MAX_WORDS = 60
_SHORT = 6
"""A sentence of fewer words says little by itself; it is never the only one quoted when there is another."""

_ABBREVIATIONS = frozenset(
    [
        "art",
        "bv",
        "b.v",
        "bijv",
        "nl",
        "o.a",
        "i.v.m",
        "m.b.t",
        "t.e.m",
        "d.w.z",
        "m.a.w",
        "t.o.v",
        "v.a",
        "ca",
        "nr",
        "p",
        "pp",
        "blz",
        "dr",
        "prof",
        "mevr",
        "dhr",
        "mr",
        "mme",
        "m",
        "st",
        "ste",
        "bd",
        "av",
        "tel",
        "t.a.v",
        "enz",
        "etc",
        "cf",
        "vs",
        "p.ex",
        "par.ex",
        "ex",
        "al",
        "max",
        "min",
        "resp",
        "excl",
        "incl",
        "vb",
        "vbn",
        "z.g",
        "zgn",
        "a.d.h.v",
        "n.a.v",
        "i.p.v",
        "i.s.m",
        "o.l.v",
        "t.g.v",
        "jan",
        "feb",
        "febr",
        "okt",
        "nov",
        "dec",
        "sept",
        "e.g",
        "i.e",
        "no",
        "vol",
        "fig",
        "zie",
    ]
)
_END = re.compile(r"(?<=[.!?…])[\"”»')\]]*\s+(?=[\"“«'(\[]?\s?[A-ZÀ-ÖØ-Þ0-9•\-–])|\n{2,}|\s+(?=[•▪●]\s)")
_LAST_TOKEN = re.compile(r"([\w.]+)\.[\"”»')\]]*\s*$")
_FIGURE = re.compile(r"\d")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_STEM_LETTERS = 6
"""Words are compared by their first letters: enough for inflection ("bedden"/"bed" apart, "zorgzone"/"zorgzones")."""


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of `text`. Abbreviations ("art.", "d.w.z."), initials and ordinals do not end one."""
    found: list[str] = []
    start = 0
    for match in _END.finditer(text):
        piece = text[start : match.start()]
        if _ends_in_abbreviation(piece):
            continue
        found.append(piece)
        start = match.end()
    found.append(text[start:])
    return tuple(" ".join(piece.split()) for piece in found if piece.strip())


def quote(text: str, wanted: Collection[str], *, max_words: int = MAX_WORDS) -> str:
    """The sentences of `text` that say most about `wanted` (words of any language, best with their translations),
    cut to `max_words`. Left-out sentences are marked with an ellipsis."""
    told = sentences(text)
    if len(text.split()) <= max_words or not told:
        return " ".join(told)
    stems = {word[:_STEM_LETTERS] for word in map(fold, wanted)}
    scores = [_score(sentence, stems) for sentence in told]
    chosen = _with_year(told, _choose(told, scores, max_words))
    return _join(told, chosen, max_words)


def _ends_in_abbreviation(piece: str) -> bool:
    token = _LAST_TOKEN.search(piece)
    if token is None:
        return False
    word = token.group(1).casefold()
    return word in _ABBREVIATIONS or len(word) == 1 or bool(re.fullmatch(r"(\w\.)+\w", word))


@lru_cache(maxsize=32768)
def _stems(sentence: str) -> frozenset[str]:
    """Of sentences of documents only: what people ask is never kept."""
    return frozenset(word[:_STEM_LETTERS] for word in folded_words(sentence) if word not in STOPWORDS and len(word) > 1)


def _score(sentence: str, stems: set[str]) -> float:
    """Distinct wanted words in the sentence, damped by its length so that a long one does not win by size alone."""
    shared = len(_stems(sentence) & stems)
    length = len(sentence.split())
    return shared / (1 + length / 40) - (0.5 if length < _SHORT else 0.0)


def _choose(told: Sequence[str], scores: Sequence[float], max_words: int) -> list[int]:
    """Best sentences first until the words are used up; always at least one."""
    ranked = sorted(range(len(told)), key=lambda i: (-scores[i], i))
    chosen, used = [ranked[0]], len(told[ranked[0]].split())
    for i in ranked[1:]:
        length = len(told[i].split())
        if scores[i] > 0 and used + length <= max_words:
            chosen.append(i)
            used += length
    return sorted(chosen)


def _with_year(told: Sequence[str], chosen: list[int]) -> list[int]:
    """Adds the nearest sentence before (or right after) that names the year of a figure."""
    text = " ".join(told[i] for i in chosen)
    if not _FIGURE.search(text) or _YEAR.search(text):
        return chosen
    first = chosen[0]
    for near in (first - 1, first + 1, first - 2):
        if 0 <= near < len(told) and _YEAR.search(told[near]):
            return sorted({*chosen, near})
    return chosen


def _join(told: Sequence[str], chosen: Sequence[int], max_words: int) -> str:
    parts: list[str] = []
    for previous, i in zip([None, *chosen], chosen, strict=False):
        if previous is not None and i > previous + 1:
            parts.append("…")
        parts.append(told[i])
    words = " ".join(parts).split()
    limit = max_words + max_words // 3
    return " ".join(words) if len(words) <= limit else " ".join([*words[:limit], "…"])
