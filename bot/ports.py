"""What handlers see of the world: a message that came in, and a messenger to answer with.

Nothing here knows nio, so every rule can be tested without a homeserver; bot/matrix holds the real ones.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal, Protocol


class RoomKind(StrEnum):
    """What a room is for, from the configuration; `DIRECT` is a room of the bot and one other member."""

    ZONE = "zone"
    THEME = "theme"
    AGENDA = "agenda"
    REFERRAL = "referral"
    MODERATORS = "moderators"
    ADMIN = "admin"
    SANDBOX = "sandbox"
    CASE = "case"
    DIRECT = "direct"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class RoomInfo:
    """A room the bot is in. `zone` is the zone id of a room that belongs to one zone, else None."""

    room_id: str
    kind: RoomKind
    zone: str | None
    encrypted: bool
    member_count: int


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that hangs on a message, still on the homeserver. `url` is its mxc address; `size` what the sender says,
    in bytes (0: not said); `key`, `iv` and `sha256` decrypt it, empty for a file in clear."""

    url: str
    size: int = 0
    key: str = field(default="", repr=False)
    iv: str = field(default="", repr=False)
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A file to be sent; `data` never in a repr."""

    name: str
    data: bytes = field(repr=False)
    mimetype: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Message:
    """A text message from a person, decrypted. Lives in memory only: it is never stored or logged (the dataclass
    hides `body` and `formatted_body` from its repr). `thread_root` is the event id of the thread it stands in, or
    None; `reply_to` the event it really answers. `mentions_bot` is true by m.mentions or by name; `addressed`
    also in direct rooms, threads the bot takes part in, and after a command. `texts` is everything in the event that
    somebody could read: quoted lines, formatted text, file name, caption, both halves of an edit; the guard reads
    these besides `body`."""

    event_id: str
    room: RoomInfo
    sender: str
    body: str
    sent_at: datetime
    formatted_body: str = ""
    thread_root: str | None = None
    reply_to: str | None = None
    mentions_bot: bool = False
    in_bot_thread: bool = False
    msgtype: str = "m.text"
    replaces: str | None = None
    filename: str = ""
    texts: tuple[str, ...] = ()
    attachment: Attachment | None = None

    def __repr__(self) -> str:
        return f"Message({self.event_id!r}, room={self.room.room_id!r}, sender={self.sender!r})"


@dataclass(frozen=True, slots=True)
class Reaction:
    """Somebody put `key` (an emoji) on the event `target`."""

    event_id: str
    room: RoomInfo
    sender: str
    target: str
    key: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody came into a zone's room."""

    event_id: str
    room: RoomInfo
    user_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Written:
    """What is in clear of an event: who wrote it, and in which thread (None: in none)."""

    author: str
    thread_root: str | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """An event that hangs on another one: a reaction, a vote. `content` is decrypted, and never in a repr."""

    event_id: str
    sender: str
    kind: str
    content: Mapping[str, object] = field(repr=False)
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Rendered:
    """Text for a room: `plain` for `body`, `html` for `formatted_body` (escaped already). Never contains a ping:
    the messenger sends an empty m.mentions with it. `choices`: emoji that belong under it."""

    plain: str
    html: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What made the bot say something: an event id or a key such as "digest noord 2026-W48", and which of the
    things said for it."""

    cause: str
    stage: str


Handle = str
"""Names something the bot says, from the moment it is queued: usable wherever an event id of the bot's own is (thread
root, edit, reaction), before the homeserver gave it one."""


class Messenger(Protocol):
    """The one way to say something on Matrix.

    Durable calls are written to the outbox first and sent at least once with a transaction id made of
    (`cause`, `stage`) and the room or person, so that the homeserver shows them exactly once, whatever is killed in
    between, and however often the same is asked. `choices` are emoji that the bot puts on the message itself, so that
    one click is an answer; `said` tells later what the message clicked on was about.
    """

    async def reply(
        self, to: Message, text: Rendered, *, stage: str = "answer", choices: tuple[str, ...] = ()
    ) -> Handle:
        """Durable; in the thread of `to` (starting it at `to` when there is none). Direct rooms get threads too."""
        ...

    async def post(
        self,
        room_id: str,
        text: Rendered,
        *,
        cause: str,
        stage: str,
        thread_root: Handle | None = None,
        choices: tuple[str, ...] = (),
    ) -> Handle:
        """Durable; on its own in a room, or in a thread of it."""
        ...

    async def edit(self, room_id: str, said: Handle, text: Rendered, *, cause: str, stage: str) -> None:
        """Durable; put `text` in place of something the bot said in that room."""
        ...

    async def send(self, room_id: str, kind: str, content: Mapping[str, object], *, cause: str, stage: str) -> Handle:
        """Durable; an event of another kind than a message (a poll, say)."""
        ...

    async def attach(
        self, room_id: str, file: File, *, cause: str, stage: str, thread_root: Handle | None = None
    ) -> bool:
        """Upload a file, encrypted, and say so durably in a room or thread. False when the homeserver did not take
        the file: nothing is said then."""
        ...

    def said(self, event_id: str) -> Said | None:
        """What made the bot send this event; None when it did not, or longer ago than ids are kept."""
        ...

    async def carry(
        self, room_id: str, text: Rendered, *, cause: str, stage: str, thread_root: str | None = None
    ) -> str | None:
        """Say in a room, or in a thread of it, what must never touch the disk (a cleaned question). Not durable;
        returns the event id, or None when the homeserver did not take it."""
        ...

    async def direct(
        self, user_id: str, text: Rendered, *, cause: str, stage: str, keep: bool = True, choices: tuple[str, ...] = ()
    ) -> str | None:
        """In the encrypted direct room with `user_id`, created when there is none; returns a handle. `keep=False`: not
        durable, the text never touches the disk (cleaned user data); returns the event id then, or None when it could
        not be sent."""
        ...

    async def redact(self, room_id: str, event_id: str, reason: str, *, cause: str) -> bool:
        """Remove an event. False when the bot may not."""
        ...

    async def written(self, room_id: str, event_id: str) -> Written | None:
        """By whom an event of a room was written, and where; None when that cannot be found out."""
        ...

    async def message(self, room_id: str, event_id: str) -> Message | None:
        """A message read again from the homeserver; None when it is gone or cannot be read. Whom it mentions is not
        looked at."""
        ...

    async def own_words(self, room_id: str, event_id: str) -> str | None:
        """What the bot itself said in an event, read again from the homeserver; None when it is gone or not the
        bot's. For what must not be kept on disk."""
        ...

    async def related(self, room_id: str, event_id: Handle, relation: str) -> tuple[Related, ...] | None:
        """What people hung on an event and did not take back, oldest first, as the homeserver has it now; without what
        cannot be read. `relation` is "m.annotation" (reactions) or "m.reference" (votes). None when the homeserver does
        not tell, or the event was not sent yet."""
        ...

    async def fetch(self, attachment: Attachment, limit: int) -> bytes | None:
        """The file, decrypted, in memory; None when it is larger than `limit` bytes, gone, or does not decrypt."""
        ...

    async def react(self, room_id: str, event_id: Handle, key: str, *, cause: str) -> None:
        """Durable; put an emoji on an event. Reactions travel in clear: never one that tells about a person."""
        ...

    async def pin(self, room_id: str, said: Handle, *, instead_of: Sequence[Handle] = ()) -> bool | None:
        """Pin something the bot said, beside what others pinned, and unpin `instead_of`; nothing happens when it is
        so already. False when the bot may not pin there, None when it was not sent yet. Raises Unreachable."""
        ...

    async def typing(self, room_id: str, on: bool) -> None:
        """Show or hide the typing notice; failures do not matter."""
        ...


