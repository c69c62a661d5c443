"""Stems of one table as numbers, column by column: what postings and stretches are built from.

Text is cut and numbered once, in the only loop over words that loading a generation needs; the rest is arithmetic.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.models import Lang
from kb.searchable import COLUMNS, FIELDS, INDEX_LANGS

Wide = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the numbers of its stems end to end, `lengths[i]` of them of entry i."""

    stems: Wide
    lengths: Wide

    @property
    def starts(self) -> Wide:
        """Where each entry's stems begin."""
        started: Wide = np.cumsum(self.lengths) - self.lengths
        return started


@dataclass(frozen=True, slots=True)
class StemColumns:
    """All columns of a table of `count` entries. `numbers` has the number of each stem of a language."""

    columns: Mapping[Lang, Mapping[str, Column]]
    numbers: Mapping[Lang, Mapping[str, int]]
    count: int

    @classmethod
    def read(cls, rows: Iterable[Sequence[str]]) -> StemColumns:
        """From stems per entry and column (`kb.searchable.COLUMNS`), separated by spaces, as the store keeps them."""
        numbers = {lang: _counter() for lang in INDEX_LANGS}
        of_column = [numbers[_lang(column)].__getitem__ for column in COLUMNS]
        stems = [array("q") for _ in COLUMNS]
        lengths = [array("q") for _ in COLUMNS]
        count = 0
        for row in rows:
            count += 1
            for text, number, found, length in zip(row, of_column, stems, lengths, strict=True):
                words = text.split()
                found.extend(map(number, words))
                length.append(len(words))
        made = {
            column: Column(np.frombuffer(found, np.int64), np.frombuffer(length, np.int64))
            for column, found, length in zip(COLUMNS, stems, lengths, strict=True)
        }
        columns = {lang: {field: made[f"{field}_{lang}"] for field in FIELDS} for lang in INDEX_LANGS}
        return cls(columns, {lang: dict(listed) for lang, listed in numbers.items()}, count)


def _counter() -> defaultdict[str, int]:
    """Gives each new key the next number."""
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    return numbers


def _lang(column: str) -> Lang:
    return "nl" if column.endswith("_nl") else "fr"
