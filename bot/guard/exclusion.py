"""Messages that pass on that a person be turned away (requirements.md T6): exclusion must not follow people around."""

from __future__ import annotations

from collections.abc import Iterator

from bot.guard.reading import Reading
from bot.guard.tokens import listed

_ONE = listed(
    """
    deze die dezelfde cet cette ce this that hem haar him her hij zij ze il elle he she zijn iemand quelqu'un
    someone een un une a man vrouw homme femme dame heer
    """
)
_PERSON = listed(
    """
    man vrouw homme femme dame heer kerel gast jongen meisje monsieur mec type gars garcon woman guy lady boy
    persoon personne person client cliente klant bewoner bezoeker usager hem haar him her hij il elle he she
    individu meneer mevrouw madame
    """
)


def exclusions(reading: Reading, identified: bool) -> Iterator[tuple[int, int]]:
    """(first token, end token) of sentences that exclude a person who is identified in the message, or described in it
    and passed on. Rules about exclusion in general are none."""
    asked = [i for i, marks in enumerate(reading.marks) if "exclusion" in marks]
    if not asked:
        return
    everywhere = range(len(reading))
    passed_on = any("pass_on" in reading.marks[i] for i in everywhere)
    described = sum("describes" in reading.marks[i] or "nationality" in reading.marks[i] for i in everywhere)
    person = any(word in _PERSON for word in reading.folded)
    if identified or (person and passed_on and (described or _told(reading))) or (person and described >= 2):
        seen: set[int] = set()
        for i in asked:
            first, end = reading.sentence_bounds(i)
            if first not in seen:
                seen.add(first)
                yield first, end


def _told(reading: Reading) -> bool:
    """It speaks of one person, and asks nothing."""
    words = reading.folded
    one = any(words[i] in _ONE and words[i + 1] in _PERSON for i in range(len(words) - 1))
    return (one or bool({"hem", "haar", "him", "her"} & set(words))) and "?" not in words
