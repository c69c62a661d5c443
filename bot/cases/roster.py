"""Who is on duty in a zone: exactly one person at any moment, or nobody and when the next one is. Pure.

The first of the roster who is there, is not away and has room takes new cases; then substitutes in the same way; when
everybody who is there is full, the one with the fewest open cases, substitutes included. Hours are wall-clock hours in
Europe/Brussels, with Belgian public holidays (kb.opening).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.cases.settings import Shift
from kb.models import Lang, Window
from kb.opening import BRUSSELS, opening_at, stretches

LOOK_AHEAD = timedelta(days=35)
"""Who is on duty next is told within this time: a month of holidays, and some days."""


@dataclass(frozen=True, slots=True)
class Duty:
    """`person` is on duty now, until `until`. Without one: `following` is next, from `since`."""

    person: Shift | None = None
    until: datetime | None = None
    following: Shift | None = None
    since: datetime | None = None


class Roster:
    """The shifts of all zones, in the order of the settings."""

    def __init__(self, shifts: Sequence[Shift], load_limit: int) -> None:
        self._shifts = tuple(shifts)
        self._load_limit = load_limit

    def of_zone(self, zone: str) -> tuple[Shift, ...]:
        """The zone's people, substitutes last."""
        mine = [shift for shift in self._shifts if shift.zone == zone]
        return tuple(sorted(mine, key=lambda shift: shift.substitute))

    def on_duty(
        self, zone: str, moment: datetime, load: Mapping[str, int], lang: Lang | None = None, *, but: str = ""
    ) -> Duty:
        """`load`: open cases per user id; `lang`: preferred among equals; `but`: somebody who is passed over."""
        there = [one for one in self.of_zone(zone) if one.user_id != but and is_there(one, moment)]
        free = [one for one in there if load.get(one.user_id, 0) < self._load_limit]
        if free:
            regular = [one for one in free if not one.substitute] or free
            person = next((one for one in regular if lang in (None, *one.languages)), regular[0])
        elif there:
            person = min(there, key=lambda one: load.get(one.user_id, 0))
        else:
            return self._next(zone, moment, but)
        return Duty(person, _until(person, moment))

    def _next(self, zone: str, moment: datetime, but: str) -> Duty:
        found: list[tuple[datetime, int, Shift]] = []
        for order, shift in enumerate(self.of_zone(zone)):
            since = _from(shift, moment) if shift.user_id != but else None
            if since is not None:
                found.append((since, order, shift))
        if not found:
            return Duty()
        since, _, shift = min(found, key=lambda one: one[:2])
        return Duty(following=shift, since=since)


def is_there(shift: Shift, moment: datetime) -> bool:
    """On duty at `moment` (aware)."""
    return not _away(shift, moment) and opening_at(shift.hours, moment).state == "open"


def _away(shift: Shift, moment: datetime) -> bool:
    day = moment.astimezone(BRUSSELS).date()
    return any(absence.first <= day <= absence.last for absence in shift.absences)


def _until(shift: Shift, moment: datetime) -> datetime | None:
    return opening_at(shift.hours, moment).until


def _from(shift: Shift, moment: datetime) -> datetime | None:
    window = Window(moment, moment + LOOK_AHEAD, "duty")
    found = stretches(shift.hours, window, most=int(LOOK_AHEAD.days) * 3) or ()
    return next((one.start for one in found if not _away(shift, one.start)), None)
