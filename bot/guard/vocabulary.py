"""Whether a word is one that dictionaries of the three languages have. A word that none has, written with a capital,
may be somebody's name; one that any has needs more than its capital.

The words are those of the knowledge base's packaged lists (kb/data): Dutch word counts, the stems of the learned
Dutch-French lexicon and of the lists written by hand. Stems of a message's words are computed and not kept.
"""

from __future__ import annotations

from dataclasses import fields
from functools import lru_cache

from bot.guard.lists import common_words
from kb.models import LANGS, Lang
from kb.wordlists import listed_words, load_lexicon, load_stopwords, load_word_counts
from kb.words import compute_stem, stem, stem_key

LEAST = 3
"""Times that the training text has a Dutch word from which it is taken for one; rarer ones are names as often."""

_SHORTEST, _STEMMED = 3, 6
_LONGEST = 60
"""Letters of a word: what is longer is none, and its stem and every cut of it take long."""

_JOINTS = ("", "s", "e", "en", "er")
"""Between the parts of a Dutch compound."""


def ordinary(folded: str) -> bool:
    """Whether a folded word is known; a compound or a hyphenated one, when all its parts are."""
    if len(folded) > _LONGEST:
        return False
    if "-" in folded:
        return all(ordinary(part) for part in folded.split("-") if part)
    return known_word(folded) or _inflected(folded) or _compound(folded)


def known_word(folded: str) -> bool:
    """Whether the lists have the word in this very form: costs nothing."""
    return folded in _words()


def _inflected(folded: str) -> bool:
    """A form of a known word. Stems of short words meet too many others ("Fode" and the abbreviation "FOD")."""
    if len(folded) < _STEMMED:
        return False
    return any(compute_stem(stem_key(folded, lang), lang) in _stems()[lang] for lang in LANGS)


def _compound(folded: str) -> bool:
    """Two Dutch words in one ("woonwinkel", "wachtdienst")."""
    words = _words()
    for cut in range(_SHORTEST + 1, len(folded) - _SHORTEST):
        if folded[cut:] in words and any(
            folded[:cut].endswith(joint) and folded[: cut - len(joint)] in words for joint in _JOINTS
        ):
            return True
    return False


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    counted = {word for word, count in load_word_counts().items() if count >= LEAST and len(word) >= _SHORTEST}
    stopped = {word for lists in load_stopwords().values() for it in fields(lists) for word in getattr(lists, it.name)}
    listed = {word for lang in LANGS for word in listed_words(lang)}
    return frozenset(counted | stopped | listed | common_words())


@lru_cache(maxsize=1)
def _stems() -> dict[Lang, frozenset[str]]:
    """Stems per language; those of Dutch and French also of the words that only the lexicon has."""
    lexicon = load_lexicon()
    learned: dict[Lang, set[str]] = {
        "nl": {nl for nl, _, _ in lexicon},
        "fr": {fr for _, fr, _ in lexicon},
        "en": set(),
    }
    return {
        lang: frozenset(learned[lang] | {stem(word, lang) for word in listed_words(lang) if len(word) >= _SHORTEST})
        for lang in LANGS
    }
