"""Headings in all their numberings, and the path that each line of text gets."""

from __future__ import annotations

import pytest

from ingest.cleaning.blocks import Block, RawPage
from ingest.cleaning.outline import place
from ingest.cleaning.pipeline import clean_pages

SENTENCE = "De ploeg van de wijk helpt elke dag mensen die zonder afspraak aan het loket komen staan."


def paths(text: str) -> list[tuple[str, ...]]:
    found = [entry.path for entry in clean_pages([RawPage(text)])]
    return [path for index, path in enumerate(found) if index == 0 or path != found[index - 1]]


def numbered(*titles: str) -> str:
    """A document with one sentence of its own under each title."""
    return "\n\n".join(f"{title}\n\n{SENTENCE[:-1]} in geval {index}." for index, title in enumerate(titles))


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (
            ["1. Zorg", "1.1 Wijk", "1.2 Zone", "2. Wonen"],
            [("1. Zorg",), ("1. Zorg", "1.1 Wijk"), ("1. Zorg", "1.2 Zone"), ("2. Wonen",)],
        ),
        (
            ["A. Inleiding", "1. Zorg", "a. Kinderen", "b. Ouderen", "I. Noord", "II. Zuid", "2. Wonen", "B. Besluit"],
            [
                ("A. Inleiding",),
                ("A. Inleiding", "1. Zorg"),
                ("A. Inleiding", "1. Zorg", "a. Kinderen"),
                ("A. Inleiding", "1. Zorg", "b. Ouderen"),
                ("A. Inleiding", "1. Zorg", "b. Ouderen", "I. Noord"),
                ("A. Inleiding", "1. Zorg", "b. Ouderen", "II. Zuid"),
                ("A. Inleiding", "2. Wonen"),
                ("B. Besluit",),
            ],
        ),
        (
            ["AS 1: Gezond leven", "1. Zorg", "AS 2: Rechten"],
            [("AS 1: Gezond leven",), ("AS 1: Gezond leven", "1. Zorg"), ("AS 2: Rechten",)],
        ),
        (
            ["PIJLER 1: VERBINDEN", "SD 1: Samen", "OD 1.1", "OD 1.2", "SD 2: Apart"],
            [
                ("PIJLER 1: VERBINDEN",),
                ("SD 1: Samen",),
                ("SD 1: Samen", "OD 1.1"),
                ("SD 1: Samen", "OD 1.2"),
                ("SD 2: Apart",),
            ],
        ),
        (
            ["4.1 Kennis", "VOORSTEL 1: Delen", "Voorwaarden", "VOORSTEL 2: Lezen", "Voorwaarden", "4.2 Netwerk"],
            [
                ("4.1 Kennis",),
                ("4.1 Kennis", "VOORSTEL 1: Delen"),
                ("4.1 Kennis", "VOORSTEL 1: Delen", "Voorwaarden"),
                ("4.1 Kennis", "VOORSTEL 2: Lezen"),
                ("4.1 Kennis", "VOORSTEL 2: Lezen", "Voorwaarden"),
                ("4.2 Netwerk",),
            ],
        ),
        (["WERKWIJZE", "Een eerste stap", "BESLUIT"], [("WERKWIJZE",), ("WERKWIJZE", "Een eerste stap"), ("BESLUIT",)]),
    ],
)
def test_numberings_nest_in_the_order_in_which_they_appear(titles: list[str], expected: list[tuple[str, ...]]) -> None:
    assert paths(numbered(*titles)) == expected


def test_a_heading_over_two_lines_is_one_heading() -> None:
    text = f"2. Een nieuwe plaats voor de mensen van de \nzone\n\n{SENTENCE}\n"
    assert paths(text) == [("2. Een nieuwe plaats voor de mensen van de zone",)]


def test_a_title_directly_above_its_text_is_a_heading() -> None:
    text = f"a. Een jonge wijk \n{SENTENCE}\n{SENTENCE[:-1]} vandaag.\n\n{SENTENCE[:-1]} morgen.\n"
    assert paths(text) == [("a. Een jonge wijk",)]


@pytest.mark.parametrize(
    "line",
    [
        "1. Door de toegang te verbeteren;",
        "Een gewone zin die eindigt.",
        "Markt 12 1000 Brussel",
        "Fig. 3 De kaart van de zone",
        "Vanaf 2023 jaarlijks",
        "BAR: Buurtactie",
    ],
)
def test_what_only_looks_like_a_heading_stays_text(line: str) -> None:
    assert paths(f"1.1 Zorg\n\n{SENTENCE}\n\n{line}\n\n{SENTENCE[:-1]} en later.") == [("1.1 Zorg",)]


def test_the_points_of_a_list_are_no_sections() -> None:
    text = f"1.1 Zorg\n\n{SENTENCE}\n\n1. Eerst luisteren;\n\n2. Dan helpen\n\n{SENTENCE[:-1]} en later."
    assert paths(text) == [("1.1 Zorg",)]


def test_a_title_printed_after_its_first_section_still_names_it() -> None:
    blocks = [
        Block("text", "Inleiding op deel vier.", page=3),
        Block("heading", "4.1 Kennis", page=3, style="decimal", mark="4.1"),
        Block("text", "Tekst over kennis.", page=3),
        Block("heading", "4. ACTIES", page=3, style="decimal", mark="4"),
        Block("text", "Meer over kennis.", page=4),
        Block("heading", "4.2 Netwerk", page=5, style="decimal", mark="4.2"),
        Block("text", "Tekst over netwerk.", page=5),
    ]
    assert [entry.path for entry in place(blocks)] == [
        ("4. ACTIES",),
        ("4. ACTIES", "4.1 Kennis"),
        ("4. ACTIES", "4.1 Kennis"),
        ("4. ACTIES", "4.2 Netwerk"),
    ]


def test_a_pillar_between_the_rows_of_a_goal_does_not_end_the_goal() -> None:
    blocks = [
        Block("heading", "SD 1: Samen", style="goal", mark="1"),
        Block("heading", "OD 1.1", style="subgoal", mark="1.1"),
        Block("text", "Acties van 1.1."),
        Block("heading", "PIJLER 2: LATER", style="part", mark="2"),
        Block("text", "Beoogd resultaat van 1.1."),
        Block("heading", "OD 1.2", style="subgoal", mark="1.2"),
        Block("text", "Acties van 1.2."),
    ]
    assert [entry.path[-1] for entry in place(blocks)] == ["OD 1.1", "OD 1.1", "OD 1.2"]


def test_goals_that_are_merely_listed_are_items() -> None:
    blocks = [
        Block("heading", "SD 1: Samen", style="goal", mark="1"),
        Block("heading", "OD 1.1: Iedereen kent het loket", style="subgoal", mark="1.1"),
        Block("heading", "OD 1.2: Iedereen vindt het loket", style="subgoal", mark="1.2"),
        Block("text", "Over beide samen."),
    ]
    assert [(entry.block.kind, entry.path) for entry in place(blocks)] == [
        ("item", ("SD 1: Samen",)),
        ("item", ("SD 1: Samen",)),
        ("text", ("SD 1: Samen",)),
    ]


def test_a_title_doubled_in_two_languages_keeps_the_last() -> None:
    assert paths(f"1. CONTEXTE1. CONTEXT\n\n{SENTENCE}") == [("1. CONTEXT",)]
