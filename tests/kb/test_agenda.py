"""The agenda: what is listed, when two announcements are one event, and what people hear of changes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kb.agenda import Agenda
from kb.agenda_rule_text import BadRule
from kb.errors import EventUnknown, PeriodTooLong
from kb.event_records import event_from_json, event_to_json
from kb.events import CHAT, PROFESSIONALS, PUBLIC, Event, EventStatus, Occurrence, Recurrence
from kb.models import REGION, Zone
from kb.settings import KnowledgeSettings

BRUSSELS = ZoneInfo("Europe/Brussels")
NOW = datetime(2026, 11, 22, 12, tzinfo=BRUSSELS)
ZONES = (
    Zone("north", "Noord", "Nord", ("1030", "1000"), neighbourhoods=("Brabantwijk",)),
    Zone("south", "Zuid", "Sud", ("1060", "1000"), neighbourhoods=("Marollen",)),
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BRUSSELS)


def made(
    uid: str = "a@example.org", start: str | datetime = "2026-12-01T09:30", source: str = "feed", **values: Any
) -> Event:
    begin = at(start) if isinstance(start, str) else start
    event = Event(uid, source, begin, begin + timedelta(hours=1), title_nl="Vorming rouw", place="Zaal 1")
    return replace(event, **values)


def weekly(uid: str = "w@example.org", count: int = 4, **values: Any) -> Event:
    return made(uid, recurrence=Recurrence((f"FREQ=WEEKLY;COUNT={count}",)), **values)


@pytest.fixture
def agenda(tmp_path: Path) -> Iterator[Agenda]:
    opened = Agenda.open(tmp_path, KnowledgeSettings(zones=ZONES))
    yield opened
    opened.close()


def listed(agenda: Agenda, start: str = "2026-12-01", end: str = "2027-01-01", zone: str | None = None) -> list[str]:
    return [f"{o.start:%m-%d} {o.event.title_nl}" for o in agenda.between(at(start), at(end), zone)]


def only(agenda: Agenda) -> Occurrence:
    (found,) = agenda.between(at("2026-12-01"), at("2027-01-01"))
    return found


def test_an_empty_agenda_has_no_events_and_version_0(agenda: Agenda) -> None:
    assert (agenda.version, listed(agenda), agenda.changes_since(0)) == (0, [], [])


def test_events_come_by_day_and_hour_and_whole_days_first(agenda: Agenda) -> None:
    whole = replace(made("d@example.org", title_nl="Beurs"), start=date(2026, 12, 2), end=date(2026, 12, 4))
    late = made("l@example.org", "2026-12-02T00:00", title_nl="Nacht")
    agenda.announce("feed", [made(start="2026-12-03T08:00"), late, whole], NOW)
    assert listed(agenda) == ["12-02 Beurs", "12-02 Nacht", "12-03 Vorming rouw"]


def test_every_event_survives_being_stored(agenda: Agenda) -> None:
    full = made(
        status=EventStatus.TENTATIVE, title_fr="Formation deuil", zones=("north",), languages=("nl",), themes=("rouw",),
        audience=(PUBLIC,), price="0", full=True, postponed=True, remind=True, modified=NOW, elapsed=True, sequence=3,
        recurrence_id=at("2026-12-01T09:00"), and_following=True,
        recurrence=Recurrence(("FREQ=DAILY",), ((at("2026-12-09T10:00"), None), (date(2026, 12, 8), date(2026, 12, 9))),
                              (date(2026, 12, 5), at("2026-10-25T02:30").replace(fold=1))),
    )  # fmt: skip
    assert event_from_json(event_to_json(full)) == full
    again = event_from_json(event_to_json(full)).recurrence.excluded[1]
    assert isinstance(again, datetime)
    assert again.utcoffset() == timedelta(hours=1)


def test_announcing_the_same_again_changes_nothing(agenda: Agenda) -> None:
    first = agenda.announce("feed", [made(), weekly()], NOW)
    again = agenda.announce("feed", [made(), weekly()], NOW)
    assert (first.added, first.unchanged, again.added, again.unchanged) == (2, 0, 0, 2)
    assert agenda.version == 1


def test_what_a_feed_announces_no_more_is_gone_and_other_sources_stay(agenda: Agenda) -> None:
    agenda.announce("feed", [made(), made("b@example.org", title_nl="Weg")], NOW)
    agenda.announce("other", [made("c@example.org", source="other", title_nl="Elders")], NOW)
    agenda.put(made("chat@example.org", title_nl="Uit de chat"), NOW)
    update = agenda.announce("feed", [made()], NOW)
    assert update.removed == (("b@example.org", ""),)
    assert sorted(listed(agenda)) == ["12-01 Elders", "12-01 Uit de chat", "12-01 Vorming rouw"]
    (change,) = agenda.changes_since(agenda.version - 1)
    assert (change.kind, change.old.title_nl, change.new) == ("removed", "Weg", None)


def test_what_could_not_be_read_this_time_stays(agenda: Agenda) -> None:
    agenda.announce("feed", [made(), made("b@example.org", title_nl="Stuk")], NOW)
    agenda.announce("feed", [made()], NOW, spared={"b@example.org"})
    assert listed(agenda) == ["12-01 Stuk", "12-01 Vorming rouw"]


@pytest.mark.parametrize(
    ("values", "kind", "fields"),
    [
        ({"title_nl": "Vorming verlies"}, "changed", ("title",)),
        ({"start": at("2026-12-02T09:30"), "end": at("2026-12-02T10:30")}, "changed", ("start", "end")),
        ({"place": "Zaal 2"}, "changed", ("place",)),
        ({"status": EventStatus.CANCELLED}, "cancelled", ("status",)),
        ({"status": EventStatus.CANCELLED, "place": "x"}, "cancelled", ("place", "status")),
    ],
)
def test_people_hear_of_what_matters(
    agenda: Agenda, values: dict[str, Any], kind: str, fields: tuple[str, ...]
) -> None:
    agenda.announce("feed", [made()], NOW)
    version = agenda.version
    agenda.announce("feed", [made(**values)], NOW)
    (change,) = agenda.changes_since(version)
    assert (change.kind, change.fields, change.version) == (kind, fields, version + 1)
    assert (change.uid, change.old, change.new) == ("a@example.org", made(), made(**values))
    assert agenda.changes_since(agenda.version) == []


def test_a_better_description_is_no_news(agenda: Agenda) -> None:
    agenda.announce("feed", [made()], NOW)
    agenda.announce("feed", [made(description_nl="Breng een casus mee.")], NOW)
    assert agenda.version == 2
    assert agenda.changes_since(0) == []


def test_an_event_that_takes_place_after_all_is_news(agenda: Agenda) -> None:
    agenda.announce("feed", [made(status=EventStatus.CANCELLED)], NOW)
    agenda.announce("feed", [made()], NOW)
    assert [change.kind for change in agenda.changes_since(0)] == ["restored"]


def test_a_date_that_moves_is_news_of_that_date(agenda: Agenda) -> None:
    series = agenda.put(weekly(), NOW)
    version = replace(made("w@example.org", "2026-12-09T14:00"), source=CHAT, recurrence_id=at("2026-12-08T09:30"))
    agenda.put(version, NOW)
    (change,) = agenda.changes_since(1)
    assert (change.kind, change.old.start, change.new) == ("changed", at("2026-12-08T09:30"), version)
    assert listed(agenda) == [f"12-{day} Vorming rouw" for day in ("01", "09", "15", "22")]
    assert series.recurrence.rules == ("FREQ=WEEKLY;UNTIL=20261222T093000",)


def test_cancelling_an_event_of_the_chat(agenda: Agenda) -> None:
    agenda.put(made(), NOW)
    gone = agenda.cancel("a@example.org", NOW)
    assert (gone.status, gone.sequence) == (EventStatus.CANCELLED, 1)
    assert only(agenda).cancelled
    assert [change.kind for change in agenda.changes_since(1)] == ["cancelled"]


def test_cancelling_one_date_leaves_the_others(agenda: Agenda) -> None:
    agenda.put(weekly(), NOW)
    agenda.cancel("w@example.org", NOW, original=at("2026-12-08T09:30"))
    found = agenda.between(at("2026-12-01"), at("2027-01-01"))
    assert [o.cancelled for o in found] == [False, True, False, False]
    assert agenda.changes_since(1)[0].new == found[1].event


@pytest.mark.parametrize("uid", ["a@example.org", "12"])
def test_a_moderators_cancellation_of_a_feeds_event_holds_until_the_feed_says_something_newer(
    agenda: Agenda, uid: str
) -> None:
    agenda.announce("feed", [made(uid, sequence=1)], NOW)
    agenda.cancel(uid, NOW)
    agenda.announce("feed", [made(uid, sequence=1, description_nl="x")], NOW)
    assert only(agenda).cancelled
    agenda.announce("feed", [made(uid, sequence=3)], NOW)
    assert not only(agenda).cancelled


def test_what_is_not_there_cannot_be_cancelled(agenda: Agenda) -> None:
    with pytest.raises(EventUnknown):
        agenda.cancel("nobody@example.org", NOW)


def test_a_change_from_the_chat_raises_the_sequence(agenda: Agenda) -> None:
    agenda.put(made(), NOW)
    assert agenda.put(made(place="Zaal 2"), NOW).sequence == 1
    assert agenda.put(made(place="Zaal 3"), NOW).sequence == 2


def test_a_repetition_from_the_chat_that_cannot_be_followed_is_refused(agenda: Agenda) -> None:
    with pytest.raises(BadRule):
        agenda.put(made(recurrence=Recurrence(("FREQ=SECONDLY",))), NOW)
    assert agenda.version == 0


def test_the_same_uid_from_two_sources_is_one_event_and_the_higher_sequence_holds(agenda: Agenda) -> None:
    agenda.announce("one", [made(sequence=1, title_nl="oud")], NOW)
    agenda.announce("two", [made(sequence=2, start="2027-03-01T09:30", title_nl="nieuw")], NOW)
    assert listed(agenda) == []
    assert listed(agenda, "2027-03-01", "2027-03-02") == ["03-01 nieuw"]


def test_short_uids_of_two_feeds_are_different_events(agenda: Agenda) -> None:
    agenda.announce("one", [made("12", title_nl="een")], NOW)
    agenda.announce("two", [made("12", title_nl="twee")], NOW)
    assert listed(agenda) == ["12-01 een", "12-01 twee"]


@pytest.mark.parametrize(
    ("values", "same"),
    [
        ({}, True),
        ({"title_nl": "VORMING  Rouw!"}, True),
        ({"title_nl": "", "title_fr": "Vorming rouw"}, True),
        ({"place": "Zaal 1, Dorpsstraat 3, 1030 Schaarbeek"}, True),
        ({"title_nl": "Vorming schulden"}, False),
        ({"place": "Zaal 2"}, False),
        ({"place": ""}, False),
        ({"start": at("2026-12-01T10:00")}, False),
    ],
)
def test_the_same_title_start_and_place_from_two_sources_is_one_event(
    agenda: Agenda, values: dict[str, Any], same: bool
) -> None:
    agenda.announce("one", [made("a@one.example.org")], NOW)
    agenda.announce("two", [made("b@two.example.org", **values)], NOW)
    assert len(listed(agenda)) == (1 if same else 2)


def test_one_source_may_announce_two_events_alike(agenda: Agenda) -> None:
    agenda.announce("one", [made("a@example.org"), made("b@example.org")], NOW)
    assert len(listed(agenda)) == 2


def test_when_one_of_two_sources_cancels_it_is_cancelled(agenda: Agenda) -> None:
    agenda.announce("one", [made("a@one.example.org")], NOW)
    agenda.announce("two", [made("b@two.example.org", status=EventStatus.CANCELLED)], NOW)
    assert only(agenda).cancelled


def test_one_date_of_a_series_in_another_feed_is_that_date(agenda: Agenda) -> None:
    agenda.announce("one", [replace(weekly(), recurrence=Recurrence(("FREQ=WEEKLY;UNTIL=20261222",)))], NOW)
    agenda.announce("two", [made("b@two.example.org", "2026-12-08T09:30")], NOW)
    assert len(listed(agenda)) == 4


@pytest.mark.parametrize(
    ("values", "zones"),
    [
        ({"zones": ("south",)}, ("south",)),
        ({"zones": (REGION, "south")}, (REGION,)),
        ({"postal_code": "1030"}, ("north",)),
        ({"postal_code": "1000"}, ("north", "south")),
        ({"postal_code": "1000", "place": "Buurthuis Marollen"}, ("south",)),
        ({"postal_code": "9000"}, (REGION,)),
        ({}, (REGION,)),
    ],
)
def test_which_zones_an_event_is_for(agenda: Agenda, values: dict[str, Any], zones: tuple[str, ...]) -> None:
    agenda.announce("feed", [made(**values)], NOW)
    assert only(agenda).zones == zones


def test_a_zone_sees_its_own_events_and_those_of_everybody(agenda: Agenda) -> None:
    events = [made(f"{n}@example.org", zones=zones) for n, zones in enumerate([("north",), ("south",), ()])]
    agenda.announce("feed", events, NOW)
    assert len(listed(agenda, zone="north")) == 2


def test_a_date_is_found_again_by_its_id_wherever_it_moved(agenda: Agenda) -> None:
    agenda.put(weekly(), NOW)
    second = agenda.between(at("2026-12-08"), at("2026-12-09"))[0]
    assert second.id == "w@example.org#20261208T083000Z"
    moved = replace(made("w@example.org", "2027-02-01T14:00"), source=CHAT, recurrence_id=at("2026-12-08T09:30"))
    agenda.put(moved, NOW)
    found = agenda.occurrence(second.id)
    assert found is not None
    assert (found.start, found.id) == (at("2027-02-01T14:00"), second.id)
    assert agenda.occurrence("w@example.org#20261209T083000Z") is None
    assert agenda.occurrence("nobody@example.org") is None


def test_a_single_event_is_found_by_its_uid_whatever_that_looks_like(agenda: Agenda) -> None:
    agenda.announce("feed", [made("odd#20261208")], NOW)
    found = agenda.occurrence(only(agenda).id)
    assert found == only(agenda)


def test_a_feed_is_forgotten_whole(agenda: Agenda) -> None:
    agenda.announce("feed", [made(), weekly()], NOW)
    agenda.forget("feed", NOW)
    assert listed(agenda) == []
    assert {change.kind for change in agenda.changes_since(1)} == {"removed"}


def test_more_than_anybody_can_read_is_refused(agenda: Agenda, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.agenda.MOST", 3)
    agenda.announce("feed", [weekly(count=10)], NOW)
    agenda.put(weekly("x@example.org", count=10), NOW)
    with pytest.raises(PeriodTooLong):
        listed(agenda)


def test_two_writers_wait_for_each_other_and_none_is_lost(agenda: Agenda, tmp_path: Path) -> None:
    def write(source: str) -> None:
        own = Agenda.open(tmp_path, KnowledgeSettings())
        for day in range(1, 6):
            own.announce(source, [made(f"{source}-{n}@example.org") for n in range(day)], NOW)
        own.close()

    threads = [threading.Thread(target=write, args=(f"feed{n}",)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert agenda.version == 15
    assert agenda.store.sources() == {"feed0": 5, "feed1": 5, "feed2": 5}


def test_a_write_that_fails_leaves_everything_as_it_was(agenda: Agenda, monkeypatch: pytest.MonkeyPatch) -> None:
    agenda.announce("feed", [made()], NOW)

    def breaks(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(agenda.store, "log", breaks)
    with pytest.raises(RuntimeError):
        agenda.announce("feed", [made(place="elders"), made("b@example.org")], NOW)
    assert agenda.version == 1
    assert only(agenda).event.place == "Zaal 1"


def test_events_for_professionals_only_are_not_public() -> None:
    assert made().public
    assert made(audience=(PROFESSIONALS, PUBLIC)).public
    assert not made(audience=(PROFESSIONALS,)).public
