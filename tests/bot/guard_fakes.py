"""A guard that knows a few words, and a messenger that keeps what was said, removed and carried."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.config import Config
from bot.errors import GuardFailed
from bot.guard.findings import Certainty, Finding, Kind, Verdict
from bot.guarding import Guarding, desk_of, guarding
from bot.handlers.cleaned import Desk
from bot.ports import Attachment, Message, Reaction, Related, Rendered, RoomInfo, RoomKind, Written
from bot.screening.screen import Screened
from bot.store import Store
from bot.store_guard import GuardStore
from tests.bot.conftest import NOW, FakeMessenger
from tests.bot.recording import FakeRooms

SURE, MAYBE, FAILS, WEG = "Geheim", "Misschien", "Kapot", "[weg]"


def verdict(text: str) -> Verdict:
    """`Geheim` is a sure name, `Misschien` a probable one, `nietbinnenlaten` an exclusion, `ziekte` severe."""
    found = [Finding(Kind.NAME, text.index(SURE), text.index(SURE) + len(SURE))] if SURE in text else []
    if MAYBE in text:
        found.append(Finding(Kind.AGE, text.index(MAYBE), text.index(MAYBE) + len(MAYBE), Certainty.PROBABLE))
    cleaned = text.replace(SURE, WEG).replace(MAYBE, WEG)
    return Verdict(tuple(found), cleaned, severe="ziekte" in text, exclusion="nietbinnenlaten" in text, lang="nl")


class FakeScreen:
    """Fails on `Kapot`. A file is text, but one that begins with `BIN` cannot be read."""

    def __init__(self) -> None:
        self.checked: list[str] = []

    async def check(self, texts: Sequence[str], members: Iterable[str] = ()) -> Screened:
        self.checked += texts
        if any(FAILS in text for text in texts):
            raise GuardFailed("The guard failed (ValueError).")
        return Screened(tuple(verdict(text) for text in texts))

    async def check_file(self, data: bytes, members: Iterable[str] = ()) -> Screened | None:
        return None if data.startswith(b"BIN") else await self.check([data.decode(errors="replace")])


@dataclass
class RoomMessenger(FakeMessenger):
    """`may_redact` and `reachable` decide what succeeds; `files` by address, `authors` and `threads` by event."""

    may_redact: bool = True
    reachable: bool = True
    redacted: list[str] = field(default_factory=list)
    carried: list[tuple[str, str, str | None]] = field(default_factory=list)
    posted: list[tuple[str, str]] = field(default_factory=list)
    prompts: list[tuple[str, bool, tuple[str, ...]]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    authors: dict[str, str] = field(default_factory=dict)
    threads: dict[str, str] = field(default_factory=dict)

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
        self.posted.append((room_id, text.plain))
        return f"{cause} {stage}"

    async def carry(
        self, room_id: str, text: Rendered, *, cause: str, stage: str, thread_root: str | None = None
    ) -> str | None:
        if not self.reachable:
            return None
        self.carried.append((room_id, text.plain, thread_root))
        return f"$carried{len(self.carried)}"

    async def direct(
        self, user_id: str, text: Rendered, *, cause: str, stage: str, keep: bool = True, choices: tuple[str, ...] = ()
    ) -> str | None:
        self.prompts.append((text.plain, keep, choices))
        return f"$prompt{len(self.prompts)}" if not keep and self.reachable else None

    async def redact(self, room_id: str, event_id: str, reason: str, *, cause: str) -> bool:
        if self.may_redact:
            self.redacted.append(event_id)
        return self.may_redact

    async def own_words(self, room_id: str, event_id: str) -> str | None:
        return None

    async def written(self, room_id: str, event_id: str) -> Written | None:
        author = self.authors.get(event_id)
        return Written(author, self.threads.get(event_id)) if author else None

    async def related(self, room_id: str, event_id: str, relation: str) -> tuple[Related, ...] | None:
        raise AssertionError("the guard looks at no relations")

    async def pin(self, room_id: str, said: str, *, instead_of: Sequence[str] = ()) -> bool | None:
        raise AssertionError("nothing here pins")

    async def fetch(self, attachment: Attachment, limit: int) -> bytes | None:
        data = self.files.get(attachment.url)
        return data if data is not None and len(data) <= limit else None


@dataclass
class Room:
    """Everything around the guard."""

    messenger: RoomMessenger
    screen: FakeScreen
    store: Store
    desk: Desk
    guard: Guarding
    proceeded: list[Message]

    @property
    def counts(self) -> dict[str, int]:
        return {kind: count for (_, _, kind), count in GuardStore(self.store).counts().items()}

    async def react(self, target: str, key: str, *, sender: str = "@sofie:x", **room: Any) -> bool:
        where = RoomInfo("!direct", room.get("kind", RoomKind.DIRECT), None, True, 2)
        return await self.guard.reactions(Reaction(f"$r{target}{key}", where, sender, target, key, NOW))


class Clock:
    """A clock that stands still."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class _Rooms(FakeRooms):
    def member_names(self, room_id: str) -> tuple[str, ...]:
        return ("Sofie",)


def _rooms(moderators: Sequence[str]) -> FakeRooms:
    """A moderators' room whose id ends in the name of a zone is that zone's; "(empty)" when nobody is in it."""
    rooms = _Rooms()
    for room_id in moderators:
        name, _, empty = room_id.partition(" ")
        rooms.add(room_id, RoomKind.MODERATORS, name.partition("-")[2] or None, people=() if empty else ("@mo:x",))
    return rooms


def room(
    folder: Path, *, config: Config | None = None, moderators: Sequence[str] = (), clock: Clock | None = None
) -> Room:
    """A guard over the fakes; what it lets through is kept in `proceeded`."""
    config = config or Config()
    store, messenger, screen = Store(folder / "bot.sqlite"), RoomMessenger(), FakeScreen()
    desk = Desk(1800.0, 100, clock) if clock else desk_of(config)
    proceeded: list[Message] = []

    async def proceed(message: Message) -> bool:
        proceeded.append(message)
        return True

    guard = guarding(config, messenger, store, _rooms(moderators), screen, desk, proceed)
    return Room(messenger, screen, store, desk, guard, proceeded)
