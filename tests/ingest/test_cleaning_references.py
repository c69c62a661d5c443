"""What only says where something is written is left out; what explains stays."""

from __future__ import annotations

import pytest

from ingest.cleaning.blocks import Block, RawPage
from ingest.cleaning.pipeline import clean_blocks, clean_pages
from ingest.cleaning.references import is_listed_reference, is_reference

REFERENCES = [
    "62 Peeters, C. (2019) Enquête sur les pratiques des maisons : vers une harmonisation ?. Brussel: Zorgbond.",
    "3 Waarnemingscentrum voor Welzijn (2024), Wijkbarometer 2023, Brussel : Uitgeverij Noord, blz. 41-45.",
    "12 Janssens A. en Dubois B. (2018). Wie zijn ze, waar houden ze praktijk? Brussel: Zorgbond. https://example.org/a",
    "4 A. Janssens, B. Dubois en C. Maes (2015), What care for newcomers?, Report 12, Kenniscentrum.",
    "7 WHO Europe, 2017. Joint evaluation of core capacities. URL https://example.org/b.pdf (accessed 6.16.20).",
    "8 Zorgbond. Medisch verbruik per wijk. https://example.org/c",
    "9 Zie ook het plan voor gezinnen; https://example.org/d",
    "10 Ibid., p. 3.",
    "11 Janssens, op. cit., blz. 12.",
    "13 Le Centre (2020), Note de travail ; Dupont, J. (2021), Le loyer est trop cher, Liège : Éditions du Pont.",
    "14 wijk.example (2025), Werken in de buurt, geraadpleegd op 26 november 2025.",
]
EXPLANATIONS = [
    "1 Een wijkploeg is een groep van diensten die samen voor één wijk werken.",
    "2 Tenzij anders vermeld, zijn de cijfers afkomstig uit: Waarnemingscentrum (2020). Wijkbarometer. Brussel: Noord.",
    "3 Artikel 1 van de organieke wet van 8 juli 1976 betreffende de openbare centra voor maatschappelijk welzijn",
    "4 Situatie op 1 januari 2022.",
    "5 Ce montant s’élève à 1.200 euros par an (2023).",
    "6 De brochure is gratis; de lijst van de loketten staat op https://example.org/loketten",
    "7 Janssens, C. (2019), Het loket. De schrijver bedoelt hier alleen loketten die elke dag open zijn.",
    "8 Onder buurtzorg wordt verstaan: zorg door mensen uit de wijk.",
]


@pytest.mark.parametrize("note", REFERENCES)
def test_a_note_that_only_refers_is_a_reference(note: str) -> None:
    assert is_reference(note)


@pytest.mark.parametrize("note", EXPLANATIONS)
def test_a_note_that_explains_is_none(note: str) -> None:
    assert not is_reference(note)


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("Hirsch, N. & Pironi, C. (2021), Les maisons de repos en Belgique, Namur : Gresil. https://example.org", True),
        ("- Zorgbond (2022), Monitoring 2022 : arbeidsmarkt, Brussel : Zorgbond.", True),
        ("De Zorgbond (2022) kreeg 14 loketten in Brussel.", False),
        ("In 2021 opende het loket (zie https://example.org).", False),
        ("Het loket in de Marktstraat (1080 Brussel) is open tot 2025.", False),
        ("Brussel: Noord en Zuid (2020)", False),
    ],
)
def test_entries_of_a_bibliography_are_told_from_text(paragraph: str, expected: bool) -> None:
    assert is_listed_reference(paragraph) is expected


def test_references_leave_a_document_and_explanations_stay_as_notes() -> None:
    blocks = [Block("text", "Het loket van de wijk is elke dag open voor iedereen.")]
    blocks += [Block("footnote", note) for note in (*REFERENCES, EXPLANATIONS[0])]
    assert [(entry.block.kind, entry.block.text) for entry in clean_blocks(blocks)][1:] == [
        ("footnote", EXPLANATIONS[0])
    ]


def test_notes_stand_after_the_text_of_their_page_in_order() -> None:
    first = (
        "Het loket1 van de wijk helpt met papieren2.\n\n1 Een loket is een balie waar iedereen gratis terecht kan.\n"
    )
    first += "2 Papieren zijn hier brieven van de overheid en van de school."
    second = "De ploeg3 belt binnen twee dagen terug.\n\n3 De ploeg bestaat uit drie mensen van de zone."
    kinds = [entry.block.text[:6] for entry in clean_pages([RawPage(first, 1), RawPage(second, 2)])]
    assert kinds == ["Het lo", "1 Een ", "2 Papi", "De plo", "3 De p"]
