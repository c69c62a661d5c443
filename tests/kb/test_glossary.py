"""The field glossary: what it holds, what it finds, what it explains."""

from __future__ import annotations

from collections import Counter

import pytest

from kb.glossary import Glossary, form_key
from kb.models import LANGS, Lang


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return Glossary.load()


def test_every_concept_is_named_in_three_languages(glossary: Glossary) -> None:
    assert len(glossary.concepts) >= 450
    assert [concept.id for concept in glossary.concepts for lang in LANGS if not concept.shown[lang]] == []
    assert [concept.id for concept in glossary.concepts if not concept.topic] == []


def test_ids_are_unique_and_a_concept_has_no_form_twice(glossary: Glossary) -> None:
    assert [key for key, count in Counter(concept.id for concept in glossary.concepts).items() if count > 1] == []
    twice = [
        (concept.id, form)
        for concept in glossary.concepts
        for lang in LANGS
        for form, count in Counter(concept.understood[lang]).items()
        if count > 1
    ]
    assert twice == []


def test_a_meaning_is_given_in_all_languages_or_in_none(glossary: Glossary) -> None:
    partly = [c.id for c in glossary.concepts if 0 < sum(bool(c.meaning[lang]) for lang in LANGS) < len(LANGS)]
    assert partly == []


def test_forms_are_found_without_accents_and_in_capitals(glossary: Glossary) -> None:
    for concept in glossary.concepts:
        for form in concept.understood["fr"]:
            assert concept in glossary.named(form.upper(), "fr"), form


@pytest.mark.parametrize(
    ("text", "lang", "dutch", "french"),
    [
        ("wat is BAR?", "nl", "Buurtactierelais", "Relais d'action de quartier"),
        ("wa is BAR", "nl", "Buurtactierelais", "Relais d'action de quartier"),
        ("wa is da, BAR?", "nl", "Buurtactierelais", "Relais d'action de quartier"),
        ("c'est quoi un LGWC ?", "fr", "lokaal welzijns- en gezondheidscontract", "contrat local social-santé"),
        ("C’est quoi le CLSS", "fr", "lokaal welzijns- en gezondheidscontract", "contrat local social-santé"),
        ("what does OCMW mean?", "en", "openbaar centrum", "centre public"),
        ("que veut dire DMH", "fr", "dringende medische hulp", "aide médicale urgente"),
        ("Que signifie l'AMU ?", "fr", "dringende medische hulp", "aide médicale urgente"),
        ("qu'est-ce que le PSSI ?", "fr", "Welzijns- en Gezondheidsplan", "Plan social-santé"),
        ("waar staat GGC voor?", "nl", "Gemeenschappelijke", "Commission communautaire commune"),
        ("wat betekent IGO eigenlijk?", "nl", "inkomensgarantie", "GRAPA"),
        ("GRAPA, c'est quoi ?", "fr", "inkomensgarantie", "GRAPA"),
        ("Bonjour, que veut dire BVT svp ?", "fr", "verhoogde tegemoetkoming", "intervention majorée"),
        ("@relais wa is LDC", "nl", "lokaal dienstencentrum", "centre de services local"),
        ("what is a CPAS?", "en", "OCMW", "CPAS"),
        ("dag collega's, wat is een wijkgezondheidscentrum?", "nl", "wijkgezondheidscentrum", "maison médicale"),
        ("wat is sociale onderbescherming", "nl", "onderbescherming", "sous-protection"),
        ("wat is SVK in het Frans?", "nl", "sociaal verhuurkantoor", "agence immobilière sociale"),
    ],
)
def test_a_term_asked_is_explained_in_the_other_language_too(
    glossary: Glossary, text: str, lang: Lang, dutch: str, french: str
) -> None:
    definition = glossary.explain(text, lang)
    assert definition is not None
    assert dutch in definition.nl
    assert french in definition.fr
    assert definition.en


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("wat is het adres van het OCMW van Jette?", "nl"),
        ("wat is de wachttijd bij een psycholoog?", "nl"),
        ("c'est quoi le numéro du CPAS ?", "fr"),
        ("quel est le CPAS de Jette ?", "fr"),
        ("what is the best shelter for a family?", "en"),
        ("BAR", "nl"),
        ("mijn cliënt heeft geen OCMW", "nl"),
        ("wat is een zwamborgia?", "nl"),
        ("", "nl"),
        ("hallo " * 2000 + "wat is BAR?", "nl"),
    ],
)
def test_other_questions_are_not_explained(glossary: Glossary, text: str, lang: Lang) -> None:
    assert glossary.explain(text, lang) is None


def test_homonyms_are_kept_apart_by_the_words_around_them(glossary: Glossary) -> None:
    insurance = glossary.find("heeft hij het RVT-statuut bij de mutualiteit?", "nl")
    home = glossary.find("zoek een RVT-bed voor een bejaarde vrouw", "nl")
    assert "rvt-statuut" in [concept.id for concept in insurance]
    assert "rvt" not in [concept.id for concept in insurance]
    assert "rvt" in [concept.id for concept in home]
    assert "rvt-statuut" not in [concept.id for concept in home]


def test_a_homonym_without_context_names_its_other_meaning(glossary: Glossary) -> None:
    definition = glossary.explain("wat is RVT?", "nl")
    assert definition is not None
    assert "rust- en verzorgingstehuis" in definition.nl
    assert "verhoogde tegemoetkoming" in definition.meaning_nl


def test_the_flemish_and_the_brussels_zorgzone_are_two_concepts(glossary: Glossary) -> None:
    brussels = glossary.find("welke zorgzone van Brussel", "nl")
    flemish = glossary.find("een regionale zorgzone in Vlaanderen", "nl")
    assert "zorgzone" in [concept.id for concept in brussels]
    assert "regiozorgzone" in [concept.id for concept in flemish]


def test_the_longest_form_wins(glossary: Glossary) -> None:
    found = [concept.id for concept in glossary.find("aide médicale urgente à domicile", "fr")]
    assert found[0] == "dmh"


def test_misspellings_are_understood_but_never_shown(glossary: Glossary) -> None:
    (concept,) = glossary.named("mutualitijt", "nl")
    assert all("mutualitijt" not in form for form in concept.shown["nl"])


def test_forms_do_not_depend_on_hyphens() -> None:
    assert form_key("sans-papiers") == form_key("Sans Papiers")
