"""In the room to try things in nothing reaches anybody, nothing stays, and that is said."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.handlers.feedback import FeedbackHandler
from bot.onboarding.feature import make_onboarding
from bot.ports import Reaction, RoomKind
from bot.store_cases import CaseStore
from tests.bot.agenda_world import COUNCIL, MO, NOW, World, knowledge, world
from tests.bot.cases.life import ASKER, Life
from tests.bot.conftest import message
from tests.bot.guard_fakes import SURE, room
from tests.bot.test_agenda_proposals import ONE_LINE
from tests.bot.test_onboarding import Zone, zone

__all__ = ["knowledge", "world", "zone"]

SANDBOX = "!try"


@pytest.fixture
def sandbox(zone: Zone) -> Zone:
    zone.rooms.add(SANDBOX, RoomKind.SANDBOX, None, (ASKER,))
    return zone


def _others(life: Life) -> list[str]:
    return [one.text for one in life.messenger.spoken if one.to != SANDBOX]


async def test_a_blocked_case_is_explained_and_reaches_nobody(sandbox: Zone) -> None:
    assert await sandbox.say("!bloqué", room=SANDBOX)
    text = sandbox.messenger.last(SANDBOX).text
    assert "rien ne part" in text
    assert "1. De quoi a-t-on besoin" in text
    sandbox.messenger.authors["$answer"] = "@relais:x"
    await sandbox.click("$answer", "🆘", ASKER, SANDBOX, again=1)
    assert len(sandbox.messenger.texts(SANDBOX)) == 2
    assert _others(sandbox) == []
    assert CaseStore(sandbox.store).case(1) is None


@pytest.mark.parametrize("body", ["!meld", "!wis 1", "!detail kinderteam: lijn: 02 555 99 99", "!praktijk iets"])
async def test_what_would_reach_others_or_stay_is_only_told(sandbox: Zone, body: str) -> None:
    assert await sandbox.say(body, room=SANDBOX, reply_to="$bad")
    assert "oefenkamer" in sandbox.messenger.last(SANDBOX).text
    assert _others(sandbox) == []


@pytest.mark.parametrize("body", ["!vraag huisarts", "!agenda", "!hulp", "!wieiswie", "goedemorgen"])
async def test_the_rest_goes_on_as_everywhere(sandbox: Zone, body: str) -> None:
    assert not await sandbox.say(body, room=SANDBOX)
    assert not await sandbox.say("!geblokkeerd", room="!noord")


async def test_what_to_try_is_pinned_once(sandbox: Zone) -> None:
    for _ in range(2):
        await sandbox.look()
        sandbox.restart()
        assert sandbox.feature.name == make_onboarding(sandbox.parts).name
    (text,) = sandbox.messenger.texts(SANDBOX)
    assert "probeer alles uit" in text
    assert "essayez tout" in text
    assert sandbox.messenger.pinned[SANDBOX]


async def test_a_proposal_for_the_agenda_is_filled_in_and_not_sent(world: World) -> None:
    world.rooms.add(SANDBOX, RoomKind.SANDBOX, None, (MO,))
    for sender in ("@sofie:x", MO):  # a moderator's would be published at once
        root = await world.say(ONE_LINE, room=SANDBOX, sender=sender)
        await world.say("ja", room=SANDBOX, sender=sender, thread=root)
        assert "oefenkamer" in world.last(SANDBOX)
    assert world.messenger.texts(COUNCIL) == []
    assert world.agenda.between(NOW, NOW + timedelta(days=30)) == []


async def test_the_guard_shows_what_it_does_and_counts_and_asks_nobody(tmp_path: Path) -> None:
    here = room(tmp_path, moderators=("!mod",))
    here.messenger.may_redact = False
    tried = message(SURE, kind=RoomKind.SANDBOX)
    assert await here.guard.handler(tried)
    text, _, _ = here.messenger.prompts[-1]
    assert "Dit was de oefenkamer" in text
    assert await here.react("$prompt1", "❌")
    assert here.counts == {}
    assert here.proceeded == []
    assert (here.messenger.posted, here.messenger.carried) == ([], [])


async def test_a_thumb_in_the_practice_room_is_no_vote() -> None:
    here = message("", kind=RoomKind.SANDBOX).room
    with capture_logs() as logs:
        assert await FeedbackHandler()(Reaction("$e", here, ASKER, "$answer", "👎", NOW))
    assert logs == []
