"""HSDS 3 as a tabular data package: `datapackage.json` and one CSV per kind of thing, in a folder or a ZIP file.

The tables are joined by their ids into the services that HSDS JSON has, and read as those.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ingest.errors import SourceUnreadable
from ingest.readers.archive import weigh_archive
from ingest.readers.columns import COLUMNS, Header
from ingest.readers.hsds import terms_of
from ingest.readers.hsds_service import service_values
from ingest.readers.tables import Limits, Record, Table, too_many_rows

DESCRIPTOR = "datapackage.json"

Rows = list[dict[str, Any]]
Opener = Callable[[str], bytes | None]

_OF_SERVICE = ("phones", "schedules", "languages", "service_areas")
_OF_LOCATION = ("addresses", "accessibility")


def open_package(path: Path, *, limits: Limits) -> Table:
    """The package whose descriptor is `path`; its tables lie in the same folder."""

    def read(name: str) -> bytes | None:
        file = path.parent / name
        if not file.is_file():
            return None
        if file.stat().st_size > limits.file_bytes:
            raise SourceUnreadable(
                f"{name} is larger than {limits.file_bytes // (1024 * 1024)} MB; split it or filter it."
            )
        return file.read_bytes()

    return _table(path.name, read, limits)


def open_zipped_package(path: Path, *, limits: Limits) -> Table:
    """The package in a ZIP file, at its top or in one folder. Raises SourceUnreadable for a zip bomb."""
    weigh_archive(path, limits)
    with zipfile.ZipFile(path) as archive:
        entries = {name.rsplit("/", 1)[-1]: name for name in archive.namelist()}

        def read(name: str) -> bytes | None:
            return archive.read(entries[name]) if name in entries else None

        try:
            return _table(path.name, read, limits)
        except (zipfile.BadZipFile, OSError, EOFError) as error:
            raise SourceUnreadable(f"{path.name} is damaged; save or download it again.", "damaged") from error


def _table(name: str, read: Opener, limits: Limits) -> Table:
    services = _rows(name, read, "services")
    if not services:
        raise SourceUnreadable(
            f"{name} is a data package without a table services.csv; nothing was changed.", "no_services"
        )
    if len(services) > limits.rows:
        raise too_many_rows(name, limits.rows)
    terms = _rows(name, read, "taxonomy_terms")
    marks = _grouped(_rows(name, read, "attributes"), "link_id")
    for term in terms:
        term["attributes"] = marks.get(term.get("id", ""), [])
    children = {kind: _grouped(_rows(name, read, kind), "service_id") for kind in _OF_SERVICE}
    links = _grouped(_rows(name, read, "service_at_locations"), "service_id")
    by_id = {term.get("id", ""): term for term in terms}
    for service in services:
        key = service.get("id", "")
        service.update({kind: groups.get(key, []) for kind, groups in children.items()})
        service["service_at_locations"] = links.get(key, [])
        service["attributes"] = [
            mark | {"taxonomy_term": by_id.get(mark.get("taxonomy_term_id", ""), {})} for mark in marks.get(key, [])
        ]
    records = _records(services, _organizations(name, read), _locations(name, read))
    return Table("hsds", Header(COLUMNS, COLUMNS), records, terms_of(terms))


def _organizations(name: str, read: Opener) -> dict[str, dict[str, Any]]:
    return {row.get("id", ""): row for row in _rows(name, read, "organizations")}


def _locations(name: str, read: Opener) -> dict[str, dict[str, Any]]:
    locations = {row.get("id", ""): row for row in _rows(name, read, "locations")}
    for kind in _OF_LOCATION:
        for key, rows in _grouped(_rows(name, read, kind), "location_id").items():
            locations.get(key, {})[kind] = rows
    return locations


def _records(
    services: Rows, organizations: Mapping[str, dict[str, Any]], locations: Mapping[str, dict[str, Any]]
) -> Iterator[Record]:
    for row, service in enumerate(services, start=1):
        yield Record(row, row + 1, service_values(service, organizations, locations))


def _grouped(rows: Rows, key: str) -> dict[str, Rows]:
    groups: dict[str, Rows] = {}
    for row in rows:
        groups.setdefault(row.get(key) or "", []).append(row)
    return groups


def _rows(package: str, read: Opener, table: str) -> Rows:
    """The rows of one table; none when the package does not have it."""
    data = read(f"{table}.csv")
    if data is None:
        return []
    try:
        stream = io.StringIO(data.decode("utf-8-sig"), newline="")
        return [{key: value for key, value in row.items() if isinstance(key, str)} for row in csv.DictReader(stream)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise SourceUnreadable(
            f"{table}.csv in {package} is not CSV in UTF-8; export it again.", "broken_off"
        ) from error
