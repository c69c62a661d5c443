"""One line corrects the repertory on a real homeserver: the next question has it, through a killed bot."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.demo.homeserver import Account
from kb.base import KnowledgeBase
from kb.generations import Change
from kb.models import Capacity, Service, Term
from kb.settings import KnowledgeSettings
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
moderator_rooms = ["{council}"]
[[owners]]
user = "{owner}"
services = ["s1"]
"""
FOOD = Term("FOOD", "", "Voedselhulp", "Aide alimentaire", "Food aid", "🍲")
SERVICES = tuple(
    Service(
        id=key, name_nl=name, organization_nl=name, description_nl="Wekelijks voedselpakket voor gezinnen.",
        categories=("FOOD",), phone="02 555 01 01", postal_code="1020", municipality_nl="Laken",
        opening_hours="Mo-Fr 09:00-17:00", capacity=Capacity.OPEN, capacity_date=date(2026, 10, 1),
    )
    for key, name in (("s1", "Kruidenier Kaneel"), ("s2", "De Broodplank"))
)  # fmt: skip


def ingest(folder: Path) -> None:
    knowledge = KnowledgeBase.open(folder, KnowledgeSettings())
    at = datetime(2026, 11, 1, tzinfo=UTC)
    knowledge.writer().apply(Change("repertory", "test", "test", at, services_put=SERVICES, taxonomy=(FOOD,)))
    knowledge.close()


async def said(person: Person, room: str, bot: str, words: str, *, after: int = 0) -> dict[str, Any]:
    """The first message of the bot in a room, beyond its first `after` ones, that holds these words."""

    def found() -> dict[str, Any] | None:
        new = person.messages(room, bot)[after:]
        return next((one for one in new if words in one["content"]["body"]), None)

    event: dict[str, Any] = await until(found, seconds=SECONDS)
    return event


async def answer(person: Person, room: str, bot: str, question: str, words: str) -> str:
    """What the bot answers to a question asked now."""
    before = len(person.messages(room, bot))
    await person.say(room, question)
    event = await said(person, room, bot, words, after=before)
    return str(event["content"]["body"])


async def test_a_line_confirmed_by_a_moderator_and_an_owners_report_are_in_the_next_answer(
    lab: Lab, tmp_path: Path
) -> None:
    colleague, moderator, owner = await lab.person("an"), await lab.person("mo"), await lab.person("eva")
    account: Account = lab.account("relais")
    zone = await moderator.make_room(account.user_id, colleague.user_id, owner.user_id)
    council = await moderator.make_room(account.user_id)
    for person in (colleague, owner):
        await person.client.join(zone)
        await person.joined_by(person.user_id, zone)
    ingest(tmp_path / "data")
    async with WholeBot(lab, tmp_path, CONFIG.format(zone=zone, council=council, owner=owner.user_id)) as bot:
        for person, room in ((colleague, zone), (owner, zone), (moderator, council)):
            await person.joined_by(bot.user_id, room)

        await colleague.say(zone, "!update broodplank: nieuw gsm-nummer 0470 12 34 56")
        shown = await said(colleague, zone, bot.user_id, "02 555 01 01 → 0470 12 34 56")
        await said(moderator, council, bot.user_id, "stelt een aanpassing voor")
        await bot.restart()
        await react(moderator, zone, shown["event_id"], "✅")
        await said(colleague, zone, bot.user_id, "bevestigd door een moderator")
        text = await answer(colleague, zone, bot.user_id, "!vraag Wat is het nummer van De Broodplank?", "0470")
        assert "0470 12 34 56" in text
        assert "telefoon aangepast op" in text

        await owner.say(zone, "!volzet kaneel")
        live = await said(owner, zone, bot.user_id, "plaats vrij → volzet")
        assert "Dit geldt tot" in live["content"]["body"]
        text = await answer(colleague, zone, bot.user_id, "!vraag Is Kruidenier Kaneel volzet?", "Kruidenier Kaneel")
        assert "volzet" in text

        assert len([one for one in colleague.texts(zone, bot.user_id) if "→ 0470" in one]) == 1
        assert len([one for one in colleague.texts(zone, bot.user_id) if "bevestigd door" in one]) == 1
