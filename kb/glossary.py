"""The concepts of the field: how each is called in Dutch, French and English, and what it is.

`glossary.csv` has one concept per row: `id, topic, context, nl, fr, en, meaning_nl, meaning_fr, meaning_en`. A cell
of forms separates them with "|": the first is the full name, acronyms and synonyms follow, and a form that starts
with "~" (a misspelling, an everyday word) is understood but never shown. `context` holds words (any language) that
tell a homonym's concepts apart: RVT is a nursing home, and beside "mutualiteit" an entitlement.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb.models import LANGS, Definition, Lang
from kb.wordlists import DATA, forms
from kb.words import fold, stem, tokenize

MISSPELT = "~"
LONGEST_FORM = 8
"""No form of the glossary has more words."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One row of the glossary; `shown` and `understood` hold the forms per language."""

    id: str
    topic: str
    context: frozenset[str]
    """Dutch, French and English stems that stand near this meaning of an ambiguous form."""
    shown: Mapping[Lang, tuple[str, ...]]
    understood: Mapping[Lang, tuple[str, ...]]
    meaning: Mapping[Lang, str]

    def title(self, lang: Lang) -> str:
        """The full name, with the acronym between brackets when there is one."""
        names = self.shown[lang]
        acronym = next((form for form in names[1:] if is_acronym(form)), "")
        return f"{names[0]} ({acronym})" if acronym and not is_acronym(names[0]) else names[0]


def is_acronym(form: str) -> bool:
    """ "OCMW", "BruZEL", "CLB-CPMS": one word with at least two capitals."""
    return " " not in form and sum(char.isupper() for char in form) >= 2


def form_key(form: str) -> tuple[str, ...]:
    """What two spellings of a form have in common: folded words without hyphens."""
    return tuple(fold(token) for token in tokenize(form))


class Glossary:
    """All concepts, found by any of their forms."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.concepts = tuple(concepts)
        self._by_form: dict[Lang, dict[tuple[str, ...], list[Concept]]] = {lang: {} for lang in LANGS}
        for concept in self.concepts:
            for lang in LANGS:
                for form in concept.understood[lang]:
                    named = self._by_form[lang].setdefault(form_key(form), [])
                    if concept not in named:
                        named.append(concept)

    @classmethod
    def load(cls) -> Glossary:
        """The packaged glossary."""
        text = (DATA / "glossary.csv").read_text(encoding="utf-8")
        return cls(_concept(row) for row in csv.DictReader(io.StringIO(text)))

    def named(self, form: str, lang: Lang) -> tuple[Concept, ...]:
        """The concepts that `form` names, those of `lang` first, then of the other languages."""
        key = form_key(form)
        found: list[Concept] = []
        for candidate in (lang, *(other for other in LANGS if other != lang)):
            found += [concept for concept in self._by_form[candidate].get(key, ()) if concept not in found]
        return tuple(found)

    def find(self, text: str, lang: Lang) -> tuple[Concept, ...]:
        """The concepts mentioned in `text`, longest forms first, homonyms settled by the words around them."""
        words = [fold(token) for token in tokenize(text)]
        found: list[Concept] = []
        start = 0
        while start < len(words):
            for length in range(min(LONGEST_FORM, len(words) - start), 0, -1):
                named = self._by_form[lang].get(tuple(words[start : start + length]), [])
                if named:
                    found += [concept for concept in settle(named, words) if concept not in found]
                    start += length - 1
                    break
            start += 1
        return tuple(found)

    def explain(self, text: str, lang: Lang) -> Definition | None:
        """The concept that `text` asks to explain ("wa is BAR?", "que veut dire DMH"), or None.

        None too when the text asks for something else, or for a word the glossary does not know.
        """
        from kb.asking import asked_term

        asked = asked_term(text)
        if asked is None:
            return None
        words = [fold(token) for token in tokenize(text)]
        for candidate, must_be_acronym in asked:
            named = self.named(candidate, lang)
            if not named:
                continue
            concept = settle(named, words)[0]
            if must_be_acronym and not _names_acronym(concept, candidate):
                continue
            return _definition(concept, candidate)
        return None


def settle(named: Iterable[Concept], words: Iterable[str]) -> tuple[Concept, ...]:
    """The concept of `named` whose context words stand in `words` most; all of them, in order, when none does."""
    named = tuple(named)
    if len(named) < 2:
        return named
    stems = {stem(word, lang) for word in words for lang in LANGS}
    best = max(named, key=lambda concept: len(concept.context & stems))
    return (best,) if best.context & stems else named


def _names_acronym(concept: Concept, form: str) -> bool:
    key = form_key(form)
    return any(is_acronym(shown) and form_key(shown) == key for lang in LANGS for shown in concept.shown[lang])


def _definition(concept: Concept, term: str) -> Definition:
    titles = {lang: concept.title(lang) for lang in LANGS}
    key = form_key(term)
    as_written = (form for lang in LANGS for form in concept.shown[lang] if form_key(form) == key)
    return Definition(
        term=next(as_written, term),
        nl=titles["nl"],
        fr=titles["fr"],
        en=titles["en"],
        meaning_nl=concept.meaning["nl"],
        meaning_fr=concept.meaning["fr"],
        meaning_en=concept.meaning["en"],
    )


def _concept(row: Mapping[str, str]) -> Concept:
    understood = {lang: tuple(form.lstrip(MISSPELT) for form in forms(row[lang])) for lang in LANGS}
    shown = {lang: tuple(form for form in forms(row[lang]) if not form.startswith(MISSPELT)) for lang in LANGS}
    context = frozenset(stem(word, lang) for word in re.split(r"[\s|]+", row["context"]) if word for lang in LANGS)
    meaning = {lang: row[f"meaning_{lang}"] for lang in LANGS}
    return Concept(row["id"], row["topic"], context, shown, understood, meaning)
