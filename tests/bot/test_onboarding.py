"""Newcomers: one welcome, the charter pinned and agreed to, and peace for whoever wants it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.config import Config
from bot.errors import ConfigError
from bot.onboarding.charter import charters
from bot.onboarding.feature import make_onboarding
from bot.onboarding.pinned import REST
from bot.ports import Joined, RoomKind
from bot.store_onboarding import OnboardingStore, Post
from bot.store_people import PeopleStore
from bot.store_rooms import Member, RoomStore
from kb.base import KnowledgeBase
from tests.bot.cases.life import ASKER, CONFIG, Life

NEW = "@new:x"


class Zone(Life):
    """A zone with its newcomers."""

    def restart(self) -> None:
        super().restart()
        self.feature = make_onboarding(self.parts)

    def settings(self, *, zone: dict[str, Any] | None = None, **onboarding: Any) -> None:
        """Start again with these."""
        zones = {**CONFIG["zones"], "noord": {**CONFIG["zones"]["noord"], **(zone or {})}}
        self.config = Config.model_validate({**CONFIG, "zones": zones, "onboarding": onboarding})
        self.restart()

    async def join(self, user_id: str = NEW, room: str = "!noord") -> None:
        self.number += 1
        if self.feature.on_join:
            await self.feature.on_join(Joined(f"$j{self.number}", self.rooms.info(room), user_id, self.now))

    @property
    def kept(self) -> OnboardingStore:
        return OnboardingStore(self.store)

    def accepted(self, user_id: str = NEW, version: str = "1") -> bool:
        return self.kept.accepted(user_id, "noord", version) is not None


@pytest.fixture
def zone(tmp_path: Path, knowledge: KnowledgeBase) -> Zone:
    return Zone(tmp_path, knowledge)


# --- the welcome ---


async def test_a_newcomer_gets_one_message_in_both_languages_and_none_after_a_restart(zone: Zone) -> None:
    zone.rooms.add("!noord2", RoomKind.ZONE, "noord", (NEW,))
    for room in ("!noord", "!noord2"):
        await zone.join(room=room)
    zone.restart()
    await zone.join()
    text = "".join(zone.messenger.texts(NEW)).replace("\u00a0", " ")
    assert text.count("Welkom in de kamer") == 1
    for expected in (
        "Welkom in de kamer van zone Noord",
        "Bienvenue dans le salon du bassin Nord",
        "!vraag waar",
        "Charter van de kamer van zone Noord · versie 1",
        "!taal nl, !taal fr of !taal en",
        "!langue fr, !langue nl ou !langue en",
        "Zet in je app de meldingen van de kamer uit",
        "!silence",
    ):
        assert expected in text
    assert text.index("Welkom") < text.index("Bienvenue")
    assert zone.messenger.last(NEW).choices == ("✅",)


async def test_killed_between_the_row_and_the_outbox_the_same_message_is_said(zone: Zone) -> None:
    zone.kept.begin_welcome(NEW, "noord", "1")
    zone.settings(zone={"charter_version": "2"})
    await zone.join()
    await zone.join()
    (said,) = [one for one in zone.messenger.spoken if one.to == NEW]
    assert (said.said.cause, said.said.stage) == ("welcome noord", "charter noord 1")


@pytest.mark.parametrize(("language", "first"), [("nl", "Welkom"), ("fr", "Bienvenue"), ("en", "Welcome")])
async def test_the_known_language_comes_first(zone: Zone, language: Any, first: str) -> None:
    RoomStore(zone.store).set_members([Member(NEW, language, "Huis A", ("noord",))])
    await zone.join()
    text = zone.messenger.last(NEW).text
    assert text.startswith(f"👋 {first}")
    assert "Welkom" in text
    assert "Bienvenue" in text


async def test_only_a_zones_own_room_welcomes_and_only_where_the_settings_say_so(zone: Zone) -> None:
    await zone.join(room="!ref-noord")
    await zone.join(room="!mod")
    assert zone.messenger.texts(NEW) == []
    zone.settings(welcome=False)
    await zone.join()
    assert zone.messenger.texts(NEW) == []


async def test_the_welcome_comes_again_on_request_and_in_private(zone: Zone) -> None:
    assert await zone.say("!bienvenue", room="!noord")
    assert zone.messenger.texts("!noord") == []
    assert zone.messenger.last(ASKER).text.startswith("👋 Bienvenue")
    assert await zone.say("!welkom", sender="@nobody:x", room="!else")
    assert "geen enkele kamer" in zone.messenger.last("!else").text


# --- the charter ---


async def test_the_charter_is_posted_and_pinned_once_per_room(zone: Zone) -> None:
    for _ in range(2):
        await zone.look()
        zone.restart()
        await zone.look()
    (text,) = zone.messenger.texts("!noord")
    assert "beroepsgeheim" in text
    assert "secret professionnel" in text
    (pinned,) = zone.messenger.pinned["!noord"]
    assert zone.messenger.last("!noord").handle == pinned
    assert "<ol><li>" in zone.messenger.last("!noord").html


async def test_a_new_version_is_pinned_in_place_of_the_old_one_and_asked_again(zone: Zone) -> None:
    zone.messenger.pinned["!noord"] = ["$theirs"]
    await zone.look()
    await zone.click(zone.messenger.last("!noord").handle, "✅", NEW, "!noord")
    assert zone.accepted()
    old = zone.messenger.last("!noord").handle
    zone.settings(zone={"charter_version": "2"})
    await zone.look()
    newer = zone.messenger.last("!noord")
    assert "vernieuwd" in newer.text
    assert zone.messenger.pinned["!noord"] == ["$theirs", newer.handle]
    assert not zone.accepted(version="2")
    await zone.click(old, "✅", NEW, "!noord")
    assert not zone.accepted(version="2")
    sent = zone.messenger.last(NEW)
    assert "a changé" in sent.text
    await zone.click(sent.handle, "✅", NEW)
    assert zone.accepted(version="2")


async def test_a_room_where_the_bot_may_not_pin_has_the_charter_all_the_same(zone: Zone) -> None:
    zone.messenger.may_pin = False
    await zone.look()
    zone.messenger.may_pin = True
    await zone.look()
    assert len(zone.messenger.texts("!noord")) == 1
    assert "!noord" not in zone.messenger.pinned
    for _ in range(REST):
        await zone.look()
    assert zone.messenger.pinned["!noord"]


async def test_nothing_is_posted_where_the_bot_is_not_or_the_settings_say_no(zone: Zone) -> None:
    zone.rooms.infos["!noord"] = replace(zone.rooms.infos["!noord"], member_count=0)
    await zone.look()
    assert zone.messenger.texts("!noord") == []
    zone.rooms.infos["!noord"] = replace(zone.rooms.infos["!noord"], member_count=3)
    zone.settings(charter=False)
    await zone.look()
    assert zone.messenger.texts("!noord") == []


@pytest.mark.parametrize(("key", "agreed"), [("✅", True), ("✔️", True), ("👍🏽", True), ("❌", False), ("👀", False)])
async def test_a_click_on_the_welcome_agrees(zone: Zone, key: str, agreed: bool) -> None:
    await zone.join()
    await zone.click(zone.messenger.last(NEW).handle, key, NEW, again=1)
    assert zone.accepted() is agreed
    thanks = [text for text in zone.messenger.texts("!dm") if "genoteerd" in text]
    assert len(thanks) == agreed


async def test_the_charter_is_shown_agreed_to_and_taken_back_by_words(zone: Zone) -> None:
    await zone.say("!charte", room="!noord")
    shown = zone.messenger.last("!noord")
    assert shown.text.startswith("📜 Charte du salon")
    assert "Charter van" not in shown.text
    assert shown.choices == ("✅",)
    await zone.say("!charter ja", room="!noord")
    assert zone.accepted(ASKER)
    await zone.say("!charter")
    assert "Je ging akkoord op 23 nov 2026" in zone.messenger.last("!dm").text
    await zone.say("!charter nee", room="!noord")
    assert not zone.accepted(ASKER)
    await zone.say("!charte non", room="!noord")
    assert "rien à effacer" in zone.messenger.last("!noord").text


# --- the charter first ---


async def test_until_it_is_accepted_no_question_meets_silence_and_the_explanation_comes_once(zone: Zone) -> None:
    zone.settings(charter_required=True)
    for _ in range(3):
        assert await zone.say("!question médecin", NEW, "!noord")
    zone.restart()
    assert await zone.say("!question dentiste", NEW, "!noord")
    pointer, *shorter = zone.messenger.texts("!noord")
    assert "lire d’abord la charte" in pointer
    assert len(shorter) == 3
    assert all(one.startswith("D’abord la charte du bassin Nord") for one in shorter)
    assert "eerst het charter" not in pointer
    (sent,) = [one for one in zone.messenger.spoken if one.to == NEW]
    zone.now += timedelta(hours=25)
    assert await zone.say("!question médecin", NEW, "!noord")
    assert zone.messenger.texts("!noord")[4:] == [pointer]
    await zone.click(sent.handle, "✅", NEW)
    assert not await zone.say("!question médecin", NEW, "!noord")


@pytest.mark.parametrize(
    "body",
    ["!vraag iemand heeft pillen geslikt en is bewusteloos", "!hulp", "!privacy", "!wieiswie", "!meld", "!taal fr"],
)
async def test_danger_and_what_everybody_may_ask_never_wait_for_the_charter(zone: Zone, body: str) -> None:
    zone.settings(charter_required=True)
    assert not await zone.say(body, NEW, "!noord")
    assert zone.messenger.spoken == []


async def test_talk_among_colleagues_is_answered_in_private_and_only_once(zone: Zone) -> None:
    zone.settings(charter_required=True)
    for body in ("goedemorgen allemaal", "wie komt er vrijdag?"):
        assert not await zone.say(body, NEW, "!noord")
    assert zone.messenger.texts("!noord") == []
    assert len(zone.messenger.texts(NEW)) == 1
    assert await zone.say("!vraag huisarts", NEW, "!noord")
    assert len(zone.messenger.texts("!noord")) == 1  # the word in private does not take the place of this one


async def test_a_direct_room_and_rooms_of_other_kinds_wait_for_no_charter(zone: Zone) -> None:
    zone.settings(charter_required=True)
    for room in ("!dm", "!ref-noord", "!mod"):
        assert not await zone.say("!vraag huisarts", room=room)
    zone.settings()
    assert not await zone.say("!vraag huisarts", room="!noord")


# --- peace, and forgetting ---


async def test_whoever_wants_quiet_says_so_and_takes_it_back(zone: Zone) -> None:
    await zone.say("!stil")
    assert zone.kept.wants_quiet(ASKER)
    await zone.say("!silence non")
    assert not zone.kept.wants_quiet(ASKER)


@pytest.mark.parametrize("removed", [True, False])
async def test_whoever_is_forgotten_or_removed_leaves_nothing_behind(zone: Zone, removed: bool) -> None:
    zone.settings(charter_required=True)
    await zone.join()
    await zone.say("!vraag huisarts", NEW, "!noord")
    await zone.say("!charter ja", NEW, "!noord")
    await zone.say("!stil", NEW, "!noord")
    if removed:
        RoomStore(zone.store).forget_member(NEW)
    else:
        PeopleStore(zone.store).forget(NEW)
    for table in ("welcomes", "accepted", "pointed", "quiet"):
        assert zone.store.database[f"onboarding_{table}"].count == 0


async def test_a_pinned_charter_and_a_welcome_are_understood_for_longer_than_ids_are_kept(zone: Zone) -> None:
    for handle in ("pinned", "welcome", "other"):
        query = "INSERT INTO outbox VALUES (NULL, ?, NULL, NULL, '', NULL, '', '', 'sent', ?, 0)"
        zone.store.database.execute(query, [handle, f"${handle}"])
    zone.kept.begin_welcome(NEW, "noord", "1")
    zone.kept.welcomed(NEW, "noord", "welcome")
    zone.kept.posted(Post("!noord", "charter", "1", "pinned", pinned=True))
    zone.store.prune(days=30)
    assert zone.store.said("$pinned")
    assert zone.store.said("$welcome")
    assert zone.store.said("$other") is None
    zone.kept.accept(NEW, "noord", "1", zone.now.date())
    zone.store.prune(days=30)
    assert zone.store.said("$welcome") is None


# --- files ---


def test_a_zone_may_have_a_charter_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "nl.md").write_text("# Afspraken {zone}\n\n- Een.\n2. Twee.\nDrie.\n", "utf-8")
    (tmp_path / "fr.md").write_text("Un.\n", "utf-8")
    values = {"charter_nl": str(tmp_path / "nl.md"), "charter_fr": str(tmp_path / "fr.md"), "charter_version": "2027-1"}
    zones = {"noord": {**CONFIG["zones"]["noord"], **values}, "zuid": CONFIG["zones"]["zuid"]}
    read = charters(Config.model_validate({"zones": zones}))
    assert read["noord"].nl.title == "Afspraken Noord"
    assert read["noord"].nl.points == ("Een.", "Twee.", "Drie.")
    assert (read["noord"].fr.title, read["noord"].fr.points) == ("", ("Un.",))
    assert read["noord"].version == "2027-1"
    assert read["zuid"].fr.title == "Charte du salon du bassin Sud"
    assert len(read["zuid"].nl.points) == len(read["zuid"].fr.points)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"charter_nl": "missing.md", "charter_fr": "missing.md"}, "missing.md cannot be read"),
        ({"charter_fr": "fr.md"}, "charter_nl is missing"),
        ({"charter_nl": "empty.md", "charter_fr": "empty.md"}, "holds no line"),
    ],
)
def test_a_wrong_charter_says_what_to_do(tmp_path: Path, values: dict[str, str], said: str) -> None:
    (tmp_path / "empty.md").write_text("# Niets\n", "utf-8")
    paths = {key: str(tmp_path / name) for key, name in values.items()}
    config = Config.model_validate({"zones": {"noord": {**CONFIG["zones"]["noord"], **paths}}})
    with pytest.raises(ConfigError, match=said):
        charters(config)
