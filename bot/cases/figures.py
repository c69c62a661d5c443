"""Counts of cases for the people in charge: never under five, never per asker or handler."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

FEWEST = 5
"""Fewer cases than this could point at a person (small-cell rule of Belgian health statistics)."""

COLUMNS = ("zone", "theme", "month", "state", "code")


@dataclass(frozen=True, slots=True)
class Figure:
    """How many cases have `value` in `column`; None: fewer than FEWEST, but some."""

    column: str
    value: str
    count: int | None


def figures(rows: Iterable[tuple[str, str, str, str, str, int]]) -> list[Figure]:
    """One table per column. A single hidden count in a column could be subtracted from the total, so that the
    smallest shown one is hidden with it."""
    known = list(rows)
    found: list[Figure] = []
    for index, column in enumerate(COLUMNS):
        counts: Counter[str] = Counter()
        for row in known:
            counts[str(row[index])] += int(row[5])
        hidden = {value for value, count in counts.items() if count < FEWEST}
        if len(hidden) == 1 and len(counts) > 1:
            hidden.add(min((value for value in counts if value not in hidden), key=lambda value: counts[value]))
        found += [Figure(column, value, None if value in hidden else counts[value]) for value in sorted(counts)]
    return found
