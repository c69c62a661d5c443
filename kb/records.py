"""Services, terms, documents and passages as JSON text, the form in which the store keeps them.

Values equal to the default of their field are left out, and keys are sorted: equal records have equal text, which is
how a writer sees what changed.
"""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from typing import Any, TypeVar

from kb.models import Accessible, Capacity, Document, Passage, Service, Status, Term
from kb.origins import Origin, origin_from_json, origin_to_json

Record = Service | Term | Document | Passage | Origin
R = TypeVar("R", Service, Term, Document, Passage, Origin)

_TUPLES = frozenset({"categories", "target_groups", "languages", "zones", "heading"})
_DATES = frozenset({"capacity_date", "last_verified"})
_ENUMS = {"capacity": Capacity, "wheelchair": Accessible, "status": Status}


def _defaults(kind: type[Record]) -> dict[str, Any]:
    return {f.name: f.default for f in dataclasses.fields(kind)}


_FIELDS: dict[type[Record], dict[str, Any]] = {kind: _defaults(kind) for kind in (Service, Term, Document, Passage)}


def to_json(record: Record) -> str:
    """Canonical JSON of a record; `from_json` gives the record back."""
    if isinstance(record, Origin):
        return origin_to_json(record)
    values = {name: getattr(record, name) for name in _FIELDS[type(record)]}
    kept = {name: value for name, value in values.items() if value != _FIELDS[type(record)][name]}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, default=date.isoformat)


def from_json(kind: type[R], text: str) -> R:
    """The record that `to_json` wrote."""
    if issubclass(kind, Origin):
        return origin_from_json(text)
    values: dict[str, Any] = json.loads(text)
    for name in values:
        if kind is not Document and name in _TUPLES:
            values[name] = tuple(values[name])
        elif kind is Service and name in _DATES:
            values[name] = date.fromisoformat(values[name])
        elif kind is Service and name in _ENUMS:
            values[name] = _ENUMS[name](values[name])
    return kind(**values)
