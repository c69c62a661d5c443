"""Which of several services a question is about: by the street it tells, its place, the zone, whether it exists."""

from __future__ import annotations

from dataclasses import replace

from kb.models import Question, Status, Understanding
from kb.search import Ranked
from kb.snapshot import Snapshot
from kb.zoning import Zoning

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


def settled(u: Understanding, question: Question, snapshot: Snapshot, zoning: Zoning) -> Understanding:
    """Of the services that a name fits the one that lies in the place told, or serves the asker's zone, and still
    exists; the others stay in `same_name`."""
    if not u.service_id or not u.same_name:
        return u
    told = {zone for place in u.places for zone in place.zones} or ({question.zone} if question.zone else set())
    postcodes = {code for place in u.places for code in place.postcodes}

    def unlikely(name: str) -> tuple[bool, bool, bool]:
        service = snapshot.services[snapshot.service_position[name]]
        elsewhere = bool(told) and not zoning.serves(service, told)
        return service.postal_code not in postcodes, elsewhere, service.status is Status.CLOSED

    meant, *others = sorted((u.service_id, *u.same_name), key=unlikely)
    return replace(u, service_id=meant, same_name=tuple(others))
