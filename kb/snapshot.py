"""Everything that search works on, of one generation, in memory and unchanging: threads share it without locks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import faiss
import numpy as np

from kb import vectors
from kb.models import Document, Passage, Service, Term
from kb.ports import Floats, Ints
from kb.postings import FieldWeights, Postings
from kb.stem_columns import StemColumns
from kb.store import Store, View
from kb.stretches import Stretches
from kb.vectors import VectorSet
from kb.writer import matrix_of, views_of


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
    whole, window = (_vectors(store, f"{table}-{kind}", generation, rows) for kind in ("whole", "window"))
    return Entries(words, whole, window, stretches)


def _vectors(store: Store, name: str, generation: int, rows: Ints) -> VectorSet:
    """From the generation's file or, when that is missing or damaged (a copied kb.sqlite alone is a full backup),
    from the embeddings in the store."""
    path = vectors.file_of(store.data_dir, generation, name)
    if path.exists():
        try:
            return VectorSet.load(path, rows)
        except (RuntimeError, IndexError):
            pass
    indexed_with = store.indexed_with()
    table = name.partition("-")[0]
    listed: dict[str, list[View]] = {table: store.views(table, generation)}
    chosen = views_of(name, listed)
    matrix = matrix_of(chosen, store.vectors(indexed_with.fingerprint), indexed_with.dim)
    index = faiss.IndexIDMap(faiss.IndexFlatIP(indexed_with.dim))
    if chosen:
        index.add_with_ids(matrix, np.asarray([view.row for view in chosen], dtype=np.int64))
    return VectorSet.of(index, rows)
