"""Who is who, and the language one chooses."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import Config
from bot.handlers.frame import make_frame
from bot.ports import RoomKind
from bot.store_rooms import Member, RoomStore
from kb.base import KnowledgeBase
from tests.bot.cases.life import ASKER, CONFIG, Life


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


async def test_helpdesks_have_hours_and_without_a_roster_the_room_says_who_the_referral_persons_are(life: Life) -> None:
    cases = {"helpdesks": [{"name": "Brussel Helpt", "phone": "02 555 00 99", "hours": "Mo-Fr 09:00-12:00"}]}
    life.config = Config.model_validate({"zones": CONFIG["zones"], "cases": cases})
    life.restart()
    life.feature = make_frame(life.parts)
    await life.say("!wieiswie", room="!noord")
    text = life.messenger.last("!noord").text
    assert "Brussel Helpt – 02 555 00 99 · ma–vr 9:00–12:00" in text
    assert "Referentiepersoon: ann, bob, sub" in text


async def test_a_zone_without_anybody_says_so(life: Life) -> None:
    life.config = Config.model_validate({"zones": CONFIG["zones"]})
    life.rooms.infos = {key: one for key, one in life.rooms.infos.items() if one.kind is RoomKind.ZONE}
    life.restart()
    life.feature = make_frame(life.parts)
    await life.say("!quiestqui", room="!noord")
    assert "Personne n’est encore indiqué" in life.messenger.last("!noord").text
