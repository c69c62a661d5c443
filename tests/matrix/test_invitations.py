"""Which rooms the bot goes into."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.matrix.invitations import Verdict, verdict
from bot.matrix.settings import MatrixSettings, RoomSetting
from bot.ports import RoomKind
from bot.store import Invitation
from tests.matrix.people import Lab, until

SETTINGS = MatrixSettings("http://localhost", "@relais:care.test", Path(), direct_homeservers=("care.test", "gh.test"))


@pytest.mark.parametrize(
    ("inviter", "is_direct", "configured", "expected"),
    [
        ("@an:elsewhere.test", False, True, Verdict.JOIN),
        ("@an:care.test", True, False, Verdict.JOIN),
        ("@an:gh.test", True, False, Verdict.JOIN),
        ("@an:care.test", False, False, Verdict.LOOK),
        ("@an:elsewhere.test", True, False, Verdict.REJECT),
        ("@an:elsewhere.test", False, False, Verdict.REJECT),
        ("@an:notcare.test", True, False, Verdict.REJECT),
        ("@an:care.test:8448", True, False, Verdict.REJECT),
        ("care.test", True, False, Verdict.REJECT),
        ("", True, False, Verdict.REJECT),
    ],
)
def test_verdict_on_an_invitation(inviter: str, is_direct: bool, configured: bool, expected: Verdict) -> None:
    invitation = Invitation("!room", inviter, is_direct)
    assert verdict(invitation, configured=configured, settings=SETTINGS) is expected


async def test_bot_joins_configured_and_direct_rooms_and_quietly_leaves_the_rest(lab: Lab) -> None:
    inviter, guest = await lab.person("an"), await lab.person("bo")
    settings = lab.settings()
    alias = f"zone{lab.number}"
    by_alias = await inviter.make_room(settings.user_id, alias=alias)
    pair = await inviter.make_room(settings.user_id)
    direct = await inviter.make_room(settings.user_id, is_direct=True)
    group = await inviter.make_room(guest.user_id)
    await guest.client.join(group)
    await inviter.client.room_invite(group, settings.user_id)
    rooms = {f"#{alias}:relais.test": RoomSetting(RoomKind.ZONE, "zuid")}

    bot = await lab.bot(lab.settings(rooms=rooms))

    for room in (by_alias, pair, direct):
        await inviter.joined_by(bot.user_id, room)
    await until(lambda: not bot.store.invitations())
    assert bot.user_id not in await inviter.members(group)
    # A join is answered before the sync shows the room with its state and members.
    await until(lambda: bot.client.rooms.info(by_alias).encrypted and bot.client.rooms.info(direct).member_count == 2)
    info = bot.client.rooms.info(by_alias)
    assert (info.kind, info.zone, info.encrypted) == (RoomKind.ZONE, "zuid", True)
    assert bot.client.rooms.info(direct).kind is RoomKind.DIRECT


async def test_bot_is_kicked_and_comes_back_when_invited_again(lab: Lab) -> None:
    inviter = await lab.person("an")
    settings = lab.settings()
    room = await inviter.make_room(settings.user_id)
    bot = await lab.bot(lab.settings(zone_rooms=(room,)))
    await inviter.joined_by(bot.user_id, room)
    await until(lambda: bot.client.rooms.info(room).member_count == 2)
    await inviter.client.room_kick(room, bot.user_id)
    await until(lambda: bot.client.rooms.info(room).member_count == 0)
    await inviter.left_by(bot.user_id, room)

    await inviter.client.room_invite(room, bot.user_id)
    await inviter.joined_by(bot.user_id, room)
    await inviter.say(room, "terug?")

    await until(lambda: inviter.texts(room, bot.user_id) == ["echo terug?"])
