"""Each kind of damage that extraction does to a text, in an invented document, and what must be left of it."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.cleaning import characters
from ingest.cleaning.blocks import Block, Line, Placed, RawPage
from ingest.cleaning.duplicates import without_repeats
from ingest.cleaning.hyphens import Evidence, evidence, join
from ingest.cleaning.pipeline import clean_pages


def cleaned(text: str) -> list[Placed]:
    return clean_pages([RawPage(text)])


def body(text: str) -> str:
    return "\n".join(entry.block.text for entry in cleaned(text) if entry.block.kind != "footnote")


RAGGED = Evidence(
    Counter({"voorlopig": 1, "non-profit": 2, "ingroei": 1, "burgers": 3, "gebruikers": 3, "werking": 1}), False
)
JUSTIFIED = Evidence(Counter({"non-take-up": 2, "ocmw's": 1, "samenhang": 1}), True)


@pytest.mark.parametrize(
    ("left", "right", "known", "joined"),
    [
        ("meer samen-", "hang in", JUSTIFIED, "meer samenhang in"),
        ("de jonge-", "ren van", JUSTIFIED, "de jongeren van"),
        ("het non-", "take-up van", JUSTIFIED, "het non-take-up van"),
        ("van OCM-", "W's", Evidence(Counter({"ocmw's": 1}), True), "van OCMW's"),
        ("LGBT-", "QIA+", JUSTIFIED, "LGBTQIA+"),
        ("Neer-over-", "Heembeek", JUSTIFIED, "Neer-over-Heembeek"),
        ("plan 2020-", "2024 loopt", JUSTIFIED, "plan 2020-2024 loopt"),
        ("de non-", "profit sector", RAGGED, "de non-profit sector"),
        ("burgers-", "gebruikers", RAGGED, "burgers-gebruikers"),
        ("een in-", "groei van", RAGGED, "een ingroei van"),
        ("de gezondheids-", "bevordering", RAGGED, "de gezondheidsbevordering"),
        ("https://example.org/een-", "pad/b", RAGGED, "https://example.org/een-pad/b"),
        ("werknemers/", "werkneemsters", RAGGED, "werknemers/werkneemsters"),
        ("(samen)", "werking", Evidence(Counter({"samenwerking": 1}), False), "(samen)werking"),
        ("de zorg –", "en hulp", RAGGED, "de zorg – en hulp"),
        ("gewoon", "verder", RAGGED, "gewoon verder"),
    ],
)
def test_a_hyphen_at_a_line_end_is_judged_by_the_document(left: str, right: str, known: Evidence, joined: str) -> None:
    assert join(left, right, known) == joined


def test_a_hyphen_with_a_space_behind_it_stays() -> None:
    assert join("de welzijns-", "en zorgsector", JUSTIFIED, open_hyphen=True) == "de welzijns- en zorgsector"
    assert "welzijns- en zorgsector" in body("Dit plan gaat over de welzijns- \nen zorgsector van de wijk.")


def test_words_cut_by_a_line_end_are_no_evidence() -> None:
    known = evidence([Line("meer samen-", 0, 0), Line("hang en samenhang", 0, 0)])
    assert known.words["samen"] == 0
    assert known.words["hang"] == 0
    assert known.words["samenhang"] == 1


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("de\u00a0zorg", "de zorg"),
        ("o\ufb03ce", "office"),
        ("samen\u00adhang", "samenhang"),
        ("a\x00b\u202ec", "abc"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("\ufffd punt een", "• punt een"),
        ("1.\t\ufffd Kop", "1.\tKop"),
        ("de functie en de func\ufffde", "de functie en de functie"),
        ("zie https://example.org/a?utm_source=x&b=1 en", "zie https://example.org/a?b=1 en"),
        ("zie https://example.org/a?utm_source=x en", "zie https://example.org/a en"),
    ],
)
def test_characters_become_what_they_stand_for(raw: str, clean: str) -> None:
    assert characters.normalise(raw) == clean


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        ("pour identifi er les besoins", "pour identifier les besoins"),
        ("ces défi s", "ces défis"),
        ("le défi de la ville", "le défi de la ville"),
        ("de wifi is gratis", "de wifi is gratis"),
    ],
)
def test_words_torn_after_a_ligature_are_mended(torn: str, whole: str) -> None:
    assert characters.join_ligatures(torn, Counter()) == whole


PAGES = """ 1. Loket van de wijk

De ploeg helpt bewoners die nergens anders terecht kunnen.1 Het loket is klein van
opzet en ligt op 3 km2 van de markt, waar de meeste bewoners wonen, en het bereikt

1 \ufffdHet loket bestaat sinds 2019 en wordt betaald door de gemeente.

2 Ibidem, blz. 4.
 ook de straten achter het kanaal. De cijfers komen uit de telling van het jaar 2020,
