"""Feeds of the configuration, pulled on a schedule: politely, within bounds, and never at the cost of what is known.

A feed is asked for with the ETag and Last-Modified of its last good answer. A failure leaves its events as they are,
makes the pause before the next try twice as long (up to a day), and is reported once, until the feed works again.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal, get_args
from urllib.parse import urlsplit

import aiohttp
import structlog

from bot.errors import FeedFailed
from kb.errors import RelaisError

if TYPE_CHECKING:
    from bot.agenda_settings import AgendaSection, FeedSection
    from kb.agenda import Agenda
    from kb.agenda_update import Update
    from kb.store_events import Feed

log = structlog.get_logger(__name__)

LONGEST_PAUSE = timedelta(days=1)
FIRST_PAUSE = timedelta(minutes=15)
"""The pause after a first failure, unless the feed is pulled more seldom anyhow; it doubles with each one."""

MOST_REDIRECTS = 5
AGENT = "Relais (calendar subscription)"
"""What servers see: some refuse clients without a name."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: `data` is empty when nothing changed since (`unchanged`). `name` is what to call the feed."""

    data: bytes
    name: str
    etag: str = ""
    modified: str = ""
    unchanged: bool = False


Trouble = Literal["time", "reach", "status", "size", "content"]
"""Why a feed failed: no answer in time, not reachable, another status than 200, too large, or not to be read."""

TROUBLES: tuple[Trouble, ...] = get_args(Trouble)


@dataclass(frozen=True, slots=True)
class FeedReport:
    """What the admins are to be told of a feed: that it `failed`, why (`trouble`, with its number in `detail`: seconds,
    status or megabytes), or that it works again. `name` is its name in the configuration, else its host: addresses
    hold secrets. `stage` is the same however often the same thing is reported."""

    source: str
    name: str
    failed: bool
    stage: str
    trouble: Trouble = "content"
    detail: str = ""


async def pull_due(agenda: Agenda, settings: AgendaSection, now: datetime) -> list[FeedReport]:
    """Pull the feeds whose time has come, one after the other, and bring in what they announce; what the admins are
    `owed` then. Reading and storing happen in a thread: the bot goes on answering."""
    with agenda.beside() as own:
        for feed in settings.feeds:
            known = await asyncio.to_thread(own.store.feed, normal(feed.url))
            if known.next_at and now < datetime.fromisoformat(known.next_at):
                continue
            await _pull(own, settings, feed, known, now)
    return await asyncio.to_thread(owed, agenda, settings)


def owed(agenda: Agenda, settings: AgendaSection) -> list[FeedReport]:
    """What the admins were not told yet, by what is remembered of the feeds: the caller posts it and then calls `told`.
    Killed in between, it finds the same report again, of the same stage, as long as it asks before it pulls again."""
    with agenda.beside() as own:
        known = [own.store.feed(normal(feed.url)) for feed in settings.feeds]
    return [report for one in known if (report := _owed(one)) is not None]


def _owed(known: Feed) -> FeedReport | None:
    if bool(known.failures) == known.reported:
        return None
    if known.reported:
        return FeedReport(known.source, known.name, False, f"works again since {known.fetched_at}")
    word, _, detail = known.failure.partition(" ")
    trouble = next((one for one in TROUBLES if one == word), None)
    stage = f"failed since {known.fetched_at or 'the beginning'}"
    return FeedReport(known.source, known.name, True, stage, trouble or "content", detail if trouble else "")


def forget_removed(agenda: Agenda, settings: AgendaSection, at: datetime) -> Sequence[Update]:
    """Take the events out of the agenda of feeds that the configuration does not name any more."""
    named = {normal(feed.url) for feed in settings.feeds}
    with agenda.beside() as own:
        return [own.forget(source, at) for source in own.store.feed_sources() if source not in named]


def told(agenda: Agenda, report: FeedReport) -> None:
    """The admins were told: do not report it again."""
    with agenda.beside() as own, own.store.writing():
        own.store.put_feed(replace(own.store.feed(report.source), reported=report.failed))


