"""The guard in the room, on a real homeserver, in encrypted rooms, with the real guard in its process."""

from __future__ import annotations

import io

import nio
import pytest

from bot.config import Config, GuardSection
from bot.guard.findings import Kind
from bot.store_guard import FALSE_ALARM, GuardStore
from tests.matrix.guarded import direct_room, guarded_bot, is_redacted, react, room_with
from tests.matrix.people import Lab, until

DATA = "!vraag Wie helpt mijn cliënt Piet Vandenbroucke, rijksregisternummer 85.07.30-033.28, met een factuur?"
NUMBER = "85.07.30-033.28"


async def test_post_is_redacted_cleaned_in_private_and_answered_in_the_room_after_a_tick(lab: Lab) -> None:
    asker, colleague = await lab.person("an"), await lab.person("bob")
    room = await room_with(lab, asker, colleague.user_id)
    await colleague.client.join(room)
    bot = await guarded_bot(lab, lab.settings(zone_rooms=(room,)))
    await asker.joined_by(bot.user_id, room)

    question = await asker.say(room, DATA)
    direct = await direct_room(asker)
    (prompt,) = await until(lambda: asker.messages(direct, bot.user_id))

    assert await is_redacted(asker, room, question)
    assert prompt["encrypted"]
    assert NUMBER not in prompt["content"]["body"]
    assert "factuur" in prompt["content"]["body"]
    assert "rijksregisternummer" in prompt["content"]["body"]
    assert bot.asked == []

    await react(asker, direct, prompt["event_id"], "✅")
    await until(lambda: len(colleague.texts(room, bot.user_id)) == 2)

    carried, answer = colleague.messages(room, bot.user_id)
    assert "factuur" in carried["content"]["body"]
    assert NUMBER not in carried["content"]["body"]
    assert "m.relates_to" not in carried["content"]
    assert answer["content"]["m.relates_to"]["event_id"] == carried["event_id"]
    assert answer["content"]["body"].startswith("echo ")
    assert NUMBER not in bot.asked[0].body


async def test_reason_of_a_redaction_says_nothing_about_the_message(lab: Lab) -> None:
    asker = await lab.person("an")
    room = await room_with(lab, asker)
    bot = await guarded_bot(lab, lab.settings(zone_rooms=(room,)))
    await asker.joined_by(bot.user_id, room)
    question = await asker.say(room, DATA)
    await direct_room(asker)

    await until(lambda: [e for e in asker.seen if e["type"] == "m.room.redaction"])

    (redaction,) = [event for event in asker.seen if event["type"] == "m.room.redaction"]
    assert redaction["content"]["reason"] == (
        "Verwijderd volgens de afspraken van deze kamer / Retiré selon les règles de ce salon"
    )
    assert redaction.get("redacts") == question or redaction["content"].get("redacts") == question


async def test_edit_that_adds_data_takes_the_original_with_it_and_the_tick_carries_into_its_thread(lab: Lab) -> None:
    asker = await lab.person("an")
    room = await room_with(lab, asker)
    bot = await guarded_bot(lab, lab.settings(zone_rooms=(room,)))
    await asker.joined_by(bot.user_id, room)
    root = await asker.say(room, "waarover gaat het?")
    in_thread = {"m.relates_to": {"rel_type": "m.thread", "event_id": root}}
    first = await asker.say(room, "wie helpt met een factuur?", **in_thread)
    await until(lambda: len(bot.asked) == 2)

    edit = await asker.say(
        room,
        f"* {DATA}",
        **{
            "m.new_content": {"msgtype": "m.text", "body": DATA},
            "m.relates_to": {"rel_type": "m.replace", "event_id": first},
        },
    )
    direct = await direct_room(asker)
    (prompt,) = await until(lambda: asker.messages(direct, bot.user_id))

    assert await is_redacted(asker, room, edit)
    assert await is_redacted(asker, room, first)
    assert NUMBER not in prompt["content"]["body"]

    await react(asker, direct, prompt["event_id"], "✅")
    await until(lambda: len(asker.texts(room, bot.user_id)) == 2)
    relations = [each["content"]["m.relates_to"] for each in asker.messages(room, bot.user_id)]
    assert [(each["rel_type"], each["event_id"]) for each in relations] == [("m.thread", root)] * 2


