"""A service that has stopped or is full -> another one that does the same, by the rules for all services."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kb.models import Answer, Attribute, Capacity, Place, Question, Service, ServiceHit, Status
from kb.rules import order
from kb.settings import KnowledgeSettings
from kb.zoning import Zoning

_LOOKED_AT = 400
"""Services of the same kind that the rules look at."""
_SEXES = frozenset(("women", "men"))
_SAME, _RELATED = 1.0, 0.7
"""Relevance of a service with the same first category, and of one that has one of its categories."""


def with_alternative(
    answer: Answer, question: Question, services: Sequence[Service], settings: KnowledgeSettings, zoning: Zoning
) -> Answer:
    """`answer` (about `services[0]` of its hits) with a service to propose in its place, where it needs one."""
    asked = answer.services[0]
    if asked.service.status is not Status.CLOSED and not _full(answer):
        return answer
    found = _alternative(asked.service, question, answer, services, settings, zoning)
    if found is None:
        return answer
    rest = tuple(hit for hit in answer.services[1:] if hit.service.id != found.service.id)
    return replace(answer, services=(asked, found, *rest)[: len(answer.services) + 1], instead=found.service.id)


def _full(answer: Answer) -> bool:
    asked = Attribute.CAPACITY in answer.understanding.attributes
    return asked and answer.services[0].capacity is Capacity.SATURATED


def _alternative(
    stopped: Service,
    question: Question,
    answer: Answer,
    services: Sequence[Service],
    settings: KnowledgeSettings,
    zoning: Zoning,
) -> ServiceHit | None:
    """The best other service of its categories near to it that takes people."""
    kinds = set(stopped.categories)
    alike = [
        (other, _SAME if other.categories[:1] == stopped.categories[:1] else _RELATED)
        for other in services
        if other.id != stopped.id
        and other.status is not Status.CLOSED
        and not kinds.isdisjoint(other.categories)
        and _for_the_same(stopped, other)
    ][:_LOOKED_AT]
    here = Place(
        stopped.municipality_nl or stopped.municipality_fr,
        (stopped.postal_code,) if stopped.postal_code else (),
        zoning.zones_of(stopped),
        stopped.latitude,
        stopped.longitude,
    )
    u = replace(
        answer.understanding, service_id=None, same_name=(), places=(here,), target_groups=stopped.target_groups
    )
    ranked = order(alike, question, u, settings, zoning, top=_LOOKED_AT).hits
    return next((hit for hit in ranked if hit.capacity is not Capacity.SATURATED), None)


def _for_the_same(stopped: Service, other: Service) -> bool:
    """Not for men only in place of one for families, and the reverse."""
    asked, served = set(stopped.target_groups), set(other.target_groups)
    if not asked or "all" in asked | served or not served & _SEXES:
        return True
    return bool(asked & served)
