"""What an answer says of place, language and time, of the time asked for, and of several facts and needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.render.answer import render
from bot.render.words import words_for
from kb.models import (
    LANGS,
    AnswerKind,
    Attribute,
    Capacity,
    Lang,
    Opening,
    Place,
    Status,
    Stretch,
    Term,
    Window,
)
from tests.bot.conftest import CONTEXT, NOW, answer, hit

BRUSSELS = ZoneInfo("Europe/Brussels")
SATURDAY = datetime(2026, 11, 28, tzinfo=BRUSSELS)
ON_SATURDAY = Window(SATURDAY, SATURDAY + timedelta(days=1), "saturday", ahead=True)
MORNING = (Stretch(SATURDAY.replace(hour=9), SATURDAY.replace(hour=12)),)
IXELLES = Place("Elsene / Ixelles", ("1050",))


def lines(found: object) -> list[str]:
    return render(found, CONTEXT).plain.replace("\u00a0", " ").split("\n")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lang", "first"),
    [
        ("nl", "🔎 Elsene · Arabisch · zaterdag 28 november"),
        ("fr", "🔎 Ixelles · arabe · samedi 28 novembre"),
        ("en", "🔎 Ixelles · Arabic · Saturday 28 November"),
    ],
)
def test_the_first_line_says_what_was_understood(lang: Lang, first: str) -> None:
    told = {"places": (IXELLES,), "languages": ("ar", "ary", "arz"), "window": ON_SATURDAY}
    assert lines(answer(lang, understood=told))[0] == first


def test_without_place_language_or_time_there_is_no_such_line() -> None:
    assert not lines(answer())[0].startswith("🔎")


def test_what_a_note_says_is_not_said_twice() -> None:
    found = answer(understood={"places": (IXELLES,), "window": ON_SATURDAY}, relaxed=("place",))
    assert lines(found)[:2] == ["🔎 zaterdag 28 november", "In Elsene vond ik niets. Elders:"]


@pytest.mark.parametrize(
    ("lang", "then", "told"),
    [
        ("nl", MORNING, "zaterdag 28 november open 9:00–12:00"),
        ("nl", (), "zaterdag 28 november gesloten"),
        ("fr", MORNING, "ouvert samedi 28 novembre 9 h–12 h"),
        ("en", (), "closed Saturday 28 November"),
    ],
)
def test_hours_are_those_of_the_time_asked_for(lang: Lang, then: tuple[Stretch, ...], told: str) -> None:
    found = answer(lang, services=(replace(hit(), then=then),), understood={"window": ON_SATURDAY})
    assert any(told in line for line in lines(found))


def test_the_language_asked_for_stands_with_the_service_that_speaks_it() -> None:
    found = answer(services=(hit(languages=("ar", "fr")),), understood={"languages": ("ar", "ary")})
    assert any(line.strip().startswith("spreekt Arabisch · ") for line in lines(found))


def test_when_nothing_is_open_now_the_first_to_open_is_told() -> None:
    closed = replace(hit(name_nl="De Ochtend"), opening=Opening("closed", NOW + timedelta(hours=18)))
    now = Window(NOW, NOW + timedelta(minutes=1), "now")
    told = lines(answer(services=(closed,), understood={"window": now}, relaxed=("open",)))
    assert "Wat past, is nu niet zeker open. Eerst open: De Ochtend, morgen om 8:00." in told


@pytest.mark.parametrize("lang", LANGS)
def test_each_fact_asked_gets_its_sentence_and_is_not_repeated(lang: Lang) -> None:
    found = answer(
        lang, kind=AnswerKind.ATTRIBUTE, services=(replace(hit(), capacity=Capacity.OPEN),), verdict="yes",
        also_verdicts=("",), understood={"attribute": Attribute.CAPACITY, "also_asked": (Attribute.PHONE,)},
    )  # fmt: skip
    plain = "\n".join(lines(found))
    phone = found.services[0].service.phone
    assert plain.count(phone) == 1
    assert phone in lines(found)[1]
    assert plain.count(words_for(lang)("capacity-open")) == 1


def test_namesakes_are_named() -> None:
    both = (hit(id="a", name_nl="Balans Oost"), hit(id="b", name_nl="Balans West", municipality_nl="Jette"))
    told = {"attribute": Attribute.PHONE, "service_id": "a", "same_name": ("b",)}
    assert "Ik nam Balans Oost. Er is ook Balans West (Jette)." in lines(
        answer(kind=AnswerKind.ATTRIBUTE, services=both, understood=told)
    )


def test_in_place_of_a_service_that_stopped_another_is_shown_and_not_its_own_address() -> None:
    gone, other = hit(id="a", status=Status.CLOSED, house_number="77"), hit(id="b", name_nl="De Andere")
    found = answer(
        kind=AnswerKind.ATTRIBUTE, services=(gone, other), verdict="no", instead="b",
        understood={"attribute": Attribute.EXISTS},
    )  # fmt: skip
    told = lines(found)
    assert told[0].endswith("bestaat niet meer.")
    assert told[1] == "In de plaats kan dit helpen:"
    assert "De Andere" in told[2]
    assert not any(" 77," in line for line in told)


def test_each_need_of_several_has_a_heading_and_the_whole_stays_short() -> None:
    teeth = Term("D", "", "Tandarts", "Dentiste", "Dentist", "")
    debts = Term("S", "", "Schulden", "Dettes", "Debts", "")
    parts = tuple(
        replace(answer(hits=2, services=(hit(id=f"{term.code}1"), hit(id=f"{term.code}2"))), about=term)
        for term in (teeth, debts)
    )
    told = lines(replace(parts[0], parts=parts, understanding=replace(parts[0].understanding, places=(IXELLES,))))
    assert [told[0], told[1]] == ["🔎 Elsene", "Tandarts"]
    assert "Schulden" in told
    assert len(told) == 2 * (1 + 2 * 2) + 2
