"""What everything about cases stands on: the rows, who is on duty, names, the short card that is kept up to date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.cases.roster import Duty, Roster
from bot.cases.settings import Contact
from bot.cases.states import Event
from bot.feature import Parts
from bot.ports import Rendered, RoomKind
from bot.render.cases import FORWARD, NO, TAKE, YES, CardState, age, short_card, told_in_both
from bot.store_cases import Case, CaseStore
from kb.models import LANGS, Zone

NUMBERS_OF_DANGER = ("112", "1733", "107")
"""Shown for an urgent case (issue: 112, 1733, 107), beside the duty list of the settings."""


SHORT_CARD = "short card"
"""Field under which the handle of the latest short card is kept, followed by its room."""

FREED = (Event.SEND, Event.REOPEN, Event.RELEASE, Event.DECLINE)
"""After these nobody has the case."""


class CaseDesk:
    """Shared by the handlers of cases."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.settings = parts.config.cases
        self.store = CaseStore(parts.store)
        self.roster = Roster(self.settings.roster, self.settings.load_limit)
        self.zones: Mapping[str, Zone] = {zone.id: zone for zone in parts.config.knowledge.zones}

    def now(self) -> datetime:
        return self.parts.clock()

    def zone(self, zone_id: str) -> Zone:
        """A zone of the settings; one that was removed from them still has its id."""
        return self.zones.get(zone_id) or Zone(zone_id, zone_id, zone_id)

    def serves(self, zone_id: str) -> bool:
        """Whether the zone has a roster at all."""
        return bool(self.roster.of_zone(zone_id))

    def duty(self, case: Case, *, but: str = "") -> Duty:
        """Who is on duty for this case now."""
        return self.roster.on_duty(case.zone, self.now(), self.store.load(), case.lang, but=but)

    def near(self, postcodes: Sequence[str]) -> list[Contact]:
        """Contacts nearer than the referral person, for these postcodes."""
        return [one for one in self.settings.contacts if not one.postcodes or set(one.postcodes) & set(postcodes)]

    def is_referral_person(self, user_id: str, zone: str) -> bool:
        """By the zone's referral room or by its roster; asked at each act."""
        on_roster = any(one.user_id == user_id for one in self.roster.of_zone(zone))
        return on_roster or self.parts.roles.is_referral_person(user_id, zone)

    def name(self, user_id: str) -> str:
        """As colleagues know them: the roster's name, else the id's first part."""
        named = (one.name for one in self.settings.roster if one.user_id == user_id and one.name)
        return next(named, user_id.partition(":")[0].removeprefix("@"))

    # --- what is said ---

    def card_state(self, case: Case) -> CardState:
        """A case as a list or a card shows it."""
        term = self.parts.knowledge.snapshot.taxonomy.get(case.theme)
        since = self.store.time_of(case.number, "send") or case.touched_at
        return CardState(
            number=case.number,
            zone=self.zone(case.zone),
            state=case.state,
            urgency=case.urgency,
            theme={each: term.label(each) for each in LANGS} if term else {},
            age={each: age(each, (self.now() - since).total_seconds()) for each in LANGS},
            handler=self.name(case.handler) if case.handler else "",
        )

    def round_of(self, case: Case) -> int:
        """How often the case was there to be taken, this time included."""
        return sum(event in FREED for event, _ in self.store.times(case.number))

    async def show_card(self, case: Case) -> None:
        """The short card in the zone's referral rooms, edited in place as the case moves. Each time the case is free
        again it gets a new card: nobody can put the same emoji on a message twice."""
        messenger, turn = self.parts.messenger, self.round_of(case)
        text, happened = short_card(self.card_state(case)), len(self.store.times(case.number))
        for room in self.parts.rooms.of_kind(RoomKind.REFERRAL, case.zone):
            handle = await messenger.post(room, text, cause=case.key, stage=f"card {turn}", choices=(TAKE, FORWARD))
            if happened > 1:
                await messenger.edit(room, handle, text, cause=case.key, stage=f"card edit {happened}")
            before = self.store.lines(case.number).get(f"{SHORT_CARD} {room}")
            if before and before != handle:
                moved = told_in_both("case-card-moved", number=case.number)
                await messenger.edit(room, before, moved, cause=case.key, stage=f"card moved {turn}")
            self.store.answer(case.number, f"{SHORT_CARD} {room}", handle)

    async def ask_other_zone(self, case: Case, attempt: int) -> None:
        """The card of a forwarded case, in the other zone's referral rooms."""
        text = short_card(self.card_state(case))
        for room in self.parts.rooms.of_kind(RoomKind.REFERRAL, case.forwarded_to):
            await self.parts.messenger.post(room, text, cause=case.key, stage=f"forward {attempt}", choices=(YES, NO))

    async def tell(self, user_id: str, text: Rendered, case: Case, stage: str, choices: tuple[str, ...] = ()) -> None:
        """In private; once per stage."""
        await self.parts.messenger.direct(user_id, text, cause=case.key, stage=stage, choices=choices)

    async def tell_room(self, case: Case, text: Rendered, stage: str, choices: tuple[str, ...] = ()) -> None:
        """In the case's room, when it has one; once per stage."""
        if case.room_id:
            await self.parts.messenger.post(case.room_id, text, cause=case.key, stage=stage, choices=choices)
