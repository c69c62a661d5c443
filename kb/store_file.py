"""kb.sqlite as a file: opening it, bringing it forward, one transaction at a time.

A connection may be shared by several threads; whoever uses it holds its lock.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from sqlite_utils import Database

from kb.errors import StoreUnreadable
from kb.schema import SCHEMA_VERSION, migrate, user_version

FILE_NAME = "kb.sqlite"
BUSY_SECONDS = 30
"""How long a reader or writer waits for another connection; a commit of 15,000 entries takes about two seconds."""


class StoreFile:
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
    def open(cls, data_dir: Path, *, create: bool = True) -> Self:
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
