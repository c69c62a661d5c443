"""What an ingest of a repertory would change; shown before anything happens.

Nothing is removed because its row was bad: a rejected row with a known id keeps the record as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from ingest.cells import cell
from ingest.readers.columns import COLUMNS
from ingest.repertory import Parsed, Rejection, Remarked
from kb.generations import Change
from kb.models import Service, Term

REMOVAL_SHARE = 0.1
"""A file that would remove more than this share of the services is more often half a file than a big clean-up."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A service with other values than before: `fields` is column -> (old, new), as text."""

    service: Service
    fields: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Plan:
    """What would happen. `kept_old` are the ids of known services whose row was rejected. `taxonomy` is None when it
    stays as it is. `mapping` tells which heading was taken for which column."""

    added: tuple[Service, ...]
    changed: tuple[Changed, ...]
    removed: tuple[str, ...]
    unchanged: int
    rejected: tuple[Rejection, ...]
    warnings: tuple[Remarked, ...] = ()
    kept_old: tuple[str, ...] = ()
    taxonomy: tuple[Term, ...] | None = None
    known_before: int = 0
    mapping: Mapping[str, str] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        return not (self.added or self.changed or self.removed) and self.taxonomy is None

    @property
    def needs_confirmation(self) -> bool:
        """True when more than a tenth of the known services would go: ask a second time."""
        return len(self.removed) > self.known_before * REMOVAL_SHARE

    @property
    def counts(self) -> dict[str, int]:
        return {
            "added": len(self.added),
            "changed": len(self.changed),
            "removed": len(self.removed),
            "unchanged": self.unchanged,
            "rejected": len(self.rejected),
        }


def plan(parsed: Parsed, current: Mapping[str, Service], taxonomy: Iterable[Term] = ()) -> Plan:
    """Compares a parsed file with the services (by id) and the terms of the current generation."""
    added: list[Service] = []
    changed: list[Changed] = []
    unchanged = 0
    for read in parsed.services:
        old = current.get(read.id)
        if old is None:
            added.append(read)
            continue
        service = _keep_unsaid(read, old, parsed.unsaid.get(read.id, frozenset()))
        if service == old:
            unchanged += 1
        else:
            changed.append(Changed(service, _differences(old, service)))
    present = {service.id for service in parsed.services}
    refused = {rejection.id for rejection in parsed.rejected} - present
    known_terms = {term.code: term for term in taxonomy}
    same_terms = parsed.taxonomy is None or {term.code: term for term in parsed.taxonomy} == known_terms
    return Plan(
        added=tuple(added),
        changed=tuple(changed),
        removed=tuple(sorted(current.keys() - present - refused)),
        unchanged=unchanged,
        rejected=tuple(sorted(parsed.rejected, key=lambda rejection: rejection.row)),
        warnings=parsed.warnings,
        kept_old=tuple(sorted(refused & current.keys())),
        taxonomy=None if same_terms else parsed.taxonomy,
        known_before=len(current),
        mapping=parsed.mapping,
    )


def to_change(plan: Plan, *, who: str, at: datetime, source: str) -> Change:
    """The plan as one generation; empty when nothing changed."""
    return Change(
        kind="repertory",
        source=source,
        who=who,
        at=at,
        services_put=(*plan.added, *(changed.service for changed in plan.changed)),
        services_removed=plan.removed,
        taxonomy=plan.taxonomy,
        counts=plan.counts,
    )


def result_json(plan: Plan, *, applied: bool, generation: int) -> dict[str, Any]:
    """What `relais ingest repertory --json` prints (a contract, see design.md)."""
    return {
        "added": [service.id for service in plan.added],
        "changed": {
            changed.service.id: {name: {"old": old, "new": new} for name, (old, new) in changed.fields.items()}
            for changed in plan.changed
        },
        "removed": list(plan.removed),
        "unchanged": plan.unchanged,
        "rejected": [
            {"row": r.row, "id": r.id, "field": r.field, "value": r.value, "reason": r.reason} for r in plan.rejected
        ],
        "applied": applied,
        "generation": generation,
    }


def _keep_unsaid(new: Service, old: Service, unsaid: frozenset[str]) -> Service:
    """A source that has no column for something does not say that it is empty."""
    kept = {column: getattr(old, column) for column in unsaid if getattr(old, column) != getattr(new, column)}
    return replace(new, **kept) if kept else new


def _differences(old: Service, new: Service) -> dict[str, tuple[str, str]]:
    return {
        column: (cell(old, column), cell(new, column))
        for column in COLUMNS
        if getattr(old, column) != getattr(new, column)
    }