async def _pull(agenda: Agenda, settings: AgendaSection, feed: FeedSection, known: Feed, now: datetime) -> None:
    named = replace(known, name=feed.name or known.name or host(feed.url))
    told_as, _, etag = known.etag.partition(" ")
    same = told_as == _settings_of(feed)  # else its events have to be read again, though the feed did not change
    try:
        got = await fetch(
            normal(feed.url),
            seconds=settings.feed_seconds,
            megabytes=settings.feed_megabytes,
            etag=etag if same else "",
            modified=known.modified if same else "",
        )
        if not got.unchanged:
            await asyncio.to_thread(_bring_in, agenda, feed, got, now)
    except FeedFailed as error:
        failure = error
    except RelaisError as error:
        failure = FeedFailed(str(error))
    except Exception as error:  # whatever a hostile feed found: the others are still pulled, and this one is told
        log.error("feed_not_read", error=type(error).__name__)
        failure = FeedFailed(f"{named.name} cannot be read; its events stay as they were.")
    else:
        named = replace(named, etag=named.etag if got.unchanged else f"{_settings_of(feed)} {got.etag}")
        await asyncio.to_thread(_worked, agenda, settings, named, got, now)
        return
    await asyncio.to_thread(_failed, agenda, named, failure, now)


def _bring_in(agenda: Agenda, feed: FeedSection, got: Fetched, now: datetime) -> None:
    from ingest.agenda import read_agenda

    read = read_agenda(got.data, normal(feed.url), feed.name or got.name, feed.zone, agenda.zones)
    events = [
        replace(
            event,
            organiser_nl=event.organiser_nl or feed.organiser_nl,
            organiser_fr=event.organiser_fr or feed.organiser_fr,
            audience=event.audience or tuple(feed.audience),
        )
        for event in read.events
    ]
    agenda.announce(normal(feed.url), events, now, spared={rejected.uid for rejected in read.rejected})


def _settings_of(feed: FeedSection) -> str:
    """A name for what the configuration says of a feed."""
    return hashlib.sha256(feed.model_dump_json().encode()).hexdigest()[:8]


def _failed(agenda: Agenda, known: Feed, failure: FeedFailed, now: datetime) -> None:
    failures = known.failures + 1
    pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(failures - 1, 10))
    what = f"{failure.trouble} {failure.detail}".strip()
    with agenda.store.writing():
        agenda.store.put_feed(replace(known, failures=failures, failure=what, next_at=(now + pause).isoformat()))


def _worked(agenda: Agenda, settings: AgendaSection, known: Feed, got: Fetched, now: datetime) -> None:
    state = replace(
        known,
        modified=got.modified or (known.modified if got.unchanged else ""),
        fetched_at=now.isoformat(),
        next_at=(now + timedelta(hours=settings.pull_hours)).isoformat(),
        failures=0,
        failure="",
    )
    with agenda.store.writing():
        agenda.store.put_feed(state)


async def fetch(url: str, *, seconds: float, megabytes: int, etag: str = "", modified: str = "") -> Fetched:
    """What an address answers. `seconds` is for all of it; an answer of more than `megabytes` is not read to its end.
    Raises FeedFailed."""
    name = host(url)
    headers = {"User-Agent": AGENT, "Accept": "text/calendar, text/csv;q=0.9, */*;q=0.5"}
    headers |= {"If-None-Match": etag} if etag else {}
    headers |= {"If-Modified-Since": modified} if modified else {}
    timeout = aiohttp.ClientTimeout(total=seconds)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(url, headers=headers, max_redirects=MOST_REDIRECTS) as answer,
        ):
            if answer.status == 304 and (etag or modified):
                return Fetched(b"", name, unchanged=True)
            if answer.status != 200:
                raise FeedFailed(
                    f"{name} answered with status {answer.status}; its events stay as they were.",
                    "status",
                    str(answer.status),
                )
            data = await _bounded(answer, name, megabytes * 1_000_000)
            return Fetched(data, name, answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", ""))
    except TimeoutError as error:
        raise FeedFailed(
            f"{name} did not answer within {seconds:g} seconds; its events stay as they were.", "time", f"{seconds:g}"
        ) from error
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise FeedFailed(f"{name} cannot be reached; its events stay as they were.", "reach") from error


async def _bounded(answer: aiohttp.ClientResponse, name: str, most: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    async for part in answer.content.iter_chunked(1 << 16):
        size += len(part)
        if size > most:
            megabytes = str(most // 1_000_000)
            raise FeedFailed(f"{name} sends more than {megabytes} MB; its events stay as they were.", "size", megabytes)
        parts.append(part)
    return b"".join(parts)


def normal(url: str) -> str:
    """The address to fetch: calendar programs write webcal: for https:."""
    url = url.strip()
    for prefix, plain in (("webcals://", "https://"), ("webcal://", "https://")):
        if url.lower().startswith(prefix):
            return plain + url[len(prefix) :]
    return url


def host(url: str) -> str:
    """What to call a feed without a name: the rest of an address may be a secret."""
    try:
        return urlsplit(normal(url)).hostname or "The feed"
    except ValueError:  # an address that is none; fetching it says so
        return "The feed"
