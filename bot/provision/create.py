"""What the homeserver is told to make a room that is right from its first moment: one request, mark included, so that
a run that is killed after it finds the room again."""

from __future__ import annotations

from typing import Any

from bot.provision.mark import MARK, Mark
from bot.provision.server import Server
from bot.provision.state import first_powers, settings_of
from bot.provision.wanted import WantedRoom


def creation(room: WantedRoom, mark: Mark, parent_id: str | None, server: Server) -> dict[str, Any]:
    """The body of createRoom. An alias of this homeserver that the settings name, and no room has, becomes the room's:
    else somebody else could take it."""
    version = server.default_version
    number = int(version) if version.isdecimal() else 99
    state: list[dict[str, Any]] = [{"type": MARK, "state_key": "", "content": mark.content}]
    for one in settings_of(room, parent_id, server.name, version=number):
        state.append({"type": one.kind, "state_key": one.key, "content": dict(one.content)})
    picture = {"url": mark.picture, "info": {"mimetype": "image/png"}}
    state.append({"type": "m.room.avatar", "state_key": "", "content": picture})
    body: dict[str, Any] = {
        "preset": "private_chat",
        "creation_content": {"m.federate": room.federate} | ({"type": "m.space"} if room.is_space else {}),
        "initial_state": state,
        "power_level_content_override": first_powers(room, server.user_id, version),
    }
    alias = next((one for one in room.configured if one.startswith("#") and one.endswith(f":{server.name}")), "")
    if alias:
        body["room_alias_name"] = alias[1:].partition(":")[0]
    return body
