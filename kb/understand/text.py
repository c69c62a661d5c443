"""Words of a question, folded so that accents, capitals and hyphens make no difference."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]\b)*", re.UNICODE)
_ELISION = re.compile(r"\b([cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’](?=\w)", re.IGNORECASE)

STOPWORDS: frozenset[str] = frozenset(
    word
    for line in files("kb").joinpath("data/question_words.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)
"""Words that say nothing about what is needed. Generic requests ("hulp nodig", "besoin d'aide") are among them."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the question: `folded`, and where it stands in the text; `capital`: written with one."""

    folded: str
    start: int
    end: int
    capital: bool


def folded(text: str) -> str:
    """A text in lower case without accents; ligatures written out."""
    if text.isascii():
        return text.lower()
    text = text.replace("’", "'").replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae").replace("ß", "ss")
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word in lower case without accents; ligatures written out. Single words only: what is asked is not kept."""
    return folded(word)


def words(text: str) -> tuple[Word, ...]:
    """The words of `text` in order. "l'antenne" is one word (`antenne`), "Sint-Gillis" two."""
    visible = _ELISION.sub(lambda m: " " * len(m.group()), text)
    return tuple(
        Word(fold(m.group()).replace(".", ""), m.start(), m.end(), m.group()[:1].isupper())
        for m in _WORD.finditer(visible)
    )


def folded_words(text: str) -> tuple[str, ...]:
    """The folded words of a text."""
    return tuple(word.replace(".", "") for word in _WORD.findall(folded(_ELISION.sub(" ", text))))


def plain(text: str) -> str:
    """The text as folded words with single spaces and a space at both ends: what phrases are looked up in."""
    return f" {' '.join(folded_words(text))} "


def content_words(text: str) -> tuple[str, ...]:
    """The words worth searching with, each once, in order."""
    return tuple(dict.fromkeys(w for w in folded_words(text) if w not in STOPWORDS and len(w) > 1))
