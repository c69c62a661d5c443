"""A question -> its answer, in the thread of the question."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.guard.clean import without_placeholders
from bot.handlers.intent import Intent, Wish, intent
from bot.handlers.threads import Exchange, Threads
from bot.ports import Message, Messenger, Rendered
from bot.render.answer import render, render_more
from bot.render.context import RenderContext
from bot.render.danger import danger_alone
from bot.render.notices import more_nothing, nothing_known, trouble
from kb.continuing import shortened
from kb.errors import IndexMissing, KnowledgeError
from kb.language import detect
from kb.models import Answer, AnswerKind, Lang, Question
from kb.understand.danger import danger_kinds

log = structlog.get_logger(__name__)

Ask = Callable[[Question], Answer]
"""Searches; called in a thread of its own. Raises KnowledgeError."""

Context = Callable[[Question, bool], RenderContext]
"""What the renderer needs for a question; the second argument: it was found too late."""

Label = Callable[[Message, Answer, Rendered], Rendered]
"""What is put around the first answer of a thread (bot.handlers.themes)."""


def as_it_is(_message: Message, _answer: Answer, reply: Rendered) -> Rendered:
    """No label."""
    return reply


TYPING_AFTER = 0.3
"""Seconds. Most answers are there before; a notice for them would be two more requests each, and only flicker."""


class AskHandler:
    """Answers questions, and shows the full list behind an answer."""

    def __init__(
        self, messenger: Messenger, ask: Ask, context: Context, threads: Threads, clock: Callable[[], datetime],
        late_after: timedelta, chosen: Callable[[str], Lang | None] = lambda _: None, label: Label = as_it_is,
    ) -> None:  # fmt: skip
        self._messenger = messenger
        self._ask = ask
        self._context = context
        self._threads = threads
        self._clock = clock
        self._late_after = late_after
        self._chosen = chosen
        self._label = label

    async def __call__(self, message: Message) -> bool:
        wanted = intent(message)
        if wanted.wish is Wish.MORE:
            await self._messenger.reply(message, self._more(message, wanted))
            return True
        if wanted.wish is not Wish.ASK:
            return False
        async with self._typing(message.room.room_id):
            reply = await self._answer(message, wanted)
        if reply is not None:
            await self._messenger.reply(message, reply, choices=reply.choices)
        return True

    async def _answer(self, message: Message, wanted: Intent) -> Rendered | None:
        last = self._threads.last(message)
        zone = message.room.zone or (last.question.zone if last else None)
        before, hint = (last.question, last.answer.lang) if last else (None, self._chosen(message.sender))
        text = without_placeholders(wanted.text)
        question = Question(text, message.sent_at, zone, previous=before, hint=hint)
        try:
            answer = await asyncio.to_thread(self._ask, question)
        except KnowledgeError as error:
            return self._without_search(message, wanted, question, error)
        if answer.kind is AnswerKind.SMALLTALK and not wanted.explicit:
            return None
        if answer.kind is not AnswerKind.SMALLTALK:
            # In memory only, so that "and on Sunday?" can be understood; see bot.handlers.threads.
            self._threads.remember(message, Exchange(shortened(question), answer))
        self._log(message, answer)
        late = self._clock() - message.sent_at > self._late_after
        reply = render(answer, self._seen_in(message, self._context(question, late)))
        return reply if late or last is not None else self._label(message, answer, reply)

    def _without_search(
        self, message: Message, wanted: Intent, question: Question, error: KnowledgeError
    ) -> Rendered | None:
        """Who is in danger needs no repertory: the numbers to call are in the settings."""
        empty = isinstance(error, IndexMissing)
        if not empty:
            log.error("search_failed", event_id=message.event_id, error=type(error).__name__)
        if kinds := danger_kinds(question.text):
            lang, _ = detect(question.text, hint=question.hint)
            return danger_alone(kinds, lang, self._context(question, False))
        if empty:
            return nothing_known(question.hint) if wanted.explicit else None
        return trouble(question.hint)

    def _more(self, message: Message, wanted: Intent) -> Rendered:
        last = self._threads.last(message)
        if last is None:
            return more_nothing(wanted.lang)
        context = self._context(replace(last.question, asked_at=message.sent_at), False)
        return render_more(last.answer, self._seen_in(message, context))

    def _seen_in(self, message: Message, context: RenderContext) -> RenderContext:
        """What is for professionals is shown in encrypted rooms only."""
        return replace(context, professional=message.room.encrypted)

    def _log(self, message: Message, answer: Answer) -> None:
        """What was answered, never what was asked."""
        log.info(
            "answered",
            event_id=message.event_id,
            zone=message.room.zone,
            kind=str(answer.kind),
            lang=answer.lang,
            answered=answer.answered,
            confidence=round(answer.confidence, 2),
            services=[hit.service.id for hit in answer.shown_services()],
            passages=[hit.passage.id for hit in answer.passages[: answer.show_passages]],
            generation=answer.generation,
        )

    @asynccontextmanager
    async def _typing(self, room_id: str) -> AsyncIterator[None]:
        """A courtesy while an answer takes long: it does not hold up the answer, and its failures do not matter."""
        shown = asyncio.create_task(self._show_typing(room_id))
        try:
            yield
        finally:
            shown.cancel()
            await asyncio.gather(shown, return_exceptions=True)

    async def _show_typing(self, room_id: str) -> None:
        await asyncio.sleep(TYPING_AFTER)
        try:
            await self._messenger.typing(room_id, True)
            await asyncio.Event().wait()  # until cancelled
        finally:
            await self._messenger.typing(room_id, False)
