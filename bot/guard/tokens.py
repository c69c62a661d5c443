"""How the guard cuts text into tokens and folds them; messages and word lists alike."""

from __future__ import annotations

import re

# "D'Hondt" and "M'bemba" are one word, "d'Anvers" and "m'appelle" two.
TOKEN = re.compile(
    r"(?:[dlqLQ]|D(?=.[a-zà-ÿ])|[sSnNmMjJtTcC](?=.[aeiouyhàâéèêëîïôùû])|qu|Qu)['’](?=[^\W\d_])"
    r"|[^\W\d_]+(?:['’\-][^\W\d_]+)*|\d+|\n|[^\w\s]|_"
)
_ACCENTS = str.maketrans(
    "àáâãäåāăąçćčďèéêëēėęěğģìíîïīįıķłļľñńňņòóôõöøōőŕřśšşșťțţùúûüūůűųýÿźžżðđ’‘ʼ´`‐‑‒–—−",
    "aaaaaaaaacccdeeeeeeeeggiiiiiiiklllnnnnoooooooorrsssstttuuuuuuuuyyzzzdd'''''------",
)
_LIGATURES = (("œ", "oe"), ("æ", "ae"), ("ß", "ss"), ("ĳ", "ij"), ("þ", "th"))


def fold(word: str) -> str:
    """`word` in lower case without accents, as the lists have it."""
    lowered = word.lower()
    if lowered.isascii():
        return lowered
    lowered = lowered.translate(_ACCENTS).replace("\u0307", "")  # the dot that "İ" leaves behind
    for ligature, letters in _LIGATURES:
        lowered = lowered.replace(ligature, letters)
    return lowered


def foreign(word: str) -> bool:
    """Written in letters beyond Latin ones: Cyrillic, Greek, Arabic, Armenian, Ethiopic..."""
    return word[0] > _LAST_LATIN and word[0].isalpha() and not "\u1e00" <= word[0] <= "\u1eff"


_LAST_LATIN = "\u036f"
"""Combining marks end there; Greek and Cyrillic begin after it. Vietnamese letters (U+1E00) are Latin too."""


def listed(text: str) -> frozenset[str]:
    """The words of a list written as running text."""
    return frozenset(text.split())
