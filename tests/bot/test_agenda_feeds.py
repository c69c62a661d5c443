"""Feeds, pulled from a server on this machine that behaves well, badly, and not at all."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from aiohttp import web

from bot.agenda_feeds import FeedReport, fetch, forget_removed, host, normal, owed, pull_due, told
from bot.agenda_jobs import Feeds
from bot.agenda_settings import AgendaSection, FeedSection
from bot.errors import FeedFailed
from bot.ports import Messenger, RoomKind
from bot.render.agenda_feeds import feed_report
from kb.agenda import Agenda
from kb.settings import KnowledgeSettings
from tests.bot.recording import FakeRooms, RecordingMessenger

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def calendar(*titles: str) -> bytes:
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{title}@example.org\r\nDTSTART:20261201T083000Z\r\nSUMMARY:{title}\r\nEND:VEVENT\r\n"
        for title in titles
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n".encode()


@dataclass
class Server:
    """Answers with what is put into it, and remembers what it was asked."""

    url: str = ""
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    waits: float = 0
    asked: list[dict[str, str]] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(dict(request.headers))
        await asyncio.sleep(self.waits)
        known = self.headers.get("ETag")
        if known and request.headers.get("If-None-Match") == known:
            return web.Response(status=304)
        return web.Response(status=self.status, body=self.body, headers=self.headers)


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    made = Server()
    app = web.Application()
    app.router.add_get("/secret-token/basic.ics", made.answer)
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    made.url = f"http://127.0.0.1:{port}/secret-token/basic.ics"
    yield made
    await runner.cleanup()


@pytest.fixture
def agenda(tmp_path: Path) -> Agenda:
    return Agenda.open(tmp_path, KnowledgeSettings())


def settings(server: Server) -> AgendaSection:
    return AgendaSection(feeds=(FeedSection(url=server.url),), feed_seconds=5.0, feed_megabytes=1)


def listed(agenda: Agenda) -> list[str]:
    found = agenda.between(NOW, NOW + timedelta(days=60))
    return sorted(o.event.title_nl or o.event.title_fr for o in found)


async def test_a_feed_is_pulled_when_its_time_has_come(server: Server, agenda: Agenda) -> None:
    server.body = calendar("Soep")
    assert await pull_due(agenda, settings(server), NOW) == []
    assert listed(agenda) == ["Soep"]
    await pull_due(agenda, settings(server), NOW + HOUR)
    assert len(server.asked) == 1
    server.body = calendar("Brood")
    await pull_due(agenda, settings(server), NOW + 3 * HOUR)
    assert (len(server.asked), listed(agenda)) == (2, ["Brood"])


async def test_a_feed_may_be_a_table(server: Server, agenda: Agenda) -> None:
    server.body = b"id;title_nl;start\n1;Soep;2026-12-01T12:00\n"
    assert await pull_due(agenda, settings(server), NOW) == []
    assert listed(agenda) == ["Soep"]


async def test_what_did_not_change_is_not_sent_again(server: Server, agenda: Agenda) -> None:
    server.body, server.headers = calendar("Soep"), {"ETag": '"v1"', "Last-Modified": "Sun, 22 Nov 2026 10:00:00 GMT"}
    await pull_due(agenda, settings(server), NOW)
    version = agenda.version
    await pull_due(agenda, settings(server), NOW + 3 * HOUR)
    await pull_due(agenda, settings(server), NOW + 6 * HOUR)
    assert "If-None-Match" not in server.asked[0]
    assert [asked["If-None-Match"] for asked in server.asked[1:]] == ['"v1"', '"v1"']
    assert server.asked[1]["If-Modified-Since"] == "Sun, 22 Nov 2026 10:00:00 GMT"
    assert (listed(agenda), agenda.version) == (["Soep"], version)


async def test_other_settings_of_a_feed_hold_though_it_did_not_change(server: Server, agenda: Agenda) -> None:
    server.body, server.headers = calendar("Soep"), {"ETag": '"v1"'}
    await pull_due(agenda, settings(server), NOW)
    other = AgendaSection(feeds=(FeedSection(url=server.url, zone="zuid"),))
    await pull_due(agenda, other, NOW + 3 * HOUR)
    (found,) = agenda.between(NOW, NOW + timedelta(days=60))
    assert found.zones == ("zuid",)


async def test_a_feed_says_for_which_zone_and_by_whom_its_events_are(server: Server, agenda: Agenda) -> None:
    server.body = calendar("Soep")
    known = FeedSection(url=server.url, zone="noord", organiser_nl="Wijkhuis", audience=("professionals",))
    await pull_due(agenda, AgendaSection(feeds=(known,)), NOW)
    (found,) = agenda.between(NOW, NOW + timedelta(days=60))
    assert (found.zones, found.event.organiser_nl, found.event.public) == (("noord",), "Wijkhuis", False)


@pytest.mark.parametrize(
    ("body", "status", "trouble", "detail"),
    [
        (b"", 404, "status", "404"),
        (b"", 500, "status", "500"),
        (b"<html>inloggen</html>", 200, "content", ""),
        (b"", 200, "content", ""),
        (calendar(), 200, "content", ""),
        (calendar("Soep")[:-20], 200, "content", ""),
        (calendar("Soep") + b" " * 1_000_001, 200, "size", "1"),
    ],
)
async def test_a_feed_that_fails_keeps_its_last_good_events(
    server: Server, agenda: Agenda, body: bytes, status: int, trouble: str, detail: str
) -> None:
    server.body = calendar("Soep", "Brood")
    await pull_due(agenda, settings(server), NOW)
    server.body, server.status = body, status
    (report,) = await pull_due(agenda, settings(server), NOW + 3 * HOUR)
    assert listed(agenda) == ["Brood", "Soep"]
    assert (report.failed, report.trouble, report.detail, report.name) == (True, trouble, detail, "127.0.0.1")
    assert "secret" not in str(replace(report, source=""))


async def test_a_feed_that_does_not_answer_in_time_has_failed(server: Server, agenda: Agenda) -> None:
    server.waits = 2
    with pytest.raises(FeedFailed, match=r"within 0\.1 seconds") as failed:
        await fetch(server.url, seconds=0.1, megabytes=1)
    assert (failed.value.trouble, failed.value.detail) == ("time", "0.1")


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/x.ics", "http://[broken", "https://nowhere.invalid/x.ics"])
async def test_an_address_that_cannot_be_reached_has_failed(address: str) -> None:
    with pytest.raises(FeedFailed, match="cannot be reached"):
        await fetch(address, seconds=5, megabytes=1)


async def test_a_failure_is_reported_once_and_so_is_its_end(server: Server, agenda: Agenda) -> None:
    server.body = calendar("Soep")
    await pull_due(agenda, settings(server), NOW)
    server.status = 503
    at = NOW + 3 * HOUR
    (report,) = await pull_due(agenda, settings(server), at)
    told(agenda, report)
    for _ in range(3):
        at += timedelta(days=2)
        assert await pull_due(agenda, settings(server), at) == []
    server.status = 200
    at += timedelta(days=2)
    (again,) = await pull_due(agenda, settings(server), at)
    assert (again.failed, again.source) == (False, server.url)
    told(agenda, again)
    assert await pull_due(agenda, settings(server), at + 3 * HOUR) == []


async def test_a_report_that_nobody_was_told_comes_again_as_the_same_one(server: Server, agenda: Agenda) -> None:
    """Between reporting and telling the bot may be killed; the same stage is one post."""
    server.status = 503
    (first,) = await pull_due(agenda, settings(server), NOW)
    (second,) = await pull_due(agenda, settings(server), NOW + HOUR)
    assert first.stage == second.stage


async def test_an_end_that_nobody_was_told_comes_again_as_the_same_one(server: Server, agenda: Agenda) -> None:
    server.status = 503
    (failed,) = await pull_due(agenda, settings(server), NOW)
    told(agenda, failed)
    server.status, server.body = 200, calendar("Soep")
    (first,) = await pull_due(agenda, settings(server), NOW + HOUR)
    (second,) = owed(agenda, settings(server))
    assert (first, first.failed) == (second, False)


@dataclass
class Office:
    """The admins' room of a bot that can be killed before or after something is put into its outbox, or right after
    the state of a feed was written."""

    server: Server
    agenda: Agenda
    messenger: RecordingMessenger = field(default_factory=RecordingMessenger)
    now: datetime = NOW
    die: str = ""

    async def pull(self, *, status: int, die: str = "") -> None:
        """One round of a bot that was just started; `die` says when it is killed."""
        self.server.status, self.die = status, die
        rooms = FakeRooms()
        rooms.add("!office", RoomKind.ADMIN, None, ())
        feeds = Feeds(self.agenda, settings(self.server), cast(Messenger, self), rooms, lambda: self.now)
        with contextlib.suppress(asyncio.CancelledError):
            await feeds.pull_now()

    async def post(self, *place: Any, **values: Any) -> str:
        if self.die == "before":
            raise asyncio.CancelledError
        handle = await self.messenger.post(*place, **values)
        if self.die == "after":
            raise asyncio.CancelledError
        return handle


@pytest.mark.parametrize("first", ["", "before", "after"])
@pytest.mark.parametrize("second", ["", "before", "after"])
async def test_failure_and_end_are_said_exactly_once_whenever_the_bot_is_killed(
    server: Server, agenda: Agenda, first: str, second: str
) -> None:
    office = Office(server, agenda)
    server.body = calendar("Soep")
    await office.pull(status=200)
    office.now += 3 * HOUR
    await office.pull(status=503, die=first)
    office.now += 3 * HOUR  # it works again meanwhile, so only memory can tell what happened
    await office.pull(status=200, die=second)
    for _ in range(3):
        office.now += 3 * HOUR
        await office.pull(status=200)
    said = office.messenger.texts("!office")
    assert ["503" in text for text in said] == [True, False]


async def test_pauses_grow_with_failures_up_to_a_day(server: Server, agenda: Agenda) -> None:
    server.status = 503
    at, pauses = NOW, []
    for _ in range(9):
        await pull_due(agenda, settings(server), at)
        following = datetime.fromisoformat(agenda.store.feed(server.url).next_at)
        pauses.append((following - at).total_seconds() / 60)
        at = following
    assert pauses == [15, 30, 60, 120, 240, 480, 960, 1440, 1440]
    assert len(server.asked) == 9


async def test_one_feed_that_fails_does_not_hold_up_the_others(server: Server, agenda: Agenda) -> None:
    server.body = calendar("Soep")
    feeds = (FeedSection(url="http://127.0.0.1:1/x.ics"), FeedSection(url=server.url))
    reports = await pull_due(agenda, AgendaSection(feeds=feeds), NOW)
    assert [report.failed for report in reports] == [True]
    assert listed(agenda) == ["Soep"]


async def test_an_unforeseen_mistake_in_a_feed_is_told_like_any_other(
    server: Server, agenda: Agenda, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise ZeroDivisionError

    server.body = calendar("Soep")
    monkeypatch.setattr("ingest.agenda.read_agenda", breaks)
    (report,) = await pull_due(agenda, settings(server), NOW)
    assert (report.failed, report.trouble) == (True, "content")


async def test_the_bot_answers_while_a_feed_is_read(
    server: Server, agenda: Agenda, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.body = calendar("Soep")
    reading = threading.Event()
    go_on = threading.Event()

    def slow(*_: object) -> None:
        reading.set()
        go_on.wait(20)

    monkeypatch.setattr("bot.agenda_feeds._bring_in", slow)
    pull = asyncio.create_task(pull_due(agenda, settings(server), NOW))
    assert await asyncio.to_thread(reading.wait, 20)
    assert listed(agenda) == []
    go_on.set()
    await pull


async def test_a_feed_that_is_no_longer_configured_is_forgotten(server: Server, agenda: Agenda) -> None:
    server.body = calendar("Soep")
    await pull_due(agenda, settings(server), NOW)
    assert forget_removed(agenda, settings(server), NOW) == []
    forget_removed(agenda, AgendaSection(), NOW)
    assert (listed(agenda), agenda.store.feed_sources()) == ([], [])


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("webcal://example.org/a.ics", "https://example.org/a.ics"),
        ("WEBCALS://example.org/a.ics", "https://example.org/a.ics"),
        (" https://example.org/a.ics ", "https://example.org/a.ics"),
        ("http://example.org/a.ics", "http://example.org/a.ics"),
    ],
)
def test_addresses_of_calendar_programs(address: str, plain: str) -> None:
    assert normal(address) == plain
    assert host(address) == "example.org"


@pytest.mark.parametrize(
    ("report", "says"),
    [
        (FeedReport("s", "Wijk", True, "x", "time", "30"), ("30 seconden", "30 secondes")),
        (FeedReport("s", "Wijk", True, "x", "reach"), ("niet bereikbaar", "injoignable")),
        (FeedReport("s", "Wijk", True, "x", "status", "404"), ("foutcode 404", "d’erreur 404")),
        (FeedReport("s", "Wijk", True, "x", "size", "10"), ("10 MB", "10 Mo")),
        (FeedReport("s", "Wijk", True, "x"), ("geen kalender", "pas un calendrier")),
        (FeedReport("s", "Wijk", False, "x"), ("weer", "de nouveau")),
    ],
)
def test_admins_are_told_in_both_languages(report: FeedReport, says: tuple[str, str]) -> None:
    plain = feed_report(report).plain.replace("\u00a0", " ").replace("\u202f", " ")
    assert all(part in plain for part in (*says, "Wijk"))
