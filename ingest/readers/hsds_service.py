"""One service of HSDS 3 -> the columns of the repertory. docs/hsds-profile.md says what is written where.

HSDS has no text in two languages, no care zones and no OSM opening hours; the profile keeps these in `attributes`.
Documents that do not follow the profile are read as far as HSDS itself goes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from opening_hours import validate as valid_hours

Json = Mapping[str, Any]

_HOUSE_NUMBER = re.compile(r"^(.*?\S)[ ,]+(\d\S*(?: ?[-/] ?\d\S*)?(?: (?:bus|bte|boîte|box) ?\S+)?)$", re.IGNORECASE)

_POSTCODE = re.compile(r"^\d{4}$")

_DUTCH = frozenset(
    ("de", "het", "een", "van", "voor", "en", "met", "of", "wie", "bij", "is", "zijn", "naar", "ook", "niet")
)
_FRENCH = frozenset(
    ("le", "la", "les", "des", "un", "une", "du", "de", "et", "pour", "avec", "ou", "est", "sont", "aux", "ne")
)

ADDRESS = ("street_nl", "street_fr", "house_number", "postal_code", "municipality_nl", "municipality_fr")

EXACT = "exact."
"""Prefix of the attributes in which the profile keeps a value that HSDS itself cannot hold unchanged."""

_STATUS = {"active": "active", "defunct": "closed", "inactive": "closed", "temporarily closed": "closed"}


def service_values(service: Json, organizations: Mapping[str, Json], locations: Mapping[str, Json]) -> dict[str, str]:
    """The repertory columns of one HSDS service. Columns that it does not speak of have no key."""
    marks = _attributes(service)
    langs = _content_languages(service, marks)
    organization = {
        **organizations.get(text_of(service.get("organization_id")), {}),
        **dict_of(service.get("organization")),
    }
    location = _location(service, locations)
    values = {
        "id": _first(marks, "source_id") or text_of(location.get("external_identifier")) or text_of(service.get("id")),
        "categories": ";".join(marks.get("category", [])),
        "target_groups": ";".join(marks.get("target_group", [])),
        "languages": ";".join(
            text_of(x.get("code")) or text_of(x.get("name")) for x in dicts_of(service.get("languages"))
        ),
        "latitude": text_of(location.get("latitude")),
        "longitude": text_of(location.get("longitude")),
        "phone": "; ".join(text_of(x.get("number")) for x in dicts_of(service.get("phones"))),
        "email": text_of(service.get("email")) or text_of(organization.get("email")),
        "website": text_of(service.get("url")),
        "opening_hours": _hours(service, in_profile="content_languages" in marks),
        "zones": ";".join(filter(None, map(_area, dicts_of(service.get("service_areas"))))),
        "capacity": _first(marks, "capacity"),
        "capacity_date": _first(marks, "capacity_date"),
        "waiting_weeks": text_of(service.get("wait_time")),
        "wheelchair": _wheelchair(location),
        "low_threshold": _first(marks, "low_threshold"),
        "status": _STATUS.get(text_of(service.get("status")), text_of(service.get("status"))),
        "last_verified": text_of(service.get("assured_date"))[:10],
        "source": _first(marks, "source"),
    }
    values |= _texts(service, organization, marks, langs) | _address(location)
    values |= {name[len(EXACT) :]: found[0] for name, found in marks.items() if name.startswith(EXACT)}
    return values


def _texts(service: Json, organization: Json, marks: Mapping[str, list[str]], langs: Sequence[str]) -> dict[str, str]:
    """The five texts in two languages: HSDS's own field in the first language, the other from the attributes."""
    own = {
        "name": (text_of(service.get("name")), text_of(service.get("alternate_name"))),
        "organization": (text_of(organization.get("name")), text_of(organization.get("alternate_name"))),
        "description": (text_of(service.get("description")), ""),
        "conditions": (text_of(service.get("eligibility_description")), ""),
        "cost": (text_of(service.get("fees_description")), ""),
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
    address = next(iter(dicts_of(location.get("addresses"))), None)
    if address is None:
        return {}
    street_nl, number = _street(text_of(address.get("address_1")))
    street_fr, number_fr = _street(text_of(address.get("address_2")))
    city_nl, _, city_fr = text_of(address.get("city")).partition(" / ")
    return dict(
        zip(
            ADDRESS,
            (
                street_nl,
                street_fr,
                number or number_fr,
                text_of(address.get("postal_code")),
                city_nl,
                city_fr or city_nl,
            ),
            strict=True,
        )
    )


def _hours(service: Json, *, in_profile: bool) -> str:
    """The OSM string of the first schedule. Outside the profile `description` is any text; it counts if it is OSM."""
    texts = (text_of(schedule.get("description")) for schedule in dicts_of(service.get("schedules")))
    return next((text for text in texts if text and (in_profile or valid_hours(text))), "")


def _street(line: str) -> tuple[str, str]:
    match = _HOUSE_NUMBER.match(line)
    return (match[1], match[2]) if match else (line, "")


def _location(service: Json, locations: Mapping[str, Json]) -> Json:
    for link in dicts_of(service.get("service_at_locations")):
        found = dict_of(link.get("location")) or locations.get(text_of(link.get("location_id")))
        if found:
            return found
    return {}


def _wheelchair(location: Json) -> str:
    for entry in dicts_of(location.get("accessibility")):
        if text_of(entry.get("description")).casefold() == "wheelchair":
            return text_of(entry.get("details"))
    return ""


def _area(area: Json) -> str:
    """The zone that a service area names; "" for a postcode, from which the zone is derived anyway."""
    extent = text_of(area.get("extent"))
    zone = extent if extent and text_of(area.get("extent_type")) in ("text", "") else text_of(area.get("name"))
    return "" if _POSTCODE.match(zone) else zone


def _attributes(service: Json) -> dict[str, list[str]]:
    """link_type -> values, in order; a category's value is its taxonomy code."""
    marks: dict[str, list[str]] = {}
    for attribute in dicts_of(service.get("attributes")):
        term = dict_of(attribute.get("taxonomy_term"))
        kind = text_of(attribute.get("link_type")) or ("category" if term else "")
        value = text_of(attribute.get("value")) or text_of(term.get("code"))
        marks.setdefault(kind, []).append(value)
    return marks


def _first(marks: Mapping[str, list[str]], kind: str) -> str:
    return next(iter(marks.get(kind, [])), "")


def text_of(value: Any) -> str:
    """What stands there; "" for nothing."""
    return "" if value is None else str(value)


def dict_of(value: Any) -> dict[str, Any]:
    """The object that stands there; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def dicts_of(value: Any) -> list[dict[str, Any]]:
    """The objects of the list that stands there."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
