"""Stretches about health or justice. Asked for only when a message identifies somebody: alone they are topics."""

from __future__ import annotations

from collections.abc import Iterator

from bot.guard.findings import Kind
from bot.guard.reading import Reading
from bot.guard.tokens import listed

BEFORE = 4
"""Tokens before a condition that belong to what is said ("is weer opgenomen op")."""

AFTER = 5
"""Tokens after it ("kanker in de terminale fase")."""

_JOINS = listed(
    """
    d' de du des van aan in op of from at aux au a en with avec met wegens pour voor sans zonder
    """
)


Told = tuple[Kind, int, int]
"""Kind, first token, end token."""


def conditions(reading: Reading) -> Iterator[Told]:
    """(kind, first token, end token) of every stretch; stretches that touch are one."""
    current: tuple[Kind, int, int] | None = None
    for i, marks in enumerate(reading.marks):
        if "health" not in marks and "judicial" not in marks:
            continue
        if current is not None and i < current[2]:
            continue
        kind = Kind.HEALTH if "health" in marks else Kind.JUDICIAL
        begin, end = _before(reading, i), _after(reading, i)
        if current is not None and begin <= current[2]:
            current = (current[0], current[1], max(end, current[2]))
            continue
        if current is not None:
            yield current
        current = (kind, begin, end)
    if current is not None:
        yield current


def _before(reading: Reading, i: int) -> int:
    begin = i
    for j in range(i - 1, max(i - BEFORE, 0) - 1, -1):
        if "link" not in reading.marks[j] and not {"health", "judicial"} & reading.marks[j]:
            break
        begin = j
    return begin


def _after(reading: Reading, i: int) -> int:
    end = i + 1
    joined = False
    for j in range(i + 1, min(i + 1 + AFTER, len(reading))):
        marks, word = reading.marks[j], reading.words[j]
        if "health" in marks or "judicial" in marks:
            end = j + 1
        elif "link" in marks:
            joined = reading.folded[j] in _JOINS or joined
        elif joined and word[0].isdigit():
            end = j + 1  # "enceinte de 7 mois"
        elif (joined and word[0].isalpha() and not word[0].isupper()) or (j == end and _qualifies(reading, j)):
            return j + 1
        else:
            break
    return end


def _qualifies(reading: Reading, j: int) -> bool:
    """One word in small letters at the end of what is said: "hernie discale", "Alzheimer avancé,"."""
    word = reading.words[j]
    last = j + 1 >= len(reading) or not reading.words[j + 1][0].isalnum()
    return last and word.islower() and word.isalpha()
