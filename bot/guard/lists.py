"""The packaged lists: cue phrases per category, names, words that are also names. Read once, on first use."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from bot.guard.tokens import TOKEN, fold

DATA = files("bot.guard") / "data"

_PREFIX = 4
"""Letters by which endings are looked up: entries with a `*` have at least as many."""

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Cues:
    """Categories by single word, by beginning of a word, and by phrase (looked up by its first word)."""

    words: Mapping[str, frozenset[str]]
    prefixes: Mapping[str, tuple[tuple[str, frozenset[str]], ...]]
    phrases: Mapping[str, tuple[tuple[list[str], frozenset[str]], ...]]

    def of_word(self, word: str) -> frozenset[str]:
        """The categories of a single folded word."""
        found = self.words.get(word, _NONE)
        for prefix, categories in self.prefixes.get(word[:_PREFIX], ()):
            if word.startswith(prefix):
                found = found | categories
        return found


@dataclass(frozen=True, slots=True)
class Names:
    """Folded given and family names, particles between them, and those that are ordinary words too."""

    given: frozenset[str]
    family: frozenset[str]
    particles: frozenset[str]
    ordinary: frozenset[str]


@lru_cache(maxsize=1)
def cues() -> Cues:
    """All cue phrases of cues.toml and conditions.toml."""
    return _index({**_table("cues.toml", "cues"), **_prefixed("near_", _table("cues.toml", "near")), **_conditions()})


@lru_cache(maxsize=1)
def names() -> Names:
    """The gazetteer: the files of data/names, one per origin, with a [given] and a [family] part."""
    given: set[str] = set()
    family: set[str] = set()
    for file in sorted((DATA / "names").iterdir(), key=lambda path: path.name):
        into = given
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                continue
            if line.startswith("["):
                into = given if line.strip() == "[given]" else family
                continue
            into.update(_fold_all(line))
    tables = tomllib.loads((DATA / "name_words.toml").read_text(encoding="utf-8"))
    ordinary = frozenset(_fold_all(tables["ordinary"]))
    return Names(frozenset(given), frozenset(family), frozenset(_fold_all(tables["particles"])), ordinary)


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Words that are never a name after a title, however they are written."""
    tables = tomllib.loads((DATA / "name_words.toml").read_text(encoding="utf-8"))
    return frozenset(_fold_all(tables["common"]))


@lru_cache(maxsize=1)
def public_names() -> frozenset[str]:
    """Family names of public figures and of those whom places and laws are named after, as said in full."""
    tables = tomllib.loads((DATA / "name_words.toml").read_text(encoding="utf-8"))
    return frozenset(fold(line.strip()) for line in tables["public"].splitlines() if line.strip())


def _fold_all(text: str) -> list[str]:
    return [fold(word) for word in text.split()]


def _table(name: str, key: str) -> dict[str, str]:
    table: dict[str, str] = tomllib.loads((DATA / name).read_text(encoding="utf-8"))[key]
    return table


def _conditions() -> dict[str, str]:
    table: dict[str, str] = tomllib.loads((DATA / "conditions.toml").read_text(encoding="utf-8"))
    return table


def _prefixed(prefix: str, table: dict[str, str]) -> dict[str, str]:
    return {prefix + key: value for key, value in table.items()}


def _index(table: Mapping[str, str]) -> Cues:
    words: dict[str, set[str]] = {}
    prefixes: dict[str, dict[str, set[str]]] = {}
    phrases: dict[str, dict[tuple[str, ...], set[str]]] = {}
    for category, listed in table.items():
        for entry in re.split(r"[|\n]", listed):
            parts = tuple(TOKEN.findall(fold(entry.strip().removesuffix("*"))))
            if not parts:
                continue
            if entry.strip().endswith("*"):
                prefixes.setdefault(parts[0][:_PREFIX], {}).setdefault(parts[0], set()).add(category)
            elif len(parts) == 1:
                words.setdefault(parts[0], set()).add(category)
            else:
                phrases.setdefault(parts[0], {}).setdefault(parts, set()).add(category)
    return Cues(
        {word: frozenset(found) for word, found in words.items()},
        {key: tuple((p, frozenset(found)) for p, found in item.items()) for key, item in prefixes.items()},
        {key: tuple((list(p), frozenset(found)) for p, found in item.items()) for key, item in phrases.items()},
    )