async def test_edit_of_somebody_elses_message_removes_only_itself(lab: Lab) -> None:
    asker, colleague = await lab.person("an"), await lab.person("bob")
    room = await room_with(lab, asker, colleague.user_id)
    await colleague.client.join(room)
    bot = await guarded_bot(lab, lab.settings(zone_rooms=(room,)))
    for each in (asker, colleague):
        await each.joined_by(bot.user_id, room)
    innocent = await asker.say(room, "wie helpt met een factuur?")

    edit = await colleague.say(
        room,
        f"* {DATA}",
        **{
            "m.new_content": {"msgtype": "m.text", "body": DATA},
            "m.relates_to": {"rel_type": "m.replace", "event_id": innocent},
        },
    )
    direct = await direct_room(colleague)
    await until(lambda: colleague.messages(direct, bot.user_id))

    assert await is_redacted(asker, room, edit)
    assert not await is_redacted(asker, room, innocent)


async def test_encrypted_file_is_read_and_redacted(lab: Lab) -> None:
    asker = await lab.person("an")
    room = await room_with(lab, asker)
    bot = await guarded_bot(lab, lab.settings(zone_rooms=(room,)))
    await asker.joined_by(bot.user_id, room)
    data = f"Verslag\nNaam: Piet Vandenbroucke\nRijksregisternummer: {NUMBER}\n".encode()

    upload, keys = await asker.client.upload(io.BytesIO(data), "text/plain", encrypt=True, filesize=len(data))
    assert isinstance(upload, nio.UploadResponse)
    content = {"msgtype": "m.file", "body": "verslag.txt", "file": {"url": upload.content_uri, **keys}}
    posted = await asker.send(room, "m.room.message", content)
    direct = await direct_room(asker)
    (prompt,) = await until(lambda: asker.messages(direct, bot.user_id))

    assert await is_redacted(asker, room, posted)
    assert "Verslag" in prompt["content"]["body"]
    assert NUMBER not in prompt["content"]["body"]


async def test_without_the_right_to_redact_author_and_moderators_are_asked(lab: Lab) -> None:
    asker, moderator = await lab.person("an"), await lab.person("mo")
    room = await room_with(lab, asker, power=0)
    council = await room_with(lab, moderator)
    settings = lab.settings(zone_rooms=(room,))
    from dataclasses import replace

    from bot.matrix.settings import RoomSetting
    from bot.ports import RoomKind

    settings = replace(settings, rooms={**settings.rooms, council: RoomSetting(RoomKind.MODERATORS)})
    bot = await guarded_bot(lab, settings)
    for person, where in ((asker, room), (moderator, council)):
        await person.joined_by(bot.user_id, where)

    question = await asker.say(room, DATA)
    direct = await direct_room(asker)
    (prompt,) = await until(lambda: asker.texts(direct, bot.user_id))
    (notice,) = await until(lambda: moderator.texts(council, bot.user_id))

    assert not await is_redacted(asker, room, question)
    assert "Ik mag in die kamer niets verwijderen" in prompt
    assert f"https://matrix.to/#/{room}/{question}" in notice
    assert "factuur" not in notice
    assert "rijksregister" not in notice


async def test_after_a_restart_the_cleaned_text_is_gone_and_a_reaction_gets_a_kind_word(lab: Lab) -> None:
    asker = await lab.person("an")
    room = await room_with(lab, asker)
    settings = lab.settings(zone_rooms=(room,))
    bot = await guarded_bot(lab, settings)
    await asker.joined_by(bot.user_id, room)
    await asker.say(room, DATA)
    direct = await direct_room(asker)
    (prompt,) = await until(lambda: asker.messages(direct, bot.user_id))
    await bot.stop()
    again = await guarded_bot(lab, settings)

    await react(asker, direct, prompt["event_id"], "✅")
    await until(lambda: len(asker.texts(direct, bot.user_id)) == 2)

    assert asker.texts(direct, bot.user_id)[1].startswith("Die tekst heb ik niet meer")
    assert asker.texts(room, bot.user_id) == []
    assert again.asked == []


