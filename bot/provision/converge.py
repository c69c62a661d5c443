"""Brings the homeserver to what is wanted, a change at a time; run again, it finds nothing to do.

The same code plans and does: with a dry server every change is only said.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.provision.acts import Acts, Say
from bot.provision.create import creation
from bot.provision.find import Finder, Sought
from bot.provision.found import RESTRICTED_JOINS, Found
from bot.provision.mark import MARK, Mark
from bot.provision.mend import Mender, last_mark
from bot.provision.people import belongs
from bot.provision.pictures import Pictures
from bot.provision.server import Server
from bot.provision.state import POWER, powers
from bot.provision.wanted import WantedRoom
from bot.store_rooms import MadeRoom, Member


class Convergence:
    """`known`: the rooms made before; `people`: everybody an operator's list named. After `run`, `rooms` are those that
    exist now, `upgrades` the rooms that they replace (old id -> new), `troubles` what a person has to do first, and
    `notes` what cannot be changed in a room that exists."""

    def __init__(self, server: Server, known: Iterable[MadeRoom], people: Iterable[Member], say: Say) -> None:
        self._server = server
        self._known = {room.key: room.room_id for room in known}
        self._finder = Finder(server, self._known)
        self._pictures = Pictures(server)
        self._people = tuple(people)
        self._acts = Acts(say)
        self._found: dict[str, Found] = {}
        self.rooms: list[MadeRoom] = []
        self.upgrades: dict[str, str] = {}
        self.troubles: list[str] = []
        self.notes: list[str] = []

    async def run(self, wanted: Iterable[WantedRoom]) -> None:
        """Raises HomeserverError when the homeserver is away; what was done stays done."""
        for room in wanted:
            if room.parent and room.parent not in self._found:
                continue  # the trouble with its Space was told
            await self._bring(room)
        self.troubles += self._acts.failed
        if self._acts.postponed:
            self.troubles.append(
                f"{len(self._acts.postponed)} things have to wait, for the homeserver limits how many it takes from "
                "one account; run this again later, or have that limit lifted (docs/deploying.md)."
            )

    async def _bring(self, room: WantedRoom) -> None:
        sought = await self._finder.find(room)
        closed = sought.closed or self._taken(sought.found)
        if closed:
            self.troubles.append(f"{room.name}: {closed}.")
            return
        if sought.entered and sought.found:
            lack = f"{room.name}: the bot is not in {sought.found.room_id}"
            self._acts.say(f"{room.name}: go into {sought.found.room_id}", lack, grave=True)
        if sought.found and sought.found.unseen:
            return  # nothing more can be planned
        self._acts.refused.clear()
        found = sought.found or await self._make(room, sought.lost)
        self._found[room.key] = found
        self.rooms.append(_made(room, found))
        self.upgrades |= dict.fromkeys(sought.former, found.room_id)
        if sought.found:
            await self._mend(room, found, sought)
        else:
            await self._invite(room, found, self._of_list(room, found))
        await self._list_in_space(room, found, (*sought.former, sought.lost))
        self._tell_refused(room, found)

    def _taken(self, found: Found | None) -> str:
        key = next((key for key, one in self._found.items() if found and one.room_id == found.room_id), "")
        return f"the settings name the room of {key} for it as well; give each a room of its own" if key else ""

    async def _make(self, room: WantedRoom, lost: str) -> Found:
        parent = self._found.get(room.parent or "")
        picture = await self._pictures.of(room)
        mark = Mark(room.key, room.name, room.topic, picture, room.colour, room.members, room.moderators)
        body = creation(room, mark, parent.room_id if parent else None, self._server)
        found = await self._server.create(body)
        instead = f" in place of {lost}, which is gone or shut to the bot" if lost else ""
        levels = powers(room, found, mark)
        if levels is not None:  # levels of single kinds of events: given with the room, they would replace all others
            await self._acts.quietly("set who may do what", self._server.put(found, POWER, "", levels))
        what = f"{'the Space' if room.is_space else 'the room'} {room.name}"
        lack = f"{what} is missing" + (f" ({lost} is gone or shut to the bot)" if lost else "")
        self._acts.say(f"make {what}{instead}", lack, grave=True)
        await self._invite(room, found, room.members)
        return found

    async def _mend(self, room: WantedRoom, found: Found, sought: Sought) -> None:
        former = [self._server.rooms[one] for one in reversed(sought.former) if one in self._server.rooms]
        mark, parent = last_mark(self._server, [found, *former]), self._found.get(room.parent or "")
        known = self._server.own(found, MARK)
        may_mark = found.level(self._server.user_id) >= found.needed(MARK)
        if not known and (may_mark or self._known.get(room.key) != found.room_id):
            what = f"{room.name} ({found.room_id})"
            if former:
                self._acts.say(f"follow the upgrade of {what}", f"{what} takes the place of a room that was upgraded")
            else:
                self._acts.say(f"adopt {what}", f"{what} is in the settings, and not adopted yet")
            people = former[0].members() if former else set()
            await self._invite(room, found, sorted(people - found.members("join", "invite", "leave", "ban")))
        after = await Mender(self._server, self._pictures, self._acts, room, found).mend(
            parent.room_id if parent else None, mark
        )
        await self._by_role(room, found, mark)
        if may_mark and known != after.content:
            await self._server.put(found, MARK, "", after.content)
        self._note(room, found)

    async def _by_role(self, room: WantedRoom, found: Found, mark: Mark | None) -> None:
        """Whoever left or was removed by hand is not invited again and again: only once more, when the settings name
        them anew."""
        named_before = set(mark.members if mark else ())
        gone = found.members("leave", "ban") & named_before
        await self._invite(room, found, [user for user in room.members if user not in gone])

    def _of_list(self, room: WantedRoom, found: Found) -> list[str]:
        """Who has to find their way to a room that takes the place of another."""
        return [one.user_id for one in self._people if belongs(_made(room, found), one)]

    async def _invite(self, room: WantedRoom, found: Found, people: Iterable[str]) -> None:
        for user in people:
            if user != self._server.user_id and user not in found.members("join", "invite", "ban"):
                act = self._server.invite(found, user)
                await self._acts.do(room.name, f"invite {user}", act, lack=f"{user} belongs there and was not invited")

    async def _list_in_space(self, room: WantedRoom, found: Found, replaced: Iterable[str]) -> None:
        """The Space lists it, and no longer a room that it replaces."""
        parent = self._found.get(room.parent or "")
        if parent is None:
            return
        for before in replaced:
            if parent.content("m.space.child", before).get("via"):
                act = self._server.put(parent, "m.space.child", before, {})
                lack = f"its Space still lists {before}, which is no more"
                await self._acts.do(room.name, f"list {before} in its Space no longer", act, lack=lack)
        if not parent.content("m.space.child", found.room_id).get("via"):
            act = self._server.put(parent, "m.space.child", found.room_id, {"via": [self._server.name]})
            await self._acts.do(room.name, "list it in its Space", act, lack="its Space does not list it")

    def _tell_refused(self, room: WantedRoom, found: Found) -> None:
        if self._acts.refused:
            able = found.most_powerful(but=self._server.user_id)
            who = " or ".join(able[:3]) or "an administrator of the homeserver"
            self.troubles.append(
                f"{room.name} ({found.room_id}): the bot has power level {found.level(self._server.user_id)} there and "
                f"may not {', '.join(self._acts.refused)}; {who} gives it 100 in the room's settings, then run this "
                "again."
            )

    def _note(self, room: WantedRoom, found: Found) -> None:
        federated = found.content("m.room.create").get("m.federate", True)
        if federated != room.federate:
            is_so, wanted = ("open", "not") if federated else ("shut", "open")
            self.notes.append(
                f"{room.name}: {is_so} to people of other homeservers, the settings say {wanted}; that is fixed when a "
                "room is made."
            )
        if room.join == "space" and found.version < RESTRICTED_JOINS:
            self.notes.append(
                f"{room.name}: room version {found.version} cannot let members of the Space in, so people come by "
                "invitation; upgrade it (/upgraderoom 10 in Element) and run this again."
            )


def _made(room: WantedRoom, found: Found) -> MadeRoom:
    return MadeRoom(room.key, found.room_id, room.kind, room.zone, room.theme)
