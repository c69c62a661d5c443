"""How old somebody is, and for which ages a service is."""

from __future__ import annotations

import pytest

from kb.fit import Asked, fit
from kb.models import Capacity, Service, Understanding
from kb.understand.ages import ages, bounds, cut_ages
from kb.understand.text import plain
from kb.zoning import Zoning


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("haar zoon van 15 spijbelt", (15,)),
        ("mijn cliënt, 54, slaapt buiten", (54,)),
        ("Mevrouw (81) woont alleen", (81,)),
        ("papa is 84", (84,)),
        ("ze is net 79", (79,)),
        ("patiënt v 67j", (67,)),
        ("une dame de 81 ans et son fils de 40 ans", (81, 40)),
        ("bébé de 3 mois", (0,)),
        ("een tachtiger die valt", (85,)),
        ("my son is 19", (19,)),
        ("zij is 12 keer gevallen", ()),
        ("papa 20 uur per week", ()),
        ("moeder met 3 kinderen", ()),
        ("sinds 20 jaar", ()),
        ("il y a 15 ans", ()),
        ("hij woont in 1080", ()),
    ],
)
def test_ages_are_read_from_what_is_told_of_people(text: str, expected: tuple[int, ...]) -> None:
    assert ages(plain(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("16 tot 21 jaar", (16, 21)),
        ("De 6 à 12 ans", (6, 12)),
        ("Onthaal 12-25 jaar", (12, 25)),
        ("Tot 25 jaar", (0, 25)),
        ("Jusqu'à 22 ans", (0, 22)),
        ("Moins de 18 ans à l'arrivée", (0, 18)),
        ("Vanaf 65, alleenwonend", (65, 110)),
        ("Dès 18 ans", (18, 110)),
        ("Wonen in 1080", None),
        ("Kinderen tot 3 jaar, ouders vanaf 18", None),
        ("Attest van het OCMW", None),
    ],
)
def test_conditions_state_for_which_ages_they_are(text: str, expected: tuple[int, int] | None) -> None:
    assert bounds(plain(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("psy pour ado de 16 ans", "psy pour ado de"),
        ("man, 54, zoekt een bed", "man, , zoekt een bed"),
        ("wacht al 16 weken", "wacht al 16 weken"),
    ],
)
def test_a_number_that_is_an_age_is_not_looked_for(text: str, expected: str) -> None:
    assert cut_ages(text) == expected


def _reasons(service: Service, **said: object) -> tuple[str, ...]:
    understanding = Understanding("nl", lang_certain=True, **said)  # type: ignore[arg-type]
    return fit(service, Asked(understanding, (), frozenset()), Zoning(()), Capacity.OPEN).reasons


def test_ages_that_are_stated_weigh_more_than_a_group_in_common() -> None:
    youth_shelter = Service("y", target_groups=("youth", "homeless"), conditions_nl="16 tot 21 jaar")
    told = {"target_groups": ("adults", "homeless"), "ages": (54,)}
    assert "other_age" in _reasons(youth_shelter, **told)
    assert "group" in _reasons(youth_shelter, target_groups=("youth", "homeless"), ages=(17,))


def test_a_group_in_common_hides_another_age_group_without_counting() -> None:
    either = Service("h", target_groups=("homeless", "youth"))
    assert _reasons(either, target_groups=("adults", "homeless")) == ()
    assert _reasons(Service("y", target_groups=("youth",)), target_groups=("adults",)) == ("other_group",)
