"""What can be found in the rows that come: their stems, their texts with a vector, and the files of those vectors."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from kb import vector_files
from kb.models import Lang, Passage, Service
from kb.ports import Analyzer, Embedder, Floats, Progress
from kb.records import Record, from_json
from kb.row_changes import RowChanges, TableChange
from kb.searchable import COLUMNS, Searchable, searchable_passage, searchable_service
from kb.store import INDEXED, Store, View

BATCH = 512
"""Texts embedded between two saves: a second of a slow model's work at most is lost in a kill."""

Stems = dict[tuple[str, Lang], str]
"""Text and language -> its stems, separated by spaces."""

MOST_STEMS = 250_000
"""Texts whose stems are found ahead: those of some 40,000 services, about 100 MB."""


def content_hash(text: str) -> bytes:
    """Key of a text among the embeddings; 16 bytes are plenty for billions of texts."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:16]


class Indexer:
    """Indexes one change. `first_row` is the number of the first row that comes, per table; the others follow."""

    def __init__(
        self, store: Store, embedder: Embedder, analyzer: Analyzer, changes: RowChanges, stems: Stems | None = None
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._analyzer = analyzer
        self._changes = changes
        self._stems: Stems = {} if stems is None else stems
        self.first_row = {table: store.next_row(table) for table in {*INDEXED, *changes.tables}}
        self._views: dict[str, list[View]] = {table: [] for table in INDEXED}

    def embed(self, *, everything: bool, progress: Progress | None) -> None:
        """Make and keep the vectors, of the rows that come or of all, that this model never made."""
        model = self._embedder.fingerprint
        texts: dict[bytes, str] = {}
        for table in INDEXED:
            for row, found in self._coming(table):
                for whole, listed in ((True, found.wholes), (False, found.windows)):
                    self._views[table] += _noted(row, whole, listed, texts)
            if everything:
                for row, found in self._staying(table):
                    _noted(row, True, (*found.wholes, *found.windows), texts)
        for key in self._store.embedded(model, texts):
            del texts[key]
        needed = list(texts.items())
        for start in range(0, len(needed), BATCH):
            some = needed[start : start + BATCH]
            made = self._embedder.encode_passages([text for _, text in some]).astype("<f2")
            self._store.keep_vectors(model, {key: made[n].tobytes() for n, (key, _) in enumerate(some)})
            if progress is not None:
                progress(start + len(some), len(needed))

    def stem_ahead(self) -> None:
        """Find the stems of the rows that come, as far as they may be kept in memory."""
        for table in INDEXED:
            for _, found in self._coming(table):
                for column, text in found.columns.items():
                    if len(self._stems) >= MOST_STEMS:
                        return
                    lang = _lang(column)
                    if text and (text, lang) not in self._stems:
                        self._stems[text, lang] = self._stemmed(found.columns, column)

    def write_vectors(self, number: int, *, everything: bool) -> bool:
        """The vector files of generation `number`: what comes, or all when that is due. Whether all were written."""
        folder = self._store.data_dir
        due = [
            name
            for name in vector_files.SETS
            if everything or vector_files.outgrown(vector_files.files_of(folder, number - 1, name))
        ]
        for name in vector_files.SETS:
            table, _, kind = name.partition("-")
            views = [view for view in self._views[table] if view.whole == (kind == "whole")]
            if name in due:
                ended = set(self._change(table).ended)
                old = self._store.views(table, number - 1, whole=kind == "whole") if number > 1 else []
                views = [view for view in old if view.row not in ended] + views
            if name in due or views:
                path = vector_files.file_of(folder, number, name, more=name not in due)
                vector_files.write_from(path, [v.row for v in views], self._fetch(views), self._embedder.dim)
        return bool(due)

    def _fetch(self, views: Sequence[View]) -> vector_files.Fetch:
        def fetch(positions: Sequence[int]) -> Floats:
            return matrix_of(
                [views[n].hash for n in positions], self._store, self._embedder.fingerprint, self._embedder.dim
            )

        return fetch

    def write_texts(self, table: str, *, everything: bool) -> None:
        """Full text of the rows that come (or of all, when the analyser is another one), and which texts of them have
        a vector. Inside the writer's transaction."""
        rows = self._coming(table)
        self._put_stems(table, rows)
        if everything:
            self._put_stems(table, self._staying(table))
        self._store.put_views(table, self._views[table])

    def _put_stems(self, table: str, rows: Iterable[tuple[int, Searchable]]) -> None:
        self._store.put_stems(
            table, ((row, [self._stemmed(found.columns, column) for column in COLUMNS]) for row, found in rows)
        )

    def _stemmed(self, columns: Mapping[str, str], column: str) -> str:
        text, lang = columns.get(column, ""), _lang(column)
        if not text:
            return ""
        known = self._stems.get((text, lang))
        return " ".join(self._analyzer.index_terms(text, lang)) if known is None else known

    def _change(self, table: str) -> TableChange:
        return self._changes.tables.get(table, TableChange())

    def _coming(self, table: str) -> Iterator[tuple[int, Searchable]]:
        for row, record in enumerate(self._change(table).added.values(), start=self.first_row[table]):
            yield row, self._searchable(record)

    def _staying(self, table: str) -> Iterator[tuple[int, Searchable]]:
        ended = set(self._change(table).ended)
        kind: type[Service | Passage] = Service if table == "services" else Passage
        for row in self._store.rows(table):
            if row.row not in ended and row.row < self.first_row[table]:
                yield row.row, self._searchable(from_json(kind, row.data))  # type: ignore[type-var]

    def _searchable(self, record: Record) -> Searchable:
        if isinstance(record, Passage):
            return searchable_passage(record, self._changes.documents[record.document])
        assert isinstance(record, Service)
        return searchable_service(record, self._changes.taxonomy)


def _lang(column: str) -> Lang:
    return "nl" if column.endswith("_nl") else "fr"


def _noted(row: int, whole: bool, listed: Iterable[str], texts: dict[bytes, str]) -> list[View]:
    """The views of a row's texts, which are noted by their hash."""
    views = []
    for text in listed:
        key = content_hash(text)
        texts[key] = text
        views.append(View(row, whole, key))
    return views


def matrix_of(hashes: Sequence[bytes], store: Store, model: str, dim: int) -> Floats:
    """Kept vectors of texts, (n, dim) float32."""
    kept = store.vectors(model, set(hashes))
    joined = b"".join(kept[key] for key in hashes)
    return np.frombuffer(joined, dtype="<f2").reshape(len(hashes), dim).astype(np.float32)
