"""What counts as a word: tokens of a text, words without accents, stems per language.

Everything here is pure, so that the training scripts, the index and the questions cut text in exactly the same way.
The only data is a table of stems computed before, which saves half a second at the start and changes no result.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import Any

import snowballstemmer

from kb.models import Lang

_ALGORITHMS: dict[Lang, str] = {"nl": "dutch_porter", "fr": "french", "en": "english"}
"""Snowball 3 changed "dutch" to Kraaij-Pohlmann; the classic one did better in trials of the lexicon system."""

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "′": "'"})
_HYPHENS = str.maketrans({"‐": "-", "‑": "-", "‒": "-", "–": "-", "−": "-", "\u00ad": None})
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})

_DOTTED_ACRONYM = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:[. ]\d{3})+(?![\d.,]*\d)")
_PIECE = re.compile(r"\d+[.,]\d+|[^\W_]+(?:['-][^\W_]+)*-?")
_ELISION = re.compile(r"^(?:l|d|j|m|n|s|t|c|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu)'(?=\w)")
_DUTCH_CLITIC = re.compile(r"^(\w+)'(s|tje|tjes|er|ers|en)$")
_PLAIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ ]*")
"""Nothing but letters and spaces, as most forms of the word lists: no need to look closer."""
_INVERSION_WORDS = "je tu il elle on nous vous ils elles moi toi lui leur y en t ce là ci"
_INVERSION = frozenset(_INVERSION_WORDS.split())
_FEMININE = re.compile(r"(?<=[a-z]{3})ees?$")
_STEMS_KEPT = 200_000
"""Distinct words whose stem is remembered: more than a repertory and its documents hold."""


@lru_cache(maxsize=_STEMS_KEPT)
def fold(word: str) -> str:
    """`word` in lower case without accents and ligatures: people type without them."""
    lowered = word.lower()
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFKD", lowered.translate(_LIGATURES))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _clean(text: str) -> str:
    """NFKC, lower case, one kind of apostrophe and hyphen, no dots in acronyms, no separators in thousands."""
    text = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES).translate(_HYPHENS).lower()
    text = _DOTTED_ACRONYM.sub(lambda match: match.group().replace(".", ""), text)
    return _THOUSANDS.sub(lambda match: re.sub(r"\D", "", match.group()), text)


def pieces(text: str) -> list[tuple[str, ...]]:
    """The words of `text`, each as the tuple of its hyphenated parts ("non-profit" -> ("non", "profit")).

    "welzijns- en gezondheidszorg" gives ("welzijns",), ("en",), ("gezondheidszorg",); "qu'on" gives ("qu",),
    ("on",); French inversion ("peut-il") gives separate words; "baby's" gives ("baby",); a decimal comma becomes
    a point.
    """
    if _PLAIN.fullmatch(text):
        return [(word,) for word in text.lower().split()]
    found: list[tuple[str, ...]] = []
    for match in _PIECE.finditer(_clean(text)):
        raw = match.group().rstrip("-")
        if raw[0].isdigit() and "," in raw:
            found.append((raw.replace(",", "."),))
            continue
        while elided := _ELISION.match(raw):
            found.append((elided.group()[:-1],))
            raw = raw[elided.end() :]
        parts = tuple(_without_clitic(part) for part in raw.split("-") if part)
        if len(parts) > 1 and any(part in _INVERSION for part in parts[1:]):
            found.extend((part,) for part in parts)
        elif parts:
            found.append(parts)
    return found


def _without_clitic(part: str) -> str:
    """ "baby's" -> "baby", "cd'tje" -> "cd"; other apostrophes just disappear ("aujourd'hui" -> "aujourdhui")."""
    clitic = _DUTCH_CLITIC.match(part)
    return clitic.group(1) if clitic else part.replace("'", "")


def tokenize(text: str) -> list[str]:
    """The words of `text` in lower case, accents kept, hyphenated words in parts, digits kept."""
    return [part for piece in pieces(text) for part in piece]


def acronyms(text: str) -> frozenset[str]:
    """The folded words that stand in capitals in `text` ("BAR", "O.C.M.W."), unless the whole text shouts."""
    if text.upper() == text:
        return frozenset()
    found = re.findall(r"\b[^\W\d_a-z][^\W_a-z]+\b|\b(?:[A-Z]\.){2,}", text)
    return frozenset(fold(word.replace(".", "")) for word in found)


@lru_cache(maxsize=_STEMS_KEPT)
def stem(word: str, lang: Lang) -> str:
    """The stem of one token, without accents: séropositivité and seropositivite give the same.

    Accents go before stemming, so that typing with and without them is equal by construction. French feminine
    participles lose what made them recognisable by that ("expulsée" -> "expulsee"), so one `e` goes first. A Dutch
    stem never ends in z or v: "huizen" and "huis", "brieven" and "brief" meet.
    """
    key = stem_key(word, lang)
    if not key:
        return fold(word)
    ready = _ready_stems(lang).get(key)
    return ready if ready is not None else compute_stem(key, lang)


def stem_key(word: str, lang: Lang) -> str:
    """What of `word` is stemmed; "" for what never is: numbers and words of one or two letters."""
    folded = fold(word)
    if len(folded) < 3 or folded[0].isdigit():
        return ""
    return _FEMININE.sub("e", folded) if lang == "fr" else folded


def compute_stem(folded: str, lang: Lang) -> str:
    """The stem of a `stem_key` by the Snowball algorithm of `lang` (30-60 microseconds)."""
    stemmed: str = _stemmer(lang).stemWord(folded) or folded
    if lang == "nl" and stemmed[-1] in "zv":
        stemmed = stemmed[:-1] + ("s" if stemmed[-1] == "z" else "f")
    return stemmed


@lru_cache(maxsize=3)
def _stemmer(lang: Lang) -> Any:
    return snowballstemmer.stemmer(_ALGORITHMS[lang])


@lru_cache(maxsize=3)
def _ready_stems(lang: Lang) -> dict[str, str]:
    """Stems of the words of the packaged lists (`stems.tsv.gz`, made by `python -m kb.wordlists`)."""
    path = files("kb") / "data" / "stems.tsv.gz"
    if not path.is_file():
        return {}
    lines = gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()
    return {word: found for code, word, found in (line.split("\t") for line in lines) if code == lang}
