"""A blocked case on a real homeserver: from the question to its end, with the bot killed on the way."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.demo.homeserver import Account
from tests.matrix.guarded import react
from tests.matrix.people import Lab, Person, until
from tests.matrix.whole_bot import WholeBot

pytestmark = pytest.mark.timeout(900)
SECONDS = 200.0
"""The bot starts in a process of its own, on a machine that has other things to do."""

CONFIG = """
[zones.noord]
name_nl = "Noord"
name_fr = "Nord"
postcodes = ["1020"]
rooms = ["{zone}"]
referral_rooms = ["{referral}"]
[cases]
working_hours = "24/7"
[[cases.roster]]
zone = "noord"
user_id = "{ann}"
name = "Ann"
hours = "24/7"
[[cases.roster]]
zone = "noord"
user_id = "{bob}"
name = "Bob"
hours = "24/7"
"""
ANSWERS = ("een bed voor twee weken", "alles gebeld", "nergens plaats", "-", "1020", "-", "2")
SECRET = "nergens plaats"
NUMBER = "85.07.30-033.28"


async def said(person: Person, room: str, bot: str, words: str) -> dict[str, Any]:
    """The first message of the bot in a room that holds these words."""

    def found() -> dict[str, Any] | None:
        return next((one for one in person.messages(room, bot) if words in one["content"]["body"]), None)

    event: dict[str, Any] = await until(found, seconds=SECONDS)
    return event


async def join_next(person: Person, known: set[str]) -> str:
    """The next room that somebody is invited to."""
    room = await until(lambda: next((r for r in person.client.invited_rooms if r not in known), None), seconds=SECONDS)
    known.add(room)
    await person.client.join(room)
    await until(lambda: room in person.client.rooms and room not in person.client.invited_rooms)
    return str(room)


async def test_a_case_lives_from_question_to_end_through_kills(lab: Lab, tmp_path: Path) -> None:
    asker, ann, bob = await lab.person("an"), await lab.person("ann"), await lab.person("bob")
    account: Account = lab.account("relais")
    zone = await ann.make_room(account.user_id, asker.user_id)
    referral = await ann.make_room(account.user_id, bob.user_id)
    for person, room in ((asker, zone), (bob, referral)):
        await person.client.join(room)
        await person.joined_by(person.user_id, room)
    settings = CONFIG.format(zone=zone, referral=referral, ann=ann.user_id, bob=bob.user_id)
    invited: dict[str, set[str]] = {person.user_id: set() for person in (asker, ann, bob)}
    async with WholeBot(lab, tmp_path, settings) as bot:
        await asker.joined_by(bot.user_id, zone)
        await ann.joined_by(bot.user_id, referral)
        await asker.say(zone, "!geblokkeerd")
        direct = await join_next(asker, invited[asker.user_id])
        await said(asker, direct, bot.user_id, "Wat is er nodig?")
        await bot.restart()
        for number, answer in enumerate(ANSWERS, 1):
            await asker.say(direct, answer if answer != SECRET else f"{answer} voor rijksregisternummer {NUMBER}")
            if answer == SECRET:  # the guard offers it without the number; agreed to with a click, it is the answer
                offered = await said(asker, direct, bot.user_id, "Zonder die gegevens")
                await react(asker, direct, offered["event_id"], "✅")
            following = f"({number + 1}/{len(ANSWERS)})" if number < len(ANSWERS) else "✅ versturen"
            summary = await said(asker, direct, bot.user_id, following)
        await react(asker, direct, summary["event_id"], "✅")
        await bot.restart()

        card = await said(bob, referral, bot.user_id, "Dossier 1")
        assert SECRET not in card["content"]["body"]
        case_room = await join_next(asker, invited[asker.user_id])
        assert await join_next(ann, invited[ann.user_id]) == case_room
        await said(asker, direct, bot.user_id, "Ann is nu van wacht")
        await react(bob, referral, card["event_id"], "👍")
        await said(asker, direct, bot.user_id, "Bob neemt dossier 1 op")
        await react(ann, referral, card["event_id"], "👍")
        assert await join_next(bob, invited[bob.user_id]) == case_room
        refused = await join_next(ann, invited[ann.user_id])
        await said(ann, refused, bot.user_id, "al door iemand anders")
        await bot.restart()

        await react(bob, case_room, await card_in(lab, bot, case_room), "✅")
        codes = await said(bob, case_room, bot.user_id, "Hoe is het afgelopen?")
        await react(bob, case_room, codes["event_id"], "1️⃣")
        answered = await said(asker, direct, bot.user_id, "heeft een antwoord (opgelost)")
        await react(asker, direct, answered["event_id"], "✅")
        await said(asker, direct, bot.user_id, "Dossier 1 is afgerond")
        await until(edited(bob, referral, bot.user_id, "afgerond"), seconds=SECONDS)

        # Each thing was said once, through all that; the card once for either referral person.
        texts = [text for room in (direct, case_room) for text in asker.texts(room, bot.user_id)]
        full = [text for text in texts if "Relais vindt zelf niets" in text]
        once = [text for text in texts if text not in full]
        assert len(once) == len(set(once)), once
        assert len(full) == 2
        assert all(SECRET in text and NUMBER not in text for text in full)
        cards = [one for one in bob.messages(referral, bot.user_id) if "m.new_content" not in one["content"]]
        assert len(cards) == 1
        await bot.kill()
        data = b"".join(path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file())
        assert SECRET.encode() not in data
        assert SECRET not in bot.log()


def edited(person: Person, room: str, sender: str, words: str) -> Callable[[], bool]:
    return lambda: any(
        words in one["content"].get("m.new_content", {}).get("body", "") for one in person.messages(room, sender)
    )


async def card_in(lab: Lab, bot: WholeBot, room: str) -> str:
    """The event id of the full card: whoever was invited after it was said cannot read it, but can click on it."""
    token = lab.account("ann").access_token
    events = lab.homeserver.request("GET", f"/_matrix/client/v3/rooms/{room}/messages?dir=b&limit=50", token=token)
    said = [e for e in events["chunk"] if e["sender"] == bot.user_id and e["type"] == "m.room.encrypted"]
    return str(said[-1]["event_id"])


async def test_a_case_in_french_is_forwarded_refused_accepted_left_and_erased(lab: Lab, tmp_path: Path) -> None:
    asker, ann, bob = await lab.person("an"), await lab.person("ann"), await lab.person("bob")
    account: Account = lab.account("relais")
    zone = await ann.make_room(account.user_id, asker.user_id)
    north, south = await ann.make_room(account.user_id), await bob.make_room(account.user_id)
    await asker.client.join(zone)
    settings = CONFIG.format(zone=zone, referral=north, ann=ann.user_id, bob=ann.user_id) + SOUTH.format(
        south=south, bob=bob.user_id
    )
    invited: dict[str, set[str]] = {person.user_id: set() for person in (asker, ann, bob)}
    async with WholeBot(lab, tmp_path, settings) as bot:
        await asker.joined_by(bot.user_id, zone)
        await ann.joined_by(bot.user_id, north)
        await bob.joined_by(bot.user_id, south)
        await asker.say(zone, "!bloqué")
        direct = await join_next(asker, invited[asker.user_id])
        await said(asker, direct, bot.user_id, "De quoi a-t-on besoin")
        for number, answer in enumerate(("un logement", "tout", "plus personne ne répond", "-", "-", "-", "1"), 1):
            await asker.say(direct, answer)
            summary = await said(asker, direct, bot.user_id, f"({number + 1}/7)" if number < 7 else "✅ envoyer")
        await said(asker, direct, bot.user_id, "112")
        await react(asker, direct, summary["event_id"], "✅")
        case_room = await join_next(asker, invited[asker.user_id])
        assert await join_next(ann, invited[ann.user_id]) == case_room
        card = await said(ann, north, bot.user_id, "Situation 1")
        await react(ann, north, card["event_id"], "👍")

        await react(ann, north, card["event_id"], "➡️")
        await react(ann, north, (await said(ann, north, bot.user_id, "Vers quel bassin"))["event_id"], "1️⃣")
        asked = await said(bob, south, bot.user_id, "Situation 1")
        await react(bob, south, asked["event_id"], "❌")
        await said(asker, direct, bot.user_id, "Le bassin Sud ne reprend pas")
        cards = await until(
            lambda: [
                e
                for e in ann.messages(north, bot.user_id)
                if "Situation 1" in e["content"]["body"] and "m.new_content" not in e["content"]
            ][1:],
            seconds=SECONDS,
        )
        await react(ann, north, cards[0]["event_id"], "👍")
        await react(ann, north, cards[0]["event_id"], "➡️")
        choices = await until(
            lambda: [e for e in ann.messages(north, bot.user_id) if "Vers quel bassin" in e["content"]["body"]][1:],
            seconds=SECONDS,
        )
        await react(ann, north, choices[0]["event_id"], "1️⃣")
        again = await until(
            lambda: [
                e
                for e in bob.messages(south, bot.user_id)
                if "Situation 1" in e["content"]["body"] and e["event_id"] != asked["event_id"]
            ],
            seconds=SECONDS,
        )
        await react(bob, south, again[0]["event_id"], "✅")
        assert await join_next(bob, invited[bob.user_id]) == case_room
        await said(bob, case_room, bot.user_id, "plus personne ne répond")
        await until(lambda: ann.user_id not in asker.client.rooms[case_room].users, seconds=SECONDS)

        await asker.say(direct, "!efface 1")
        await said(asker, direct, bot.user_id, "est effacée")
        await until(lambda: bot.user_id not in asker.client.rooms[case_room].users, seconds=SECONDS)


SOUTH = """
[zones.zuid]
name_nl = "Zuid"
name_fr = "Sud"
postcodes = ["1180"]
referral_rooms = ["{south}"]
[[cases.roster]]
zone = "zuid"
user_id = "{bob}"
name = "Bob"
hours = "24/7"
"""


@pytest.mark.long
@pytest.mark.timeout(900)
async def test_a_case_survives_a_kill_in_every_state_people_leaving_and_a_clock_that_moves(
    lab: Lab, tmp_path: Path
) -> None:
    asker, ann, bob = await lab.person("an"), await lab.person("ann"), await lab.person("bob")
    account: Account = lab.account("relais")
    zone = await ann.make_room(account.user_id, asker.user_id)
    referral = await ann.make_room(account.user_id, bob.user_id)
    for person, room in ((asker, zone), (bob, referral)):
        await person.client.join(room)
        await person.joined_by(person.user_id, room)
    settings = CONFIG.format(zone=zone, referral=referral, ann=ann.user_id, bob=bob.user_id).replace(
        'working_hours = "24/7"', 'working_hours = "Mo-Fr 09:00-17:00; PH off"'
    )
    invited: dict[str, set[str]] = {person.user_id: set() for person in (asker, ann, bob)}
    async with WholeBot(lab, tmp_path, settings, now="2026-10-23T16:00:00+02:00") as bot:
        await asker.joined_by(bot.user_id, zone)
        await ann.joined_by(bot.user_id, referral)
        await asker.say(zone, "!geblokkeerd")
        await bot.restart()  # while the intake begins
        direct = await join_next(asker, invited[asker.user_id])
        await said(asker, direct, bot.user_id, "Wat is er nodig?")
        for number, answer in enumerate(ANSWERS, 1):
            await asker.say(direct, answer)
            if number in (1, 7):
                await bot.restart()  # in the middle of the draft, and before the summary
            summary = await said(asker, direct, bot.user_id, f"({number + 1}/7)" if number < 7 else "✅ versturen")
        await react(asker, direct, summary["event_id"], "✅")
        await bot.restart()  # while the room is made
        card = await said(bob, referral, bot.user_id, "Dossier 1")
        case_room = await join_next(asker, invited[asker.user_id])
        await join_next(ann, invited[ann.user_id])

        await asyncio.gather(react(bob, referral, card["event_id"], "👍"), react(ann, referral, card["event_id"], "👍"))
        await bot.restart()  # while both claim
        await said(asker, direct, bot.user_id, "neemt dossier 1 op")
        await until(edited(bob, referral, bot.user_id, "in behandeling"), seconds=SECONDS)
        taken = [text for text in asker.texts(direct, bot.user_id) if "neemt dossier 1 op" in text]
        assert len(taken) == 1
        handler = bob if "Bob" in taken[0] else ann
        if handler is bob:
            await join_next(bob, invited[bob.user_id])
        await asyncio.sleep(90)  # looked at every minute: the bot has seen its handler in the room
        await handler.client.room_leave(case_room)
        await said(asker, case_room, bot.user_id, "is weer vrij")

        bot.now = "2026-10-26T16:30:00+01:00"  # over the weekend on which the hour changes: 8.5 business hours later
        await bot.restart()
        reminded = await join_or_known(ann, invited, direct_name=bot.user_id)
        await said(ann, reminded, bot.user_id, "wacht nog op iemand")
        await bot.restart()
        await asyncio.sleep(45)
        assert [t for t in ann.texts(reminded, bot.user_id) if "wacht nog op iemand" in t][1:] == []

        if handler is bob:  # then Ann is in the room still, to hear of it
            await asker.client.room_leave(case_room)
            await until(
                lambda: any("is uit de kamer" in text for text in ann.texts(case_room, bot.user_id)), seconds=SECONDS
            )


async def join_or_known(person: Person, invited: dict[str, set[str]], *, direct_name: str) -> str:
    """The direct room with the bot: invited to now, or joined before."""

    def direct() -> str | None:
        for room_id, room in person.client.rooms.items():
            if set(room.users) == {person.user_id, direct_name}:
                return str(room_id)
        return next((r for r in person.client.invited_rooms if r not in invited[person.user_id]), None)

    room = await until(direct, seconds=SECONDS)
    if room in person.client.invited_rooms:
        await person.client.join(room)
        await until(lambda: room in person.client.rooms and room not in person.client.invited_rooms)
    return str(room)
