"""Announcements are pointed to the agenda; everything else that holds a date is left in peace."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.moderation.adverts import announces
from kb.base import KnowledgeBase
from tests.bot.cases.life import ASKER
from tests.bot.moderated import Moderated

TODAY = date(2026, 11, 22)
FLYER = "Op 12 december organiseren wij een infosessie over woonzorg, van 14u tot 16u in de Dorpsstraat 9 in Laken."
TRACT = "Le 12 décembre, nous organisons une séance d’info sur le budget, de 14h à 16h, rue du Village 9. Entrée libre."


@pytest.mark.parametrize(
    "text",
    [
        FLYER,
        TRACT,
        "Save the date! Studiedag over verslaving op donderdag 21 januari 2027, inschrijven via www.studiedag.example",
        "Jullie zijn van harte welkom op onze opendeurdag, zaterdag 5 december om 10u, met soep en rondleiding.",
        "We nodigen jullie uit voor een workshop rond schulden op 03/12/2026 om 9.30u. Schrijf je in voor 28 november.",
        "Save the date ! Le jeudi 21 janvier de 14h à 16h nous organisons un moment d’information sur les dettes.",
        "Invitation : matinée d’échange sur la santé mentale, mardi 8 décembre à 9h30, inscriptions auprès de l’asbl.",
        "Bienvenue à notre formation sur le burn-out le 15/01/2027. Inscription obligatoire, participation gratuite !",
        "Join us for a workshop on housing rights on 3 December at 2pm, register at https://example.org/x?y=1",
        "📢 NIEUW 📢\nVorming eerste hulp bij psychische problemen\n📅 14 december, 9u-17u\nInschrijvingen: 02 555",
    ],
)
def test_an_announcement_is_recognised(text: str) -> None:
    assert announces(text, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "Wie gaat er op 12 december naar de infosessie van 14u? We organiseren vervoer.",
        "Kent iemand een vorming over schulden op 12 december om 14u, waar we ons kunnen inschrijven",
        "Nous organisons une réunion de concertation pour un dossier, quelqu’un peut-il venir le 12 décembre à 14h",
        "De vorming van 12 december om 14u is geannuleerd, wie ingeschreven was krijgt de inschrijving terugbetaald.",
        "Bedankt aan iedereen die op 12 november op onze studiedag was. Welkom op een volgende keer om 14u!",
        "Compte rendu de la réunion du 12 décembre à 14h : nous organisons le suivi avec le CPAS.",
        "Het spreekuur is op 12 december van 14u tot 16u, schrijf je in via het onthaal.",
        "We organiseren binnenkort een studiedag over verslaving, meer nieuws volgt, welkom op onze site!",
        "Op 12 december organiseren wij iets.",
        "Op 3 maart 2025 organiseerde de zone een studiedag, de uitnodiging staat nog op de site, om 14u.",
        "Le service est fermé le 12 décembre de 14h à 16h pour formation, inscriptions par mail.",
        "Mijn cliënt heeft op 12 december om 14u een afspraak voor een infosessie, hij is uitgenodigd.",
        "We organiseren elk jaar een feest en nodigen iedereen uit.",
        "Nous cherchons un animateur pour notre atelier du 12 décembre à 14h, venez nombreux.",
    ],
)
def test_what_is_no_announcement_is_left_in_peace(text: str) -> None:
    assert not announces(text, TODAY)


@pytest.fixture
def life(tmp_path: Path, knowledge: KnowledgeBase) -> Moderated:
    return Moderated(tmp_path, knowledge)


async def test_a_person_is_pointed_to_the_agenda_once_a_day_in_their_language(life: Moderated) -> None:
    assert not await life.say(TRACT, room="!noord")
    (pointer,) = life.messenger.spoken
    assert (pointer.to, pointer.thread_root) == ("!noord", "$m1")
    assert "!agenda nouveau" in pointer.text
    life.restart()
    life.number = 0
    await life.say(TRACT, room="!noord")  # the same again, after a crash
    await life.say(FLYER, room="!noord")
    assert len(life.messenger.spoken) == 1
    await life.say(FLYER, "@other:x", room="!noord")
    life.now += timedelta(days=1)
    await life.say(FLYER, room="!noord")
    assert [one.text.count("!agenda nieuw") for one in life.messenger.spoken] == [0, 1, 1]


@pytest.mark.parametrize(
    ("room", "more"),
    [
        ("!dm", {}),
        ("!ref-noord", {}),
        ("!noord", {"thread_root": "$x"}),
        ("!noord", {"reply_to": "$x"}),
        ("!noord", {"replaces": "$x"}),
        ("!noord", {"mentions_bot": True}),
        ("!noord", {"msgtype": "m.notice"}),
        ("!noord", {"msgtype": "m.file", "filename": FLYER}),
    ],
)
async def test_only_what_is_new_in_the_zones_own_room_counts(life: Moderated, room: str, more: dict[str, Any]) -> None:
    await life.say(FLYER, ASKER, room, **more)
    assert life.messenger.spoken == []


async def test_the_pointer_can_be_turned_off(life: Moderated) -> None:
    quiet = life.config.moderation.model_copy(update={"point_to_agenda": False})
    life.config = life.config.model_copy(update={"moderation": quiet})
    life.restart()
    await life.say(FLYER, room="!noord")
    assert life.messenger.spoken == []
