"""What bot.sqlite keeps of files and sources that wait for an admin: ids, hashes and counts, never a word of a file.

After a restart a file is fetched again from its event, so that its name and rows need not be kept. `who` stands there
while a plan is being applied, for the history of kb.sqlite, and goes when that is done.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from bot.store import Store


class State(StrEnum):
    """What became of a file. READING and APPLYING go on after a restart."""

    READING = "reading"
    SHOWN = "shown"
    CONFIRMING = "confirming"
    APPLYING = "applying"
    APPLIED = "applied"
    DROPPED = "dropped"
    DONE = "done"
    """Refused, or nothing to change."""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A file or source and how far it is. `key` is the file's event id, or "source HASH MOMENT"; `langs` "nl fr";
    `day` the one that dates are checked against; `round` counts how often it was compared and shown; `base`,
    `digest`, `removed`, `known` and `sure` are of what was shown last (bot.ingesting.shown.Shown). `who` and `moment`
    are those of the agreement that is being carried out."""

    key: str
    room_id: str
    langs: str
    day: date
    state: State
    round: int = 1
    base: int | None = None
    digest: str = ""
    removed: int = 0
    known: int = 0
    sure: bool = False
    who: str | None = None
    moment: datetime | None = None
    generation: int | None = None


@dataclass(frozen=True, slots=True)
class SourceRow:
    """What was seen last at a source: `sha256` of the file, how the server marked it, and why the last try failed (a
    locale key's end; "" when it did not)."""

    etag: str = ""
    modified: str = ""
    sha256: str = ""
    failure: str = ""


_COLUMNS = "key, room_id, langs, day, state, round, base, digest, removed, known, sure, who, moment, generation"


class IngestStore:
    """Tables `ingest_plans` and `ingest_sources`."""

    def __init__(self, store: Store) -> None:
        self._db = store.database

    def begin(self, key: str, room_id: str, langs: str, day: date) -> bool:
        """A file came. False when it is known already (it was handed in again after a crash)."""
        added = self._db.execute(
            "INSERT INTO ingest_plans (key, room_id, langs, day, state, seen_at) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING",
            [key, room_id, langs, day.isoformat(), State.READING, time.time()],
        )
        return bool(added.rowcount)

    def plan(self, key: str) -> PlanRow | None:
        """How far a file is."""
        return next(iter(self._rows("key = ?", key)), None)

    def unfinished(self) -> list[PlanRow]:
        """What was being read or applied when the program ended, the oldest first."""
        return self._rows("state IN ('reading', 'applying') ORDER BY seen_at")

    def shown(self, key: str, *, base: int, digest: str, removed: int, known: int, sure: bool) -> None:
        """Its plan waits for an answer."""
        self._set(key, State.SHOWN, base=base, digest=digest, removed=removed, known=known, sure=sure)

    def again(self, key: str) -> None:
        """It is read and compared once more, because the plan that was shown holds no longer."""
        self._db.execute("UPDATE ingest_plans SET round = round + 1, who = NULL WHERE key = ?", [key])
        self._set(key, State.READING)

    def move(self, key: str, state: State) -> None:
        """It got that far."""
        self._set(key, state, who=None)

    def applying(self, key: str, who: str, moment: datetime) -> None:
        """Somebody agreed, at that moment."""
        self._set(key, State.APPLYING, who=who, moment=moment.isoformat())

    def applied(self, key: str, generation: int) -> None:
        """It is in use."""
        self._set(key, State.APPLIED, who=None, generation=generation)

    def source(self, source: str) -> SourceRow:
        """What is known of a source; nothing yet: an empty row."""
        query = "SELECT etag, modified, sha256, failure FROM ingest_sources WHERE source = ?"
        found = self._db.execute(query, [source]).fetchone()
        return SourceRow(*found) if found else SourceRow()

    def set_source(self, source: str, row: SourceRow) -> None:
        """From now on."""
        values = [source, row.etag, row.modified, row.sha256, row.failure]
        self._db.execute("INSERT OR REPLACE INTO ingest_sources VALUES (?, ?, ?, ?, ?)", values)

    def prune(self, *, days: int) -> None:
        """Forget files older than `days`; one that is being read or applied stays."""
        before = time.time() - days * 86400
        query = "DELETE FROM ingest_plans WHERE seen_at < ? AND state NOT IN ('reading', 'applying')"
        self._db.execute(query, [before])

    def _set(self, key: str, state: State, **values: object) -> None:
        columns = ", ".join(f"{column} = ?" for column in ("state", *values))
        self._db.execute(f"UPDATE ingest_plans SET {columns} WHERE key = ?", [state, *values.values(), key])  # noqa: S608

    def _rows(self, where: str, *values: object) -> list[PlanRow]:
        query = f"SELECT {_COLUMNS} FROM ingest_plans WHERE {where}"  # noqa: S608
        found = self._db.execute(query, list(values)).fetchall()
        return [_plan(dict(zip(_COLUMNS.split(", "), row, strict=True))) for row in found]


def _plan(values: dict[str, Any]) -> PlanRow:
    values |= {"day": date.fromisoformat(values["day"]), "state": State(values["state"]), "sure": bool(values["sure"])}
    values["moment"] = datetime.fromisoformat(values["moment"]) if values["moment"] else None
    return PlanRow(**values)
