"""What a question means: one table per thing understood. Names and addresses are made up."""

from __future__ import annotations

from datetime import datetime

import pytest

from kb.models import Attribute, Definition, Lang, Question, Service, Term, Understanding, Zone
from kb.understand import Context, understand

ZONES = (
    Zone("a", "Noord", "Nord", ("1030", "1140", "1210"), neighbours=("b",)),
    Zone("b", "Centrum", "Centre", ("1000", "1020"), neighbourhoods=("Marollen", "Marolles")),
    Zone("c", "Zuid", "Sud", ("1060", "1070", "1190")),
)
SERVICES = (
    Service(
        "s1",
        organization_nl="Wijkhuis Zilvermeeuw",
        organization_fr="Maison Goéland d'Argent",
        name_nl="Kinderteam Zilvermeeuw",
        name_fr="Équipe enfants Goéland d'Argent",
        postal_code="1030",
        street_nl="Paleizenstraat",
        street_fr="Rue des Palais",
    ),
    Service(
        "s2",
        organization_nl="Wijkhuis Zilvermeeuw",
        organization_fr="Maison Goéland d'Argent",
        name_nl="Volwassenenteam Zilvermeeuw",
        name_fr="Équipe adultes Goéland d'Argent",
        postal_code="1030",
    ),
    Service("s3", name_nl="Inloop De Steiger", name_fr="Accueil Le Ponton", postal_code="1000"),
    Service("s4", name_nl="Woonwijzer Anderlecht", name_fr="Info-logement Anderlecht", postal_code="1070"),
    Service(
        "s5",
        name_nl="Nachtopvang",
        name_fr="Abri de nuit",
        description_nl="Een wandeling over de steiger hoort erbij.",
        email="dekribbe@example.org",
    ),
    Service("s6", name_nl="Buurtwerk", description_nl="Vissen op de steiger."),
)
TAXONOMY = (Term("NIGHT", "", "Nachtopvang", "Abri de nuit", "Night shelter", "🌃"),)
SUNDAY_NOON = datetime.fromisoformat("2026-11-22T12:00:00+01:00")


def detect(text: str, *, hint: Lang | None = None) -> tuple[Lang, bool]:
    return "nl", False


def explain(text: str, lang: Lang) -> Definition | None:
    return Definition("BAR", "x", "y", "z") if text == "wat is BAR?" else None


@pytest.fixture(scope="module")
def context() -> Context:
    return Context.build(SERVICES, ZONES, detect, explain, taxonomy=TAXONOMY)


def read(text: str, context: Context, at: datetime = SUNDAY_NOON) -> Understanding:
    return understand(Question(text, at, "a"), context)


@pytest.mark.parametrize(
    ("text", "zones"),
    [
        ("tandarts in Schaarbeek", {"a"}),
        ("dentiste à Schaerbeek", {"a"}),
        ("tandarts in Schaarbeeck", {"a"}),
        ("tandarts 1070", {"c"}),
        ("école près de Bizet", {"c"}),
        ("une douche côté Midi", {"c"}),
        ("rendez-vous à midi", set()),
        ("psy à St-Gilles", {"c"}),
        ("psy in sint gillis", {"c"}),
        ("huisarts in zuid", {"c"}),
        ("huisarts in het centrum", {"b"}),
        ("een centrum voor daglonen", set()),
        ("soep in de Marollen", {"b"}),
        ("hulp in de Paleizenstraat", {"a"}),
        ("vrij uit de gevangenis van Haren", set()),
        ("bourse d'études", set()),
    ],
)
def test_place_is_known_in_both_languages_and_with_typos(text: str, zones: set[str], context: Context) -> None:
    found = {zone for place in read(text, context).places for zone in place.zones}
    assert found == zones


@pytest.mark.parametrize(
    "text",
    [
        "eender waar",
        "n'importe où à Bruxelles",
        "any part of Brussels",
        "welke wachtposten zijn er in Brussel?",
        "elders",
    ],
)
def test_any_zone_will_do_when_the_asker_says_so(text: str, context: Context) -> None:
    assert read(text, context).everywhere


