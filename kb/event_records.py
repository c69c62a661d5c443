"""Events as JSON text, the form in which the store keeps them. Values equal to the default of their field are left
out and keys are sorted, so that equal events have equal text."""

from __future__ import annotations

import dataclasses
import json
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from kb.events import Event, EventStatus, Moment, Recurrence

_DEFAULTS: dict[str, Any] = {f.name: f.default for f in dataclasses.fields(Event)}
_MOMENTS = ("start", "end", "recurrence_id", "modified")
_TUPLES = ("zones", "languages", "audience", "themes")
_zone = lru_cache(maxsize=64)(ZoneInfo)


def event_to_json(event: Event) -> str:
    """Canonical JSON of an event; `event_from_json` gives it back."""
    values: dict[str, Any] = {}
    for name, default in _DEFAULTS.items():
        value = getattr(event, name)
        if value != default:
            values[name] = _plain(value)
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def event_from_json(text: str) -> Event:
    """The event that `event_to_json` wrote."""
    values: dict[str, Any] = json.loads(text)
    for name in _MOMENTS:
        if name in values:
            values[name] = _moment(values[name])
    for name in _TUPLES:
        if name in values:
            values[name] = tuple(values[name])
    if "status" in values:
        values["status"] = EventStatus(values["status"])
    if "recurrence" in values:
        kept = values["recurrence"]
        values["recurrence"] = Recurrence(
            tuple(kept["rules"]),
            tuple((_moment(start), None if end is None else _moment(end)) for start, end in kept["dates"]),
            tuple(_moment(moment) for moment in kept["excluded"]),
            tuple(kept["excluded_rules"]),
        )
    return Event(**values)


def _plain(value: Any) -> Any:
    if isinstance(value, Recurrence):
        return {
            "rules": value.rules,
            "dates": [(_written(start), None if end is None else _written(end)) for start, end in value.dates],
            "excluded": [_written(moment) for moment in value.excluded],
            "excluded_rules": value.excluded_rules,
        }
    return _written(value) if isinstance(value, date) else value


def _written(moment: Moment) -> str:
    """2026-11-23, or 2026-11-23T09:30:00 Europe/Brussels: the wall time, since that is what repeats. A time that comes
    twice when the clock is set back is the first of the two, unless "second" stands behind it."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    assert isinstance(moment.tzinfo, ZoneInfo), "an event's times name their zone"
    second = " second" if moment.fold else ""
    return f"{moment.replace(tzinfo=None).isoformat()} {moment.tzinfo.key}{second}"


def _moment(text: str) -> Moment:
    clock, _, rest = text.partition(" ")
    zone, _, second = rest.partition(" ")
    if not zone:
        return date.fromisoformat(clock)
    return datetime.fromisoformat(clock).replace(tzinfo=_zone(zone), fold=int(bool(second)))
