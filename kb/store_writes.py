"""What only `kb.writer.Writer` does to kb.sqlite; it holds the lock of the data directory meanwhile."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from kb.generations import Generation, IndexedWith
from kb.schema import VERSIONED
from kb.searchable import COLUMNS
from kb.store_file import StoreFile

INDEXED = ("services", "passages")
"""Tables whose rows have full text and vectors."""


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


class StoreWrites(StoreFile):
    """Every change of the tables. All but `keep_vectors` and `prune` are called inside `writing()`."""

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

    def put_stems(self, table: str, stems: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Full text of rows, stems separated by spaces, in the order of `COLUMNS`; replaces what was there."""
        marks = ", ".join("?" for _ in range(len(COLUMNS) + 1))
        insert = f"INSERT INTO {table}_fts (rowid, {', '.join(COLUMNS)}) VALUES ({marks})"
        delete = f"DELETE FROM {table}_fts WHERE rowid = ?"
        for row, columns in stems:
            self._db.conn.execute(delete, (row,))
            self._db.conn.execute(insert, (row, *columns))

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

    def prune(self, oldest_kept: int, *, thorough: bool = False) -> None:
        """Forget rows that no generation from `oldest_kept` on has, and the embeddings that only they needed.
        `thorough` looks through all embeddings for what killed ingests left: as long as the knowledge is large."""
        with self.writing():
            orphans: set[bytes] = set()
            for table in INDEXED:
                orphans |= self._prune_texts(table, oldest_kept)
            for table in VERSIONED:
                self._db.execute(f"DELETE FROM {table} WHERE until_generation <= ?", (oldest_kept,))
            unused = "NOT EXISTS (SELECT 1 FROM views WHERE views.hash = embeddings.hash)"
            models = self._models(oldest_kept)
            self._db.conn.executemany(
                f"DELETE FROM embeddings WHERE model = ? AND hash = ? AND {unused}",
                [(model, key) for model in models for key in orphans],
            )
            self._forget_models(oldest_kept, models)
            if thorough:
                self._db.execute(f"DELETE FROM embeddings WHERE {unused}")

    def _prune_texts(self, table: str, oldest_kept: int) -> set[bytes]:
        """The hashes of the texts of the rows that go."""
        found = self._db.execute(f"SELECT row FROM {table} WHERE until_generation <= ?", (oldest_kept,)).fetchall()
        hashes = "SELECT hash FROM views WHERE kind = ? AND row = ?"
        gone = {key for (row,) in found for (key,) in self._db.execute(hashes, (table, row))}
        self._db.conn.executemany("DELETE FROM views WHERE kind = ? AND row = ?", [(table, row) for (row,) in found])
        self._db.conn.executemany(f"DELETE FROM {table}_fts WHERE rowid = ?", found)
        return gone

    def _models(self, oldest_kept: int) -> set[str]:
        query = "SELECT DISTINCT json_extract(indexed_with, '$.fingerprint') FROM generations WHERE number >= ?"
        return {model for (model,) in self._db.execute(query, (oldest_kept,))}

    def _forget_models(self, oldest_kept: int, kept: set[str]) -> None:
        """Embeddings of models that no kept generation was made with."""
        query = "SELECT DISTINCT json_extract(indexed_with, '$.fingerprint') FROM generations WHERE number < ?"
        for (model,) in self._db.execute(query, (oldest_kept,)).fetchall():
            if model not in kept:
                self._db.execute("DELETE FROM embeddings WHERE model = ?", (model,))
