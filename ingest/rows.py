"""What makes a row of the repertory a service: the pydantic model of a row, and the rules it is checked against.

A value that decides who is sent where (id, name, category, language, hours, zone, capacity, dates) makes its row
invalid when it is wrong: the record known before then stays as it was. A value that only helps on the way (point,
e-mail, site, phone) is left out with a remark, and the service is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, NamedTuple

from opening_hours import validate as valid_hours
from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError
from rapidfuzz import fuzz, process

from ingest.values import (
    is_email,
    is_phone,
    is_website,
    parse_date,
    parse_point,
    parse_postcode,
    parse_weeks,
    split_list,
)
from ingest.words import CAPACITY, STATUS, WHEELCHAIR, WHOLE_REGION, YES_NO, language_codes, language_names
from kb.models import REGION, Accessible, Capacity, Status, Term, Zone

LONGEST_TEXT = 10_000
"""Characters in one cell; longer ones are a quotation mark that was never closed, not a description."""

LONGEST_ID = 200

Codes = Mapping[str, Term] | Collection[str]
"""Category codes that are known, with their terms or alone."""


class Remark(NamedTuple):
    """About a value that was left out or converted: the kind of mistake, the sentence, and the values in it."""

    column: str
    code: str
    sentence: str
    details: Mapping[str, str | int] = {}


@dataclass(slots=True)
class Rules:
    """What the values of a row are checked against; one per file. `categories` None: any code will do. `remarks` is
    filled while a row is checked and emptied by the reader after it."""

    today: date
    zones: dict[str, str]
    categories: dict[str, Term | None] | None
    remarks: list[Remark] = field(default_factory=list)
    hours: dict[str, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, today: date, zones: Iterable[Zone], terms: Iterable[Term], codes: Codes) -> Rules:
        names: dict[str, str] = {}
        for zone in zones:
            for name in (zone.id, zone.name_nl, zone.name_fr):
                names.setdefault(name.casefold(), zone.id)
        labelled = dict(codes) if isinstance(codes, Mapping) else dict.fromkeys(codes)
        known: dict[str, Term | None] = labelled | {term.code: term for term in terms}
        return cls(today, names, known or None)


def _rules(info: ValidationInfo) -> Rules:
    rules = info.context
    assert isinstance(rules, Rules)
    return rules


def _id(text: str) -> str:
    if not text:
        raise PydanticCustomError("missing_id", "The row has no id.")
    if len(text) > LONGEST_ID or "\n" in text:
        raise PydanticCustomError("bad_id", "An id is one line of at most {most} characters.", {"most": LONGEST_ID})
    return text


def _choice(code: str, words: dict[str, Any]) -> Callable[[str], Any]:
    """A validator for a column with a closed list of values, in any of three languages."""
    allowed = (
        ", ".join(dict.fromkeys(str(value) for value in words.values() if isinstance(value, str) and value))
        or "yes, no"
    )

    def choose(text: str) -> Any:
        try:
            return words[text.casefold()]
        except KeyError:
            raise PydanticCustomError(code, "Use one of: {allowed}.", {"allowed": allowed}) from None

    return choose


def _date(text: str, info: ValidationInfo) -> date | None:
    value, remark = parse_date(text, _rules(info).today)
    if remark and value:
        details = {"date": value.isoformat()}
        _rules(info).remarks.append(Remark(info.field_name or "", "date_converted", remark, details))
    return value


def _categories(text: str, info: ValidationInfo) -> tuple[str, ...]:
    codes, known = split_list(text), _rules(info).categories
    if known is None:
        return codes
    for code in codes:
        if code not in known:
            near = ", ".join(nearest_codes(code, known)) or "none"
            raise PydanticCustomError(
                "unknown_category", "The taxonomy has no code {code}; nearest: {near}.", {"code": code, "near": near}
            )
    return codes


def nearest_codes(code: str, known: dict[str, Term | None]) -> list[str]:
    """Up to three codes whose code or label resembles `code`, best first."""
    choices: dict[str, str] = {}
    for name, term in known.items():
        labels = (name, *((term.label_nl, term.label_fr, term.label_en) if term else ()))
        choices |= {label: name for label in labels if label}
    found = process.extract(code, list(choices), scorer=fuzz.ratio, processor=str.casefold, limit=9)
    return list(dict.fromkeys(choices[label] for label, _, _ in found))[:3]


@lru_cache(maxsize=4096)
def _languages(text: str) -> tuple[str, ...]:
    codes = []
    for item in split_list(text):
        code = item.casefold()
        code = code if code in language_codes() else language_names().get(code, "")
        if not code:
            raise PydanticCustomError("unknown_language", "{item} is no ISO 639 language code.", {"item": item})
        codes.append(code)
    return tuple(dict.fromkeys(codes))


def _hours(text: str, info: ValidationInfo) -> str:
    cache = _rules(info).hours
    if text and text not in cache:
        cache[text] = bool(valid_hours(text))
    if text and not cache[text]:
        raise PydanticCustomError("bad_opening_hours", "Write opening hours as OSM opening_hours (Mo-Fr 09:00-17:30).")
    return text


def _zones(text: str, info: ValidationInfo) -> tuple[str, ...]:
    known = _rules(info).zones
    zones = []
    for item in split_list(text):
        name = item.casefold()
        zone = REGION if name in WHOLE_REGION else known.get(name, "" if known else item)
        if not zone:
            allowed = ", ".join((*dict.fromkeys(known.values()), REGION))
            raise PydanticCustomError(
                "unknown_zone", "There is no zone {item}; use one of: {allowed}.", {"item": item, "allowed": allowed}
            )
        zones.append(zone)
    return tuple(dict.fromkeys(zones))


def _helpful(code: str, valid: Callable[[str], bool], sentence: str) -> Callable[[str, ValidationInfo], str]:
    """A validator for a value that is left out when it is wrong."""

    def keep(text: str, info: ValidationInfo) -> str:
        if not text or valid(text):
            return text
        _rules(info).remarks.append(Remark(info.field_name or "", code, sentence))
        return ""

    return keep


Text = Annotated[str, StringConstraints(max_length=LONGEST_TEXT)]
Day = Annotated[date | None, BeforeValidator(_date)]


class Row(BaseModel):
    """A row of text cells -> the fields of `kb.models.Service`. Validate with a `Rules` as context."""

    model_config = ConfigDict(extra="ignore")

    id: Annotated[str, BeforeValidator(_id)] = ""
    organization_nl: Text = ""
    organization_fr: Text = ""
    name_nl: Text = ""
    name_fr: Text = ""
    description_nl: Text = ""
    description_fr: Text = ""
    categories: Annotated[tuple[str, ...], BeforeValidator(_categories)] = ()
    target_groups: Annotated[tuple[str, ...], BeforeValidator(split_list)] = ()
    languages: Annotated[tuple[str, ...], BeforeValidator(_languages)] = ()
    street_nl: Text = ""
    street_fr: Text = ""
    house_number: Text = ""
    postal_code: Annotated[str, BeforeValidator(parse_postcode)] = ""
    municipality_nl: Text = ""
    municipality_fr: Text = ""
    latitude: float | None = None
    longitude: float | None = None
    phone: Annotated[
        Text, BeforeValidator(_helpful("bad_phone", is_phone, "This is no phone number; it was left out."))
    ] = ""
    email: Annotated[
        Text, BeforeValidator(_helpful("bad_email", is_email, "This is no e-mail address; it was left out."))
    ] = ""
    website: Annotated[
        Text, BeforeValidator(_helpful("bad_website", is_website, "This is no web address; it was left out."))
    ] = ""
    opening_hours: Annotated[Text, BeforeValidator(_hours)] = ""
    conditions_nl: Text = ""
    conditions_fr: Text = ""
    cost_nl: Text = ""
    cost_fr: Text = ""
    zones: Annotated[tuple[str, ...], BeforeValidator(_zones)] = ()
    capacity: Annotated[Capacity, BeforeValidator(_choice("bad_capacity", dict(CAPACITY)))] = Capacity.UNKNOWN
    capacity_date: Day = None
    waiting_weeks: Annotated[int | None, BeforeValidator(parse_weeks)] = None
    wheelchair: Annotated[Accessible, BeforeValidator(_choice("bad_wheelchair", dict(WHEELCHAIR)))] = Accessible.UNKNOWN
    low_threshold: Annotated[bool | None, BeforeValidator(_choice("bad_low_threshold", dict(YES_NO)))] = None
    status: Annotated[Status, BeforeValidator(_choice("bad_status", dict(STATUS)))] = Status.ACTIVE
    last_verified: Day = None
    source: Text = ""

    @model_validator(mode="before")
    @classmethod
    def _point(cls, values: dict[str, Any], info: ValidationInfo) -> dict[str, Any]:
        values = dict(values)
        if not values.get("id"):
            values["id"] = ""
        raw = (values.pop("latitude", ""), values.pop("longitude", ""))
        point, remark = parse_point(*raw)
        if remark:
            _rules(info).remarks.append(Remark("latitude", *remark))
        if point:
            values["latitude"], values["longitude"] = point
        return values

    @model_validator(mode="after")
    def _named(self) -> Row:
        if not self.name_nl and not self.name_fr:
            raise PydanticCustomError("missing_name", "The row has no name in Dutch or French.")
        return self
