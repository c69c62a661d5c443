"""The running bot: knowledge base, Matrix, handlers; started together, stopped together."""

from __future__ import annotations

import asyncio
import resource
import signal
import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import structlog

from bot.config import Config
from bot.context import render_context
from bot.feature import Parts
from bot.features import FEATURES
from bot.guarding import desk_of, guarding
from bot.handlers.ask import AskHandler, Label, as_it_is
from bot.handlers.cleaned import Desk
from bot.handlers.feedback import FeedbackHandler
from bot.handlers.help import HelpHandler
from bot.handlers.limits import Buckets, RoomPace, UserLimit
from bot.handlers.pipeline import Pipeline, Reactions
from bot.handlers.privacy import Limits, PrivacyHandler
from bot.handlers.themes import ThemeLabels
from bot.handlers.threads import Threads
from bot.handlers.update_contact import ContactLines
from bot.health import HealthPage, Pulse
from bot.matrix.client import MatrixClient
from bot.matrix.settings import MatrixSettings
from bot.metrics import Metrics, Vitals
from bot.ports import Joined, MessageHandler, Messenger, ReactionHandler
from bot.render.context import RenderContext
from bot.retention import keep_limits_daily
from bot.roles import Roles
from bot.schedule import Schedule
from bot.screening.process import WORKER
from bot.screening.screen import ProcessScreen, Published
from bot.store import Store
from bot.store_people import PeopleStore
from bot.store_rooms import RoomStore
from kb.base import KnowledgeBase
from kb.errors import KnowledgeError
from kb.models import Answer, Lang, Question

log = structlog.get_logger(__name__)

REFRESH_SECONDS = 2.0
"""How often the number of the current generation is looked at: an ingest is in use within seconds, and one integer
query does not matter."""

TOP = 10
"""Ranked services behind an answer, for `meer`."""


async def serve(
    config: Config,
    settings: MatrixSettings,
    *,
    guard_command: Sequence[str] = WORKER,
    fixed_now: datetime | None = None,
) -> None:
    """Run until SIGTERM, SIGINT or a log-out by the homeserver (raises LoggedOut). `fixed_now` is the moment that
    questions are asked at, for rehearsals; None: when they were sent. `guard_command` starts the guard's process."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # messages are in memory: a crash must not write it to disk
    stopping = asyncio.create_task(_until_asked_to_stop())
    knowledge = await asyncio.to_thread(KnowledgeBase.open, settings.data_dir, config.knowledge)
    _say_what_is_known(knowledge)
    store = Store(settings.data_dir / "bot.sqlite")
    client = MatrixClient(settings, store)
    screen = ProcessScreen(
        partial(_published, knowledge), config.guard.check_seconds, config.guard.file_seconds, guard_command
    )
    desk = desk_of(config)
    vitals = partial(_vitals, client, knowledge)
    pulse = Pulse(vitals, config.operating.sync_alarm_minutes * 60.0)
    page = HealthPage(pulse, vitals, config.operating.health_port)
    beside = [
        asyncio.create_task(follow(knowledge)),
        asyncio.create_task(pulse.watch()),
        asyncio.create_task(keep_limits_daily(store, config.retention, desk)),
    ]
    threads = Threads(config.answers.threads_remembered)
    parts = _Parts(config, settings.data_dir, knowledge, store, client, screen, desk, threads)
    serving = asyncio.create_task(_serve_rooms(parts, fixed_now, pulse.metrics))
    try:
        await page.start()
        await asyncio.wait([serving, stopping], return_when=asyncio.FIRST_COMPLETED)
        log.info("stopping")
    finally:
        for task in beside:
            task.cancel()
        await client.stop()  # lets running work finish and the outbox empty, for some seconds
        stopping.cancel()
        if not serving.done():
            serving.cancel()
        await asyncio.gather(*beside, serving, stopping, return_exceptions=True)
        await screen.stop()
        await page.stop()
        store.close()
        knowledge.close()
    if not serving.cancelled():
        serving.result()  # raises what ended it, such as LoggedOut


async def follow(knowledge: KnowledgeBase, pause: float = REFRESH_SECONDS) -> None:
    """Bring new generations into use, and the index up to date with a newly configured model, until cancelled."""
    try:
        if knowledge.stale:
            log.info("reindexing")
            await asyncio.to_thread(knowledge.reindex, "relais", datetime.now(UTC))
    except KnowledgeError as error:
        log.error("reindex_failed", reason=str(error))
    while True:
        try:
            if await asyncio.to_thread(knowledge.refresh):
                log.info("generation", number=knowledge.snapshot.generation)
        except (KnowledgeError, sqlite3.Error) as error:
            # The generation in memory goes on serving; the next round tries again.
            log.error("refresh_failed", error=type(error).__name__)
        await asyncio.sleep(pause)


def moving(start: datetime) -> Callable[[], datetime]:
    """A clock that shows `start` now and goes on from there."""
    began = time.monotonic()
    return lambda: start + timedelta(seconds=time.monotonic() - began)


def build_pipeline(
    config: Config,
    knowledge: KnowledgeBase,
    messenger: Messenger,
    *,
    frame: Sequence[MessageHandler] = (),
    fixed_now: datetime | None = None,
    threads: Threads | None = None,
    chosen: Callable[[str], Lang | None] = lambda _: None,
    label: Label = as_it_is,
) -> Pipeline:
    """What sees a message that the guard let through, in order: the pace of a flooding room, a person's limit, the
    `frame` (privacy), help, questions. `chosen`: the language that a person asked to be answered in when in doubt;
    `label`: puts its theme on an answer."""

    def ask(question: Question) -> Answer:
        return knowledge.ask(replace(question, asked_at=fixed_now or question.asked_at), TOP)

    def context(question: Question, late: bool) -> RenderContext:
        now = fixed_now or question.asked_at
        taxonomy, overlay = knowledge.snapshot.taxonomy, knowledge.overlay
        return render_context(config, taxonomy, now, question.zone, late=late, overlay=overlay)

    late_after = timedelta(minutes=config.answers.late_after_minutes)
    threads = threads or Threads(config.answers.threads_remembered)
    limits = config.limits
    handlers: list[MessageHandler] = [RoomPace(Buckets(limits.messages_per_room, 60.0))]
    handlers += [UserLimit.of(limits.questions_per_user, limits.period_minutes, messenger), *frame]
    handlers += [
        HelpHandler(messenger),
        AskHandler(messenger, ask, context, threads, _utc_now, late_after, chosen, label),
    ]
    return Pipeline(messenger, handlers)


def _language_of(store: RoomStore, user_id: str) -> Lang | None:
    member = store.member(user_id)
    return member.language if member else None


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the handlers stand on."""

    config: Config
    data_dir: Path
    knowledge: KnowledgeBase
    store: Store
    client: MatrixClient
    screen: ProcessScreen
    desk: Desk
    threads: Threads


