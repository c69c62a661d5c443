"""A room as the homeserver tells it: its state, who set what, and who may do what in it. Pure; specification 1.16."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Content = Mapping[str, Any]
Key = tuple[str, str]
"""Type and state key of a state event."""

BOUNDLESS = 2**53
"""The power of a creator in room version 12 and later (MSC4289), who stands in no list."""

CREATORS_RULE = 12
RESTRICTED_JOINS = 8
"""From this room version on members of a Space can be let in."""


@dataclass(slots=True)
class Found:
    """A room: its state, by whom and when (seconds since 1970) each event was set. `unseen`: the bot could go into it,
    but did not yet, so that nothing is known of it."""

    room_id: str
    state: dict[Key, Content] = field(default_factory=dict)
    senders: dict[Key, str] = field(default_factory=dict)
    times: dict[Key, float] = field(default_factory=dict)
    unseen: bool = False

    def content(self, kind: str, key: str = "") -> Content:
        """The content of a state event, or {}."""
        return self.state.get((kind, key), {})

    @property
    def name(self) -> str:
        """How people see it."""
        return str(self.content("m.room.name").get("name") or self.room_id)

    @property
    def version(self) -> int:
        """Of the room; an experimental one, which is no number, counts as the latest."""
        said = str(self.content("m.room.create").get("room_version", "1"))
        return int(said) if said.isdecimal() else CREATORS_RULE

    @property
    def successor(self) -> str:
        """The room that took its place, or ""."""
        room_id = self.content("m.room.tombstone").get("replacement_room")
        return room_id if isinstance(room_id, str) else ""

    @property
    def predecessor(self) -> str:
        """The room that it took the place of, or ""."""
        before = self.content("m.room.create").get("predecessor")
        room_id = before.get("room_id") if isinstance(before, Mapping) else None
        return room_id if isinstance(room_id, str) else ""

    def members(self, *memberships: str) -> set[str]:
        """User ids whose membership is one of these (default: join, invite)."""
        wanted = memberships or ("join", "invite")
        return {
            key
            for (kind, key), content in self.state.items()
            if kind == "m.room.member" and content.get("membership") in wanted
        }

    def left_alone(self, user_id: str, bot: str) -> bool:
        """Whether somebody left, declined or was shown out by a person: not by the bot."""
        gone = self.content("m.room.member", user_id).get("membership") in ("leave", "ban")
        return gone and self.senders.get(("m.room.member", user_id)) != bot

    def level(self, user_id: str) -> int:
        """The power of somebody."""
        creators = {self.senders.get(("m.room.create", ""), "")}
        if self.version >= CREATORS_RULE:
            creators |= set(self.content("m.room.create").get("additional_creators") or ())
            if user_id in creators:
                return BOUNDLESS
        levels = self.state.get(("m.room.power_levels", ""))
        if levels is None:
            return 100 if user_id in creators else 0
        return _whole((levels.get("users") or {}).get(user_id, levels.get("users_default", 0)), 0)

    def needed(self, kind: str) -> int:
        """The power it takes to set a state event."""
        levels = self.content("m.room.power_levels")
        return _whole((levels.get("events") or {}).get(kind, levels.get("state_default", 50)), 50)

    def needed_to(self, act: str) -> int:
        """The power it takes to invite or kick."""
        usual = 0 if act == "invite" else 50
        return _whole(self.content("m.room.power_levels").get(act, usual), usual)

    def most_powerful(self, *, but: str) -> tuple[str, ...]:
        """Who is in it and may give the bot power."""
        able = [user for user in self.members("join") if user != but and self.level(user) >= 100]
        return tuple(sorted(able))


def _whole(value: object, usual: int) -> int:
    """Old rooms hold levels as text."""
    try:
        return int(value)  # type: ignore[call-overload,no-any-return]
    except (TypeError, ValueError):
        return usual
