"""A repertory file -> valid services, and what is wrong with every row that is not one.

A file that is no table of services at all raises; a bad row does not: it is reported and the others go on.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as made_by
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from ingest.characters import clean_values
from ingest.errors import NothingToIngest, SourceUnreadable
from ingest.readers.columns import COLUMNS
from ingest.readers.open import open_table
from ingest.readers.tables import Format, Limits, Record, Table
from ingest.rows import LONGEST_TEXT, Codes, Remark, Row, Rules
from ingest.taxonomy import read_taxonomy, taxonomy_beside
from kb.models import Service, Term, Zone

SHOWN_VALUE = 200
"""Characters of a rejected value that are repeated in the report."""

NAMED_COLUMNS = 20
"""Unknown columns named one by one."""

_ALL = frozenset(COLUMNS)

_REPEATED = (
    *("organization_nl", "organization_fr", "name_nl", "name_fr", "street_nl", "street_fr", "postal_code"),
    *("municipality_nl", "municipality_fr", "opening_hours", "conditions_nl", "conditions_fr", "cost_nl", "cost_fr"),
    *("house_number", "website", "email", "source"),
)
"""Texts that many services share: one copy of each saves a third of the memory."""

KEPT_WARNINGS = 1000
"""Warnings kept one by one; a file with more has one cause for most of them, and the rest is counted."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that is not ingested. `row` counts data rows from 1, `line` is its place in the file (0: none). `code` is
    the kind of mistake (a locale key) and `details` what is filled in there, `reason` the same as one English
    sentence; `others` are further columns that are wrong."""

    row: int
    id: str
    field: str
    value: str
    reason: str
    code: str
    line: int = 0
    details: Mapping[str, str | int] = made_by(default_factory=dict)
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remarked:
    """A row (0: the whole file) that is ingested, with something that the admin should know."""

    row: int
    id: str
    field: str
    message: str
    code: str
    line: int = 0
    details: Mapping[str, str | int] = made_by(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file holds. `taxonomy` is None when none came with it. `mapping` tells which heading was taken for which
    column. `unsaid` holds, per service id, columns that the source does not speak of; the values known before stay."""

    services: tuple[Service, ...]
    taxonomy: tuple[Term, ...] | None
    rejected: tuple[Rejection, ...]
    warnings: tuple[Remarked, ...]
    format: Format
    mapping: Mapping[str, str] = made_by(default_factory=dict)
    unsaid: Mapping[str, frozenset[str]] = made_by(default_factory=dict)


def read_repertory(
    path: Path | str,
    *,
    taxonomy_path: Path | str | None = None,
    today: date,
    zones: Iterable[Zone] = (),
    mapping: Mapping[str, str] | None = None,
    known_codes: Codes = (),
    limits: Limits = Limits(),  # noqa: B008  (frozen)
    progress: Callable[[int], None] | None = None,
) -> Parsed:
    """The services in `path` (CSV, XLSX or HSDS 3 JSON, told apart by content).

    `zones` empty: any zone id is accepted. `mapping` is heading -> column. `known_codes` are category codes to check
    against when no taxonomy comes with the file; with their terms, the nearest are found by label too. `progress` is
    called with the number of rows read.
    Raises SourceUnreadable for a file that is missing, empty, too large or no table of services, NothingToIngest for
    one without a single data row.
    """
    path = Path(path)
    taxonomy_file = Path(taxonomy_path) if taxonomy_path else taxonomy_beside(path)
    _check_mapping(mapping or {})
    table = open_table(path, mapping=mapping, limits=limits)
    terms = read_taxonomy(taxonomy_file) if taxonomy_file else None
    if terms is None and any(term.pictogram for term in table.terms):
        terms = table.terms
    rules = Rules.of(today, zones, terms or table.terms, () if terms or table.terms else known_codes)
    reading = _Reading(rules, from_sheet=table.format != "hsds")
    for record in table.records:
        reading.take(record)
        if progress:
            progress(record.row)
    if not reading.rows:
        raise NothingToIngest(f"{path.name} holds a header but no services; nothing was changed.", "no_rows")
    return Parsed(
        services=tuple(reading.services.values()),
        taxonomy=terms,
        rejected=tuple(reading.rejected),
        warnings=(*_about_the_file(table), *reading.all_warnings()),
        format=table.format,
        mapping=table.header.mapping,
        unsaid=reading.unsaid,
    )


def _check_mapping(mapping: Mapping[str, str]) -> None:
    unknown = sorted(set(mapping.values()) - _ALL - {""})
    if unknown:
        raise SourceUnreadable(
            f"The mapping names the column {unknown[0]}, which a repertory does not have.", "mapping"
        )


