"""An event of a room -> a Message or a Reaction for the handlers, or nothing. Trusts no field to have its type."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.matrix.mentions import is_mentioned, without_address, without_fallback
from bot.matrix.visible import visible_text
from bot.ports import Attachment, Joined, Message, Reaction, RoomInfo

TEXTS = ("m.text", "m.emote")
FILES = ("m.file", "m.image", "m.video", "m.audio")
NOTICE = "m.notice"
OTHERS = ("m.sticker", "m.poll.start", "org.matrix.msc3381.poll.start")
"""Events that are no questions but can hold words about a person: the guard reads them like any message."""

LONGEST_BODY = 20_000
"""Characters of a message that are looked at; the protocol allows about 65,000 and a question has a hundred."""

_PROTOCOL = frozenset(
    ("m.relates_to", "m.mentions", "msgtype", "format", "url", "file", "thumbnail_file", "thumbnail_url", "mimetype",
     "xyz.amorgan.blurhash", "org.matrix.msc1767.audio", "org.matrix.msc3245.voice")
)  # fmt: skip
"""Keys whose values are ids, addresses, keys and types: nothing that a person wrote."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who the bot is, for reading messages to it."""

    user_id: str
    names: tuple[str, ...]

    def wants(self, source: dict[str, Any]) -> bool:
        """Whether an event, still encrypted perhaps, may be something to handle: from somebody else, and a message of
        whatever type or a reaction. Notices are what other bots send."""
        if source.get("sender") == self.user_id or not isinstance(source.get("event_id"), str):
            return False
        kind, content = source.get("type"), source.get("content")
        if not isinstance(content, dict) or "state_key" in source:
            return False
        if kind == "m.room.message":
            return isinstance(content.get("msgtype"), str) and content["msgtype"] != NOTICE
        return kind == "m.reaction" or (kind in ("m.room.encrypted", *OTHERS) and bool(content))

    def comes_in(self, source: dict[str, Any]) -> bool:
        """Whether by this event somebody else came into its room; a new name or picture of a member is none."""
        member, content = source.get("state_key"), _dict(source.get("content"))
        if source.get("type") != "m.room.member" or not isinstance(member, str) or member == self.user_id:
            return False
        before = _dict(_dict(source.get("unsigned")).get("prev_content")).get("membership")
        known = isinstance(source.get("event_id"), str)
        return known and content.get("membership") == "join" and before != "join"

    def joined(self, source: dict[str, Any], room: RoomInfo) -> Joined | None:
        """Who came in, or None when nobody did."""
        if not self.comes_in(source):
            return None
        return Joined(source["event_id"], room, source["state_key"], _moment(source.get("origin_server_ts")))

    def message(self, source: dict[str, Any], room: RoomInfo, *, in_bot_thread: bool) -> Message | None:
        """The message, or None when it is none for us. `in_bot_thread` is about its thread root."""
        content = _dict(source.get("content"))
        kind = source.get("type")
        msgtype = kind if kind in OTHERS else content.get("msgtype")
        if kind not in ("m.room.message", *OTHERS) or not self.wants(source) or not isinstance(msgtype, str):
            return None
        texts = readable(content)
        relation = _dict(content.get("m.relates_to"))
        replaces = _text(relation.get("event_id")) if relation.get("rel_type") == "m.replace" else ""
        if replaces:
            content = _dict(content.get("m.new_content")) or content
        body = without_fallback(_text(content.get("body"))[:LONGEST_BODY], bool(_reply_target(relation)))
        return Message(
            event_id=source["event_id"],
            room=room,
            sender=_text(source.get("sender")),
            body=without_address(body, self.names),
            sent_at=_moment(source.get("origin_server_ts")),
            formatted_body=_text(content.get("formatted_body"))[:LONGEST_BODY],
            thread_root=thread_root(source),
            reply_to=_reply_target(relation),
            mentions_bot=is_mentioned(content, body, self.user_id, self.names),
            in_bot_thread=in_bot_thread,
            msgtype=msgtype,
            replaces=replaces or None,
            filename=_text(content.get("filename")) or (body if msgtype in FILES else ""),
            texts=texts,
            attachment=_attachment(content) if msgtype in FILES else None,
        )

    def reaction(self, source: dict[str, Any], room: RoomInfo) -> Reaction | None:
        """The reaction, or None when it is none or malformed."""
        relation = _dict(_dict(source.get("content")).get("m.relates_to"))
        target, key = _text(relation.get("event_id")), _text(relation.get("key"))
        if source.get("type") != "m.reaction" or not target or not key or source.get("sender") == self.user_id:
            return None
        moment = _moment(source.get("origin_server_ts"))
        return Reaction(source["event_id"], room, _text(source.get("sender")), target, key[:64], moment)

    def unreadable(self, source: dict[str, Any], room: RoomInfo) -> Message:
        """Stands for a message that cannot be decrypted, so that it can be replied to."""
        return Message(
            event_id=source["event_id"],
            room=room,
            sender=_text(source.get("sender")),
            body="",
            sent_at=_moment(source.get("origin_server_ts")),
            thread_root=thread_root(source),
            msgtype="m.room.encrypted",
        )


def thread_root(source: dict[str, Any]) -> str | None:
    """The root of the thread an event stands in; relations are in clear, also on encrypted events."""
    relation = _dict(_dict(source.get("content")).get("m.relates_to"))
    return (_text(relation.get("event_id")) or None) if relation.get("rel_type") == "m.thread" else None


def readable(content: dict[str, Any]) -> tuple[str, ...]:
    """Every text in the content of an event, however deep and under whatever key, but for what the protocol itself
    needs: a client may show any of it (extensible events, captions, both halves of an edit). Each once, as sent."""
    found: dict[str, None] = {}
    waiting: list[object] = [content]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += [
                visible_text(part) if key == "formatted_body" and isinstance(part, str) else part
                for key, part in value.items()
                if key not in _PROTOCOL
            ]
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, str) and value.strip():
            found[value] = None
    return tuple(found)


def _attachment(content: dict[str, Any]) -> Attachment | None:
    """Where the file of a message is, and how to decrypt it (Matrix specification, encrypted attachments, v2)."""
    file, info = _dict(content.get("file")), _dict(content.get("info"))
    size = info.get("size")
    said = size if isinstance(size, int) and size > 0 else 0
    if file:
        key, sha256 = _text(_dict(file.get("key")).get("k")), _text(_dict(file.get("hashes")).get("sha256"))
        return Attachment(_text(file.get("url")), said, key, _text(file.get("iv")), sha256)
    url = _text(content.get("url"))
    return Attachment(url, said) if url else None


def reply_target(source: dict[str, Any]) -> str | None:
    """The event that an event answers in the eyes of any client."""
    relation = _dict(_dict(source.get("content")).get("m.relates_to"))
    return _text(_dict(relation.get("m.in_reply_to")).get("event_id")) or None


def _reply_target(relation: dict[str, Any]) -> str | None:
    if relation.get("rel_type") == "m.thread" and relation.get("is_falling_back") is True:
        return None  # the reply is there for clients that know no threads
    return _text(_dict(relation.get("m.in_reply_to")).get("event_id")) or None


def _moment(milliseconds: object) -> datetime:
    """Aware UTC. Nonsense counts as long ago, so that nobody answers it as fresh."""
    try:
        return datetime.fromtimestamp(float(milliseconds) / 1000, UTC)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    """A text that can be stored and sent: half a surrogate pair, which an encrypted payload may hold, is replaced."""
    if not isinstance(value, str):
        return ""
    return value if value.isascii() else value.encode("utf-8", "replace").decode()
