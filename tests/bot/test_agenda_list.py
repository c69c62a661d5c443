"""Asking what is on the agenda: by command and in plain words, in three languages, and going on in the thread."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from kb.events import EventStatus
from kb.models import REGION
from tests.bot.agenda_world import DIRECT, NOORD, SOFIE, TOM, ZUID, World, event, knowledge, lines, moment, world

__all__ = ["knowledge", "world"]


def some(world: World) -> None:
    """Four events in two zones, and a run of others."""
    world.announce(
        event(
            "plan", moment(11, 26, 9, 30), title_nl="Winterplan: wie heeft nog bedden?",
            title_fr="Plan hiver : qui a encore des lits ?", price="gratis / gratuit", audience=("professionals",),
            registration="https://inschrijven.example.org/1",
        ),
        event("schuld", moment(12, 1, 12), title_nl="Vorming: werken met schulden", title_fr="", price="5 €"),
        event(
            "logement", moment(12, 3, 18, 30), title_nl="", title_fr="Table ronde logement", zones=("zuid",),
            postal_code="1190", municipality_nl="Vorst", municipality_fr="Forest", languages=("fr",),
        ),
        event("wonen", moment(12, 4, 9), title_nl="Overlegtafel wonen", title_fr="Table de concertation logement"),
    )  # fmt: skip


async def test_everything_that_one_must_know_of_an_event_is_said_in_the_language_of_the_question(world: World) -> None:
    some(world)
    await world.say("quoi de neuf jeudi ?")
    assert lines(world.last()) == [
        "À l’agenda pour le jeudi 26 novembre",
        "📅 Plan hiver\u00a0: qui a encore des lits\u00a0? (pour professionnels)".replace("\u00a0", " "),
        "jeudi 26 novembre, 9 h 30–11 h 30 · Wijkhuis De Brug, 1030 Schaerbeek",
        "Équipe zone Nord · néerlandais · gratuit · inscription : https://inschrijven.example.org/1".replace(
            "inscription :", "inscription\u00a0:"
        ),
    ]


@pytest.mark.parametrize(
    ("question", "heading", "title"),
    [
        (
            "is er volgende week een vorming over schulden?",
            "Op de agenda voor maandag 30 november tot zondag 6 december",
            "Vorming: werken met schulden",
        ),
        (
            "une formation sur les dettes la semaine prochaine ?",
            "À l’agenda pour la période du lundi 30 novembre au dimanche 6 décembre",
            "Vorming: werken met schulden (en néerlandais)",
        ),
        (
            "any training about debts next week?",
            "On the agenda for Monday 30 November to Sunday 6 December",
            "Vorming: werken met schulden (in Dutch)",
        ),
        ("wanneer is de volgende overlegtafel?", "Dit komt eraan", "Overlegtafel wonen"),
        ("!agenda wonen", "Dit komt eraan", "Overlegtafel wonen"),
    ],
)
async def test_events_are_found_by_theme_and_time_whatever_language_they_are_in(
    world: World, question: str, heading: str, title: str
) -> None:
    some(world)
    await world.say(question)
    assert world.handled
    assert lines(world.last())[:2] == [heading, f"📅 {title}"]


PLAN, DEBTS, HOUSING, TABLE = "Plan hiver", "met schulden", "Table ronde logement", "Table de concertation"


@pytest.mark.parametrize(
    ("command", "found"),
    [
        ("!agenda cette semaine", [PLAN]),
        ("!agenda semaine prochaine", [DEBTS, TABLE, HOUSING]),
        ("!agenda novembre", [PLAN]),
        ("!agenda thème logement", [TABLE, HOUSING]),
        ("!agenda commune de Forest", [HOUSING]),
        ("!agenda en français", [HOUSING]),
        ("!agenda le 4/12", [TABLE]),
        ("!agenda tous les bassins 3 décembre", [HOUSING]),
    ],
)
async def test_the_command_narrows_by_time_theme_municipality_and_language(
    world: World, command: str, found: list[str]
) -> None:
    some(world)
    await world.say(command)
    heads = [line for line in lines(world.last()) if line.startswith("📅")]
    assert [one for one, head in zip(found, heads, strict=True) if one not in head] == []


async def test_events_of_other_zones_stand_in_a_block_of_their_own_and_say_which(world: World) -> None:
    some(world)
    await world.say("!agenda wonen", room=ZUID, sender=TOM)
    said = lines(world.last(ZUID))
    assert said.index("In andere zones") > said.index("📅 Table ronde logement (in het Frans)")
    assert said[-1].endswith("zone Noord")


async def test_what_is_for_the_whole_region_is_everybodys_own(world: World) -> None:
    world.announce(event("dag", moment(11, 27, 9), zones=(REGION,)))
    await world.say("!agenda morgen en vrijdag", room=ZUID, sender=TOM)
    assert "In andere zones" not in world.last(ZUID)
    assert "Activiteit dag" in world.last(ZUID)


async def test_without_a_language_the_list_is_in_both(world: World) -> None:
    some(world)
    await world.say("!agenda")
    assert lines(world.last())[0] == "Dit komt eraan / Prochainement à l’agenda"
    assert "donderdag 26 november / jeudi 26 novembre, 9:30–11:30" in world.last()


async def test_a_cancelled_event_is_shown_as_cancelled_and_a_full_one_as_full(world: World) -> None:
    off = replace(event("uit", moment(11, 25, 9)), status=EventStatus.CANCELLED)
    world.announce(off, event("vol", moment(11, 25, 14), full=True))
    await world.say("!agenda morgen")
    assert "Activiteit uit (GAAT NIET DOOR)" in world.last()
    assert "Activiteit vol (volzet)" in world.last()


async def test_an_event_that_is_over_is_not_listed(world: World) -> None:
    world.announce(event("voorbij", moment(11, 24, 7)), event("bezig", moment(11, 24, 9)))
    await world.say("!agenda vandaag")
    assert "Activiteit bezig" in world.last()
    assert "Activiteit voorbij" not in world.last()


async def test_nothing_found_says_so_and_names_what_comes_first(world: World) -> None:
    some(world)
    await world.say("this weekend?")
    assert lines(world.last())[:2] == [
        "I found nothing on the agenda for Saturday 28 November to Sunday 29 November.",
        "What comes first",
    ]
    assert "Vorming: werken met schulden (in Dutch)" in world.last()


async def test_an_empty_agenda_says_how_to_fill_it(world: World) -> None:
    await world.say("!agenda")
    assert "!agenda nieuw" in world.last()


async def test_a_long_list_is_cut_and_more_shows_the_rest(world: World) -> None:
    world.announce(*(event(f"e{n}", moment(12, n, 9)) for n in range(1, 10)))
    asked = await world.say("!agenda december")
    assert len([line for line in lines(world.last()) if line.startswith("📅")]) == 6
    assert "Nog 3 activiteiten" in world.last()
    await world.say("meer", thread=asked)
    assert [line[-11:] for line in lines(world.last()) if line.startswith("📅")] == [
        f"Activité e{n}" for n in (7, 8, 9)
    ]
    await world.say("plus", thread=asked)
    assert "Dat was alles" in world.last()


async def test_a_thread_goes_on_with_a_later_time_another_language_or_another_theme(world: World) -> None:
    some(world)
    world.announce(event("later", moment(12, 9, 9), title_nl="Infosessie schulden"), source="https://other.example")
    asked = await world.say("is er deze week een infosessie over schulden?")
    await world.say("en daarna?", thread=asked)
    assert "maandag 30 november tot zondag 6 december" in world.last()
    await world.say("et en décembre ?", thread=asked)
    assert "Activité later" in world.last()
    await world.say("en in het Frans?", thread=asked)
    assert "vond ik daarover niets" in world.last()
    await world.say("en over wonen in december?", thread=asked)
    assert "Table ronde logement" in world.last()


async def test_another_question_in_the_thread_is_left_to_the_others_and_ends_it(world: World) -> None:
    some(world)
    asked = await world.say("!agenda deze week")
    await world.say("waar kan mijn cliënt vanavond slapen?", thread=asked)
    assert not world.handled
    await world.say("en zondag?", thread=asked)
    assert not world.handled


@pytest.mark.parametrize(
    "text",
    [
        "waar kan ik vandaag eten?",
        "bedankt!",
        "mijn cliënt zoekt een vorming volgende week",
        "is er morgen een wandeling voor mannen zonder papieren?",
        "ik wil er een eind aan maken, is er vandaag iets te doen?",
    ],
)
async def test_what_is_no_question_about_events_is_left_to_the_others(world: World, text: str) -> None:
    some(world)
    await world.say(text)
    assert not world.handled


async def test_somebody_in_their_direct_room_gets_their_own_zones_first(world: World) -> None:
    some(world)
    await world.say("!agenda komende 14 dagen", room=DIRECT, sender=SOFIE)
    said = lines(world.last(DIRECT))
    assert said.index("In andere zones") > said.index("📅 Overlegtafel wonen")


async def test_hostile_text_in_an_event_is_harmless(world: World) -> None:
    bad = "<b>@room</b> [klik](javascript:alert(1)) \u202etxt"
    world.announce(event("kwaad", moment(11, 25, 9), title_nl=bad, title_fr=bad, registration="javascript:alert(1)"))
    await world.say("!agenda morgen")
    assert "@room" not in world.last(NOORD)
    assert "javascript:" not in world.last(NOORD)
    assert "\u202e" not in world.last(NOORD)


async def test_an_agenda_too_full_for_two_months_still_shows_what_comes_next(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kb.agenda.MOST", 5)
    world.announce(*(event(f"e{n}", moment(11, 25, 9) + timedelta(days=n)) for n in range(30)))
    await world.say("!agenda")
    assert "Activiteit e0" in world.last()
