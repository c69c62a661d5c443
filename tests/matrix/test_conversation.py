"""Questions and answers in rooms of a real homeserver."""

from __future__ import annotations

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
