"""The work itself, in whatever process: read and compare, prepare, apply, roll back, export."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

from bot.ingesting.shown import Shown, shown
from bot.ingesting.tables import changes_table, rejected_table
from ingest.changes import plan, plan_of_terms, to_change
from ingest.errors import SourceUnreadable
from ingest.export_as import EXPORTS
from ingest.merging_source import incoming
from ingest.readers.tables import Format, Limits
from ingest.repertory import Parsed, read_repertory
from ingest.taxonomy import is_taxonomy, read_taxonomy
from kb.embed import Embedder, load_embedder
from kb.generations import Change
from kb.models import Lang, Term
from kb.settings import KnowledgeSettings
from kb.store import Store
from kb.store_layers import StoreLayers
from kb.terms import Analyzer
from kb.writer import Writer


@dataclass(frozen=True, slots=True)
class Order:
    """What to compare. `key` names the plan; `today` is the day that dates are checked against; `format` "auto": what
    it turns out to be; `langs` are those of the lists."""

    key: str
    source: str
    today: date
    mapping: Mapping[str, str] = field(default_factory=dict)
    format: str = "auto"
    langs: tuple[Lang, ...] = ("nl", "fr")


@dataclass(frozen=True, slots=True)
class Compared:
    """The beginning of the plan, and the files with the full lists; the second is empty when nothing was rejected."""

    shown: Shown
    changes: bytes = field(repr=False)
    rejected: bytes = field(repr=False)


class PlanGone(Exception):
    """That plan is not in memory (any more): read and compare the file again."""


class Workbench:
    """Holds the plan that was compared last, ready to be applied; the model is loaded when first needed."""

    def __init__(
        self,
        data_dir: Path,
        settings: KnowledgeSettings,
        limits: Limits = Limits(),  # noqa: B008  (frozen)
        model: Callable[[], tuple[Embedder, Analyzer]] | None = None,
    ) -> None:
        self._model = model or (lambda: (load_embedder(settings.model), Analyzer.load()))
        self._store = Store.open(data_dir)
        self._layers = StoreLayers.open(data_dir)
        self._settings = settings
        self._limits = limits
        self._held: tuple[str, str, Change] | None = None

    def close(self) -> None:
        self._layers.close()
        self._store.close()

    def compare(self, order: Order, data: bytes) -> Compared:
        """Read a file and compare it with the services known now. Raises IngestError."""
        self._held = None
        with self._store.reading():
            base = self._store.generation()
            before, terms = self._store.services(base), self._store.taxonomy(base)
            origins = self._store.origins(base)
        with in_memory(data) as path:
            if is_taxonomy(path):
                found = plan_of_terms(read_taxonomy(path), before, terms.values())
            else:
                parsed = self._read(order, path, terms)
                whose = incoming(parsed, order.source, self._settings, origins, base=base, day=order.today)
                corrections = self._layers.layers().corrections
                found = plan(parsed, before, terms.values(), origins=origins, incoming=whose, corrections=corrections)
        said = shown(found, before, base)
        change = to_change(found, who="", at=datetime.min.replace(tzinfo=UTC), source=order.source)
        self._held = (order.key, said.digest, replace(change, base=base))
        wrong = bool(found.rejected or found.warnings)
        rejected = rejected_table(found, order.langs) if wrong else b""
        return Compared(said, changes_table(found, before, order.langs), rejected)

    def _read(self, order: Order, path: Path, terms: Mapping[str, Term]) -> Parsed:
        parsed = read_repertory(
            path,
            today=order.today,
            zones=self._settings.zones,
            mapping=order.mapping,
            known_codes=terms,
            limits=self._limits,
        )
        _check_format(order.format, parsed.format)
        return parsed

    def prepare(self, key: str) -> None:
        """Make the embeddings of a plan that is held, before anybody agreed to it: then applying is quick."""
        if self._held is not None and self._held[0] == key:
            self._writer.prepare(self._held[2])

    def apply(self, key: str, digest: str, who: str, at: datetime) -> int:
        """Apply the plan that was shown; the generation that has it. Raises PlanGone, KnowledgeError."""
        if self._held is None or self._held[:2] != (key, digest):
            raise PlanGone
        generation = self._writer.apply(replace(self._held[2], who=who, at=at))
        self._held = None
        return generation

    def rollback(self, number: int, who: str, at: datetime) -> int:
        """Undo the ingest that made generation `number`, if it is the latest; the new generation. KnowledgeError."""
        self._held = None
        return self._writer.rollback(who, at, expected=number)

    def export(self, kind: Format) -> bytes:
        """The repertory as known now, in the bytes of a file."""
        with self._store.reading():
            services, terms = self._store.services().values(), tuple(self._store.taxonomy().values())
        return EXPORTS[kind](services, terms)

    @cached_property
    def _writer(self) -> Writer:
        return Writer(self._store, *self._model(), self._settings)


@contextmanager
def in_memory(data: bytes) -> Iterator[Path]:
    """A path under which the readers find `data`, which lies in memory only (memfd_create, Linux)."""
    descriptor = os.memfd_create("repertory")
    try:
        with os.fdopen(descriptor, "wb", closefd=False) as stream:
            stream.write(data)
        yield Path(f"/proc/self/fd/{descriptor}")
    finally:
        os.close(descriptor)


def _check_format(wanted: str, found: str) -> None:
    if wanted not in ("auto", found):
        raise SourceUnreadable(f"The source is {found} and not {wanted}.", "format", found=found, wanted=wanted)


def langs_of(values: Sequence[str]) -> tuple[Lang, ...]:
    """Languages as they came over the wire."""
    known: dict[str, Lang] = {"nl": "nl", "fr": "fr", "en": "en"}
    return tuple(known[value] for value in values if value in known)
