"""Clicks of moderators: on the card of a message, and on the list of rules."""

from __future__ import annotations

from bot.moderation.desk import CARD, RULE, Act, Answer, ModerationDesk
from bot.moderation.rules import rule_at
from bot.moderation.tell import about
from bot.ports import Reaction, Rendered, RoomKind
from bot.render.moderation import ICONS, WARN, done, said, short
from bot.store_moderation import Case

_ACTIONS = {icon.replace("\ufe0f", ""): action for action, icon in ICONS.items()}


class ModerateReactions:
    """True for a click on something that was said to moderators, whoever clicked."""

    def __init__(self, desk: ModerationDesk) -> None:
        self._desk = desk

    async def __call__(self, reaction: Reaction) -> bool:
        said_before = self._desk.parts.messenger.said(reaction.target)
        event_id = about(said_before.cause) if said_before else None
        if said_before is None or event_id is None:
            return False
        case = self._desk.store.case(event_id)
        if case is None or not self._desk.may(reaction.sender, case.room_id):
            return True
        if said_before.stage == CARD and reaction.room.kind is RoomKind.MODERATORS:
            await self._decide(case, reaction)
        elif said_before.stage in (RULE, f"{RULE} {WARN}"):
            await self._rule(case, reaction, warn=said_before.stage != RULE)
        return True

    async def _decide(self, case: Case, reaction: Reaction) -> None:
        action = _ACTIONS.get(reaction.key.strip().replace("\ufe0f", ""))
        if action is not None:
            await self._desk.act(case, Act(action, reaction.sender, reaction.event_id, self._answer(case, reaction)))

    async def _rule(self, case: Case, reaction: Reaction, *, warn: bool) -> None:
        rule, answer = rule_at(reaction.key), self._answer(case, reaction)
        if rule is None:
            return
        if case.decider != reaction.sender:
            text = said(None, "moderation-taken", who=short(case.decider))
            await answer(text, f"taken {reaction.sender}", ())
        elif warn:
            act = Act(WARN, reaction.sender, reaction.event_id, answer, rule=case.rule or rule)
            if await self._desk.act(case, act) and reaction.room.kind is not RoomKind.MODERATORS:
                lang = self._desk.lang_of(reaction.sender)
                await answer(done(lang, WARN), f"done {reaction.event_id}", ())
        else:
            await self._desk.choose(case, rule)

    def _answer(self, case: Case, reaction: Reaction) -> Answer:
        """In the thread of the card, or in private where the list of rules was sent to."""
        messenger = self._desk.parts.messenger
        cause = f"report {case.event_id}"

        async def answer(text: Rendered, stage: str, choices: tuple[str, ...]) -> None:
            if reaction.room.kind is RoomKind.MODERATORS:
                root = (await self._desk.cards(case)).get(reaction.room.room_id)
                await messenger.post(
                    reaction.room.room_id, text, cause=cause, stage=stage, thread_root=root, choices=choices
                )
            else:
                await messenger.direct(reaction.sender, text, cause=cause, stage=stage, choices=choices)

        return answer
