"""Which of Dutch, French and English a question is in, and whether that is certain.

langdetect (naive Bayes over letter n-grams) with only these three profiles judges the letters. On two or three words,
often with a name in the other language, letters mislead; so words are evidence too: function words, and content words
that only one language's lists know. All evidence is added as log odds. `python -m kb.language FILE.jsonl...` prints
how often this, restricted langdetect and plain langdetect are right on questions with a `lang`.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import langdetect
from langdetect.detector_factory import DetectorFactory
from langdetect.lang_detect_exception import LangDetectException

from kb.models import LANGS, Lang
from kb.wordlists import load_english, load_lexicon, load_stopwords, load_word_counts
from kb.words import fold, stem

READ = 400
"""Characters looked at: more makes nothing surer, and keeps a pasted page from taking long."""

LETTERS_CAP = 2.0
"""Log odds that letters alone can give (88 %): langdetect says 99.999 % of nearly everything."""

FUNCTION_WORD = 2.0
"""Log odds of a function word that only one language has; one that two have tells half as much against the third."""

CONTENT_WORD = 1.0
"""The same for any other word: names and loans make these less sure."""

IN_NAME = 0.3
"""Share of that for a word in a name: names are often in the other language."""

FEWEST = 20
"""Occurrences in the Dutch training text from which a word counts as Dutch: the rarer ones are often quotes."""

CERTAIN = 2.5
"""Log odds between first and second language from which the answer is called certain (92 %)."""

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Knowledge:
    factory: DetectorFactory
    function: Mapping[Lang, frozenset[str]]
    dutch: frozenset[str]
    french: frozenset[str]
    english: frozenset[str]

    def content(self, word: str) -> set[Lang]:
        """The languages whose lists have a word, or (French) a word with its stem."""
        folded = fold(word)
        found: set[Lang] = {"nl"} if folded in self.dutch else set()
        if stem(word, "fr") in self.french:
            found.add("fr")
        return found | {"en"} if folded in self.english else found


@lru_cache(maxsize=1)
def _knowledge() -> _Knowledge:
    """Read with the first question (about 0.2 s) and kept; it never changes."""
    factory = DetectorFactory()
    factory.set_seed(0)
    profiles = files("langdetect") / "profiles"
    factory.load_json_profile([(profiles / lang).read_text(encoding="utf-8") for lang in LANGS])
    stopwords = load_stopwords()
    return _Knowledge(
        factory,
        {lang: stopwords[lang].stop for lang in LANGS},
        stopwords["nl"].weak | {word for word, count in load_word_counts().items() if count >= FEWEST},
        frozenset(stem(word, "fr") for word in stopwords["fr"].weak) | {french for _, french, _ in load_lexicon()},
        stopwords["en"].weak | {fold(word) for english, _, _ in load_english() for word in _words(english)},
    )


def detect(text: str) -> tuple[Lang, bool]:
    """The language of a question and whether that is certain. ("fr", False) for a text without words."""
    known = _knowledge()
    read = text[:READ]
    words = _WORD.findall(read)
    named = _named(words)
    evidence = letters(" ".join(word for word, name in zip(words, named, strict=True) if not name))
    for word, name in zip(words, named, strict=True):
        folded = fold(word)
        function: set[Lang] = {lang for lang in LANGS if folded in known.function[lang]}
        weight = FUNCTION_WORD if function else CONTENT_WORD
        _count(evidence, function or known.content(word.lower()), weight * IN_NAME if name else weight)
    ranked = sorted(LANGS, key=lambda lang: (-evidence[lang], lang != "fr"))
    return ranked[0], evidence[ranked[0]] - evidence[ranked[1]] >= CERTAIN


def _named(words: list[str]) -> list[bool]:
    """Which words are likely part of a name: capitalised inside a sentence, or between two that are ("Pas à Pas")."""
    title = [word.istitle() for word in words]
    last = len(words) - 1
    return [
        (title[i] and (i > 0 or (last > 0 and title[1]))) or (0 < i < last and title[i - 1] and title[i + 1])
        for i in range(len(words))
    ]


def letters(text: str) -> dict[Lang, float]:
    """Log odds per language by letter n-grams alone; all 0 when there are no letters."""
    detector = _knowledge().factory.create()
    detector.append(text.lower())  # it skips words in capitals
    try:
        found = {guess.lang: guess.prob for guess in detector.get_probabilities()}
    except LangDetectException:  # no letter of any of the three
        return dict.fromkeys(LANGS, 0.0)
    floor = math.exp(-LETTERS_CAP)
    return {lang: math.log(max(found.get(lang, 0.0), floor)) for lang in LANGS}


def _count(evidence: dict[Lang, float], langs: set[Lang], weight: float) -> None:
    if len(langs) < len(LANGS):
        for lang in langs:
            evidence[lang] += weight / len(langs)


def _words(forms: tuple[str, ...]) -> list[str]:
    return [word for form in forms for word in _WORD.findall(form)]


def _plain(text: str) -> str:
    try:
        return str(langdetect.detect(text))
    except LangDetectException:
        return ""


def main(paths: list[str]) -> None:
    """Print how often three ways to tell the language are right, and what this one gets wrong."""
    langdetect.DetectorFactory.seed = 0
    asked = [json.loads(line) for path in paths for line in Path(path).read_text(encoding="utf-8").splitlines()]
    pairs = [(row.get("question") or row["text"], row["lang"]) for row in asked]
    found = [detect(text) for text, _ in pairs]
    by_letters = [letters(text) for text, _ in pairs]
    ways: dict[str, list[str]] = {
        "kb.language": [guess for guess, _ in found],
        "langdetect, three languages": [max(odds, key=lambda lang: odds[lang]) for odds in by_letters],
        "langdetect, all languages": [_plain(text) for text, _ in pairs],
    }
    for name, guesses in ways.items():
        right = sum(guess == lang for guess, (_, lang) in zip(guesses, pairs, strict=True))
        print(f"{name}: {right} of {len(pairs)} ({right / len(pairs):.1%})")
    sure = [guess == lang for (guess, certain), (_, lang) in zip(found, pairs, strict=True) if certain]
    print(f"certain: {len(sure)} of {len(pairs)}, right {sum(sure)}")
    for (guess, certain), (text, lang) in zip(found, pairs, strict=True):
        if guess != lang:
            print(f"  {lang} taken for {guess}{' (certain)' if certain else ''}: {text}")


if __name__ == "__main__":
    main(sys.argv[1:])