async def test_rewritten_text_goes_from_the_direct_room_into_the_room(lab: Lab) -> None:
    asker = await lab.person("an")
    room = await room_with(lab, asker)
    bot = await guarded_bot(lab, lab.settings(zone_rooms=(room,)))
    await asker.joined_by(bot.user_id, room)
    await asker.say(room, DATA)
    direct = await direct_room(asker)
    (prompt,) = await until(lambda: asker.messages(direct, bot.user_id))

    await react(asker, direct, prompt["event_id"], "✏️")
    await until(lambda: len(asker.texts(direct, bot.user_id)) == 2)
    await asker.say(direct, "wie helpt met een onbetaalde factuur?")
    await until(lambda: len(asker.texts(room, bot.user_id)) == 2)

    carried, answer = asker.texts(room, bot.user_id)
    assert "wie helpt met een onbetaalde factuur?" in carried
    assert answer == "echo wie helpt met een onbetaalde factuur?"


async def test_direct_message_with_data_is_warned_about_and_not_processed(lab: Lab) -> None:
    asker = await lab.person("an")
    bot = await guarded_bot(lab, lab.settings())
    direct = await asker.make_room(bot.user_id, is_direct=True)
    await asker.joined_by(bot.user_id, direct)

    said = await asker.say(direct, DATA)
    (prompt,) = await until(lambda: asker.messages(direct, bot.user_id))

    assert not await is_redacted(asker, direct, said)
    assert bot.asked == []
    assert "Ik heb met je bericht niets gedaan" in prompt["content"]["body"]
    await react(asker, direct, prompt["event_id"], "✅")
    await until(lambda: len(asker.texts(direct, bot.user_id)) == 2)
    assert asker.texts(direct, bot.user_id)[1].startswith("echo ")


async def test_false_alarm_is_counted_and_a_moderator_lets_the_same_words_through(lab: Lab) -> None:
    asker, moderator = await lab.person("an"), await lab.person("mo")
    room, council = await room_with(lab, asker), await room_with(lab, moderator)
    from dataclasses import replace

    from bot.matrix.settings import RoomSetting
    from bot.ports import RoomKind

    settings = lab.settings(zone_rooms=(room,))
    settings = replace(settings, rooms={**settings.rooms, council: RoomSetting(RoomKind.MODERATORS)})
    bot = await guarded_bot(lab, settings)
    for person, where in ((asker, room), (moderator, council)):
        await person.joined_by(bot.user_id, where)
    await asker.say(room, DATA)
    direct = await direct_room(asker)
    (prompt,) = await until(lambda: asker.messages(direct, bot.user_id))

    await react(asker, direct, prompt["event_id"], "❌")
    (request,) = await until(lambda: moderator.messages(council, bot.user_id))
    await react(moderator, council, request["event_id"], "✅")
    await until(lambda: len(asker.texts(direct, bot.user_id)) == 3)
    again = await asker.say(room, DATA)
    await until(lambda: bot.asked)

    assert not await is_redacted(asker, room, again)
    counted = {kind: count for (_, zone, kind), count in GuardStore(bot.store).counts().items() if zone == "noord"}
    assert counted[FALSE_ALARM] == 1
    assert counted[Kind.NATIONAL_NUMBER] == 1


@pytest.mark.parametrize(("setting", "redacted"), [("allow", False), ("redact", True)])
async def test_image_follows_the_setting(lab: Lab, setting: str, redacted: bool) -> None:
    asker = await lab.person("an")
    room = await room_with(lab, asker)
    config = Config(guard=GuardSection.model_validate({"media": setting}))
    bot = await guarded_bot(lab, lab.settings(zone_rooms=(room,)), config)
    await asker.joined_by(bot.user_id, room)

    posted = await asker.send(
        room, "m.room.message", {"msgtype": "m.image", "body": "foto.jpg", "url": "mxc://relais.test/abc"}
    )
    await asker.say(room, "en nu een gewone vraag")
    await until(lambda: [m for m in bot.asked if m.msgtype == "m.text"])

    assert await is_redacted(asker, room, posted) is redacted