def test_a_place_word_in_a_name_is_not_a_place(context: Context) -> None:
    understood = read("adres van Woonwijzer Anderlecht", context)
    assert understood.service_id == "s4"
    assert understood.places == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("spreekt iemand Tigrinya?", "ti"),
        ("parents turcophones", "tr"),
        ("in het Nederlands liefst", "nl"),
        ("la dame est néerlandophone", "nl"),
        ("English-speaking therapist", "en"),
        ("therapy in English", "en"),
        ("quelqu'un qui parle roumain", "ro"),
        ("waar ze Berbers praten", "rif"),
        ("huisarts die Portugees spreekt", "pt"),
        ("a group, English only", "en"),
        ("uniquement espagnol", "es"),
    ],
)
def test_language_asked_for_is_a_need(text: str, code: str, context: Context) -> None:
    assert code in read(text, context).languages


def test_a_word_beside_the_language_is_no_need(context: Context) -> None:
    assert "alleen" not in read("hij spreekt alleen Pools en heeft tandpijn", context).searched


@pytest.mark.parametrize(
    ("text", "code"), [("une dame roumaine", "ro"), ("Turkse mevrouw", "tr"), ("cours de français", "fr")]
)
def test_nationality_or_lessons_only_make_a_language_likely(text: str, code: str, context: Context) -> None:
    understood = read(text, context)
    assert understood.languages == ()
    assert code in understood.likely_languages


@pytest.mark.parametrize(
    ("text", "label", "start", "end"),
    [
        ("nu open?", "now", "2026-11-22T12:00", "2026-11-22T12:01"),
        ("où dormir ce soir", "tonight", "2026-11-22T18:00", "2026-11-23T00:00"),
        ("waar slapen vannacht", "night", "2026-11-22T21:00", "2026-11-23T07:00"),
        ("le samedi", "saturday", "2026-11-28T00:00", "2026-11-29T00:00"),
        ("het is zondagavond", "sunday", "2026-11-22T18:00", "2026-11-23T00:00"),
        ("open tomorrow", "tomorrow", "2026-11-23T00:00", "2026-11-24T00:00"),
        ("où manger le 25 décembre ?", "date", "2026-12-25T00:00", "2026-12-26T00:00"),
        ("open op 1 januari?", "date", "2027-01-01T00:00", "2027-01-02T00:00"),
        ("le 1er mai, un dentiste ?", "date", "2027-05-01T00:00", "2027-05-02T00:00"),
        ("tandarts op 3/12", "date", "2026-12-03T00:00", "2026-12-04T00:00"),
        ("where to eat on December 24th", "date", "2026-12-24T00:00", "2026-12-25T00:00"),
        ("soepbedeling op kerstavond", "date", "2026-12-24T00:00", "2026-12-25T00:00"),
        ("nouvel an, douche ouverte ?", "date", "2027-01-01T00:00", "2027-01-02T00:00"),
        ("overmorgen een huisarts", "date", "2026-11-24T00:00", "2026-11-25T00:00"),
        ("ouvert les jours fériés", "holiday", "2026-12-25T00:00", "2026-12-26T00:00"),
    ],
)
def test_window_counts_from_the_moment_of_the_question(
    text: str, label: str, start: str, end: str, context: Context
) -> None:
    window = read(text, context).window
    assert window is not None
    assert (window.label, window.start.isoformat()[:16], window.end.isoformat()[:16]) == (label, start, end)


def test_night_after_midnight_is_this_night(context: Context) -> None:
    window = read("vannacht nog", context, datetime.fromisoformat("2026-11-23T02:00:00+01:00")).window
    assert window is not None
    assert window.end.isoformat() == "2026-11-23T07:00:00+01:00"


