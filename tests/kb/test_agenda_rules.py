"""Repetition rules: followed from anywhere, in bounded time, whatever they say."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import pytest
from dateutil.rrule import rrulestr

from kb.agenda_rule_text import HORIZON, BadRule, parse
from kb.agenda_rules import MOST_A_DAY, Budget, expand, settled


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


START = at("2020-01-01T09:30")
AFTER, BEFORE = at("2026-10-01"), at("2027-05-01")


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6",
        "FREQ=DAILY;INTERVAL=7;BYDAY=TU",
        "FREQ=YEARLY;BYYEARDAY=366;BYMONTH=3",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTH=2",
        "FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=31",
    ],
)
def test_a_rule_that_never_matches_ends(rule: str) -> None:
    assert list(expand(parse(rule), START, AFTER, BEFORE)) == []
    kept = settled(f"{rule};COUNT=3", START, Budget())
    assert list(expand(parse(kept), START, AFTER, BEFORE)) == []


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("", "how often"),
        ("FREQ=BANANA", "how often"),
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL is not a positive"),
        ("FREQ=DAILY;INTERVAL=x", "INTERVAL is not a number"),
        ("FREQ=WEEKLY;INTERVAL=99999999", "century"),
        ("FREQ=SECONDLY;INTERVAL=99999999999", "century"),
        ("FREQ=WEEKLY;BYDAY=XX", "BYDAY cannot be read"),
        ("FREQ=YEARLY;BYDAY=53MO", "more weeks than a year"),
        ("FREQ=YEARLY;BYDAY=20MO;BYMONTHDAY=3", "combines"),
        ("FREQ=DAILY;BYHOUR=24", "BYHOUR is out of range"),
        ("FREQ=DAILY;BYMONTHDAY=0", "BYMONTHDAY is out of range"),
        ("FREQ=DAILY;UNTIL=soon", "UNTIL is not a date"),
        ("FREQ=DAILY;UNTIL=20261399", "UNTIL is not a date"),
        ("FREQ=SECONDLY", "dates a day"),
        ("FREQ=MINUTELY;INTERVAL=5;COUNT=1000000", "dates a day"),
        ("FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=0,10,20,30,40", "dates a day"),
        ("FREQ=HOURLY;INTERVAL=2;BYHOUR=1,3,5", "contradict"),
    ],
)
def test_what_cannot_be_followed_is_refused(rule: str, says: str) -> None:
    with pytest.raises(BadRule, match=says):
        settled(rule, at("2020-01-01T08:00"), Budget())


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        ("FREQ=WEEKLY;COUNT=3", "FREQ=WEEKLY;UNTIL=20200115T093000"),
        ("freq=weekly;interval=2;byday=we,fr;count=4", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE,FR;UNTIL=20200117T093000"),
        ("FREQ=DAILY;COUNT=1", "FREQ=DAILY;UNTIL=20200101T093000"),
        ("FREQ=DAILY;COUNT=-1", "FREQ=DAILY"),
        ("FREQ=DAILY;COUNT=999999999999", "FREQ=DAILY;UNTIL=21000101T000000"),
        ("FREQ=MONTHLY;BYDAY=1TH;COUNT=2", "FREQ=MONTHLY;BYDAY=1TH;UNTIL=20200206T093000"),
        ("FREQ=HOURLY;COUNT=4", "FREQ=HOURLY;UNTIL=20200101T123000"),
        ("FREQ=DAILY;UNTIL=20261231", "FREQ=DAILY;UNTIL=20261231T235959"),
        ("FREQ=DAILY;UNTIL=99991231T235959Z", "FREQ=DAILY"),
        ("FREQ=DAILY;RSCALE=GREGORIAN;X-EVIL=1", "FREQ=DAILY"),
    ],
)
def test_a_rule_is_kept_without_count(rule: str, kept: str) -> None:
    assert settled(rule, START, Budget()) == kept
    assert settled(kept, START, Budget()) == kept or "21000101" in kept


def test_an_hourly_rule_is_the_densest_that_is_followed() -> None:
    assert settled("FREQ=HOURLY", START, Budget()) == "FREQ=HOURLY"
    day = list(expand(parse("FREQ=HOURLY"), START, at("2026-10-01T00:00"), at("2026-10-01T23:59")))
    assert len(day) == MOST_A_DAY


def test_many_dense_rules_together_are_refused() -> None:
    budget = Budget()
    for _ in range(8):
        settled("FREQ=HOURLY", START, budget)
    with pytest.raises(BadRule, match="too many"):
        settled("FREQ=HOURLY", START, budget)


def test_costly_counts_together_are_refused() -> None:
    budget = Budget(looks=100)
    settled("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=50", START, budget)
    with pytest.raises(BadRule, match="too many"):
        settled("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=50", START, budget)


@pytest.mark.parametrize("seed", range(60))
def test_dates_near_are_those_that_the_whole_walk_gives(seed: int) -> None:
    """Beginning just before the span, or with sums, must not change the dates."""
    rnd = random.Random(seed)
    freq = rnd.choice(("DAILY", "WEEKLY", "WEEKLY", "MONTHLY", "YEARLY", "HOURLY"))
    extra = {
        "DAILY": ("", "BYDAY=MO,WE", "BYMONTHDAY=1,2,3"),
        "WEEKLY": ("", "BYDAY=MO,SU", "BYDAY=WE;WKST=SU", "BYDAY=TU,SA;WKST=TH"),
        "MONTHLY": ("", "BYDAY=2TU", "BYMONTHDAY=-1,15"),
        "YEARLY": ("", "BYMONTH=1,12", "BYDAY=10FR", "BYMONTH=4;BYDAY=SU;BYSETPOS=1"),
        "HOURLY": ("BYHOUR=9", "BYDAY=FR;BYHOUR=9,10"),
    }[freq]
    interval = rnd.choice((1, 2, 3, 5)) if freq != "HOURLY" else 1
    text = f"FREQ={freq};INTERVAL={interval};{rnd.choice(extra)}".strip(";")
    start = START + timedelta(days=rnd.randrange(1500), hours=rnd.randrange(12))
    after = start + timedelta(days=rnd.randrange(-30, 2000))
    before = after + timedelta(days=rnd.randrange(1, 200))
    wanted = list(rrulestr(text, dtstart=start).between(after, before, inc=True))
    assert list(expand(parse(text), start, after, before)) == wanted, (text, start, after)
    count = rnd.randrange(1, 40)
    last = [date for date in rrulestr(f"{text};COUNT={count}", dtstart=start) if date < HORIZON][-1]
    assert parse(settled(f"{text};COUNT={count}", start, Budget())).until == last, (text, start, count)


def test_nothing_lies_beyond_the_horizon() -> None:
    assert list(expand(parse("FREQ=DAILY"), START, HORIZON - timedelta(days=2), HORIZON + timedelta(days=50))) == [
        at("2099-12-30T09:30"),
        at("2099-12-31T09:30"),
    ]
