"""What becomes of a proposal that its author agreed to: checked as a whole, then to the moderators, or done at once."""

from __future__ import annotations

from bot.errors import GuardFailed
from bot.handlers.agenda_choose import texts_of
from bot.handlers.agenda_intakes import Intake, Intakes
from bot.handlers.agenda_moderation import Moderation
from bot.handlers.agenda_talk import Place, Talk
from bot.ports import Rendered
from bot.render.agenda_proposal import name_of, told
from bot.render.words import words_for
from bot.screening.free_text import FreeTextCheck
from kb.errors import EventUnknown


class HandOn:
    """Ends intakes."""

    def __init__(self, moderation: Moderation, intakes: Intakes, check: FreeTextCheck, talk: Talk) -> None:
        self._moderation = moderation
        self._intakes = intakes
        self._check = check
        self._talk = talk

    async def decide(self, intake: Intake, place: Place, *, agreed: bool) -> None:
        """✅ or ❌, or a word for one of them."""
        if not agreed:
            await self.end(intake, place, told(intake.lang, "agenda-intake-stopped"))
            return
        assert intake.event is not None
        doubtful = False
        if intake.kind != "cancel":
            verdict = await self._checked(intake, place)
            if verdict is None:
                return
            doubtful = verdict
        await self._hand_on(intake, place, doubtful=doubtful)

    async def _checked(self, intake: Intake, place: Place) -> bool | None:
        """Whether the whole is only doubtful; None when it may not go on, and its author was told why."""
        assert intake.event is not None
        try:
            found = await self._check(texts_of(intake.event), intake.room_id)
        except GuardFailed:
            await self._talk.say(intake, place, told(intake.lang, "agenda-intake-unchecked"))
            return None
        if found.user_data and not found.uncertain:
            kinds = ", ".join(dict.fromkeys(words_for(intake.lang)(f"guard-kind-{kind}") for kind in found.kinds))
            await self._talk.say(intake, place, told(intake.lang, "agenda-intake-guard", kinds=kinds))
            return None
        return found.user_data

    async def _hand_on(self, intake: Intake, place: Place, *, doubtful: bool) -> None:
        event = intake.event
        assert event is not None
        if intake.practice:
            await self.end(intake, place, told(intake.lang, "sandbox-agenda"))
            return
        if not intake.at_once:
            sent = await self._moderation.submit(
                intake.kind, event, intake.zone, intake.sender, intake.lang, doubtful=doubtful
            )
            await self.end(intake, place, told(intake.lang, "agenda-intake-sent" if sent else "agenda-intake-nobody"))
            return
        try:
            await self._moderation.apply(intake.kind, event)
        except EventUnknown:
            await self.end(intake, place, told(intake.lang, "agenda-change-none"))
            return
        title = name_of(event, intake.lang)
        await self.end(intake, place, told(intake.lang, f"agenda-done-{intake.kind}", title=title))

    async def end(self, intake: Intake, place: Place, text: Rendered) -> None:
        """The last word of an intake."""
        await self._talk.say(intake, place, text)
        self._intakes.end(intake)
