"""What bot.sqlite knows of blocked cases: numbers, states, times, ids. Never a word of a case: those stand in the
asker's direct room and in the case's room, and are read again from there (`lines` holds event ids).

Every change is one transaction and carries the id of what caused it: the same event handled again after a crash
changes nothing and finds the case as it is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from bot.cases.states import OPEN, Event, State, after
from bot.store import Store
from kb.models import Lang


@dataclass(frozen=True, slots=True)
class Case:
    """A row of `cases`. `handler`, `room_id`, `summary` (event id in the asker's direct room), `forwarded_to` (zone
    id) and the codes are "" while unknown; `touched_at` is the last change."""

    number: int
    zone: str
    state: State
    lang: Lang
    asker: str
    handler: str
    theme: str
    urgency: str
    code: str
    room_id: str
    opened_by: str | None
    summary: str
    forwarded_to: str
    waits_for_asker: bool
    touched_at: datetime

    @property
    def key(self) -> str:
        """The cause of everything said about it."""
        return f"case {self.number}"


_COLUMNS = (
    "number, zone, state, lang, asker, handler, theme, urgency, code, room_id, opened_by, summary, forwarded_to, "
    "waits_for_asker, touched_at"
)
_CHANGEABLE = frozenset(
    {"zone", "lang", "handler", "theme", "urgency", "code", "room_id", "summary", "forwarded_to", "waits_for_asker"}
)


class CaseStore:
    """Tables `cases`, `case_lines`, `case_times`, `case_reminders`."""

    def __init__(self, store: Store) -> None:
        self._db = store.database

    # --- reading ---

    def case(self, number: int) -> Case | None:
        return next(iter(self._cases("WHERE number = ?", number)), None)

    def draft_of(self, asker: str) -> Case | None:
        """The case this person has begun and not sent."""
        return next(iter(self._cases("WHERE asker = ? AND state = 'draft' ORDER BY number DESC", asker)), None)

    def by_room(self, room_id: str) -> Case | None:
        return next(iter(self._cases("WHERE room_id = ?", room_id)), None) if room_id else None

    def by_summary(self, event_id: str) -> Case | None:
        return next(iter(self._cases("WHERE summary = ?", event_id)), None) if event_id else None

    def open_cases(self, zone: str | None = None) -> list[Case]:
        """Sent and not ended, the oldest first."""
        wanted = ", ".join(f"'{state}'" for state in sorted(OPEN))
        where = f"WHERE state IN ({wanted})"
        return self._cases(f"{where} AND zone = ? ORDER BY number", zone) if zone else self._cases(where)

    def with_room(self) -> list[Case]:
        """Cases that have a room still, open or not."""
        return self._cases("WHERE room_id <> '' ORDER BY number")

    def drafts(self) -> list[Case]:
        return self._cases("WHERE state = 'draft' ORDER BY number")

    def of_asker(self, asker: str) -> list[Case]:
        return self._cases("WHERE asker = ? ORDER BY number", asker)

    def load(self) -> Mapping[str, int]:
        """Open cases per handler."""
        wanted = ", ".join(f"'{state}'" for state in sorted(OPEN))
        rows = self._db.execute(
            f"SELECT handler, count(*) FROM cases WHERE handler <> '' AND state IN ({wanted}) GROUP BY handler"  # noqa: S608 (own constants)
        )
        return dict(rows.fetchall())

    def lines(self, number: int) -> Mapping[str, str]:
        """Field of the intake -> event id of what was answered."""
        return dict(self._db.execute("SELECT field, event_id FROM case_lines WHERE number = ?", [number]).fetchall())

    def time_of(self, number: int, event: str) -> datetime | None:
        """When that happened last."""
        found = self._db.execute(
            "SELECT max(at) FROM case_times WHERE number = ? AND event = ?", [number, event]
        ).fetchone()[0]
        return datetime.fromtimestamp(found, UTC) if found is not None else None

    def times(self, number: int) -> list[tuple[str, datetime]]:
        """Everything that happened, in order."""
        rows = self._db.execute("SELECT event, at FROM case_times WHERE number = ? ORDER BY at, rowid", [number])
        return [(event, datetime.fromtimestamp(at, UTC)) for event, at in rows]

    def counts(self) -> list[tuple[str, str, str, str, str, int]]:
        """(zone, theme, month, state, code, number of cases), for cases that were sent."""
        rows = self._db.execute(
            "SELECT c.zone, c.theme, strftime('%Y-%m', t.at, 'unixepoch'), c.state, c.code, count(*) FROM cases c "
            "JOIN case_times t ON t.number = c.number AND t.event = 'send' GROUP BY 1, 2, 3, 4, 5 ORDER BY 3, 1, 2"
        )
        return cast(list[tuple[str, str, str, str, str, int]], rows.fetchall())

    # --- changing ---

    def begin(self, asker: str, zone: str, lang: Lang, cause: str, now: datetime) -> Case:
        """A draft; the same cause again gives the same case."""
        with self._transaction():
            self._db.execute(
                "INSERT INTO cases (zone, state, lang, asker, opened_by, touched_at) VALUES (?, 'draft', ?, ?, ?, ?) "
                "ON CONFLICT (opened_by) DO NOTHING",
                [zone, lang, asker, cause, now.timestamp()],
            )
        return self._cases("WHERE opened_by = ?", cause)[0]

    def answer(self, number: int, field: str, event_id: str) -> None:
        """A line of the intake; asked again, the later answer counts."""
        self._db.execute("INSERT OR REPLACE INTO case_lines VALUES (?, ?, ?)", [number, field, event_id])

    def by_line(self, field: str) -> tuple[Case, str] | None:
        """The case with a line of this field, and its event id."""
        row = self._db.execute("SELECT number, event_id FROM case_lines WHERE field = ?", [field]).fetchone()
        case = self.case(row[0]) if row else None
        return (case, row[1]) if case else None

    def forget_line(self, number: int, field: str) -> None:
        """It was settled."""
        self._db.execute("DELETE FROM case_lines WHERE number = ? AND field = ?", [number, field])

    def set(self, number: int, **changes: str | int) -> None:
        """Change what is no state."""
        unknown = set(changes) - _CHANGEABLE
        if unknown:
            raise KeyError(f"{sorted(unknown)} are no columns to be set")
        columns = ", ".join(f"{column} = ?" for column in changes)
        self._db.execute(f"UPDATE cases SET {columns} WHERE number = ?", [*changes.values(), number])  # noqa: S608 (names checked above)

    def advance(self, number: int, event: Event, cause: str, now: datetime, **changes: str | int) -> Case:
        """The case after `event`. Raises NotNow when its state does not allow it; the same event with the same cause
        again changes nothing."""
        with self._transaction():
            case = self.case(number)
            if case is None:
                raise KeyError(number)
            if self._happened(number, event, cause):
                return case
            state = after(case.state, event)
            self._db.execute(
                "UPDATE cases SET state = ?, touched_at = ? WHERE number = ?", [state, now.timestamp(), number]
            )
            if changes:
                self.set(number, **changes)
            self._note(number, event, cause, now)
        found = self.case(number)
        assert found
        return found

    def note(self, number: int, event: str, cause: str, now: datetime) -> bool:
        """Remember that something happened that changes no state (somebody joined, the clock stopped). False when
        that was known."""
        with self._transaction():
            if self._happened(number, event, cause):
                return False
            self._note(number, event, cause, now)
        return True

    def forget_note(self, number: int, event: str) -> None:
        """It may happen again (somebody comes back)."""
        self._db.execute("DELETE FROM case_times WHERE number = ? AND event = ?", [number, event])

    def was_reminded(self, number: int, stage: str) -> bool:
        """Whether that reminder was given."""
        found = self._db.execute("SELECT 1 FROM case_reminders WHERE number = ? AND stage = ?", [number, stage])
        return found.fetchone() is not None

    def first_reminder(self, number: int, stage: str, now: datetime) -> bool:
        """True once per case and stage, ever."""
        done = self._db.execute(
            "INSERT INTO case_reminders VALUES (?, ?, ?) ON CONFLICT DO NOTHING", [number, stage, now.timestamp()]
        )
        return bool(done.rowcount == 1)

    def anonymise(self, number: int) -> None:
        """After its retention time a case only counts: nobody who asked or handled it, no ids of what was said."""
        with self._transaction():
            self._db.execute(
                "UPDATE cases SET asker = '', handler = '', room_id = '', summary = '', opened_by = NULL "
                "WHERE number = ?",
                [number],
            )
            self._db.execute("DELETE FROM case_lines WHERE number = ?", [number])
            self._db.execute("DELETE FROM case_reminders WHERE number = ?", [number])
            self._db.execute("UPDATE case_times SET cause = rowid WHERE number = ?", [number])
            self._db.execute("DELETE FROM case_times WHERE number = ? AND event LIKE 'in %'", [number])

    def delete(self, numbers: Iterable[int]) -> None:
        """As if they had never been."""
        with self._transaction():
            for number in numbers:
                for table in ("cases", "case_lines", "case_times", "case_reminders"):
                    self._db.execute(f"DELETE FROM {table} WHERE number = ?", [number])  # noqa: S608 (names from above)

    # --- rows ---

    def _happened(self, number: int, event: str, cause: str) -> bool:
        return (
            self._db.execute(
                "SELECT 1 FROM case_times WHERE number = ? AND event = ? AND cause = ?", [number, event, cause]
            ).fetchone()
            is not None
        )

    def _note(self, number: int, event: str, cause: str, now: datetime) -> None:
        self._db.execute("INSERT INTO case_times VALUES (?, ?, ?, ?)", [number, event, now.timestamp(), cause])

    def _cases(self, where: str, *values: Any) -> list[Case]:
        rows = self._db.execute(f"SELECT {_COLUMNS} FROM cases {where}", list(values)).fetchall()  # noqa: S608 (own text)
        return [_case(row) for row in rows]

    @contextmanager
    def _transaction(self) -> Any:
        connection: sqlite3.Connection = self._db.conn
        if connection.in_transaction:
            yield
            return
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            yield


def _case(row: tuple[Any, ...]) -> Case:
    values = dict(zip(_COLUMNS.split(", "), row, strict=True))
    values |= {
        "state": State(values["state"]),
        "waits_for_asker": bool(values["waits_for_asker"]),
        "touched_at": datetime.fromtimestamp(values["touched_at"], UTC),
    }
    return Case(**values)
