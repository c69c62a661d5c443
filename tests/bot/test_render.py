"""Answers as people read them: short, labelled, harmless, and never a dead end."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest

from bot.config import Config
from bot.context import render_context
from bot.render.answer import render, render_more
from kb.models import (
    LANGS,
    REGION,
    AnswerKind,
    Attribute,
    Capacity,
    Definition,
    Lang,
    Opening,
    Place,
    ServiceHit,
    Status,
    Term,
    Window,
)
from tests.bot.conftest import CONTEXT, NOW, answer, hit, quote

SIMPLE_TAGS = {"strong", "em", "br", "ul", "li", "blockquote"}


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[object] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs


def test_a_service_is_told_in_three_lines_and_a_next_step() -> None:
    assert render(answer(), CONTEXT).plain.split("\n") == [
        "🩺 Huisartsen zonder afspraak (De Open Deur) – Artsen ontvangen iedereen",
        "   Dorpsstraat 9, 1020 Laken · 02 555 90 01 · nu open tot 18:00",
        "   voorwaarden: Geen verzekering nodig · plaats vrij (gemeld op 6 aug 2026) · nagekeken op 29 okt 2026",
        "Dit zijn mogelijkheden: bel gerust eerst even.",
    ]


def test_html_says_the_same_with_the_name_in_bold() -> None:
    html = render(answer("fr"), CONTEXT).html
    assert "<strong>Médecins sans rendez-vous</strong> (La Porte Ouverte)" in html
    assert "ouvert jusqu’à 18 h" in html


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("hits", "passages"), [(1, 0), (2, 0), (3, 0), (3, 2), (2, 2), (0, 2), (5, 1)])
def test_an_answer_has_eight_to_twelve_lines_of_at_most_120_characters(lang: Lang, hits: int, passages: int) -> None:
    found = answer(lang, hits=hits, passages=(quote(),) * passages, show_passages=passages)
    lines = render(found, CONTEXT).plain.split("\n")
    assert len(lines) <= 12
    assert max(len(line) for line in lines if line.startswith("   ") and "—" not in line) <= 123 if hits else True


@pytest.mark.parametrize(
    ("capacity", "weeks", "expected"),
    [
        (Capacity.WAITING_LIST, 14, "wachtlijst, ongeveer 14 weken (gemeld op 6 aug 2026)"),
        (Capacity.WAITING_LIST, None, "wachtlijst (gemeld op 6 aug 2026)"),
        (Capacity.SATURATED, None, "volzet (gemeld op 6 aug 2026)"),
        (Capacity.UNKNOWN, 3, "niet bekend of er plaats is"),
    ],
)
def test_a_full_service_is_listed_with_its_date(capacity: Capacity, weeks: int | None, expected: str) -> None:
    found = hit(capacity=capacity, waiting_weeks=weeks, capacity_date=date(2026, 8, 6))
    assert expected in render(answer(services=(found,)), CONTEXT).plain


def test_a_report_that_is_too_old_counts_as_unknown_and_never_as_open() -> None:
    found = replace(hit(capacity=Capacity.OPEN), capacity=Capacity.UNKNOWN)
    assert "plaats vrij" not in render(answer(services=(found,)), CONTEXT).plain


@pytest.mark.parametrize(
    ("verified", "expected"),
    [
        (date(2026, 10, 29), "nagekeken op 29 okt 2026"),
        (date(2025, 11, 22), "niet meer nagekeken sinds 22 nov 2025"),
        (None, "datum van nazicht niet bekend"),
    ],
)
def test_the_age_of_a_record_is_said(verified: date | None, expected: str) -> None:
    assert expected in render(answer(services=(hit(last_verified=verified),)), CONTEXT).plain


def test_unknown_hours_are_never_shown_as_open() -> None:
    unknown = render(answer(services=(hit(Opening("unknown"), opening_hours=""),)), CONTEXT).plain
    assert "openingsuren niet bekend" in unknown
    stated = render(answer(services=(hit(Opening("unknown"), opening_hours="na afspraak"),)), CONTEXT).plain
    assert "uren: na afspraak" in stated
    assert "open tot" not in unknown + stated


@pytest.mark.parametrize(("zone", "expected"), [("zuid", "in zone Zuid"), (REGION, "voor heel Brussel")])
def test_a_service_outside_the_zone_says_where_it_is(zone: str, expected: str) -> None:
    found = replace(hit(in_zone=False), zone=zone)
    assert expected in render(answer(services=(found,)), CONTEXT).plain


def test_a_text_in_the_other_language_says_so() -> None:
    only_french = hit(name_nl="", description_nl="", organization_nl="", conditions_nl="")
    plain = render(answer(services=(only_french,)), CONTEXT).plain
    assert "Des médecins reçoivent tout le monde (in het Frans)" in plain
    assert "voorwaarden: Sans assurance (in het Frans)" in plain


@pytest.mark.parametrize(("reader", "label"), [("fr", "(en néerlandais)"), ("en", "(in Dutch)"), ("nl", None)])
def test_a_quote_stays_in_its_language_with_its_source(reader: Lang, label: str | None) -> None:
    found = answer(reader, hits=0, services=(), passages=(quote(),), show_passages=1)
    first, second, *_ = render(found, CONTEXT).plain.split("\n")
    assert "De zone telt veel inwoners." in first
    assert (label in first) if label else "(in" not in first
    for part in ("Zoneplan", "Zoneraad", "2026", "Deel 1 › Waarom", "4", "⚠"):
        assert part in second


@pytest.mark.parametrize(
    ("relaxed", "understood", "expected"),
    [
        ("open", {}, "Ik vond niets dat op dat moment zeker open is."),
        ("language", {"languages": ("ti",)}, "waar men Tigrinya spreekt"),
        ("place", {"places": (Place("Evere", ("1140",)),)}, "In Evere vond ik niets."),
        ("place", {}, "Op die plek vond ik niets."),
        ("zone", {}, "In deze zone vond ik niets."),
    ],
)
def test_a_constraint_that_was_dropped_is_said_and_a_person_named(
    relaxed: str, understood: dict[str, object], expected: str
) -> None:
    plain = render(answer(relaxed=(relaxed,), understood=understood), CONTEXT).plain
    assert expected in plain.split("\n")[0]
    assert "An Voorbeeld (zone Noord), 02 555 90 99" in plain.split("\n")[-1]


def test_a_telephone_number_is_not_broken_over_two_lines() -> None:
    shown = render(answer(services=(hit(phone="02 555 90 01", conditions_nl="tussen 08 en 10 uur"),)), CONTEXT)
    assert "02\u00a0555\u00a090\u00a001" in shown.html
    assert "02 555 90 01" in shown.plain
    assert "tussen 08 en 10 uur" in shown.html


def test_a_telephone_number_ends_its_sentence_before_the_next_one() -> None:
    found = answer(relaxed=("zone",), services=tuple(hit() for _ in range(5)))
    last = render(found, CONTEXT).plain.split("\n")[-1]
    assert last.endswith("An Voorbeeld (zone Noord), 02 555 90 99. Typ “meer” voor de volledige lijst.")


@pytest.mark.parametrize(("words", "shown"), [(11, 11), (12, 12), (14, 10)])
def test_a_sentence_a_little_too_long_keeps_its_last_word(words: int, shown: int) -> None:
    found = answer(services=(hit(description_nl=f"{' '.join(['bedden'] * words)}."),))
    assert render(found, CONTEXT).plain.split("\n")[0].count("bedden") == shown


def test_a_constraint_without_a_sentence_costs_no_line() -> None:
    assert render(answer(relaxed=("something_new",)), CONTEXT).plain.startswith("🩺")


def test_when_everything_is_full_that_is_said() -> None:
    full = tuple(hit(id=f"s{n}", capacity=Capacity.SATURATED) for n in range(2))
    plain = render(answer(services=full, show_services=2), CONTEXT).plain
    assert plain.startswith("Alles wat past, is volzet of heeft een wachtlijst.")


ATTRIBUTES = [
    (Attribute.OPEN_NOW, "yes", {}, "Ja, De Open Deur is nu open tot 18:00."),
    (Attribute.EXISTS, "yes", {}, "Ja, De Open Deur bestaat nog."),
    (Attribute.EXISTS, "no", {"status": Status.CLOSED}, "Nee, De Open Deur bestaat niet meer."),
    (Attribute.PHONE, "", {"status": Status.CLOSED}, "Nee, De Open Deur bestaat niet meer."),
    (Attribute.WHEELCHAIR, "limited", {}, "De Open Deur is beperkt toegankelijk met een rolstoel."),
    (Attribute.WHEELCHAIR, "unknown", {}, "Of De Open Deur toegankelijk is met een rolstoel, is niet bekend."),
    (Attribute.PHONE, "", {}, "Telefoon van De Open Deur: 02 555 90 01."),
    (Attribute.PHONE, "", {"phone": ""}, "Het telefoonnummer van De Open Deur is niet bekend."),
    (Attribute.COST, "", {}, "Prijs bij De Open Deur: gratis."),
    (Attribute.COST, "unknown", {}, "De prijs bij De Open Deur is niet bekend."),
    (Attribute.WAITING, "", {"capacity": Capacity.WAITING_LIST, "waiting_weeks": 3},
     "De Open Deur: wachtlijst, ongeveer 3 weken (gemeld op 6 aug 2026)."),
    (Attribute.CAPACITY, "yes", {}, "Ja, De Open Deur: plaats vrij (gemeld op 6 aug 2026)."),
    (Attribute.CAPACITY, "unknown", {"capacity": Capacity.UNKNOWN}, "Of De Open Deur plaats heeft, is niet bekend."),
    (Attribute.HOURS, "", {}, "De Open Deur: ma–vr 9:00–17:00; feestdagen gesloten."),
    (Attribute.WEBSITE, "", {"website": "javascript:x"}, "De website van De Open Deur is niet bekend."),
    (Attribute.ADDRESS, "", {}, "Adres van De Open Deur: Dorpsstraat 9, 1020 Laken."),
]  # fmt: skip


@pytest.mark.parametrize(("attribute", "verdict", "values", "expected"), ATTRIBUTES)
def test_a_question_about_one_service_begins_with_the_direct_answer(
    attribute: Attribute, verdict: str, values: dict[str, Any], expected: str
) -> None:
    found = answer(
        kind=AnswerKind.ATTRIBUTE, services=(hit(**values),), verdict=verdict, understood={"attribute": attribute}
    )
    assert render(found, CONTEXT).plain.split("\n")[0] == expected


def test_a_service_is_called_what_the_asker_called_it() -> None:
    found = answer(
        kind=AnswerKind.ATTRIBUTE, verdict="yes",
        understood={"attribute": Attribute.EXISTS, "content_words": ("huisartsen", "afspraak")},
    )  # fmt: skip
    assert render(found, CONTEXT).plain.startswith("Ja, Huisartsen zonder afspraak bestaat nog.")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("attribute", list(Attribute))
@pytest.mark.parametrize("verdict", ["", "yes", "no", "limited", "unknown"])
def test_every_attribute_has_a_sentence_for_every_verdict(lang: Lang, attribute: Attribute, verdict: str) -> None:
    found = answer(lang, kind=AnswerKind.ATTRIBUTE, verdict=verdict, understood={"attribute": attribute})
    assert render(found, CONTEXT).plain


def test_nothing_found_ends_in_a_question_and_a_person() -> None:
    terms = (Term("A", "", "Wonen", "Logement", "Housing", "🏠"), Term("B", "", "Schulden", "Dettes", "Debts", ""))
    found = answer(
        "fr", kind=AnswerKind.UNKNOWN, hits=0, answered=False, nearest_categories=terms,
        understood={"languages": ("ti",), "window": Window(NOW, NOW, "sunday")},
    )  # fmt: skip
    assert render(found, CONTEXT).plain.replace("\u00a0", " ").split("\n") == [
        "Je n’ai rien trouvé d’assez sûr à ce sujet. Compris : tigrigna, dimanche 22 novembre.",
        "S’agit-il de 🏠 Logement ou Dettes ?",
        "Ou demandez à An Voorbeeld (bassin Nord), 02 555 90 99.",
    ]


def test_nothing_found_without_a_contact_sends_to_the_colleagues() -> None:
    found = answer(kind=AnswerKind.UNKNOWN, hits=0, answered=False)
    plain = render(found, replace(CONTEXT, zone="zuid")).plain
    assert plain.endswith("Of vraag het aan je collega’s in de kamer: vaak weet iemand raad.")


def test_nothing_of_the_askers_own_words_is_repeated() -> None:
    found = answer(
        kind=AnswerKind.UNKNOWN, hits=0, answered=False,
        understood={"content_words": ("geheim",), "searched": "geheim", "needs": ("geheim", "geheim")},
    )  # fmt: skip
    assert "geheim" not in render(found, CONTEXT).plain


@pytest.mark.parametrize("kind", [AnswerKind.RESULTS, AnswerKind.UNKNOWN, AnswerKind.SMALLTALK])
@pytest.mark.parametrize(
    ("lang", "danger", "numbers"),
    [
        ("nl", ("medical",), ["112", "1733"]),
        ("fr", ("poison",), ["112", "070 245 245"]),
        ("nl", ("suicide",), ["112", "1813", "106"]),
        ("fr", ("suicide",), ["112", "0800 32 123", "107"]),
        ("nl", ("violence",), ["112", "106", "1712"]),
        ("fr", ("violence",), ["112", "107", "0800 30 030"]),
        ("en", ("fire",), ["112"]),
        ("en", ("poison", "suicide"), ["112", "070 245 245", "1813", "0800 32 123"]),
    ],
)
def test_only_the_numbers_that_fit_the_danger_are_shown(
    kind: AnswerKind, lang: Lang, danger: tuple[str, ...], numbers: list[str]
) -> None:
    shown = replace(CONTEXT, emergency=render_context(Config(), {}, CONTEXT.now).emergency)
    first = render(answer(lang, kind=kind, understood={"danger": True, "danger_kinds": danger}), shown).plain
    assert re.findall(r"(\d[\d ]+\d) \(", first.splitlines()[0]) == numbers


@pytest.mark.parametrize(("lang", "hello"), [("nl", "Dag!"), ("fr", "Bonjour"), ("en", "Hello")])
def test_a_greeting_is_greeted_and_a_question_about_relais_answered(lang: Lang, hello: str) -> None:
    greeted = render(answer(lang, kind=AnswerKind.SMALLTALK, understood={"talk": "greeting"}), CONTEXT).plain
    assert greeted.startswith(hello)
    for kind in (AnswerKind.SMALLTALK, AnswerKind.UNKNOWN):
        told = render(answer(lang, kind=kind, understood={"talk": "help"}), CONTEXT).plain
        assert "Relais" in told.splitlines()[0]
        assert "!" in told


@pytest.mark.parametrize("kind", [AnswerKind.RESULTS, AnswerKind.UNKNOWN])
def test_in_danger_the_numbers_of_the_language_come_first(kind: AnswerKind) -> None:
    plain = render(answer("fr", kind=kind, understood={"danger": True}), CONTEXT).plain
    assert plain.startswith("🆘")
    assert "112 (ambulance)" in plain.split("\n")[0]
    assert "1813" not in plain
    assert "1813 (Zelfmoordlijn)" in render(answer("nl", kind=kind, understood={"danger": True}), CONTEXT).plain


def test_a_question_found_late_gets_an_apology_in_place_of_an_answer() -> None:
    late = replace(CONTEXT, late=True)
    assert render(answer(), late).plain == (
        "Sorry, ik zie deze vraag nu pas. Heb je nog een antwoord nodig? Stel ze dan gerust opnieuw."
    )
    danger = render(answer(understood={"danger": True}), late).plain
    assert danger.startswith("🆘")
    assert danger.endswith("opnieuw.")


def test_a_word_is_explained_in_both_languages() -> None:
    definition = Definition("OCMW", "Openbaar Centrum", "CPAS", "PCSW", "helpt wie hulp nodig heeft", "aide", "help")
    found = answer(kind=AnswerKind.GLOSSARY, hits=0, definition=definition)
    first, second, *_ = render(found, CONTEXT).plain.split("\n")
    assert first == "OCMW: Openbaar Centrum – helpt wie hulp nodig heeft"
    assert "CPAS" in second


def test_several_needs_get_the_best_of_each() -> None:
    parts = (answer(services=(hit(id="a", name_nl="Eerste"),)), answer(services=(hit(id="b", name_nl="Tweede"),)))
    plain = render(replace(parts[0], parts=parts), CONTEXT).plain
    assert "Eerste" in plain
    assert "Tweede" in plain
    assert len(plain.split("\n")) <= 8


def test_a_need_without_answer_is_said_beside_the_others() -> None:
    parts = (answer(), answer(kind=AnswerKind.UNKNOWN, hits=0))
    assert "Voor een ander deel van de vraag vond ik niets." in render(replace(parts[0], parts=parts), CONTEXT).plain


def test_more_gives_the_full_list_once_each() -> None:
    found = answer(hits=7)
    plain = render_more(found, CONTEXT).plain
    assert plain.startswith("De volledige lijst:")
    assert plain.count("🩺") == 7


def test_more_without_a_list_says_so() -> None:
    assert "Meer dan dit heb ik niet" in render_more(answer(hits=0), CONTEXT).plain


EVIL = '<b onclick="x">&amp;</b> @room @jan:x.org https://matrix.to/#/@jan:x.org [a](javascript:x) **v** \u202eabc'
TEXT_FIELDS = (
    "organization_nl", "name_nl", "description_nl", "street_nl", "house_number", "postal_code", "municipality_nl",
    "phone", "email", "website", "opening_hours", "conditions_nl", "cost_nl",
)  # fmt: skip


def _hostile() -> ServiceHit:
    return hit(Opening("unknown"), in_zone=False, languages=(EVIL,), **dict.fromkeys(TEXT_FIELDS, EVIL))


@pytest.mark.parametrize("attribute", [None, *Attribute])
def test_hostile_data_neither_pings_nor_injects(attribute: Attribute | None) -> None:
    evil_zone = replace(CONTEXT.zones["zuid"], name_nl=EVIL, contact_name=EVIL, contact_phone=EVIL)
    context = replace(
        CONTEXT, zones={"zuid": evil_zone}, zone="zuid", terms={"GP": Term("GP", "", EVIL, EVIL, EVIL, "🩺")}
    )
    shown = [
        render(
            answer(
                kind=AnswerKind.ATTRIBUTE if attribute else AnswerKind.RESULTS,
                services=(_hostile(),),
                passages=(quote(EVIL, title=EVIL, publisher=EVIL, date=EVIL, caveat_nl=EVIL),),
                show_passages=1,
                relaxed=("place", "language"),
                understood={"attribute": attribute, "places": (Place(EVIL, ()),), "languages": (EVIL,)},
            ),
            context,
        ),
        render(answer(kind=AnswerKind.UNKNOWN, hits=0, nearest_categories=(context.terms["GP"],)), context),
        render(answer(kind=AnswerKind.GLOSSARY, definition=Definition(EVIL, EVIL, EVIL, EVIL, EVIL)), context),
        render_more(answer(services=(_hostile(),)), context),
    ]
    for text in shown:
        for body in (text.plain, text.html):
            assert "@room" not in body
            assert "@jan" not in body
            assert "matrix.to" not in body
            assert "javascript:" not in body
            assert "\u202e" not in body
        tags = _Tags()
        tags.feed(text.html)
        assert tags.tags <= SIMPLE_TAGS
        assert tags.attributes == []


def test_the_pictogram_cannot_carry_markup() -> None:
    context = replace(CONTEXT, terms={"GP": Term("GP", "", "a", "a", "a", '<img src="x">@room')})
    text = render(answer(), context)
    assert "<img" not in text.html
    assert "@room" not in text.plain


def test_html_is_well_formed_around_lists() -> None:
    html = render(answer(hits=3, passages=(quote(),), show_passages=1), CONTEXT).html
    assert html.count("<ul>") == html.count("</ul>") == 1
    assert html.count("<li>") == html.count("</li>") == 3
    assert re.search(r"</ul>\s*<blockquote>", html)


def test_an_uncertain_answer_offers_the_referral_person_where_there_is_one() -> None:
    unsure = answer(kind=AnswerKind.UNKNOWN, answered=False, confidence=0.1)
    with_roster = render(unsure, replace(CONTEXT, refer=True))
    assert "🆘 op dit bericht" in with_roster.plain
    assert with_roster.choices == ("🆘",)
    without = render(unsure, CONTEXT)
    assert "🆘" not in without.plain
    assert without.choices == ()
