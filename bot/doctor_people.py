"""Who is not where their role or an operator's list puts them. Pure: rooms as they are -> findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bot.config import Config
from bot.findings import Finding
from bot.ports import RoomKind
from bot.provision.found import Found
from bot.provision.wanted import CLOSED, WantedRoom
from bot.store_rooms import Member

WAIT_DAYS = 14
"""After two weeks an invitation was overlooked."""

DAY = 86_400.0


def examine_people(
    config: Config, wanted: Iterable[WantedRoom], rooms: Mapping[str, Found], members: Iterable[Member], moment: float
) -> Iterator[Finding]:
    """`rooms` by key; `moment`: seconds since 1970."""
    for room in wanted:
        found = rooms.get(room.key)
        if found is not None and room.kind in CLOSED:
            yield from _roles(room, found, moment)
    yield from _roster(config, rooms)
    yield from _never_came(rooms, members, moment)


def _roles(room: WantedRoom, found: Found, moment: float) -> Iterator[Finding]:
    """People with a role have it only once they are in its room."""
    joined = found.members("join")
    for user in room.members:
        since = _days(found, user, moment)
        if user in found.members("leave", "ban"):
            todo = f"Invite them again in {room.name}, or take them out of the settings."
            yield Finding(False, f"{room.name}: {user} left, and so has that role no longer", todo, needed=False)
        elif user in found.members("invite") and since >= WAIT_DAYS:
            what = f"{room.name}: {user} was invited {since} days ago and has not come"
            yield Finding(False, what, "Ask them to accept the invitation: until then they have no role.", needed=False)
    if room.members and not joined & set(room.members) and len(joined) <= 1:
        what = f"{room.name}: nobody is there yet"
        yield Finding(False, what, _EMPTY[room.kind or RoomKind.OTHER], needed=False)


_EMPTY = {
    RoomKind.REFERRAL: "Blocked cases reach nobody until a referral person accepts the invitation.",
    RoomKind.MODERATORS: "Reports reach nobody here until a moderator accepts the invitation.",
    RoomKind.ADMIN: "Nobody can update the repertory from the chat until an admin accepts the invitation.",
}


def _roster(config: Config, rooms: Mapping[str, Found]) -> Iterator[Finding]:
    """Whoever is on duty must be in the room of the referral persons: cases are brought there."""
    told = set[tuple[str, str]]()
    for shift in config.cases.roster:
        found = rooms.get(f"referral/{shift.zone}")
        person = (shift.zone, shift.user_id)
        if found is None or person in told or shift.user_id in found.members():
            continue
        told.add(person)
        what = f"Roster: {shift.user_id} is not in {found.name}"
        todo = "Run `relais provision`, which invites them; whoever left by themselves has to be invited by hand."
        yield Finding(False, what, todo)


def _never_came(rooms: Mapping[str, Found], members: Iterable[Member], moment: float) -> Iterator[Finding]:
    """Professionals of an operator's list who have accepted no invitation at all."""
    waiting: list[str] = []
    for member in members:
        inside = any(member.user_id in found.members("join") for found in rooms.values())
        asked = [_days(found, member.user_id, moment) for found in rooms.values()
                 if member.user_id in found.members("invite")]  # fmt: skip
        if asked and not inside and min(asked) >= WAIT_DAYS:
            waiting.append(member.user_id)
    if waiting:
        names = ", ".join(waiting[:_NAMED]) + (f" and {len(waiting) - _NAMED} more" if len(waiting) > _NAMED else "")
        what = f"Members: {len(waiting)} invited more than {WAIT_DAYS} days ago have not come: {names}"
        todo = "Remind them; `relais members remove @NAME:SERVER` takes an invitation back."
        yield Finding(False, what, todo, needed=False)


_NAMED = 10


def _days(found: Found, user: str, moment: float) -> int:
    """Since the last change of somebody's membership; 0 when the homeserver does not say."""
    at = found.times.get(("m.room.member", user), 0.0)
    return max(0, int((moment - at) // DAY)) if at else 0
