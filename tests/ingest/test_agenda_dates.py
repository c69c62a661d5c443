"""Every date of a calendar, in the time of Brussels, and none too many."""

from __future__ import annotations

import pytest

from tests.ingest.calendars import between, calendar, event, read, starts, text

BRUSSELS_9H30 = "DTSTART;TZID=Europe/Brussels:{day}T093000\nDTEND;TZID=Europe/Brussels:{day}T110000\n"


def weekly(day: str, *more: str) -> str:
    return event("\n".join((BRUSSELS_9H30.format(day=day).strip(), *more)))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("DTSTART:20261105T120000Z", ["2026-11-05 13:00+0100"], id="utc"),
        pytest.param("DTSTART:20261105T120000", ["2026-11-05 12:00+0100"], id="floating time is Brussels time"),
        pytest.param("DTSTART;TZID=America/New_York:20261105T120000", ["2026-11-05 18:00+0100"], id="another zone"),
        pytest.param(
            "DTSTART;TZID=Romance Standard Time:20261020T100000", ["2026-10-20 10:00+0200"], id="windows name"
        ),
        pytest.param('DTSTART;TZID="W. Europe Standard Time":20261105T1000', ["2026-11-05 10:00+0100"], id="quoted"),
        pytest.param(
            "DTSTART;TZID=/mozilla.org/20050126_1/Europe/Brussels:20261105T100000",
            ["2026-11-05 10:00+0100"],
            id="zone with a prefix",
        ),
        pytest.param(
            'DTSTART;TZID="(UTC+01:00) Brussels, Copenhagen, Madrid, Paris":20261105T100000',
            ["2026-11-05 10:00+0100"],
            id="zone named for people",
        ),
        pytest.param("DTSTART;TZID=Mars/Phobos:20261105T100000", ["2026-11-05 10:00+0100"], id="unknown zone"),
        pytest.param("DTSTART:2026-11-05T10:00:00+02:00", ["2026-11-05 09:00+0100"], id="ISO with an offset"),
        pytest.param("DTSTART;VALUE=DATE:20261105", ["2026-11-05"], id="whole day"),
        pytest.param("DTSTART:20261105", ["2026-11-05"], id="whole day that does not say so"),
        pytest.param("DTSTART;VALUE=DATE-TIME:20261105T100000Z", ["2026-11-05 11:00+0100"], id="value type named"),
        pytest.param("DTSTART:20261025T003000Z", ["2026-10-25 02:30+0200"], id="half past two, the first time"),
        pytest.param("DTSTART:20261025T013000Z", ["2026-10-25 02:30+0100"], id="half past two, the second time"),
        pytest.param(
            "DTSTART;TZID=Europe/Brussels:20261025T023000", ["2026-10-25 02:30+0200"], id="a time that comes twice"
        ),
        pytest.param(
            "DTSTART;TZID=Europe/Brussels:20270328T023000", ["2027-03-28 03:30+0200"], id="a time that never comes"
        ),
        pytest.param("DTSTART:20260930T213000Z\nDTEND:20260930T230000Z", ["2026-09-30 23:30+0200"], id="overlaps"),
        pytest.param("DTSTART:20260930T200000Z\nDTEND:20260930T220000Z", [], id="ends where the time begins"),
        pytest.param("DTSTART:20260930T220000Z", ["2026-10-01 00:00+0200"], id="no length, at the first moment"),
        pytest.param("DTSTART:20270430T220000Z", [], id="begins where the time ends"),
        pytest.param("DTSTART;VALUE=DATE:20260920\nDTEND;VALUE=DATE:20261002", ["2026-09-20"], id="long, reaches in"),
        pytest.param("DTSTART;VALUE=DATE:20260920\nDTEND;VALUE=DATE:20261001", [], id="long, ends before"),
    ],
)
def test_when_an_event_begins(lines: str, expected: list[str]) -> None:
    assert starts(calendar(event(lines))) == expected


