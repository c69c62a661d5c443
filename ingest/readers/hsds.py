"""HSDS 3 JSON (Open Referral) -> the columns of the repertory. docs/hsds-profile.md says what is written where.

HSDS has no text in two languages, no care zones and no OSM opening hours; the profile keeps these in `attributes`.
Documents that do not follow the profile are read as far as HSDS itself goes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from opening_hours import validate as valid_hours

from ingest.errors import SourceUnreadable
from ingest.readers.columns import COLUMNS, Header
from ingest.readers.json_stream import Buffer, elements, open_json
from ingest.readers.tables import Limits, Record, Table, too_many_rows
from kb.models import Term

Json = Mapping[str, Any]

_HOUSE_NUMBER = re.compile(r"^(.*?\S)[ ,]+(\d\S*(?: ?[-/] ?\d\S*)?(?: (?:bus|bte|boîte|box) ?\S+)?)$", re.IGNORECASE)

_POSTCODE = re.compile(r"^\d{4}$")

_LABELS = re.compile(r"^NL: (.*) / FR: (.*) / EN: (.*)$", re.DOTALL)

_DUTCH = frozenset(
    ("de", "het", "een", "van", "voor", "en", "met", "of", "wie", "bij", "is", "zijn", "naar", "ook", "niet")
)
_FRENCH = frozenset(
    ("le", "la", "les", "des", "un", "une", "du", "de", "et", "pour", "avec", "ou", "est", "sont", "aux", "ne")
)

_ONE_SERVICE = 1024 * 1024
"""Bytes of a document that is one service; real ones have about ten thousand."""

ADDRESS = ("street_nl", "street_fr", "house_number", "postal_code", "municipality_nl", "municipality_fr")

EXACT = "exact."
"""Prefix of the attributes in which the profile keeps a value that HSDS itself cannot hold unchanged."""

_STATUS = {"active": "active", "defunct": "closed", "inactive": "closed", "temporarily closed": "closed"}


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
    organizations = {_text(item.get("id")): item for item in beside["organizations"]}
    locations = {_text(item.get("id")): item for item in beside["locations"]}
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


def service_values(service: Json, organizations: Mapping[str, Json], locations: Mapping[str, Json]) -> dict[str, str]:
    """The repertory columns of one HSDS service. Columns that it does not speak of have no key."""
    marks = _attributes(service)
    langs = _content_languages(service, marks)
    organization = {
        **organizations.get(_text(service.get("organization_id")), {}),
        **_dict(service.get("organization")),
    }
    location = _location(service, locations)
    values = {
        "id": _first(marks, "source_id") or _text(location.get("external_identifier")) or _text(service.get("id")),
        "categories": ";".join(marks.get("category", [])),
        "target_groups": ";".join(marks.get("target_group", [])),
        "languages": ";".join(_text(x.get("code")) or _text(x.get("name")) for x in _dicts(service.get("languages"))),
        "latitude": _text(location.get("latitude")),
        "longitude": _text(location.get("longitude")),
        "phone": "; ".join(_text(x.get("number")) for x in _dicts(service.get("phones"))),
        "email": _text(service.get("email")) or _text(organization.get("email")),
        "website": _text(service.get("url")),
        "opening_hours": _hours(service, in_profile="content_languages" in marks),
        "zones": ";".join(filter(None, map(_area, _dicts(service.get("service_areas"))))),
        "capacity": _first(marks, "capacity"),
        "capacity_date": _first(marks, "capacity_date"),
        "waiting_weeks": _text(service.get("wait_time")),
        "wheelchair": _wheelchair(location),
        "low_threshold": _first(marks, "low_threshold"),
        "status": _STATUS.get(_text(service.get("status")), _text(service.get("status"))),
        "last_verified": _text(service.get("assured_date"))[:10],
        "source": _first(marks, "source"),
    }
    values |= _texts(service, organization, marks, langs) | _address(location)
    values |= {name[len(EXACT) :]: found[0] for name, found in marks.items() if name.startswith(EXACT)}
    return values


def _texts(service: Json, organization: Json, marks: Mapping[str, list[str]], langs: Sequence[str]) -> dict[str, str]:
    """The five texts in two languages: HSDS's own field in the first language, the other from the attributes."""
    own = {
        "name": (_text(service.get("name")), _text(service.get("alternate_name"))),
        "organization": (_text(organization.get("name")), _text(organization.get("alternate_name"))),
        "description": (_text(service.get("description")), ""),
        "conditions": (_text(service.get("eligibility_description")), ""),
        "cost": (_text(service.get("fees_description")), ""),
    }
    values: dict[str, str] = {}
    first = langs[0]
    other = "fr" if first == "nl" else "nl"
    if langs == ("fr",) and own["organization"][1]:
        # An organisation may have more languages than this service of it: its French name is then the other one.
        own["organization"] = (own["organization"][1], "")
    for name, (text, alternate) in own.items():
        translated = _first(marks, f"translation.{name}.{other}")
        values[f"{name}_{first}"] = text
        values[f"{name}_{other}"] = (translated or alternate) if other in langs or translated else ""
    return values


