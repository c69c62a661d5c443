"""Where a message may be cut into needs, and what a clause says by itself."""

from __future__ import annotations

import pytest

from kb.models import Lang
from kb.understand.needs import clauses, need_left, sentences


@pytest.mark.parametrize(
    ("lang", "text", "pieces"),
    [
        ("nl", "een tandarts en een psycholoog", ["een tandarts", "een psycholoog"]),
        ("fr", "un logement ainsi qu'une aide alimentaire", ["un logement", "une aide alimentaire"]),
        ("en", "need a dentist, and somewhere to shower", ["need a dentist", "somewhere to shower"]),
        ("fr", "1. interprète 2. avocat", ["interprète", "avocat"]),
        ("nl", "- voedselbank\n- juridisch advies", ["voedselbank", "juridisch advies"]),
        ("fr", "pour la maman : un cours ; pour le petit : une école", ["un cours", "une école"]),
        ("fr", "accessible en fauteuil roulant", ["accessible en fauteuil roulant"]),
        ("nl", "open dag en nacht", ["open dag en nacht"]),
        ("nl", "tandarts voor kinderen", ["tandarts voor kinderen"]),
        ("nl", "a, b, c, d, e, f, g, h", ["a, b, c, d, e, f, g, h"]),
        ("nl", "…", ["…"]),
    ],
)
def test_a_message_is_cut_at_marks_and_words_that_join_needs(lang: Lang, text: str, pieces: list[str]) -> None:
    assert [clause.text for clause in clauses(text, lang)] == pieces


@pytest.mark.parametrize(
    ("lang", "text", "goes_on"),
    [
        ("nl", "hulp voor wonden en insuline", True),
        ("nl", "hulp voor wonden en een kinesist", False),
        ("fr", "apprendre le néerlandais, avec garderie", True),
        ("en", "help with her bill and with her permit", False),
        ("nl", "thuisverpleging en kinesist", False),
    ],
)
def test_a_bare_noun_belongs_to_the_phrase_before_it(lang: Lang, text: str, goes_on: bool) -> None:
    assert clauses(text, lang)[-1].goes_on is goes_on


@pytest.mark.parametrize(
    ("lang", "text", "tells"),
    [
        ("nl", "schimmel in alle kamers en de huisbaas doet niks", [False, True]),
        ("fr", "maman a 59 ans et un Alzheimer", [True, False]),
        ("nl", "mijn dochter zorgt voor mama, wie neemt het even over?", [True, False]),
        ("nl", "ze zoekt een tandarts en een kapper", [False, False]),
    ],
)
def test_what_tells_the_matter_is_no_request(lang: Lang, text: str, tells: list[bool]) -> None:
    assert [clause.tells for clause in clauses(text, lang)] == tells


@pytest.mark.parametrize(
    ("text", "context"),
    [("thuis sterven, wie ondersteunt hen?", [True, False]), ("tandarts, psycholoog", [False, False])],
)
def test_what_stands_before_a_question_tells_why_it_is_asked(text: str, context: list[bool]) -> None:
    assert [clause.context for clause in clauses(text, "nl")] == context


def test_where_a_service_is_named_only_firm_marks_cut() -> None:
    pieces = clauses("prijs en wachttijd bij Balans? en ook een tandarts", "nl")
    assert [clause.text for clause in sentences(pieces)] == ["prijs, wachttijd bij Balans", "een tandarts"]


@pytest.mark.parametrize(
    ("spoken", "left"),
    [(["mensen"], False), (["tandarts"], True), (["moeder", "kind"], False), (["thuisverpleging"], True)],
)
def test_people_and_terms_are_no_need(spoken: list[str], left: bool) -> None:
    assert need_left(spoken) is left
