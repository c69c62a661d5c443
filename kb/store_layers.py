"""Everything that kb.sqlite keeps on top of the repertory: corrections and details of zones (kb.layers).

A connection of its own to the same file; each change is one transaction. Not versioned by generation: a correction is
live without a new index, and an ingest or rollback of the repertory leaves it alone.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from kb.layers import Correction, Detail, DetailKind, Field, Layers, Role, State, Values
from kb.models import Lang, Service
from kb.records import from_json
from kb.store_file import StoreFile

_ACCEPTED = (
    "SELECT id, service, field, base, given, state, by_role, at, until FROM corrections"
    " WHERE state = 'accepted' ORDER BY at, id"
)
_BY_NUMBER = "SELECT id, service, field, base, given, state, by_role, at, until FROM corrections WHERE id = ?"
_BY_CAUSE = "SELECT id, service, field, base, given, state, by_role, at, until FROM corrections WHERE cause = ?"


class StoreLayers(StoreFile):
    """One connection to the layers in kb.sqlite."""

    def version(self) -> int:
        """How often the layers were changed."""
        with self._lock:
            return int(self._db.execute("SELECT version FROM layers_version").fetchone()[0])

    def layers(self) -> Layers:
        """What is in force, whatever the repertory says."""
        with self.reading():
            corrections = tuple(_correction(row) for row in self._db.execute(_ACCEPTED))
            return Layers(self.version(), corrections, self._details())

    def regional(self, service: str) -> Service | None:
        """The record of the current generation as the sources say it, without any layer."""
        query = "SELECT data FROM services WHERE key = ? AND until_generation IS NULL"
        with self._lock:
            found = self._db.execute(query, (service,)).fetchone()
        return from_json(Service, found[0]) if found else None

    # --- corrections ---

    def propose(
        self, cause: str, service: str, of: Field, *, base: Values, values: Values, by: Role, at: datetime,
        until: datetime | None = None,
    ) -> Correction:  # fmt: skip
        """Keep a proposal; the same `cause` (an id of what proposed it) again gives the one that is kept."""
        insert = (
            "INSERT INTO corrections (cause, service, field, base, given, state, by_role, at, until)"
            " VALUES (?, ?, ?, ?, ?, 'proposed', ?, ?, ?) ON CONFLICT (cause) DO NOTHING"
        )
        ends = until.isoformat() if until else None
        with self.writing():
            self._db.execute(
                insert, (cause, service, str(of), json.dumps(dict(base)), json.dumps(dict(values)), by,
                         at.isoformat(), ends),
            )  # fmt: skip
            found = self._db.execute(_BY_CAUSE, (cause,)).fetchone()
        return _correction(found)

    def correction(self, number: int) -> Correction | None:
        """A correction or proposal by its number."""
        with self._lock:
            found = self._db.execute(_BY_NUMBER, (number,)).fetchone()
        return _correction(found) if found else None

    def decide(self, number: int, state: State, *, by: Role, at: datetime, only_from: State = "proposed") -> bool:
        """Accept or decline a correction that is in the state `only_from`; false when it is not (any more). An accepted
        report of capacity keeps the end that it was proposed with."""
        update = "UPDATE corrections SET state = ?, by_role = ?, at = ? WHERE id = ? AND state = ?"
        with self.writing():
            done = bool(self._db.execute(update, (state, by, at.isoformat(), number, only_from)).rowcount)
            if done and "accepted" in (state, only_from):
                self._count()
        return done

    def prune(self, before: datetime) -> None:
        """Forget proposals that nobody answered, and those declined, from before that moment."""
        with self.writing():
            self._db.execute("DELETE FROM corrections WHERE state <> 'accepted' AND at < ?", (before.isoformat(),))

    # --- details ---

    def put_detail(self, detail: Detail) -> bool:
        """Add or replace what a zone says; false when the repertory has no such service."""
        row = (detail.zone, detail.service, str(detail.kind), detail.text, detail.lang, detail.at.isoformat())
        with self.writing():
            if self.regional(detail.service) is None:
                return False
            self._db.execute("INSERT OR REPLACE INTO zone_details VALUES (?, ?, ?, ?, ?, ?)", row)
            self._count()
        return True

    def drop_detail(self, zone: str, service: str, kind: DetailKind) -> bool:
        """Take away what a zone says; false when it said nothing."""
        delete = "DELETE FROM zone_details WHERE zone = ? AND service = ? AND kind = ?"
        with self.writing():
            done = bool(self._db.execute(delete, (zone, service, str(kind))).rowcount)
            if done:
                self._count()
        return done

    def _details(self) -> tuple[Detail, ...]:
        query = "SELECT zone, service, kind, text, lang, at FROM zone_details ORDER BY service, zone, kind"
        return tuple(
            Detail(zone, service, DetailKind(kind), text, _lang(lang), datetime.fromisoformat(at))
            for zone, service, kind, text, lang, at in self._db.execute(query)
        )

    def _count(self) -> None:
        self._db.execute("UPDATE layers_version SET version = version + 1")


def _lang(text: str) -> Lang:
    return "fr" if text == "fr" else "en" if text == "en" else "nl"


def _correction(row: tuple[Any, ...]) -> Correction:
    number, service, of, base, given, state, by, at, until = row
    return Correction(
        number, service, Field(of), json.loads(base), json.loads(given), state, by, datetime.fromisoformat(at),
        datetime.fromisoformat(until) if until else None,
    )  # fmt: skip
