"""The tables of bot.sqlite, as they came to be."""

from __future__ import annotations

_FIRST = """
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
CREATE TABLE key_requests (sender TEXT NOT NULL, session_id TEXT NOT NULL, PRIMARY KEY (sender, session_id));
CREATE TABLE successors (room_id TEXT PRIMARY KEY, successor TEXT NOT NULL);
"""

_GUARD = """
CREATE TABLE guard_counts (
  month TEXT NOT NULL, zone TEXT NOT NULL, kind TEXT NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY (month, zone, kind));
CREATE TABLE guard_prompts (event_id TEXT PRIMARY KEY, seen_at REAL NOT NULL);
DELETE FROM key_requests;
ALTER TABLE key_requests ADD COLUMN seen_at REAL NOT NULL DEFAULT 0;
"""

_OWED = """
CREATE TABLE guard_owed (event_id TEXT PRIMARY KEY, user_id TEXT NOT NULL, seen_at REAL NOT NULL);
"""

_ROOMS = """
CREATE TABLE rooms (
    key TEXT PRIMARY KEY, room_id TEXT NOT NULL UNIQUE, kind TEXT, zone TEXT, theme TEXT
);
CREATE TABLE members (
    user_id TEXT PRIMARY KEY, language TEXT, organisation TEXT NOT NULL DEFAULT '', zones TEXT NOT NULL DEFAULT ''
);
"""

MIGRATIONS = (_FIRST, _GUARD, _OWED, _ROOMS)
"""Each brings the database one version further; the version is how many were run. Only ever appended to."""