def _content_languages(service: Json, marks: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The languages of the texts, that of HSDS's own fields first. Without the profile's attribute: the language that
    most small words of the description belong to."""
    said = [
        lang
        for text in marks.get("content_languages", [])
        for lang in re.split(r"[;, ]+", text)
        if lang in ("nl", "fr")
    ]
    if said:
        return ("nl", "fr") if len(said) > 1 else (said[0],)
    words = f"{service.get('name', '')} {service.get('description', '')}".lower().split()
    dutch, french = sum(word in _DUTCH for word in words), sum(word in _FRENCH for word in words)
    return ("fr", "nl") if french > dutch else ("nl", "fr")


def _address(location: Json) -> dict[str, str]:
    """The address columns, or none at all for a service without one: HSDS cannot say `undisclosed`."""
    address = next(iter(_dicts(location.get("addresses"))), None)
    if address is None:
        return {}
    street_nl, number = _street(_text(address.get("address_1")))
    street_fr, number_fr = _street(_text(address.get("address_2")))
    city_nl, _, city_fr = _text(address.get("city")).partition(" / ")
    return dict(
        zip(
            ADDRESS,
            (street_nl, street_fr, number or number_fr, _text(address.get("postal_code")), city_nl, city_fr or city_nl),
            strict=True,
        )
    )


def _hours(service: Json, *, in_profile: bool) -> str:
    """The OSM string of the first schedule. Outside the profile `description` is any text; it counts if it is OSM."""
    texts = (_text(schedule.get("description")) for schedule in _dicts(service.get("schedules")))
    return next((text for text in texts if text and (in_profile or valid_hours(text))), "")


def _street(line: str) -> tuple[str, str]:
    match = _HOUSE_NUMBER.match(line)
    return (match[1], match[2]) if match else (line, "")


def _location(service: Json, locations: Mapping[str, Json]) -> Json:
    for link in _dicts(service.get("service_at_locations")):
        found = _dict(link.get("location")) or locations.get(_text(link.get("location_id")))
        if found:
            return found
    return {}


def _wheelchair(location: Json) -> str:
    for entry in _dicts(location.get("accessibility")):
        if _text(entry.get("description")).casefold() == "wheelchair":
            return _text(entry.get("details"))
    return ""


def _area(area: Json) -> str:
    """The zone that a service area names; "" for a postcode, from which the zone is derived anyway."""
    extent = _text(area.get("extent"))
    zone = extent if extent and _text(area.get("extent_type")) in ("text", "") else _text(area.get("name"))
    return "" if _POSTCODE.match(zone) else zone


def _attributes(service: Json) -> dict[str, list[str]]:
    """link_type -> values, in order; a category's value is its taxonomy code."""
    marks: dict[str, list[str]] = {}
    for attribute in _dicts(service.get("attributes")):
        term = _dict(attribute.get("taxonomy_term"))
        kind = _text(attribute.get("link_type")) or ("category" if term else "")
        value = _text(attribute.get("value")) or _text(term.get("code"))
        marks.setdefault(kind, []).append(value)
    return marks


def terms_of(terms: Sequence[Json]) -> tuple[Term, ...]:
    """The taxonomy that came along; labels are `NL: .. / FR: .. / EN: ..` in the description."""
    codes = {_text(term.get("id")): _text(term.get("code")) for term in terms}
    read = []
    for term in terms:
        name = _text(term.get("name"))
        labelled = _LABELS.match(_text(term.get("description")))
        label_nl, label_fr, label_en = labelled.groups() if labelled else (name, name, name)
        pictograms = [
            _text(a.get("value")) for a in _dicts(term.get("attributes")) if a.get("link_type") == "pictogram"
        ]
        read.append(
            Term(
                code=_text(term.get("code")),
                parent=codes.get(_text(term.get("parent_id")), ""),
                label_nl=label_nl,
                label_fr=label_fr,
                label_en=label_en,
                pictogram=next(iter(pictograms), ""),
            )
        )
    return tuple(term for term in read if term.code)


def _first(marks: Mapping[str, list[str]], kind: str) -> str:
    return next(iter(marks.get(kind, [])), "")


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