class Rooms(Protocol):
    """What handlers may know of the rooms the bot is in."""

    def info(self, room_id: str) -> RoomInfo:
        """What a room is now; a room the bot is not in has no members."""
        ...

    def of_kind(self, kind: RoomKind, zone: str | None = None) -> tuple[str, ...]:
        """Ids of the configured rooms of a kind; with `zone`, those of that zone only."""
        ...

    def members(self, room_id: str) -> tuple[str, ...]:
        """User ids of the people who joined a room, without the bot."""
        ...

    def member_names(self, room_id: str) -> tuple[str, ...]:
        """Display names of everybody in a room, invited people too."""
        ...


class PrivateRooms(Protocol):
    """Rooms that the bot makes for a few people: encrypted, by invitation only, of this homeserver alone. All raise
    Unreachable when the homeserver is away; the inbox then tries the whole message again."""

    async def make(self, key: str, kind: RoomKind, zone: str | None, name: str, people: Sequence[str]) -> str:
        """The room of that key, with these people invited: made once, however often this is called."""
        ...

    async def invite(self, room_id: str, user_id: str) -> None:
        """Does nothing for somebody who is there."""
        ...

    async def remove(self, room_id: str, user_id: str) -> None:
        """Does nothing for somebody who is not there."""
        ...

    async def empty(self, room_id: str) -> None:
        """Remove everything that was said, by anybody, and leave."""
        ...


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody may in a room (Matrix: m.room.power_levels). `level` is theirs, `own` the one that is written under
    their name, None for none; who has `silent` can say nothing there."""

    level: int
    own: int | None
    silent: int


Change = Literal["done", "changed", "refused"]
"""`changed`: somebody else changed it meanwhile, so nothing was done. `refused`: the bot may not."""


class Powers(Protocol):
    """Who may speak in a room. All raise Unreachable when the homeserver is away."""

    async def standing(self, room_id: str, user_id: str) -> Standing | None:
        """None when the bot cannot see it."""
        ...

    async def set(self, room_id: str, user_id: str, own: int | None, *, seen: Collection[int | None]) -> Change:
        """Write a level under somebody's name, or take it out (None), where one of `seen` stands there now; everybody
        else's stays as it is."""
        ...


class Powerless:
    """Powers where there is no homeserver: nothing can be seen or changed."""

    async def standing(self, room_id: str, user_id: str) -> Standing | None:
        return None

    async def set(self, room_id: str, user_id: str, own: int | None, *, seen: Collection[int | None]) -> Change:
        return "refused"


MessageHandler = Callable[[Message], Awaitable[bool]]
"""True when the message was dealt with: the first handler that says so is the last one asked."""

ReactionHandler = Callable[[Reaction], Awaitable[bool]]

JoinHandler = Callable[[Joined], Awaitable[None]]
"""Called for everybody who comes into a zone's room while the bot is in it, at least once per time they come in."""

UndecryptableHandler = Callable[[Message], Awaitable[None]]
"""A message that could not be decrypted in time: `body` is empty and `msgtype` "m.room.encrypted". Called once per
sender and session, ever; it can be replied to like any other message."""
