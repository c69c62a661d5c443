"""Which files are repertories to be read, by their names. The guard leaves these to the admins' handler.

Services' telephone numbers and addresses are no user data, and a repertory is full of them. The rule is small on
purpose: a file of a table's kind, in a room of the admins. What is in it decides later whether it is a repertory at
all (bot.handlers.admin_plans has what is none checked after all).
"""

from __future__ import annotations

from bot.ports import Message, RoomKind

TABLES = (".csv", ".tsv", ".xlsx", ".json", ".zip")
"""Endings of what a repertory can be: a table, HSDS JSON, an HSDS data package."""

_OTHER_TABLES = (".xls", ".ods", ".xlsm", ".numbers")
"""Tables that cannot be read as they are."""


def is_repertory(message: Message) -> bool:
    """Whether the file that hangs on a message claims to be one."""
    return message.attachment is not None and message.msgtype == "m.file" and _name(message).endswith(TABLES)


def is_nearly_repertory(message: Message) -> bool:
    """Whether it is a table of another kind, which has to be saved as one of these."""
    return message.attachment is not None and message.msgtype == "m.file" and _name(message).endswith(_OTHER_TABLES)


def for_admins(message: Message) -> bool:
    """Whether the guard leaves the file to the admins' handler."""
    return message.room.kind is RoomKind.ADMIN and not message.replaces and is_repertory(message)


def _name(message: Message) -> str:
    return (message.filename or message.body).strip().casefold()