@pytest.mark.parametrize(
    ("lines", "end"),
    [
        ("DTSTART:20261105T100000", "2026-11-05T10:00:00+01:00"),
        ("DTSTART:20261105T100000\nDURATION:PT1H45M", "2026-11-05T11:45:00+01:00"),
        ("DTSTART:20261105T100000\nDURATION:P1D", "2026-11-06T10:00:00+01:00"),
        ("DTSTART:20261105T100000\nDURATION:P1W", "2026-11-12T10:00:00+01:00"),
        ("DTSTART:20261105T100000\nDURATION:-PT1H", "2026-11-05T10:00:00+01:00"),
        ("DTSTART:20261105T100000\nDTEND:20261105T090000", "2026-11-05T10:00:00+01:00"),
        ("DTSTART:20261105T220000\nDTEND:20261106T013000", "2026-11-06T01:30:00+01:00"),
        ("DTSTART:20261105T100000\nDTEND;TZID=Europe/London:20261105T100000", "2026-11-05T11:00:00+01:00"),
        ("DTSTART:20261105T100000\nDTEND;VALUE=DATE:20261106", "2026-11-06T00:00:00+01:00"),
        ("DTSTART;VALUE=DATE:20261105", "2026-11-06"),
        ("DTSTART;VALUE=DATE:20261105\nDTEND;VALUE=DATE:20261105", "2026-11-06"),
        ("DTSTART;VALUE=DATE:20261105\nDTEND;VALUE=DATE:20261108", "2026-11-08"),
        ("DTSTART;VALUE=DATE:20261105\nDURATION:P2D", "2026-11-07"),
        # Hours pass: the night of the 25th of October has 25 of them, that of the 28th of March 23.
        ("DTSTART;TZID=Europe/Brussels:20261024T220000\nDURATION:PT8H", "2026-10-25T05:00:00+01:00"),
        ("DTSTART;TZID=Europe/Brussels:20261025T013000\nDURATION:PT1H30M", "2026-10-25T02:00:00+01:00"),
        ("DTSTART;TZID=Europe/Brussels:20270327T220000\nDURATION:PT8H", "2027-03-28T07:00:00+02:00"),
        ("DTSTART;TZID=Europe/Brussels:20261024T220000\nDTEND;TZID=Europe/Brussels:20261025T060000",
         "2026-10-25T06:00:00+01:00"),
        ("DTSTART;TZID=Europe/Brussels:20261024T220000\nDURATION:P1D", "2026-10-25T22:00:00+01:00"),
        ("DTSTART:20261025T000000Z\nDTEND:20261025T013000Z", "2026-10-25T02:30:00+01:00"),
    ],
)  # fmt: skip
def test_when_an_event_ends(lines: str, end: str) -> None:
    (found,) = between(calendar(event(lines)))
    assert text(found.end) == end


def test_outlooks_whole_days_are_whole_days() -> None:
    (found,) = between(
        calendar(event("DTSTART:20261105T000000\nDTEND:20261107T000000\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE"))
    )
    assert (text(found.start), text(found.end), found.all_day) == ("2026-11-05", "2026-11-07", True)


def test_midnight_to_midnight_without_outlooks_mark_is_a_time() -> None:
    (found,) = between(calendar(event("DTSTART:20261105T000000\nDTEND:20261106T000000")))
    assert not found.all_day


