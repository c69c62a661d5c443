"""A new address as people type it -> the columns of a record: "verhuisd naar Vooruitgangstraat 12, 1030 Schaarbeek".

A street or postcode that the repertory knows already gets its name in the other language from there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kb.models import Service
from kb.understand.text import folded, folded_words

Pair = tuple[str, str]
"""A name in Dutch and in French."""

_FIELD = re.compile(
    r"^\W*(?:(?:het|le|la|l'|the|ons|notre|our|de|nieuwe?|nouve(?:au|lle)|new|we|wij|nous|zijn|sommes|avons|ont"
    r"|is|a|are|have"
    r"|has|was|dienst|service|nu|maintenant|now)\s+)*(?:l ?')?(?P<word>adres(?:se)?|address|locatie|verhuisd"
    r"|verhuist|verhuizen"
    r"|demenage(?:e|s|es|nt)?|moved|moves)\b(?:\s+(?:is|est|nu|maintenant|now|naar|au|a|vers|to|in|de|het|sont"
    r"|zijn|nieuw)\b|\W)*",
    re.IGNORECASE,
)
_NUMBER_LAST = re.compile(
    r"(?P<street>[^\d,;]{3,60}?)\s*,?\s*(?:nr\.?|n°"
    r"|no\.?)?\s*(?P<number>\d{1,4}\s?[a-zA-Z]?(?:\s?[-/]\s?\d{1,4}[a-zA-Z]?)?"
    r"(?:\s?(?:bus|bte|boite|boîte|box)\.?\s?\w{1,6})?)(?P<town>(?:[\s,;-]+.*)?)"
)
_NUMBER_FIRST = re.compile(
    r"(?P<number>\d{1,4}\s?[a-zA-Z]?)\s*,?\s+(?P<street>[^\d,;]{3,60}?)(?P<town>(?:,.*|\s+\d{4}\b.*)?)"
)
_TOWN = re.compile(
    r"^[\s,;:-]*(?:(?:te|in|à|a)\s+)?(?:B[- ])?(?P<code>[1-9]\d{3})?[\s,]*(?P<town>[^\d]{0,40}?)[\s.!]*$"
)
_FRENCH = re.compile(
    r"^(?:la |le )?(?:rue|avenue|av|boulevard|bd|place|chaussee|quai|square|impasse|allee|drève|dreve|cours|clos)\b"
)


@dataclass(frozen=True, slots=True)
class Streets:
    """Names of streets (by either, folded) and towns (by postcode) in both languages, as the repertory has them."""

    streets: Mapping[str, Pair] = field(default_factory=dict)
    towns: Mapping[str, Pair] = field(default_factory=dict)

    @classmethod
    def of(cls, services: Iterable[Service]) -> Streets:
        streets: dict[str, Pair] = {}
        towns: dict[str, Counter[Pair]] = {}
        for service in services:
            if service.street_nl and service.street_fr:
                pair = (service.street_nl, service.street_fr)
                streets |= {_key(name): pair for name in pair}
            if service.postal_code and service.municipality_nl and service.municipality_fr:
                both = (service.municipality_nl, service.municipality_fr)
                towns.setdefault(service.postal_code, Counter())[both] += 1
        return cls(streets, {code: found.most_common(1)[0][0] for code, found in towns.items()})


def address(text: str, service: Service, streets: Streets) -> dict[str, str] | None:
    """The columns of a new address; None when the text gives none. Without a postcode the service keeps its own."""
    introduced = _FIELD.match(folded(text)) if text.isascii() else _FIELD.match(_same_length(text))
    if introduced is None:
        return None
    given = text[introduced.end() :].strip()
    match = _NUMBER_LAST.fullmatch(given) or _NUMBER_FIRST.fullmatch(given)
    town = _TOWN.match(match["town"] or "") if match else None
    if match is None or town is None:
        return None
    code, name = town["code"] or "", (town["town"] or "").strip(" ,.()")
    if not _is_town(name, streets, coded=bool(code)):
        return None
    values = _street(match["street"].strip(" ,"), streets) | {"house_number": " ".join(match["number"].split())}
    return values | _town(code, name, service, streets)


def _street(written: str, streets: Streets) -> dict[str, str]:
    known = streets.streets.get(_key(written))
    if known:
        return {"street_nl": known[0], "street_fr": known[1]}
    return {"street_fr" if _FRENCH.match(folded(written)) else "street_nl": written}


def _is_town(written: str, streets: Streets, *, coded: bool) -> bool:
    """Whether what stands behind the number is no more than a town: a known one, or behind a postcode a name."""
    words = set(folded_words(written))
    known = any(words <= set(folded_words(name)) for pair in streets.towns.values() for name in pair)
    return known or (coded and len(words) <= 4 and all(part[0].isupper() for part in re.split(r"[\s-]+", written)))


def _town(code: str, written: str, service: Service, streets: Streets) -> dict[str, str]:
    if not code and not written:
        return {"postal_code": service.postal_code, "municipality_nl": service.municipality_nl,
                "municipality_fr": service.municipality_fr}  # fmt: skip
    code = code or next((c for c, pair in streets.towns.items() if _key(written) in map(_key, pair)), "")
    known = streets.towns.get(code)
    if known:
        return {"postal_code": code, "municipality_nl": known[0], "municipality_fr": known[1]}
    return {"postal_code": code, "municipality_nl": written, "municipality_fr": written}


def _key(name: str) -> str:
    return " ".join(folded_words(name))


def _same_length(text: str) -> str:
    """Folded letter by letter, so that places in it are places in the text."""
    return "".join(plain if len(plain := folded(char)) == 1 else char.lower()[:1] for char in text).replace("’", "'")
