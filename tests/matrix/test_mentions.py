"""Who speaks to the bot, as tables of cases."""

from __future__ import annotations

from typing import Any

import pytest

from bot.matrix.mentions import is_mentioned, names_of, without_address, without_fallback

BOT = "@relais:care.test"
NAMES = names_of(BOT, "Relais")


@pytest.mark.parametrize(
    "body",
    [
        "Relais, waar vind ik een huisarts?",
        "relais: où trouver un médecin ?",
        "@relais waar?",
        "@Relais: waar?",
        "@relais:care.test help",
        "Kan @relais helpen?",
        "Bonjour Relais, une question",
        "Bonjour, relais ! une question",
        "Dag relais",
        "Weet jij dat, Relais?",
        "Kan Relais hierbij helpen?",
        "RELAIS",
    ],
)
def test_is_spoken_to_by_name(body: str) -> None:
    assert is_mentioned({}, body, BOT, NAMES)


@pytest.mark.parametrize(
    "body",
    [
        "Kent iemand een huisarts?",
        "Existe-t-il un relais pour jeunes à Forest ?",
        "Relaisstraat 5 is verhuisd",
        "prérelais",
        "mail naar info@relais.brussels graag",
        "ask @relais:other.test",
        "",
    ],
)
def test_is_not_spoken_to(body: str) -> None:
    assert not is_mentioned({}, body, BOT, NAMES)


@pytest.mark.parametrize(
    ("mentions", "expected"),
    [
        ({"user_ids": [BOT]}, True),
        ({"user_ids": ["@an:care.test"]}, False),
        ({"room": True}, False),
        ({"user_ids": BOT}, False),
        ({"user_ids": None}, False),
        ([], False),
        ("all", False),
    ],
)
def test_mentions_field_is_believed_and_not_trusted(mentions: Any, expected: bool) -> None:
    assert is_mentioned({"m.mentions": mentions}, "zonder naam", BOT, NAMES) is expected


@pytest.mark.parametrize(
    ("body", "rest"),
    [
        ("Relais: waar?", "waar?"),
        ("relais, waar?", "waar?"),
        ("@relais waar?", "waar?"),
        ("@relais:care.test: waar?", "waar?"),
        ("Relais parental à Forest ?", "Relais parental à Forest ?"),
        ("waar, relais?", "waar, relais?"),
        ("Relais:", "Relais:"),
        ("Relais:   ", "Relais:   "),
    ],
)
def test_form_of_address_is_taken_off(body: str, rest: str) -> None:
    assert without_address(body, NAMES) == rest


def test_quoted_lines_of_a_reply_are_taken_off() -> None:
    body = "> <@an:care.test> eerste regel\n> tweede\n\nantwoord"
    assert without_fallback(body, True) == "antwoord"
    assert without_fallback(body, False) == body
    assert without_fallback("> 18 jaar?", True) == "> 18 jaar?"


def test_names_without_a_display_name() -> None:
    assert names_of(BOT, "") == (BOT, "relais")
