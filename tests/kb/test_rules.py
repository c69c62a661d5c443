"""The order of services: every stated rule, with made-up services."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from kb.fit import effective_capacity
from kb.models import (
    Accessible,
    Attribute,
    Capacity,
    Opening,
    Place,
    Question,
    Service,
    ServiceHit,
    Status,
    Understanding,
    Window,
    Zone,
)
from kb.rules import Ordered, order
from kb.settings import KnowledgeSettings
from kb.verdict import verdict
from kb.zoning import Zoning

ZONES = (
    Zone("a", "A", "A", ("1030", "1000"), neighbourhoods=("Noordwijk",), neighbours=("b",)),
    Zone("b", "B", "B", ("1060", "1000"), neighbourhoods=("Marollen",)),
    Zone("c", "C", "C", ("1180",)),
)
SETTINGS = KnowledgeSettings(zones=ZONES)
NOW = datetime.fromisoformat("2026-11-22T12:00:00+01:00")
FRESH = date(2026, 11, 1)


def service(number: str, **fields: Any) -> Service:
    given: dict[str, Any] = {
        "name_nl": number,
        "postal_code": "1030",
        "capacity": Capacity.OPEN,
        "capacity_date": FRESH,
    }
    return Service(number, **{**given, **fields})


def ordered(candidates: list[tuple[Service, float]], zone: str | None = "a", **said: Any) -> Ordered:
    question = Question("x", NOW, zone)
    understanding = Understanding("nl", True, **said)
    return order(candidates, question, understanding, SETTINGS, Zoning(ZONES), 10)


def ids(result: Ordered) -> list[str]:
    return [hit.service.id for hit in result.hits]


def test_zone_comes_first_when_relevance_is_comparable() -> None:
    result = ordered([(service("far", postal_code="1180"), 4.0), (service("near"), 3.5)])
    assert ids(result) == ["near", "far"]
    assert [hit.in_zone for hit in result.hits] == [True, False]


def test_zone_is_no_wall() -> None:
    assert ids(ordered([(service("far", postal_code="1180"), 4.0), (service("near"), 1.0)])) == ["far", "near"]


def test_regional_service_serves_every_zone() -> None:
    hit = ordered([(service("r", zones=("region",), postal_code="1180"), 4.0)]).hits[0]
    assert (hit.in_zone, hit.zone) == (True, "region")


def test_neighbouring_zone_comes_before_a_far_one() -> None:
    assert ids(ordered([(service("c", postal_code="1180"), 4.0), (service("b", postal_code="1060"), 4.0)])) == [
        "b",
        "c",
    ]


def test_any_zone_will_do_when_the_asker_says_so() -> None:
    pair = [(service("far", postal_code="1180"), 4.0), (service("near"), 3.5)]
    assert ids(ordered(pair, everywhere=True)) == ["far", "near"]


def test_place_asked_for_outweighs_the_room() -> None:
    place = Place("Ukkel", ("1180",), ("c",))
    pair = [(service("near"), 4.0), (service("uccle", postal_code="1180"), 3.5)]
    assert ids(ordered(pair, places=(place,))) == ["uccle", "near"]


def test_service_for_residents_of_another_municipality_comes_later() -> None:
    place = Place("Schaarbeek", ("1030",), ("a",))
    others = service("others", conditions_fr="Habiter 1000")
    own = service("own", conditions_nl="Wonen in 1030")
    assert ids(ordered([(others, 4.0), (own, 3.5)], places=(place,))) == ["own", "others"]


def test_overlapping_postcode_is_told_apart_by_the_neighbourhood() -> None:
    zoning = Zoning(ZONES)
    assert zoning.zones_of(service("x", postal_code="1000", description_nl="In de Marollen.")) == ("b",)
    assert zoning.zones_of(service("y", postal_code="1000")) == ("a", "b")


def test_language_asked_for_comes_first_and_its_absence_is_said() -> None:
    pair = [(service("nl", languages=("nl",)), 4.0), (service("ti", languages=("nl", "ti")), 3.0)]
    assert ids(ordered(pair, languages=("ti",))) == ["ti", "nl"]
    assert "language:ti" in ordered(pair, languages=("ti",)).hits[0].reasons
    assert "language" in ordered(pair[:1], languages=("ti",)).relaxed


def test_open_in_the_window_comes_first_and_its_absence_is_said() -> None:
    window = Window(NOW, datetime.fromisoformat("2026-11-22T12:01:00+01:00"), "now")
    pair = [(service("week", opening_hours="Mo-Fr 09:00-17:00"), 4.0), (service("always", opening_hours="24/7"), 3.5)]
    assert ids(ordered(pair, window=window)) == ["always", "week"]
    assert "open" in ordered(pair[:1], window=window).relaxed


def test_unknown_hours_are_not_open() -> None:
    hit = ordered([(service("x", opening_hours="bel ons"), 4.0)]).hits[0]
    assert hit.opening == Opening("unknown")


def test_saturated_service_comes_after_an_available_one_and_is_not_dropped() -> None:
    full = service("a-full", capacity=Capacity.SATURATED)
    result = ordered([(full, 4.0), (service("b-open"), 4.0)])
    assert ids(result) == ["b-open", "a-full"]
    assert "saturated" in result.hits[1].reasons


def test_saturated_service_stays_before_a_less_relevant_one() -> None:
    full = service("full", capacity=Capacity.SATURATED)
    assert ids(ordered([(full, 4.0), (service("open"), 2.0)])) == ["full", "open"]


@pytest.mark.parametrize(
    ("reported", "expected"),
    [
        (date(2026, 11, 1), Capacity.OPEN),
        (date(2026, 1, 1), Capacity.UNKNOWN),
        (None, Capacity.UNKNOWN),
        (date(2027, 1, 1), Capacity.UNKNOWN),
    ],
)
def test_old_undated_or_future_capacity_is_unknown(reported: date | None, expected: Capacity) -> None:
    assert effective_capacity(service("x", capacity_date=reported), NOW.date(), 180) is expected


def test_closed_service_is_never_proposed_but_found_by_name() -> None:
    closed = service("gone", status=Status.CLOSED)
    assert ids(ordered([(closed, 9.0), (service("open"), 1.0)])) == ["open"]
    assert ids(ordered([(closed, 9.0), (service("open"), 1.0)], service_id="gone"))[0] == "gone"


def test_named_service_comes_first_whatever_its_relevance() -> None:
    assert ids(ordered([(service("best"), 9.0), (service("named"), 0.1)], service_id="named"))[0] == "named"


def test_wheelchair_access_is_preferred_over_none() -> None:
    pair = [(service("no", wheelchair=Accessible.NO), 4.0), (service("yes", wheelchair=Accessible.YES), 3.5)]
    assert ids(ordered(pair, wheelchair=True)) == ["yes", "no"]


def test_access_condition_is_preferred() -> None:
    pair = [(service("a"), 4.0), (service("b", conditions_nl="Ook zonder papieren"), 3.9)]
    assert ids(ordered(pair, access=("undocumented",))) == ["b", "a"]


def test_service_for_another_age_comes_later() -> None:
    pair = [(service("old", target_groups=("seniors",)), 4.0), (service("young", target_groups=("youth",)), 3.7)]
    assert ids(ordered(pair, target_groups=("youth",))) == ["young", "old"]


@pytest.mark.parametrize("field", ["organization_nl", "organization_fr", "source", "website", "email"])
def test_who_runs_a_service_makes_no_difference(field: str) -> None:
    pair = [(service("a", **{field: "Commission communautaire"}), 4.0), (service("b", **{field: "VGC"}), 4.0)]
    swapped = [(service("a", **{field: "VGC"}), 4.0), (service("b", **{field: "Commission communautaire"}), 4.0)]
    assert ids(ordered(pair)) == ids(ordered(swapped)) == ["a", "b"]


def test_the_house_language_of_a_service_makes_no_difference() -> None:
    dutch, french = service("a", languages=("nl",)), service("b", name_nl="", name_fr="b", languages=("fr",))
    assert ids(ordered([(french, 4.0), (dutch, 4.0)])) == ["a", "b"]


@pytest.mark.parametrize(
    ("fields", "said", "expected"),
    [
        ({"status": Status.CLOSED}, {"attribute": Attribute.EXISTS}, "no"),
        ({}, {"attribute": Attribute.EXISTS}, "yes"),
        ({"wheelchair": Accessible.LIMITED}, {"attribute": Attribute.WHEELCHAIR}, "limited"),
        ({}, {"attribute": Attribute.WHEELCHAIR}, "unknown"),
        ({"languages": ("nl",)}, {"attribute": Attribute.LANGUAGES, "languages": ("ti",)}, "no"),
        ({}, {"attribute": Attribute.LANGUAGES, "languages": ("ti",)}, "unknown"),
        ({}, {"attribute": Attribute.CONDITIONS, "access": ("undocumented",)}, "unknown"),
        ({"target_groups": ("undocumented",)}, {"attribute": Attribute.CONDITIONS, "access": ("undocumented",)}, "yes"),
        ({"phone": "02"}, {"attribute": Attribute.PHONE}, ""),
    ],
)
def test_verdict_says_yes_no_or_unknown(fields: dict[str, Any], said: dict[str, Any], expected: str) -> None:
    hit = ServiceHit(service("x", **fields), 1.0, "a", in_zone=True)
    assert verdict(hit, Understanding("nl", True, **said)) == expected


@pytest.mark.parametrize(("state", "expected"), [("open", "yes"), ("closed", "no"), ("unknown", "unknown")])
def test_verdict_on_open_now_follows_the_hours(state: Any, expected: str) -> None:
    hit = ServiceHit(service("x"), 1.0, "a", in_zone=True, opening=Opening(state))
    assert verdict(hit, Understanding("nl", True, attribute=Attribute.OPEN_NOW)) == expected


def test_nobody_who_does_not_speak_it_stands_between_those_who_do() -> None:
    far = service("far", postal_code="1180", languages=("fr", "ar"))
    candidates = [(service("ar", languages=("ar",)), 4.0), (service("fr", languages=("fr",)), 4.0), (far, 2.2)]
    assert ids(ordered(candidates, languages=("ar",))) == ["ar", "far", "fr"]


def test_who_speaks_it_but_does_something_else_stays_behind() -> None:
    candidates = [(service("fr", languages=("fr",)), 4.0), (service("ar", postal_code="1180", languages=("ar",)), 0.5)]
    assert ids(ordered(candidates, languages=("ar",))) == ["fr", "ar"]
