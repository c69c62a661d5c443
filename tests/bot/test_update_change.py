"""What somebody says about a service, read as one field and its new value: tables of sentences."""

from __future__ import annotations

from datetime import date

import pytest

from bot.handlers.update_address import Streets
from bot.handlers.update_capacity import number_of_places
from bot.handlers.update_change import Around, change
from bot.handlers.update_hours import opening_hours
from kb.layers import Field
from kb.models import Service

BEFORE = "Mo-Fr 09:00-17:00; PH off"
KNOWN = Service(
    id="s1", name_nl="De Toren", opening_hours=BEFORE, languages=("nl", "fr"), postal_code="1080",
    municipality_nl="Sint-Jans-Molenbeek", municipality_fr="Molenbeek-Saint-Jean",
)  # fmt: skip
NEIGHBOUR = Service(
    id="s2", street_nl="Lindestraat", street_fr="Rue du Tilleul", postal_code="1030", municipality_nl="Schaarbeek",
    municipality_fr="Schaerbeek",
)  # fmt: skip
AROUND = Around(KNOWN, Streets.of([KNOWN, NEIGHBOUR]), date(2026, 11, 22))


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("ma-vr 9-12", "Mo-Fr 09:00-12:00; PH off"),
        ("du lundi au vendredi de 9h à 12h", "Mo-Fr 09:00-12:00; PH off"),
        ("Mon to Fri 9am-5pm", "Mo-Fr 09:00-17:00; PH off"),
        ("ma-vr 9u-12u en 13u30-17u", "Mo-Fr 09:00-12:00,13:30-17:00; PH off"),
        ("lundi et mercredi 9h-12h et 13h-16h30", "Mo,We 09:00-12:00,13:00-16:30; PH off"),
        ("ma, wo en vr van 9 tot 17u, za 10-14u", "Mo,We,Fr 09:00-17:00; Sa 10:00-14:00; PH off"),
        ("maandag t.e.m. vrijdag van 9u tot 12u30", "Mo-Fr 09:00-12:30; PH off"),
        ("maandag tot en met vrijdag van 9 tot 17 uur", "Mo-Fr 09:00-17:00; PH off"),
        ("du mardi au samedi, de 14 h à 18 h", "Tu-Sa 14:00-18:00; PH off"),
        ("9h-12h du lundi au vendredi", "Mo-Fr 09:00-12:00; PH off"),
        ("mercredi après-midi 13-17", "We 13:00-17:00; PH off"),
        ("lundi 9-12 mardi 13-17", "Mo 09:00-12:00; Tu 13:00-17:00; PH off"),
        ("ma-zo 20u-8u", "Mo-Su 20:00-08:00; PH off"),
        ("dagelijks van 18u tot middernacht", "Mo-Su 18:00-24:00; PH off"),
        ("ma-vr 9-12, feestdagen gesloten", "Mo-Fr 09:00-12:00; PH off"),
        ("maandag gesloten, di-vr 9-17", "Mo off; Tu-Fr 09:00-17:00; PH off"),
        ("zaterdag gesloten", "Mo-Fr 09:00-17:00; PH off; Sa off"),
        ("fermé le mercredi", "Mo-Fr 09:00-17:00; PH off; We off"),
        ("ook op zaterdag van 10 tot 14u", "Mo-Fr 09:00-17:00; PH off; Sa 10:00-14:00"),
        ("24h/24 7j/7", "24/7"),
        ("Mo-Fr 09:00-12:00", "Mo-Fr 09:00-12:00"),
    ],
)
def test_hours_as_typed_become_osm_hours(said: str, written: str) -> None:
    assert opening_hours(said, BEFORE) == written


@pytest.mark.parametrize(
    "said",
    [
        "9-12",
        "ma-vr 9-25",
        "elke weekdag 9 tot 5",
        "enkel op afspraak",
        "ma-vr 9-12 behalve in juli",
        "morgen 9-12",
        "",
    ],
)
def test_hours_that_are_not_certain_are_none(said: str) -> None:
    assert opening_hours(said, BEFORE) is None


def test_what_is_only_added_needs_something_to_be_added_to() -> None:
    assert opening_hours("zaterdag gesloten", "") is None


