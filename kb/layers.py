"""What lies on top of the regional repertory: corrections made in one line, and details that zones add.

A record of the repertory is never touched by these. A correction keeps what the source said when it was made (`base`)
and holds as long as the source still says that; so it survives ingests and rollbacks without anybody keeping count.
A report of capacity holds until the source has a newer one, and is unknown, not open, once its time is over.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

from kb.models import Capacity, Lang, Service
from kb.records import from_json, to_json

PLACES = "places"
"""Key in the values of a capacity report: how many places are free. A record of the repertory has no such column."""


class Field(StrEnum):
    """What one line can correct."""

    HOURS = "hours"
    PHONE = "phone"
    EMAIL = "email"
    WEBSITE = "website"
    ADDRESS = "address"
    LANGUAGES = "languages"
    CAPACITY = "capacity"
    STATUS = "status"
    VERIFIED = "verified"


COLUMNS: Mapping[Field, tuple[str, ...]] = {
    Field.HOURS: ("opening_hours",),
    Field.PHONE: ("phone",),
    Field.EMAIL: ("email",),
    Field.WEBSITE: ("website",),
    Field.ADDRESS: (
        *("street_nl", "street_fr", "house_number", "postal_code", "municipality_nl", "municipality_fr"),
        *("latitude", "longitude"),
    ),
    Field.LANGUAGES: ("languages",),
    Field.CAPACITY: ("capacity", "capacity_date", "waiting_weeks"),
    Field.STATUS: ("status",),
    Field.VERIFIED: ("last_verified",),
}
"""Columns of a record that a field stands for: the source changed the field when it changed one of them."""

State = Literal["proposed", "accepted", "declined"]
Role = Literal["owner", "moderator", "colleague"]
"""Who proposed or confirmed, by role: kb.sqlite has no trace of a person."""

Values = Mapping[str, Any]
"""Column -> value as JSON has it (lists, text, numbers)."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One field of one service. `base` is what the source said, `values` what is said instead. `at` (aware) is when
    it was proposed, or accepted once it is. `until`: afterwards a report of capacity counts as unknown."""

    id: int
    service: str
    field: Field
    base: Values
    values: Values
    state: State
    by: Role
    at: datetime
    until: datetime | None = None

    def holds(self, service: Service) -> bool:
        """Whether it goes before what the source says now."""
        if self.field is Field.VERIFIED:
            verified: date = unpacked(self.values)["last_verified"]
            return (service.last_verified or date.min) < verified
        if packed(service, COLUMNS[self.field]) == dict(self.base):
            return True
        reported = service.capacity_date
        return self.field is Field.CAPACITY and reported is not None and reported < self.at.date()

    def applied(self, service: Service, now: datetime) -> Service:
        """The service with it."""
        if self.until is not None and now >= self.until:
            return replace(service, capacity=Capacity.UNKNOWN, capacity_date=None, waiting_weeks=None)
        return replace(service, **unpacked(self.values))


class DetailKind(StrEnum):
    """What a zone adds to a service."""

    HOW = "how"
    """How we work with it."""
    LINE = "line"
    """A way in for professionals only."""
    REMARK = "remark"


PROFESSIONAL = frozenset((DetailKind.LINE, DetailKind.REMARK))
"""Kinds that are for professionals: they stay out of public exports and of rooms that are not encrypted."""


@dataclass(frozen=True, slots=True)
class Detail:
    """What a zone's moderators say about a service; one per zone, service and kind. `text` is in `lang`."""

    zone: str
    service: str
    kind: DetailKind
    text: str
    lang: Lang
    at: datetime

    @property
    def professional(self) -> bool:
        return self.kind in PROFESSIONAL


@dataclass(frozen=True, slots=True)
class Layers:
    """All accepted corrections, oldest first, and all details. `version` counts every change of them."""

    version: int = 0
    corrections: tuple[Correction, ...] = ()
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True)
class Overlay:
    """The layers laid over one generation. `holding` has the corrections in force per service; `until` is the moment
    (aware) at which the next report runs out."""

    version: int = 0
    services: tuple[Service, ...] = ()
    holding: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict)
    details: Mapping[str, tuple[Detail, ...]] = field(default_factory=dict)
    until: datetime | None = None

    def details_of(self, service: str, zone: str | None, *, professional: bool) -> tuple[Detail, ...]:
        """What a zone adds to a service; without `professional` only what everybody may read."""
        found = (one for one in self.details.get(service, ()) if one.zone == zone)
        return tuple(one for one in found if professional or not one.professional)

    def places(self, service: str, now: datetime) -> Correction | None:
        """The latest report of free places that still counts."""
        reports = (c for c in self.holding.get(service, ()) if c.field is Field.CAPACITY)
        latest = max(reports, key=lambda one: one.at, default=None)
        if latest is None or PLACES not in latest.values or (latest.until is not None and now >= latest.until):
            return None
        return latest


def overlaid(services: Sequence[Service], layers: Layers, now: datetime) -> Overlay:
    """`services`, which are as the sources say, with the layers on top; same order, same length."""
    by_service: dict[str, list[Correction]] = defaultdict(list)
    for correction in layers.corrections:
        by_service[correction.service].append(correction)
    result: list[Service] = []
    holding: dict[str, tuple[Correction, ...]] = {}
    for service in services:
        kept = tuple(c for c in by_service.get(service.id, ()) if c.holds(service))
        if kept:
            holding[service.id] = kept
        result.append(corrected(service, kept, now))
    ends = [c.until for kept in holding.values() for c in kept if c.until is not None and c.until > now]
    details: dict[str, tuple[Detail, ...]] = {}
    for detail in layers.details:
        details[detail.service] = (*details.get(detail.service, ()), detail)
    return Overlay(layers.version, tuple(result), holding, details, min(ends, default=None))


def corrected(service: Service, holding: Iterable[Correction], now: datetime) -> Service:
    """The service with the corrections that hold, the latest of a field last."""
    for correction in holding:
        service = correction.applied(service, now)
    return service


def packed(service: Service, columns: Iterable[str]) -> dict[str, Any]:
    """Some columns of a service as JSON values; those at their default are left out."""
    values: dict[str, Any] = json.loads(to_json(service))
    return {name: values[name] for name in columns if name in values}


def unpacked(values: Values) -> dict[str, Any]:
    """The columns among `values` as a service holds them."""
    columns = {name: value for name, value in values.items() if name != PLACES}
    told = {name: value for name, value in columns.items() if value is not None}
    service = from_json(Service, json.dumps({"id": "", **told}))
    return {name: getattr(service, name) if name in told else None for name in columns}


def whole(column_values: Mapping[str, Any], of: Field) -> dict[str, Any]:
    """The values of a correction: every column of the field is named, so that what is not said is emptied."""
    empty = Service(id="")
    full = {name: getattr(empty, name) for name in COLUMNS[of]} | dict(column_values)
    as_json: dict[str, Any] = json.loads(json.dumps(full, default=str))
    return as_json
