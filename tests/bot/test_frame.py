"""Who is who, the language one chooses, and a word to the moderators."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.config import Config
from bot.handlers.frame import FrameHandler, make_frame
from bot.ports import RoomKind
from bot.store_rooms import Member, RoomStore
from kb.base import KnowledgeBase
from tests.bot.cases.life import ASKER, Life


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    base = KnowledgeBase.open(tmp_path_factory.mktemp("knowledge"), Config().knowledge)
    yield base
    base.close()


@pytest.fixture
def life(tmp_path: Path, knowledge: KnowledgeBase) -> Life:
    life = Life(tmp_path, knowledge)
    life.feature = make_frame(life.parts)
    return life


async def test_who_is_who_names_the_zone_its_duty_moderators_and_helpdesks(life: Life) -> None:
    await life.say("!wieiswie", room="!noord")
    text = life.messenger.last("!noord").text
    assert "Referentiepersoon: Ann · 02 555 00 01" in text
    assert "nu van wacht" in text.split("Bob")[0]
    assert "Vervanger: Sub" in text
    assert "Moderatoren: mod" in text
    assert "Brussel Helpt – 02 555 00 99" in text
    assert "Zone Zuid" not in text
    await life.say("!quiestqui", room="!dm")
    assert "Personne de référence\u00a0: Ann" in life.messenger.last("!dm").text


@pytest.mark.parametrize(
    ("said", "chosen"), [("!taal fr", "fr"), ("!langue néerlandais", "nl"), ("!taal", None), ("!taal it", None)]
)
async def test_a_chosen_language_is_kept_beside_what_was_known(life: Life, said: str, chosen: str | None) -> None:
    RoomStore(life.store).set_members([Member(ASKER, "en", "Huis A", ("noord",))])
    await life.say(said, room="!dm")
    assert RoomStore(life.store).member(ASKER) == Member(ASKER, chosen or "en", "Huis A", ("noord",))  # type: ignore[arg-type]


async def test_a_report_goes_to_the_moderators_as_a_link_and_only_once(life: Life) -> None:
    for _ in range(2):
        await life.say("!meld", room="!noord", reply_to="$bad")
    (notice,) = life.messenger.texts("!mod")
    assert "$bad" in notice or "%24bad" in notice
    assert life.messenger.last(ASKER).text.startswith("Dank je")
    assert life.messenger.texts("!noord") == []


async def test_a_report_of_nothing_says_how(life: Life) -> None:
    await life.say("!signaler", room="!noord")
    assert "répondez au message" in life.messenger.last("!noord").text
    life.rooms.infos = {key: one for key, one in life.rooms.infos.items() if one.kind is not RoomKind.MODERATORS}
    await life.say("!meld", room="!noord", reply_to="$bad")
    assert "geen kamer van moderatoren" in life.messenger.last("!noord").text
    assert isinstance(life.feature.on_message, FrameHandler)
