"""What a single word tells about the language it is in: the packaged word lists, and the letters of the word.

The lists are the ones that search works with, so that a word learned there (a line in everyday.tsv, a form in the
glossary) is known here too. The letters are for what no list has: runs of three and four letters, counted in the
words of those lists. On a fifth of their words held out, letters alone are right for 80 %, langdetect's for 72 %.
"""

from __future__ import annotations

import csv
import io
import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kb.models import LANGS, Lang
from kb.wordlists import DATA, LANGS_OF_ENGLISH, load_lexicon, load_stopwords, load_word_counts, rows
from kb.words import fold, stem

WORD = re.compile(r"[^\W\d_]+")

FREQUENT = 20
"""Occurrences in the Dutch training text from which a word counts as Dutch: the rarer ones are often quotes."""

SHORTEST_PART = 4
"""Letters of the shortest part of a Dutch compound, and of a word without its ending: shorter ones are anywhere."""

_LINKS = ("", "s", "en", "e", "n")
_ENDINGS: Mapping[Lang, tuple[str, ...]] = {
    "nl": ("en", "s", "n", "e"),
    "fr": ("es", "s", "e", "x"),
    "en": ("s", "es", "ing", "ed"),
}
"""Endings of plurals and other forms without which a word is looked up too."""

RUNS = (3, 4)
"""Lengths of the runs of letters; with runs of two it gets no better."""

SMOOTHING = 0.3
"""Added to the count of every run: 0.1 to 1 make no difference of one per cent."""

WORDS_KEPT = 4_096
"""Words whose letters are remembered: questions mostly have the same ones."""


@dataclass(frozen=True, slots=True)
class Lists:
    """Words per language. `listed` (folded) and `spelled` (as written, lower case) come from lists written by hand,
    the `read` ones from texts, with loans and quotes. `function` has words without content; `places` the words of
    place names, which belong to no language. `runs` counts the runs of letters of the listed words."""

    function: Mapping[Lang, frozenset[str]]
    listed: Mapping[Lang, frozenset[str]]
    spelled: Mapping[Lang, frozenset[str]]
    dutch_read: frozenset[str]
    french_read: frozenset[str]
    places: frozenset[str]
    runs: Mapping[Lang, Mapping[str, int]]

    def listing(self, word: str) -> set[Lang]:
        """The languages whose handwritten lists have the folded `word`, or else a form of it."""
        found: set[Lang] = {lang for lang in LANGS if word in self.listed[lang]}
        return found or {lang for lang in LANGS if self._inflected(word, lang)}

    def reading(self, word: str) -> set[Lang]:
        """The languages in whose texts the folded `word` stands; Dutch too for a compound of such words."""
        found: set[Lang] = {"nl"} if word in self.dutch_read else set()
        if stem(word, "fr") in self.french_read:
            found.add("fr")
        return found or ({"nl"} if self._compound(word) else set())

    def spelling(self, written: str) -> set[Lang]:
        """The languages whose lists have a word with just these accents."""
        return {lang for lang in LANGS if written in self.spelled[lang]}

    def _inflected(self, word: str, lang: Lang) -> bool:
        return any(
            word.endswith(ending)
            and len(word) - len(ending) >= SHORTEST_PART
            and word[: -len(ending)] in self.listed[lang]
            for ending in _ENDINGS[lang]
        )

    def _compound(self, word: str) -> bool:
        """Dutch writes compounds as one word: "spuitenruil" = "spuiten" + "ruil"."""
        return any(
            self._dutch(word[at:])
            and any(word[:at].endswith(link) and self._dutch(word[: at - len(link)]) for link in _LINKS)
            for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
        )

    def _dutch(self, part: str) -> bool:
        return len(part) >= SHORTEST_PART and (part in self.listed["nl"] or part in self.dutch_read)


