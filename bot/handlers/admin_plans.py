"""A file or a pulled source, from its arrival to its use: read, compared, shown, agreed to, applied.

How far each is stands in bot.sqlite (bot.store_ingests), so that a kill at any moment loses nothing: what was being
read or applied is picked up again. Work runs in tasks of its own: the room goes on being served meanwhile.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from datetime import date, datetime
from typing import Any, TypeVar

import structlog

from bot.admin_settings import SourceSection
from bot.errors import HomeserverError
from bot.feature import Parts
from bot.handlers.admin_choices import Choice, decide
from bot.handlers.admin_contents import Contents, Loaded
from bot.handlers.admin_voice import Voice, langs_in, plan_of
from bot.handlers.guard_reactions import YES
from bot.ingesting.process import Asked, Ingesting, IngestRefused
from bot.ingesting.shown import Shown
from bot.ports import Message, Reaction, Said
from bot.render.admin import Langs
from bot.sources import Sources, is_pull
from bot.store_ingests import IngestStore, PlanRow, State

log = structlog.get_logger(__name__)

PATIENCE = 4.0
"""Seconds of work after which a word is said that it takes longer."""

Result = TypeVar("Result")


class Plans:
    """Everything that waits, is being done, or was."""

    def __init__(self, parts: Parts, work: Ingesting, store: IngestStore, sources: Sources) -> None:
        self._parts = parts
        self._work = work
        self._store = store
        self._sources = sources
        self._voice = Voice(parts.messenger, parts.rooms, sources)
        self._contents = Contents(parts, sources)
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def receive(self, message: Message, langs: Langs, day: date) -> None:
        """An admin posted a file."""
        self._store.begin(message.event_id, message.room.room_id, " ".join(langs), day)
        self.pick_up()

    def puller(self, source: SourceSection) -> Callable[[datetime], Awaitable[None]]:
        """What the schedule calls for a source."""

        async def pull(moment: datetime) -> None:
            rooms = self._voice.rooms
            if rooms:
                key = self._sources.key(source, moment)
                self._store.begin(key, rooms[0], "nl fr", moment.date())
                self.pick_up()

        return pull

    def pick_up(self) -> None:
        """Go on with everything that is not at its end, each in a task of its own; they queue for the one process."""
        for row in self._store.unfinished():
            if row.key not in self._tasks:
                self._tasks[row.key] = asyncio.create_task(self._go_on(row))

    def close(self) -> None:
        """Stop; what is not done is picked up at the next start."""
        for task in self._tasks.values():
            task.cancel()

    def owns(self, spoken: Said) -> bool:
        """Whether that was the list of a plan, or the question for a second ✅."""
        return plan_of(spoken) is not None

    async def chosen(self, choice: str, spoken: Said, reaction: Reaction, langs: Langs) -> None:
        """An admin's click. Every click gets its word, also a late or a second one."""
        named = plan_of(spoken)
        assert named is not None
        row = self._store.plan(named.key)
        if row is None:
            await self._voice.word(
                named.key, reaction.room.room_id, langs, "admin-not-waiting", cause=reaction.event_id
            )
            return
        decided = decide(row, named, agreed=choice == YES)
        if decided in (Choice.ASK_AGAIN, Choice.SECOND):
            await self._voice.sure(row, langs)
            self._store.move(row.key, State.CONFIRMING)
        if decided is Choice.APPLY:
            self._store.applying(row.key, reaction.sender, self._parts.clock())
            self.pick_up()
        elif decided is not Choice.ASK_AGAIN:
            values = {"generation": row.generation} if decided is Choice.APPLIED_BEFORE and row.generation else {}
            await self._voice.word(row.key, row.room_id, langs, decided.value, cause=reaction.event_id, **values)
            if decided is Choice.DROP:
                self._store.move(row.key, State.DROPPED)

    async def _go_on(self, row: PlanRow) -> None:
        try:
            if row.state is State.APPLYING:
                await self._apply(row)
            else:
                await self._read(row)
        except HomeserverError as error:
            log.warning("ingest_waits", key=row.key, reason=str(error))  # picked up again within a minute
        except Exception as error:  # the boundary of a task: one file never stops the others
            log.error("ingest_failed", key=row.key, error=type(error).__name__)
            await self._voice.refused(row, "", IngestRefused("failed"))
            self._store.move(row.key, State.DONE)
        else:
            del self._tasks[row.key]
            self.pick_up()  # a list that holds no longer is made anew
        finally:
            self._tasks.pop(row.key, None)

    async def _read(self, row: PlanRow) -> None:
        """Fetch, compare, show."""
        try:
            loaded = await self._contents.load(row)
            if loaded is None:
                self._store.move(row.key, State.DONE)  # a source that did not change: nothing is said
                return
            found, changes, rejected = await self._compare(row, loaded)
        except IngestRefused as error:
            await self._refuse(row, error)
            return
        if found.empty and is_pull(row.key):
            self._contents.seen(row)
            self._store.move(row.key, State.DONE)
            return
        await self._voice.plan(row, loaded.name, found, changes, rejected)
        self._contents.seen(row)
        if found.empty:
            self._store.move(row.key, State.DONE)
            return
        removed = found.counts["removed"]
        self._store.shown(
            row.key, base=found.base, digest=found.digest, removed=removed, known=found.known, sure=found.sure
        )
        await self._prepare(row.key)

    async def _compare(self, row: PlanRow, loaded: Loaded) -> tuple[Shown, bytes, bytes]:
        asked = Asked(row.key, loaded.name, row.day, loaded.mapping, loaded.format, langs_in(row))
        word = "admin-queued" if self._work.busy else "admin-reading"
        return await self._patiently(row, word, self._work.compare(asked, loaded.data))

    async def _prepare(self, key: str) -> None:
        """While the admins look at the list. A failure costs time only."""
        try:
            await self._work.prepare(key)
        except IngestRefused as error:
            log.warning("ingest_not_prepared", key=key, reason=error.code)

    async def _apply(self, row: PlanRow) -> None:
        """Apply what was shown, and nothing else: what changed meanwhile is shown anew."""
        assert row.who is not None
        assert row.moment is not None
        generation = self._already(row)
        if generation is None:
            try:
                generation = await self._patiently(row, "admin-applying", self._applied(row, row.who, row.moment))
            except IngestRefused as error:
                if error.code == "changed":
                    await self._voice.again(row)
                    self._store.again(row.key)
                else:
                    await self._refuse(row, error)
                return
        await asyncio.to_thread(self._parts.knowledge.refresh)
        log.info("ingest_applied", generation=generation)
        # First the word, then the mark: whatever is killed in between is done again, and said once.
        await self._voice.about(row, "admin-applied", generation=generation)
        self._store.applied(row.key, generation)

    async def _applied(self, row: PlanRow, who: str, moment: datetime) -> int:
        try:
            return await self._work.apply(row.key, row.digest, who, moment)
        except IngestRefused as error:
            if error.code != "gone":
                raise
        # The process does not hold the plan any more: read the file again, and see whether it is still the same.
        loaded = await self._contents.load(row)
        if loaded is None:
            raise IngestRefused("changed")
        asked = Asked(row.key, loaded.name, row.day, loaded.mapping, loaded.format, langs_in(row))
        found, _, _ = await self._work.compare(asked, loaded.data)
        if found.digest != row.digest:
            raise IngestRefused("changed")
        return await self._work.apply(row.key, row.digest, who, moment)

    def _already(self, row: PlanRow) -> int | None:
        """The generation that this very agreement made before the program was interrupted."""
        history = self._parts.knowledge.store.history()
        made = (one.number for one in history if one.at == row.moment and one.number > (row.base or 0))
        return next(made, None)

    async def _refuse(self, row: PlanRow, error: IngestRefused) -> None:
        name, removed = await self._contents.guarded(row, error)
        if removed is not None:
            await self._voice.about(row, removed.key, kinds=removed.kinds)
        elif is_pull(row.key):
            await self._voice.source_failed(row, error)
        else:
            await self._voice.refused(row, name, error)
        self._store.move(row.key, State.DONE)

    async def _patiently(self, row: PlanRow, word: str, job: Coroutine[Any, Any, Result]) -> Result:
        """The result of a job, with a word when it takes longer than anybody's patience."""
        task = asyncio.create_task(job)
        try:
            done, _ = await asyncio.wait([task], timeout=PATIENCE)
            if not done:
                await self._voice.about(row, word)
            return await task
        except asyncio.CancelledError:
            task.cancel()
            raise
