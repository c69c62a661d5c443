"""Calendar files: what is written is read back by others as the same dates, and changes are seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events

from kb.agenda import Agenda
from kb.agenda_ics import calendar, without_stamps
from kb.agenda_timezones import timezone
from kb.events import PROFESSIONALS, PUBLIC, Event, EventStatus, Recurrence
from kb.settings import KnowledgeSettings
from tests.kb.test_agenda import BRUSSELS, NOW, at, made, weekly

START, END = at("2026-10-01"), at("2027-05-01")
NEW_YORK = ZoneInfo("America/New_York")


@pytest.fixture
def agenda(tmp_path: Path) -> Agenda:
    return Agenda.open(tmp_path, KnowledgeSettings())


def written(agenda: Agenda, **options: Any) -> icalendar.Calendar:
    text = calendar(agenda.series(START), "Agenda", NOW, BRUSSELS, **options).to_ical()
    read = icalendar.Calendar.from_ical(text)
    assert isinstance(read, icalendar.Calendar)
    assert [component.errors for component in read.walk() if component.errors] == []
    return read


def plain(moment: datetime | date) -> str:
    return moment.astimezone(UTC).isoformat() if isinstance(moment, datetime) else moment.isoformat()


EVENTS = [
    made(),
    made("utc@example.org", "2026-12-02T09:30", recurrence=Recurrence(("FREQ=WEEKLY;COUNT=3",))),
    weekly(count=30),
    replace(
        weekly("ny@example.org"),
        start=datetime(2026, 10, 20, 14, tzinfo=NEW_YORK),
        end=datetime(2026, 10, 20, 15, tzinfo=NEW_YORK),
        recurrence=Recurrence(("FREQ=WEEKLY;UNTIL=20261201T140000",)),
    ),
    replace(
        made("day@example.org"),
        start=date(2026, 10, 5),
        end=date(2026, 10, 7),
        recurrence=Recurrence(
            ("FREQ=MONTHLY;UNTIL=20270305T000000",), ((date(2026, 11, 20), None),), (date(2026, 12, 5),)
        ),
    ),
    replace(
        weekly("x@example.org"),
        recurrence=Recurrence(
            ("FREQ=DAILY;UNTIL=20261210T093000",),
            ((at("2027-01-05T14:00"), None),),
            (at("2026-12-03T09:30"), date(2026, 12, 5)),
        ),
    ),
    replace(made("x@example.org", "2026-12-07T20:00"), recurrence_id=at("2026-12-07T09:30")),
    made("x@example.org", "2026-12-08T09:30", recurrence_id=at("2026-12-08T09:30"), status=EventStatus.CANCELLED),
]


def test_another_program_reads_the_same_dates(agenda: Agenda) -> None:
    agenda.announce("feed", EVENTS, NOW)
    ours = {(o.event.uid, plain(o.start), plain(o.end), o.event.status.value) for o in agenda.between(START, END)}
    found = recurring_ical_events.of(written(agenda)).between(START, END)
    theirs = {(str(e["UID"]), plain(e["DTSTART"].dt), plain(e["DTEND"].dt), str(e["STATUS"])) for e in found}
    assert theirs == ours
    assert len(ours) > 40


def test_every_zone_that_is_named_is_described(agenda: Agenda) -> None:
    agenda.announce("feed", EVENTS, NOW)
    made = written(agenda)
    named = {prop.params["TZID"] for e in made.events for prop in e.values() if "TZID" in getattr(prop, "params", {})}
    assert named == {"Europe/Brussels", "America/New_York"}
    assert {str(zone["TZID"]) for zone in made.timezones} == named
    assert made.get_missing_tzids() == set()


@pytest.mark.parametrize(
    "key", ["Europe/Brussels", "Europe/London", "Europe/Athens", "Asia/Kolkata", "America/New_York"]
)
def test_a_described_zone_changes_its_clocks_when_the_zone_does(key: str) -> None:
    described, zone = timezone(key).to_tz(lookup_tzid=False), ZoneInfo(key)
    moment = datetime(2026, 1, 1, 0, 30, tzinfo=UTC)
    while moment.year < 2028:
        assert moment.astimezone(described).utcoffset() == moment.astimezone(zone).utcoffset(), moment
        moment += timedelta(hours=1)


def test_brussels_is_described_by_rules_as_outlook_needs() -> None:
    text = timezone("Europe/Brussels").to_ical().decode()
    assert text.count("RRULE:FREQ=YEARLY") == 2
    assert "RDATE" not in text


def test_the_sequence_rises_with_every_change_also_when_the_source_forgets_it(agenda: Agenda) -> None:
    def sequence() -> int:
        number: int = written(agenda).events[0].sequence
        return number

    seen = []
    for event in (made(), made(), made(place="Zaal 2"), made(place="Zaal 2", sequence=1), made(description_nl="x")):
        agenda.announce("feed", [event], NOW)
        seen.append(sequence())
    assert seen == [0, 0, 1, 3, 3]


def test_uids_stay_those_of_the_source_and_are_never_shared(agenda: Agenda) -> None:
    agenda.announce("one", [made("12", title_nl="een")], NOW)
    agenda.announce("two", [made("12", title_nl="twee")], NOW)
    uids = {str(e["SUMMARY"]): str(e["UID"]) for e in written(agenda).events}
    assert uids["een"] == "12"
    assert uids["twee"].startswith("12-")
    assert uids == {str(e["SUMMARY"]): str(e["UID"]) for e in written(agenda).events}


def test_events_for_professionals_only_stay_out_of_public_files(agenda: Agenda) -> None:
    events = [
        made("a@example.org", audience=(PROFESSIONALS,), title_nl="intern"),
        made("b@example.org", audience=(PROFESSIONALS, PUBLIC), title_nl="voor allen"),
        made("c@example.org", title_nl="zonder"),
    ]
    agenda.announce("feed", events, NOW)
    assert {str(e["SUMMARY"]) for e in written(agenda).events} == {"voor allen", "zonder"}
    assert len(written(agenda, public=False).events) == 3


def test_a_series_of_which_one_date_is_for_professionals_only_stays_out_whole(agenda: Agenda) -> None:
    date_ = replace(made("w@example.org", "2026-12-08T10:00"), recurrence_id=at("2026-12-08T09:30"))
    agenda.announce("feed", [weekly(), replace(date_, audience=(PROFESSIONALS,))], NOW)
    assert written(agenda).events == []


def test_what_two_sources_announce_is_written_once(agenda: Agenda) -> None:
    agenda.announce("one", [made("a@one.example.org")], NOW)
    agenda.announce("two", [made("b@two.example.org")], NOW)
    assert len(written(agenda).events) == 1


def test_both_languages_stand_in_the_file(agenda: Agenda) -> None:
    event = made(
        title_fr="Formation deuil", description_nl="Eén", description_fr="Un", registration="https://x.example.org",
        postal_code="1030", municipality_nl="Schaarbeek", municipality_fr="Schaerbeek",
        themes=("rouw", "verlies, en meer"),
    )  # fmt: skip
    agenda.announce("feed", [event], NOW)
    (found,) = written(agenda).events
    assert str(found["SUMMARY"]) == "Vorming rouw / Formation deuil"
    assert str(found["DESCRIPTION"]) == "Eén\n\nUn\n\nhttps://x.example.org"
    assert str(found["LOCATION"]) == "Zaal 1, 1030 Schaarbeek / Schaerbeek"
    assert found["CATEGORIES"].to_ical() == b"rouw,verlies\\, en meer"


def test_text_cannot_break_out_of_its_line(agenda: Agenda) -> None:
    agenda.announce("feed", [made(title_nl="x\r\nEND:VEVENT\r\nBEGIN:VEVENT", place="a;b,c\\n")], NOW)
    (found,) = written(agenda).events
    assert str(found["LOCATION"]) == "a;b,c\\n"


def test_only_the_stamp_differs_between_two_times_of_writing(agenda: Agenda) -> None:
    agenda.announce("feed", EVENTS, NOW)
    one, two = (
        calendar(agenda.series(START), "Agenda", when, BRUSSELS).to_ical() for when in (NOW, NOW + timedelta(days=1))
    )
    assert one != two
    assert without_stamps(one) == without_stamps(two)


def test_what_is_long_over_is_left_out(agenda: Agenda) -> None:
    old: Event = made("old@example.org", "2025-01-01T09:30")
    agenda.announce("feed", [old, made()], NOW)
    assert len(written(agenda).events) == 1
