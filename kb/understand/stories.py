"""Where a story turns to somebody else or to a further matter: "..., et son fils de 15 ans ne va plus à l'école",
"... Zij heeft ook schulden".

A story is told in clauses of which none asks for anything, so `needs.clauses` has nothing to hold on to. But who brings
in another person, or says "also", tells of another need more often than not; `kb.several` decides by search.
"""

from __future__ import annotations

import re

from kb.models import Lang
from kb.understand.needs import Clause, clause_spans, tidy
from kb.understand.text import folded_words

MOST = 3
"""Turns; a longer story is about one thing seen from many sides."""
SHORTEST = 3
"""Words of a piece: less tells nothing."""

_WHOSE = r"mijn|zijn|haar|hun|onze|mon|ma|mes|son|sa|ses|leur|leurs|notre|my|his|her|their|our"
_CHILD = (
    r"zoon|zonen|zoontje|dochter|dochters|dochtertje|kind|kindje|kinderen|baby|jongste|oudste|tiener|puber"
    r"|fils|fille|filles|enfant|enfants|bebe|ado|aine|ainee|cadet|cadette|petit|petite"
    r"|son|sons|daughter|daughters|child|children|kid|kids|teenager"
)
_GROWN = (
    r"man|vrouw|partner|vriend|vriendin|broer|zus|moeder|vader|mama|papa|oma|opa|ouders"
    r"|mari|femme|compagnon|compagne|conjoint|epouse|frere|soeur|mere|pere|maman|parents"
    r"|husband|wife|brother|sister|mother|father|parents"
)
_SEEKS = r"zoekt|zoeken|nood|nodig|wil|willen|cherche|cherchent|besoin|veut|veulent|needs?|wants?|looking"
_TURNS = re.compile(rf"^(?:{_WHOSE}) (?:\w+ )?(?:(?P<child>{_CHILD}) |(?P<grown>{_GROWN}) (?=(?:\w+ )*(?:{_SEEKS}) ))")
"""A child told of has a need of its own; a husband is often the reason of hers, unless he is said to need something."""
_ALSO = re.compile(
    rf"^(?:hij|zij|ze|il|elle|ils|elles|he|she|they|mevrouw|meneer|madame|monsieur|(?:{_WHOSE}|de|le|la|the) \w+)"
    r" (?:\w+ ){0,3}(ook|aussi|egalement|also) (?!(niet|geen|pas|not|no) )|^(bovendien|daarnaast|de plus|en outre) "
)


def turns(text: str, lang: Lang) -> tuple[Clause, ...]:
    """The pieces of a story, cut where it turns; none when it does not."""
    found: list[tuple[int, int]] = []
    before = ""
    for start, end in clause_spans(text, lang):
        spoken = " ".join(folded_words(tidy(text[start:end]))) + " "
        turn = _TURNS.search(spoken)
        new = turn is not None and f" {turn['child'] or turn['grown']} " not in f" {before} "
        if not found or new or _ALSO.search(spoken):
            found.append((start, end))
        else:
            found[-1] = (found[-1][0], end)
        before = f"{before} {spoken}"
    pieces = tuple(Clause(tidy(text[a:b]), a, b, firm=True, story=True) for a, b in found)
    fits = 2 <= len(pieces) <= MOST and all(len(folded_words(piece.text)) >= SHORTEST for piece in pieces)
    return pieces if fits else ()
