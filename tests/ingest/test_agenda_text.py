"""Titles and texts of announcements: split by language, free of markup and of what does harm."""

from __future__ import annotations

import pytest

from ingest.agenda_places import placed
from ingest.agenda_text import by_language, clean_description, clean_line, registration_link, web_address
from ingest.agenda_titles import languages, titles


@pytest.mark.parametrize(
    ("title", "dutch", "french"),
    [
        ("Infosessie huurpremie / Séance d'info prime loyer", "Infosessie huurpremie", "Séance d'info prime loyer"),
        ("Séance d'info prime loyer / Infosessie huurpremie", "Infosessie huurpremie", "Séance d'info prime loyer"),
        ("Opendeurdag | Journée portes ouvertes", "Opendeurdag", "Journée portes ouvertes"),
        ("Gezondheidscafé - Café santé de la zone", "Gezondheidscafé", "Café santé de la zone"),
        ("Netwerklunch – Lunch de réseau des partenaires", "Netwerklunch", "Lunch de réseau des partenaires"),
        ("Vorming rouw // Formation deuil", "Vorming rouw", "Formation deuil"),
        ("Infosessie / Séance d'info", "Infosessie", "Séance d'info"),
        ("NL: Vergadering / FR: Réunion", "Vergadering", "Réunion"),
        ("[FR] Réunion [NL] Vergadering", "Vergadering", "Réunion"),
        ("Lunch / Lunch", "Lunch", "Lunch"),
        ("World Café (NL/FR)", "World Café (NL/FR)", "World Café (NL/FR)"),
        ("Vorming rouw / Formation deuil (2/3)", "Vorming rouw (2/3)", "Formation deuil (2/3)"),
        ("Zomerfeest / Fête d'été 2027", "Zomerfeest 2027", "Fête d'été 2027"),
    ],
)
def test_a_title_in_two_languages_is_two_titles(title: str, dutch: str, french: str) -> None:
    assert titles(title) == (dutch, french)


@pytest.mark.parametrize(
    "title",
    [
        "Koffie en/of thee voor mantelzorgers",
        "Rencontre parents/enfants du quartier",
        "Opleiding deel 1 / deel 2 voor vrijwilligers",
        "Intervisie 24/7 bereikbaar voor de diensten",
        "Formation – écouter les personnes en deuil",
        "Praatgroep - leven met dementie in de familie",
        "Groupe de parole / cercle des aidants",
        "Yoga / Pilates",
        "Brugge - Gent",
    ],
)
def test_a_title_in_one_language_is_not_split(title: str) -> None:
    assert sorted(titles(title)) in (["", title], [title, title])


@pytest.mark.parametrize(
    ("title", "named"),
    [("Vorming (NL)", ("nl",)), ("Café [FR-NL]", ("fr", "nl")), ("Soep (NLP)", ()), ("Soep NL/FR", ())],
)
def test_a_title_names_languages_in_brackets(title: str, named: tuple[str, ...]) -> None:
    assert languages(title) == named


def test_a_title_whose_language_is_not_clear_stands_in_both() -> None:
    assert titles("Yoga") == ("Yoga", "Yoga")
    assert titles("Yoga", hint="fr-BE") == ("", "Yoga")


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("<p>Eén</p><p>Twee &amp; drie</p>", "Eén\n\nTwee & drie"),
        ("Eén<br>twee<br/>drie", "Eén\ntwee\ndrie"),
        ("vanaf 18 jaar (< 18 jaar met ouders) & gratis", "vanaf 18 jaar (< 18 jaar met ouders) & gratis"),
        ("Fran&ccedil;ais", "Français"),
        ("<script>alert(1)</script>Hallo<style>p{}</style><iframe src=x>weg</iframe>", "Hallo"),
        ("<!-- weg -->Hallo <b>jij</b>", "Hallo jij"),
        ('<a href="javascript:alert(1)">klik</a>', "klik"),
        ('<a href="https://example.org/x">https://example.org/x</a>', "https://example.org/x"),
        ("a\u202eb\x07c\x00d", "abcd"),
        ("veel\n\n\n\n\nruimte", "veel\n\nruimte"),
    ],
)
def test_text_is_free_of_markup_and_control_characters(text: str, clean: str) -> None:
    assert clean_description(text) == clean


def test_deeply_nested_html_is_read_without_end() -> None:
    assert clean_description("<div>" * 9_000 + "kern").endswith("kern")


@pytest.mark.parametrize(
    "piece", ["<!--", "_", "<a ", "-::~:~::~", "-::~:~::~::-", "&amp;", "\n ", "https://", "<b>", "/ ", " - ", "1030 A"]
)
def test_text_made_to_take_long_is_read_all_the_same(piece: str) -> None:
    """Quadratic expressions would take minutes for these."""
    text = piece * (100_000 // len(piece))
    assert len(clean_description(text)) <= 4_000
    assert len(by_language(clean_description(text))) == 2
    assert all(len(title) <= 200 for title in titles(text))
    assert registration_link(text[:4_000]) in ("", text[:4_000])
    assert placed(clean_line(text, 300)).text == clean_line(text, 300)


def test_long_text_is_cut_at_a_word() -> None:
    assert clean_line("woord " * 100, 50) == "woord " * 7 + "woord…"


def test_paragraphs_of_two_languages_are_put_apart() -> None:
    dutch = "Hulpverleners leren hoe ze bewoners helpen met hun rechten."
    french = "Les intervenants apprennent à aider les habitants avec leurs droits."
    assert by_language(f"{dutch}\n\n{french}") == (dutch, french)
    assert by_language(dutch) == (dutch, "")
    assert by_language("") == ("", "")


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("Inschrijven: https://example.org/in.", "https://example.org/in"),
        ("Inscription obligatoire via https://example.org/form?a=1", "https://example.org/form?a=1"),
        ("Meer op https://example.org", ""),
        ("Schrijf in per mail", ""),
    ],
)
def test_the_link_for_registering_is_found(text: str, link: str) -> None:
    assert registration_link(text) == link


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "ftp://x.org", "https://a b", ""])
def test_only_web_addresses_are_links(address: str) -> None:
    assert web_address(address) == ""


@pytest.mark.parametrize(
    ("place", "code", "municipality"),
    [
        ("Buurthuis, Liedtsplein 22, 1030 Schaarbeek", "1030", "Schaarbeek"),
        ("Chaussée de Gand 1234, 1080 Molenbeek", "1080", "Sint-Jans-Molenbeek"),
        ("zaal 1234, tweede verdieping", "", ""),
        ("Gemeentehuis van Sint-Joost", "1210", "Sint-Joost-ten-Node"),
        ("Maison communale d'Ixelles", "1050", "Elsene"),
        ("online", "", ""),
        ("B-1000 Bruxelles", "1000", "Brussel-stad"),
        ("Leuven, 3000 Leuven", "3000", ""),
        ("", "", ""),
    ],
)
def test_where_a_place_is(place: str, code: str, municipality: str) -> None:
    found = placed(place)
    assert (found.text, found.postal_code, found.municipality_nl) == (place, code, municipality)
