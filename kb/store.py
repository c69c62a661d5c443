"""kb.sqlite: what is known, generation by generation. All SQL on knowledge is here, in `kb.store_writes` and in
`kb.schema`.

A `Store` may be used by several threads; a read is always of one generation.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from kb.generations import Contents, Generation, IndexedWith
from kb.models import Document, Passage, Service, Term
from kb.origins import Origin
from kb.records import R, from_json
from kb.schema import VERSIONED
from kb.searchable import COLUMNS
from kb.settings import ModelSettings
from kb.store_file import FILE_NAME
from kb.store_writes import INDEXED, Row, StoreWrites, View

__all__ = ["FILE_NAME", "INDEXED", "Row", "Store", "View"]

MOST_PARAMETERS = 10_000
"""Values in one query; SQLite's own limit is 32,766."""

_LIVE = "from_generation <= :g AND (until_generation IS NULL OR until_generation > :g)"


class Store(StoreWrites):
    """One connection to kb.sqlite: everything that can be read."""

    def generation(self) -> int:
        """Number of the current generation; 0 when nothing was ingested yet."""
        with self._lock:
            return int(self._db.execute("SELECT coalesce(max(number), 0) FROM generations").fetchone()[0])

    def services(self, generation: int | None = None) -> dict[str, Service]:
        """Services by id, in the order in which they were written."""
        return {row.key: from_json(Service, row.data) for row in self.rows("services", generation)}

    def origins(self, generation: int | None = None) -> dict[str, Origin]:
        """Where services come from, by id; those ingested before sources were told apart have none."""
        return {row.key: from_json(Origin, row.data) for row in self.rows("origins", generation)}

    def taxonomy(self, generation: int | None = None) -> dict[str, Term]:
        """Taxonomy by code."""
        return {row.key: from_json(Term, row.data) for row in self.rows("terms", generation)}

    def documents(self, generation: int | None = None) -> dict[str, Document]:
        """Documents by name."""
        return {row.key: from_json(Document, row.data) for row in self.rows("documents", generation)}

    def passages(self, document: str | None = None, generation: int | None = None) -> tuple[Passage, ...]:
        """Passages of one document or of all, by document name and ordinal."""
        found = (passage for _, passage in self.records(Passage, "passages", generation))
        chosen = (passage for passage in found if document is None or passage.document == document)
        return tuple(sorted(chosen, key=lambda passage: (passage.document, passage.ordinal)))

    def contents(self, generation: int | None = None) -> Contents:
        """All that was known in a generation."""
        with self._lock:
            number = self.generation() if generation is None else generation
            return Contents(
                self.services(number), self.taxonomy(number), self.documents(number), self.passages(None, number)
            )

    def history(self) -> tuple[Generation, ...]:
        """Every generation there ever was, oldest first; only the last few can still be read."""
        query = "SELECT number, kind, source, who, at, counts FROM generations ORDER BY number"
        with self._lock:
            found = self._db.execute(query).fetchall()
        return tuple(
            Generation(number, kind, source, who, datetime.fromisoformat(at), json.loads(counts))
            for number, kind, source, who, at, counts in found
        )

    def undone(self) -> frozenset[int]:
        """Numbers of the generations that a rollback undid."""
        with self._lock:
            found = self._db.execute("SELECT undoes FROM generations WHERE undoes IS NOT NULL").fetchall()
        return frozenset(number for (number,) in found)

    def indexed_with(self) -> IndexedWith:
        """Model and analyser of the current generation; empty when there is none."""
        query = "SELECT indexed_with FROM generations ORDER BY number DESC LIMIT 1"
        with self._lock:
            found = self._db.execute(query).fetchone()
        if found is None:
            return IndexedWith()
        values: dict[str, Any] = json.loads(found[0])
        return IndexedWith(**(values | {"model": ModelSettings(**values["model"])}))

    def rows(self, table: str, generation: int | None = None) -> list[Row]:
        """The versioned rows of a generation, oldest first."""
        assert table in VERSIONED
        with self._lock:
            number = self.generation() if generation is None else generation
            query = f"SELECT row, key, data FROM {table} WHERE {_LIVE} ORDER BY row"
            return [Row(*found) for found in self._db.execute(query, {"g": number})]

    def rows_of(self, table: str, keys: Iterable[str]) -> dict[str, Row]:
        """The current rows with these keys."""
        assert table in VERSIONED
        query = f"SELECT row, key, data FROM {table} WHERE key = ? AND until_generation IS NULL"
        with self._lock:
            found = (self._db.execute(query, (key,)).fetchone() for key in keys)
            return {row[1]: Row(*row) for row in found if row is not None}

    def passage_rows(self, document: str) -> dict[str, Row]:
        """The current rows of a document's passages, by key."""
        query = "SELECT row, key, data FROM passages WHERE key >= ? AND key < ? AND until_generation IS NULL"
        with self._lock:  # keys are "document#ordinal", and "$" is what follows "#"
            found = [Row(*row) for row in self._db.execute(query, (f"{document}#", f"{document}$"))]
        return {row.key: row for row in found if from_json(Passage, row.data).document == document}

    def difference(self, table: str, generation: int) -> tuple[list[Row], list[Row]]:
        """What would bring a kept generation back: the current rows that it did not have, and its rows that ended
        since."""
        assert table in VERSIONED
        ending = f"SELECT row, key, data FROM {table} WHERE until_generation IS NULL AND from_generation > :g"
        ended = f"SELECT row, key, data FROM {table} WHERE {_LIVE} AND until_generation IS NOT NULL ORDER BY row"
        with self._lock:
            return tuple([Row(*row) for row in self._db.execute(q, {"g": generation})] for q in (ending, ended))  # type: ignore[return-value]

    def records(self, kind: type[R], table: str, generation: int | None = None) -> list[tuple[int, R]]:
        """Rows of a generation as (row number, record)."""
        return [(row.row, from_json(kind, row.data)) for row in self.rows(table, generation)]

    def stems(self, table: str, generation: int) -> Iterator[tuple[str, ...]]:
        """Per row (in the order of `rows`): its number, then the stems in each of `kb.searchable.COLUMNS`."""
        assert table in INDEXED
        columns = ", ".join(f"f.{column}" for column in COLUMNS)
        query = (
            f"SELECT r.row, {columns} FROM {table} r JOIN {table}_fts f ON f.rowid = r.row WHERE {_LIVE} ORDER BY r.row"
        )
        with self._lock:
            yield from self._db.execute(query, {"g": generation})

    def views(self, table: str, generation: int, *, whole: bool) -> list[View]:
        """Which texts (wholes, or windows) of a generation's rows have vectors, by row and place in it."""
        query = (
            f"SELECT v.row, v.hash FROM views v JOIN {table} r ON r.row = v.row AND v.kind = :kind"
            f" WHERE {_LIVE} AND v.whole = :whole ORDER BY v.row, v.ordinal"
        )
        with self._lock:
            found = self._db.execute(query, {"g": generation, "kind": table, "whole": whole}).fetchall()
        return [View(row, whole, key) for row, key in found]

    def view_counts(self, table: str, generation: int) -> tuple[int, int]:
        """How many whole texts and how many windows of a generation's rows have vectors."""
        query = (
            f"SELECT coalesce(sum(v.whole), 0), count(*) FROM {table} r JOIN views v ON v.row = r.row AND"
            f" v.kind = :kind WHERE {_LIVE}"
        )
        with self._lock:
            whole, every = self._db.execute(query, {"g": generation, "kind": table}).fetchone()
        return int(whole), int(every - whole)

    def vectors(self, model: str, hashes: Iterable[bytes] | None = None) -> dict[bytes, bytes]:
        """Kept embeddings of a model for some texts, or all: content hash -> float16 vector, little-endian. Texts that
        it never embedded are missing."""
        if hashes is None:
            with self._lock:
                return dict(
                    self._db.execute("SELECT hash, vector FROM embeddings WHERE model = ?", (model,)).fetchall()
                )
        return dict(self._of_hashes("hash, vector", model, hashes))

    def embedded(self, model: str, hashes: Iterable[bytes]) -> set[bytes]:
        """Which of these texts have a kept embedding of a model."""
        return {key for (key,) in self._of_hashes("hash", model, hashes)}

    def _of_hashes(self, columns: str, model: str, hashes: Iterable[bytes]) -> Iterator[tuple[Any, ...]]:
        listed = list(hashes)
        for start in range(0, len(listed), MOST_PARAMETERS):
            some = listed[start : start + MOST_PARAMETERS]
            query = f"SELECT {columns} FROM embeddings WHERE model = ? AND hash IN ({', '.join('?' * len(some))})"
            with self._lock:
                found = self._db.execute(query, (model, *some)).fetchall()
            yield from found

    def match(self, table: str, expression: str, limit: int) -> list[tuple[int, float]]:
        """Plain FTS5: rows matching an expression, best first, with bm25 (lower is better). For comparison in the
        benchmark; search itself reads the stems into memory."""
        query = f"SELECT rowid, bm25({table}_fts) AS b FROM {table}_fts WHERE {table}_fts MATCH ? ORDER BY b LIMIT ?"
        with self._lock:
            found = self._db.execute(query, (expression, limit)).fetchall()
        return [(int(row), float(score)) for row, score in found]
