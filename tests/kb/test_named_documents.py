"""A document is named by its kind in any language, by words of its title, and only where it is asked what it says."""

from __future__ import annotations

import pytest

from kb.models import Document
from kb.understand.documents import DocumentIndex, nothing_sought
from kb.understand.text import words

INDEX = DocumentIndex(
    (
        Document("zoneplan-west-2027", "Zoneplan West 2027-2029", "nl"),
        Document("coalition-agreement-2030-nl", "coalition agreement 2030 nl", "nl"),
        Document("rapport-kwikstaart-2028", "Rapport Kwikstaart", "fr", publisher="Atelier Zilverberg"),
        Document("rapport-grutto-2029", "Rapport Grutto", "fr"),
    )
)


def named(text: str) -> tuple[str, ...]:
    found = INDEX.find(words(text))
    return found.names if found else ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("wat zegt het regeerakkoord over armoede?", ("coalition-agreement-2030-nl",)),
        ("que dit l'accord de gouvernement sur la pauvreté ?", ("coalition-agreement-2030-nl",)),
        ("selon le plan de zone, combien d'habitants ?", ("zoneplan-west-2027",)),
        ("volgens het rapport Grutto: hoeveel plaatsen?", ("rapport-grutto-2029",)),
        ("que dit le rapport de 2028 ?", ("rapport-kwikstaart-2028",)),
        ("wat staat er in het verslag over wonen?", ("rapport-kwikstaart-2028", "rapport-grutto-2029")),
        ("wat schrijft Zilverberk over wonen?", ("rapport-kwikstaart-2028",)),
        ("juridisch advies over huur", ()),
        ("ik zoek een rapport van de dokter", ()),
        ("wat zegt de dokter?", ()),
    ],
)
def test_documents_are_found_by_what_people_call_them(text: str, names: tuple[str, ...]) -> None:
    assert named(text) == names


def test_the_words_of_its_name_are_not_looked_for() -> None:
    spoken = words("wat zegt het regeerakkoord over armoede?")
    found = INDEX.find(spoken)
    assert found is not None
    assert [spoken[i].folded for i in found.taken] == ["regeerakkoord"]


@pytest.mark.parametrize(("left", "nothing"), [("wat staat er in het ?", True), ("wat zegt het over armoede?", False)])
def test_asking_what_is_in_it_seeks_nothing_more(left: str, nothing: bool) -> None:
    assert nothing_sought(left) is nothing


def test_without_documents_none_is_named() -> None:
    assert DocumentIndex(()).find(words("wat zegt het regeerakkoord?")) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("verpleging aan huis, staat al weken op een lijst", ()),
        ("hij leest slecht, wie komt aan huis", ()),
        ("wat zegt Huis voor Zorg over wachttijden?", ("huis-voor-zorg-2030",)),
        ("wat zegt het huis voor zorg over wachttijden?", ("huis-voor-zorg-2030",)),
    ],
)
def test_an_everyday_word_names_a_document_in_its_phrase_only(text: str, names: tuple[str, ...]) -> None:
    index = DocumentIndex((Document("huis-voor-zorg-2030", "Huis voor Zorg", "nl"),), {"huis"})
    found = index.find(words(text))
    assert (found.names if found else ()) == names