def _about_the_file(table: Table) -> list[Remarked]:
    header = table.header
    said = [Remarked(0, "", "", note, "note", details={"note": note}) for note in table.notes]
    said += [
        Remarked(
            0,
            "",
            column,
            f"The heading {heading!r} was taken for {column}; name it in the mapping if wrong.",
            "guessed",
            details={"heading": heading[:SHOWN_VALUE], "column": column},
        )
        for heading, column in header.guessed
    ]
    for heading in (heading[:SHOWN_VALUE] for heading in header.ignored[:NAMED_COLUMNS]):
        sentence = f"The column {heading!r} is not known and was ignored."
        said.append(Remarked(0, "", "", sentence, "unknown_column", details={"heading": heading}))
    if len(header.ignored) > NAMED_COLUMNS:
        more = len(header.ignored) - NAMED_COLUMNS
        sentence = f"{more} more columns are not known and were ignored."
        said.append(Remarked(0, "", "", sentence, "unknown_columns", details={"count": more}))
    return said


class _Reading:
    """The state while one file is read: what was accepted, rejected and remarked so far."""

    def __init__(self, rules: Rules, *, from_sheet: bool) -> None:
        self.rules = rules
        self.from_sheet = from_sheet
        self.rows = 0
        self.services: dict[str, Service] = {}
        self.rejected: list[Rejection] = []
        self.unsaid: dict[str, frozenset[str]] = {}
        self._first_row: dict[str, int] = {}
        self._warnings: list[Remarked] = []
        self._more_warnings = 0
        self._unsaid_sets: dict[frozenset[str], frozenset[str]] = {}

    def take(self, record: Record) -> None:
        """Checks one record and files it as a service or a rejection. Of rows with the same id the first counts."""
        self.rows += 1
        values, cleaned = clean_values(record.values, from_sheet=self.from_sheet)
        service_id = values.get("id", "")
        self.rules.remarks.clear()
        self.rules.remarks.extend(Remark(*note) for note in cleaned)
        before = self._first_row.setdefault(service_id, record.row) if service_id else record.row
        if record.problem:
            code, sentence = record.problem
            self._reject(record, service_id, "", "", sentence, code, record.details)
        elif before != record.row:
            sentence = f"The id stands in data row {before} already; that row counts."
            self._reject(record, service_id, "id", service_id, sentence, "duplicate_id", {"row": before})
        else:
            self._validate(record, values)

    def _validate(self, record: Record, values: dict[str, str]) -> None:
        try:
            row = Row.model_validate(values, context=self.rules)
        except ValidationError as error:
            self._reject_invalid(record, values, error)
            return
        fields: dict[str, Any] = row.__dict__
        for column in _REPEATED:
            fields[column] = sys.intern(fields[column])
        service = Service(**fields)
        self.services[service.id] = service
        missing = _ALL.difference(record.values)
        if missing:
            self.unsaid[service.id] = self._unsaid_sets.setdefault(missing, missing)
        for column, code, sentence, details in self.rules.remarks:
            self._warn(Remarked(record.row, service.id, column, sentence, code, record.line, details))

    def _reject_invalid(self, record: Record, values: dict[str, str], error: ValidationError) -> None:
        """One rejection for the row: its first mistake, with the names of the other columns that are wrong."""
        first, *more = error.errors(include_url=False, include_input=False)
        column = str(first["loc"][0]) if first["loc"] else "name_nl"
        code, sentence = first["type"], first["msg"]
        details: Mapping[str, str | int] = first.get("ctx", {})
        if code == "string_too_long":
            code, sentence = "too_long", f"The text is longer than {LONGEST_TEXT} characters."
            details = {"most": LONGEST_TEXT}
        others = tuple(dict.fromkeys(str(other["loc"][0]) for other in more if other["loc"]))
        if others:
            sentence = f"{sentence} Also wrong: {', '.join(others)}."
        self._reject(record, values.get("id", ""), column, values.get(column, ""), sentence, code, details, others)

    def _reject(
        self,
        record: Record,
        service_id: str,
        column: str,
        value: str,
        reason: str,
        code: str,
        details: Mapping[str, str | int] = MappingProxyType({}),
        others: tuple[str, ...] = (),
    ) -> None:
        where = (record.row, service_id[:SHOWN_VALUE], column, value[:SHOWN_VALUE])
        self.rejected.append(Rejection(*where, reason, code, record.line, dict(details), others))

    def _warn(self, warning: Remarked) -> None:
        if len(self._warnings) < KEPT_WARNINGS:
            self._warnings.append(warning)
        else:
            self._more_warnings += 1

    def all_warnings(self) -> list[Remarked]:
        if not self._more_warnings:
            return self._warnings
        sentence = f"There are {self._more_warnings} more warnings."
        return [*self._warnings, Remarked(0, "", "", sentence, "more", details={"count": self._more_warnings})]
