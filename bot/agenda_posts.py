"""What the bot posts of the agenda on its own, each thing once: digest, reminder, a new event, and what changed in one.

Once, also over a crash at any point: a post has a cause and a stage made of what it is about, so that the outbox shows
it once (bot.ports.Messenger); it is remembered after it was queued. A change is told by comparing how an event is
announced with how it was announced in the post, and the post remembers what it says only after the room heard of it.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta

import structlog

from bot.agenda_chat_settings import AgendaChatSection
from bot.agenda_marks import begins, ends, mark, mark_of, now_announced
from bot.ports import Messenger, Rendered, RoomKind, Rooms
from bot.render.agenda_posts import NUMBERS, THUMB, Line, digest, notice, single
from bot.store_agenda import AgendaStore, Post, Posted, PostKind
from kb.agenda import Agenda
from kb.errors import PeriodTooLong
from kb.events import Occurrence
from kb.models import Zone

log = structlog.get_logger(__name__)


def cause_of(occurrence_id: str) -> str:
    """The cause of everything that is said of one event on its own."""
    return f"event {occurrence_id}"


class AgendaPosts:
    """`zones` are those that have rooms to post in, by id. `clock` gives the moment, aware."""

    def __init__(
        self,
        agenda: Agenda,
        store: AgendaStore,
        messenger: Messenger,
        rooms: Rooms,
        zones: Mapping[str, Zone],
        settings: AgendaChatSection,
        clock: Callable[[], datetime],
    ) -> None:
        self._agenda = agenda
        self._store = store
        self._messenger = messenger
        self._rooms = rooms
        self._zones = zones
        self._settings = settings
        self._clock = clock
        self._looked_at: int | None = None

    async def digest(self, moment: datetime) -> None:
        """The coming days of each zone, in its rooms. A zone without events is left in peace."""
        moment = moment.astimezone(self._agenda.region)
        for zone in self._zones.values():
            cause = f"digest {zone.id} {moment:%G-W%V} {moment.date()}"
            rooms = [room for room in self._where(zone.id) if not self._store.is_posted(cause, "digest", room)]
            if not rooms:
                continue
            found = await asyncio.to_thread(self._coming, zone.id, moment)
            shown = found[: min(self._settings.digest_events, len(NUMBERS))]
            if not shown:
                continue
            rest = len(found) - len(shown)
            text = digest(zone, moment.date(), [Line(one) for one in shown], rest)
            for room in rooms:
                await self._say("digest", cause, "digest", room, text, shown, zone.id, moment.date(), rest)

    async def remind(self, moment: datetime) -> None:
        """Events of the day after `moment` that are to be said again."""
        today = moment.astimezone(self._agenda.region).date()
        for one in await asyncio.to_thread(self._of_day, today + timedelta(days=1)):
            if one.event.remind and not one.cancelled:
                await self._single("reminder", one, f"reminder {today + timedelta(days=1)}", today)

    async def published(self, one: Occurrence) -> None:
        """A proposal that a moderator agreed to, in the rooms of its zones."""
        await self._single("published", one, "published", self._today())

    async def look(self) -> None:
        """Tell of what changed in posted events since the last look."""
        version = await asyncio.to_thread(lambda: self._agenda.version)
        if version == self._looked_at:
            return
        now = self._clock()
        for post in self._store.posts(now.timestamp()):
            await self._compare(post, now)
        self._looked_at = version

    async def _compare(self, post: Post, now: datetime) -> None:
        lines = [await asyncio.to_thread(now_announced, self._agenda, one.occurrence_id) for one in post.events]
        known = [line for line in lines if line is not None]
        if len(known) < len(lines):
            return  # nothing is known of one of them any more: the post can only stay as it is
        marks = [mark_of(line) for line in known]
        news = [
            (old.occurrence_id, line)
            for old, line, new in zip(post.events, known, marks, strict=True)
            if old.mark != new and ends(line.one, self._agenda) > now.timestamp()
        ]
        if not news:
            return
        revision = f"{post.revision + 1} {hashlib.sha256(repr(marks).encode()).hexdigest()[:8]}"
        text = self._again(post, known)
        stage = f"{post.stage} edit {revision}"
        await self._messenger.edit(post.room_id, post.handle, text, cause=post.cause, stage=stage)
        for occurrence_id, line in news:
            if self._is_latest(post, occurrence_id):
                await self._messenger.post(
                    post.room_id,
                    notice(line, self._today()),
                    cause=cause_of(line.one.id),
                    stage=f"notice {post.number} {revision}",
                    thread_root=post.handle,
                )
        until = max(ends(line.one, self._agenda) for line in known)
        self._store.moved_on(post, [Posted(line.one.id, new) for line, new in zip(known, marks, strict=True)], until)
        log.info("agenda_change_told", post=post.number, zone=post.zone, events=len(news))

    def _is_latest(self, post: Post, occurrence_id: str) -> bool:
        """Of several posts about an event in a room, one thread hears of a change: the latest."""
        there = [one.number for one in self._store.posts_of(occurrence_id) if one.room_id == post.room_id]
        return post.number == max(there, default=post.number)

    def _again(self, post: Post, lines: Sequence[Line]) -> Rendered:
        if post.kind == "digest" and post.zone in self._zones:
            return digest(self._zones[post.zone], post.day, lines, post.rest)
        return single(post.kind, lines[0], post.day)

    async def _single(self, kind: PostKind, one: Occurrence, stage: str, today: date) -> None:
        cause = cause_of(one.id)
        for zone in self._zones:
            for room in self._where(zone) if one.serves(zone) else ():
                if not self._store.is_posted(cause, stage, room):
                    text = single(kind, Line(one), today)
                    await self._say(kind, cause, stage, room, text, [one], zone, today, 0)

    async def _say(
        self, kind: PostKind, cause: str, stage: str, room: str, text: Rendered, shown: Sequence[Occurrence],
        zone: str, day: date, rest: int,
    ) -> None:  # fmt: skip
        choices = NUMBERS[: len(shown)] if kind == "digest" else (THUMB,)
        handle = await self._messenger.post(room, text, cause=cause, stage=stage, choices=choices)
        until = max(ends(one, self._agenda) for one in shown)
        events = [Posted(one.id, mark(one)) for one in shown]
        self._store.posted(cause, stage, room, handle, kind, zone, day, rest, until, events)
        log.info("agenda_posted", kind=kind, zone=zone, events=len(shown))

    def _where(self, zone: str) -> tuple[str, ...]:
        """The rooms of a zone's agenda, else its chat rooms."""
        return self._rooms.of_kind(RoomKind.AGENDA, zone) or self._rooms.of_kind(RoomKind.ZONE, zone)

    def _coming(self, zone: str, moment: datetime) -> list[Occurrence]:
        last = moment.date() + timedelta(days=self._settings.digest_days)
        return self._between(moment, datetime.combine(last, time(), self._agenda.region), zone)

    def _of_day(self, day: date) -> list[Occurrence]:
        start, end = (datetime.combine(day + timedelta(days=n), time(), self._agenda.region) for n in (0, 1))
        return [one for one in self._between(start, end) if begins(one.start, self._agenda) >= start]

    def _between(self, start: datetime, end: datetime, zone: str | None = None) -> list[Occurrence]:
        try:
            return self._agenda.between(start, end, zone)
        except PeriodTooLong as error:
            log.error("agenda_too_full", reason=str(error))
            return []

    def _today(self) -> date:
        return self._clock().astimezone(self._agenda.region).date()
