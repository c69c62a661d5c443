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

_CASES = """
CREATE TABLE cases (
    number INTEGER PRIMARY KEY AUTOINCREMENT, zone TEXT NOT NULL, state TEXT NOT NULL, lang TEXT NOT NULL,
    asker TEXT NOT NULL, handler TEXT NOT NULL DEFAULT '', theme TEXT NOT NULL DEFAULT '',
    urgency TEXT NOT NULL DEFAULT '', code TEXT NOT NULL DEFAULT '', room_id TEXT NOT NULL DEFAULT '',
    opened_by TEXT UNIQUE, summary TEXT NOT NULL DEFAULT '', forwarded_to TEXT NOT NULL DEFAULT '',
    waits_for_asker INTEGER NOT NULL DEFAULT 0, touched_at REAL NOT NULL
);
CREATE TABLE case_lines (
    number INTEGER NOT NULL, field TEXT NOT NULL, event_id TEXT NOT NULL, PRIMARY KEY (number, field)
);
CREATE TABLE case_times (
    number INTEGER NOT NULL, event TEXT NOT NULL, at REAL NOT NULL, cause TEXT NOT NULL, UNIQUE (number, event, cause)
);
CREATE TABLE case_reminders (
    number INTEGER NOT NULL, stage TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (number, stage)
);
"""

_INGESTS = """
CREATE TABLE ingest_plans (
  key TEXT PRIMARY KEY, room_id TEXT NOT NULL, langs TEXT NOT NULL, day TEXT NOT NULL, state TEXT NOT NULL,
  round INTEGER NOT NULL DEFAULT 1, base INTEGER, digest TEXT NOT NULL DEFAULT '', removed INTEGER NOT NULL DEFAULT 0,
  known INTEGER NOT NULL DEFAULT 0, sure INTEGER NOT NULL DEFAULT 0, who TEXT, moment TEXT, generation INTEGER,
  seen_at REAL NOT NULL);
CREATE INDEX ingest_plans_state ON ingest_plans (state);
CREATE TABLE ingest_sources (
  source TEXT PRIMARY KEY, etag TEXT NOT NULL DEFAULT '', modified TEXT NOT NULL DEFAULT '',
  sha256 TEXT NOT NULL DEFAULT '', failure TEXT NOT NULL DEFAULT '');
"""

_AGENDA = """
CREATE TABLE agenda_posts (
    post INTEGER PRIMARY KEY AUTOINCREMENT, cause TEXT NOT NULL, stage TEXT NOT NULL, room_id TEXT NOT NULL,
    handle TEXT NOT NULL, kind TEXT NOT NULL, zone TEXT NOT NULL, day TEXT NOT NULL, rest INTEGER NOT NULL,
    until REAL NOT NULL, revision INTEGER NOT NULL DEFAULT 0, UNIQUE (cause, stage, room_id)
);
CREATE TABLE agenda_posted (
    post INTEGER NOT NULL, position INTEGER NOT NULL, occurrence_id TEXT NOT NULL, mark TEXT NOT NULL,
    PRIMARY KEY (post, position)
);
CREATE INDEX agenda_posted_occurrence ON agenda_posted (occurrence_id);
CREATE TABLE agenda_interest (occurrence_id TEXT PRIMARY KEY, count INTEGER NOT NULL, until REAL NOT NULL);
CREATE TABLE agenda_proposals (
    number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, uid TEXT NOT NULL, original TEXT NOT NULL,
    zone TEXT NOT NULL, proposer TEXT NOT NULL, lang TEXT NOT NULL, state TEXT NOT NULL, until REAL NOT NULL,
    made_at REAL NOT NULL
);
CREATE TABLE agenda_intakes (root TEXT PRIMARY KEY, room_id TEXT NOT NULL, seen_at REAL NOT NULL);
CREATE TABLE agenda_polls (
    number INTEGER PRIMARY KEY AUTOINCREMENT, asked TEXT NOT NULL UNIQUE, room_id TEXT NOT NULL, root TEXT NOT NULL,
    handle TEXT NOT NULL, slots TEXT NOT NULL, lang TEXT NOT NULL, closes REAL NOT NULL, state TEXT NOT NULL
);
"""

