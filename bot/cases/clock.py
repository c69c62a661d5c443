"""What time does to cases: one reminder per case and stage, ever; then the substitute, then the helpdesks; a word to
the asker after some days; rooms emptied at the end. Looked at every minute, exactly once over restarts by unique rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.cases.course import Course
from bot.cases.desk import FREED, CaseDesk
from bot.cases.dialog import Dialog
from bot.cases.settings import Shift
from bot.cases.states import ENDED, Event, NotNow, State
from bot.cases.worktime import between
from bot.ports import Rendered
from bot.render.blocks import Say, rendered
from bot.render.cases import NO, YES, contact_line, told, told_in_both
from bot.store_cases import Case

SUBSTITUTE, HELPDESK = 1.5, 2.0
"""After so many times the response time the substitute is asked, and the asker gets the helpdesks."""


class CaseClock:
    """`look` does what is due."""

    def __init__(self, desk: CaseDesk, dialog: Dialog, course: Course) -> None:
        self._desk = desk
        self._dialog = dialog
        self._course = course

    async def look(self, moment: datetime) -> None:
        """Everything that is due now; `moment` only says that a minute is over."""
        desk, now = self._desk, self._desk.now()
        for draft in desk.store.drafts():
            if now - draft.touched_at >= timedelta(hours=desk.settings.draft_hours):
                await self._dialog.give_up(draft)
        for case in desk.store.open_cases():
            await self._who_is_there(case, now)
        for case in desk.store.open_cases():
            await self._remind(case, now)
        for case in desk.store.with_room():
            if case.state in ENDED and now - case.touched_at >= timedelta(days=desk.settings.retention_days):
                await desk.parts.private_rooms.empty(case.room_id)
                desk.store.anonymise(case.number)

    # --- people in the room ---

    async def _who_is_there(self, case: Case, now: datetime) -> None:
        """Whoever was in the room and is no longer has left it: an invitation that waits is no leaving."""
        desk, there = self._desk, set(self._desk.parts.rooms.members(case.room_id))
        if not case.room_id or not desk.parts.rooms.info(case.room_id).member_count:
            return
        for user_id in (case.asker, case.handler):
            if user_id and user_id in there:
                desk.store.note(case.number, f"in {user_id}", user_id, now)

        def left(user_id: str) -> bool:
            return user_id not in there and desk.store.time_of(case.number, f"in {user_id}") is not None

        if case.handler and left(case.handler) and case.state is State.CLAIMED:
            desk.store.forget_note(case.number, f"in {case.handler}")
            await self._course.release(case, f"left {case.handler} {len(desk.store.times(case.number))}")
        if left(case.asker):
            notice = told_in_both("case-asker-left", number=case.number)
            await desk.tell_room(case, notice, "asker left")

    # --- deadlines ---

    async def _remind(self, case: Case, now: datetime) -> None:
        settings = self._desk.settings
        if now - case.touched_at >= timedelta(days=settings.expire_days):
            await self._attempt_expiry(case)
        elif case.state in (State.SENT, State.REOPENED):
            hours = self._business_hours(case, FREED, now)
            await self._nobody_took_it(case, hours, now)
        elif case.state is State.CLAIMED:
            if self._business_hours(case, (Event.CLAIM, Event.ACCEPT), now) >= settings.solution_hours:
                notice = told_in_both("case-remind-solution", number=case.number)
                await self._once(case, "solution", case.handler, notice, now)
        elif case.state is State.ANSWERED and now - case.touched_at >= timedelta(days=settings.followup_days):
            text = told(case.lang, "case-followup", number=case.number)
            await self._once(case, "followup", case.asker, text, now, (YES, NO))

    async def _nobody_took_it(self, case: Case, hours: float, now: datetime) -> None:
        desk, limit = self._desk, self._desk.settings.response_hours
        duty = desk.duty(case)
        if hours >= limit and duty.person:
            notice = told_in_both("case-remind-response", number=case.number)
            await self._once(case, "response", duty.person.user_id, notice, now)
        if hours >= limit * SUBSTITUTE:
            substitute = _substitute(desk.roster.of_zone(case.zone), duty.person)
            if substitute:
                notice = told_in_both("case-remind-substitute", number=case.number)
                await self._once(case, "substitute", substitute.user_id, notice, now)
        if hours >= limit * HELPDESK:
            await self._once(case, "helpdesk", case.asker, self._helpdesks(case), now)

    def _helpdesks(self, case: Case) -> Rendered:
        first = told(case.lang, "case-remind-asker", number=case.number)
        rest = rendered([Say(contact_line(one)) for one in self._desk.settings.helpdesks])
        return Rendered(f"{first.plain}\n{rest.plain}".strip(), f"{first.html}{rest.html}")

    def _business_hours(self, case: Case, since: Iterable[Event], now: datetime) -> float:
        """Business hours since the last of these events, without the times in which the asker owed an answer."""
        desk = self._desk
        began = max((at for event in since if (at := desk.store.time_of(case.number, event))), default=None)
        if began is None:
            return 0.0
        working = desk.settings.working_hours
        total, paused = between(began, now, working), None
        for event, at in desk.store.times(case.number):
            if event == "pause":
                paused = max(at, began)
            elif event == "resume" and paused:
                total -= between(paused, at, working)
                paused = None
        if paused:
            total -= between(paused, now, working)
        return total.total_seconds() / 3600

    async def _once(
        self, case: Case, stage: str, user_id: str, text: Rendered, now: datetime, choices: tuple[str, ...] = ()
    ) -> None:
        """Queued first, noted then: a crash in between leads to the same message again, which the outbox says once."""
        desk = self._desk
        if user_id and not desk.store.was_reminded(case.number, stage):
            await desk.tell(user_id, text, case, f"followup {stage}" if choices else f"remind {stage}", choices)
            desk.store.first_reminder(case.number, stage, now)

    async def _attempt_expiry(self, case: Case) -> None:
        try:
            await self._course.expire(case)
        except NotNow:
            return


def _substitute(people: Iterable[Shift], on_duty: Shift | None) -> Shift | None:
    return next((one for one in people if one.substitute and one is not on_duty), None)
