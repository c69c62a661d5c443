"""What the bot writes into a room about itself: which room it is, and what the bot made of it last.

So a room is found again without the database, what a person changed since is told from what the bot set, and whoever
a list no longer names is told from whom somebody invited by hand. Only a mark that the bot itself wrote counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.matrix.private_rooms import MARK

__all__ = ["MARK", "Mark", "read_mark"]


@dataclass(frozen=True, slots=True)
class Mark:
    """`name`, `topic`, `picture` (mxc address) and `colour` as the bot set them last, "" when it never did; `members`
    and `moderators` are the user ids that the settings named then."""

    key: str
    name: str = ""
    topic: str = ""
    picture: str = ""
    colour: str = ""
    members: tuple[str, ...] = ()
    moderators: tuple[str, ...] = ()

    @property
    def content(self) -> dict[str, Any]:
        """The state event."""
        return {
            "key": self.key,
            "name": self.name,
            "topic": self.topic,
            "picture": self.picture,
            "colour": self.colour,
            "members": list(self.members),
            "moderators": list(self.moderators),
        }


def read_mark(content: Mapping[str, Any]) -> Mark | None:
    """The mark in a state event that the bot wrote; None in an empty one."""
    key = content.get("key")
    if not isinstance(key, str) or not key:
        return None
    name, topic, picture, colour = (str(content.get(one) or "") for one in ("name", "topic", "picture", "colour"))
    members, moderators = (tuple(map(str, content.get(one) or ())) for one in ("members", "moderators"))
    return Mark(key, name, topic, picture, colour, members, moderators)
