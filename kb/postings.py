"""Stems -> entries that have them, in memory, for one table and both languages; scores a question's groups.

BM25F (Robertson, Zaragoza, Taylor 2004) per stem: frequencies are weighted and length-normalised per field, added,
then saturated once. Per question Pirkola's grouping (SIGIR 1998): the alternatives of one word, in both languages,
count as one word; an entry gets the best of them, and the idf is that of the union of the strong ones. A weak one (a
part of a compound, a distant synonym) is worth its own idf where that is less: in the union, the frequent "zorg"
would make the rare "zorgzone" worthless. A group without an alternative in the index says nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.models import Lang
from kb.ports import Floats, Group, Ints
from kb.searchable import FIELDS, INDEX_LANGS
from kb.stem_columns import Column, StemColumns, Wide

Groups = Mapping[Lang, Sequence[Group]]
"""How the words of one question may appear in Dutch and in French text."""

STRONG = 0.6
"""Alternatives with at least this part of the best one's weight say the word itself; 0.4 to 0.95 did equally well."""


@dataclass(frozen=True, slots=True)
class FieldWeights:
    """What a match is worth per field (`kb.searchable.FIELDS`), and the two constants of BM25F."""

    name: float = 2.0
    topic: float = 1.6
    body: float = 1.0
    place: float = 0.5
    saturation: float = 1.2
    """k1: how soon more of the same word stops counting."""
    length: float = 0.5
    """b: 0 ignores how long a field is, 1 counts frequencies per length."""

    def of(self, field: str) -> float:
        return {"name": self.name, "topic": self.topic, "body": self.body, "place": self.place}[field]


@dataclass(frozen=True, slots=True)
class _Language:
    """Postings of one language: entries and weights of stem `number` at `starts[number]:starts[number + 1]`."""

    numbers: Mapping[str, int]
    starts: NDArray[np.int64]
    entries: Ints
    weights: Floats

    def of(self, stem: str) -> tuple[Ints, Floats] | None:
        number = self.numbers.get(stem)
        if number is None or self.starts[number] == self.starts[number + 1]:
            return None
        cut = slice(self.starts[number], self.starts[number + 1])
        return self.entries[cut], self.weights[cut]


@dataclass(frozen=True, slots=True)
class Postings:
    """The words of all entries of one table (services or passages), `count` of them."""

    languages: Mapping[Lang, _Language]
    count: int

    @classmethod
    def build(cls, rows: Iterable[Sequence[str]], weights: FieldWeights | None = None) -> Postings:
        """From stems per entry and column (`kb.searchable.COLUMNS`), as the store keeps them."""
        return cls.of(StemColumns.read(rows), weights)

    @classmethod
    def of(cls, table: StemColumns, weights: FieldWeights | None = None) -> Postings:
        """From numbered stems."""
        chosen = weights or FieldWeights()
        made = {lang: _language(table.columns[lang], table.numbers[lang], table.count, chosen) for lang in INDEX_LANGS}
        return cls(made, table.count)

    def scores(self, groups: Groups) -> Floats:
        """(count,) float32, 0 for entries without any word of the question."""
        total = np.zeros(self.count, dtype=np.float32)
        best = np.zeros(self.count, dtype=np.float32)
        for weight, alternatives in _side_by_side(groups):
            found = [
                (share, *posting)
                for lang, stem, share in alternatives
                if (posting := self._posting(lang, stem)) is not None
            ]
            if not found:
                continue
            least = STRONG * max(share for _, _, share in alternatives)
            idf = self._idf(self._union([entries for share, entries, _ in found if share >= least]))
            for share, entries, weights in found:
                own = idf if share >= least else min(idf, self._idf(len(entries)))
                best[entries] = np.maximum(best[entries], weights * np.float32(share * own))
            for _, entries, _ in found:  # each entry's best is added once: the first time, as it is 0 afterwards
                total[entries] += np.float32(weight) * best[entries]
                best[entries] = 0
        return total

    def known_share(self, groups: Groups) -> float:
        """Which part (0-1) of the question's weight, by idf, is in words that occur at all; 0 without words."""
        known = whole = 0.0
        for weight, alternatives in _side_by_side(groups):
            found = [p[0] for lang, stem, _ in alternatives if (p := self._posting(lang, stem)) is not None]
            union = self._union(found)
            whole += weight * self._idf(union)
            known += weight * self._idf(union) if union else 0.0
        return known / whole if whole else 0.0

    def coverage(self, groups: Groups, entries: Sequence[int]) -> list[list[tuple[float, float]]]:
        """Per entry and word of the question: the word's worth (weight by idf), and how well the entry has it (0, or
        the weight of the best alternative it holds). A word that occurs nowhere is worth most and is had by none."""
        told: list[list[tuple[float, float]]] = [[] for _ in entries]
        wanted = np.asarray(entries, dtype=np.int32)
        for weight, alternatives in _side_by_side(groups):
            found = [
                (share, p[0]) for lang, stem, share in alternatives if (p := self._posting(lang, stem)) is not None
            ]
            worth = weight * self._idf(self._union([listed for _, listed in found]))
            held = np.zeros(len(wanted), dtype=np.float32)
            for share, listed in found:
                place = np.minimum(np.searchsorted(listed, wanted), len(listed) - 1)
                has_it = listed[place] == wanted
                held[has_it] = np.maximum(held[has_it], np.float32(share))
            for row, share in zip(told, held.tolist(), strict=True):
                row.append((worth, share))
        return told

    def _union(self, lists: Sequence[Ints]) -> int:
        """How many entries are in at least one of the lists."""
        if len(lists) < 2:
            return len(lists[0]) if lists else 0
        seen = np.zeros(self.count, dtype=np.bool_)
        for listed in lists:
            seen[listed] = True
        return int(np.count_nonzero(seen))

    def _posting(self, lang: Lang, stem: str) -> tuple[Ints, Floats] | None:
        return self.languages[lang].of(stem)

    def _idf(self, union: int) -> float:
        return float(np.log1p((self.count - union + 0.5) / (union + 0.5)))


