"""Which clauses of a message are needs of their own: found by looking each of them up.

A clause is a need when services are surely about it. It goes back to the clause before it when it is not, when it only
says where, when or for whom, or when the same service does both ("a shower and laundry"), for then one answer will do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kb.confidence import THRESHOLD, Signals
from kb.models import Service, Status, Understanding
from kb.search import Ranked
from kb.understand.needs import Clause, need_words, tidy

MOST = 4
"""More needs than this are a story, and their answer would fill the screen."""


@dataclass(frozen=True, slots=True)
class Least:
    """What makes a clause a need: the least probability that services answer it, and the least share of its words that
    names and categories hold."""

    sure: float
    topic: float


FIRM = Least(THRESHOLD, 0.0)
LISTED = Least(0.5, 0.3)
TOLD = Least(0.9, 0.6)
STORY = Least(0.55, 0.1)
"""Behind a question mark or "ainsi que"; behind a comma or "et"; where it may only tell why something is asked; where a
story turns. Chosen on half of tests/quality/understood_questions.jsonl and on 446 questions with one need."""
BOTH = 0.92
"""A service with this share of the best score for either need does both."""
AMONG = 2


@dataclass(frozen=True, slots=True)
class Found:
    """What looking up a clause gave: the ranked services, their signals, and the probability that they answer it."""

    understanding: Understanding
    ranked: Ranked
    signals: Signals | None
    sure: float


LookUp = Callable[[str], Found]


@dataclass(frozen=True, slots=True)
class Need:
    """A need of several: its words, what was found for it, and whether it stands in a sentence of its own."""

    text: str
    found: Found
    firm: bool
    sure: bool
    whole: bool = True
    """`found` is what was found for all of `text`; to a part of it more was added."""


def separate(
    text: str, pieces: Sequence[Clause], look_up: LookUp, services: Sequence[Service], *, all_found: bool = True
) -> tuple[Need, ...]:
    """The needs of `text`, two to `MOST`; none when it holds only one. `pieces` are its clauses. Without `all_found`
    one that services are surely about is enough, and the others are what they seem."""
    needs: list[Need] = []
    spans: list[tuple[int, int]] = []
    for piece in pieces:
        own = _need(piece, look_up, sure=all_found)
        known = [_alike(own, need, services) for need in needs if own is not None]
        if any(known[:-1]):
            return ()  # it comes back to an earlier need: a story
        if own is None or any(known):
            spans[-1:] = [(spans[-1][0], piece.end)] if spans else []  # it says more about the need before it
        else:
            spans.append((piece.start if needs else pieces[0].start, piece.end))
            needs.append(own)
    if not 2 <= len(needs) <= MOST or not any(need.sure for need in needs):
        return ()
    texts = (tidy(text[a:b]) for a, b in spans)
    return tuple(replace(need, text=t, whole=t == need.text) for need, t in zip(needs, texts, strict=True))


def _need(piece: Clause, look_up: LookUp, *, sure: bool) -> Need | None:
    """`piece` as a need, if it is one; unless `sure`, also one that nothing is found for."""
    if piece.goes_on or (piece.tells and not piece.firm):
        return None
    found = look_up(piece.text)
    u = found.understanding
    if u.service_id is not None and piece.firm:
        return Need(piece.text, found, piece.firm, sure=True)
    if found.signals is None or not need_words(u, piece.text):
        return None
    least = STORY if piece.story else TOLD if piece.context else FIRM if piece.firm and sure else LISTED
    met = found.sure >= least.sure and found.signals.topic >= least.topic
    return Need(piece.text, found, piece.firm, met) if met or not (sure or piece.context) else None


def _alike(one: Need, other: Need, services: Sequence[Service]) -> bool:
    return one.sure and other.sure and same(one.found.ranked, other.found.ranked, services)


def same(one: Ranked, other: Ranked, services: Sequence[Service]) -> bool:
    """Whether what is best for one need is of the kind that is best for the other, or does that as well."""
    a, b = _best(one, services), _best(other, services)
    if not set(services[a[0]].categories).isdisjoint(services[b[0]].categories):
        return True
    return a[0] in b or b[0] in a


def _best(ranked: Ranked, services: Sequence[Service]) -> list[int]:
    """The best service that still exists, and others that are as good."""
    order = ranked.order[: 2 * AMONG].tolist()
    kept = [(i, float(z)) for i, z in zip(order, ranked.fused, strict=False) if services[i].status is not Status.CLOSED]
    best = kept or [(order[0], float(ranked.fused[0]))]
    return [i for i, z in best[:AMONG] if z >= BOTH * best[0][1]]
