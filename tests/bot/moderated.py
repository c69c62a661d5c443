"""A zone's room with a moderators' room beside it, over fakes, with a clock to be moved."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.moderation.feature import make_moderation
from bot.ports import RoomKind
from bot.store_moderation import ModerationStore
from kb.base import KnowledgeBase
from tests.bot.cases.life import ASKER, MOD, Life

MOD2, LOUD, BOT = "@mod2:x", "@loud:x", "@relais:x"
BAD = "$bad"


class Moderated(Life):
    """`LOUD` wrote `BAD` in !noord. `mod` and `mod2` moderate everywhere."""

    def __init__(self, folder: Path, knowledge: KnowledgeBase) -> None:
        super().__init__(folder, knowledge)
        self.config = self.config.model_copy(update={"matrix": self.config.matrix.model_copy(update={"user_id": BOT})})
        self.rooms.add("!noord", RoomKind.ZONE, "noord", (ASKER, LOUD, MOD))
        self.rooms.add("!mod", RoomKind.MODERATORS, None, (MOD, MOD2))
        self.messenger.authors[BAD] = LOUD
        self.restart()

    def restart(self) -> None:
        super().restart()
        self.feature = make_moderation(self.parts)
        self.moderation = ModerationStore(self.store)

    async def reported(self, by: str = ASKER) -> str:
        """The card in the moderators' room."""
        await self.say("!meld", by, "!noord", reply_to=BAD)
        return self.handle("!mod", "report")

    async def decide(self, key: str, by: str = MOD, *, again: int = 0) -> None:
        await self.click(self.handle("!mod", "report"), key, by, "!mod", again=again)

    async def choose(self, number: int, by: str = MOD, room: str = "!mod") -> None:
        """The rule of that number."""
        await self.click(self.handle(room if room == "!mod" else by, "rule"), f"{number}\ufe0f\u20e3", by, room)

    def heard(self, user_id: str) -> str:
        """All that somebody was told in private."""
        return "\n".join(self.messenger.texts(user_id))

    def actions(self) -> list[tuple[str, str, str]]:
        """The log: action, rule, who."""
        return [(one.action, one.rule, one.moderator) for one in self.moderation.log()]

    async def minutes(self, minutes: int) -> None:
        """Let time pass, and have it looked at twice, as after a crash."""
        self.now += timedelta(minutes=minutes)
        for job in self.feature.jobs * 2:
            await job.run(self.now)
