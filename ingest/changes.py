"""What an ingest of a repertory would change; shown before anything happens.

Nothing is removed because its row was bad: a rejected row with a known id keeps the record as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ingest.cells import cell
from ingest.merging import Incoming, merge
from ingest.merging_duplicates import MOST, Duplicate, duplicates
from ingest.readers.columns import COLUMNS
from ingest.repertory import Parsed, Rejection, Remarked
from kb.generations import Change
from kb.layers import Correction
from kb.models import Service, Term
from kb.origins import Origin

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
    source: str = ""
    """The source that is compared with what it said before; "": the one without a name."""
    several: bool = False
    """Whether more than the one source without a name is known or speaks."""
    origins: tuple[Origin, ...] = ()
    joined: tuple[str, ...] = ()
    """Services of other sources that this one speaks of too."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Ids of this source that stand for something else in another one -> the ids its services get."""
    duplicates: tuple[Duplicate, ...] = ()
    duplicates_count: int = 0
    superseded: tuple[tuple[str, str], ...] = ()
    """(service, field) of corrections made in the chat that give way to this file."""

    @property
    def empty(self) -> bool:
        return not (self.added or self.changed or self.removed or self.origins) and self.taxonomy is None

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


def plan(
    parsed: Parsed,
    current: Mapping[str, Service],
    taxonomy: Iterable[Term] = (),
    *,
    origins: Mapping[str, Origin] | None = None,
    incoming: Incoming = Incoming(),  # noqa: B008  (frozen)
    corrections: Iterable[Correction] = (),
) -> Plan:
    """Compares a parsed file with the services (by id), where these come from, and the terms of the current generation.
    `corrections` are those in force on top, of which some may give way."""
    merged = merge(parsed, current, origins or {}, incoming)
    after = {**merged.after, **merged.left}
    added = tuple(service for key, service in after.items() if key not in current)
    changed = tuple(
        Changed(service, _differences(current[key], service))
        for key, service in after.items()
        if key in current and service != current[key]
    )
    known_terms = {term.code: term for term in taxonomy}
    same_terms = parsed.taxonomy is None or {term.code: term for term in parsed.taxonomy} == known_terms
    gone = set(merged.gone)
    everything = {key: service for key, service in current.items() if key not in gone} | after
    pairs = duplicates(added, everything)
    return Plan(
        added=added,
        changed=changed,
        removed=merged.gone,
        unchanged=len(merged.after) - len(added) - sum(one.service.id in merged.after for one in changed),
        rejected=tuple(sorted(parsed.rejected, key=lambda rejection: rejection.row)),
        warnings=parsed.warnings,
        kept_old=merged.kept,
        taxonomy=None if same_terms else parsed.taxonomy,
        known_before=len(merged.held),
        mapping=parsed.mapping,
        source=incoming.source,
        several=bool(incoming.source) or any(h.source for one in (origins or {}).values() for h in one.held),
        origins=merged.origins,
        joined=merged.joined,
        renamed=merged.renamed,
        duplicates=tuple(pairs[:MOST]),
        duplicates_count=len(pairs),
        superseded=tuple(_superseded(corrections, current, everything)),
    )


def plan_of_terms(terms: tuple[Term, ...], current: Mapping[str, Service], taxonomy: Iterable[Term]) -> Plan:
    """What another list of categories would change: no service, only that list."""
    same = {term.code: term for term in terms} == {term.code: term for term in taxonomy}
    return Plan((), (), (), len(current), (), taxonomy=None if same else terms, known_before=len(current))


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
        origins_put=plan.origins,
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
        **_of_several_sources(plan),
    }


def _of_several_sources(plan: Plan) -> dict[str, Any]:
    """What there is to say only where several sources or corrections meet; with one source nothing, as scripts expect.
    (Look-alikes within one source are told in the text, in the room and to whoever asks for `plan.duplicates`.)"""
    told_pairs = plan.duplicates if plan.several else ()
    pairs = [{"id": one.id, "other": one.other, "why": list(one.why), "score": one.score} for one in told_pairs]
    superseded: dict[str, list[str]] = {}
    for service, what in plan.superseded:
        superseded.setdefault(service, []).append(what)
    told: dict[str, Any] = {
        "source": plan.source,
        "duplicates": pairs,
        "joined": list(plan.joined),
        "renamed": dict(plan.renamed),
        "superseded": superseded,
    }
    return {name: value for name, value in told.items() if value}


def _superseded(
    corrections: Iterable[Correction], before: Mapping[str, Service], after: Mapping[str, Service]
) -> Iterator[tuple[str, str]]:
    """(service, field) of corrections that hold now and give way, because the source changes that field."""
    for one in corrections:
        old, new = before.get(one.service), after.get(one.service)
        if old is not None and new is not None and one.holds(old) and not one.holds(new):
            yield one.service, str(one.field)


def _differences(old: Service, new: Service) -> dict[str, tuple[str, str]]:
    return {
        column: (cell(old, column), cell(new, column))
        for column in COLUMNS
        if getattr(old, column) != getattr(new, column)
    }