OCTOBER_MONDAYS = ["2026-10-05 09:30+0200", "2026-10-12 09:30+0200", "2026-10-19 09:30+0200", "2026-10-26 09:30+0100"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(("RRULE:FREQ=WEEKLY;COUNT=8",), OCTOBER_MONDAYS, id="count from a month before"),
        pytest.param(("RRULE:FREQ=WEEKLY;UNTIL=20261026T083000Z",), OCTOBER_MONDAYS, id="until, in UTC, included"),
        pytest.param(("RRULE:FREQ=WEEKLY;UNTIL=20261026T082959Z",), OCTOBER_MONDAYS[:3], id="until a second before"),
        pytest.param(("RRULE:FREQ=WEEKLY;UNTIL=20261026",), OCTOBER_MONDAYS, id="until a day, which is included"),
        pytest.param(("RRULE:FREQ=WEEKLY;UNTIL=20261026T093000",), OCTOBER_MONDAYS, id="until, floating"),
        pytest.param(
            ("RRULE:FREQ=WEEKLY;COUNT=8", "EXDATE;TZID=Europe/Brussels:20261012T093000,20261019T093000"),
            [OCTOBER_MONDAYS[0], OCTOBER_MONDAYS[3]],
            id="two excluded in one line",
        ),
        pytest.param(
            ("RRULE:FREQ=WEEKLY;COUNT=8", "EXDATE:20261012T073000Z", "EXDATE:20261026T083000Z"),
            [OCTOBER_MONDAYS[0], OCTOBER_MONDAYS[2]],
            id="excluded in UTC, on both sides of the change",
        ),
        pytest.param(
            ("RRULE:FREQ=WEEKLY;COUNT=8", "EXDATE;VALUE=DATE:20261012"),
            [OCTOBER_MONDAYS[0], *OCTOBER_MONDAYS[2:]],
            id="excluded by day",
        ),
        pytest.param(
            ("RRULE:FREQ=WEEKLY;COUNT=8", "EXDATE;TZID=Europe/Brussels:20261012T000000"),
            [OCTOBER_MONDAYS[0], *OCTOBER_MONDAYS[2:]],
            id="excluded by the midnight of the day",
        ),
        pytest.param(
            ("RRULE:FREQ=WEEKLY;COUNT=8", "EXDATE;TZID=Europe/Brussels:20261012T100000"), OCTOBER_MONDAYS,
            id="excluded at another hour",
        ),
        pytest.param(
            ("RRULE:FREQ=WEEKLY;COUNT=5", "RDATE;TZID=Europe/Brussels:20261008T140000,20261009T140000"),
            [OCTOBER_MONDAYS[0], "2026-10-08 14:00+0200", "2026-10-09 14:00+0200"],
            id="extra dates",
        ),
        pytest.param(
            ("RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20261007T000000Z",), ["2026-10-06 09:30+0200"],
            id="first date outside the rule",
        ),
        pytest.param(
            ("RRULE:FREQ=MONTHLY;BYDAY=-1MO;COUNT=3",), ["2026-10-26 09:30+0100", "2026-11-30 09:30+0100"],
            id="last Monday",
        ),
        pytest.param(("RRULE:FREQ=DAILY;COUNT=40;INTERVAL=28",), ["2026-10-05 09:30+0200", "2026-11-02 09:30+0100",
            "2026-11-30 09:30+0100", "2026-12-28 09:30+0100", "2027-01-25 09:30+0100", "2027-02-22 09:30+0100",
            "2027-03-22 09:30+0100", "2027-04-19 09:30+0200"], id="every four weeks, in days"),
        pytest.param(("RRULE:",), [], id="an empty rule"),
        pytest.param(("RRULE:FREQ=WEEKLY;UNTIL=20260901T000000Z",), [], id="ended before it began"),
    ],
)  # fmt: skip
def test_repetition(lines: tuple[str, ...], expected: list[str]) -> None:
    """An event that is on Monday 7 September 2026 at 9:30 first."""
    assert starts(calendar(weekly("20260907", *lines))) == expected


def moved(original: str, start: str, *more: str) -> str:
    return event("\n".join((f"RECURRENCE-ID{original}", f"DTSTART;TZID=Europe/Brussels:{start}", *more)))


