"""✅ and ❌ on a correction, a number on "which service?", and ❗ on an answer that is wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import structlog

from bot.handlers.threads import Threads
from bot.handlers.update import WHICH, UpdateHandler
from bot.handlers.update_desk import UpdateDesk
from bot.handlers.update_owners import Responsible
from bot.handlers.update_tell import NO, YES, Teller, accepted_key, numbers_in, stage_of
from bot.ports import Messenger, Reaction, Rooms, Said
from bot.render import update as say
from bot.store_updates import Place, UpdateStore
from kb.layers import Correction, Role
from kb.models import Lang, Service

log = structlog.get_logger(__name__)

WRONG = ("❗", "❕", "‼")
_VARIANT = "\ufe0f"
_NUMBERS = tuple(number.replace(_VARIANT, "") for number in say.NUMBERS)


class UpdateReactions:
    """Hears clicks on what the bot said about corrections, and on answers."""

    def __init__(
        self, messenger: Messenger, desk: UpdateDesk, responsible: Responsible, tell: Teller, store: UpdateStore,
        lines: UpdateHandler, threads: Threads, rooms: Rooms,
    ) -> None:  # fmt: skip
        self._messenger = messenger
        self._desk = desk
        self._responsible = responsible
        self._tell = tell
        self._store = store
        self._lines = lines
        self._threads = threads
        self._rooms = rooms

    async def __call__(self, reaction: Reaction) -> bool:
        said = self._messenger.said(reaction.target)
        if said is None:
            return False
        key = reaction.key.replace(_VARIANT, "")
        numbers = numbers_in(said.stage)
        if numbers and key in (YES, NO):
            await self._decide(reaction, numbers, key)
        elif said.stage == WHICH and key in _NUMBERS:
            await self._chosen(reaction, said, _NUMBERS.index(key))
        elif said.stage == "answer" and key in WRONG:
            await self._wrong(reaction, said)
        else:
            return False
        return True

    async def _decide(self, reaction: Reaction, numbers: Sequence[int], key: str) -> None:
        about = [one for number in numbers if (one := self._desk.correction(number)) is not None]
        service = self._desk.service(about[0].service) if about else None
        clicked = Place(reaction.room.room_id, reaction.target, "nl")
        if service is None:
            await self._tell.outcome(numbers, "update-gone", clicked)
            return
        place = self._store.place(numbers[0])
        zone = self._rooms.info(place.room_id).zone if place else reaction.room.zone
        role = self._responsible.role(reaction.sender, service, zone)
        if role == "colleague":
            await self._by_a_colleague(reaction, about, key, clicked)
            return
        log.info(
            "update_decided", numbers=list(numbers), service=service.id, key="yes" if key == YES else "no", by=role
        )
        if key == NO:
            await self._take_back(about, clicked, role)
            return
        agreed = [one for one in about if one.state != "declined"]
        if agreed:  # accepted: perhaps by this click, before a crash; what is said, is once
            for one in agreed:
                await asyncio.to_thread(self._desk.accept, one.id, role)
            await self._tell.outcome(numbers, accepted_key(role), clicked)
            if role == "moderator" and any(one.state == "proposed" for one in agreed):
                await self._tell.inform_owners(service, agreed, reaction.sender)

    async def _take_back(self, about: Sequence[Correction], clicked: Place, role: Role) -> None:
        key = "update-undone" if any(one.state == "accepted" for one in about) else "update-declined"
        done = [await asyncio.to_thread(self._desk.take_back, one.id, role) for one in about]
        if any(done):
            await self._tell.outcome([one.id for one in about], key, clicked)

    async def _by_a_colleague(self, reaction: Reaction, about: Sequence[Correction], key: str, clicked: Place) -> None:
        """Whoever proposed it can take it back as long as nobody confirmed; others are told who can."""
        waits = all(one.state == "proposed" for one in about)
        if key == NO and waits and await self._is_author(reaction):
            await self._take_back(about, clicked, "colleague")
        elif key == YES and waits:
            place = self._store.place(about[0].id)
            lang: Lang = place.lang if place else "nl"
            root = place.root if place and place.room_id == reaction.room.room_id else reaction.target
            cause = f"{stage_of(one.id for one in about)} colleague"
            text = say.told("update-not-allowed", lang)
            await self._messenger.post(
                reaction.room.room_id, text, cause=cause, stage="update not allowed", thread_root=root
            )

    async def _is_author(self, reaction: Reaction) -> bool:
        said = self._messenger.said(reaction.target)
        written = await self._messenger.written(reaction.room.room_id, said.cause) if said else None
        return written is not None and written.author == reaction.sender

    async def _chosen(self, reaction: Reaction, said: Said, number: int) -> None:
        if not await self._lines.chosen(said.cause, number, reaction.sender):
            text = say.told_in_both("update-which-again")
            await self._messenger.post(
                reaction.room.room_id, text, cause=said.cause, stage="update again", thread_root=said.cause
            )

    async def _wrong(self, reaction: Reaction, said: Said) -> None:
        """Ask in the thread of the answer; the next words of this person there are taken for what is wrong."""
        room = reaction.room
        written = await self._messenger.written(room.room_id, reaction.target)
        root = written.thread_root if written and written.thread_root else said.cause
        exchange = self._threads.of(root)
        hits = exchange.answer.shown_services() if exchange else ()
        services: tuple[Service, ...] = tuple(hit.service for hit in hits)
        self._store.ask(root, reaction.sender, tuple(service.id for service in services))
        if exchange is None:
            text = say.told_in_both("update-wrong")
        elif len(services) == 1:
            lang = exchange.answer.lang
            text = say.told("update-wrong-one", lang, name=say.name_of(services[0], lang))
        else:
            text = say.told("update-wrong", exchange.answer.lang)
        await self._messenger.post(
            room.room_id, text, cause=f"wrong {reaction.target} {reaction.sender}", stage="update wrong",
            thread_root=root,
        )  # fmt: skip
