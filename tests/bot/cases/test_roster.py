"""Exactly one person on duty: hours, absences, substitutes, load, languages, holidays, changes of the hour."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cases.roster import Roster, is_there
from bot.cases.settings import Absence, Shift
from bot.cases.worktime import after_hours, between

BRUSSELS = ZoneInfo("Europe/Brussels")
WORK = "Mo-Fr 09:00-17:00; PH off"


def shift(name: str, **more: object) -> Shift:
    values: dict[str, object] = {"zone": "noord", "user_id": f"@{name}:x", "hours": WORK} | more
    return Shift.model_validate(values)


ROSTER = Roster(
    (
        shift("bea", substitute=True, hours="24/7"),
        shift("an", languages=("nl",), absences=(Absence(first=date(2026, 12, 21), last=date(2026, 12, 24)),)),
        shift("bo", languages=("fr",)),
        shift("zed", zone="zuid"),
    ),
    load_limit=2,
)
FULL = {"@an:x": 2, "@bo:x": 2}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BRUSSELS)


@pytest.mark.parametrize(
    ("moment", "load", "lang", "but", "expected"),
    [
        ("2026-11-23T10:00", {}, None, "", "@an:x"),
        ("2026-11-23T10:00", {}, "fr", "", "@bo:x"),
        ("2026-11-23T10:00", {"@an:x": 2}, "nl", "", "@bo:x"),
        ("2026-11-23T10:00", FULL, "nl", "", "@bea:x"),
        ("2026-11-23T10:00", FULL | {"@bea:x": 5}, "nl", "", "@an:x"),
        ("2026-11-23T10:00", {}, "nl", "@an:x", "@bo:x"),
        ("2026-11-22T10:00", {}, "nl", "", "@bea:x"),
        ("2026-12-22T10:00", {}, "nl", "", "@bo:x"),
        ("2026-12-25T10:00", {}, "nl", "", "@bea:x"),
    ],
    ids=["first", "language", "full", "all full", "fewest", "passed over", "sunday", "away", "christmas"],
)
def test_one_person_is_on_duty(moment: str, load: dict[str, int], lang: str | None, but: str, expected: str) -> None:
    duty = ROSTER.on_duty("noord", at(moment), load, lang, but=but)  # type: ignore[arg-type]
    assert duty.person is not None
    assert duty.person.user_id == expected


def test_outside_hours_the_next_one_is_told() -> None:
    roster = Roster((shift("an", absences=(Absence(first=date(2026, 11, 23), last=date(2026, 11, 23)),)),), 5)
    duty = roster.on_duty("noord", at("2026-11-20T18:00"), {})
    assert duty.person is None
    assert duty.following is not None
    assert duty.since == at("2026-11-24T09:00")
    assert roster.on_duty("zuid", at("2026-11-20T18:00"), {}).following is None


@given(minutes=st.integers(0, 200 * 24 * 60))
def test_somebody_is_there_exactly_when_the_hours_say_so(minutes: int) -> None:
    moment = at("2026-10-01T00:00") + timedelta(minutes=minutes)
    duty = ROSTER.on_duty("noord", moment, {})
    assert duty.person is not None
    assert is_there(duty.person, moment)


@pytest.mark.parametrize(
    ("start", "hours", "expected"),
    [
        ("2026-11-20T16:00", 2, "2026-11-23T10:00"),
        ("2026-11-20T16:00", 1, "2026-11-20T17:00"),
        ("2026-11-21T12:00", 8, "2026-11-23T17:00"),
        ("2026-12-24T16:00", 2, "2026-12-28T10:00"),
        ("2026-10-23T16:00", 2, "2026-10-26T10:00"),
        ("2027-03-26T16:00", 2, "2027-03-30T10:00"),
    ],
    ids=["weekend", "to the end", "from a saturday", "christmas", "winter time", "summer time and Easter Monday"],
)
def test_business_hours_skip_nights_weekends_holidays(start: str, hours: float, expected: str) -> None:
    assert after_hours(at(start), hours, WORK) == at(expected)
    assert between(at(start), at(expected), WORK) == timedelta(hours=hours)


def test_hours_that_never_open_have_no_deadline() -> None:
    assert after_hours(at("2026-11-20T16:00"), 1, "off") is None
    assert between(at("2026-11-20T16:00"), at("2026-11-19T16:00"), WORK) == timedelta()


def test_round_the_clock_hours_count_elapsed_time_over_a_change_of_the_hour() -> None:
    assert after_hours(at("2026-10-24T12:00"), 24, "24/7") == at("2026-10-25T11:00")
