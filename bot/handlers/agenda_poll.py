"""Finding a date: `!peiling`, `!sondage`, `!poll` makes a Matrix poll of moments, which closes by itself or on demand.

Votes are not kept: when a poll closes, the homeserver is asked for them (they are encrypted; the bot is in the room),
the last one of each person counts, and the room hears how many chose what.
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.agenda_chat_settings import AgendaChatSection
from bot.handlers.agenda_query import Understand
from bot.handlers.agenda_slots import Slot, read_poll, slot_of
from bot.handlers.intent import Wish, intent
from bot.handlers.threads import root_of
from bot.ports import Message, Messenger, Related, RoomKind
from bot.render.agenda_poll import RESPONSES, poll_end, poll_result, poll_said, poll_start
from bot.roles import Roles
from bot.store_polls import Poll, PollStore
from kb.agenda import Agenda
from kb.models import Lang, Question

log = structlog.get_logger(__name__)

_STOP = re.compile(
    r"^\s*(?:stop|sluit(?:en)?|einde|klaar|fermer|ferme[rz]?|cl[ôo]tur\w*|fin|close|end|r[ée]sultats?|resultaat|results?)\s*[.!]?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many chose each slot, the most first, and how many people voted."""

    slots: tuple[tuple[Slot, int], ...]
    people: int


class AgendaPoll:
    """Makes, closes and counts polls."""

    def __init__(
        self, messenger: Messenger, store: PollStore, agenda: Agenda, understand: Understand, roles: Roles,
        settings: AgendaChatSection, clock: Callable[[], datetime],
    ) -> None:  # fmt: skip
        self._messenger = messenger
        self._store = store
        self._agenda = agenda
        self._understand = understand
        self._roles = roles
        self._settings = settings
        self._clock = clock

    async def on_message(self, message: Message) -> bool:
        """A command about a poll."""
        wanted = intent(message)
        if wanted.wish is not Wish.POLL:
            return False
        lang = wanted.lang or await self._lang_of(wanted.text)
        if message.room.kind is RoomKind.DIRECT:
            await self._messenger.reply(message, poll_said(lang, "agenda-poll-direct"), stage="poll")
        elif _STOP.match(wanted.text):
            await self._stop(message, lang)
        else:
            await self._open(message, lang, wanted.text)
        return True

    async def close_due(self, moment: datetime) -> None:
        """Close the polls whose time has come."""
        for poll in self._store.due(self._clock().timestamp()):
            await self._close(poll)

    async def _open(self, message: Message, lang: Lang, text: str) -> None:
        now, region = self._clock(), self._agenda.region
        about, slots = read_poll(text, now, self._settings.poll_slots, region)
        if len(slots) < 2:
            await self._messenger.reply(message, poll_said(lang, "agenda-poll-how"), stage="poll")
            return
        room = message.room.room_id
        content = poll_start(about, slots, now.astimezone(region).date())
        kind = "org.matrix.msc3381.poll.start"
        handle = await self._messenger.send(room, kind, content, cause=_cause(message.event_id), stage="poll")
        closes = min(now + timedelta(days=self._settings.poll_days), slots[0].start)
        root = root_of(message)
        names = [slot.id for slot in slots]
        self._store.opened(message.event_id, room, root, handle, names, lang, closes.timestamp())
        log.info("poll_opened", event_id=message.event_id, zone=message.room.zone, slots=len(slots))
        text_of_it = poll_said(lang, "agenda-poll-open", closes=closes.astimezone(region), today=now.date())
        await self._messenger.reply(message, text_of_it, stage="poll said")

    async def _stop(self, message: Message, lang: Lang) -> None:
        """By whoever asked for it, or a moderator: the poll of the thread, else the latest in the room."""
        there = self._store.open_in(message.room.room_id)
        there = [poll for poll in there if message.thread_root in (None, poll.root)] or there
        for poll in there:
            asked = await self._messenger.written(poll.room_id, poll.asked)
            if self._roles.is_moderator(message.sender, message.room.zone) or (
                asked is not None and asked.author == message.sender
            ):
                await self._close(poll)
                return
        await self._messenger.reply(message, poll_said(lang, "agenda-poll-none"), stage="poll")

    async def _close(self, poll: Poll) -> None:
        votes = await self._messenger.related(poll.room_id, poll.handle, "m.reference")
        if votes is None:
            return  # the homeserver does not tell now: at the next look
        slots = [slot_of(name, self._agenda.region) for name in poll.slots]
        tally = count(votes, slots)
        today = self._clock().astimezone(self._agenda.region).date()
        cause = _cause(poll.asked)
        said = poll_result(tally.slots, tally.people, today)
        await self._messenger.send(
            poll.room_id, "org.matrix.msc3381.poll.end", poll_end(poll.handle, said.plain), cause=cause, stage="end"
        )
        await self._messenger.post(poll.room_id, said, cause=cause, stage="result")
        self._store.close(poll.number)
        log.info("poll_closed", event_id=poll.asked, people=tally.people)

    async def _lang_of(self, text: str) -> Lang:
        found: Lang = await asyncio.to_thread(self._lang, text)
        return found

    def _lang(self, text: str) -> Lang:
        return self._understand(Question(text or " ", self._clock())).lang


def count(votes: Sequence[Related], slots: Sequence[Slot]) -> Tally:
    """The last vote of each person; what is no slot of this poll does not count."""
    known = {slot.id: slot for slot in slots}
    last: dict[str, Related] = {}
    for vote in votes:
        if vote.kind in RESPONSES and (vote.sender not in last or vote.sent_at >= last[vote.sender].sent_at):
            last[vote.sender] = vote
    chosen = [{name for name in _selections(vote) if name in known} for vote in last.values()]
    counts = Counter(name for names in chosen for name in names)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], known[item[0]].start))
    return Tally(tuple((known[name], number) for name, number in ranked), sum(1 for names in chosen if names))


def _selections(vote: Related) -> list[str]:
    """m.selections (MSC3381), or answers in the form that clients send today."""
    stable = vote.content.get("m.selections")
    block = vote.content.get("org.matrix.msc3381.poll.response")
    found = stable if isinstance(stable, list) else block.get("answers") if isinstance(block, dict) else None
    return [name for name in found if isinstance(name, str)] if isinstance(found, list) else []


def _cause(asked: str) -> str:
    return f"poll {asked}"
