"""A service's new number or address in a line of its own is let through; anybody else's is not."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from bot.guard import check
from bot.handlers.update_contact import ContactLines
from kb.base import KnowledgeBase
from kb.generations import Change
from kb.settings import KnowledgeSettings
from kb.store import Store
from kb.terms import Analyzer
from tests.bot.conftest import NOW, message
from tests.bot.updates_world import SERVICES
from tests.kb.conftest import HashingEmbedder, PlainAnalyzer


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> ContactLines:
    folder: Path = tmp_path_factory.mktemp("contact")
    knowledge = KnowledgeBase(
        Store.open(folder), KnowledgeSettings(), cast(Analyzer, PlainAnalyzer()), HashingEmbedder()
    )
    knowledge.writer().apply(Change("repertory", "test", "test", NOW, services_put=SERVICES))
    knowledge.refresh()
    return ContactLines(knowledge)


async def stopped(lines: ContactLines, text: str, *others: str) -> bool:
    """Whether the guard finds something in what it is shown of the message."""
    shown = await lines(message(text), (text, *others))
    return any(check(one).user_data for one in shown)


@pytest.mark.parametrize(
    "text",
    [
        "!update Kinderteam Kameleon: tel 0470 12 34 56",
        "!aanpassing Kinderteam: 0470 12 34 56",
        "!update De Wachtzaal: nieuw gsm-nummer 0470/12.34.56",
        "!update La Salle d'attente : nouveau numéro de gsm : 0470 12 34 56",
        "!update kamelion: mail jan.peeters@gmail.com",
        "!update De Wachtzaal: new e-mail jan.peeters@huisanders.be",
        "!detail De Wachtzaal: lijn: 0470 12 34 56",
    ],
)
async def test_new_contact_of_a_service_is_let_through(lines: ContactLines, text: str) -> None:
    (shown,) = await lines(message(text), (text,))
    assert "0470" not in shown
    assert "@" not in shown
    assert not await stopped(lines, text)


async def test_the_guard_alone_would_stop_such_a_line(lines: ContactLines) -> None:
    assert check("!update Kinderteam Kameleon: tel 0470 12 34 56").user_data


@pytest.mark.parametrize(
    "text",
    [
        "!update De Wachtzaal: gsm van de moeder 0470 12 34 56",
        "!update De Wachtzaal: gsm de mon client 0470 12 34 56",
        "!update De Wachtzaal: gsm 0470 12 34 56 van mevrouw Peeters",
        "!update De Wachtzaal: bel Fatima op 0470 12 34 56",
        "!update De Wachtzaal: gsm 0470 12 34 56, rijksregisternummer 85.07.30-033.28",
        "!update De Wachtzaal: rijksregisternummer 85.07.30-033.28",
        "!update Fatima El Amrani: gsm 0470 12 34 56",
        "!update mijn cliënt: gsm 0470 12 34 56",
        "!update Sterrenwacht: gsm 0470 12 34 56",
        "!update De Wachtzaal: gsm 0470 12 34 56 en 0471 65 43 21",
        "!update De Wachtzaal gsm 0470 12 34 56",
        "!vraag De Wachtzaal: gsm 0470 12 34 56",
        "De Wachtzaal: gsm 0470 12 34 56",
        "!detail De Wachtzaal: hoe: bel Fatima op 0470 12 34 56",
        "!update De Wachtzaal: mevr. Peeters, 82 jaar, valt vaak",
    ],
)
async def test_everything_else_is_read_whole(lines: ContactLines, text: str) -> None:
    assert await lines(message(text), (text,)) == (text,)


@pytest.mark.parametrize(
    "said", ["Fatima El Amrani: gsm 0470 12 34 56", "Kinderteam: gsm van mijn cliënt 0470 12 34 56"]
)
async def test_person_in_a_line_is_still_found(lines: ContactLines, said: str) -> None:
    assert await stopped(lines, f"!update {said}")


async def test_other_texts_of_the_message_are_read_whole(lines: ContactLines) -> None:
    line = "!update Kinderteam Kameleon: gsm 0470 12 34 56"
    assert not await stopped(lines, line, line)
    assert await stopped(lines, line, "mijn cliënt, gsm 0470 12 34 56")
    assert await stopped(lines, line, "> bel haar op 0470 12 34 56\n" + line)
