"""The whole way of a newcomer on a real homeserver: welcomed, pointed to the charter, accepted, answered; once each."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

from bot.app import build_pipeline
from bot.config import Config
from bot.feature import Parts
from bot.handlers.frame import make_frame
from bot.handlers.pipeline import Pipeline, Reactions
from bot.matrix.client import MatrixClient
from bot.matrix.settings import MatrixSettings
from bot.onboarding.feature import make_onboarding
from bot.ports import Joined
from bot.roles import Roles
from bot.store import Store
from kb.base import KnowledgeBase
from tests.bot.agenda_world import knowledge
from tests.bot.guard_fakes import FakeScreen
from tests.matrix.guarded import react, room_with
from tests.matrix.people import ENCRYPTION, PATIENCE, Lab, Person, until

__all__ = ["knowledge"]

POINTER, WELCOME, THANKS = "eerst het charter", "Welkom in de kamer van zone", "genoteerd"


@dataclass
class ReceivingBot:
    """The real client with the features that receive newcomers, and the answers of an empty knowledge base."""

    settings: MatrixSettings
    knowledge: KnowledgeBase
    config: Config
    joined: list[Joined] = field(default_factory=list)

    async def start(self) -> None:
        self.store = Store(self.settings.data_dir / "bot.sqlite")
        self.client = MatrixClient(self.settings, self.store)
        await self.client.start()
        parts = Parts(
            config=self.config, data_dir=self.settings.data_dir, knowledge=self.knowledge, store=self.store,
            messenger=self.client.messenger, rooms=self.client.rooms, private_rooms=self.client.private_rooms,
            roles=Roles(self.client.rooms, self.config.zones), screen=FakeScreen(), clock=lambda: datetime.now(UTC),
        )  # fmt: skip
        features = [make_onboarding(parts), make_frame(parts)]
        frame = [one.on_message for one in features if one.on_message]
        answering = build_pipeline(self.config, self.knowledge, self.client.messenger, frame=frame)
        reactions = Reactions([one.on_reaction for one in features if one.on_reaction])
        receive, (self.job,) = features[0].on_join, features[0].jobs
        assert receive

        async def on_join(joined: Joined) -> None:
            await receive(joined)
            self.joined.append(joined)

        pipeline = Pipeline(self.client.messenger, [answering])
        self.task = asyncio.create_task(self.client.run(pipeline, reactions, None, on_join))
        await asyncio.wait_for(self.client.ready(), PATIENCE)

    async def look(self) -> None:
        await self.job.run(datetime.now(UTC))

    async def stop(self) -> None:
        await self.client.stop()
        await self.task
        self.store.close()


async def pinned_in(person: Person, room: str) -> list[str]:
    answer = await person.client.room_get_state_event(room, "m.room.pinned_events")
    found: list[str] = answer.content.get("pinned", [])
    return found


async def test_a_newcomer_is_welcomed_once_accepts_the_charter_and_is_answered(
    lab: Lab, knowledge: KnowledgeBase
) -> None:
    owner, new = await lab.person("owner"), await lab.person("new")
    room = await room_with(lab, owner)
    await owner.client.room_put_state(room, "m.room.pinned_events", {"pinned": ["$theirs"]})
    config = Config.model_validate({"onboarding": {"charter_required": True}})
    bot = ReceivingBot(lab.settings(zone_rooms=(room,)), knowledge, config)
    lab.beside(bot)
    await bot.start()
    me = bot.settings.user_id
    await owner.joined_by(me, room)
    await until(lambda: bot.client.rooms.info(room).member_count)
    await bot.look()
    charter = (await until(lambda: owner.messages(room, me)))[0]
    await until(lambda: bot.store.said(charter["event_id"]))
    await bot.look()
    pinned = await pinned_in(owner, room)
    assert pinned == ["$theirs", charter["event_id"]]
    assert "beroepsgeheim" in charter["content"]["body"]
    assert charter["encrypted"]

    await owner.client.room_invite(room, new.user_id)
    await new.client.join(room)
    (direct,) = await until(lambda: [one for one in new.client.invited_rooms if one != room])
    await new.client.join(direct)
    await until(lambda: direct in new.client.rooms)
    welcome = (await until(lambda: new.messages(direct, me)))[0]
    assert WELCOME in welcome["content"]["body"]
    assert welcome["encrypted"]
    await new.joined_by(me, room)
    await new.say(room, "!vraag huisarts in Laken")
    await until(lambda: any(POINTER in text for text in new.texts(room, me)))
    await react(new, direct, welcome["event_id"], "✅")
    await until(lambda: any(THANKS in text for text in new.texts(direct, me)))

    await bot.stop()
    await new.client.room_leave(room)
    await owner.client.room_invite(room, new.user_id)
    await new.client.join(room)
    await bot.start()
    await until(lambda: len(bot.joined) == 2)
    await new.joined_by(me, room)
    await new.say(direct, "!taal fr")
    await until(lambda: any("désormais en français" in text for text in new.texts(direct, me)))
    asked = await new.say(room, "!vraag huisarts in Laken")

    def answer() -> list[str]:
        said = new.messages(room, me)
        return [one["content"]["body"] for one in said if one["content"]["m.relates_to"].get("event_id") == asked]

    assert POINTER not in (await until(answer))[0]
    assert [WELCOME in text for text in new.texts(direct, me)].count(True) == 1
    await bot.look()
    assert await pinned_in(owner, room) == pinned


async def test_whoever_came_before_the_bot_ever_ran_is_welcomed_in_a_room_of_its_own_making_only(
    lab: Lab, knowledge: KnowledgeBase
) -> None:
    owner, new = await lab.person("owner"), await lab.person("new")
    account = await asyncio.to_thread(lab.account, "relais")
    theirs = await room_with(lab, owner, new.user_id)
    ask = partial(lab.homeserver.request, token=account.access_token)
    body = {"preset": "private_chat", "initial_state": [ENCRYPTION], "invite": [new.user_id]}
    own = str((await asyncio.to_thread(ask, "POST", "/_matrix/client/v3/createRoom", body))["room_id"])
    for room in (own, theirs):
        await new.client.join(room)
        await new.joined_by(new.user_id, room)
    for number in range(60):  # so that nothing of how it began is among the latest events
        path = f"/_matrix/client/v3/rooms/{own}/state/x.relais.test/{number}"
        await asyncio.to_thread(ask, "PUT", path, {"number": number})
    bot = ReceivingBot(lab.settings(zone_rooms=(own, theirs)), knowledge, Config())
    lab.beside(bot)
    await bot.start()
    await until(lambda: bot.joined)
    (direct,) = await until(lambda: [one for one in new.client.invited_rooms if one not in (own, theirs)])
    await new.client.join(direct)
    await until(lambda: new.texts(direct, bot.settings.user_id))
    assert [(one.user_id, one.room.room_id) for one in bot.joined] == [(new.user_id, own)]
