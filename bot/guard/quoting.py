"""Whose words they are: the author's own, or somebody's that she passes on."""

from __future__ import annotations

from bot.guard.candidates import Candidate
from bot.guard.reading import Reading

QUOTED = 40
"""Tokens after which a passed-on message is taken to be over."""

_OPENING = frozenset(('"', "“", "«", "„", ">"))


def quoted(reading: Reading, token: int) -> bool:
    """What stands at a token is somebody else's: after a word for passing on, or in quotation marks."""
    before = range(max(token - QUOTED, 0), token)
    opened = any(reading.words[i] in _OPENING for i in before)
    return opened or any("forwarded" in reading.marks[i] for i in before)


def introduces_itself(reading: Reading, it: Candidate) -> bool:
    """The author says who she is: not when she passes on what somebody else wrote."""
    before = reading.marks[it.begin - 1] if it.begin else ()
    return "self" in before and "acquaint" not in before and not quoted(reading, it.begin)
