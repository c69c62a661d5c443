"""Digest, reminder, change and interest: each said once, over restarts and both changes of the hour."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.agenda_jobs import Feeds
from bot.agenda_settings import AgendaSection, FeedSection
from bot.ports import Related, RoomKind
from bot.store import Outgoing
from bot.store_agenda import AgendaStore
from kb.events import Event, EventStatus, Recurrence
from kb.models import REGION
from tests.bot.agenda_world import (
    BRUSSELS,
    COUNCIL,
    NOORD,
    NOW,
    OFFICE,
    ZUID,
    World,
    event,
    knowledge,
    lines,
    moment,
    world,
)

__all__ = ["knowledge", "world"]

MONDAY = moment(11, 30, 8, 30)


def posts(world: World, stage: str, room: str = NOORD) -> list[str]:
    """What was said in a room under stages that begin so."""
    return [one.text for one in world.messenger.spoken if one.to == room and one.said.stage.startswith(stage)]


async def test_the_digest_of_a_zone_is_one_message_in_both_languages_with_a_number_per_event(world: World) -> None:
    world.announce(
        event("a", moment(12, 1, 9, 30), title_nl="Winterplan", title_fr="Plan hiver"),
        event("b", moment(12, 1, 14), full=True),
        event("c", moment(12, 6, 23), hours=1),
        event("d", moment(12, 7, 9)),
        event("e", moment(12, 2, 9), zones=("zuid",)),
    )
    await world.at(MONDAY)
    (text,) = posts(world, "digest")
    assert lines(text)[:5] == [
        "Zone Noord: de komende dagen / Bassin Nord\u00a0: les prochains jours",
        "dinsdag 1 december / mardi 1er décembre",
        "1️⃣ Winterplan / Plan hiver",
        "9:30–11:30 · Schaarbeek / Schaerbeek · Zoneteam Noord / Équipe zone Nord",
        "2️⃣ Activiteit b / Activité b (volzet / complet)",
    ]
    assert "Activiteit c" in text
    assert "Activiteit d" not in text
    assert world.messenger.spoken[0].choices == ("1️⃣", "2️⃣", "3️⃣")
    assert len(posts(world, "digest", ZUID)) == 1


async def test_a_digest_is_cut_and_counts_the_rest(world: World) -> None:
    world.announce(*(event(f"e{n}", moment(12, 1, 9 + n)) for n in range(10)))
    await world.at(MONDAY)
    assert "Er zijn nog 2 activiteiten" in posts(world, "digest")[0]
    assert "9️⃣" not in posts(world, "digest")[0]


async def test_a_zone_without_events_is_left_in_peace(world: World) -> None:
    await world.at(MONDAY)
    assert world.messenger.spoken == []


async def test_a_zone_with_rooms_for_its_agenda_gets_its_digest_there(world: World) -> None:
    world.rooms.add("!agenda", RoomKind.AGENDA, "noord")
    world.announce(event("a", moment(12, 1, 9)))
    await world.at(MONDAY)
    assert posts(world, "digest") == []
    assert len(posts(world, "digest", "!agenda")) == 1


@pytest.mark.parametrize(
    ("late", "expected"),
    [(timedelta(0), 1), (timedelta(hours=3), 1), (timedelta(hours=12, minutes=1), 0)],
    ids=["in time", "late within the bound", "too late"],
)
async def test_a_late_digest_is_posted_within_a_bound_only(world: World, late: timedelta, expected: int) -> None:
    world.announce(event("a", moment(12, 2, 9)))
    await world.at(MONDAY + late)
    assert len(posts(world, "digest")) == expected


async def test_a_restart_says_nothing_again_also_when_the_agenda_changed_meanwhile(world: World) -> None:
    world.announce(event("a", moment(12, 1, 9), remind=True))
    await world.at(MONDAY)
    world.restart()
    world.announce(event("a", moment(12, 1, 9), remind=True), event("b", moment(12, 2, 9)))
    await world.at(MONDAY + timedelta(minutes=5))
    world.restart()
    await world.at(MONDAY + timedelta(hours=1))
    assert len(posts(world, "digest")) == 1
    assert len(posts(world, "reminder")) == 1


@pytest.mark.parametrize("sunday", [moment(10, 25), moment(3, 28, year=2027)])
async def test_over_a_change_of_the_hour_there_is_one_digest_at_half_past_eight_and_events_keep_their_hour(
    world: World, sunday: datetime
) -> None:
    weekly = event("w", sunday - timedelta(days=6) + timedelta(hours=9, minutes=30), remind=True)
    world.announce(replace(weekly, recurrence=Recurrence(rules=("FREQ=WEEKLY;BYDAY=MO",))))
    said: list[str] = []
    clock = (sunday - timedelta(hours=2)).astimezone(UTC)
    while clock < sunday + timedelta(days=2):
        before = len(world.messenger.spoken)
        await world.at(clock.astimezone(BRUSSELS))
        said += [f"{world.now:%a %H:%M} {one.said.stage[:8]}" for one in world.messenger.spoken[before:]]
        clock += timedelta(minutes=15)
    assert said == ["Sun 09:00 reminder", "Mon 08:30 digest"]
    assert "9:30–11:30" in posts(world, "digest")[0]
    assert f"{sunday + timedelta(days=1):%-d}" in posts(world, "reminder")[0]


async def test_the_day_before_only_events_marked_so_are_said_again_and_no_cancelled_ones(world: World) -> None:
    off = replace(event("uit", moment(11, 25, 12), remind=True), status=EventStatus.CANCELLED)
    world.announce(event("a", moment(11, 25, 9), remind=True), event("b", moment(11, 25, 10)), off)
    await world.at(moment(11, 24, 9))
    (text,) = posts(world, "reminder")
    assert lines(text)[:2] == ["Morgen / Demain", "📅 Activiteit a / Activité a"]


async def test_an_event_of_every_zone_is_reminded_of_in_every_zone(world: World) -> None:
    world.announce(event("dag", moment(11, 25, 9), remind=True, zones=(REGION,)))
    await world.at(moment(11, 24, 9))
    assert (len(posts(world, "reminder", NOORD)), len(posts(world, "reminder", ZUID))) == (1, 1)


def moved(one: Event) -> Event:
    return replace(one, start=moment(12, 1, 13), end=moment(12, 1, 15), sequence=1)


def renamed(one: Event) -> Event:
    return replace(one, title_nl="Anders", title_fr="Autre", sequence=1)


def elsewhere(one: Event) -> Event:
    return replace(one, place="Stadhuis", sequence=1)


def called_off(one: Event) -> Event:
    return replace(one, status=EventStatus.CANCELLED, sequence=1)


@pytest.mark.parametrize(
    ("change", "line", "edited"),
    [
        (moved, "Gewijzigd: Activiteit a / Activité a, dinsdag 1 december, 13:00–15:00", "13:00–15:00"),
        (renamed, "Gewijzigd: Anders / Autre", "Anders / Autre"),
        (elsewhere, "Stadhuis", "Activiteit a"),
        (called_off, "Gaat niet door: Activiteit a / Activité a.", "(GAAT NIET DOOR / ANNULÉ)"),
    ],
    ids=["moved", "renamed", "elsewhere", "cancelled"],
)
async def test_what_changes_in_a_posted_event_is_edited_there_and_said_once_in_its_thread(
    world: World, change: object, line: str, edited: str
) -> None:
    first = event("a", moment(12, 1, 9))
    world.announce(first)
    await world.at(MONDAY)
    assert callable(change)
    world.announce(change(first))
    for minutes in (1, 2, 3):
        world.restart()
        await world.at(MONDAY + timedelta(minutes=minutes))
    (said,) = posts(world, "notice")
    (edit,) = world.messenger.edits
    notice = world.messenger.last(NOORD)
    assert line in said
    assert edited in edit[1]
    assert notice.thread_root == edit[0]
    assert notice.said.cause == "event a@x"


async def test_each_further_change_is_said_and_back_again_too(world: World) -> None:
    first = event("a", moment(12, 1, 9))
    world.announce(first)
    await world.at(MONDAY)
    for n, version in enumerate((moved(first), replace(first, sequence=2), replace(moved(first), sequence=3)), 1):
        world.announce(version)
        await world.at(MONDAY + timedelta(minutes=n))
    assert [("13:00" in text, "9:00" in text) for text in posts(world, "notice")] == [
        (True, False),
        (False, True),
        (True, False),
    ]


async def test_what_nobody_must_hear_of_is_not_said(world: World) -> None:
    first = event("a", moment(12, 1, 9))
    world.announce(first)
    await world.at(MONDAY)
    world.announce(replace(first, description_nl="Met koffie.", price="5 €", sequence=1))
    await world.at(MONDAY + timedelta(minutes=1))
    assert (posts(world, "notice"), world.messenger.edits) == ([], [])


async def test_an_event_that_its_source_does_not_announce_any_more_is_said_to_be_gone(world: World) -> None:
    world.announce(event("a", moment(12, 1, 9)), event("b", moment(12, 2, 9)))
    await world.at(MONDAY)
    world.announce(event("b", moment(12, 2, 9)))
    await world.at(MONDAY + timedelta(minutes=1))
    assert posts(world, "notice")[0].startswith("De organisator kondigt dit niet meer aan: Activiteit a")
    assert (
        "Activiteit a / Activité a (STAAT NIET MEER OP DE AGENDA / N’EST PLUS À L’AGENDA)"
        in world.messenger.edits[0][1]
    )


async def test_a_weekly_meeting_that_moves_to_another_hour_is_said_to_have_changed(world: World) -> None:
    weekly = replace(event("w", moment(11, 24, 9)), recurrence=Recurrence(rules=("FREQ=WEEKLY",)))
    world.announce(weekly)
    await world.at(MONDAY)
    world.announce(replace(weekly, start=moment(11, 24, 14), end=moment(11, 24, 16), sequence=1))
    await world.at(MONDAY + timedelta(minutes=1))
    (said,) = posts(world, "notice")
    assert "dinsdag 1 december, 14:00–16:00" in said


async def test_of_several_posts_about_an_event_all_are_edited_and_one_thread_hears_of_it(world: World) -> None:
    first = event("a", moment(12, 1, 9), remind=True)
    world.announce(first)
    await world.at(MONDAY + timedelta(hours=1))
    world.announce(called_off(first))
    await world.at(MONDAY + timedelta(hours=1, minutes=1))
    assert len(world.messenger.edits) == 2
    assert len(posts(world, "notice")) == 1
    assert "reminder" in str(world.messenger.last(NOORD).thread_root)


async def test_a_change_after_the_event_is_over_is_not_said(world: World) -> None:
    first = event("a", moment(11, 30, 9))
    world.announce(first)
    await world.at(MONDAY)
    world.now = moment(11, 30, 12)
    world.announce(called_off(first))
    await world.at(moment(11, 30, 12, 1))
    assert posts(world, "notice") == []


def thumb(sender: str, key: str = "👍") -> Related:
    return Related(f"${sender}", sender, "m.reaction", {"m.relates_to": {"key": key}}, NOW)


@pytest.mark.parametrize(
    ("reactions", "count"),
    [
        ([thumb("@a:x"), thumb("@b:x")], 2),
        ([thumb("@a:x"), thumb("@a:x", "👍🏽")], 1),
        ([thumb("@a:x"), thumb("@b:x", "🎉")], 1),
        ([], 0),
    ],
)
async def test_a_thumb_on_a_post_counts_people_once_and_keeps_no_name(
    world: World, reactions: list[Related], count: int
) -> None:
    world.announce(event("a", moment(11, 25, 9), remind=True))
    await world.at(moment(11, 24, 9))
    post = world.messenger.last(NOORD).handle
    world.messenger.relations[(post, "m.annotation")] = tuple(reactions)
    assert await world.click(post, "👍", room=NOORD)
    await world.say("!agenda morgen")
    assert (f"👍 {count}" in world.last()) is (count > 0)
    kept = [tuple(row) for row in world.store.database.execute("SELECT * FROM agenda_interest").fetchall()]
    assert [row[:2] for row in kept] == [("a@x", count)]


async def test_a_thumb_that_is_taken_back_is_not_counted_some_minutes_later(world: World) -> None:
    world.announce(event("a", moment(11, 25, 9), remind=True))
    await world.at(moment(11, 24, 9))
    post = world.messenger.last(NOORD).handle
    world.messenger.relations[(post, "m.annotation")] = (thumb("@a:x"), thumb("@b:x"))
    await world.click(post, "👍", room=NOORD)
    world.messenger.relations[(post, "m.annotation")] = (thumb("@b:x"),)
    await world.at(moment(11, 24, 9, 10))
    assert world.store.database.execute("SELECT occurrence_id, count FROM agenda_interest").fetchall() == [("a@x", 1)]


async def test_a_number_on_a_digest_counts_for_its_event_and_together_with_the_thumb_on_the_reminder(
    world: World,
) -> None:
    world.announce(event("a", moment(12, 1, 9)), event("b", moment(12, 1, 14), remind=True))
    await world.at(MONDAY + timedelta(hours=1))
    digest, reminder = (one.handle for one in world.messenger.spoken if one.to == NOORD)
    world.messenger.relations[(digest, "m.annotation")] = (thumb("@a:x", "2️⃣"), thumb("@b:x", "1️⃣"))
    world.messenger.relations[(reminder, "m.annotation")] = (thumb("@a:x"), thumb("@c:x"))
    assert await world.click(digest, "2️⃣", room=NOORD)
    assert dict(world.store.database.execute("SELECT occurrence_id, count FROM agenda_interest")) == {"b@x": 2}
    assert not await world.click(digest, "👍", room=NOORD)


async def test_a_feed_that_fails_is_reported_to_the_admins_once(world: World) -> None:
    settings = AgendaSection(feeds=(FeedSection(url="http://127.0.0.1:9/a.ics", name="Zone Noord"),), feed_seconds=2.0)
    feeds = Feeds(world.agenda, settings, world.messenger, world.rooms, lambda: world.now)
    for hours in (0, 2, 30):
        world.now = NOW + timedelta(hours=hours)
        await feeds.pull_now()
    (said,) = world.hears(OFFICE)
    assert said.startswith("De kalender Zone Noord werkt niet meer: ")
    assert world.hears(COUNCIL) == []


async def test_a_post_about_an_event_to_come_can_be_edited_after_other_ids_are_forgotten(world: World) -> None:
    store, posts_kept = world.store, AgendaStore(world.store)
    for name in ("relais-post", "relais-old"):
        store.put(Outgoing(name, NOORD, None, "m.room.message", {}, "event a@x", "published"))
        store.sent(name, f"${name}")
    store.database.execute("UPDATE outbox SET created_at = 0")
    posts_kept.posted("event a@x", "published", NOORD, "relais-post", "published", "noord", NOW.date(), 0, 9e12, [])
    store.prune(days=30)
    assert (store.sent_event("relais-post"), store.sent_event("relais-old")) == ("$relais-post", None)
