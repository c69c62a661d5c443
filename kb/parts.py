"""The answers to several needs of one message, put together: what they share, and one list that takes turns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, zip_longest
from typing import TypeVar

from kb.models import Answer, ServiceHit, Term, Understanding
from kb.searchable import INDEX_LANGS
from kb.understand.text import folded_words
from kb.words import stem

_Hit = TypeVar("_Hit")

EACH = {2: 2, 3: 1, 4: 1}
"""Services shown for each of so many needs: a chat answer is eight to twelve lines (requirements A17, F2)."""

_FIRST, _CALLED = 4, 10


def shared(own: Understanding, whole: Understanding, *, sentence: bool) -> Understanding:
    """What a need is understood as, on the terms of its message where it names none itself: place, language, access,
    for whom, wheelchair. A time holds for needs of one `sentence` only: "where can he sleep tonight? and wash?"."""
    placed = bool(own.places or own.everywhere)
    return replace(
        own,
        places=own.places if placed else whole.places,
        everywhere=own.everywhere if placed else whole.everywhere,
        languages=own.languages or whole.languages,
        likely_languages=own.likely_languages or whole.likely_languages,
        access=own.access or whole.access,
        target_groups=own.target_groups or whole.target_groups,
        ages=own.ages if own.target_groups else whole.ages,
        wheelchair=own.wheelchair or whole.wheelchair,
        window=own.window or (whole.window if sentence else None),
        about_person=own.about_person or whole.about_person,
        seeks_help=own.seeks_help or whole.seeks_help,
    )


def together(understanding: Understanding, parts: Sequence[Answer], top: int) -> Answer:
    """One answer to a message with several needs; its ranked lists take turns, what is shown first."""
    parts = tuple(_shortened(part, EACH[len(parts)]) for part in parts)
    shown = _turns([part.shown_services() for part in parts], _service)
    services = _turns([shown, _turns([part.services for part in parts], _service)], _service, turns=False)
    relevant = [hit.service.id for part in parts for hit in part.relevant_services()]
    return replace(
        next(part for part in parts if part.answered),
        understanding=understanding,
        answered=True,
        confidence=min(part.confidence for part in parts if part.answered),
        services=services[:top],
        passages=_turns([part.passages for part in parts], lambda hit: hit.passage.id)[:top],
        show_services=min(len(shown), top),
        show_passages=sum(part.show_passages for part in parts),
        relevant=tuple(dict.fromkeys([*(hit.service.id for hit in shown), *relevant])),
        parts=parts,
    )


def leading(answer: Answer) -> str:
    """What a part of a message is answered with first."""
    if answer.show_services and answer.services:
        return answer.shown_services()[0].service.id
    return answer.passages[0].passage.id if answer.passages else ""


def about(hits: Sequence[ServiceHit], wanted: Collection[str], taxonomy: Mapping[str, Term]) -> Term | None:
    """The category that a need is about: the one that most of what is shown has, rather one whose label holds a word of
    the need (`wanted`, stems), if not only one of them has it. None when nothing is shown."""
    votes: Counter[str] = Counter()
    for rank, hit in enumerate(hits):
        for place, code in enumerate(hit.service.categories):
            votes[code] += _FIRST - rank - place
    for code in votes:
        held = sum(code in hit.service.categories for hit in hits) / len(hits)
        votes[code] += round(_CALLED * held**2) if code in taxonomy and _called(taxonomy[code], wanted) else 0
    return next((taxonomy[code] for code, _ in votes.most_common() if code in taxonomy), None)


def _called(term: Term, wanted: Collection[str]) -> bool:
    return any(stem(word, lang) in wanted for lang in INDEX_LANGS for word in folded_words(term.label(lang)))


def _shortened(part: Answer, most: int) -> Answer:
    """A quotation beside a service would double its lines."""
    services = min(part.show_services, most)
    return replace(part, show_services=services, show_passages=0 if services else min(part.show_passages, 1))


def _service(hit: ServiceHit) -> Hashable:
    return hit.service.id


def _turns(lists: Sequence[Sequence[_Hit]], key: Callable[[_Hit], Hashable], *, turns: bool = True) -> tuple[_Hit, ...]:
    """The hits of all lists in turn (or one list after the other), each once."""
    rounds = chain.from_iterable(zip_longest(*lists)) if turns else chain.from_iterable(lists)
    found: dict[Hashable, _Hit] = {}
    for hit in rounds:
        if hit is not None:
            found.setdefault(key(hit), hit)
    return tuple(found.values())
