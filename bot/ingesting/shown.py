"""What admins are shown of an ingest before it happens: counts, and the first rows of each kind."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter

from ingest.changes import Plan, result_json
from ingest.repertory import Rejection, Remarked
from kb.models import Service, Term

FIRST = 5
"""Rows of each kind in the room; all of them are in the file that is attached."""

FIELDS = 4
"""Changed columns shown of one service."""


@dataclass(frozen=True, slots=True)
class Line:
    """A service; `fields` are (column, old, new) of a changed one, `more` how many further columns changed."""

    id: str
    name: str
    fields: tuple[tuple[str, str, str], ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Remark:
    """A row that was rejected, or taken with a remark. `line` is its place in the file (else `row` counts data rows;
    both 0: the whole file). `code` and `details` say why; `others` are further columns that are wrong; `kept`: the
    service known under this id stays as it is."""

    line: int
    row: int
    id: str
    column: str
    value: str
    code: str
    details: Mapping[str, str | int] = field(default_factory=dict)
    others: tuple[str, ...] = ()
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Two services that may be the same, and in which columns they are alike; both are kept."""

    id: str
    name: str
    other: str
    other_name: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """`counts` as in the history; `known` services before; `base` the generation it was compared with; `digest` names
    exactly this set of changes. `sure`: so many would go that it takes a second agreement. `empty`: nothing would
    change. `mapping` holds headings that are no column names, with the column each was taken for. `source` is the one
    compared with ("": that without a name); `joined`: services of other sources that it speaks of too; `superseded`:
    (service, what) of corrections made in the chat that give way."""

    counts: Mapping[str, int]
    known: int
    base: int
    digest: str
    sure: bool
    empty: bool
    taxonomy: bool
    added: tuple[Line, ...] = ()
    changed: tuple[Line, ...] = ()
    removed: tuple[Line, ...] = ()
    rejected: tuple[Remark, ...] = ()
    notes: tuple[Remark, ...] = ()
    notes_count: int = 0
    mapping: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    pairs: tuple[Pair, ...] = ()
    pairs_count: int = 0
    joined: int = 0
    superseded: tuple[tuple[str, str], ...] = ()
    superseded_count: int = 0


_SHOWN = TypeAdapter(Shown)


def shown(plan: Plan, before: Mapping[str, Service], base: int) -> Shown:
    """The beginning of a plan. `before` are the services known now."""
    return Shown(
        counts=plan.counts,
        known=plan.known_before,
        base=base,
        digest=digest_of(plan),
        sure=plan.needs_confirmation,
        empty=plan.empty,
        taxonomy=plan.taxonomy is not None,
        added=tuple(Line(service.id, name_of(service)) for service in plan.added[:FIRST]),
        changed=tuple(_changed(one.service, one.fields) for one in plan.changed[:FIRST]),
        removed=tuple(Line(key, name_of(before[key])) for key in plan.removed[:FIRST]),
        rejected=tuple(remarks(plan.rejected[:FIRST], frozenset(plan.kept_old))),
        notes=tuple(remarks(plan.warnings[:FIRST])),
        notes_count=len(plan.warnings),
        mapping={heading: column for heading, column in plan.mapping.items() if heading.strip() != column},
        source=plan.source,
        pairs=tuple(pairs(plan, before))[:FIRST],
        pairs_count=plan.duplicates_count,
        joined=len(plan.joined),
        superseded=plan.superseded[:FIRST],
        superseded_count=len(plan.superseded),
    )


def pairs(plan: Plan, before: Mapping[str, Service]) -> Iterable[Pair]:
    """Services that look alike, with their names."""
    known = {**before, **{one.id: one for one in (*plan.added, *(one.service for one in plan.changed))}}
    for one in plan.duplicates:
        yield Pair(one.id, name_of(known[one.id]), one.other, name_of(known[one.other]), tuple(one.why))


def remarks(found: Iterable[Rejection | Remarked], kept: frozenset[str] = frozenset()) -> Iterable[Remark]:
    """Rejections and remarks in one shape; `kept` are ids whose record stays."""
    for one in found:
        rejected = isinstance(one, Rejection)
        value, others = (one.value, one.others) if isinstance(one, Rejection) else ("", ())
        where = (one.line, one.row, one.id, one.field)
        yield Remark(*where, value, one.code, dict(one.details), others, kept=rejected and one.id in kept)


def digest_of(plan: Plan) -> str:
    """The same for the same changes, whenever they are found; rejected rows count too, for they were shown."""
    said: dict[str, Any] = result_json(plan, applied=False, generation=0)
    terms = [] if plan.taxonomy is None else [_term(term) for term in plan.taxonomy]
    services = [repr(service) for service in (*plan.added, *(one.service for one in plan.changed))]
    text = json.dumps([said, terms, services], ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def to_wire(one: Shown) -> Any:
    """As JSON."""
    return _SHOWN.dump_python(one, mode="json")


def from_wire(value: Any) -> Shown:
    """The other way round. Raises pydantic's ValidationError (a ValueError)."""
    return _SHOWN.validate_python(value)


def name_of(service: Service) -> str:
    """Its name, in Dutch where it has one."""
    return service.name_nl or service.name_fr


def _changed(service: Service, fields: Mapping[str, tuple[str, str]]) -> Line:
    listed = [(column, old, new) for column, (old, new) in fields.items()]
    return Line(service.id, name_of(service), tuple(listed[:FIELDS]), max(0, len(listed) - FIELDS))


def _term(term: Term) -> list[str]:
    return [term.code, term.parent, term.label_nl, term.label_fr, term.label_en, term.pictogram]
