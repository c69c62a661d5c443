"""Several sources, one repertory: which service a row is about, and what the services are once a source has spoken.

A source changes what it changed itself since it last spoke, and no more: the other sources' values are kept beside
(kb.origins). Where two speak of the same column, the one that said something new last is shown; an owner's value goes
before all. A service goes when no source holds it any more. The source without a name is the one that a repertory
begins with; with it alone everything is as if there were no sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from ingest.merging_duplicates import resembles
from ingest.readers.columns import COLUMNS
from ingest.repertory import Parsed
from kb.layers import packed, unpacked
from kb.models import Service
from kb.origins import Held, Origin, Stamp

_SPOKEN = tuple(column for column in COLUMNS if column != "id")


@dataclass(frozen=True, slots=True)
class Incoming:
    """The source that speaks now. `owns`: source -> the columns it owns. `same`: its id -> the service that an admin
    says it is. `generation` is the number that the ingest will have, `day` its date."""

    source: str = ""
    owns: Mapping[str, Iterable[str]] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)
    generation: int = 1
    day: date = date.min

    @property
    def stamp(self) -> Stamp:
        return self.generation, self.day.isoformat()


@dataclass(frozen=True, slots=True)
class Merged:
    """`after` are the services that the source speaks of, as they are then, by id, in its order; `origins` those that
    are new or changed. `held` are the services it held before. `left`: services that lose this source and stay, as they
    are then. `gone`: those that no source holds any more. `kept`: those whose row was rejected.
    `joined`: ids of services that this source did not hold and that another one holds. `renamed`: its id -> another id,
    because that one belongs to a different service."""

    after: Mapping[str, Service]
    origins: tuple[Origin, ...]
    held: frozenset[str]
    left: Mapping[str, Service]
    gone: tuple[str, ...]
    kept: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)


def merge(parsed: Parsed, current: Mapping[str, Service], origins: Mapping[str, Origin], incoming: Incoming) -> Merged:
    """What the repertory is once this file has been taken in."""
    work = _Merging(current, origins, incoming)
    for read in parsed.services:
        work.take(read, parsed.unsaid.get(read.id, frozenset()))
    rejected = {rejection.id for rejection in parsed.rejected}
    refused = {key for held, key in work.known.items() if held in rejected and key not in work.after}
    work.leave(refused)
    return Merged(
        work.after, tuple(work.origins), work.held, work.left, tuple(sorted(work.gone)),
        tuple(sorted(refused)), tuple(work.joined), work.renamed,
    )  # fmt: skip


class _Merging:
    """The state while one file is merged. `known`: id in the source -> service that it holds."""

    def __init__(self, current: Mapping[str, Service], before: Mapping[str, Origin], incoming: Incoming) -> None:
        self.current = current
        self.before = before
        self.incoming = incoming
        self.known = dict(_held_by(incoming.source, current, before))
        self.held = frozenset(self.known.values())
        self.after: dict[str, Service] = {}
        self.origins: list[Origin] = []
        self.left: dict[str, Service] = {}
        self.gone: list[str] = []
        self.joined: list[str] = []
        self.renamed: dict[str, str] = {}

    def take(self, read: Service, unsaid: frozenset[str]) -> None:
        """One service of the file."""
        source = self.incoming.source
        if source and not read.source:
            read, unsaid = replace(read, source=source), unsaid - {"source"}
        key = self._service_of(read)
        old, origin = self.current.get(key), self._origin(key)
        mine, others = origin.of(source), tuple(one for one in origin.held if one.source != source)
        said = read if read.id == key else replace(read, id=key)
        if not others:
            kept = said if mine is None or old is None else _keep_unsaid(said, old, unsaid)
            self._take_alone(key, read.id, kept, mine)
            return
        held = self._held(read.id, said, unsaid, mine, old)
        together = replace_in(origin.held, held, old)
        service = merged(key, together, self.incoming.owns)
        self.after[key] = service
        self._note(Origin(key, together), changed=service != old)
        if mine is None:
            self.joined.append(key)

    def _take_alone(self, key: str, source_id: str, said: Service, mine: Held | None) -> None:
        """A service that no other source holds: what it says now is all there is to keep."""
        old = self.current.get(key)
        self.after[key] = said
        if mine is None or old is None:
            self._note(Origin(key, (Held(self.incoming.source, source_id, self.incoming.stamp),)), changed=True)
        elif said != old:
            new = {column: self.incoming.stamp for column in _SPOKEN if getattr(said, column) != getattr(old, column)}
            self._note(Origin(key, (replace(mine, changed={**mine.changed, **new}),)), changed=True)

    def leave(self, refused: set[str]) -> None:
        """The services that the source held and does not speak of now."""
        for key in self.known.values():
            if key in self.after or key in refused or key not in self.current:
                continue
            others = tuple(one for one in self._origin(key).held if one.source != self.incoming.source)
            if not others:
                self.gone.append(key)
                continue
            self.left[key] = merged(key, others, self.incoming.owns)
            only = (replace(others[0], values=None, unsaid=()),) if len(others) == 1 else others
            self._note(Origin(key, only), changed=True)

    def _service_of(self, read: Service) -> str:
        """The service that a row is about: known under this id of this source, said by an admin, of the same id and
        resembling, or a new one. An id of another source that stands for something else is not taken over."""
        key = self.known.get(read.id) or self.incoming.same.get(read.id)
        if key is not None and (key in self.current or read.id in self.known):
            return key
        there = self.current.get(read.id)
        if there is None and read.id not in self.after:
            return read.id
        if there is not None and read.id not in self.held and resembles(read, there):
            return read.id
        self.renamed[read.id] = f"{self.incoming.source or 'main'}:{read.id}"
        return self.renamed[read.id]

    def _origin(self, key: str) -> Origin:
        """The origin of a service; one from before sources were told apart comes from the source without a name."""
        known = self.before.get(key)
        if known is not None or key not in self.current:
            return known or Origin(key, ())
        return Origin(key, (Held("", key, (0, "")),))

    def _held(
        self, source_id: str, said: Service, unsaid: frozenset[str], mine: Held | None, old: Service | None
    ) -> Held:
        """What this source says now, with the stamps of what it said before where that is the same."""
        now = packed(said, _SPOKEN)
        silent = tuple(sorted(column for column in unsaid if column in _SPOKEN))
        for column in silent:
            now.pop(column, None)
        if mine is None:
            return Held(self.incoming.source, source_id, self.incoming.stamp, {}, now, silent)
        before = dict(mine.values) if mine.values is not None else packed(old, _SPOKEN) if old else {}
        changed = {column: stamp for column, stamp in mine.changed.items() if column not in silent}
        changed |= {c: self.incoming.stamp for c in _SPOKEN if c not in silent and now.get(c) != before.get(c)}
        return Held(mine.source, mine.source_id, mine.since, changed, now, silent)

    def _note(self, origin: Origin, *, changed: bool) -> None:
        """Only what is new or different is written; services from before stay without until they change."""
        known = self.before.get(origin.id)
        if origin != known and (known is not None or changed):
            self.origins.append(origin)


def merged(key: str, held: tuple[Held, ...], owns: Mapping[str, Iterable[str]]) -> Service:
    """The service as its sources say together; all of them have values."""
    values: dict[str, Any] = {}
    for column in _SPOKEN:
        speaking = [one for one in held if column not in one.unsaid]
        owner = next((one for one in speaking if column in owns.get(one.source, ())), None)
        saying = [one for one in speaking if _value(one, column) is not None]
        chosen = owner or max(saying, key=lambda one: (one.stamp(column), held.index(one)), default=None)
        if chosen is not None and _value(chosen, column) is not None:
            values[column] = _value(chosen, column)
    if "source" in values:
        values["source"] = "; ".join(dict.fromkeys(str(one) for h in held if (one := _value(h, "source"))))
    return Service(id=key, **unpacked(values))


def came_from(service: Service, origin: Origin | None, owns: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, str]]:
    """Column -> (source, day) of every column that says something: its owner, else who said that first. Source "" has
    no name, day "" is not known."""
    said = packed(service, _SPOKEN)
    held = origin.held if origin else (Held("", service.id, (0, "")),)
    found: dict[str, tuple[str, str]] = {}
    for column in said:
        saying = [one for one in held if one.values is None or _value(one, column) == said[column]]
        owner = next((one for one in saying if column in owns.get(one.source, ())), None)
        chosen = owner or min(saying, key=lambda one: (one.stamp(column), held.index(one)), default=None)
        if chosen is not None:
            found[column] = (chosen.source, chosen.stamp(column)[1])
    return found


def replace_in(held: tuple[Held, ...], new: Held, old: Service | None) -> tuple[Held, ...]:
    """`held` with what one source says now. A source that held the service alone had no values of its own there."""
    whole = packed(old, _SPOKEN) if old else {}
    filled = tuple(one if one.values is not None else replace(one, values=whole) for one in held)
    if any(one.source == new.source for one in filled):
        return tuple(new if one.source == new.source else one for one in filled)
    return (*filled, new)


def _value(held: Held, column: str) -> Any:
    return None if held.values is None else held.values.get(column)


def _held_by(source: str, current: Mapping[str, Service], origins: Mapping[str, Origin]) -> Iterable[tuple[str, str]]:
    """(id in the source, id of the service) of everything that a source holds."""
    for key in current:
        origin = origins.get(key)
        if origin is None:
            if not source:
                yield key, key
        elif (held := origin.of(source)) is not None:
            yield held.source_id, key


def _keep_unsaid(new: Service, old: Service, unsaid: frozenset[str]) -> Service:
    """A source that has no column for something does not say that it is empty."""
    kept = {column: getattr(old, column) for column in unsaid if getattr(old, column) != getattr(new, column)}
    return replace(new, **kept) if kept else new
