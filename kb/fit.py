"""How well one service fits what was asked, apart from its relevance: one figure per rule, each with its reason.

The rules know need, place, language, hours, access, target group and capacity. They never see who runs or pays for a
service, which authority or which language group it belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kb.models import Accessible, Capacity, Service, Understanding
from kb.opening import opens_within
from kb.understand.ages import bounds
from kb.understand.people import AGES, SEXES
from kb.understand.text import plain
from kb.zoning import Zoning, residents_of

WEIGHTS: dict[str, float] = {
    "place": 0.30,  # serves the zone asked for (or the asker's own): outweighs a moderate difference in relevance
    "near": 0.08,  # distance to the place named, as a tie-breaker inside the zone
    "postcode": 0.12,  # lies in the very postcode named
    "residents": 0.20,  # is for residents of the postcode named; minus this when for those of another
    "language": 0.45,  # speaks the language asked for: a need, so nearly as strong as relevance itself
    "likely_language": 0.06,
    "open": 0.30,  # open in the time asked for: now, tonight, at the weekend
    "closed": -0.15,
    "open_weekday": 0.05,  # nearly all are open on working days, which are often named for another reason
    "access": 0.10,  # each access condition it states to meet
    "group": 0.08,
    "other_group": -0.25,  # is for another age group only
    "other_age": -0.4,  # states ages that nobody told of has
    "other_sex": -0.4,  # for women only where a man alone is told of, or the reverse: listed later, never left out
    "wheelchair": 0.15,
    "no_wheelchair": -0.30,
    "home_visit": 0.08,
    "waiting_list": -0.01,
    "unknown_capacity": -0.01,
    "saturated": -0.04,  # after an available one of the same relevance, never dropped
}
"""Added to a relevance of 0-1 (1 is the best candidate). Chosen by what each means, checked on the dev questions."""

FOR_OTHERS = frozenset(("other_group", "other_age", "other_sex"))
"""Reasons of a service that is for others than those told of."""
_WORKING_DAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "today", "tomorrow"))
_ACCESS_WORDS: dict[str, re.Pattern[str]] = {
    "undocumented": re.compile(
        r" (zonder papieren|geen papieren|sans papiers|aucun papier|pas besoin de papiers"
        r"|zonder wettig verblijf|sans titre de sejour|dmh|amu|zonder verblijfs\w+"
        r"|dringende medische hulp|aide medicale urgente|ongeacht \w+ statuut|quel que soit le statut) "
    ),
    "no_insurance": re.compile(
        r" (zonder (mutualiteit|ziekenfonds|ziekteverzekering|verzekering)|sans (mutuelle|mutualite|couverture"
        r"|assurance)|geen (ziekteverzekering|mutualiteit|ziekenfonds)|pas avoir de couverture|niet verzekerd"
        r"|onverzekerd\w*|non assure\w*|pas de mutuelle) "
    ),
    "increased_allowance": re.compile(r" (vt|bvt|bim|omnio|verhoogde tegemoetkoming|intervention majoree) "),
    "free": re.compile(r" (gratis|gratuit|gratuite|gratuits|kosteloos|vrije bijdrage|participation libre|prix libre) "),
    "anonymous": re.compile(
        r" (anoniem|anonieme|anonyme|anonymes|anonymat|anonimiteit|zonder naam|sans donner|discretie|discretion) "
    ),
    "no_appointment": re.compile(
        r" (zonder afspraak|sans rendez vous|vrije inloop|inloop|permanence|permanentie|sans rdv) "
    ),
}
_DIGIT = re.compile(r"\d")
_HOME_WORDS = re.compile(r" (aan huis|a domicile|thuis|komt langs|se deplace\w*|au domicile|huisbezoek\w*) ")


@dataclass(frozen=True, slots=True)
class Fit:
    """The sum of all rules for one service, and why. `misses` names constraints that it does not meet, as
    `Answer.relaxed` names them."""

    bonus: float
    reasons: tuple[str, ...]
    misses: tuple[str, ...]
    in_zone: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What the rules look at: the understanding, and the zones that count (places named, else the asker's own)."""

    understanding: Understanding
    zones: tuple[str, ...]
    postcodes: frozenset[str]


def fit(service: Service, asked: Asked, zoning: Zoning, capacity: Capacity) -> Fit:
    """All rules for one service."""
    bonus, reasons, misses = 0.0, [], []
    in_zone = not asked.zones or zoning.serves(service, asked.zones)
    for rule in (_place(service, asked, zoning, in_zone), _people(service, asked), _time(service, asked)):
        for reason, weight in rule:
            bonus += weight
            reasons.append(reason)
            if reason.startswith("not:"):
                misses.append(reason[4:])
    full = {Capacity.SATURATED: "saturated", Capacity.WAITING_LIST: "waiting_list"}.get(capacity, "")
    if full or capacity is Capacity.UNKNOWN:
        bonus += WEIGHTS[full or "unknown_capacity"]
        reasons += [full] if full else []
    return Fit(bonus, tuple(reasons), tuple(misses), in_zone)


def effective_capacity(service: Service, today: date, capacity_days: int) -> Capacity:
    """The reported capacity, or unknown when the report is older than `capacity_days`, undated or in the future."""
    reported = service.capacity_date
    if reported is None or not timedelta(0) <= today - reported <= timedelta(days=capacity_days):
        return Capacity.UNKNOWN
    return service.capacity


