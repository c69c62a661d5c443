"""Several changes in one line: "tel 02 555 09 09, nieuw adres Lindestraat 9, 1030 Schaarbeek en talen: ook Arabisch".

Where one change ends and the next begins is not always a comma: addresses, hours and lists have commas of their own.
So every way to cut the line is tried; all pieces must be changes, each of another field. The finest cut is meant, and
when two are as fine but say different things, none is: a person then reads the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bot.handlers.update_change import LONGEST, Around, Change, change

_BETWEEN = re.compile(r"\s*(?:[;,\n]|\.(?=\s)|\s\+\s|\s&\s)\s*(?:(?:en|et|and)\s+)?|\s+(?:en|et|and)\s+", re.IGNORECASE)
MOST_PIECES = 10
"""Every piece more doubles the ways to cut; ten are 512."""


def changes(text: str, around: Around) -> tuple[Change, ...]:
    """The changes that a text asks for, in its order; none when something in it is no change."""
    text = text.strip()
    if not text or len(text) > LONGEST:
        return ()
    several = _several(text, around)
    if several:
        return several
    one = change(text, around)
    return (one,) if one else ()


def _several(text: str, around: Around) -> tuple[Change, ...]:
    between = [match.span() for match in _BETWEEN.finditer(text)]
    starts, ends = [0, *(end for _, end in between)], [*(start for start, _ in between), len(text)]
    if not 2 <= len(starts) <= MOST_PIECES:
        return ()

    @cache
    def read(first: int, last: int) -> Change | None:
        return change(text[starts[first] : ends[last]], around)

    def ways(first: int) -> Iterator[tuple[Change, ...]]:
        """All readings of the pieces from `first` on."""
        if first == len(starts):
            yield ()
        for last in range(first, len(starts)):
            found = read(first, last)
            if found is not None:
                yield from ((found, *rest) for rest in ways(last + 1) if all(found.field != one.field for one in rest))

    readings = [way for way in ways(0) if len(way) > 1]
    finest = max(map(len, readings), default=0)
    best = [way for way in readings if len(way) == finest]
    return best[0] if best and all(way == best[0] for way in best) else ()