@lru_cache(maxsize=1)
def lists() -> Lists:
    """The packaged lists, read with the first question and kept; they never change."""
    stopwords = load_stopwords()
    more = tomllib.loads((DATA / "language.toml").read_text(encoding="utf-8"))
    written = _written(more)
    listed = {lang: stopwords[lang].weak.union(map(fold, written[lang])) for lang in LANGS}
    towns, quarters = _places()
    stop: set[str] = set().union(*(stopwords[lang].stop for lang in LANGS))
    return Lists(
        {lang: stopwords[lang].stop | stop.intersection(more[lang].split()) for lang in LANGS},
        listed,
        {lang: frozenset(written[lang]) for lang in LANGS},
        frozenset(word for word, count in load_word_counts().items() if count >= FREQUENT),
        frozenset(french for dutch, french, _ in load_lexicon() if dutch != french),
        frozenset(towns | quarters.difference(stop, *listed.values())),
        {lang: Counter(run for word in listed[lang] for run in _runs(word)) for lang in LANGS},
    )


def _written(more: Mapping[str, str]) -> dict[Lang, set[str]]:
    """The words of the lists written by hand and `more`, in lower case."""
    cells: dict[Lang, list[str]] = {"nl": [], "fr": [], "en": []}
    for row in rows("english.tsv"):
        for lang, cell in zip(LANGS_OF_ENGLISH, row, strict=True):
            cells[lang].append(cell)
    everyday = list(rows("everyday.tsv"))
    concepts = list(csv.DictReader(io.StringIO((DATA / "glossary.csv").read_text(encoding="utf-8"))))
    for lang in LANGS:
        cells[lang] += [f"{said} {meant}" for code, said, meant in everyday if code == lang]
        cells[lang] += [_own_forms(concept, lang) for concept in concepts]
        cells[lang].append(more[lang])
    return {lang: set(WORD.findall("\n".join(cells[lang]).lower())) for lang in LANGS}


def _own_forms(concept: Mapping[str, str], lang: Lang) -> str:
    """The forms of a concept in a language; in English without those that are Dutch or French as well (OCMW, CPAS)."""
    if lang != "en":
        return concept[lang]
    borrowed = {*concept["nl"].split("|"), *concept["fr"].split("|")}
    return " ".join(form for form in concept["en"].split("|") if form not in borrowed)


def _places() -> tuple[set[str], set[str]]:
    """The folded words in names of municipalities, and of quarters and stations."""
    towns: set[str] = set()
    quarters: set[str] = set()
    for row in csv.DictReader(io.StringIO((DATA / "places.csv").read_text(encoding="utf-8"))):
        words = WORD.findall(fold(f"{row['name_nl']} {row['name_fr']}"))
        (towns if row["kind"] == "municipality" else quarters).update(words)
    return towns, quarters


def _runs(word: str) -> Iterator[str]:
    spaced = f" {word} "
    for length in RUNS:
        for at in range(len(spaced) - length + 1):
            yield spaced[at : at + length]


@lru_cache(maxsize=1)
def _totals() -> tuple[float, ...]:
    """The runs of letters in each language's words, with what smoothing adds."""
    runs = lists().runs
    different = len(set().union(*runs.values()))
    return tuple(sum(runs[lang].values()) + SMOOTHING * different for lang in LANGS)


@lru_cache(maxsize=WORDS_KEPT)
def _of_word(word: str) -> tuple[float, ...]:
    """Log probability of the runs of a folded word, per language of LANGS."""
    runs = [lists().runs[lang] for lang in LANGS]
    found = [counts for run in _runs(word) if any(counts := [of.get(run, 0) for of in runs])]
    return tuple(
        sum(math.log((counts[at] + SMOOTHING) / total) for counts in found) for at, total in enumerate(_totals())
    )


def odds_of_letters(words: Iterable[str]) -> dict[Lang, float]:
    """Log probability of the runs of letters of folded `words` per language, the best at 0; all 0 without letters.

    A run that no listed word has tells nothing.
    """
    odds: dict[Lang, float] = dict.fromkeys(LANGS, 0.0)
    for word in words:
        for lang, value in zip(LANGS, _of_word(word), strict=True):
            odds[lang] += value
    best = max(odds.values())
    return {lang: value - best for lang, value in odds.items()}
