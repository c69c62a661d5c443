"""What to look for in the index when somebody uses a word: stems, parts, synonyms, translations.

A question becomes a list of groups, one per word or phrase; a passage scores the best alternative of each group
(Pirkola, SIGIR 1998). Flat lists of all translations did worse in trials: rare foreign stems get a huge idf.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kb.compounds import Splitter
from kb.expansion import Expansions, Meaning
from kb.glossary import Glossary
from kb.index_version import stems_fingerprint
from kb.models import Lang
from kb.wordlists import Stopwords, load_everyday, load_stopwords, load_word_counts
from kb.words import fold, pieces, stem, tokenize

__all__ = ["Alternative", "Analyzer", "Group", "fold", "stem", "tokenize"]

OTHER: dict[Lang, tuple[Lang, ...]] = {"nl": ("fr", "en"), "fr": ("nl", "en"), "en": ("fr", "nl")}
"""In which other languages a word that the question's own language does not know is looked up, in this order."""

WEAK = 0.3
"""Weight of a group whose word says little about a need (zoeken, cliënt, besoin)."""
KIN = 0.8
"""Weight of a group whose word is a relative: "electricity cut off, family with baby" is not about babies."""
PART = 0.3
"""Weight of one part of a compound where the whole word was meant."""
SYNONYM = 0.4
"""Weight of a glossary synonym in the language of the question: from 0.5 on other words drown the ones said."""
ONE_OF_SEVERAL = 0.5
"""Weight of one word of a term of several words, where another phrase was said."""
SAME_SPELLING = 0.8
"""Weight of the word itself in another language when a translation is known: names and cognates."""
PHRASE_WORDS = 0.8
"""Weight of the words of a phrase beside the phrase itself, in the phrase's own language."""
SHARES = {1: 1.0, 2: 0.7, 3: 0.55}
"""Weight of each group when a meaning is said in 1, 2 or 3 words of the other language."""
SHARES_BESIDE_ONE_WORD = {1: 1.0, 2: 0.55, 3: 0.4}
"""The same when one word (an acronym) says it too: that word stands in every group and must not count threefold."""
LATER_FORM, LEAST_FORM = 0.06, 0.6
"""Forms stand in order of usage: each later one weighs so much less, down to the second figure."""
MOST_ALTERNATIVES = 14
"""Per group: more only adds time."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """A stem in the target language that may stand for the word, with how well it does (0-1)."""

    stem: str
    weight: float


@dataclass(frozen=True, slots=True)
class Group:
    """One word (or phrase) of a question and how it may appear in a text. `weight` is its say in the score (0-1)."""

    word: str
    weight: float
    alternatives: tuple[Alternative, ...]


_WITHOUT = frozenset(("sans", "zonder", "geen", "without", "no", "pas", "plus"))
_HOME = frozenset(("domicile", "huis", "thuis", "home", "toit", "dak"))


class Analyzer:
    """Text -> index terms, question -> groups."""

    def __init__(
        self, expansions: Expansions, splitter: Splitter, stopwords: dict[Lang, Stopwords], fingerprint: str = ""
    ) -> None:
        self.fingerprint = fingerprint
        self._expansions = expansions
        self._splitter = splitter
        self._stopwords = stopwords
        self._groups_of = lru_cache(maxsize=20_000)(self._expand)
        self._stems_of = lru_cache(maxsize=200_000)(self._word_stems)

    @classmethod
    def load(cls) -> Analyzer:
        """With the packaged data."""
        glossary = Glossary.load()
        everyday = load_everyday()
        stopwords = load_stopwords()
        expansions = Expansions.load(glossary, everyday, stopwords)
        curated = {word for form in set(expansions.dutch_forms) for word in tokenize(form)}
        return cls(expansions, Splitter(load_word_counts(), curated), stopwords, stems_fingerprint())

    def is_stop(self, word: str, lang: Lang) -> bool:
        """Whether `word` says nothing about a need."""
        return fold(word) in self._stopwords[lang].stop

    def is_weak(self, word: str, lang: Lang) -> bool:
        """Whether `word` says little about a need."""
        return fold(word) in self._stopwords[lang].weak

    def knows(self, word: str, lang: Lang) -> bool:
        """Whether `word` is a word of `lang` in any list: such a word needs no spelling correction."""
        return (
            self.is_stop(word, lang)
            or self.is_weak(word, lang)
            or self._expansions.knows(stem(word, lang), lang)
            or (lang == "nl" and (word in self._splitter or bool(self._splitter.split(fold(word)))))
        )

    def compound_parts(self, word: str) -> tuple[str, ...]:
        """The parts of a Dutch compound, or ()."""
        return self._splitter.split(fold(word))

    def index_terms(self, text: str, lang: Lang) -> list[str]:
        """The stems that stand for `text` in the index of `lang`: words that are no stopwords, hyphenated words
        whole as well as in parts, Dutch compounds with their parts."""
        terms: list[str] = []
        for piece in pieces(text):
            for part in piece:
                terms.extend(self._stems_of(part, lang))
            if len(piece) > 1:
                terms.append(stem("".join(piece), lang))
        return terms

    def _word_stems(self, word: str, lang: Lang) -> tuple[str, ...]:
        if self.is_stop(word, lang) or (len(word) == 1 and not word.isdigit()):
            return ()
        parts = self.compound_parts(word) if lang == "nl" else ()
        return (stem(word, lang), *(stem(part, lang) for part in parts))

    def groups(self, text: str, lang: Lang, target: Lang) -> tuple[Group, ...]:
        """How the words of `text` (in `lang`) may appear in a text in `target`."""
        words: list[str] = []
        joined: dict[int, str] = {}
        for piece in pieces(text):
            if len(piece) > 1:
                joined[len(words)] = "".join(piece)
            words.extend(piece)
        found: list[Group] = []
        position = 0
        while position < len(words):
            length = self._expansions.longest_phrase(words, position, lang)
            if length > 1:
                found.extend(self._groups_of(tuple(words[position : position + length]), lang, target))
                position += length
                continue
            extra = joined.get(position)
            found.extend(_with(group, extra, target) for group in self._groups_of((words[position],), lang, target))
            position += 1
        return _merged(found)

    def _expand(self, words: tuple[str, ...], lang: Lang, target: Lang) -> tuple[Group, ...]:
        """The groups of one word or one phrase."""
        if len(words) > 1:
            return self._expand_phrase(words, lang, target)
        word = words[0]
        if self.is_stop(word, lang) or (len(word) == 1 and not word.isdigit()):
            return ()
        weight = WEAK if self.is_weak(word, lang) else KIN if fold(word) in self._stopwords[lang].kin else 1.0
        source = self._language_of(word, lang)
        meanings = self._expansions.meanings((stem(word, source),), source, word)
        if source == target:
            return (self._same_language(word, source, meanings, weight),)
        return self._other_language(word, source, target, meanings, weight)

    def _language_of(self, word: str, lang: Lang) -> Lang:
        """`lang`, unless it does not know the word and another language does: questions mix languages."""
        if word[0].isdigit() or self.knows(word, lang):
            return lang
        return next((other for other in OTHER[lang] if self._expansions.knows(stem(word, other), other)), lang)

    def _same_language(self, word: str, lang: Lang, meanings: tuple[Meaning, ...], weight: float) -> Group:
        found = {stem(word, lang): 1.0}
        if lang == "nl":
            for part in self.compound_parts(word):
                _raise(found, stem(part, lang), PART)
        for form, weight_of_form in _spoken(meanings, lang):
            for form_stem in form:
                _raise(found, form_stem, SYNONYM * weight_of_form / len(form) ** 0.5)
        return _group(word, weight, found)

    def _other_language(
        self, word: str, source: Lang, target: Lang, meanings: tuple[Meaning, ...], weight: float
    ) -> tuple[Group, ...]:
        own = stem(word, target)
        learned = self._expansions.learned(stem(word, source), source, target)
        if not meanings and not learned:
            return (_group(word, weight, {own: 1.0} | self._through_parts(word, source, target)),)
        groups = self._said_in(word, target, meanings, weight)
        if not groups:
            groups = (_group(word, weight, {}),)
        first, *others = groups
        found = {alternative.stem: alternative.weight for alternative in first.alternatives}
        _raise(found, own, SAME_SPELLING)
        for learned_stem, probability in learned:
            _raise(found, learned_stem, probability)
        return (_group(word, first.weight, found), *others)

    def _through_parts(self, word: str, source: Lang, target: Lang) -> dict[str, float]:
        """Translations of the parts of a compound that no list has as a whole."""
        found: dict[str, float] = {}
        if source == "nl":
            for part in self.compound_parts(word):
                for group in self._groups_of((part,), source, target):
                    for alternative in group.alternatives:
                        _raise(found, alternative.stem, PART * alternative.weight)
        return found

    def _expand_phrase(self, words: tuple[str, ...], lang: Lang, target: Lang) -> tuple[Group, ...]:
        meanings = self._expansions.meanings(self._expansions.key(words, lang), lang)
        name = " ".join(words)
        if lang != target:
            return self._said_in(name, target, meanings, 1.0)
        content = [] if _contrary(words) else [word for word in words if not self.is_stop(word, lang)]
        found: dict[str, float] = {}
        for form, weight_of_form in _spoken(meanings, lang):
            for form_stem in form:
                _raise(found, form_stem, weight_of_form if len(form) == 1 else ONE_OF_SEVERAL * weight_of_form)
        own = [self._same_language(word, lang, (), PHRASE_WORDS) for word in content]
        return (*own, _group(name, 1.0, found)) if found else tuple(own)

    def _said_in(self, name: str, target: Lang, meanings: tuple[Meaning, ...], weight: float) -> tuple[Group, ...]:
        """The meanings in `target`. Said in several words, each word gets a group, so that a text with all of
        them scores more than a text with one; a form of one word stands in every group."""
        spoken = _spoken(meanings, target)
        if not spoken:
            return ()
        count = min(max(SHARES), len(spoken[0][0]))
        shares = SHARES_BESIDE_ONE_WORD if any(len(form) == 1 for form, _ in spoken) else SHARES
        columns: list[dict[str, float]] = [{} for _ in range(count)]
        for form, share in spoken:
            for index, form_stem in enumerate(form):
                if len(form) == 1:
                    for column in columns:
                        _raise(column, form_stem, share)
                else:
                    _raise(columns[index % count], form_stem, share if len(form) <= count else share * PART)
        return tuple(_group(name, weight * shares[count], column) for column in columns)


def _contrary(words: tuple[str, ...]) -> bool:
    """ "Sans domicile" is no "à domicile": the word alone would find home care for somebody who has no home."""
    return not _WITHOUT.isdisjoint(words) and not _HOME.isdisjoint(words)


def _spoken(meanings: tuple[Meaning, ...], lang: Lang) -> list[tuple[tuple[str, ...], float]]:
    """The forms of all meanings in `lang` with their weights."""
    return [
        (form, meaning.weight * max(LEAST_FORM, 1 - LATER_FORM * rank))
        for meaning in meanings
        for rank, form in enumerate(meaning.forms[lang])
        if form
    ]


def _raise(found: dict[str, float], key: str, weight: float) -> None:
    if weight > found.get(key, 0.0):
        found[key] = weight


def _group(word: str, weight: float, found: dict[str, float]) -> Group:
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))[:MOST_ALTERNATIVES]
    return Group(word, weight, tuple(Alternative(key, round(share, 4)) for key, share in ranked))


def _with(group: Group, extra: str | None, target: Lang) -> Group:
    """`group` with the hyphenated word written as one among its alternatives."""
    if extra is None:
        return group
    return Group(group.word, group.weight, (Alternative(stem(extra, target), 1.0), *group.alternatives))


def _merged(groups: list[Group]) -> tuple[Group, ...]:
    """Without groups that say the same again: a word asked twice counts once."""
    found: dict[tuple[Alternative, ...], Group] = {}
    for group in groups:
        if group.alternatives and (group.alternatives not in found or found[group.alternatives].weight < group.weight):
            found[group.alternatives] = group
    return tuple(found.values())
