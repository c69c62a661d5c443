"""Words that stand together: the same score as `kb.postings`, on overlapping stretches of each entry's text.

In a passage of a hundred words, five words of a question in one sentence say more than the same five scattered.
Counting an entry's best stretch beside the whole entry brings what docs/quality.md says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kb.models import Lang
from kb.ports import Floats, Ints
from kb.postings import FieldWeights, Groups, Postings
from kb.searchable import INDEX_LANGS
from kb.stem_columns import Column, StemColumns, Wide

STEMS = 24
"""About two sentences once stopwords are gone and compounds have their parts; 10 to 30 did nearly as well."""
STEP = 12


@dataclass(frozen=True, slots=True)
class Stretches:
    """`firsts[i]` is the first stretch of entry `owners[i]`, whose stretches lie together; `count` entries in all."""

    words: Postings
    owners: Ints
    firsts: Wide
    count: int

    @classmethod
    def build(cls, rows: Sequence[Sequence[str]], weights: FieldWeights | None = None) -> Stretches:
        """From stems per entry and column (`kb.searchable.COLUMNS`); only the body columns are cut."""
        return cls.of(StemColumns.read(rows), weights)

    @classmethod
    def of(cls, table: StemColumns, weights: FieldWeights | None = None) -> Stretches:
        """From numbered stems. An entry's Dutch stretches come before its French ones."""
        bodies = {lang: table.columns[lang]["body"] for lang in INDEX_LANGS}
        numbers = {lang: _how_many(body.lengths) for lang, body in bodies.items()}
        together = sum(numbers.values(), start=np.zeros(table.count, np.int64))
        before = np.cumsum(together) - together
        total = int(together.sum())
        cut: dict[Lang, dict[str, Column]] = {}
        ahead = before
        for lang, body in bodies.items():
            cut[lang] = {"body": _cut(body, numbers[lang], ahead, total)}
            ahead = ahead + numbers[lang]
        owners = np.flatnonzero(together)
        words = Postings.of(StemColumns(cut, table.numbers, total), weights)
        return cls(words, owners.astype(np.int32), before[owners], table.count)

    def scores(self, groups: Groups) -> Floats:
        """Per entry the score of its best stretch, (count,) float32."""
        best = np.zeros(self.count, dtype=np.float32)
        if len(self.owners):
            best[self.owners] = np.maximum.reduceat(self.words.scores(groups), self.firsts)
        return best


def _how_many(lengths: Wide) -> Wide:
    """Stretches per entry, for texts of so many stems: one every `STEP` until the last one reaches the end."""
    several: Wide = -(-np.maximum(1, lengths - (STEMS - STEP)) // STEP)
    return np.where(lengths > 0, several, 0)


def _cut(body: Column, numbers: Wide, first: Wide, total: int) -> Column:
    """The stretches of one column as a column with an entry per stretch, `total` in all. Entry i is cut in
    `numbers[i]` stretches, of which the first is number `first[i]`."""
    nth = np.arange(int(numbers.sum())) - np.repeat(np.cumsum(numbers) - numbers, numbers)
    sizes = np.minimum(STEMS, np.repeat(body.lengths, numbers) - STEP * nth)
    lengths = np.zeros(total, dtype=np.int64)
    lengths[np.repeat(first, numbers) + nth] = sizes
    starts = np.repeat(body.starts, numbers) + STEP * nth
    inside = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return Column(body.stems[np.repeat(starts, sizes) + inside], lengths)
