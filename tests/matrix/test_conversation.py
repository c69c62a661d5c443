"""Questions and answers in rooms of a real homeserver."""

from __future__ import annotations

import asyncio

import nio

from bot.ports import Message, Rendered, RoomKind
from tests.matrix.people import Lab, until


async def test_question_in_an_encrypted_room_is_answered_in_a_thread(lab: Lab) -> None:
    asker = await lab.person("an")
    settings = lab.settings()
    room = await asker.make_room(settings.user_id)
    bot = await lab.bot(lab.settings(zone_rooms=(room,)))
    await asker.joined_by(bot.user_id, room)

    question = await asker.say(room, "waar vind ik een huisarts?")

    await until(lambda: asker.texts(room, bot.user_id))
    (answer,) = asker.messages(room, bot.user_id)
    assert answer["encrypted"]
    assert answer["content"]["body"] == "echo waar vind ik een huisarts?"
    assert answer["content"]["m.mentions"] == {}
    assert answer["content"]["m.relates_to"] == {
        "rel_type": "m.thread",
        "event_id": question,
        "is_falling_back": True,
        "m.in_reply_to": {"event_id": question},
    }


async def test_thread_goes_on_in_the_same_thread_and_is_known_as_the_bots(lab: Lab) -> None:
    asker = await lab.person("an")
    settings = lab.settings()
    room = await asker.make_room(settings.user_id)
    bot = await lab.bot(lab.settings(zone_rooms=(room,)))
    await asker.joined_by(bot.user_id, room)
    root = await asker.say(room, "eerste vraag")
    await until(lambda: asker.texts(room, bot.user_id))

    await asker.say(room, "en in Schaarbeek?", **{"m.relates_to": {"rel_type": "m.thread", "event_id": root}})

    await until(lambda: len(asker.texts(room, bot.user_id)) == 2)
    assert [message.in_bot_thread for message in bot.messages] == [False, True]
    assert asker.messages(room, bot.user_id)[1]["content"]["m.relates_to"]["event_id"] == root


async def test_own_words_notices_and_state_are_not_handled(lab: Lab) -> None:
    asker = await lab.person("an")
    settings = lab.settings()
    room = await asker.make_room(settings.user_id)
    bot = await lab.bot(lab.settings(zone_rooms=(room,)))
    await asker.joined_by(bot.user_id, room)

    await asker.send(room, "m.room.message", {"msgtype": "m.notice", "body": "another bot"})
    await asker.client.room_put_state(room, "m.room.topic", {"topic": "new topic"})
    await bot.client.messenger.post(room, Rendered("by itself", ""), cause="test", stage="post")
    await until(lambda: asker.texts(room, bot.user_id))
    await asker.say(room, "a question")

    await until(lambda: bot.messages)
    assert [message.body for message in bot.messages] == ["a question"]


async def test_edit_is_passed_on_with_what_it_replaces(lab: Lab) -> None:
    asker = await lab.person("an")
    settings = lab.settings()
    room = await asker.make_room(settings.user_id)
    bot = await lab.bot(lab.settings(zone_rooms=(room,)))
    await asker.joined_by(bot.user_id, room)
    first = await asker.say(room, "vraag")

    content = {"msgtype": "m.text", "body": "betere vraag", "m.mentions": {}}
    edit = {"m.new_content": content, "m.relates_to": {"rel_type": "m.replace", "event_id": first}}
    await asker.say(room, "* betere vraag", **edit)

    await until(lambda: len(bot.messages) == 2)
    assert (bot.messages[1].body, bot.messages[1].replaces) == ("betere vraag", first)


async def test_what_was_said_before_the_bot_joined_is_left_alone(lab: Lab) -> None:
    asker = await lab.person("an")
    settings = lab.settings()
    room = await asker.make_room(encrypted=False)
    for number in range(3):
        await asker.say(room, f"old {number}")
    bot = await lab.bot(lab.settings(zone_rooms=(room,)))
    await asker.client.room_invite(room, settings.user_id)
    await asker.joined_by(bot.user_id, room)

    await asker.say(room, "new")

    await until(lambda: bot.messages)
    assert [message.body for message in bot.messages] == ["new"]


