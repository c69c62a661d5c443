"""Which of the languages a passage of running text is in, by its most frequent small words.

On texts of 30 words and more this is as good as langdetect restricted to nl, fr, en, needs no seed and costs a
hundredth of the time; questions, which are short, are the business of kb.language.
"""

from __future__ import annotations

import re

from kb.models import LANGS, Lang

MIN_SHARE = 0.1
"""Running text has 30 to 50 % of small words; a list of names or abbreviations hardly any."""

FEWEST_WORDS = 10
"""Words from which a passage may be in another language than its document: fewer are a title or a name."""

FEWEST_SMALL = 4
"""Small words of the other language that it must have."""

RUNNING = 0.2
"""Share of small words that it must have: running text, not names of institutions in a list."""

LEAD = 2
"""Times as many as of the document's own language: institutions with French names stand in Dutch sentences."""

_NL = (
    "de het een en van in is op te dat die voor met zijn niet aan er om ook als bij naar uit door over maar worden "
    "wordt werd deze dit hun of tot onder tussen meer kan kunnen moet moeten zal zullen we wij ze heeft hebben"
)
_FR = (
    "le la les des du un une et est dans que qui pour sur pas au aux avec par plus ce cette ces sont il elle nous "
    "vous ils leur leurs ou mais comme être ont a été l d qu s n afin entre ainsi sans se son sa ses"
)
_EN = (
    "the of and to is that for with as on are was by be this it from at which have has not or an were their they "
    "you we can will there been if more when who its these those should"
)
_WORD = re.compile(r"[^\W\d_]+")
_WORDS: dict[Lang, frozenset[str]] = {
    "nl": frozenset(_NL.split()),
    "fr": frozenset(_FR.split()),
    "en": frozenset(_EN.split()),
}


def counts(text: str) -> dict[Lang, int]:
    """How many small words of each language a text has."""
    words = _WORD.findall(text.lower())
    return {lang: sum(1 for word in words if word in _WORDS[lang]) for lang in LANGS}


def language_of(text: str, fallback: Lang = "nl") -> Lang:
    """The language with the most small words; `fallback` when none has a clear lead."""
    found = counts(text)
    best = max(LANGS, key=lambda lang: found[lang])
    second = max(count for lang, count in found.items() if lang != best)
    enough = max(3, MIN_SHARE * len(text.split()))
    return best if found[best] >= enough and found[best] > second * 1.3 else fallback


def passage_language(text: str, document: Lang) -> Lang:
    """The language of a passage: its document's, unless another one is clear over enough words."""
    words = _WORD.findall(text)
    running = [word for word, after in zip(words, [*words[1:], ""], strict=True) if not after[:1].isupper()]
    found = counts(" ".join(running))  # without "des Marolles": what stands before a capital is part of a name
    best = max(LANGS, key=lambda lang: found[lang])
    clear = found[best] >= max(FEWEST_SMALL, RUNNING * len(words)) and found[best] >= LEAD * counts(text)[document]
    return best if clear and len(words) >= FEWEST_WORDS else document