@pytest.mark.parametrize("text", ["tandarts voor kinderen", "kinderen van 3 tot 12", "31 juni", "2 lits 12 places"])
def test_no_window_when_no_time_is_said(text: str, context: Context) -> None:
    assert read(text, context).window is None


def test_a_date_is_no_word_to_search_with(context: Context) -> None:
    assert read("où manger le 25 décembre ?", context).content_words == ("manger",)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("homme sans papiers", "undocumented"),
        ("zonder mutualiteit", "no_insurance"),
        ("iemand met BVT", "increased_allowance"),
        ("statut BIM", "increased_allowance"),
        ("wie bekijkt dat gratis", "free"),
        ("dépistage sans donner son nom", "anonymous"),
        ("zonder afspraak", "no_appointment"),
    ],
)
def test_access_condition_is_understood(text: str, code: str, context: Context) -> None:
    assert code in read(text, context).access


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("mon fils de 16 ans", "youth"),
        ("vader van 78", "seniors"),
        ("meisje van 9 jaar", "children"),
        ("man van 52", "adults"),
        ("bébé de 3 mois", "children"),
        ("étudiante", "students"),
        ("sans-abri", "homeless"),
    ],
)
def test_age_and_words_give_the_target_group(text: str, group: str, context: Context) -> None:
    assert group in read(text, context).target_groups


@pytest.mark.parametrize("text", ["20 jaar geleden misbruikt", "depuis 3 ans", "zorgt al 4 jaar voor iemand"])
def test_a_duration_is_not_an_age(text: str, context: Context) -> None:
    assert not {"children", "youth", "seniors", "adults"} & set(read(text, context).target_groups)


@pytest.mark.parametrize(
    "text", ["accessible en chaise roulante", "met een lift", "wheelchair access", "rolstoelgebruiker"]
)
def test_wheelchair_is_understood(text: str, context: Context) -> None:
    assert read(text, context).wheelchair


@pytest.mark.parametrize("text", ["fauteuil roulant à louer", "waar kan ik een rolstoel huren", "rent a wheelchair"])
def test_a_wheelchair_to_rent_is_what_is_needed(text: str, context: Context) -> None:
    understood = read(text, context)
    assert not understood.wheelchair
    assert understood.searched == text


@pytest.mark.parametrize("text", ["infirmière à domicile", "verpleging aan huis", "home visit"])
def test_help_at_home_is_understood(text: str, context: Context) -> None:
    assert read(text, context).home_visit


@pytest.mark.parametrize(
    ("text", "service", "attribute"),
    [
        ("zilvermeuw kinderteam wachtlijst", "s1", Attribute.WAITING),
        ("délai chez Goéland d'Argent adultes", "s2", Attribute.WAITING),
        ("is de steiger nu open", "s3", Attribute.OPEN_NOW),
        ("bestaat De Steiger nog?", "s3", Attribute.EXISTS),
        ("le Ponton a-t-il rouvert ?", "s3", Attribute.EXISTS),
        ("telefoonnummer dekribbe aub", "s5", Attribute.PHONE),
        ("il y a un ascenseur chez Goéland d'Argent enfants ?", "s1", Attribute.WHEELCHAIR),
        ("e-mail van Woonwijzer", "s4", Attribute.EMAIL),
    ],
)
def test_named_service_and_what_is_asked_about_it(
    text: str, service: str, attribute: Attribute, context: Context
) -> None:
    understood = read(text, context)
    assert (understood.service_id, understood.attribute) == (service, attribute)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("prix et délai chez Goéland d'Argent adultes ?", (Attribute.COST, Attribute.WAITING)),
        ("is De Steiger rolstoeltoegankelijk en spreken ze Turks?", (Attribute.WHEELCHAIR, Attribute.LANGUAGES)),
        ("is De Steiger open op zondag?", (Attribute.OPEN_NOW,)),
        ("telefoon en adres van De Steiger", (Attribute.PHONE, Attribute.ADDRESS)),
    ],
)
def test_several_facts_asked_in_one_breath(text: str, facts: tuple[Attribute, ...], context: Context) -> None:
    assert read(text, context).attributes == facts


