"""Words that stand together: the same score as `kb.postings`, on overlapping stretches of each entry's text.

In a passage of a hundred words, five words of a question in one sentence say more than the same five scattered.
Counting an entry's best stretch beside the whole entry brings what docs/quality.md says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kb.ports import Floats, Ints
from kb.postings import FieldWeights, Groups, Postings
from kb.searchable import COLUMNS

STEMS = 24
"""About two sentences once stopwords are gone and compounds have their parts; 10 to 30 did nearly as well."""
STEP = 12

_BODIES = tuple(number for number, column in enumerate(COLUMNS) if column.startswith("body_"))


@dataclass(frozen=True, slots=True)
class Stretches:
    """`owners[i]`, ascending, is the entry that stretch `i` is of; `count` entries in all."""

    words: Postings
    owners: Ints
    count: int

    @classmethod
    def build(cls, rows: Sequence[Sequence[str]], weights: FieldWeights | None = None) -> Stretches:
        """From stems per entry and column (`kb.searchable.COLUMNS`); only the body columns are cut."""
        owners: list[int] = []

        def stretches() -> Iterable[Sequence[str]]:
            for owner, row in enumerate(rows):
                for column in _BODIES:
                    for stretch in _cut(row[column]):
                        owners.append(owner)
                        yield tuple(stretch if number == column else "" for number in range(len(COLUMNS)))

        words = Postings.build(stretches(), weights)
        return cls(words, np.asarray(owners, dtype=np.int32), len(rows))

    def scores(self, groups: Groups) -> Floats:
        """Per entry the score of its best stretch, (count,) float32."""
        best = np.zeros(self.count, dtype=np.float32)
        if len(self.owners):
            first = np.flatnonzero(np.diff(self.owners, prepend=-1))  # owners ascend: each one's stretches lie together
            best[self.owners[first]] = np.maximum.reduceat(self.words.scores(groups), first)
        return best


def _cut(stems: str) -> Iterator[str]:
    words = stems.split()
    if words:
        for start in range(0, max(1, len(words) - (STEMS - STEP)), STEP):
            yield " ".join(words[start : start + STEMS])
