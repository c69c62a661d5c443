"""Everything that search works on, of one generation, in memory and unchanging: threads share it without locks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from kb import vector_files
from kb.indexing import matrix_of
from kb.models import Document, Passage, Service, Term
from kb.ports import Floats, Ints
from kb.postings import FieldWeights, Postings
from kb.stem_columns import StemColumns
from kb.store import Store
from kb.stretches import Stretches
from kb.vectors import VectorSet


@dataclass(frozen=True, slots=True)
class Entries:
    """What can be found in one table: words, vectors of whole texts, vectors of windows. Vector sets are None when
    the model in use did not make them."""

    words: Postings
    whole: VectorSet | None
    window: VectorSet | None
    stretches: Stretches | None = None
    """For passages: words that stand together. A service's description is hardly longer than one stretch."""

    def similarity(self, query: Floats) -> Floats | None:
        """Per entry the mean of its best whole text and its best window, (count,) float32; NaN without vectors. An
        entry too short to have windows counts its whole text twice."""
        if self.whole is None or self.window is None:
            return None
        whole, window = self.whole.scores(query), self.window.scores(query)
        return (whole + np.where(np.isnan(window), whole, window)) / np.float32(2)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One generation. Positions in `services` and `passages` are what search returns; passages stand by document
    and ordinal. `fingerprint` is that of the model that made the vectors."""

    generation: int
    fingerprint: str
    services: tuple[Service, ...]
    passages: tuple[Passage, ...]
    documents: Mapping[str, Document]
    taxonomy: Mapping[str, Term]
    service_entries: Entries
    passage_entries: Entries
    service_position: Mapping[str, int] = field(repr=False)
    """Service id -> position."""
    passage_position: Mapping[tuple[str, int], int] = field(repr=False)
    """(document, ordinal) -> position."""

    @classmethod
    def load(cls, store: Store, weights: FieldWeights | None = None) -> Snapshot:
        """The current generation of a store (empty when there is none)."""
        with store.reading():
            generation = store.generation()
            services = store.records(Service, "services", generation)
            passages = store.records(Passage, "passages", generation)
            passages.sort(key=lambda item: (item[1].document, item[1].ordinal))
            return cls(
                generation,
                store.indexed_with().fingerprint,
                tuple(service for _, service in services),
                tuple(passage for _, passage in passages),
                store.documents(generation),
                store.taxonomy(generation),
                _entries(store, "services", generation, _rows(services), weights),
                _entries(store, "passages", generation, _rows(passages), weights),
                {service.id: position for position, (_, service) in enumerate(services)},
                {(passage.document, passage.ordinal): position for position, (_, passage) in enumerate(passages)},
            )


def _rows(records: list[tuple[int, Service]] | list[tuple[int, Passage]]) -> Ints:
    return np.asarray([row for row, _ in records], dtype=np.int32)


def _entries(store: Store, table: str, generation: int, rows: Ints, weights: FieldWeights | None) -> Entries:
    stems = {int(row): columns for row, *columns in store.stems(table, generation)}
    ordered = [stems[int(row)] for row in rows]
    columns = StemColumns.read(ordered)
    words = Postings.of(columns, weights)
    stretches = Stretches.of(columns, weights) if table == "passages" else None
    if generation == 0:
        return Entries(words, None, None, stretches)
    whole, window = (_vectors(store, table, kind, generation, rows) for kind in ("whole", "window"))
    return Entries(words, whole, window, stretches)


def _vectors(store: Store, table: str, kind: str, generation: int, rows: Ints) -> VectorSet:
    """From the generation's files or, when they are missing, damaged or incomplete (a copied kb.sqlite alone is a full
    backup), from the embeddings in the store."""
    files = vector_files.files_of(store.data_dir, generation, f"{table}-{kind}")
    wholes, windows = store.view_counts(table, generation)
    if files:
        try:
            found = VectorSet.load(files, rows)
            if found.size == (wholes if kind == "whole" else windows):
                return found
        except (RuntimeError, IndexError):
            pass
    made_with = store.indexed_with()
    views = store.views(table, generation, whole=kind == "whole")
    matrix = matrix_of([view.hash for view in views], store, made_with.fingerprint, made_with.dim)
    return VectorSet.of(matrix, np.asarray([view.row for view in views], dtype=np.int32), rows)
