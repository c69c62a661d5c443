"""Where a service comes from: the sources that hold it, its id in each, and since when which column came from which.

Versioned like the services, so that a rollback brings it back with them. A service that one source holds needs no
values here: they are its own. Of a service that several hold, each source's values are kept, so that an ingest of one
changes only what that source changed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Stamp = tuple[int, str]
"""The generation and the day (ISO) in which something came to be as it is: generations order, days are shown."""


@dataclass(frozen=True, slots=True)
class Held:
    """What one source ("" is the one without a name) says of a service. `source_id` is its id there. `since` is the
    stamp of its columns but for those in `changed`. `values` are its columns as JSON, empty ones left out; None:
    the service is as this source says. It does not speak of the columns in `unsaid`."""

    source: str
    source_id: str
    since: Stamp
    changed: Mapping[str, Stamp] = field(default_factory=dict)
    values: Mapping[str, Any] | None = None
    unsaid: tuple[str, ...] = ()

    def stamp(self, column: str) -> Stamp:
        """Since when the column is as it is."""
        return self.changed.get(column, self.since)


@dataclass(frozen=True, slots=True)
class Origin:
    """The sources that hold service `id`, in the order in which they came."""

    id: str
    held: tuple[Held, ...]

    def of(self, source: str) -> Held | None:
        """What a source says of it."""
        return next((one for one in self.held if one.source == source), None)


def origin_to_json(origin: Origin) -> str:
    """Canonical JSON: equal origins have equal text."""
    held = [
        {"source": one.source, "id": one.source_id, "since": list(one.since)}
        | ({"changed": {name: list(stamp) for name, stamp in one.changed.items()}} if one.changed else {})
        | ({"values": dict(one.values)} if one.values is not None else {})
        | ({"unsaid": list(one.unsaid)} if one.unsaid else {})
        for one in origin.held
    ]
    return json.dumps({"id": origin.id, "held": held}, ensure_ascii=False, sort_keys=True)


def origin_from_json(text: str) -> Origin:
    """The other way round."""
    values: dict[str, Any] = json.loads(text)
    return Origin(values["id"], tuple(_held(one) for one in values["held"]))


def _held(one: Mapping[str, Any]) -> Held:
    changed = {name: _stamp(stamp) for name, stamp in one.get("changed", {}).items()}
    unsaid = tuple(one.get("unsaid", ()))
    return Held(one["source"], one["id"], _stamp(one["since"]), changed, one.get("values"), unsaid)


def _stamp(pair: list[Any]) -> Stamp:
    return int(pair[0]), str(pair[1])