def meets_access(service: Service, code: str, told: str | None = None) -> bool:
    """Whether a service says that it meets an access condition; silence is no. `told` is its text, when at hand."""
    if code == "undocumented" and ("undocumented" in service.target_groups or "UMA" in service.categories):
        return True
    if code == "no_appointment" and service.low_threshold:
        return True
    return bool(_ACCESS_WORDS[code].search(_told(service) if told is None else told))


def speaks(service: Service, languages: tuple[str, ...]) -> bool:
    """Whether a service speaks one of `languages`."""
    return not set(languages).isdisjoint(service.languages)


def _place(service: Service, asked: Asked, zoning: Zoning, in_zone: bool) -> list[tuple[str, float]]:
    understanding = asked.understanding
    near = zoning.nearness(service, asked.zones, understanding.places)
    if understanding.everywhere:
        return [("near", WEIGHTS["near"] * near)] if near else []
    found = [("place", WEIGHTS["place"])] if in_zone and asked.zones else []
    if not in_zone:
        found.append(("not:place" if understanding.places else "not:zone", 0.0))
    if near:
        found.append(("near", WEIGHTS["near"] * near))
    if service.postal_code in asked.postcodes:
        found.append(("postcode", WEIGHTS["postcode"]))
    residents = residents_of(f"{service.conditions_nl} {service.conditions_fr}")
    if residents and asked.postcodes:
        welcome = bool(residents & asked.postcodes)
        found.append(("residents" if welcome else "other_residents", WEIGHTS["residents"] * (1 if welcome else -1)))
    return found


def _people(service: Service, asked: Asked) -> list[tuple[str, float]]:
    u = asked.understanding
    found: list[tuple[str, float]] = []
    if u.languages:
        spoken = speaks(service, u.languages)
        which = next((code for code in u.languages if code in service.languages), "")
        found.append((f"language:{which}", WEIGHTS["language"]) if spoken else ("not:language", 0.0))
    if u.likely_languages and speaks(service, u.likely_languages):
        found.append(("likely_language", WEIGHTS["likely_language"]))
    told = _told(service) if u.access or u.home_visit else ""
    found += [(f"access:{code}", WEIGHTS["access"]) for code in u.access if meets_access(service, code, told)]
    found += _groups(service, u)
    if u.wheelchair and not u.home_visit:  # who comes to the house needs no ramp
        found += _wheelchair(service)
    if u.home_visit and _HOME_WORDS.search(told):
        found.append(("home_visit", WEIGHTS["home_visit"]))
    return found


def _groups(service: Service, u: Understanding) -> list[tuple[str, float]]:
    asked, served = set(u.target_groups), set(service.target_groups)
    if u.ages and _only_other_age(service, u.ages):
        return [("other_age", WEIGHTS["other_age"])]
    if not asked or not served:
        return []
    if _only_other_sex(asked, served):
        return [("other_sex", WEIGHTS["other_sex"])]
    ages = asked & AGES
    if ages and served & AGES and not served & (ages | {"all", "families"}):
        # Who serves the homeless and youth may mean homeless youth: neither better nor worse.
        return [] if asked & served else [("other_group", WEIGHTS["other_group"])]
    return [("group", WEIGHTS["group"])] if asked & served else []


def _only_other_age(service: Service, ages: Sequence[int]) -> bool:
    """Whether its conditions or name state ages ("16 tot 21 jaar") that none of the people told of has."""
    for text in (service.conditions_nl, service.conditions_fr, service.name_nl, service.name_fr):
        stated = bounds(plain(text)) if _DIGIT.search(text) else None
        if stated is not None:
            return not any(stated[0] <= age <= stated[1] for age in ages)
    return False


def _only_other_sex(asked: set[str], served: set[str]) -> bool:
    """For women only while a man alone is told of, or the reverse. A couple or family told of lifts it."""
    if len(asked & SEXES) != 1 or "all" in served or asked & {"families", "couples", "lgbtqi"}:
        return False
    return len(served & SEXES) == 1 and not asked & served & SEXES


def _wheelchair(service: Service) -> list[tuple[str, float]]:
    if service.wheelchair is Accessible.YES:
        return [("wheelchair", WEIGHTS["wheelchair"])]
    if service.wheelchair is Accessible.LIMITED:
        return [("wheelchair:limited", WEIGHTS["wheelchair"] / 3)]
    return [("not:wheelchair", WEIGHTS["no_wheelchair"] if service.wheelchair is Accessible.NO else 0.0)]


def _time(service: Service, asked: Asked) -> list[tuple[str, float]]:
    window = asked.understanding.window
    if window is None:
        return []
    opens = opens_within(service.opening_hours, window)
    if opens is None:
        return [("not:open", 0.0)]
    if window.label in _WORKING_DAYS:
        return [("open", WEIGHTS["open_weekday"])] if opens else [("not:open", 0.0)]
    return [("open", WEIGHTS["open"])] if opens else [("not:open", WEIGHTS["closed"])]


def _told(service: Service) -> str:
    return plain(
        f"{service.conditions_nl} | {service.conditions_fr} | {service.cost_nl} | {service.cost_fr} | "
        f"{service.description_nl} | {service.description_fr}"
    )
