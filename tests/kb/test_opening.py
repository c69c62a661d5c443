"""Open now, until when, within a window; Belgian holidays; unknown is never open."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kb.models import Window
from kb.opening import opening_at, opens_within, stretches

WEEK = "Mo-Fr 09:00-17:00; PH off"
NIGHT = "Mo-Su 21:00-07:30"


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+01:00")


@pytest.mark.parametrize(
    ("hours", "moment", "state", "until"),
    [
        (WEEK, "2026-11-23T10:00", "open", "2026-11-23T17:00"),
        (WEEK, "2026-11-22T10:00", "closed", "2026-11-23T09:00"),
        (WEEK, "2026-11-11T10:00", "closed", "2026-11-12T09:00"),
        (NIGHT, "2026-11-23T02:00", "open", "2026-11-23T07:30"),
    ],
)
def test_state_and_until_when(hours: str, moment: str, state: str, until: str) -> None:
    opening = opening_at(hours, at(moment))
    assert opening.state == state
    assert opening.until == at(until)


def test_always_open_has_no_end() -> None:
    opening = opening_at("24/7", at("2026-11-23T10:00"))
    assert (opening.state, opening.until) == ("open", None)


@pytest.mark.parametrize("hours", ["", "  ", "maandag van 9 tot 17 uur", "Mo-Fr 99:00-17:00"])
def test_missing_or_bad_hours_are_unknown(hours: str) -> None:
    assert opening_at(hours, at("2026-11-23T10:00")).state == "unknown"
    assert opens_within(hours, Window(at("2026-11-23T10:00"), at("2026-11-23T11:00"), "now")) is None


def test_moment_in_another_timezone_is_converted() -> None:
    assert opening_at(WEEK, datetime(2026, 11, 23, 8, 30, tzinfo=UTC)).state == "open"
    assert opening_at(WEEK, datetime(2026, 11, 23, 16, 30, tzinfo=UTC)).state == "closed"


@pytest.mark.parametrize(
    ("hours", "start", "end", "opens"),
    [
        (WEEK, "2026-11-22T00:00", "2026-11-23T00:00", False),
        (WEEK, "2026-11-23T00:00", "2026-11-24T00:00", True),
        (NIGHT, "2026-11-22T18:00", "2026-11-23T00:00", True),
        (WEEK, "2026-11-23T17:00", "2026-11-23T20:00", False),
    ],
)
def test_open_at_some_moment_of_a_window(hours: str, start: str, end: str, opens: bool) -> None:
    assert opens_within(hours, Window(at(start), at(end), "x")) is opens


@pytest.mark.parametrize(
    ("hours", "found"),
    [
        ("Mo 09:00-12:00,14:00-18:00", [("09:00", "12:00"), ("14:00", "18:00")]),
        ("Tu 09:00-12:00", []),
        ("24/7", [("00:00", None)]),
        ("no hours at all", None),
    ],
)
def test_the_times_at_which_it_is_open_on_a_day(hours: str, found: list[tuple[str, str | None]] | None) -> None:
    monday = Window(at("2026-11-23T00:00"), at("2026-11-24T00:00"), "monday", ahead=True)
    times = stretches(hours, monday)
    told = None if times is None else [(f"{s.start:%H:%M}", f"{s.end:%H:%M}" if s.end else None) for s in times]
    assert told == found
