"""Passages: their size, their borders, their language."""

from __future__ import annotations

import pytest

from ingest.cleaning.blocks import Block, BlockKind, Placed
from ingest.passages import LONGEST, LONGEST_WORD, passages, sentences
from ingest.text_language import language_of, passage_language
from kb.models import Lang


def prose(count: int, start: int = 0) -> str:
    """`count` sentences of ten words each."""
    return " ".join(f"Zin {n} vertelt iets over de zorg in deze wijk." for n in range(start, start + count))


def placed(text: str, *path: str, kind: BlockKind = "text") -> Placed:
    return Placed(path, Block(kind, text, number=2))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eén zin. Nog één.", ["Eén zin.", "Nog één."]),
        ("Dat is, bv. Brussel, zo. Punt.", ["Dat is, bv. Brussel, zo.", "Punt."]),
        ("Minister A. Maron sprak. Dank.", ["Minister A. Maron sprak.", "Dank."]),
        ("Zie art. 6 en blz. 12. Klaar?", ["Zie art. 6 en blz. 12.", "Klaar?"]),
        ("Hij zei « ja. » Dan ging hij.", ["Hij zei « ja. » Dan ging hij."]),
        ("Zie fig. 3 van het plan. Klaar?", ["Zie fig. 3 van het plan.", "Klaar?"]),
        ("1.241.175 inwoners. Meer niet.", ["1.241.175 inwoners.", "Meer niet."]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize("count", [1, 7, 13, 17, 25, 33, 80])
def test_passages_are_whole_sentences_of_bounded_size(count: int) -> None:
    made = passages("d", [placed(prose(count), "A")], "nl")
    sizes = [len(passage.text.split()) for passage in made]
    assert max(sizes) <= LONGEST
    assert count < 16 or min(sizes) >= 70
    assert all(passage.text.endswith(".") and passage.text.startswith("Zin") for passage in made)
    assert " ".join(passage.text for passage in made) == prose(count)


def test_a_passage_never_crosses_a_heading() -> None:
    made = passages("d", [placed(prose(2), "A"), placed(prose(2, 5), "B"), placed(prose(2, 9), "B", "b")], "nl")
    assert [passage.heading for passage in made] == [("A",), ("B",), ("B", "b")]
    assert [passage.ordinal for passage in made] == [0, 1, 2]
    assert made[0].id == "d#0"
    assert made[0].page == 2


def test_footnotes_are_passages_of_their_own() -> None:
    made = passages(
        "d",
        [placed(prose(1), "A"), placed("1 Een noot over de bron.", "A", kind="footnote"), placed(prose(1, 3), "A")],
        "nl",
    )
    assert [passage.kind for passage in made] == ["body", "footnote"]
    assert "noot" not in made[0].text


def test_list_items_are_lines_with_a_dash() -> None:
    made = passages(
        "d", [placed("Nodig:", "A"), placed("een tolk", "A", kind="item"), placed("een loket", "A", kind="item")], "nl"
    )
    assert made[0].text == "Nodig:\n- een tolk\n- een loket"


def test_a_sentence_without_end_is_cut() -> None:
    made = passages("d", [placed(", ".join(["naam"] * 500), "A")], "nl")
    assert all(len(passage.text.split()) <= LONGEST for passage in made)
    assert sum(len(passage.text.split()) for passage in made) == 500


@pytest.mark.parametrize(
    "text",
    ["x" * 100_000, "een " + "x" * 50_000 + " twee", "一二三四五。" * 5_000, "/".join(["naam"] * 20_000)],
    ids=["one word", "between words", "no spaces in the script", "slashes"],
)
def test_a_text_without_spaces_is_cut_and_nothing_is_lost(text: str) -> None:
    made = passages("d", [placed(text, "A")], "nl")
    assert max(len(passage.text) for passage in made) <= LONGEST * LONGEST_WORD
    assert "".join(passage.text for passage in made).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    "title", ["Enjeux des soins, de l’aide et de l’accompagnement", "Fig. 3 Beleidsplan van de zone", "Onze visie"]
)
def test_a_title_alone_is_no_passage(title: str) -> None:
    made = passages("d", [placed(title, "A"), placed(prose(2), "B")], "nl")
    assert [passage.heading for passage in made] == [("B",)]
    assert [passage.ordinal for passage in made] == [0]


@pytest.mark.parametrize(
    "line", ["Het loket is gratis.", "Onthaal: Transit", "Maandag van 9 tot 12 uur", "Wie betaalt?"]
)
def test_a_short_line_that_says_something_is_a_passage(line: str) -> None:
    made = passages("d", [placed(line, "A"), placed(prose(2), "B")], "nl")
    assert made[0].text == line


def test_a_document_of_one_line_keeps_it() -> None:
    assert [passage.text for passage in passages("d", [placed("Het loket van de wijk")], "nl")] == [
        "Het loket van de wijk"
    ]


@pytest.mark.parametrize(
    ("text", "document", "lang"),
    [
        ("Onthaal EntrAide des Marolles, Centre de santé mentale du Sas et La Gerbe", "nl", "nl"),
        ("Fédération des Services sociaux et le Forum Bruxelles contre les inégalités", "nl", "nl"),
        ("Rendre les services plus proches", "nl", "nl"),
        ("De Fédération des institutions pour les toxicomanes en de Ligue werken samen met het OCMW.", "nl", "nl"),
        ("Les services de la zone travaillent avec les médecins et l’hôpital du quartier.", "nl", "fr"),
        ("De diensten van de zone werken samen met de huisartsen en het ziekenhuis.", "fr", "nl"),
        (
            "Brusano, Iriscare, Vivalis, Actiris, BruZEL, Norwest, Conectar, Smes, Diogenes, Infirmiers de rue",
            "fr",
            "fr",
        ),
    ],
)
def test_a_passage_is_in_the_language_of_its_document_unless_clearly_not(text: str, document: Lang, lang: Lang) -> None:
    assert passage_language(text, document) == lang


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("De diensten van de zone werken samen met de huisartsen en met het ziekenhuis.", "nl"),
        ("Les services de la zone travaillent avec les médecins et avec l’hôpital du quartier.", "fr"),
        ("The services of the zone work with the doctors and with the hospital.", "en"),
        ("Actiris Brusano Iriscare CBCS", "fr"),
    ],
)
def test_the_language_of_a_passage_is_that_of_its_small_words(text: str, lang: Lang) -> None:
    assert language_of(text, "fr") == lang
