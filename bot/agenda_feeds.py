"""Feeds of the configuration, pulled on a schedule: politely, within bounds, and never at the cost of what is known.

A feed is asked for with the ETag and Last-Modified of its last good answer. A failure leaves its events as they are,
makes the pause before the next try twice as long (up to a day), and is reported once, until the feed works again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import aiohttp

from bot.errors import FeedFailed
from kb.errors import RelaisError

if TYPE_CHECKING:
    from bot.agenda_settings import AgendaSection, FeedSection
    from kb.agenda import Agenda
    from kb.agenda_update import Update
    from kb.store_events import Feed

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


@dataclass(frozen=True, slots=True)
class FeedReport:
    """What the admins are to be told of a feed: that it `failed` (`reason` is a sentence), or works again. `name` is
    its name in the configuration, else its host: addresses hold secrets."""

    name: str
    failed: bool
    reason: str = ""


async def pull_due(agenda: Agenda, settings: AgendaSection, now: datetime) -> list[FeedReport]:
    """Pull the feeds whose time has come, one after the other, and bring in what they announce. What to tell the
    admins; the caller posts it. Reading and storing happen in a thread: the bot goes on answering."""
    reports: list[FeedReport] = []
    for feed in settings.feeds:
        known = await asyncio.to_thread(agenda.store.feed, normal(feed.url))
        if known.next_at and now < datetime.fromisoformat(known.next_at):
            continue
        report = await _pull(agenda, settings, feed, known, now)
        if report is not None:
            reports.append(report)
    return reports


def forget_removed(agenda: Agenda, settings: AgendaSection, at: datetime) -> Sequence[Update]:
    """Take the events out of the agenda of feeds that the configuration does not name any more."""
    named = {normal(feed.url) for feed in settings.feeds}
    gone = [source for source in agenda.store.feed_sources() if source not in named]
    return [agenda.forget(source, at) for source in gone]


async def _pull(
    agenda: Agenda, settings: AgendaSection, feed: FeedSection, known: Feed, now: datetime
) -> FeedReport | None:
    name = feed.name or known.name or _host(feed.url)
    try:
        got = await fetch(
            normal(feed.url),
            seconds=settings.feed_seconds,
            megabytes=settings.feed_megabytes,
            etag=known.etag,
            modified=known.modified,
        )
        if not got.unchanged:
            await asyncio.to_thread(_bring_in, agenda, feed, got, now)
    except RelaisError as error:
        return await asyncio.to_thread(_failed, agenda, known, name, str(error), now)
    return await asyncio.to_thread(_worked, agenda, settings, known, name, got, now)


def _bring_in(agenda: Agenda, feed: FeedSection, got: Fetched, now: datetime) -> None:
    from ingest.agenda import read_agenda

    read = read_agenda(got.data, normal(feed.url), feed.name or got.name, feed.zone)
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


def _failed(agenda: Agenda, known: Feed, name: str, reason: str, now: datetime) -> FeedReport | None:
    failures = known.failures + 1
    pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(failures - 1, 10))
    state = replace(
        known, name=name, failures=failures, failure=reason, next_at=(now + pause).isoformat(), reported=True
    )
    with agenda.store.writing():
        agenda.store.put_feed(state)
    return None if known.reported else FeedReport(name, True, reason)


def _worked(
    agenda: Agenda, settings: AgendaSection, known: Feed, name: str, got: Fetched, now: datetime
) -> FeedReport | None:
    state = replace(
        known,
        name=name,
        etag=got.etag or (known.etag if got.unchanged else ""),
        modified=got.modified or (known.modified if got.unchanged else ""),
        fetched_at=now.isoformat(),
        next_at=(now + timedelta(hours=settings.pull_hours)).isoformat(),
        failures=0,
        failure="",
        reported=False,
    )
    with agenda.store.writing():
        agenda.store.put_feed(state)
    return FeedReport(name, False) if known.reported else None


async def fetch(url: str, *, seconds: float, megabytes: int, etag: str = "", modified: str = "") -> Fetched:
    """What an address answers. `seconds` is for all of it; an answer of more than `megabytes` is not read to its end.
    Raises FeedFailed."""
    name = _host(url)
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
                raise FeedFailed(f"{name} answered with status {answer.status}; its events stay as they were.")
            data = await _bounded(answer, name, megabytes * 1_000_000)
            return Fetched(data, name, answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", ""))
    except TimeoutError as error:
        raise FeedFailed(f"{name} did not answer within {seconds:g} seconds; its events stay as they were.") from error
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise FeedFailed(f"{name} cannot be reached; its events stay as they were.") from error


async def _bounded(answer: aiohttp.ClientResponse, name: str, most: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    async for part in answer.content.iter_chunked(1 << 16):
        size += len(part)
        if size > most:
            raise FeedFailed(f"{name} sends more than {most // 1_000_000} MB; its events stay as they were.")
        parts.append(part)
    return b"".join(parts)


def normal(url: str) -> str:
    """The address to fetch: calendar programs write webcal: for https:."""
    url = url.strip()
    for prefix, plain in (("webcals://", "https://"), ("webcal://", "https://")):
        if url.lower().startswith(prefix):
            return plain + url[len(prefix) :]
    return url


def _host(url: str) -> str:
    return urlsplit(normal(url)).hostname or "The feed"