_KEYS = """
CREATE TABLE room_keys (
  session_id TEXT PRIMARY KEY, room_id TEXT NOT NULL, sender_key TEXT NOT NULL, seen_at REAL NOT NULL);
CREATE INDEX room_keys_sender ON room_keys (room_id, sender_key, seen_at);
CREATE INDEX outbox_event ON outbox (event_id) WHERE event_id IS NOT NULL;
"""

_UPDATES = """
CREATE TABLE updates (
    number INTEGER PRIMARY KEY, room_id TEXT NOT NULL, root TEXT NOT NULL, lang TEXT NOT NULL, proposed_at REAL NOT NULL
);
CREATE TABLE updates_asked (
    root TEXT NOT NULL, user_id TEXT NOT NULL, services TEXT NOT NULL, asked_at REAL NOT NULL,
    PRIMARY KEY (root, user_id)
);
"""

_ROUNDS = """
CREATE TABLE updates_rounds (
    round TEXT NOT NULL, user_id TEXT NOT NULL, asked_at REAL NOT NULL, PRIMARY KEY (round, user_id)
);
"""

_MODERATION = """
CREATE TABLE moderation_cases (
    event_id TEXT PRIMARY KEY, room_id TEXT NOT NULL, zone TEXT NOT NULL, decider TEXT NOT NULL DEFAULT '',
    rule TEXT NOT NULL DEFAULT '', opened_at REAL NOT NULL
);
CREATE TABLE moderation_reports (
    event_id TEXT NOT NULL, reporter TEXT NOT NULL, lang TEXT NOT NULL, PRIMARY KEY (event_id, reporter)
);
CREATE TABLE moderation_log (
    number INTEGER PRIMARY KEY AUTOINCREMENT, event_id TEXT NOT NULL, action TEXT NOT NULL, rule TEXT NOT NULL,
    moderator TEXT NOT NULL, cause TEXT NOT NULL, at REAL NOT NULL, told INTEGER NOT NULL DEFAULT 0,
    UNIQUE (event_id, action, cause)
);
CREATE TABLE moderation_mutes (
    room_id TEXT NOT NULL, user_id TEXT NOT NULL, event_id TEXT NOT NULL, was INTEGER, level INTEGER NOT NULL,
    until REAL NOT NULL, PRIMARY KEY (room_id, user_id)
);
CREATE TABLE pointers (
    user_id TEXT NOT NULL, what TEXT NOT NULL, event_id TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (user_id, what)
);
"""

_ONBOARDING = """
CREATE TABLE onboarding_welcomes (
    user_id TEXT NOT NULL, zone TEXT NOT NULL, version TEXT NOT NULL, said INTEGER NOT NULL DEFAULT 0,
    handle TEXT NOT NULL DEFAULT '', PRIMARY KEY (user_id, zone)
);
CREATE TABLE onboarding_accepted (
    user_id TEXT NOT NULL, zone TEXT NOT NULL, version TEXT NOT NULL, day TEXT NOT NULL,
    PRIMARY KEY (user_id, zone, version)
);
CREATE TABLE onboarding_pointed (
    user_id TEXT NOT NULL, zone TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (user_id, zone)
);
CREATE TABLE onboarding_quiet (user_id TEXT PRIMARY KEY);
CREATE TABLE onboarding_posts (
    room_id TEXT NOT NULL, kind TEXT NOT NULL, version TEXT NOT NULL, handle TEXT NOT NULL, pinned INTEGER NOT NULL,
    PRIMARY KEY (room_id, kind, version)
);
"""

MIGRATIONS = (
    _FIRST,
    _GUARD,
    _OWED,
    _ROOMS,
    _CASES,
    _INGESTS,
    _AGENDA,
    _KEYS,
    _UPDATES,
    _ROUNDS,
    _MODERATION,
    _ONBOARDING,
)
"""Each brings the database one version further; the version is how many were run. Only ever appended to."""
