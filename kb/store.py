"""kb.sqlite: what is known, generation by generation. All SQL on knowledge is here and in `kb.schema`.

A `Store` may be used by several threads; a read is always of one generation. Only `kb.writer.Writer` calls the
methods below the line "for the writer", and it holds the lock of the data directory while it does.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from kb.errors import StoreUnreadable
from kb.generations import Contents, Generation, IndexedWith
from kb.models import Document, Passage, Service, Term
from kb.records import R, from_json
from kb.schema import SCHEMA_VERSION, VERSIONED, migrate, user_version
from kb.searchable import COLUMNS
from kb.settings import ModelSettings

FILE_NAME = "kb.sqlite"
BUSY_SECONDS = 30
"""How long a reader or writer waits for another connection; a commit of 15,000 entries takes about two seconds."""

INDEXED = ("services", "passages")
"""Tables whose rows have full text and vectors."""

_LIVE = "from_generation <= :g AND (until_generation IS NULL OR until_generation > :g)"


@dataclass(frozen=True, slots=True)
class Row:
    """One versioned row."""

    row: int
    key: str
    data: str


@dataclass(frozen=True, slots=True)
class View:
    """One stretch of text of a row that has a vector: the whole of it or a window of it."""

    row: int
    whole: bool
    hash: bytes


class Store:
    """One connection to kb.sqlite. Raises StoreUnreadable when the file is not one or was made by a newer Relais."""

    def __init__(self, path: Path, *, create: bool = True) -> None:
        self.path = Path(path)
        self.data_dir = self.path.parent
        self._lock = threading.RLock()
        if not create and not self.path.exists():
            raise StoreUnreadable(f"There is no knowledge base at {self.path}; ingest a repertory or documents first.")
        try:
            self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, check_same_thread=False, isolation_level=None)
            self._db = Database(connection)
            self._prepare()
        except (sqlite3.DatabaseError, OSError) as error:
            raise StoreUnreadable(
                f"{self.path} cannot be opened as a knowledge base ({error}); move it away and ingest again."
            ) from error

    @classmethod
    def open(cls, data_dir: Path, *, create: bool = True) -> Store:
        """The store of a data directory, made when missing (unless `create` is false)."""
        return cls(Path(data_dir) / FILE_NAME, create=create)

    def _prepare(self) -> None:
        version = user_version(self._db)
        if version > SCHEMA_VERSION:
            self._db.close()
            raise StoreUnreadable(
                f"{self.path} was made by a newer Relais (schema {version}, this one knows {SCHEMA_VERSION});"
                " upgrade Relais or use another data directory."
            )
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        if version < SCHEMA_VERSION:
            with self.writing():
                migrate(self._db)
        self._db.execute("SELECT max(number) FROM generations").fetchone()

    def close(self) -> None:
        """Close the connection; the store cannot be used afterwards."""
        with self._lock:
            self._db.close()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """What is read inside is of one moment, even while another process prunes."""
        with self._lock:
            self._db.execute("BEGIN")
            try:
                yield
            finally:
                self._db.execute("COMMIT")

    def generation(self) -> int:
        """Number of the current generation; 0 when nothing was ingested yet."""
        with self._lock:
            return int(self._db.execute("SELECT coalesce(max(number), 0) FROM generations").fetchone()[0])

    def services(self, generation: int | None = None) -> dict[str, Service]:
        """Services by id, in the order in which they were written."""
        return {row.key: from_json(Service, row.data) for row in self.rows("services", generation)}

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

    def views(self, table: str, generation: int) -> list[View]:
        """Which texts of a generation's rows have vectors, by row and place in it."""
        query = (
            f"SELECT v.row, v.whole, v.hash FROM views v JOIN {table} r ON r.row = v.row AND v.kind = :kind"
            f" WHERE {_LIVE} ORDER BY v.row, v.whole, v.ordinal"
        )
        with self._lock:
            found = self._db.execute(query, {"g": generation, "kind": table}).fetchall()
        return [View(row, bool(whole), key) for row, whole, key in found]

    def vectors(self, model: str) -> dict[bytes, bytes]:
        """Kept embeddings of a model: content hash -> float16 vector, little-endian."""
        with self._lock:
            return dict(self._db.execute("SELECT hash, vector FROM embeddings WHERE model = ?", (model,)).fetchall())

    def match(self, table: str, expression: str, limit: int) -> list[tuple[int, float]]:
        """Plain FTS5: rows matching an expression, best first, with bm25 (lower is better). For comparison in the
        benchmark; search itself reads the stems into memory."""
        query = f"SELECT rowid, bm25({table}_fts) AS b FROM {table}_fts WHERE {table}_fts MATCH ? ORDER BY b LIMIT ?"
        with self._lock:
            found = self._db.execute(query, (expression, limit)).fetchall()
        return [(int(row), float(score)) for row, score in found]

    # --- for the writer ---

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all of it or nothing."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def next_row(self, table: str) -> int:
        """A row number never used in this table."""
        return int(self._db.execute(f"SELECT coalesce(max(row), 0) + 1 FROM {table}").fetchone()[0])

    def keep_vectors(self, model: str, vectors: Mapping[bytes, bytes]) -> None:
        """Remember embeddings, in a transaction of their own: they stay useful when the ingest is killed later."""
        with self.writing():
            self._db.conn.executemany(
                "INSERT OR REPLACE INTO embeddings VALUES (?, ?, ?)", [(model, *item) for item in vectors.items()]
            )

    def end_rows(self, table: str, rows: Iterable[int], generation: int) -> None:
        """These rows are no part of the knowledge from `generation` on."""
        query = f"UPDATE {table} SET until_generation = ? WHERE row = ?"
        self._db.conn.executemany(query, [(generation, row) for row in rows])

    def add_rows(self, table: str, rows: Iterable[Row], generation: int) -> None:
        """New rows, part of the knowledge from `generation` on."""
        query = f"INSERT INTO {table} (row, key, data, from_generation) VALUES (?, ?, ?, ?)"
        self._db.conn.executemany(query, [(row.row, row.key, row.data, generation) for row in rows])

    def put_stems(self, table: str, stems: Mapping[int, Sequence[str]]) -> None:
        """Full text of rows, stems separated by spaces, in the order of `COLUMNS`; replaces what was there."""
        self._db.conn.executemany(f"DELETE FROM {table}_fts WHERE rowid = ?", [(row,) for row in stems])
        marks = ", ".join("?" for _ in range(len(COLUMNS) + 1))
        self._db.conn.executemany(
            f"INSERT INTO {table}_fts (rowid, {', '.join(COLUMNS)}) VALUES ({marks})",
            [(row, *columns) for row, columns in stems.items()],
        )

    def put_views(self, table: str, views: Iterable[View]) -> None:
        """The texts of rows that have vectors; replaces what was there."""
        listed = list(views)
        rows = {(table, view.row) for view in listed}
        self._db.conn.executemany("DELETE FROM views WHERE kind = ? AND row = ?", list(rows))
        self._db.conn.executemany(
            "INSERT INTO views VALUES (?, ?, ?, ?, ?)",
            [(table, view.row, view.whole, ordinal, view.hash) for ordinal, view in enumerate(listed)],
        )

    def add_generation(self, entry: Generation, indexed_with: IndexedWith, undoes: int | None) -> None:
        """The commit mark of a generation: once this row is there, readers see it."""
        self._db.conn.execute(
            "INSERT INTO generations (number, kind, source, who, at, counts, undoes, indexed_with)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(entry.number, entry.kind, entry.source, entry.who, entry.at.isoformat()),
                *(json.dumps(dict(entry.counts)), undoes, json.dumps(asdict(indexed_with))),
            ),
        )

    def prune(self, oldest_kept: int) -> None:
        """Forget rows that no generation from `oldest_kept` on has, and embeddings that no kept row needs."""
        gone = "SELECT row FROM {0} WHERE until_generation <= :g"
        with self.writing():
            for table in INDEXED:
                self._db.execute(f"DELETE FROM {table}_fts WHERE rowid IN ({gone.format(table)})", {"g": oldest_kept})
                self._db.execute(
                    f"DELETE FROM views WHERE kind = '{table}' AND row IN ({gone.format(table)})", {"g": oldest_kept}
                )
            for table in VERSIONED:
                self._db.execute(f"DELETE FROM {table} WHERE until_generation <= ?", (oldest_kept,))
            self._db.execute("DELETE FROM embeddings WHERE hash NOT IN (SELECT hash FROM views)")
            self._db.execute(
                "DELETE FROM embeddings WHERE model NOT IN (SELECT json_extract(indexed_with, '$.fingerprint')"
                " FROM generations WHERE number >= ?)",
                (oldest_kept,),
            )
