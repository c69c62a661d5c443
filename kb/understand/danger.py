"""Somebody is in danger now: which kind of danger, so that the right numbers to call come first.

Decided on the text alone, by the phrases of kb/data/danger.toml. A false alarm costs one line above the answer; a
danger that is missed may cost more. So only words that say no more than a subject ("overdose") give way to a course, a
policy or a mourning; what is told of long ago is no danger now; a wish to die, a weapon or somebody who does not
breathe is one whatever else is said.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from kb.understand.text import plain

KINDS = ("medical", "poison", "fire", "suicide", "violence")
"""Codes of `Understanding.danger_kinds`, and of the `kinds` of an emergency number in the settings."""

_GAP = r" (?:\w+ ){0,4}"


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    now: re.Pattern[str]
    said: re.Pattern[str]
    word: re.Pattern[str]
    whole: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Phrases:
    kinds: tuple[_Kind, ...]
    past: re.Pattern[str]
    topic: re.Pattern[str]


def danger_kinds(text: str) -> tuple[str, ...]:
    """The kinds of danger (`KINDS`) that `text` tells of; empty when nobody is in danger now."""
    spoken, phrases = plain(text), _phrases()
    over = bool(phrases.past.search(spoken))
    subject = over or bool(phrases.topic.search(spoken))
    return tuple(kind.name for kind in phrases.kinds if _tells(kind, spoken, over=over, subject=subject))


def _tells(kind: _Kind, spoken: str, *, over: bool, subject: bool) -> bool:
    if kind.now.search(spoken) or kind.whole.fullmatch(spoken):
        return True
    if kind.said.search(spoken) and not over:
        return True
    return bool(kind.word.search(spoken)) and not subject


@lru_cache(maxsize=1)
def _phrases() -> _Phrases:
    table = tomllib.loads(files("kb").joinpath("data/danger.toml").read_text(encoding="utf-8"))
    kinds = tuple(
        _Kind(name, *(_any_of(table[name].get(level, ())) for level in ("now", "said", "word", "whole")))
        for name in KINDS
    )
    return _Phrases(kinds, _any_of(table["cancels"]["past"]), _any_of(table["cancels"]["topic"]))


def _any_of(phrases: Sequence[str]) -> re.Pattern[str]:
    """One pattern for all phrases; without any it matches nothing."""
    return re.compile(f" (?:{'|'.join(phrase.replace(' .. ', _GAP) for phrase in phrases)}) " if phrases else r"(?!)")
