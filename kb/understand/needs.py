"""Several needs in one message: "psycholoog voor tiener in Jette? en ook een tandarts die Turks spreekt?"

Conservative: only clear separators, and only when every part says enough to be a question of its own.
"""

from __future__ import annotations

import re

from kb.understand.text import content_words

_SEPARATOR = re.compile(
    r"(?:\?+|\n+|;)\s*(?:[-*•]|\d[.)])?\s*|\s+(?:en daarnaast|en ook nog|et aussi|et egalement|et également|and also|"
    r"daarnaast ook|ainsi que pour|plus encore)\s+",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\s*(?:[-*•]|\d[.)])\s*")
_LEADING = re.compile(r"^\s*(?:en|et|and|ook|aussi|also|,|\.)\s+(?:ook |aussi |also )?", re.IGNORECASE)
_ENOUGH = 3
"""Content words below which a part only adds to the one before ("et le tiers payant ?")."""
_MOST = 3
"""More parts than this are a story, not a list of needs."""


def split_needs(text: str) -> tuple[str, ...]:
    """The separate needs in `text`; one element (the whole) unless there are clearly several."""
    parts = [_LEADING.sub("", _BULLET.sub("", part)).strip(" ,.?") for part in _SEPARATOR.split(text)]
    told = [part for part in parts if part]
    if not 2 <= len(told) <= _MOST or any(len(content_words(part)) < _ENOUGH for part in told):
        return (text,)
    if any(_shares_most(a, b) for i, a in enumerate(told) for b in told[i + 1 :]):
        return (text,)
    return tuple(told)


def _shares_most(one: str, other: str) -> bool:
    """The same thing asked twice in other words."""
    a, b = set(content_words(one)), set(content_words(other))
    return len(a & b) >= 0.5 * min(len(a), len(b))