def test_a_name_shared_by_two_teams_gives_both(context: Context) -> None:
    understood = read("adres van Zilvermeeuw", context)
    assert {understood.service_id, *understood.same_name} == {"s1", "s2"}


@pytest.mark.parametrize(
    "text", ["welke nachtopvang is nu open", "hij slaapt op een steiger", "tandarts in Anderlecht"]
)
def test_everyday_words_and_places_are_no_names(text: str, context: Context) -> None:
    assert read(text, context).service_id is None


@pytest.mark.parametrize(
    "text",
    ["merci Jean-Marc, super utile !", "Top, bedankt!", "bonjour à tous", "Ter info: we zijn verhuisd", "ok",
     "bon weekend", "👍"],
)  # fmt: skip
def test_smalltalk_is_recognised(text: str, context: Context) -> None:
    assert read(text, context).smalltalk


@pytest.mark.parametrize(
    "text",
    ["merci, et un dentiste à Jette ?", "hallo, wie kent een psycholoog", "tandarts Jette", "hij hoort niet goed",
     "papa ne peut pas rester seul la journée", "veel stress en slaapt niet", "dokter van wacht dit weekend",
     "huisarts Elsene, bedankt", "", "?"],
)  # fmt: skip
def test_a_question_is_no_smalltalk(text: str, context: Context) -> None:
    assert not read(text, context).smalltalk


@pytest.mark.parametrize(
    ("text", "talk"),
    [
        *((text, "greeting") for text in ("hallo", "bonjour", "goeiedag", "hello everyone", "ça va ?")),
        *((text, "help") for text in ("wie ben je", "wat kan je?", "que sais-tu faire ?", "help", "aide", "hulp!",
                                      "what can you do?", "bonjour, qui es-tu ?", "?")),
        *((text, "") for text in ("merci !", "bedankt, hallo", "bon weekend", "👍", "", "hallo, tandarts gezocht",
                                  "aide alimentaire", "wat kan je doen bij huisjesmelkers")),
    ],
)  # fmt: skip
def test_a_greeting_and_a_question_about_relais_are_told_from_thanks(text: str, talk: str, context: Context) -> None:
    assert read(text, context).talk == talk


@pytest.mark.parametrize(
    "text",
    ["hij wil er een eind aan maken vanavond", "il veut se tuer", "she wants to kill herself", "hij ademt niet meer",
     "hij wil er niet meer zijn",
     "il la menace avec un couteau"],
)  # fmt: skip
def test_danger_is_recognised(text: str, context: Context) -> None:
    assert read(text, context).danger


@pytest.mark.parametrize(
    "text", ["hoeveel zelfmoorden waren er, cijfers?", "formation prévention suicide", "rouw na zelfmoord"]
)
def test_a_question_on_suicide_as_a_topic_is_no_danger(text: str, context: Context) -> None:
    assert not read(text, context).danger


def test_place_and_language_are_cut_out_of_what_is_searched(context: Context) -> None:
    understood = read("tandarts die Turks spreekt in Schaarbeek", context)
    assert "Schaarbeek" not in understood.searched
    assert "Turks" not in understood.searched
    assert "tandarts" in understood.content_words


def test_an_acronym_asked_for_is_named(context: Context) -> None:
    assert read("wat is BAR?", context).glossary == "BAR"


@pytest.mark.parametrize(
    ("text", "plans"),
    [
        ("wat zegt het plan over thuisloosheid", True),
        ("combien de lits à Bruxelles ?", True),
        ("hoeveel weken wachten voor mevrouw", False),
        ("tandarts gezocht", False),
    ],
)
def test_policy_and_figures_point_to_the_documents(text: str, plans: bool, context: Context) -> None:
    assert read(text, context).about_plans is plans
