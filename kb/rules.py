"""From relevance to the order in which services are shown. The rules, all of them:

0. A service asked for by name comes first whatever the other rules say.
1. Closed services are never proposed (one asked for by name is, so that "does X still exist?" has an answer).
2. Relevance comes first, on a scale of 0-1. `kb.fit.WEIGHTS` says what place, language, hours, access, target group,
   wheelchair access and capacity add or take away; nothing else counts. Ties go by id, so the order is stable.
3. The zone is a preference: a service of another zone stays in the list, later, and is marked so.
4. A constraint that no relevant service meets is not enforced but named in `Answer.relaxed`; one that a shown
   service meets is never named.
5. Saturated services come after available ones of the same relevance, labelled, and are never dropped.
6. A service for women only comes later where a man alone is told of ("hij", "monsieur"), and the reverse; so does one
   for another age group only than the one told of. None is left out.
7. What is unknown (capacity, hours) is neither open nor closed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kb.fit import FOR_OTHERS, Asked, Fit, effective_capacity, fit, speaks
from kb.models import REGION, Question, Service, ServiceHit, Status, Stretch, Understanding, Window
from kb.opening import opening_at, stretches
from kb.settings import KnowledgeSettings
from kb.zoning import Zoning

COMPARABLE = 0.45
"""Share of the best relevance from which on a service counts as an answer to the need at all. Below it what the rules
add shrinks with relevance, and a constraint met only there is relaxed."""
SPOKEN = 0.5
"""Share of the best relevance from which on a service that speaks a language asked for comes before all that do not."""
CONSTRAINTS = ("language", "wheelchair", "place", "zone", "open")
"""What `Answer.relaxed` names, as `kb.fit` gives it in the reasons of a hit (`not:open`)."""
_WHOLE_DAY = timedelta(hours=22)
"""Less than a day that loses hours when the clock changes."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """Hits in their final order, the constraints that could not be met by the first of them, how well each candidate
    fits the need alone (0-1 by id), and the one that does so best."""

    hits: tuple[ServiceHit, ...]
    relaxed: tuple[str, ...]
    relevance: Mapping[str, float]
    closest: Service | None = None


def order(
    candidates: Sequence[tuple[Service, float]],
    question: Question,
    understanding: Understanding,
    settings: KnowledgeSettings,
    zoning: Zoning,
    top: int,
) -> Ordered:
    """The first `top` of `candidates` (with their fused score, a z-score) in the order of the rules."""
    named = (understanding.service_id, *understanding.same_name) if understanding.service_id else ()
    open_ones = [(s, r) for s, r in candidates if s.status is not Status.CLOSED or s.id in named]
    relevance = relative({s.id: score for s, score in open_ones})
    asked = asked_of(question, understanding)
    today = question.asked_at.date()
    fits = {s.id: fit(s, asked, zoning, effective_capacity(s, today, settings.capacity_days)) for s, _ in open_ones}
    total = {s.id: relevance[s.id] + fits[s.id].bonus * min(1.0, relevance[s.id] / COMPARABLE) for s, _ in open_ones}
    spoken = _surely_understood(open_ones, understanding.languages, relevance, fits)
    ranked = sorted((s for s, _ in open_ones), key=lambda s: (_turn(s, named), s.id not in spoken, -total[s.id], s.id))
    hits = tuple(
        _hit(s, total[s.id], fits[s.id], asked, question.asked_at, settings, zoning, named=s.id in named)
        for s in ranked[:top]
    )
    closest = max((s for s, _ in open_ones), key=lambda s: relevance[s.id], default=None)
    return Ordered(hits, _relaxed(ranked, fits, relevance, named), relevance, closest)


def _surely_understood(
    candidates: Sequence[tuple[Service, float]],
    languages: tuple[str, ...],
    relevance: Mapping[str, float],
    fits: Mapping[str, Fit],
) -> frozenset[str]:
    """Ids of those that speak a language asked for and do what is asked for: none of the others stands between them."""
    if not languages:
        return frozenset()
    near = [s for s, _ in candidates if relevance[s.id] >= SPOKEN and speaks(s, languages)]
    return frozenset(s.id for s in near if FOR_OTHERS.isdisjoint(fits[s.id].reasons))


def _turn(service: Service, named: Sequence[str]) -> int:
    """Services asked for by name come first, of several with that name those that still exist."""
    if service.id not in named:
        return 2
    return int(service.status is Status.CLOSED)


def asked_of(question: Question, understanding: Understanding) -> Asked:
    """The zones that count: those of the places named, else the asker's own; none when any zone will do."""
    named = tuple(dict.fromkeys(zone for place in understanding.places for zone in place.zones))
    own = (question.zone,) if question.zone else ()
    postcodes = frozenset(code for place in understanding.places for code in place.postcodes)
    return Asked(understanding, () if understanding.everywhere else named or own, postcodes)


def relative(scores: Mapping[str, float]) -> dict[str, float]:
    """Scores on a scale where the best is 1; what is no better than the average entry (a z-score of 0) has 0."""
    high = max(scores.values(), default=0.0)
    return {key: max(score, 0.0) / high if high > 0 else 0.0 for key, score in scores.items()}


def _hit(
    service: Service,
    score: float,
    fitted: Fit,
    asked: Asked,
    moment: datetime,
    settings: KnowledgeSettings,
    zoning: Zoning,
    *,
    named: bool,
) -> ServiceHit:
    zones, window = zoning.zones_of(service), asked.understanding.window
    shown = next((zone for zone in asked.zones if zone in zones), zones[0] if zones else "")
    return ServiceHit(
        service=service,
        score=round(score, 4),
        zone=REGION if REGION in zones else shown,
        in_zone=fitted.in_zone,
        opening=opening_at(service.opening_hours, moment),
        capacity=effective_capacity(service, moment.date(), settings.capacity_days),
        then=_then(service, window) if window is not None and window.ahead else None,
        reasons=(("named",) if named else ()) + ("need", *fitted.reasons),
    )


def _then(service: Service, window: Window) -> tuple[Stretch, ...] | None:
    """When it is open in a time that lies ahead. For a night or an evening from when it really opens."""
    early = timedelta(0) if window.end - window.start >= _WHOLE_DAY else _WHOLE_DAY / 2
    found = stretches(service.opening_hours, replace(window, start=window.start - early))
    if found is None:
        return None
    return tuple(s for s in found if s.end is None or s.end > window.start)


def _relaxed(
    ranked: Sequence[Service], fits: Mapping[str, Fit], relevance: Mapping[str, float], named: Sequence[str]
) -> tuple[str, ...]:
    """Constraints that the first service and all comparable ones miss."""
    if not ranked or ranked[0].id in named:
        return ()
    first = fits[ranked[0].id].misses
    comparable = [s.id for s in ranked if relevance[s.id] >= COMPARABLE]
    return tuple(miss for miss in first if all(miss in fits[i].misses for i in comparable))
