"""Times and opening hours in words."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from bot.render import hours, when
from kb.models import Lang, Opening
from tests.bot.conftest import BRUSSELS, NOW


def _at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=BRUSSELS)


@pytest.mark.parametrize(
    ("opening", "nl", "fr"),
    [
        (Opening("open", _at(22, 18)), "nu open tot 18:00", "ouvert jusqu’à 18 h"),
        (Opening("open", _at(23, 0)), "nu open tot middernacht", "ouvert jusqu’à minuit"),
        (Opening("open", _at(23, 5, 30)), "nu open tot 5:30", "ouvert jusqu’à 5 h 30"),
        (Opening("open", _at(24, 9)), "nu open tot dinsdag 9:00", "ouvert jusqu’à mardi 9 h"),
        (Opening("open"), "dag en nacht open", "ouvert jour et nuit"),
        (Opening("closed", _at(22, 20)), "nu gesloten, opent om 20:00", "fermé, ouvre à 20 h"),
        (Opening("closed", _at(23, 9)), "nu gesloten, opent morgen om 9:00", "fermé, ouvre demain à 9 h"),
        (Opening("closed", _at(26, 9)), "nu gesloten, opent donderdag om 9:00", "fermé, ouvre jeudi à 9 h"),
        (Opening("closed", _at(30, 9)), "nu gesloten, opent 30 november om 9:00", "fermé, ouvre le 30 novembre à 9 h"),
        (Opening("closed"), "nu gesloten", "fermé pour l’instant"),
        (Opening("unknown"), "openingsuren niet bekend", "horaires inconnus"),
    ],
)
def test_opening_is_said_as_seen_from_the_question(opening: Opening, nl: str, fr: str) -> None:
    assert when.opening(opening, NOW, BRUSSELS, "nl") == nl
    assert when.opening(opening, NOW, BRUSSELS, "fr") == fr


def test_times_are_those_of_brussels_whatever_the_offset_of_the_moment() -> None:
    utc = Opening("open", datetime.fromisoformat("2026-11-22T17:00:00+00:00"))
    assert when.opening(utc, NOW, BRUSSELS, "nl") == "nu open tot 18:00"


@pytest.mark.parametrize(
    ("value", "lang", "expected"),
    [
        (date(2026, 8, 6), "fr", "6 août 2026"),
        (date(2026, 8, 1), "fr", "1er août 2026"),
        (date(2026, 8, 6), "en", "6 Aug 2026"),
    ],
)
def test_dates_are_written_as_in_the_language(value: date, lang: Lang, expected: str) -> None:
    assert when.day(value, lang) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("2022", "2022"), ("2022-10", "oktober 2022"), ("2022-13", "2022-13"), ("najaar", "najaar"), ("", "")],
)
def test_a_publication_date_may_be_a_year_or_a_month(value: str, expected: str) -> None:
    assert when.published(value, "nl") == expected


@pytest.mark.parametrize(
    ("expression", "lang", "expected"),
    [
        ("Mo-Fr 09:00-17:00; PH off", "nl", "ma–vr 9:00–17:00; feestdagen gesloten"),
        ("Mo-Fr 09:00-17:30; PH off", "fr", "lun–ven 9 h–17 h 30; jours fériés fermé"),
        ("24/7", "nl", "dag en nacht"),
        ("Mo,We 13:00-16:00", "en", "Mon, Wed 13:00–16:00"),
        ("week 1-53/2 Fr 09:00-12:00", "nl", "week 1-53/2 Fr 09:00-12:00"),
    ],
)
def test_the_everyday_part_of_osm_hours_has_words(expression: str, lang: Lang, expected: str) -> None:
    assert hours.in_words(expression, lang) == expected


def test_a_night_that_crosses_midnight_is_until_a_time_and_longer_is_until_a_day() -> None:
    night = Opening("open", NOW + timedelta(hours=15))
    longer = Opening("open", NOW + timedelta(hours=17))
    assert "maandag" not in when.opening(night, NOW, BRUSSELS, "nl")
    assert "maandag" in when.opening(longer, NOW, BRUSSELS, "nl")
