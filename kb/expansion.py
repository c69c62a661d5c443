"""What a word or phrase means in the other languages and in everyday speech, from all lists together.

The lists are tried from the most to the least trusted: the glossary, English, everyday words, near synonyms, the
learned lexicon.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kb.glossary import LONGEST_FORM, Glossary
from kb.models import LANGS, Lang
from kb.wordlists import Stopwords, load_english, load_lexicon, load_thesaurus
from kb.words import fold, stem, tokenize

Key = tuple[str, ...]
Everyday = Iterable[tuple[Lang, tuple[str, ...], tuple[str, ...]]]

GLOSSARY, ENGLISH, EVERYDAY = 1.0, 0.7, 1.0
"""How far each list is trusted."""
EVERYDAY_TRANSLATED, EVERYDAY_SYNONYM = 0.8, 0.5
"""An everyday word reaches another language, and synonyms in its own, through its standard terms."""
NEAR, NEAR_TRANSLATED = 1.5, 0.8
"""A near synonym of the same language is meant more often than a glossary's, which `kb.terms` takes for 0.4; 0.4 to 0.8
in all did equally well."""
MEANT = (1.0, 0.8, 0.6, 0.5)
"""The standard terms of an everyday word stand in order: what it surely means, then what may help too."""
LEARNED = 0.8
"""The learned lexicon's best translation of a stem gets this; the others in proportion to their probability."""

_GLUE_WORDS: Mapping[Lang, str] = {
    "nl": "de het een van der den ne nen 't je jouw mijn zijn haar hun",
    "fr": "le la les l un une des du de d au aux en son sa ses mon ma mes leur leurs s se",
    "en": "the a an of his her their my your its",
}
_GLUE = {lang: frozenset(words.split()) for lang, words in _GLUE_WORDS.items()}
"""Words inside a phrase that people leave out or change ("perte (de l')emploi")."""


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """A concept behind a word: its forms per language as stems (most usual first), and how sure it is (0-1)."""

    weight: float
    forms: Mapping[Lang, tuple[Key, ...]]


