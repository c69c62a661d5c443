"""HSDS 3 JSON (Open Referral) -> the columns of the repertory. One service is read in hsds_service.py."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ingest.errors import SourceUnreadable
from ingest.readers.columns import COLUMNS, Header
from ingest.readers.hsds_service import Json, dicts_of, service_values, text_of
from ingest.readers.json_stream import Buffer, elements, open_json
from ingest.readers.tables import Limits, Record, Table, too_many_rows
from kb.models import Term

_LABELS = re.compile(r"^NL: (.*) / FR: (.*) / EN: (.*)$", re.DOTALL)

_ONE_SERVICE = 1024 * 1024
"""Bytes of a document that is one service; real ones have about ten thousand."""


def open_hsds(path: Path, *, limits: Limits) -> Table:
    """The services in an HSDS JSON file: a list, one service, or an object with `services` (or `contents`) and
    optionally `organizations`, `locations`, `taxonomy_terms`. Raises SourceUnreadable when it is none of these."""
    data = open_json(path)
    try:
        return _table(path.name, data, limits)
    except RecursionError:
        raise SourceUnreadable(f"{path.name} is nested too deeply to be HSDS.", "bad_json") from None
    except ValueError as error:
        raise SourceUnreadable(f"{path.name} is not valid JSON; export it again.", "bad_json") from error


def _table(name: str, data: Buffer, limits: Limits) -> Table:
    services: list[tuple[int, int]] = []
    beside: dict[str, list[Any]] = {"organizations": [], "locations": [], "taxonomy_terms": []}
    for key, start, end in elements(data):
        if key in ("services", "contents", ""):
            services.append((start, end))
        elif key in beside:
            beside[key].append(json.loads(data[start:end]))
        if len(services) > limits.rows:
            raise too_many_rows(name, limits.rows)
    if not services:
        services = _single_service(name, data)
    organizations = {text_of(item.get("id")): item for item in beside["organizations"]}
    locations = {text_of(item.get("id")): item for item in beside["locations"]}
    records = _records(name, data, services, organizations, locations)
    return Table("hsds", Header(COLUMNS, COLUMNS), records, terms_of(beside["taxonomy_terms"]))


def _single_service(name: str, data: Buffer) -> list[tuple[int, int]]:
    """The place of the one service that the whole document is."""
    document = json.loads(data[:]) if len(data) <= _ONE_SERVICE else None
    if (
        not isinstance(document, dict)
        or "name" not in document
        or not {"organization", "organization_id"} & set(document)
    ):
        raise SourceUnreadable(
            f"{name} is JSON but holds no HSDS services; expected an object with `services`.", "no_services"
        )
    return [(0, len(data))]


def _records(
    name: str,
    data: Buffer,
    services: Sequence[tuple[int, int]],
    organizations: Mapping[str, Json],
    locations: Mapping[str, Json],
) -> Iterator[Record]:
    for row, (start, end) in enumerate(services, start=1):
        try:
            service = json.loads(data[start:end])
        except (ValueError, RecursionError):
            raise SourceUnreadable(f"{name} is not valid JSON at service {row}; export it again.", "bad_json") from None
        yield Record(row, 0, service_values(service, organizations, locations))


def terms_of(terms: Sequence[Json]) -> tuple[Term, ...]:
    """The taxonomy that came along; labels are `NL: .. / FR: .. / EN: ..` in the description."""
    codes = {text_of(term.get("id")): text_of(term.get("code")) for term in terms}
    read = []
    for term in terms:
        name = text_of(term.get("name"))
        labelled = _LABELS.match(text_of(term.get("description")))
        label_nl, label_fr, label_en = labelled.groups() if labelled else (name, name, name)
        pictograms = [
            text_of(a.get("value")) for a in dicts_of(term.get("attributes")) if a.get("link_type") == "pictogram"
        ]
        read.append(
            Term(
                code=text_of(term.get("code")),
                parent=codes.get(text_of(term.get("parent_id")), ""),
                label_nl=label_nl,
                label_fr=label_fr,
                label_en=label_en,
                pictogram=next(iter(pictograms), ""),
            )
        )
    return tuple(term for term in read if term.code)