FOUR = weekly("20261005", "RRULE:FREQ=WEEKLY;COUNT=4")


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        pytest.param(moved(";TZID=Europe/Brussels:20261012T093000", "20261013T140000"),
                     [OCTOBER_MONDAYS[0], "2026-10-13 14:00+0200", *OCTOBER_MONDAYS[2:]], id="moved"),
        pytest.param(moved(":20261026T083000Z", "20261027T140000"),
                     [*OCTOBER_MONDAYS[:3], "2026-10-27 14:00+0100"], id="named in UTC, after the change"),
        pytest.param(moved(";VALUE=DATE:20261012", "20261013T140000"),
                     [OCTOBER_MONDAYS[0], "2026-10-13 14:00+0200", *OCTOBER_MONDAYS[2:]], id="named by its day"),
        pytest.param(moved(";TZID=Europe/Brussels:20261012T093000", "20271013T140000"),
                     [OCTOBER_MONDAYS[0], *OCTOBER_MONDAYS[2:]], id="moved out of the time asked for"),
        pytest.param(moved(";RANGE=THISANDFUTURE;TZID=Europe/Brussels:20261019T093000", "20261020T100000"),
                     [*OCTOBER_MONDAYS[:2], "2026-10-20 10:00+0200", "2026-10-27 10:00+0100"], id="this and following"),
        pytest.param(moved(";TZID=Europe/Brussels:20261214T093000", "20261214T093000", "STATUS:CANCELLED"),
                     OCTOBER_MONDAYS, id="a date cancelled that does not exist"),
    ],
)  # fmt: skip
def test_versions_of_dates(version: str, expected: list[str]) -> None:
    assert starts(calendar(FOUR, version)) == expected
    assert starts(calendar(version, FOUR)) == expected


def test_cancelled_dates_are_shown_as_cancelled() -> None:
    gone = moved(";TZID=Europe/Brussels:20261012T093000", "20261012T093000", "STATUS:CANCELLED")
    assert [o.cancelled for o in between(calendar(FOUR, gone))] == [False, True, False, False]


def test_a_withdrawn_calendar_is_cancelled() -> None:
    assert all(o.cancelled for o in between(calendar(FOUR, head="METHOD:CANCEL")))


def test_a_version_of_a_date_that_was_excluded_later_is_gone() -> None:
    kept = weekly("20261005", "RRULE:FREQ=WEEKLY;COUNT=4", "SEQUENCE:2", "EXDATE;TZID=Europe/Brussels:20261012T093000")
    version = moved(";TZID=Europe/Brussels:20261012T093000", "20261013T140000", "SEQUENCE:1")
    assert starts(calendar(kept, version)) == [OCTOBER_MONDAYS[0], *OCTOBER_MONDAYS[2:]]


@pytest.mark.parametrize(
    ("first", "second", "title"),
    [
        ("SEQUENCE:1\nSUMMARY:oud", "SEQUENCE:2\nSUMMARY:nieuw", "nieuw"),
        ("SEQUENCE:2\nSUMMARY:nieuw", "SEQUENCE:1\nSUMMARY:oud", "nieuw"),
        ("LAST-MODIFIED:20261102T000000Z\nSUMMARY:nieuw", "LAST-MODIFIED:20261101T000000Z\nSUMMARY:oud", "nieuw"),
        ("SUMMARY:oud", "SUMMARY:nieuw", "nieuw"),
    ],
)
def test_of_two_events_with_one_uid_the_newest_counts(first: str, second: str, title: str) -> None:
    when = "DTSTART:20261105T100000\n"
    (found,) = between(calendar(event(when + first), event(when + second)))
    assert title in (found.event.title_nl, found.event.title_fr)


def test_an_event_without_a_uid_keeps_the_one_it_is_given() -> None:
    data = calendar(event("DTSTART:20261105T100000").replace("UID:a@example.org\n", ""))
    assert read(data).events[0].uid == read(data).events[0].uid != ""


def test_a_zone_that_is_only_described_is_recognised_by_its_offsets() -> None:
    described = """BEGIN:VTIMEZONE
        TZID:Customized Time Zone
        BEGIN:STANDARD
        DTSTART:16010101T030000
        TZOFFSETFROM:+0100
        TZOFFSETTO:+0000
        RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
        END:STANDARD
        BEGIN:DAYLIGHT
        DTSTART:16010101T020000
        TZOFFSETFROM:+0000
        TZOFFSETTO:+0100
        RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
        END:DAYLIGHT
        END:VTIMEZONE"""
    data = calendar(event("DTSTART;TZID=Customized Time Zone:20261105T100000"), head=described)
    assert starts(data) == ["2026-11-05 11:00+0100"]
    assert read(data).remarks == []