async def _serve_rooms(parts: _Parts, fixed_now: datetime | None, metrics: Metrics) -> None:
    await parts.screen.start()  # without a guard nothing is served
    client, config = parts.client, parts.config
    await client.start()
    messenger, clock = client.messenger, moving(fixed_now) if fixed_now else _utc_now
    features = [make(_for_features(parts, clock)) for make in FEATURES]
    kept = config.retention
    limits = Limits(kept.ids_days, kept.counts_months, config.guard.cleaned_minutes, config.cases.retention_days)
    unfinished = [held for one in features for held in one.unfinished]
    privacy = PrivacyHandler(messenger, PeopleStore(parts.store), parts.desk, limits, unfinished)
    frame: list[MessageHandler] = [privacy, *(one.on_message for one in features if one.on_message)]
    chosen = partial(_language_of, RoomStore(parts.store))
    label = ThemeLabels(config, parts.store, client.rooms, lambda: parts.knowledge.snapshot.taxonomy)
    answering = build_pipeline(
        config, parts.knowledge, messenger, frame=frame, fixed_now=fixed_now, threads=parts.threads, chosen=chosen,
        label=label,
    )  # fmt: skip
    spare = ContactLines(parts.knowledge)
    guard = guarding(config, messenger, parts.store, client.rooms, parts.screen, parts.desk, answering, spare)
    pipeline = Pipeline(messenger, [guard.handler, answering])
    reactions: list[ReactionHandler] = [guard.reactions, *(one.on_reaction for one in features if one.on_reaction)]
    reactions.append(FeedbackHandler())
    newcomers = [one.on_join for one in features if one.on_join]

    async def on_join(joined: Joined) -> None:
        for each in newcomers:
            await each(joined)

    telling = asyncio.create_task(guard.owed.keep_telling())
    schedule = asyncio.create_task(_keep_hours(client, Schedule([job for one in features for job in one.jobs], clock)))
    try:
        await client.run(metrics.counted(pipeline), Reactions(reactions), pipeline.undecryptable, on_join)
    finally:
        schedule.cancel()
        telling.cancel()
        for one in features:
            if one.closing:
                one.closing()


async def _keep_hours(client: MatrixClient, schedule: Schedule) -> None:
    await client.ready()  # before, the rooms are not known
    await schedule.run()


def _for_features(parts: _Parts, clock: Callable[[], datetime]) -> Parts:
    client, config = parts.client, parts.config
    return Parts(
        config=config,
        data_dir=parts.data_dir,
        knowledge=parts.knowledge,
        store=parts.store,
        messenger=client.messenger,
        rooms=client.rooms,
        private_rooms=client.private_rooms,
        roles=Roles(client.rooms, config.zones),
        screen=parts.screen,
        clock=clock,
        threads=parts.threads,
        powers=client.powers,
    )


def _published(knowledge: KnowledgeBase) -> Published:
    """What the repertory publishes is no user data."""
    return Published(knowledge.mark, knowledge.snapshot.services)


def _vitals(client: MatrixClient, knowledge: KnowledgeBase) -> Vitals:
    """For the health page: asked while everything runs."""
    health, number = client.health(), knowledge.snapshot.generation
    made = [generation.at for generation in knowledge.store.history() if generation.number == number]
    return Vitals(
        health.sync_age,
        health.outbox_age,
        health.inbox_waiting,
        health.syncs,
        health.sync_failures,
        number,
        (datetime.now(UTC) - made[-1]).total_seconds() if made else None,
    )


async def _until_asked_to_stop() -> None:
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signal_number, asked.set)
    await asked.wait()


def _say_what_is_known(knowledge: KnowledgeBase) -> None:
    snapshot = knowledge.snapshot
    if snapshot.generation == 0:
        log.warning("nothing_ingested", todo="run `relais ingest repertory PATH`; until then only help is served")
    else:
        log.info(
            "knowledge",
            generation=snapshot.generation,
            services=len(snapshot.services),
            passages=len(snapshot.passages),
        )


def _utc_now() -> datetime:
    return datetime.now(UTC)
