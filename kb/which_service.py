"""Which of several services a question is about: by the street it tells, its place, the zone, whether it exists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kb.models import ServiceHit, Understanding
from kb.search import Ranked
from kb.snapshot import Snapshot

AT_ADDRESS = 10
"""A service meant by its street is among the first hits for what the question calls it."""


def by_address(u: Understanding, ranked: Ranked, snapshot: Snapshot) -> Understanding:
    """A fact asked about "that health post in the X street": the street names the service."""
    labels = {place.label for place in u.places}
    if u.attribute is None or u.service_id or not labels:
        return u
    found = (snapshot.services[int(i)] for i in ranked.order[:AT_ADDRESS])
    named = next((s.id for s in found if labels & {s.street_nl, s.street_fr} - {""}), None)
    return replace(u, service_id=named)


def settled(u: Understanding, hits: Sequence[ServiceHit]) -> Understanding:
    """Of the services that a name fits the one that the rules put first (by relevance, place, zone, whether it still
    exists) is meant; the others stay in `same_name`."""
    if not u.service_id or not u.same_name:
        return u
    names = {u.service_id, *u.same_name}
    meant, *others = [hit.service.id for hit in hits if hit.service.id in names] or [u.service_id]
    return replace(u, service_id=meant, same_name=tuple(others))