class Expansions:
    """Meanings of words and phrases, by stems."""

    def __init__(self, stopwords: Mapping[Lang, Stopwords]) -> None:
        self._stopwords = stopwords
        self._meanings: dict[Lang, dict[Key, list[Meaning]]] = {lang: {} for lang in LANGS}
        self._spelt: dict[str, list[Meaning]] = {}
        self._phrase_starts: dict[Lang, dict[str, int]] = {lang: {} for lang in LANGS}
        self._learned: dict[Lang, dict[str, list[tuple[str, float]]]] = {"nl": {}, "fr": {}}
        self.dutch_forms: list[str] = []

    @classmethod
    def load(cls, glossary: Glossary, everyday: Everyday, stopwords: Mapping[Lang, Stopwords]) -> Expansions:
        """From the glossary, the everyday words (language, said, meant) and the packaged lists."""
        expansions = cls(stopwords)
        for concept in glossary.concepts:
            expansions.add(concept.understood, GLOSSARY)
        for en, nl, fr in load_english():
            expansions.add_english(en, nl, fr)
        expansions.add_everyday(everyday)
        for dutch, french in load_thesaurus():
            expansions.add_near(dutch, french)
        expansions.add_learned(load_lexicon())
        return expansions

    def key(self, words: Sequence[str], lang: Lang) -> Key:
        """The stems of a phrase without the small words people vary."""
        kept = [word for word in words if fold(word) not in _GLUE[lang]]
        return tuple(stem(word, lang) for word in (kept or words))

    def _said(self, spoken: Iterable[str], lang: Lang) -> tuple[Key, ...]:
        """The stems of each form's content words, in order and once; weak words ("dienst") only where alone."""
        lists = self._stopwords[lang]
        found: list[Key] = []
        for form in spoken:
            words = [word for word in tokenize(form) if fold(word) not in lists.stop and len(word) > 1]
            telling = [word for word in words if fold(word) not in lists.weak] or words
            found.append(tuple(stem(word, lang) for word in telling))
        return tuple(dict.fromkeys(key for key in found if key))

    def add(self, spoken: Mapping[Lang, tuple[str, ...]], weight: float) -> None:
        """One meaning with its forms in each language; any form leads to it."""
        meaning = Meaning(weight, {lang: self._said(spoken[lang], lang) for lang in LANGS})
        for lang in LANGS:
            for form in spoken[lang]:
                self._put(form, lang, meaning)
        self.dutch_forms.extend(spoken["nl"])

    def add_english(self, en: tuple[str, ...], nl: tuple[str, ...], fr: tuple[str, ...]) -> None:
        """English words with their Dutch and French. Single words also lead from Dutch to French and back; phrases
        ("just had a baby") lead away from English only. Never synonyms: "home" is thuis as well as huis."""
        spoken: dict[Lang, tuple[str, ...]] = {"en": en, "nl": nl, "fr": fr}
        said = {lang: self._said(spoken[lang], lang) for lang in LANGS}
        single = all(len(tokenize(form)) == 1 for form in en)
        for lang in LANGS if single else ("en",):
            meaning = Meaning(ENGLISH, {other: () if other == lang else said[other] for other in LANGS})
            for form in spoken[lang]:
                self._put(form, lang, meaning)
        self.dutch_forms.extend(nl)

    def add_everyday(self, everyday: Everyday) -> None:
        """What people say leads to the standard terms, and to their translations; never the other way round."""
        found: list[tuple[str, Lang, tuple[Meaning, ...]]] = []
        meanings_of: dict[tuple[Lang, tuple[str, ...]], tuple[Meaning, ...]] = {}
        for lang, said, meant in everyday:
            if (lang, meant) not in meanings_of:
                meanings_of[lang, meant] = self._meant(meant, lang)
            found += [(form, lang, meanings_of[lang, meant]) for form in said]
            if lang == "nl":
                self.dutch_forms.extend(meant)
        for form, lang, meanings in found:
            for meaning in meanings:
                self._put(form, lang, meaning)

    def _meant(self, meant: tuple[str, ...], lang: Lang) -> tuple[Meaning, ...]:
        """The standard terms as meanings: each term itself, its synonyms, its translations."""
        found: list[Meaning] = []
        for rank, form in enumerate(meant):
            share = MEANT[min(rank, len(MEANT) - 1)]
            own = self._said((form,), lang)
            found.append(Meaning(EVERYDAY * share, {other: own if other == lang else () for other in LANGS}))
            for meaning in self._meanings[lang].get(self.key(tokenize(form), lang), ()):
                synonyms = {other: meaning.forms[other] if other == lang else () for other in LANGS}
                translations = {other: () if other == lang else meaning.forms[other] for other in LANGS}
                found.append(Meaning(EVERYDAY_SYNONYM * share * meaning.weight, synonyms))
                found.append(Meaning(EVERYDAY_TRANSLATED * share * meaning.weight, translations))
        return tuple(found)

    def add_near(self, nl: Iterable[str], fr: Iterable[str]) -> None:
        """Words that may stand for one another, in Dutch and in French; forms of several words are left out."""
        words: dict[Lang, list[str]] = {"nl": [w for w in nl if " " not in w], "fr": [w for w in fr if " " not in w]}
        said = {lang: self._said(words[lang], lang) for lang in words}
        both: tuple[tuple[Lang, Lang], ...] = (("nl", "fr"), ("fr", "nl"))
        for own, other in both:
            synonyms = Meaning(NEAR, {lang: said[own] if lang == own else () for lang in LANGS})
            translations = Meaning(NEAR_TRANSLATED, {lang: said[other] if lang == other else () for lang in LANGS})
            for word in words[own]:
                self._put(word, own, synonyms)
                self._put(word, own, translations)

    def add_learned(self, lexicon: Iterable[tuple[str, str, float]]) -> None:
        """Dutch stem, French stem, weight."""
        for dutch, french, weight in lexicon:
            self._learned["nl"].setdefault(dutch, []).append((french, weight))
            self._learned["fr"].setdefault(french, []).append((dutch, weight))
        for table in self._learned.values():
            for word, translations in table.items():
                best = max(weight for _, weight in translations)
                ranked = sorted(((other, LEARNED * weight / best) for other, weight in translations), key=_by_weight)
                table[word] = ranked[:6]

    def _put(self, form: str, lang: Lang, meaning: Meaning) -> None:
        words = tokenize(form)
        key = self.key(words, lang)
        if lang == "fr" and len(words) == 1:
            self._spelt.setdefault(_singular(words[0]), []).append(meaning)
        known = self._meanings[lang].setdefault(key, [])
        if meaning not in known:
            known.append(meaning)
        if len(key) > 1:
            starts = self._phrase_starts[lang]
            starts[key[0]] = max(starts.get(key[0], 0), len(key))

    def knows(self, word_stem: str, lang: Lang) -> bool:
        """Whether any list has a word with this stem."""
        if (word_stem,) in self._meanings[lang] or word_stem in self._phrase_starts[lang]:
            return True
        return lang != "en" and word_stem in self._learned[lang]

    def meanings(self, key: Key, lang: Lang, word: str = "") -> tuple[Meaning, ...]:
        """The meanings of a word or phrase, most trusted first. Of a French `word` those of its own spelling, when
        there are any: "habitants" and "habits" have one stem."""
        found = self._meanings[lang].get(key, ())
        if word and lang == "fr" and len(found) > 1:
            own = self._spelt.get(_singular(word), [])
            found = [meaning for meaning in found if meaning in own] or found
        return tuple(sorted(found, key=lambda meaning: -meaning.weight))

    def learned(self, word_stem: str, source: Lang, target: Lang) -> list[tuple[str, float]]:
        """Stems that the parallel text taught, with weights; only between Dutch and French."""
        if source == "en" or target == "en":
            return []
        return self._learned[source].get(word_stem, [])

    def longest_phrase(self, words: Sequence[str], start: int, lang: Lang) -> int:
        """How many words from `start` on make the longest known phrase; 0 when none does."""
        if fold(words[start]) in _GLUE[lang]:
            return 0
        longest = self._phrase_starts[lang].get(stem(words[start], lang), 0)
        if not longest:
            return 0
        key: list[str] = []
        best = 0
        for end in range(start, min(len(words), start + LONGEST_FORM + longest)):
            if fold(words[end]) not in _GLUE[lang]:
                key.append(stem(words[end], lang))
                if len(key) > longest:
                    break
                if len(key) > 1 and tuple(key) in self._meanings[lang]:
                    best = end - start + 1
        return best


def _singular(word: str) -> str:
    """A French word without accents and plural ending."""
    folded = fold(word)
    return folded[:-1] if len(folded) > 3 and folded[-1] in "sx" else folded


def _by_weight(item: tuple[str, float]) -> tuple[float, str]:
    return -item[1], item[0]
