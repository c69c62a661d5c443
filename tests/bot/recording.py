"""A messenger for features: keeps everything said, by handle, and answers `said` like the real one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from bot.ports import Attachment, Change, File, Message, Related, Rendered, RoomInfo, RoomKind, Said, Standing, Written


@dataclass(frozen=True)
class Spoken:
    """One thing the bot said. `to` is a room id or, for a direct message, a user id."""

    handle: str
    to: str
    text: str
    said: Said
    thread_root: str | None = None
    choices: tuple[str, ...] = ()
    kept: bool = True
    html: str = ""


@dataclass
class RecordingMessenger:
    """The same (cause, stage, target) twice is said once, as on a homeserver. `event_id` of a handle is the handle."""

    spoken: list[Spoken] = field(default_factory=list)
    edits: list[tuple[str, str]] = field(default_factory=list)
    events: list[tuple[str, str, Mapping[str, object]]] = field(default_factory=list)
    files: list[tuple[str, File]] = field(default_factory=list)
    reactions: list[tuple[str, str]] = field(default_factory=list)
    redacted: list[str] = field(default_factory=list)
    attachments: dict[str, bytes] = field(default_factory=dict)
    authors: dict[str, str] = field(default_factory=dict)
    relations: dict[tuple[str, str], tuple[Related, ...]] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)
    pinned: dict[str, list[str]] = field(default_factory=dict)
    may_pin: bool = True
    may_redact: bool = True

    def texts(self, to: str) -> list[str]:
        """What was said to a room or person, in order."""
        return [one.text for one in self.spoken if one.to == to]

    def last(self, to: str) -> Spoken:
        return [one for one in self.spoken if one.to == to][-1]

    def _say(
        self, to: str, text: Rendered, cause: str, stage: str, root: str | None, choices: tuple[str, ...], kept: bool
    ) -> str:
        handle = f"${cause} {stage} {to}"
        if all(one.handle != handle for one in self.spoken):
            self.spoken.append(Spoken(handle, to, text.plain, Said(cause, stage), root, choices, kept, text.html))
        return handle

    async def reply(self, to: Message, text: Rendered, *, stage: str = "answer", choices: tuple[str, ...] = ()) -> str:
        root = to.thread_root or to.event_id
        return self._say(to.room.room_id, text, to.event_id, stage, root, choices, True)

    async def post(
        self,
        room_id: str,
        text: Rendered,
        *,
        cause: str,
        stage: str,
        thread_root: str | None = None,
        choices: tuple[str, ...] = (),
    ) -> str:
        return self._say(room_id, text, cause, stage, thread_root, choices, True)

    async def carry(
        self, room_id: str, text: Rendered, *, cause: str, stage: str, thread_root: str | None = None
    ) -> str | None:
        return self._say(room_id, text, cause, stage, thread_root, (), False)

    async def direct(
        self, user_id: str, text: Rendered, *, cause: str, stage: str, keep: bool = True, choices: tuple[str, ...] = ()
    ) -> str | None:
        return self._say(user_id, text, cause, stage, None, choices, keep)

    async def edit(self, room_id: str, said: str, text: Rendered, *, cause: str, stage: str) -> None:
        self.edits.append((said, text.plain))

    async def send(self, room_id: str, kind: str, content: Mapping[str, object], *, cause: str, stage: str) -> str:
        self.events.append((room_id, kind, content))
        return f"${cause} {stage} {room_id}"

    async def attach(self, room_id: str, file: File, *, cause: str, stage: str, thread_root: str | None = None) -> bool:
        self.files.append((room_id, file))
        return True

    def said(self, event_id: str) -> Said | None:
        return next((one.said for one in self.spoken if one.handle == event_id), None)

    async def redact(self, room_id: str, event_id: str, reason: str, *, cause: str) -> bool:
        if self.may_redact and event_id not in self.redacted:
            self.redacted.append(event_id)
        return self.may_redact

    async def written(self, room_id: str, event_id: str) -> Written | None:
        author = self.authors.get(event_id)
        return Written(author) if author else None

    async def message(self, room_id: str, event_id: str) -> Message | None:
        return self.messages.get(event_id)

    async def own_words(self, room_id: str, event_id: str) -> str | None:
        return next((one.text for one in self.spoken if one.handle == event_id), None)

    async def related(self, room_id: str, event_id: str, relation: str) -> tuple[Related, ...] | None:
        return self.relations.get((event_id, relation), ())

    async def fetch(self, attachment: Attachment, limit: int) -> bytes | None:
        data = self.attachments.get(attachment.url)
        return data if data is not None and len(data) <= limit else None

    async def react(self, room_id: str, event_id: str, key: str, *, cause: str) -> None:
        self.reactions.append((event_id, key))

    async def pin(self, room_id: str, said: str, *, instead_of: Sequence[str] = ()) -> bool | None:
        if self.may_pin:
            pinned = [one for one in self.pinned.get(room_id, []) if one not in (said, *instead_of)]
            self.pinned[room_id] = [*pinned, said]
        return self.may_pin

    async def typing(self, room_id: str, on: bool) -> None:
        pass


@dataclass
class FakeRooms:
    """Rooms by id with their members' user ids."""

    infos: dict[str, RoomInfo] = field(default_factory=dict)
    people: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def add(self, room_id: str, kind: RoomKind, zone: str | None = None, people: tuple[str, ...] = ()) -> RoomInfo:
        self.people[room_id] = people
        self.infos[room_id] = RoomInfo(room_id, kind, zone, True, len(people) + 1)
        return self.infos[room_id]

    def info(self, room_id: str) -> RoomInfo:
        return self.infos.get(room_id, RoomInfo(room_id, RoomKind.OTHER, None, False, 0))

    def of_kind(self, kind: RoomKind, zone: str | None = None) -> tuple[str, ...]:
        return tuple(r for r, one in self.infos.items() if one.kind is kind and zone in (None, one.zone))

    def members(self, room_id: str) -> tuple[str, ...]:
        return self.people.get(room_id, ())

    def member_names(self, room_id: str) -> tuple[str, ...]:
        return self.members(room_id)


