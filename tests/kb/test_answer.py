"""From question to Answer: what kind, what is shown, and what is never left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from kb.answer import Answerer
from kb.models import (
    Answer,
    AnswerKind,
    Capacity,
    Definition,
    Document,
    Lang,
    Passage,
    Question,
    Service,
    Status,
    Term,
    Zone,
)
from kb.passage_order import passage_hits
from kb.search import Searcher
from kb.settings import KnowledgeSettings
from kb.signals import Seeker
from kb.snapshot import Snapshot
from kb.store import Store
from kb.terms import Analyzer
from kb.writer import Writer
from tests.kb.conftest import HashingEmbedder, documents, repertory

NOW = datetime.fromisoformat("2026-11-23T12:00:00+01:00")
ZONES = (Zone("n", "Noord", "Nord", ("1030",)), Zone("z", "Zuid", "Sud", ("1060",)))
TAXONOMY = (
    Term("DENT", "", "Tandarts", "Dentiste", "Dentist", "🦷"),
    Term("FOOD", "", "Voedselhulp", "Aide alimentaire", "Food aid", "🥫"),
    Term("DEBT", "", "Schuldbemiddeling", "Médiation de dettes", "Debt mediation", "💶"),
)
FRESH = {"capacity": Capacity.OPEN, "capacity_date": date(2026, 11, 1), "opening_hours": "Mo-Fr 09:00-17:00; PH off"}
SERVICES = (
    Service("dent-n", name_nl="Tandzorg Kwikstaart", name_fr="Soins dentaires Bergeronnette", categories=("DENT",),
            postal_code="1030", description_nl="Een tandarts behandelt volwassenen en kinderen met tandpijn.",
            description_fr="Un dentiste soigne adultes et enfants qui ont mal aux dents.", languages=("nl", "tr"),
            street_nl="Paleizenstraat", street_fr="Rue des Palais",
            **FRESH),  # type: ignore[arg-type]
    Service("dent-z", name_nl="Tandartspraktijk Boomklever", name_fr="Cabinet dentaire Sittelle", categories=("DENT",),
            postal_code="1060", description_nl="Tandarts met derdebetaler voor tandpijn.",
            description_fr="Dentiste avec tiers payant.", **FRESH),  # type: ignore[arg-type]
    Service("food", name_nl="Voedselhulp Pimpelmees", name_fr="Aide alimentaire Mésange", categories=("FOOD",),
            postal_code="1030", description_nl="Voedselpakketten voor gezinnen die geen eten meer hebben.",
            description_fr="Colis alimentaires pour les familles.", **FRESH),  # type: ignore[arg-type]
    Service("debt", name_nl="Schuldbemiddeling Wielewaal", name_fr="Médiation de dettes Loriot", categories=("DEBT",),
            postal_code="1030", description_nl="Hulp bij schulden, deurwaarders en aanmaningen.",
            description_fr="Aide en cas de dettes, huissiers et rappels.", **FRESH),  # type: ignore[arg-type]
    Service("gone", name_nl="Kruidenier Grutto", name_fr="Épicerie Barge", categories=("FOOD",), postal_code="1030",
            description_nl="Definitief gesloten.", description_fr="Fermé.", status=Status.CLOSED),
)  # fmt: skip
PLAN = Document("plan", "Welzijnsplan", "nl", date="2022")
PASSAGES = (
    Passage(
        "plan", 0, ("Tanden",), "Het plan voorziet dat het aandeel Brusselaars met een vaste tandarts stijgt.", "nl"
    ),
    Passage("plan", 1, ("Wonen",), "Volgens het plan komen er duizend sociale woningen bij tegen 2030.", "nl"),
)


def detect(text: str, *, hint: Lang | None = None) -> tuple[Lang, bool]:
    return "nl", True


def explain(text: str, lang: Lang) -> Definition | None:
    return Definition("BAR", "Bijzonder Afwijkend Recht", "x", "y") if text == "wat is BAR?" else None


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    data_dir: Path = tmp_path_factory.mktemp("kb")
    store, embedder, analyzer = Store.open(data_dir), HashingEmbedder(), Analyzer.load()
    settings = KnowledgeSettings(zones=ZONES)
    writer = Writer(store, embedder, analyzer, settings)
    writer.apply(repertory(*SERVICES, taxonomy=TAXONOMY))
    writer.apply(documents((PLAN, PASSAGES)))
    snapshot = Snapshot.load(store)
    searcher = Searcher(snapshot, analyzer, embedder)
    seeker = Seeker(snapshot, analyzer)
    made = Answerer(searcher, settings, detect=detect, explain=explain, knows=lambda _: False, seeker=seeker)
    store.close()
    return made


def ask(answerer: Answerer, text: str, zone: str | None = "n") -> Answer:
    return answerer.answer(Question(text, NOW, zone))


def test_service_of_the_zone_leads(answerer: Answerer) -> None:
    answer = ask(answerer, "waar kan een kind met tandpijn een tandarts vinden?", "n")
    assert answer.answered
    assert answer.services[0].service.id == "dent-n"
    assert 1 <= answer.show_services <= 3


def test_the_other_zone_stays_in_the_list_and_is_marked(answerer: Answerer) -> None:
    answer = ask(answerer, "tandarts voor kind met tandpijn", "z")
    found = {hit.service.id: hit.in_zone for hit in answer.services}
    assert (found["dent-z"], found["dent-n"]) == (True, False)


def test_closed_service_is_not_proposed(answerer: Answerer) -> None:
    assert "gone" not in {hit.service.id for hit in ask(answerer, "voedselhulp kruidenier").services}


def test_does_it_still_exist_gets_a_no(answerer: Answerer) -> None:
    answer = ask(answerer, "bestaat Kruidenier Grutto nog?")
    assert (answer.kind, answer.verdict, answer.services[0].service.id) == (AnswerKind.ATTRIBUTE, "no", "gone")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("is Kwikstaart nu open?", "yes"),
        ("spreekt iemand Turks bij Kwikstaart?", "yes"),
        ("spreekt iemand Tigrinya bij Kwikstaart?", "no"),
        ("is Kwikstaart rolstoeltoegankelijk?", "unknown"),
        ("telefoonnummer van Kwikstaart", ""),
    ],
)
def test_fact_about_a_named_service_is_answered_first(answerer: Answerer, text: str, verdict: str) -> None:
    answer = ask(answerer, text)
    assert (answer.kind, answer.verdict, answer.services[0].service.id) == (AnswerKind.ATTRIBUTE, verdict, "dent-n")
    assert answer.show_services == 1


def test_a_service_is_known_by_its_street(answerer: Answerer) -> None:
    answer = ask(answerer, "spreekt iemand Turks bij die tandarts in de Paleizenstraat?")
    assert (answer.kind, answer.verdict, answer.services[0].service.id) == (AnswerKind.ATTRIBUTE, "yes", "dent-n")


def test_acronym_is_explained(answerer: Answerer) -> None:
    answer = ask(answerer, "wat is BAR?")
    assert (answer.kind, answer.answered) == (AnswerKind.GLOSSARY, True)
    assert answer.definition is not None


def test_thanks_get_no_answer(answerer: Answerer) -> None:
    answer = ask(answerer, "merci, super!")
    assert (answer.kind, answer.answered, answer.services) == (AnswerKind.SMALLTALK, False, ())


def test_question_of_another_domain_is_refused_but_ranked(answerer: Answerer) -> None:
    answer = ask(answerer, "hoe laat vertrekt de laatste trein naar Oostende?")
    assert (answer.kind, answer.answered, answer.show_services) == (AnswerKind.UNKNOWN, False, 0)


def test_a_refusal_names_the_nearest_categories(answerer: Answerer) -> None:
    answer = ask(answerer, "deurwaarders verzamelen")
    assert answer.kind is AnswerKind.UNKNOWN
    assert answer.nearest_categories[0].code == "DEBT"


@pytest.mark.parametrize(
    "text", ["wie koopt mijn oude fiets met tandarts stickers en trein ticket", "gouden stickers verzamelen en ruilen"]
)
def test_without_evidence_no_category_is_offered(answerer: Answerer, text: str) -> None:
    answer = ask(answerer, text)
    assert (answer.kind, answer.nearest_categories) == (AnswerKind.UNKNOWN, ())


def test_two_needs_get_two_answers(answerer: Answerer) -> None:
    answer = ask(answerer, "tandarts voor een kind met tandpijn? schuldbemiddeling wegens deurwaarders en aanmaningen?")
    assert [part.services[0].service.id for part in answer.parts] == ["dent-n", "debt"]
    assert [hit.service.id for hit in answer.services[:2]] == ["dent-n", "debt"]
    assert answer.understanding.needs == (
        "tandarts voor een kind met tandpijn",
        "schuldbemiddeling wegens deurwaarders en aanmaningen",
    )


def test_question_on_the_plan_is_answered_from_it(answerer: Answerer) -> None:
    answer = ask(answerer, "hoeveel sociale woningen komen er volgens het plan bij?")
    assert answer.show_passages >= 1
    assert answer.passages[0].passage.heading == ("Wonen",)


def test_lists_are_no_longer_than_asked_for(answerer: Answerer) -> None:
    answer = answerer.answer(Question("tandarts", NOW, "n"), top=2)
    assert len(answer.services) <= 2
    assert len(answer.passages) <= 2


@pytest.mark.parametrize("text", ["", "   ", "?!", "…"])
def test_a_question_without_a_word_is_unanswered(answerer: Answerer, text: str) -> None:
    answer = ask(answerer, text)
    assert (answer.kind, answer.answered, answer.services, answer.passages) == (AnswerKind.UNKNOWN, False, (), ())
    assert not answer.understanding.smalltalk


def test_the_same_text_in_two_documents_is_shown_once() -> None:
    copy = replace(PASSAGES[0], document="copy")
    known = {"plan": PLAN, "copy": replace(PLAN, name="copy")}
    hits = passage_hits([(PASSAGES[0], 3.0), (copy, 2.9), (PASSAGES[1], 1.0)], known, {"tandarts"})
    assert [hit.passage.id for hit in hits] == ["plan#0", "plan#1"]


def test_documents_that_both_answer_stand_side_by_side() -> None:
    other = Passage("other", 0, (), "Een ander document noemt vijfhonderd woningen en een later jaar.", "nl")
    known = {"plan": PLAN, "other": replace(PLAN, name="other", date="2025")}
    found = [(PASSAGES[1], 3.0), (PASSAGES[0], 2.9), (other, 2.8)]
    assert [hit.document.name for hit in passage_hits(found, known, {"woningen"})][:2] == ["plan", "other"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("een tandarts en schuldbemiddeling", ["dent-n", "debt"]),
        ("voedselpakketten ainsi que rien" , []),
        ("tandarts voor tandpijn en een ander die ook tandarts is", []),
    ],
)  # fmt: skip
def test_needs_joined_by_a_word_are_answered_one_by_one(answerer: Answerer, text: str, found: list[str]) -> None:
    assert [part.services[0].service.id for part in ask(answerer, text).parts] == found


def test_a_part_has_the_category_it_is_about(answerer: Answerer) -> None:
    parts = ask(answerer, "een tandarts en schuldbemiddeling").parts
    assert [part.about.code for part in parts if part.about] == ["DENT", "DEBT"]


def test_a_service_that_stopped_comes_with_another(answerer: Answerer) -> None:
    answer = ask(answerer, "bestaat Kruidenier Grutto nog?")
    assert (answer.kind, answer.verdict, answer.instead) == (AnswerKind.ATTRIBUTE, "no", "food")
    assert [hit.service.id for hit in answer.services[:2]] == ["gone", "food"]


def test_a_service_that_is_there_comes_alone(answerer: Answerer) -> None:
    assert ask(answerer, "bestaat Kwikstaart nog?").instead == ""


def test_who_is_that_is_answered_with_the_service_just_shown(answerer: Answerer) -> None:
    before = Question("schuldbemiddeling", NOW, "n")
    answer = answerer.answer(Question("wie is dat?", NOW, "n", previous=before))
    assert (answer.kind, answer.services[0].service.id) == (AnswerKind.RESULTS, "debt")


def test_a_document_that_is_named_is_quoted(answerer: Answerer) -> None:
    answer = ask(answerer, "wat staat er in het welzijnsplan?")
    assert answer.understanding.documents == ("plan",)
    assert answer.show_passages > 0
    assert {hit.passage.document for hit in answer.passages} == {"plan"}
