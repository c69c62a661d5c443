"""What is read in a text about the agenda: days, hours, whether it is about events at all, slots of a poll."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.agenda_days import Period
from bot.agenda_period import period_of
from bot.handlers.agenda_asked import About, about_agenda
from bot.handlers.agenda_hours import Hours, hours_of
from bot.handlers.agenda_slots import read_poll, slot_of

BRUSSELS = ZoneInfo("Europe/Brussels")
TUESDAY = date(2026, 11, 24)


def days(first: str, end: str) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(end))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vandaag", days("2026-11-24", "2026-11-25")),
        ("ce soir ?", days("2026-11-24", "2026-11-25")),
        ("morgenavond", days("2026-11-25", "2026-11-26")),
        ("après-demain", days("2026-11-26", "2026-11-27")),
        ("deze week", days("2026-11-24", "2026-11-30")),
        ("la semaine prochaine", days("2026-11-30", "2026-12-07")),
        ("over twee weken", days("2026-12-07", "2026-12-14")),
        ("les 3 prochaines semaines", days("2026-11-24", "2026-12-15")),
        ("this weekend?", days("2026-11-28", "2026-11-30")),
        ("le week-end prochain", days("2026-12-05", "2026-12-07")),
        ("quoi de neuf jeudi ?", days("2026-11-26", "2026-11-27")),
        ("dinsdag", days("2026-11-24", "2026-11-25")),
        ("volgende dinsdag", days("2026-12-01", "2026-12-02")),
        ("mardi prochain", days("2026-12-01", "2026-12-02")),
        ("november", days("2026-11-24", "2026-12-01")),
        ("in maart", days("2027-03-01", "2027-04-01")),
        ("mois prochain", days("2026-12-01", "2027-01-01")),
        ("12 december", days("2026-12-12", "2026-12-13")),
        ("mardi 8 décembre à 14h", days("2026-12-08", "2026-12-09")),
        ("le 1er décembre", days("2026-12-01", "2026-12-02")),
        ("December 8", days("2026-12-08", "2026-12-09")),
        ("3/2", days("2027-02-03", "2027-02-04")),
        ("di 12/12/26", days("2026-12-12", "2026-12-13")),
        ("2026-12-24", days("2026-12-24", "2026-12-25")),
        ("van 5 tot 7 januari", days("2027-01-05", "2027-01-08")),
        ("du 30 novembre au 2 décembre", days("2026-11-30", "2026-12-03")),
        ("30 december tot 3 januari", days("2026-12-30", "2027-01-04")),
        ("31/02", None),
        ("goede morgen", None),
        ("je me demande", None),
        ("on peut marcher", None),
        ("ik mag mee", None),
    ],
)
def test_a_time_in_words_is_read_as_days(text: str, expected: Period | None) -> None:
    assert period_of(text, TUESDAY)[0] == expected


def test_what_was_read_as_a_time_is_cut_out() -> None:
    assert period_of("volgende week een vorming over schulden", TUESDAY)[1].split() == [
        "een",
        "vorming",
        "over",
        "schulden",
    ]


@pytest.mark.parametrize(
    ("day", "text", "expected"),
    [
        (date(2026, 11, 29), "dit weekend", days("2026-11-29", "2026-11-30")),
        (date(2026, 11, 29), "deze week", days("2026-11-29", "2026-11-30")),
        (date(2026, 12, 30), "in januari", days("2027-01-01", "2027-02-01")),
        (date(2026, 12, 31), "morgen", days("2027-01-01", "2027-01-02")),
    ],
)
def test_weeks_and_years_end_where_they_end(day: date, text: str, expected: Period) -> None:
    assert period_of(text, day)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14u-16u", Hours(time(14), time(16))),
        ("14-16u", Hours(time(14), time(16))),
        ("van 9 tot 12u30", Hours(time(9), time(12, 30))),
        ("de 14 h 30 à 17 h", Hours(time(14, 30), time(17))),
        ("9.30-12.00", Hours(time(9, 30), time(12))),
        ("18:00–20:00", Hours(time(18), time(20))),
        ("2-4pm", Hours(time(14), time(16))),
        ("om 10 uur", Hours(time(10))),
        ("à 14h", Hours(time(14))),
        ("hele dag", Hours(None)),
        ("toute la journée", Hours(None)),
        ("zaal 3", None),
        ("1030 Schaarbeek", None),
        ("Dorpsstraat 9, 1030", None),
    ],
)
def test_hours_are_read_as_people_type_them(text: str, expected: Hours | None) -> None:
    assert hours_of(text)[0] == expected


def asked(text: str, *, fresh: bool = True) -> About:
    period, rest = period_of(text, TUESDAY)
    return about_agenda(text, timed=period is not None, rest=rest, fresh=fresh)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("is er volgende week een vorming over schulden?", About.SURE),
        ("zijn er infosessies over de winteropvang?", About.SURE),
        ("quoi de neuf jeudi ?", About.SURE),
        ("que se passe-t-il ce week-end ?", About.SURE),
        ("this weekend?", About.SURE),
        ("et demain ?", About.SURE),
        ("what's on next week?", About.SURE),
        ("wat staat er morgen op de agenda?", About.SURE),
        ("qu'y a-t-il à l'agenda ?", About.SURE),
        ("wanneer is de volgende overlegtafel?", About.SURE),
        ("is er morgen iets te doen in Schaarbeek?", About.SURE),
        ("il y a une formation la semaine prochaine sur le logement ?", About.PERHAPS),
        ("c'est quand la prochaine réunion de zone ?", About.PERHAPS),
        ("any training about trauma next month?", About.PERHAPS),
        ("wandeling zondag?", About.PERHAPS),
        ("waar kan ik vandaag eten?", About.NOT),
        ("où dormir ce soir ?", About.NOT),
        ("huisarts open zondag?", About.NOT),
        ("mijn cliënt zoekt een opleiding die volgende week begint", About.NOT),
        ("waar kan mijn cliënt volgende week een vorming volgen?", About.NOT),
        ("formation pour devenir aide-soignant", About.NOT),
        ("cursus Nederlands in december", About.NOT),
        ("vergadering van de AA vanavond?", About.NOT),
        ("wat is een intervisie?", About.NOT),
        ("hoeveel volk was er op de opendeurdagen in oktober?", About.NOT),
        ("wat zegt het plan over vorming volgend jaar?", About.NOT),
        ("que peut-on mettre dans l'agenda partagé ?", About.NOT),
        ("merci", About.NOT),
    ],
)
def test_a_plain_question_is_about_events_only_when_it_says_so(text: str, expected: About) -> None:
    assert asked(text) is expected


def test_a_time_alone_in_a_thread_goes_on_with_what_was_asked_there() -> None:
    assert asked("this weekend?", fresh=False) is About.NOT
    assert asked("is er donderdag een infosessie?", fresh=False) is About.SURE


NOW = datetime(2026, 11, 24, 10, tzinfo=BRUSSELS)
HOURS = ("12:00-14:00", "18:00-20:00")


@pytest.mark.parametrize(
    ("text", "about", "slots"),
    [
        (
            "Overleg winterplan: 1 december, 3 december 10u",
            "Overleg winterplan",
            ["20261201T1200-1400", "20261201T1800-2000", "20261203T1000-1200"],
        ),
        ("réunion : 8/12 9h-11h ou 9/12 9h", "réunion", ["20261208T0900-1100", "20261209T0900-1100"]),
        ("vandaag 9u, morgen 9u", "", ["20261125T0900-1100"]),
    ],
)
def test_a_poll_offers_the_days_that_are_named(text: str, about: str, slots: list[str]) -> None:
    said, found = read_poll(text, NOW, HOURS, BRUSSELS)
    assert (said.strip(), [slot.id for slot in found]) == (about, slots)


def test_without_a_day_a_poll_offers_the_working_days_of_next_week_over_lunch_and_in_the_evening() -> None:
    _, found = read_poll("Overleg", NOW, HOURS, BRUSSELS)
    assert [slot.id for slot in found][:3] == ["20261130T1200-1400", "20261130T1800-2000", "20261201T1200-1400"]
    assert len(found) == 10


def test_public_holidays_are_no_working_days_and_a_poll_has_no_more_than_twenty_answers() -> None:
    _, found = read_poll("komende 30 dagen", datetime(2026, 12, 20, 10, tzinfo=BRUSSELS), HOURS, BRUSSELS)
    assert len(found) == 20
    assert not [slot for slot in found if slot.start.date() == date(2026, 12, 25)]
    assert all(slot_of(slot.id, BRUSSELS) == slot for slot in found)