die de gemeente elk jaar herhaalt.2 Daarna volgt een verslag aan de hele wijkraad.
"""


def test_footnotes_do_not_cut_the_sentence_of_two_pages() -> None:
    filler = "\n".join(
        f"Regel {n} van een lang stuk tekst dat de bladspiegel van dit document bepaalt." for n in range(45)
    )
    placed = cleaned(f"{PAGES}\n{filler}\n")
    text = " ".join(entry.block.text for entry in placed if entry.block.kind != "footnote")
    assert "en het bereikt ook de straten achter het kanaal" in text
    assert "kunnen. Het loket" in text
    assert "3 km2 van de markt" in text
    notes = [entry.block.text for entry in placed if entry.block.kind == "footnote"]
    assert notes == ["1 Het loket bestaat sinds 2019 en wordt betaald door de gemeente."]


def test_a_number_that_no_mark_announced_is_no_footnote() -> None:
    assert "3 ploegen werken samen" in body("In de wijk is er veel te doen.\n\n3 ploegen werken samen aan de opvang.")


SPACED = "\n\n".join(
    [
        "Vooraf ",
        "De zorgraad van deze zone heeft in de lente van dit jaar een bevraging gehouden bij alle ",
        "diensten die in de wijken werken, en vraagt nu een antwoord van de bevoegde overheden. ",
        "Het antwoord komt er. ",
        "Wonen en opvang ",
        "Wie geen dak heeft, vindt in deze zone te weinig bedden, zeker in de koude maanden van het ",
        "jaar, en de bestaande opvang zit vol. ",
        "Taal ",
        "De diensten vragen meer tolken, ook voor talen die in de stad maar door weinigen worden ",
        "gesproken, en een opleiding voor de medewerkers aan het onthaal van de diensten. ",
        "Dat kost weinig. ",
        "Besluit ",
        "De raad komt in het najaar op dit verslag terug. ",
    ]
)


def test_blank_lines_after_every_line_mean_nothing() -> None:
    placed = cleaned(SPACED)
    assert [entry.path for entry in placed if "bedden" in entry.block.text] == [("Wonen en opvang",)]
    assert "bij alle diensten die in de wijken werken" in body(SPACED)
    assert {entry.path[0] for entry in placed} == {"Vooraf", "Wonen en opvang", "Taal", "Besluit"}


def test_a_blank_line_inside_a_sentence_is_no_paragraph() -> None:
    text = (
        "Nodig:\n\n- de chat gebruiken voor het delen van \n\nalgemene informatie en afspraken\n\n- een kader maken\n"
    )
    assert "delen van algemene informatie en afspraken" in body(text)
    assert [entry.block.kind for entry in cleaned(text)].count("item") == 2


def test_furniture_of_pages_is_dropped() -> None:
    vertical = "\n".join("WIJKPLAN|26")
    text = f"De diensten vragen dat bepaalde\n\n\n12\n\n{vertical}\n\nstructuren hun deuren langer openen.\n"
    assert body(text) == "De diensten vragen dat bepaalde structuren hun deuren langer openen."


def test_letters_of_a_figure_are_dropped_and_names_stay() -> None:
    text = "Dit is de planning.\n\nAugustus OctOber NOvember JANuAry mAArt\n\nMet BruVEL werken we goed samen."
    assert body(text) == "Dit is de planning.\nMet BruVEL werken we goed samen."


def test_an_address_alone_on_its_line_does_not_cut_a_word() -> None:
    text = "We zorgen voor een goede follow-\n\nhttps://www.example.org\n\nup van elk dossier in de zone."
    assert body(text) == "We zorgen voor een goede follow-up van elk dossier in de zone."


def test_repeats_are_kept_once_under_the_longest_path() -> None:
    said = "Elke wijk krijgt een ploeg die twee keer per week langs de deuren gaat."
    other = "Elke wijk krijgt 3 ploegen die twee keer per week langs de deuren gaan."
    placed = [
        Placed(("Samenvatting",), Block("text", said)),
        Placed(("1. Wijk", "1.1 Ploegen"), Block("text", said.replace("wijk krijgt", "wijk krijgt"))),
        Placed(("1. Wijk", "1.2 Later"), Block("text", other)),
    ]
    assert [entry.path for entry in without_repeats(placed)] == [("1. Wijk", "1.1 Ploegen"), ("1. Wijk", "1.2 Later")]


def test_abbreviations_stay_one_per_line() -> None:
    text = "AFKORTINGEN\nABC Algemene Conferentie\nDEF Dienst Eerste Fase\nGHI Groep Hulp\nJKL Jonge Kring\n"
    assert [entry.block.kind for entry in cleaned(text)] == ["item"] * 4


MARKS = [
    "1. Kop",
    "1.1 Kop",
    "VOORSTEL 1",
    "SD 1: DOEL",
    "WIJK",
    "a. x",
    "1 noot",
    "woord1",
    "- punt",
    "samen-",
    "hang.",
]
BREAKS = [
    "\n",
    "\n\n",
    "\n ",
    "\f",
    "\ufffd",
    " ",
    "• ",
    "https://example.org",
    "Een zin van de zorg.",
    "12",
    "(",
    "(ver)",
]
PIECES = st.sampled_from([*MARKS, *BREAKS])


@given(st.lists(PIECES, max_size=60).map("".join))
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_the_cleaning_and_no_word_is_made_up(text: str) -> None:
    letters = Counter(character for character in characters.normalise(text) if character.isalpha())
    for entry in cleaned(text):
        assert entry.block.text.strip()
        found = Counter(character for character in entry.block.text if character.isalpha())
        assert found <= letters
