"""Databases of earlier versions are brought forward with what they hold, each step whole or not at all."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import pytest

from bot.errors import BotError
from bot.migrations import MIGRATIONS
from bot.store import Arrival, Store
from bot.store_guard import GuardStore

MADE_BY_0_1 = """
CREATE TABLE checkpoint (id INTEGER PRIMARY KEY CHECK (id = 1), token TEXT NOT NULL, moved_at REAL NOT NULL);
CREATE TABLE inbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, event_id TEXT NOT NULL UNIQUE, room_id TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'new', attempts INTEGER NOT NULL DEFAULT 0, session_id TEXT, seen_at REAL NOT NULL);
CREATE INDEX inbox_open ON inbox (state, seq);
CREATE INDEX inbox_session ON inbox (session_id) WHERE session_id IS NOT NULL;
CREATE TABLE invitations (
  room_id TEXT PRIMARY KEY, inviter TEXT NOT NULL, is_direct INTEGER NOT NULL, seen_at REAL NOT NULL);
CREATE TABLE outbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, txn_id TEXT NOT NULL UNIQUE, room_id TEXT, user_id TEXT,
  type TEXT NOT NULL, content TEXT, cause TEXT NOT NULL, stage TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'queued', event_id TEXT, created_at REAL NOT NULL);
CREATE INDEX outbox_open ON outbox (state, seq);
CREATE TABLE threads (root TEXT PRIMARY KEY, room_id TEXT NOT NULL, seen_at REAL NOT NULL);
CREATE TABLE directs (user_id TEXT PRIMARY KEY, room_id TEXT NOT NULL);
CREATE TABLE successors (room_id TEXT PRIMARY KEY, successor TEXT NOT NULL);
INSERT INTO checkpoint VALUES (1, 's1', 1.0);
INSERT INTO inbox (event_id, room_id, seen_at) VALUES ('$open', '!r', 1.0);
INSERT INTO inbox (event_id, room_id, state, seen_at) VALUES ('$done', '!r', 'done', 1.0);
INSERT INTO outbox (txn_id, room_id, type, content, cause, stage, created_at)
  VALUES ('t1', '!r', 'm.room.message', '{"body": "waits"}', '$done', 'answer', 1.0);
INSERT INTO threads VALUES ('$root', '!r', 1.0);
INSERT INTO directs VALUES ('@an:x', '!d');
INSERT INTO successors VALUES ('!old', '!new');
"""

FIRST = """
CREATE TABLE key_requests (sender TEXT NOT NULL, session_id TEXT NOT NULL, PRIMARY KEY (sender, session_id));
INSERT INTO key_requests VALUES ('@an:x', 's');
PRAGMA user_version = 1;
"""

SECOND = """
CREATE TABLE key_requests (
  sender TEXT NOT NULL, session_id TEXT NOT NULL, seen_at REAL NOT NULL DEFAULT 0, PRIMARY KEY (sender, session_id));
INSERT INTO key_requests VALUES ('@an:x', 's', 5.0);
CREATE TABLE guard_counts (
  month TEXT NOT NULL, zone TEXT NOT NULL, kind TEXT NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY (month, zone, kind));
CREATE TABLE guard_prompts (event_id TEXT PRIMARY KEY, seen_at REAL NOT NULL);
INSERT INTO guard_counts VALUES ('2026-10', 'noord', 'name', 3);
INSERT INTO guard_prompts VALUES ('$prompt', 5.0);
PRAGMA user_version = 2;
"""

RELEASED = {1: MADE_BY_0_1 + FIRST, 2: MADE_BY_0_1 + SECOND}
"""bot.sqlite as Relais 0.1 made it (1: before it had its guard). Never changed: databases like these are out there. A
new release adds its own."""

FROZEN = ("ab9617905e4d", "25b8ff748ab6")
"""How the SHA-256 of each migration of a release begins: who has run one never runs it again."""


def make(path: Path, version: int) -> Path:
    """The database of a version: of a released one as it was made, of one in between as its migrations make it."""
    script = RELEASED.get(version)
    if script is None:
        script = MADE_BY_0_1 + SECOND + "".join(MIGRATIONS[2:version]) + f"PRAGMA user_version = {version};"
    database = sqlite3.connect(path)
    database.executescript(script)
    database.close()
    return path


def schema_of(path: Path) -> dict[str, set[str]]:
    """Table -> its columns; index -> nothing."""
    database = sqlite3.connect(path)
    names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_auto%'")]
    columns = {name: {row[1] for row in database.execute(f"PRAGMA table_info({name})")} for name in names}
    database.close()
    return columns


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_database_of_every_version_is_brought_forward_with_what_it_holds(tmp_path: Path, version: int) -> None:
    old, new = make(tmp_path / "old.sqlite", version), tmp_path / "new.sqlite"
    Store(new).close()
    store = Store(old)
    assert store.token() == "s1"
    assert store.unfinished() == [Arrival("$open", "!r")]
    assert [one.txn_id for one in store.queued()] == ["t1"]
    assert store.in_thread("$root")
    assert store.direct_room("@an:x") == "!d"
    assert store.successors() == {"!old": "!new"}
    assert store.first_key_request("@bo:x", "s")
    if version >= 2:
        assert not store.first_key_request("@an:x", "s")
        assert GuardStore(store).counts() == {("2026-10", "noord", "name"): 3}
        assert GuardStore(store).is_prompt("$prompt")
    store.prune(days=30)
    store.close()
    assert schema_of(old) == schema_of(new)
    with sqlite3.connect(old) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    database.close()


def test_migrations_of_a_release_are_never_edited() -> None:
    begins = tuple(hashlib.sha256(script.encode()).hexdigest()[:12] for script in MIGRATIONS[: len(FROZEN)])
    assert begins == FROZEN


@pytest.mark.parametrize("version", RELEASED)
def test_migration_that_is_interrupted_leaves_the_old_version_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: int
) -> None:
    path = make(tmp_path / "bot.sqlite", version)
    before = schema_of(path)
    half = "CREATE TABLE half (id TEXT); CREATE TABLE half (id TEXT);"
    monkeypatch.setattr("bot.store.MIGRATIONS", (*MIGRATIONS[:version], half, *MIGRATIONS[version:]))
    with pytest.raises(BotError, match="cannot be opened"):
        Store(path)
    monkeypatch.undo()
    assert schema_of(path) == before
    Store(path).close()