@dataclass
class FakePrivateRooms:
    """Rooms by key, with who is in or invited; `gone` are those that were emptied."""

    rooms: FakeRooms
    made: dict[str, str] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)

    async def make(self, key: str, kind: RoomKind, zone: str | None, name: str, people: Sequence[str]) -> str:
        room_id = self.made.setdefault(key, f"!{key.replace('/', '-')}")
        if room_id not in self.rooms.infos:
            self.rooms.add(room_id, kind, zone)
        for user_id in people:
            await self.invite(room_id, user_id)
        return room_id

    async def invite(self, room_id: str, user_id: str) -> None:
        if user_id not in self.rooms.people[room_id]:
            self.rooms.people[room_id] += (user_id,)

    async def remove(self, room_id: str, user_id: str) -> None:
        self.rooms.people[room_id] = tuple(one for one in self.rooms.people[room_id] if one != user_id)

    async def empty(self, room_id: str) -> None:
        self.gone.append(room_id)


@dataclass
class FakePowers:
    """Levels by room and person, beside `everybody`; `may` decides whether the bot may change any. `changes` counts
    what was written."""

    own: dict[tuple[str, str], int] = field(default_factory=dict)
    everybody: int = 0
    may: bool = True
    changes: int = 0

    async def standing(self, room_id: str, user_id: str) -> Standing | None:
        own = self.own.get((room_id, user_id))
        return Standing(self.everybody if own is None else own, own, -1)

    async def set(self, room_id: str, user_id: str, own: int | None, *, seen: Collection[int | None]) -> Change:
        now = self.own.get((room_id, user_id))
        if not self.may:
            return "refused"
        if now == own:
            return "done"
        if now not in seen:
            return "changed"
        self.changes += 1
        self.own.pop((room_id, user_id), None)
        if own is not None:
            self.own[(room_id, user_id)] = own
        return "done"
