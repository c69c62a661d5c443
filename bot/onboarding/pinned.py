"""What is pinned in a room: posted once per version, pinned, and the version before it unpinned."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.ports import Messenger, Rendered, Rooms
from bot.store_onboarding import OnboardingStore, Post

REST = 180
"""Where the bot may not pin, it tries again after so many looks (an hour): somebody may have given it the power."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What should stand in `room_id`. `text` is asked whether an older version stood there. `stage` names it in what
    is said, for whoever clicks on it."""

    room_id: str
    kind: str
    version: str
    stage: str
    text: Callable[[bool], Rendered]


class Pinned:
    """`wanted` gives what should be pinned, where, now."""

    def __init__(
        self, messenger: Messenger, rooms: Rooms, store: OnboardingStore, wanted: Callable[[], Iterable[Notice]]
    ) -> None:
        self._messenger = messenger
        self._rooms = rooms
        self._store = store
        self._wanted = wanted
        self._resting: dict[str, int] = {}

    async def look(self, moment: datetime) -> None:
        """Post what is missing, pin what is posted. Three times a minute: for what is done, it only reads a row."""
        for notice in self._wanted():
            if self._rooms.info(notice.room_id).member_count:
                await self._keep(notice)

    async def _keep(self, notice: Notice) -> None:
        posts = self._store.posts(notice.room_id, notice.kind)
        older = [post for post in posts if post.version != notice.version]
        post = next((post for post in posts if post.version == notice.version), None)
        if post is None:
            text = notice.text(bool(older))
            handle = await self._messenger.post(
                notice.room_id, text, cause=notice.stage, stage=notice.stage, choices=text.choices
            )
            post = Post(notice.room_id, notice.kind, notice.version, handle, pinned=False)
            self._store.posted(post)
        if not post.pinned or older:
            await self._pin(post, older)

    async def _pin(self, post: Post, older: Sequence[Post]) -> None:
        if left := self._resting.pop(post.room_id, 0):
            self._resting[post.room_id] = left - 1
            return
        done = await self._messenger.pin(post.room_id, post.handle, instead_of=[one.handle for one in older])
        if done:
            self._store.posted(replace(post, pinned=True))
            for one in older:
                self._store.unpinned(one)
        elif done is False:
            self._resting[post.room_id] = REST
