"""A wanted room -> the state events it must have, and whether it has them. Pure; Matrix specification 1.14."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.matrix.private_rooms import MARK
from bot.provision.wanted import MODERATOR_LEVEL, WantedRoom

ENCRYPTION = {"algorithm": "m.megolm.v1.aes-sha2"}
COLOUR = "be.relais.colour"

State = Mapping[tuple[str, str], Mapping[str, Any]]
"""(type, state key) -> content."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One state event; `what` names it for people. Only the given keys of `content` have to be there."""

    kind: str
    key: str
    content: Mapping[str, Any]
    what: str


def settings_of(room: WantedRoom, parent_id: str | None, server: str) -> Iterator[Setting]:
    """What the room must say of itself, encryption first; power and children are looked at apart."""
    if not room.is_space:
        yield Setting("m.room.encryption", "", ENCRYPTION, "encryption")
    yield Setting("m.room.history_visibility", "", {"history_visibility": "joined"}, "history from joining on")
    yield Setting(MARK, "", {"key": room.key}, "its mark")
    yield Setting("m.room.name", "", {"name": room.name}, f"name “{room.name}”")
    yield Setting("m.room.topic", "", {"topic": room.topic}, "topic")
    yield Setting("m.room.join_rules", "", join_rules(room, parent_id), _who_may_join(room))
    if parent_id:
        yield Setting("m.space.parent", parent_id, {"via": [server], "canonical": True}, "its Space")


def join_rules(room: WantedRoom, parent_id: str | None) -> dict[str, Any]:
    """Members of the Space may join (restricted, room version 8 and later), or only who is invited."""
    if room.join == "space" and parent_id:
        return {"join_rule": "restricted", "allow": [{"type": "m.room_membership", "room_id": parent_id}]}
    return {"join_rule": "invite"}


def powers(room: WantedRoom, state: State) -> dict[str, Any] | None:
    """The power levels to write, or None when they suffice. Levels that somebody gave by hand stay; in rooms of
    version 12 the creator has every power and must not be listed (MSC4289)."""
    now = dict(state.get(("m.room.power_levels", ""), {}))
    wanted = now | power_levels(room)
    users, events = dict(now.get("users", {})), dict(now.get("events", {}))
    raised = {user: MODERATOR_LEVEL for user in room.moderators if users.get(user, 0) < MODERATOR_LEVEL}
    opened = {kind: level for kind, level in _event_levels(room).items() if events.get(kind) != level}
    if raised:
        wanted["users"] = users | raised
    if opened:
        wanted["events"] = events | opened
    return None if wanted == now else wanted


def power_levels(room: WantedRoom) -> dict[str, Any]:
    """For a new room, beside what the homeserver fills in."""
    return {
        "events_default": room.speak,
        "invite": MODERATOR_LEVEL,
        "kick": MODERATOR_LEVEL,
        "ban": MODERATOR_LEVEL,
        "redact": MODERATOR_LEVEL,
        "users_default": 0,
    }


def _event_levels(room: WantedRoom) -> dict[str, int]:
    # Reactions and taking back one's own words stay open where only the bot speaks.
    return {"m.reaction": 0, "m.room.redaction": 0} if room.speak else {}


def holds(state: State, setting: Setting) -> bool:
    """Whether the room says so already."""
    now = state.get((setting.kind, setting.key))
    return now is not None and all(now.get(key) == value for key, value in setting.content.items())


def _who_may_join(room: WantedRoom) -> str:
    return "open to members of its Space" if room.join == "space" and room.parent else "by invitation only"