def _side_by_side(groups: Groups) -> list[tuple[float, list[tuple[Lang, str, float]]]]:
    """Per word of the question (its n-th group of that name): weight, and alternatives of both languages."""
    joined: dict[tuple[str, int], tuple[float, list[tuple[Lang, str, float]]]] = {}
    for lang, listed in groups.items():
        seen: dict[str, int] = defaultdict(int)
        for group in listed:
            key = (group.word, seen[group.word])
            seen[group.word] += 1
            weight, alternatives = joined.get(key, (0.0, []))
            alternatives += [(lang, alternative.stem, alternative.weight) for alternative in group.alternatives]
            joined[key] = (max(weight, group.weight), alternatives)
    return list(joined.values())


def _language(
    columns: Mapping[str, Column], numbers: Mapping[str, int], count: int, weights: FieldWeights
) -> _Language:
    keys, values = [np.zeros(0, np.int64)], [np.zeros(0, np.float32)]
    for field in FIELDS:
        if field in columns:
            key, frequency = _field(columns[field], weights.length)
            keys.append(key)
            values.append(frequency * np.float32(weights.of(field)))
    key, value = np.concatenate(keys), np.concatenate(values)
    order = np.argsort(key, kind="stable")
    key, value = key[order], value[order]
    first = np.flatnonzero(np.diff(key, prepend=-1))
    frequency = np.add.reduceat(value, first) if len(first) else value
    key = key[first]
    saturated = (frequency * (weights.saturation + 1) / (frequency + weights.saturation)).astype(np.float32)
    starts = np.searchsorted(key, np.arange(len(numbers) + 1, dtype=np.int64) * max(count, 1))
    return _Language(numbers, starts, (key % max(count, 1)).astype(np.int32), saturated)


def _field(column: Column, length: float) -> tuple[Wide, Floats]:
    """Distinct (stem number * count of entries + entry), and length-normalised frequencies."""
    count = len(column.lengths)
    if not len(column.stems):
        return np.zeros(0, np.int64), np.zeros(0, np.float32)
    key = np.sort(column.stems * count + np.repeat(np.arange(count, dtype=np.int64), column.lengths))
    first = np.flatnonzero(np.diff(key, prepend=-1))
    times = np.diff(first, append=len(key))
    key = key[first]
    norm = 1 - length + length * column.lengths / column.lengths[column.lengths > 0].mean()
    return key, (times / norm[key % count]).astype(np.float32)