async def test_reaction_on_an_answer_arrives(lab: Lab) -> None:
    asker = await lab.person("an")
    settings = lab.settings()
    room = await asker.make_room(settings.user_id)
    bot = await lab.bot(lab.settings(zone_rooms=(room,)))
    await asker.joined_by(bot.user_id, room)
    question = await asker.say(room, "vraag")
    await until(lambda: asker.messages(room, bot.user_id))
    answer = asker.messages(room, bot.user_id)[0]["event_id"]

    await asker.send(
        room, "m.reaction", {"m.relates_to": {"rel_type": "m.annotation", "event_id": answer, "key": "👍"}}
    )

    await until(lambda: bot.reactions)
    assert (bot.reactions[0].target, bot.reactions[0].key, bot.reactions[0].sender) == (answer, "👍", asker.user_id)
    # The asker may see an answer before its sender hears that it was sent.
    await until(lambda: bot.store.said(answer) == (question, "answer"))


async def test_direct_message_goes_to_one_encrypted_room_that_is_made_once(lab: Lab) -> None:
    referent = await lab.person("rik")
    bot = await lab.bot()

    await bot.client.messenger.direct(referent.user_id, Rendered("eerste", ""), cause="$a", stage="case")
    (room,) = await until(lambda: list(referent.client.invited_rooms))
    await referent.client.join(room)
    await until(lambda: room in referent.client.rooms)
    event = await bot.client.messenger.direct(
        referent.user_id, Rendered("vluchtig", ""), cause="$b", stage="copy", keep=False
    )

    await until(lambda: "vluchtig" in referent.texts(room, bot.user_id))
    await until(lambda: "eerste" in referent.texts(room, bot.user_id))  # readable though said before the join
    said = {message["content"]["body"]: message["event_id"] for message in referent.messages(room, bot.user_id)}
    assert event == said["vluchtig"]  # the two ways of sending know no order between them
    assert list(referent.client.rooms) == [room]
    assert bot.client.rooms.info(room).kind is RoomKind.DIRECT
    directs = await asyncio.to_thread(
        lab.homeserver.request,
        "GET",
        f"/_matrix/client/v3/user/{bot.user_id}/account_data/m.direct",
        token=bot.token,
    )
    assert directs == {referent.user_id: [room]}
    assert b"vluchtig" not in b"".join(path.read_bytes() for path in bot.settings.data_dir.rglob("*") if path.is_file())


async def test_redaction_removes_the_message_where_the_bot_may(lab: Lab) -> None:
    asker = await lab.person("an")
    settings = lab.settings()
    powers = {"users": {asker.user_id: 100, settings.user_id: 50}}
    allowed = await asker.make_room(settings.user_id, room_version="11", power_level_override=powers)
    forbidden = await asker.make_room(settings.user_id)
    bot = await lab.bot(lab.settings(zone_rooms=(allowed, forbidden)))
    for room in (allowed, forbidden):
        await asker.joined_by(bot.user_id, room)
    one, other = await asker.say(allowed, "gegevens"), await asker.say(forbidden, "gegevens")

    assert await bot.client.messenger.redact(allowed, one, "", cause=one)
    assert not await bot.client.messenger.redact(forbidden, other, "", cause=other)

    event = await asker.client.room_get_event(allowed, one)
    assert isinstance(event.event, nio.RedactedEvent)


async def test_slow_room_delays_no_other_and_keeps_its_order(lab: Lab) -> None:
    asker = await lab.person("an")
    settings = lab.settings()
    slow, quick = await asker.make_room(settings.user_id), await asker.make_room(settings.user_id)
    bot = await lab.bot(lab.settings(zone_rooms=(slow, quick)))
    release = asyncio.Event()

    async def answer(message: Message) -> bool:
        if message.room.room_id == slow:
            await release.wait()
        await bot.client.messenger.reply(message, Rendered(message.body, ""))
        return True

    bot.answer = answer
    for room in (slow, quick):
        await asker.joined_by(bot.user_id, room)
    for number in range(3):
        await asker.say(slow, f"slow {number}")
    await asker.say(quick, "quick")

    await until(lambda: asker.texts(quick, bot.user_id))
    assert asker.texts(slow, bot.user_id) == []
    release.set()
    await until(lambda: len(asker.texts(slow, bot.user_id)) == 3)
    assert asker.texts(slow, bot.user_id) == ["slow 0", "slow 1", "slow 2"]


async def test_file_is_passed_on_with_its_name(lab: Lab) -> None:
    asker = await lab.person("an")
    settings = lab.settings()
    room = await asker.make_room(settings.user_id)
    bot = await lab.bot(lab.settings(zone_rooms=(room,)))
    await asker.joined_by(bot.user_id, room)

    await asker.send(
        room,
        "m.room.message",
        {"msgtype": "m.file", "body": "zie bijlage", "filename": "verslag.pdf", "url": "mxc://relais.test/abc"},
    )

    await until(lambda: bot.messages)
    assert (bot.messages[0].msgtype, bot.messages[0].filename) == ("m.file", "verslag.pdf")
