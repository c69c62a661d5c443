"""Words of domains that the knowledge base does not deal with: trains, passports, sport, shops, plumbers...

A signal for confidence only. The list is kb/data/elsewhere.txt; what the repertory itself mentions never counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class _List:
    whole: frozenset[str]
    beginnings: tuple[str, ...]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    """By their first word."""


def elsewhere_words(spoken: Sequence[str]) -> tuple[str, ...]:
    """The words among the folded words `spoken` that belong to another domain; of a phrase the last word."""
    known = _list()
    found = [word for word in spoken if word in known.whole or word.startswith(known.beginnings)]
    for start, word in enumerate(spoken):
        for phrase in known.phrases.get(word, ()):
            if tuple(spoken[start : start + len(phrase)]) == phrase:
                found.append(phrase[-1])
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1)
def _list() -> _List:
    text = files("kb").joinpath("data/elsewhere.txt").read_text(encoding="utf-8")
    entries = [entry for line in text.splitlines() if not line.startswith("#") for entry in line.split()]
    phrases: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in (tuple(entry.split("_")) for entry in entries if "_" in entry):
        phrases[phrase[0]] = (*phrases.get(phrase[0], ()), phrase)
    return _List(
        frozenset(entry for entry in entries if "*" not in entry and "_" not in entry),
        tuple(entry[:-1] for entry in entries if entry.endswith("*")),
        phrases,
    )
