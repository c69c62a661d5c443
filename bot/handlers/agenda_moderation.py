"""What becomes of a proposal: the zone's moderators get a card, and their click decides.

Everything that is done on a click can be done again: after a crash the inbox hands over the click once more, and what
was said already is not said twice. Only when all of it was done is the proposal settled.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

import structlog

from bot.agenda_chat_settings import AgendaChatSection
from bot.agenda_marks import ends
from bot.agenda_posts import AgendaPosts
from bot.handlers.agenda_find import Finder
from bot.handlers.agenda_interest import place_of
from bot.handlers.agenda_same import as_occurrence, similar
from bot.handlers.guard_reactions import NO, YES, choice_of
from bot.handlers.intent import Wish, intent
from bot.ports import Handle, Message, Messenger, Reaction, Rendered, RoomKind, Rooms
from bot.render.agenda_posts import NUMBERS
from bot.render.agenda_proposal import Kind, card, name_of, reasons, told, told_in_both
from bot.render.clean import LINE, clean
from bot.render.notices import BOTH
from bot.render.words import words_for
from bot.roles import Roles
from bot.store_agenda import EXPIRED, PUBLISHED, REFUSED, WAITING, AgendaStore, Proposal
from kb.agenda import Agenda
from kb.errors import EventUnknown
from kb.events import Event, stamp
from kb.models import Lang, Zone
from kb.store_drafts import StoreDrafts

log = structlog.get_logger(__name__)

CARD, REASONS = "card", "reasons"
CHOICES = ("✅", "❌")
_CAUSE = re.compile(r"^event proposal (\d+)$")


class Moderation:
    """`submit` puts a proposal to the moderators; `apply` does what was agreed; the rest hears their clicks."""

    def __init__(
        self,
        agenda: Agenda,
        store: AgendaStore,
        drafts: StoreDrafts,
        finder: Finder,
        messenger: Messenger,
        rooms: Rooms,
        roles: Roles,
        zones: Mapping[str, Zone],
        settings: AgendaChatSection,
        posts: AgendaPosts,
        clock: Callable[[], datetime],
    ) -> None:
        self._agenda = agenda
        self._store = store
        self._drafts = drafts
        self._finder = finder
        self._messenger = messenger
        self._rooms = rooms
        self._roles = roles
        self._zones = zones
        self._settings = settings
        self._posts = posts
        self._clock = clock
        self._deciding: set[int] = set()

    def may_decide(self, user_id: str, zones: Sequence[str]) -> bool:
        """Whether somebody is a moderator of one of these zones ("region": of any)."""
        return any(self._roles.is_moderator(user_id, zone if zone in self._zones else None) for zone in zones)

    async def submit(self, kind: Kind, event: Event, zone: str, proposer: str, lang: Lang, *, doubtful: bool) -> bool:
        """Put a proposal to the moderators of its zone. False when there are none, and no admins either."""
        if not self._where(zone):
            return False
        original = "" if event.recurrence_id is None else stamp(event.recurrence_id)
        until = ends(as_occurrence(event, self._agenda), self._agenda)
        number = self._store.propose(kind, event.uid, original, zone, proposer, lang, until)
        await asyncio.to_thread(self._drafts.put, number, event)
        log.info("agenda_proposed", proposal=number, kind=kind, zone=zone)
        proposal = self._store.proposal(number)
        assert proposal is not None
        await self._cards(proposal, event, doubtful=doubtful)
        return True

    async def apply(self, kind: Kind, event: Event) -> None:
        """Put an event on the agenda, change it there, or cancel it. Raises EventUnknown for one that is gone."""
        now = self._clock()
        if kind == "cancel":
            await asyncio.to_thread(self._agenda.cancel, event.uid, now, original=event.recurrence_id)
        else:
            kept = await asyncio.to_thread(self._agenda.put, event, now)
            if kind == "new":
                await self._posts.published(as_occurrence(kept, self._agenda))
        await self._posts.look()

    async def on_reaction(self, reaction: Reaction) -> bool:
        """✅ and ❌ on a card, and the number of a reason."""
        said = self._messenger.said(reaction.target)
        match = _CAUSE.match(said.cause) if said else None
        if said is None or match is None:
            return False
        number, place = int(match[1]), place_of(reaction.key, len(self._settings.reasons_nl))
        proposal = await self._decidable(number, reaction.sender, reaction.room.room_id, reaction.target)
        if proposal is None:
            return True
        choice = choice_of(reaction.key)
        if said.stage == CARD and choice == YES:
            await self._accept(proposal)
        elif said.stage == CARD and choice == NO:
            await self._ask_why(proposal, reaction.room.room_id, reaction.target)
        elif said.stage == REASONS and place is not None:
            await self._refuse(proposal, place)
        return True

    async def on_message(self, message: Message) -> bool:
        """The number of a reason, typed in the thread of a card."""
        said = self._messenger.said(message.thread_root) if message.thread_root else None
        match = _CAUSE.match(said.cause) if said else None
        wanted = intent(message)
        if match is None or wanted.wish is not Wish.ASK or not wanted.text.strip().isdigit():
            return False
        place = int(wanted.text) - 1
        proposal = await self._decidable(int(match[1]), message.sender, message.room.room_id, message.event_id)
        if proposal is not None and 0 <= place < len(self._settings.reasons_nl):
            await self._refuse(proposal, place)
        return True

    async def tidy(self, now: datetime) -> None:
        """Tell proposers whom nobody answered in time, and drop drafts that no proposal waits for."""
        for proposal in self._store.waiting(now.timestamp() - self._settings.proposal_days * 86400):
            event = await asyncio.to_thread(self._drafts.draft, proposal.number)
            if event is not None:
                text = told(proposal.lang, "agenda-expired", title=name_of(event, proposal.lang))
                await self._tell(proposal, text, EXPIRED)
                await self._mark(proposal, event, [words_for(lang)("agenda-card-expired") for lang in BOTH])
            self._store.decide(proposal.number, EXPIRED)
        waiting = {one.number for one in self._store.waiting(float("inf"))}
        orphans = [number for number in await asyncio.to_thread(self._drafts.numbers) if number not in waiting]
        await asyncio.to_thread(self._drafts.remove, orphans)

    async def _decidable(self, number: int, user_id: str, room_id: str, target: str) -> Proposal | None:
        """The proposal, when this person may decide on it here and nobody did."""
        if self._rooms.info(room_id).kind not in (RoomKind.MODERATORS, RoomKind.ADMIN):
            return None
        proposal = self._store.proposal(number)
        if proposal is None:
            await self._messenger.post(room_id, told_in_both("agenda-card-gone"), cause=target, stage="agenda gone")
            return None
        allowed = self.may_decide(user_id, (proposal.zone,)) or self._roles.is_admin(user_id)
        return proposal if allowed and proposal.state == WAITING else None

    async def _accept(self, proposal: Proposal) -> None:
        event = await self._begin(proposal)
        if event is None:
            return
        try:
            decided = [words_for(lang)("agenda-card-accepted") for lang in BOTH]
            try:
                await self.apply(proposal.kind, event)
                key = f"agenda-done-{proposal.kind}"
                text = told(proposal.lang, key, title=name_of(event, proposal.lang))
            except EventUnknown:
                decided = [words_for(lang)("agenda-card-gone") for lang in BOTH]
                text = told(proposal.lang, "agenda-card-gone")
            await self._tell(proposal, text, PUBLISHED)
            await self._mark(proposal, event, decided)
            await self._settle(proposal, PUBLISHED)
        finally:
            self._deciding.discard(proposal.number)

    async def _refuse(self, proposal: Proposal, place: int) -> None:
        event = await self._begin(proposal)
        if event is None:
            return
        try:
            reason = clean(self._settings.reason(place, proposal.lang), 2 * LINE)
            title = name_of(event, proposal.lang)
            await self._tell(proposal, told(proposal.lang, "agenda-refused", title=title, reason=reason), REFUSED)
            shown = {lang: clean(self._settings.reason(place, lang), 2 * LINE) for lang in BOTH}
            await self._mark(
                proposal, event, [words_for(lang)("agenda-card-refused", reason=shown[lang]) for lang in BOTH]
            )
            await self._settle(proposal, REFUSED)
        finally:
            self._deciding.discard(proposal.number)

    async def _begin(self, proposal: Proposal) -> Event | None:
        """The draft, for the one who decides; a second click meanwhile gets none."""
        if proposal.number in self._deciding:
            return None
        self._deciding.add(proposal.number)
        event = await asyncio.to_thread(self._drafts.draft, proposal.number)
        if event is None:
            self._deciding.discard(proposal.number)
        return event

    async def _settle(self, proposal: Proposal, state: str) -> None:
        self._store.decide(proposal.number, state)
        await asyncio.to_thread(self._drafts.remove, [proposal.number])
        log.info("agenda_decided", proposal=proposal.number, kind=proposal.kind, state=state)

    async def _ask_why(self, proposal: Proposal, room_id: str, target: str) -> None:
        texts = [(self._settings.reason(n, "nl"), self._settings.reason(n, "fr"))
                 for n in range(len(self._settings.reasons_nl))]  # fmt: skip
        cause = _cause(proposal.number)
        choices = NUMBERS[: len(texts)]
        await self._messenger.post(
            room_id, reasons(texts), cause=cause, stage=REASONS, thread_root=target, choices=choices
        )

    async def _tell(self, proposal: Proposal, text: Rendered, stage: str) -> None:
        await self._messenger.direct(proposal.proposer, text, cause=_cause(proposal.number), stage=stage)

    async def _mark(self, proposal: Proposal, event: Event, decided: Sequence[str]) -> None:
        """Show on the cards what became of it."""
        text = card(proposal.kind, as_occurrence(event, self._agenda), self._today(), self._zones, decided=decided)
        for room, handle in (await self._cards(proposal, event)).items():
            await self._messenger.edit(room, handle, text, cause=_cause(proposal.number), stage=f"{CARD} decided")

    async def _cards(self, proposal: Proposal, event: Event, *, doubtful: bool = False) -> dict[str, Handle]:
        """The card in each moderators' room. Said once: asked again, the handles of what was said come back."""
        same = await asyncio.to_thread(similar, event, self._agenda, self._finder) if proposal.kind == "new" else None
        now = await asyncio.to_thread(self._announced, event) if proposal.kind == "change" else None
        before = as_occurrence(now, self._agenda) if now else None
        one = as_occurrence(event, self._agenda)
        text = card(proposal.kind, one, self._today(), self._zones, same=same, before=before, doubtful=doubtful)
        return {
            room: await self._messenger.post(room, text, cause=_cause(proposal.number), stage=CARD, choices=CHOICES)
            for room in self._where(proposal.zone)
        }

    def _announced(self, event: Event) -> Event | None:
        one = self._agenda.occurrence(
            event.uid if event.recurrence_id is None else f"{event.uid}#{stamp(event.recurrence_id)}"
        )
        return one.event if one and not one.event.recurrence else None

    def _where(self, zone: str) -> tuple[str, ...]:
        """The moderators' rooms of a zone; where there is none, the admins must not miss it."""
        known = zone if zone in self._zones else None
        return self._roles.moderators_rooms(known) or self._rooms.of_kind(RoomKind.ADMIN)

    def _today(self) -> date:
        return self._clock().astimezone(self._agenda.region).date()


def _cause(number: int) -> str:
    return f"event proposal {number}"
