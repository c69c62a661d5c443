"""What a moderator decided about a message, done: each once, by the first who takes it up, whatever is killed between.

A click or a command may be handed over again after a crash. Everything here bears that: what is said carries its cause,
what is written down is keyed by the click, and what is done on the homeserver is the same when it is done twice.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from bot.feature import Parts
from bot.moderation.mutes import Mutes
from bot.moderation.rules import CHOICES
from bot.moderation.tell import Teller, cause_of
from bot.ports import Handle, Rendered
from bot.render import moderation as words
from bot.render.guard import link, reason
from bot.render.moderation import HIDE, MUTE, UNMUTE, WARN
from bot.store_moderation import Case, ModerationStore, Mute
from kb.models import Lang, Zone

log = structlog.get_logger(__name__)

CARD, RULE = "report", "rule"
"""Stages of what is said to moderators: the card, and the question which rule it is about."""

Answer = Callable[[Rendered, str, tuple[str, ...]], Awaitable[None]]
"""Says something to the moderator who decides, where they are: text, stage, choices."""


@dataclass(frozen=True, slots=True)
class Act:
    """`cause`: the click or command; `lang`: of the moderator, None for both; `rule` and `duration`: where they were
    said with it."""

    action: str
    moderator: str
    cause: str
    answer: Answer
    lang: Lang | None = None
    rule: str | None = None
    duration: timedelta | None = None


class ModerationDesk:
    """Cases, the card that moderators see of each, and what becomes of it."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.store = ModerationStore(parts.store)
        self.mutes = Mutes(parts, self.store)
        self._tell = Teller(parts, self.store)
        self._zones: dict[str, Zone] = {zone.id: zone for zone in parts.config.knowledge.zones}

    # --- cases ---

    async def open(self, event_id: str, room_id: str) -> Case:
        """The case of a message, with its card in the moderators' room."""
        zone = self.parts.rooms.info(room_id).zone or ""
        case = self.store.open(event_id, room_id, zone, self.parts.clock().timestamp())
        await self.cards(case)
        return case

    async def cards(self, case: Case) -> dict[str, Handle]:
        """The card in each moderators' room. Said once: asked again, the handles of what was said come back."""
        text = words.card(link(case.room_id, case.event_id), self._zone(case), self._hours)
        return {
            room: await self.parts.messenger.post(
                room, text, cause=cause_of(case.event_id), stage=CARD, choices=tuple(words.ICONS.values())
            )
            for room in self.rooms_for(case)
        }

    def rooms_for(self, case: Case) -> tuple[str, ...]:
        """Where its moderators read."""
        return self.parts.roles.moderators_rooms(case.zone or None)

    def may(self, user_id: str, room_id: str) -> bool:
        """Whether somebody moderates that room."""
        return self.parts.roles.is_moderator(user_id, self.parts.rooms.info(room_id).zone)

    def muted_until(self, event_id: str) -> datetime | None:
        """The end of the mute because of a message, in the region's time, while it goes on."""
        mute = self.store.mute_for(event_id)
        return datetime.fromtimestamp(mute.until, ZoneInfo(self.parts.config.answers.timezone)) if mute else None

    def lang_of(self, user_id: str) -> Lang | None:
        """The language that a person chose."""
        return self._tell.lang_of(user_id)

    # --- decisions ---

    async def act(self, case: Case, act: Act) -> bool:
        """Do what a moderator decided; False when it was not done, and they were told why. Raises Unreachable: the
        inbox then hands the click over again."""
        decider = self.store.take_up(case.event_id, act.moderator)
        if decider != act.moderator:
            await act.answer(
                words.said(act.lang, "moderation-taken", who=words.short(decider)), f"taken {act.cause}", ()
            )
            return False
        if act.rule:
            self.store.choose(case.event_id, act.rule)
        case = self.store.case(case.event_id) or case
        if act.action == WARN and not case.rule:
            await act.answer(words.which_rule(act.lang), f"{RULE} {WARN}", CHOICES)
            return False
        written = await self.parts.messenger.written(case.room_id, case.event_id)
        trouble = await self._do(case, act, written.author if written else "")
        if trouble:
            await act.answer(trouble, f"trouble {act.action} {act.cause}", ())
            return False
        self.store.decide(case.event_id, act.action, act.moderator, act.cause, self.parts.clock().timestamp())
        log.info("moderated", event_id=case.event_id, zone=case.zone, action=act.action, rule=case.rule)
        if act.action in (HIDE, MUTE) and not case.rule:
            await act.answer(words.which_rule(act.lang), RULE, CHOICES)
        await self.settle(case.event_id)
        return True

    async def choose(self, case: Case, rule: str) -> None:
        """The rule of what was done already; the first choice stays, for its author may have heard of it."""
        if not case.rule:
            self.store.choose(case.event_id, rule)
        await self.settle(case.event_id)

    async def settle(self, event_id: str) -> None:
        """Tell whoever is to hear of it: the author, those who reported it, the moderators on their card."""
        case = self.store.case(event_id)
        if case is None:
            return
        await self._tell.author(case)
        await self._tell.reporters(case)
        decided = self.store.decisions(event_id)
        text = words.card(
            link(case.room_id, event_id), self._zone(case), self._hours, decided, self.muted_until(event_id)
        )
        stage = f"{CARD} {len(decided)} {case.rule}"
        kept = timedelta(days=self.parts.config.retention.ids_days)
        if self.parts.clock().timestamp() - case.opened_at > kept.total_seconds():
            return  # where the card stands is forgotten by now: it would be posted anew
        for room, handle in (await self.cards(case)).items():
            await self.parts.messenger.edit(room, handle, text, cause=cause_of(event_id), stage=stage)

    async def _do(self, case: Case, act: Act, author: str) -> Rendered | None:
        """On the homeserver; what is in the way of it, if anything."""
        if not author:
            return words.said(act.lang, "moderation-gone")
        own = author == self.parts.config.matrix.user_id
        if act.action == HIDE:
            done = await self.parts.messenger.redact(case.room_id, case.event_id, reason(), cause=case.event_id)
            where = link(case.room_id, case.event_id)
            return None if done else words.said(act.lang, "moderation-cannot-hide", link=where)
        if own and act.action in (WARN, MUTE):
            return words.said(act.lang, "moderation-own")
        if act.action == MUTE:
            done_so = await self.mutes.mute(case.room_id, case.zone, author, case.event_id, self._until(act))
            keys = {"protected": "protected", "refused": "cannot-mute", "changed": "changed"}
            return None if done_so == "done" else words.said(act.lang, f"moderation-{keys[done_so]}")
        return None

    def _until(self, act: Act) -> datetime:
        settings = self.parts.config.moderation
        length = act.duration or timedelta(hours=settings.mute_hours)
        return self.parts.clock() + min(length, timedelta(days=settings.mute_days_most))

    # --- the end of a mute ---

    async def lift(self, mute: Mute, moderator: str, cause: str) -> None:
        """Give the right to speak back; `moderator` "" when the time is over. Raises Unreachable."""
        given = await self.mutes.give_back(mute)
        at = self.parts.clock().timestamp()
        case = self.store.open(mute.event_id, mute.room_id, self.parts.rooms.info(mute.room_id).zone or "", at)
        about = cause_of(mute.event_id)
        if given == "done":
            self.store.decide(mute.event_id, UNMUTE, moderator, cause, at)
            await self._tell.may_write_again(case, mute.user_id, cause)
        elif given == "refused":
            text = words.said_of("moderation-cannot-unmute", lambda lang: self._whom(mute, case, lang))
            for room in self.rooms_for(case):
                await self.parts.messenger.post(room, text, cause=about, stage=f"by hand {cause}")
        self.mutes.forget(mute)
        await self.settle(mute.event_id)

    def _whom(self, mute: Mute, case: Case, lang: Lang) -> dict[str, str]:
        return {"who": words.short(mute.user_id), "room": words.room_name(self._zone(case), lang)}

    # --- what time brings ---

    async def look(self, moment: datetime) -> None:
        """Every minute: whose mute is over, and whose hidden message still has no rule."""
        now = self.parts.clock()
        for mute in self.store.over(now.timestamp()):
            muted = self.store.case(mute.event_id)
            if muted is not None:  # nobody is left without a word because the mute was shorter than the wait for a rule
                await self.choose(muted, "other")
            await self.lift(mute, "", f"over {int(mute.until)}")
        patience = timedelta(minutes=self.parts.config.moderation.rule_minutes)
        for event_id in self.store.without_rule((now - patience).timestamp()):
            case = self.store.case(event_id)
            if case is not None:
                await self.choose(case, "other")

    @property
    def _hours(self) -> int:
        return self.parts.config.moderation.mute_hours

    def _zone(self, case: Case) -> Zone | None:
        return self._zones.get(case.zone)
