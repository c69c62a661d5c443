"""The JSON of a sync -> nio's objects, whatever is in it: what cannot be parsed is left out, the rest stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import structlog
from nio.events import AccountDataEvent, Event, InviteEvent, ToDeviceEvent
from nio.responses import SyncResponse

from bot.errors import Unreachable

log = structlog.get_logger(__name__)


def parse_sync(parsed: dict[str, Any]) -> SyncResponse:
    """Raises Unreachable when it is no sync answer at all (a proxy's page, say)."""
    if not isinstance(parsed.get("next_batch"), str):
        raise Unreachable("The homeserver's answer to the sync is garbled.")
    try:
        response = SyncResponse.from_dict(parsed)
    except Exception as error:
        log.warning("sync_sanitised", error=type(error).__name__)
        response = None
    if not isinstance(response, SyncResponse):
        response = SyncResponse.from_dict(sanitised(parsed))
    if not isinstance(response, SyncResponse):
        raise Unreachable("The homeserver's answer to the sync is garbled.")
    return response


def sanitised(parsed: dict[str, Any]) -> dict[str, Any]:
    """The same sync with only those rooms and events that nio can parse one by one."""
    clean: dict[str, Any] = {"next_batch": parsed["next_batch"], "rooms": {"join": {}, "invite": {}, "leave": {}}}
    clean["to_device"] = _events(parsed.get("to_device"), ToDeviceEvent.parse_event)
    clean["account_data"] = _events(parsed.get("account_data"), AccountDataEvent.parse_event)
    counts = _dict(parsed.get("device_one_time_keys_count"))
    clean["device_one_time_keys_count"] = {k: v for k, v in counts.items() if isinstance(v, int)}
    lists = _dict(parsed.get("device_lists"))
    clean["device_lists"] = {
        key: [user for user in _list(lists.get(key)) if isinstance(user, str)] for key in ("changed", "left")
    }
    rooms = _dict(parsed.get("rooms"))
    for room_id, room in _dict(rooms.get("join")).items():
        clean["rooms"]["join"][room_id] = _joined(_dict(room))
    for room_id, room in _dict(rooms.get("invite")).items():
        state = _events(_dict(room).get("invite_state"), InviteEvent.parse_event)
        clean["rooms"]["invite"][room_id] = {"invite_state": state}
    for room_id in _dict(rooms.get("leave")):
        clean["rooms"]["leave"][room_id] = {"state": {"events": []}, "timeline": {"events": []}}
    return clean


def _joined(room: dict[str, Any]) -> dict[str, Any]:
    timeline = _dict(room.get("timeline"))
    kept: dict[str, Any] = _events(timeline, Event.parse_event)
    kept["limited"] = timeline.get("limited") is True
    if isinstance(timeline.get("prev_batch"), str):
        kept["prev_batch"] = timeline["prev_batch"]
    return {"timeline": kept, "state": _events(room.get("state"), Event.parse_event)}


def _events(holder: object, parse: Callable[[dict[Any, Any]], object]) -> dict[str, Any]:
    return {"events": [event for event in _list(_dict(holder).get("events")) if _parses(event, parse)]}


def _parses(event: object, parse: Callable[[dict[Any, Any]], object]) -> bool:
    if not isinstance(event, dict):
        return False
    try:
        parse(event)
    except Exception:
        return False
    return True


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
