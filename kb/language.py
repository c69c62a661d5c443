"""Which of Dutch, French and English a question is in, and whether that is certain.

Most questions are a word or two, often with a name in the other language, so words are the evidence: function words,
words that only one language's lists have (kb.language_words), and the letters of the rest. All of it is added as log
odds. `python -m kb.language FILE.jsonl...` prints how often this, restricted langdetect and plain langdetect are right
on questions with a `lang`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from langdetect.detector_factory import DetectorFactory
from langdetect.lang_detect_exception import LangDetectException

from kb.language_words import WORD, Lists, lists, odds_of_letters
from kb.models import LANGS, Lang
from kb.words import fold

READ = 250
"""Characters looked at: forty words are sure, and a pasted page takes no longer than a question."""

SPELT = 12
"""Words whose letters are looked at; of more words several are known."""

LETTERS_CAP = 2.0
"""Log odds that letters alone can give (88 %)."""

LETTERS_SHARE = 0.2
"""Share of the odds of letters that counts: overlapping runs say the same thing again. The likeliest in a trial."""

FUNCTION_WORD = 2.0
"""Log odds of a function word that only one language has; one that two have tells half as much against the third."""

LISTED_WORD = 2.0
"""The same for a word of the lists written by hand ..."""

READ_WORD = 1.0
"""... and for one that is only known from texts: names and loans make these less sure."""

READ_ELSEWHERE = 0.5
"""The same for texts of a language when only the lists of another one have the word."""

SPELLING = 1.0
"""The same for accents that only one language's lists have or leave out; many people type none."""

IN_NAME = 0.3
"""Share of that for a word in a name: names are often in the other language."""

SHORT = 3
"""Words up to which a question is taken for Dutch or French unless a word says it is English."""

NOT_ENGLISH = 1.0
"""Log odds against English for a short question without an English word: three in four in Brussels are not."""

CERTAIN = 2.5
"""Log odds between first and second language from which the answer is called certain (92 %)."""


def detect(text: str, *, hint: Lang | None = None) -> tuple[Lang, bool]:
    """The language of a question and whether that is certain.

    Where it is not, `hint` (the language of the messages before it) decides, unless the evidence against it is
    itself clear; without a hint the likelier one is given, and French for a text without words.
    """
    evidence = _evidence(text[:READ])
    ranked = sorted(LANGS, key=lambda lang: (-evidence[lang], lang != "fr"))
    first, second = ranked[:2]
    certain = evidence[first] - evidence[second] >= CERTAIN
    if not certain and hint and evidence[first] - evidence[hint] < CERTAIN:
        return hint, False
    return first, certain


def dutch_over_french(text: str) -> float:
    """Log odds that a text is Dutch rather than French; 0 when nothing tells, or when it is likelier English."""
    evidence = _evidence(text[:READ])
    if evidence["en"] - max(evidence["nl"], evidence["fr"]) >= CERTAIN:
        return 0.0
    return evidence["nl"] - evidence["fr"]


def _evidence(text: str) -> dict[Lang, float]:
    """Log odds per language."""
    known = lists()
    words = WORD.findall(text)
    named = _named(words)
    spoken = [fold(word) for word, name in zip(words, named, strict=True) if not name]
    evidence = letters([word for word in spoken if word not in known.places][:SPELT])
    english = False
    for word, name in zip(words, named, strict=True):
        told = _told_by(word.lower(), known)
        english = english or set(told) == {"en"}
        for lang, weight in told.items():
            evidence[lang] += weight * IN_NAME if name else weight
    if len(words) <= SHORT and not english:
        evidence["en"] -= NOT_ENGLISH
    return evidence


def _told_by(written: str, known: Lists) -> dict[Lang, float]:
    """What a word in lower case says for each language; nothing when it is a place."""
    word = fold(written)
    if word in known.places:
        return {}
    function: set[Lang] = {lang for lang in LANGS if word in known.function[lang]}
    if function:
        return dict.fromkeys(function, FUNCTION_WORD / len(function))
    listed, read = known.listing(word), known.reading(word)
    told = dict.fromkeys(read, (READ_ELSEWHERE if listed else READ_WORD) / max(1, len(read)))
    told |= dict.fromkeys(listed, LISTED_WORD / max(1, len(listed)))
    spelled = known.spelling(written) & listed
    if spelled and spelled != listed:
        for lang in spelled:
            told[lang] += SPELLING
    return told


def _named(words: list[str]) -> list[bool]:
    """Which words are likely part of a name: capitalised inside a sentence, or between two that are ("Pas à Pas")."""
    title = [word.istitle() for word in words]
    last = len(words) - 1
    return [
        (title[i] and (i > 0 or (last > 0 and title[1]))) or (0 < i < last and title[i - 1] and title[i + 1])
        for i in range(len(words))
    ]


def letters(words: Iterable[str]) -> dict[Lang, float]:
    """Log odds per language by letters alone; all 0 when there are none."""
    return {lang: max(LETTERS_SHARE * odds, -LETTERS_CAP) for lang, odds in odds_of_letters(words).items()}


@lru_cache(maxsize=2)
def _factory(langs: tuple[str, ...]) -> DetectorFactory:
    """langdetect for some languages; for all of them when there are none named."""
    factory = DetectorFactory()
    factory.set_seed(0)
    profiles = files("langdetect") / "profiles"
    names = langs or tuple(entry.name for entry in profiles.iterdir() if not entry.name.startswith("_"))
    factory.load_json_profile([(profiles / name).read_text(encoding="utf-8") for name in sorted(names)])
    return factory


def _langdetect(text: str, *langs: str) -> str:
    detector = _factory(langs).create()
    detector.append(text)
    try:
        return str(detector.detect())
    except LangDetectException:  # no letter at all
        return ""


def main(paths: list[str]) -> None:
    """Print how often three ways to tell the language are right, and what this one gets wrong."""
    asked = [json.loads(line) for path in paths for line in Path(path).read_text(encoding="utf-8").splitlines()]
    pairs = [(row.get("question") or row["text"], row["lang"]) for row in asked]
    found = [detect(text) for text, _ in pairs]
    ways: dict[str, list[str]] = {
        "kb.language": [guess for guess, _ in found],
        "langdetect, three languages": [_langdetect(text, *LANGS) for text, _ in pairs],
        "langdetect, all languages": [_langdetect(text) for text, _ in pairs],
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
