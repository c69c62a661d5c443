"""What the bot posts on its own: with choices, edited later, in threads of its own, with files; and what it was."""

from __future__ import annotations

import nio
from nio.crypto.attachments import decrypt_attachment

from bot.matrix.transactions import transaction_id
from bot.ports import File, Rendered, Said
from tests.matrix.people import Lab, until


async def test_a_post_carries_its_choices_its_edit_and_its_thread(lab: Lab) -> None:
    reader = await lab.person("an")
    settings = lab.settings()
    room = await reader.make_room(settings.user_id)
    bot = await lab.bot(lab.settings(zone_rooms=(room,)))
    await reader.joined_by(bot.user_id, room)
    say = bot.client.messenger

    handle = await say.post(room, Rendered("kaart", ""), cause="card 1", stage="card", choices=("✅", "❌"))
    assert handle == transaction_id("card 1", "card", room)
    await say.post(room, Rendered("daaronder", ""), cause="card 1", stage="line", thread_root=handle)
    await say.edit(room, handle, Rendered("kaart, gewijzigd", ""), cause="card 1", stage="edit")

    await until(lambda: len(reader.messages(room, bot.user_id)) >= 3)
    card, line, edit = reader.messages(room, bot.user_id)[:3]
    assert line["content"]["m.relates_to"]["event_id"] == card["event_id"]
    assert edit["content"]["m.relates_to"] == {"rel_type": "m.replace", "event_id": card["event_id"]}
    assert edit["content"]["m.new_content"]["body"] == "kaart, gewijzigd"
    assert say.said(card["event_id"]) == Said("card 1", "card")
    keys = await until(
        lambda: [e["content"]["m.relates_to"]["key"] for e in reader.seen if e["type"] == "m.reaction"][1:]
    )
    assert keys == ["❌"]

    await reader.say(room, "onder de kaart", **{"m.relates_to": {"rel_type": "m.thread", "event_id": card["event_id"]}})
    await until(lambda: bot.messages)
    assert bot.messages[0].in_bot_thread


async def test_a_file_arrives_encrypted_and_opens(lab: Lab) -> None:
    reader = await lab.person("an")
    settings = lab.settings()
    room = await reader.make_room(settings.user_id)
    bot = await lab.bot(lab.settings(zone_rooms=(room,)))
    await reader.joined_by(bot.user_id, room)
    await until(lambda: bot.client.rooms.info(room).encrypted)

    file = File("wijzigingen.csv", b"id;naam\ns1;Caf\xc3\xa9\n", "text/csv")
    assert await bot.client.messenger.attach(room, file, cause="plan 1", stage="list")

    await until(lambda: reader.messages(room, bot.user_id))
    content = reader.messages(room, bot.user_id)[0]["content"]
    assert (content["msgtype"], content["filename"]) == ("m.file", "wijzigingen.csv")
    keys = content["file"]
    answer = await reader.client.download(keys["url"])
    assert isinstance(answer, nio.DownloadResponse | nio.MemoryDownloadResponse), answer
    body = answer.body
    assert body != file.data
    assert decrypt_attachment(body, keys["key"]["k"], keys["hashes"]["sha256"], keys["iv"]) == file.data
