"""What a word is about: needs of people who are helped, or the work of those who help. Read once, on first use."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.guard.lists import DATA

SIDES = ("helped", "work")
"""Who a topic is said of; a topic's name begins with it ("helped.money")."""

_BEGINNING = 5
"""Letters from which an entry is the beginning of a word; a shorter one is a whole word."""


@dataclass(frozen=True, slots=True)
class Topics:
    """Topics of whole words, and of beginnings of words by their first letters."""

    words: Mapping[str, tuple[str, ...]]
    beginnings: Mapping[str, tuple[tuple[str, str], ...]]

    def of(self, word: str) -> tuple[str, ...]:
        """The topics of a folded word, each once."""
        found = self.words.get(word, ())
        for beginning, topic in self.beginnings.get(word[:_BEGINNING], ()):
            if topic not in found and word.startswith(beginning):
                found = (*found, topic)
        return found


@lru_cache(maxsize=1)
def topics() -> Topics:
    """All topics of topics.toml."""
    tables = tomllib.loads((DATA / "topics.toml").read_text(encoding="utf-8"))
    words: dict[str, tuple[str, ...]] = {}
    beginnings: dict[str, tuple[tuple[str, str], ...]] = {}
    for side in SIDES:
        for name, listed in tables[side].items():
            topic = f"{side}.{name}"
            for entry in listed.split():
                if len(entry) < _BEGINNING:
                    words[entry] = (*words.get(entry, ()), topic)
                else:
                    key = entry[:_BEGINNING]
                    beginnings[key] = (*beginnings.get(key, ()), (entry, topic))
    return Topics(words, beginnings)
