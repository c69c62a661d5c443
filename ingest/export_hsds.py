"""Services -> HSDS 3 JSON, in the profile of docs/hsds-profile.md, so that reading it again gives the same services.

What HSDS can say is said in HSDS. After that the result is read back, and every column that would come out different
is written once more, as it is, in an attribute `exact.<column>`. So nothing is lost whatever a value looks like.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from ingest.cells import cells
from ingest.readers.hsds_service import EXACT, service_values
from kb.models import REGION, Accessible, Service, Status, Term

PROFILE = "https://docs.openreferral.org/ HSDS 3 with the Relais profile 1 (docs/hsds-profile.md)"

_NAMESPACE = UUID("6f1d3a52-8f0e-5d0c-9a53-2f6b0c5f7e11")
"""Ids are uuid5 in this namespace: the same service has the same id in each export."""

Json = dict[str, Any]


def to_hsds(services: Iterable[Service], taxonomy: Sequence[Term] = ()) -> bytes:
    """UTF-8 JSON with `organizations`, `services`, `locations`, `taxonomies` and `taxonomy_terms`, sorted by id."""
    ordered = sorted(services, key=lambda service: service.id)
    terms = {term.code: _term(term) for term in taxonomy}
    organizations: dict[str, Json] = {}
    written, locations = [], []
    for service in ordered:
        organization = organizations.setdefault(_organization_key(service), _organization(service))
        location = _location(service, organization)
        locations.append(location)
        written.append(_service(service, organization, location, terms))
    document = {
        "hsds_version": "3.0",
        "profile": PROFILE,
        "organizations": list(organizations.values()),
        "services": written,
        "locations": locations,
        "taxonomies": [{"id": _id("taxonomy"), "name": "relais", "description": "The regional taxonomy of Relais"}],
        "taxonomy_terms": list(terms.values()),
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _id(*parts: str) -> str:
    return str(uuid5(_NAMESPACE, "\x1f".join(parts)))


def _filled(values: Mapping[str, Any]) -> Json:
    """Without what is empty: HSDS leaves out what is not known."""
    return {key: value for key, value in values.items() if value not in ("", None, [])}


def _organization_key(service: Service) -> str:
    return f"{service.organization_nl}\x1f{service.organization_fr}"


def _organization(service: Service) -> Json:
    first, second = service.organization_nl, service.organization_fr
    name = first or second or service.name_nl or service.name_fr
    return _filled(
        {
            "id": _id("organization", _organization_key(service)),
            "name": name,
            "alternate_name": second if first and second else "",
            "description": name,
        }
    )


def _location(service: Service, organization: Json) -> Json:
    key = _id("location", service.id)
    has_address = bool(service.street_nl or service.street_fr)
    lines = [f"{street} {service.house_number}".strip() for street in (service.street_nl, service.street_fr) if street]
    city = " / ".join(dict.fromkeys(filter(None, (service.municipality_nl, service.municipality_fr))))
    address = _filled(
        {
            "id": _id("address", service.id),
            "location_id": key,
            "address_1": lines[0] if lines else "",
            "address_2": lines[1] if len(lines) > 1 else "",
            "city": city,
            "state_province": "Brussels",
            "postal_code": service.postal_code,
            "country": "BE",
            "address_type": "physical",
        }
    )
    access = {"id": _id("accessibility", service.id), "location_id": key, "description": "wheelchair"}
    known = service.wheelchair is not Accessible.UNKNOWN
    return _filled(
        {
            "id": key,
            "location_type": "physical" if has_address else "virtual",
            "organization_id": organization["id"],
            "name": service.name_nl or service.name_fr,
            "external_identifier": service.id,
            "external_identifier_type": "source id",
            "latitude": service.latitude,
            "longitude": service.longitude,
            "addresses": [address] if has_address else [],
            "accessibility": [{**access, "details": service.wheelchair.value}] if known else [],
        }
    )


def _service(service: Service, organization: Json, location: Json, terms: Mapping[str, Json]) -> Json:
    key = _id("service", service.id)
    langs = _content_languages(service)
    first = langs[0]
    fees = getattr(service, f"cost_{first}")
    weeks = service.waiting_weeks
    result = _filled(
        {
            "id": key,
            "organization_id": organization["id"],
            "organization": organization,
            "name": getattr(service, f"name_{first}") or service.name_nl or service.name_fr,
            "alternate_name": service.name_fr if len(langs) > 1 else "",
            "description": getattr(service, f"description_{first}"),
            "status": "defunct" if service.status is Status.CLOSED else "active",
            "url": service.website,
            "email": service.email,
            "fees_description": fees,
            "eligibility_description": getattr(service, f"conditions_{first}"),
            "wait_time": f"{weeks} weeks" if weeks is not None else "",
            "assured_date": service.last_verified.isoformat() if service.last_verified else "",
            "phones": _part("phone", service, [{"number": service.phone, "type": "voice"}] if service.phone else []),
            "schedules": _part(
                "schedule", service, [{"description": service.opening_hours}] if service.opening_hours else []
            ),
            "languages": _part("language", service, [{"code": code, "name": code} for code in service.languages]),
            "service_areas": _part("service_area", service, [_area(zone) for zone in service.zones]),
            "service_at_locations": _part("at", service, [{"location_id": location["id"], "location": location}]),
        }
    )
    marks = [("source_id", service.id), ("content_languages", ";".join(langs)), *_marks(service, langs)]
    attributes = [_attribute(service, kind, value, terms) for kind, value in marks]
    read_back = service_values({**result, "attributes": attributes}, {}, {})
    exact = [(EXACT + name, text) for name, text in cells(service).items() if _lost(name, text, read_back)]
    result["attributes"] = attributes + [_attribute(service, kind, value, terms) for kind, value in exact]
    return result


def _lost(name: str, text: str, read_back: Mapping[str, str]) -> bool:
    found = read_back.get(name)
    if name in ("latitude", "longitude") and found and text:
        return float(found) != float(text)
    if name == "waiting_weeks" and found:
        return found.removesuffix(" weeks") != text
    return found != text


def _content_languages(service: Service) -> tuple[str, ...]:
    langs = tuple(lang for lang in ("nl", "fr") if getattr(service, f"name_{lang}"))
    return langs or ("nl",)


def _marks(service: Service, langs: Sequence[str]) -> list[tuple[str, str]]:
    marks = [("category", code) for code in service.categories]
    marks += [("target_group", group) for group in service.target_groups]
    marks.append(("capacity", service.capacity.value))
    if service.capacity_date:
        marks.append(("capacity_date", service.capacity_date.isoformat()))
    if service.low_threshold is not None:
        marks.append(("low_threshold", "yes" if service.low_threshold else "no"))
    if service.source:
        marks.append(("source", service.source))
    if len(langs) > 1:
        texts = {
            name: getattr(service, f"{name}_fr")
            for name in ("organization", "name", "description", "cost", "conditions")
        }
        marks += [(f"translation.{name}.fr", text) for name, text in texts.items() if text]
    return marks


def _attribute(service: Service, kind: str, value: str, terms: Mapping[str, Json]) -> Json:
    attribute: Json = {
        "id": _id("attribute", service.id, kind, value),
        "link_id": _id("service", service.id),
        "link_type": kind,
        "link_entity": "service",
        "value": value,
    }
    if kind == "category" and value in terms:
        attribute |= {"taxonomy_term_id": terms[value]["id"], "taxonomy_term": terms[value]}
    return attribute


def _part(kind: str, service: Service, items: Sequence[Json]) -> list[Json]:
    return [
        {"id": _id(kind, service.id, str(n)), "service_id": _id("service", service.id), **item}
        for n, item in enumerate(items)
    ]


def _area(zone: str) -> Json:
    return {"name": "Brussels" if zone == REGION else zone, "extent": zone, "extent_type": "text"}


def _term(term: Term) -> Json:
    return _filled(
        {
            "id": _id("term", term.code),
            "code": term.code,
            "name": term.label_nl,
            "description": f"NL: {term.label_nl} / FR: {term.label_fr} / EN: {term.label_en}",
            "parent_id": _id("term", term.parent) if term.parent else "",
            "taxonomy": "relais",
            "taxonomy_id": _id("taxonomy"),
            "language": "nl",
            "attributes": [
                {
                    "id": _id("pictogram", term.code),
                    "link_id": _id("term", term.code),
                    "link_type": "pictogram",
                    "link_entity": "taxonomy_term",
                    "value": term.pictogram,
                }
            ]
            if term.pictogram
            else [],
        }
    )