CHANGES = [
    ("nieuwe openingsuren ma-vr 9-12", Field.HOURS, {"opening_hours": "Mo-Fr 09:00-12:00; PH off"}),
    ("nouvel horaire : lun-ven 9h-12h", Field.HOURS, {"opening_hours": "Mo-Fr 09:00-12:00; PH off"}),
    ("les heures d'ouverture ont changé : lundi 9h-12h", Field.HOURS, {"opening_hours": "Mo 09:00-12:00; PH off"}),
    ("new opening hours Mon-Fri 9-17", Field.HOURS, {"opening_hours": BEFORE}),
    ("nieuw telefoonnummer 02 555 01 99", Field.PHONE, {"phone": "02 555 01 99"}),
    ("téléphone 02/555.01.99", Field.PHONE, {"phone": "02 555 01 99"}),
    ("nouveau numéro : +32 2 555 01 99", Field.PHONE, {"phone": "02 555 01 99"}),
    ("the phone number is 02 555 01 99", Field.PHONE, {"phone": "02 555 01 99"}),
    ("tel 0470/12.34.56", Field.PHONE, {"phone": "0470 12 34 56"}),
    ("nieuw mailadres Info@Toren.example", Field.EMAIL, {"email": "info@toren.example"}),
    ("l'adresse mail est maintenant accueil@toren.example.", Field.EMAIL, {"email": "accueil@toren.example"}),
    ("site www.toren.be", Field.WEBSITE, {"website": "https://www.toren.be"}),
    ("nieuwe website: https://toren.brussels/contact", Field.WEBSITE, {"website": "https://toren.brussels/contact"}),
    ("volzet", Field.CAPACITY, {"capacity": "saturated", "waiting_weeks": None}),
    ("on est complet", Field.CAPACITY, {"capacity": "saturated"}),
    ("plus de place", Field.CAPACITY, {"capacity": "saturated"}),
    ("geen plaats meer", Field.CAPACITY, {"capacity": "saturated"}),
    ("0 plaatsen", Field.CAPACITY, {"capacity": "saturated", "places": 0}),
    ("niet meer volzet", Field.CAPACITY, {"capacity": "open"}),
    ("n'est plus complet", Field.CAPACITY, {"capacity": "open"}),
    ("opnieuw plaats", Field.CAPACITY, {"capacity": "open"}),
    ("encore 2 places libres", Field.CAPACITY, {"capacity": "open", "places": 2}),
    ("wachtlijst van ongeveer 3 maanden", Field.CAPACITY, {"capacity": "waiting_list", "waiting_weeks": 13}),
    ("liste d'attente de 6 semaines", Field.CAPACITY, {"capacity": "waiting_list", "waiting_weeks": 6}),
    ("waiting list 4 weeks", Field.CAPACITY, {"capacity": "waiting_list", "capacity_date": "2026-11-22"}),
    ("bestaat niet meer", Field.STATUS, {"status": "closed"}),
    ("n’existe plus", Field.STATUS, {"status": "closed"}),
    ("a fermé définitivement", Field.STATUS, {"status": "closed"}),
    ("talen: Nederlands, Frans, Arabisch en Turks", Field.LANGUAGES, {"languages": ["nl", "fr", "ar", "tr"]}),
    ("on parle aussi l'arabe", Field.LANGUAGES, {"languages": ["nl", "fr", "ar"]}),
    ("spreekt Tigrinya", Field.LANGUAGES, {"languages": ["nl", "fr", "ti"]}),
    (
        "verhuisd naar Lindestraat 12, 1030 Schaarbeek",
        Field.ADDRESS,
        {
            "street_nl": "Lindestraat",
            "street_fr": "Rue du Tilleul",
            "house_number": "12",
            "municipality_fr": "Schaerbeek",
        },
    ),
    ("déménagé au 12 rue du Tilleul, 1030", Field.ADDRESS, {"street_nl": "Lindestraat", "postal_code": "1030"}),
    (
        "nieuw adres: Eikenlaan 5 bus 3",
        Field.ADDRESS,
        {"street_nl": "Eikenlaan", "street_fr": "", "house_number": "5 bus 3", "postal_code": "1080", "latitude": None},
    ),
]


@pytest.mark.parametrize(("said", "field", "values"), CHANGES, ids=[case[0] for case in CHANGES])
def test_sentence_is_read_as_one_field_and_its_value(said: str, field: Field, values: dict[str, object]) -> None:
    found = change(said, AROUND)
    assert found is not None
    assert found.field is field
    assert {name: found.values[name] for name in values} == values


@pytest.mark.parametrize(
    "said",
    [
        "gesloten",
        "de coördinator is ziek, bel liever later",
        "la permanence du mercredi est supprimée",
        "GSM 0470 12 34 56 enkel voor artsen",
        "nieuwe uren ma-vr 9-12 en tel 02 555 01 99",
        "volzet tot januari voor gezinnen",
        "mail enkel naar de directie: info@toren.example",
        "site javascript:alert(1)",
        "website https://toren.be@evil.example",
        "",
        "x" * 600,
    ],
)
def test_half_of_what_is_said_is_never_taken_for_all_of_it(said: str) -> None:
    assert change(said, AROUND) is None


@pytest.mark.parametrize(("said", "places"), [("3", 3), ("nog 3 plaatsen", 3), ("0", 0), ("veel", None), ("", None)])
def test_number_of_places(said: str, places: int | None) -> None:
    assert number_of_places(said) == places
