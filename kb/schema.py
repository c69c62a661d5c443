"""The tables of kb.sqlite and how an older file is brought forward.

`from_generation`/`until_generation` say in which generations a row is part of the knowledge: from the first up to,
not including, the second (NULL: still). `user_version` counts the migrations that a file has seen; to change the
schema, append a migration, never edit one. FTS rows carry the rowid of the row they index.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlite_utils import Database

from kb.searchable import COLUMNS

_FIRST_VERSIONED = ("services", "terms", "documents", "passages")
VERSIONED = (*_FIRST_VERSIONED, "origins")
"""Tables of knowledge, all with the same five columns: row, key, data (JSON), from_generation, until_generation."""


def _create(db: Database, table: str, columns: dict[str, type], pk: str, optional: set[str]) -> None:
    # Not db.table(...).create(): that commits, and a migration is one transaction.
    db.execute(db.create_table_sql(table, columns, pk=pk, not_null=columns.keys() - optional - {pk}))


def _first_tables(db: Database) -> None:
    history = {"number": int, "kind": str, "source": str, "who": str, "at": str, "counts": str}
    _create(db, "generations", history | {"undoes": int, "indexed_with": str}, "number", {"undoes"})
    versioned = {"row": int, "key": str, "data": str, "from_generation": int, "until_generation": int}
    for table in _FIRST_VERSIONED:
        _create(db, table, versioned, "row", {"until_generation"})
        db.execute(f"CREATE INDEX {table}_from ON {table} (from_generation, until_generation)")
    for table in ("services", "passages"):
        # The columns hold stems already (kb.terms), so that the tokenizer has only to cut at spaces.
        columns = ", ".join(COLUMNS)
        db.execute(f"CREATE VIRTUAL TABLE {table}_fts USING fts5({columns}, tokenize='unicode61 remove_diacritics 0')")
    # Which texts of a row have a vector, by content hash: unchanged text is never embedded again.
    db.execute(
        "CREATE TABLE views (kind TEXT NOT NULL, row INTEGER NOT NULL, whole INTEGER NOT NULL,"
        " ordinal INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (kind, row, whole, ordinal)) WITHOUT ROWID"
    )
    db.execute(
        "CREATE TABLE embeddings (model TEXT NOT NULL, hash BLOB NOT NULL, vector BLOB NOT NULL,"
        " PRIMARY KEY (model, hash)) WITHOUT ROWID"
    )


def _indexes_for_small_changes(db: Database) -> None:
    """One per cent changed must not read the other ninety-nine."""
    for table in _FIRST_VERSIONED:
        db.execute(f"CREATE INDEX {table}_key ON {table} (key)")
        db.execute(f"CREATE INDEX {table}_until ON {table} (until_generation) WHERE until_generation IS NOT NULL")
    db.execute("CREATE INDEX views_hash ON views (hash)")


def _agenda(db: Database) -> None:
    """Events and the feeds they come from. Not versioned by generation: feeds come every hour, and a small change of
    the agenda must not make the index anew. `first` and `last` (seconds since 1970, NULL: without end) enclose every
    date of an event; `revision` counts how often it changed; `agenda_version` the transactions that changed some."""
    event = {"row": int, "source": str, "uid": str, "recurrence_id": str, "revision": int, "first": int, "last": int}
    _create(db, "events", event | {"data": str}, "row", {"last"})
    db.execute("CREATE UNIQUE INDEX events_key ON events (source, uid, recurrence_id)")
    db.execute("CREATE INDEX events_uid ON events (uid)")
    db.execute("CREATE INDEX events_first ON events (first, last)")
    change = {"row": int, "version": int, "at": str, "kind": str, "old": str, "new": str}
    _create(db, "event_changes", change, "row", {"new"})
    db.execute("CREATE INDEX event_changes_version ON event_changes (version)")
    feed: dict[str, type] = {"source": str, "name": str, "etag": str, "modified": str, "fetched_at": str}
    feed |= {"next_at": str, "failures": int, "failure": str, "reported": int}
    _create(db, "feeds", feed, "source", set())
    db.execute("CREATE TABLE agenda_version (version INTEGER NOT NULL)")
    db.execute("INSERT INTO agenda_version VALUES (0)")


def _layers(db: Database) -> None:
    """Corrections and details of zones on top of the repertory (kb.layers); not versioned by generation, so that an
    ingest or rollback leaves them alone. `cause` is an id of what proposed a correction; `by_role` names no person."""
    kept: dict[str, type] = {"id": int, "cause": str, "service": str, "field": str, "base": str}
    kept |= {"given": str, "state": str}
    _create(db, "corrections", kept | {"by_role": str, "at": str, "until": str}, "id", {"until"})
    db.execute("CREATE UNIQUE INDEX corrections_cause ON corrections (cause)")
    db.execute(
        "CREATE TABLE zone_details (zone TEXT NOT NULL, service TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,"
        " lang TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (zone, service, kind)) WITHOUT ROWID"
    )
    db.execute("CREATE TABLE layers_version (version INTEGER NOT NULL)")
    db.execute("INSERT INTO layers_version VALUES (0)")


def _drafts(db: Database) -> None:
    """Events that wait for a moderator's word, by the number of their proposal; see kb.store_drafts."""
    db.execute("CREATE TABLE event_drafts (number INTEGER PRIMARY KEY, data TEXT NOT NULL)")


def _origins(db: Database) -> None:
    """Which sources hold a service (kb.origins); a versioned table like the others."""
    versioned = {"row": int, "key": str, "data": str, "from_generation": int, "until_generation": int}
    _create(db, "origins", versioned, "row", {"until_generation"})
    db.execute("CREATE INDEX origins_from ON origins (from_generation, until_generation)")
    db.execute("CREATE INDEX origins_key ON origins (key)")
    db.execute("CREATE INDEX origins_until ON origins (until_generation) WHERE until_generation IS NOT NULL")


MIGRATIONS: tuple[Callable[[Database], None], ...] = (
    _first_tables,
    _indexes_for_small_changes,
    _agenda,
    _layers,
    _drafts,
    _origins,
)
SCHEMA_VERSION = len(MIGRATIONS)


def migrate(db: Database) -> None:
    """Bring a file forward to `SCHEMA_VERSION`, in one transaction per step. The caller holds the write lock."""
    version = user_version(db)
    for number, step in enumerate(MIGRATIONS[version:], start=version + 1):
        step(db)
        db.execute(f"PRAGMA user_version = {number}")


def user_version(db: Database) -> int:
    """How many migrations this file has seen; 0 for a new one."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])
