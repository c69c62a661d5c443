"""A wanted room -> the state events it must have, and whether it has them. Pure; Matrix specification 1.16."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.provision.found import CREATORS_RULE, RESTRICTED_JOINS, Found
from bot.provision.mark import Mark
from bot.provision.wanted import MODERATOR_LEVEL, WantedRoom

ENCRYPTION = {"algorithm": "m.megolm.v1.aes-sha2"}
POWER = "m.room.power_levels"
BOT_LEVEL = 100


@dataclass(frozen=True, slots=True)
class Setting:
    """One state event; `what` names it for people, `lack` what its absence means. Only the given keys of `content` have
    to be there. `choice` is the value of one that people may change: what they chose stays. `grave`: without it
    people read what they must not."""

    kind: str
    key: str
    content: Mapping[str, Any]
    what: str
    lack: str
    choice: str = ""
    grave: bool = False


def settings_of(room: WantedRoom, parent_id: str | None, server: str, *, version: int) -> Iterator[Setting]:
    """What the room must say of itself, encryption first; mark, power, picture and children are looked at apart.
    `version` of the room: before RESTRICTED_JOINS people come by invitation only."""
    if not room.is_space:
        yield Setting("m.room.encryption", "", ENCRYPTION, "encryption", "is not encrypted", grave=True)
    history = {"history_visibility": "joined"}
    lack = "shows people what was said before they came"
    yield Setting("m.room.history_visibility", "", history, "history from joining on", lack, grave=True)
    lack = "does not have the name of the settings"
    yield Setting("m.room.name", "", {"name": room.name}, f"name “{room.name}”", lack, room.name)
    lack = "does not have the topic of the settings"
    yield Setting("m.room.topic", "", {"topic": room.topic}, "topic", lack, room.topic)
    rules = join_rules(room, parent_id if version >= RESTRICTED_JOINS else None)
    who = "by invitation only" if rules["join_rule"] == "invite" else "open to members of its Space"
    yield Setting("m.room.join_rules", "", rules, who, f"is not {who}", grave=True)
    if parent_id:
        yield Setting(
            "m.space.parent", parent_id, {"via": [server], "canonical": True}, "its Space", "does not know its Space"
        )


def join_rules(room: WantedRoom, parent_id: str | None) -> dict[str, Any]:
    """Members of the Space may join (restricted, room version 8 and later), or only who is invited."""
    if room.join == "space" and parent_id:
        return {"join_rule": "restricted", "allow": [{"type": "m.room_membership", "room_id": parent_id}]}
    return {"join_rule": "invite"}


def holds(found: Found, setting: Setting) -> bool:
    """Whether the room says so already."""
    now = found.state.get((setting.kind, setting.key))
    return now is not None and all(now.get(key) == value for key, value in setting.content.items())


def chosen_by_people(found: Found, setting: Setting, mark: Mark | None) -> bool:
    """Whether a person changed what the bot had set: the zone calls its room as it wants."""
    if mark is None or not setting.choice:
        return False
    field = setting.kind.rpartition(".")[2]
    before = {"name": mark.name, "topic": mark.topic}[field]
    now = str(found.content(setting.kind).get(field) or "")
    return bool(before) and now not in ("", before)


def powers(room: WantedRoom, found: Found, mark: Mark | None) -> dict[str, Any] | None:
    """The power levels to write, or None when they suffice. Levels that somebody gave by hand stay; moderators whom
    the settings named before, and no longer do, lose theirs."""
    now = dict(found.content(POWER))
    wanted = now | power_levels(room)
    users, events = dict(now.get("users", {})), dict(now.get("events", {}))
    for user in room.moderators:
        if found.level(user) < MODERATOR_LEVEL:
            users[user] = MODERATOR_LEVEL
    for user in set(mark.moderators if mark else ()) - set(room.moderators):
        if users.get(user) == MODERATOR_LEVEL:
            del users[user]
    if users != now.get("users", {}):
        wanted["users"] = users
    events |= _event_levels(room)
    if events != now.get("events", {}):
        wanted["events"] = events
    return None if wanted == now else wanted


def first_powers(room: WantedRoom, bot: str, version: str) -> dict[str, Any]:
    """For a new room, beside what the homeserver fills in; the creator must be named before version 12, and must not
    from there on (MSC4289)."""
    users = dict.fromkeys(room.moderators, MODERATOR_LEVEL)
    users.pop(bot, None)
    if version.isdecimal() and int(version) < CREATORS_RULE:
        users[bot] = BOT_LEVEL
    levels: dict[str, Any] = power_levels(room)
    if users:
        levels["users"] = users
    return levels


def power_levels(room: WantedRoom) -> dict[str, Any]:
    """Who may do what: everybody speaks, or only from a level on; moderators invite, redact and show out."""
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
