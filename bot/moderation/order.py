"""What a moderator writes after a command -> an order: "1d reclame" after `!demp`. Pure, tested with a table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from urllib.parse import unquote

from bot.moderation.rules import rule_of

_UNITS = {
    "m": "minutes", "min": "minutes", "minuut": "minutes", "minuten": "minutes", "minute": "minutes",
    "minutes": "minutes", "u": "hours", "uur": "hours", "uren": "hours", "h": "hours", "heure": "hours",
    "heures": "hours", "hour": "hours", "hours": "hours", "d": "days", "dag": "days", "dagen": "days", "j": "days",
    "jour": "days", "jours": "days", "day": "days", "days": "days", "w": "weeks", "week": "weeks", "weken": "weeks",
    "weeks": "weeks", "semaine": "weeks", "semaines": "weeks",
}  # fmt: skip
_LONGEST_FIRST = sorted(_UNITS, key=len, reverse=True)
_DURATION = re.compile(rf"(?<!\w)(?P<number>\d{{1,9}})\s?(?P<unit>{'|'.join(_LONGEST_FIRST)})(?!\w)", re.IGNORECASE)
_LINK = re.compile(r"https://matrix\.to/#/(?P<room>[^/\s?]+)/(?P<event>[^/\s?]+)(?:\?\S*)?")
_USER = re.compile(r"(?:https://matrix\.to/#/)?(?P<user>@[^\s:/]+:[^\s?>]+)")
_MENTION = re.compile(r"""https://matrix\.to/#/(?P<user>(?:@|%40)[^"'<>?\s]+)""", re.IGNORECASE)
_MOST = 9999
"""Of any unit: what is longer is shortened anyway, and Python counts no further than some million weeks."""
_OFF = frozenset(["uit", "off", "stop", "fin", "weg", "einde", "terminer"])


@dataclass(frozen=True, slots=True)
class Order:
    """`room_id` and `event_id` of a link in it; `user_id` somebody named; `off`: it takes something back."""

    rule: str | None = None
    duration: timedelta | None = None
    room_id: str = ""
    event_id: str = ""
    user_id: str = ""
    off: bool = False


def mentioned(html: str) -> str:
    """The person that a message in HTML mentions (clients write a link, and only the name into the text), or ""."""
    found = _MENTION.search(html)
    return unquote(unescape(found["user"])) if found else ""


def order_of(text: str) -> Order:
    """The order in the words after a command."""
    link = _LINK.search(text)
    room_id, event_id = (unquote(link["room"]), unquote(link["event"])) if link else ("", "")
    rest = _LINK.sub(" ", text)
    user = _USER.search(rest)
    rest = _USER.sub(" ", rest)
    duration = _DURATION.search(rest)
    number = min(int(duration["number"]), _MOST) if duration else 0
    length = timedelta(**{_UNITS[duration["unit"].casefold()]: number}) if duration and number else None
    rest = _DURATION.sub(" ", rest, count=1)
    words = rest.split()
    rule = rule_of(rest) or next((found for word in words if (found := rule_of(word))), None)
    off = any(word.casefold() in _OFF for word in words) or (duration is not None and not number)
    return Order(
        rule=rule,
        duration=length,
        room_id=room_id,
        event_id=event_id,
        user_id=user["user"] if user else "",
        off=off,
    )
