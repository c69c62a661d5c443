"""Which messages Relais answers, and what they want: a table of cases."""

from __future__ import annotations

from typing import Any

import pytest

from bot.handlers.intent import LONGEST_QUESTION, Wish, intent
from bot.ports import RoomKind
from kb.models import Lang
from tests.bot.conftest import message

DIRECT, MENTION, THREAD = (
    {"kind": RoomKind.DIRECT},
    {"mentions_bot": True},
    {"in_bot_thread": True, "thread_root": "$r"},
)
COLLEAGUES_THREAD = {"thread_root": "$r"}

CASES: list[tuple[str, dict[str, Any], Wish, str]] = [
    # silent in a room until spoken to
    ("waar is een huisarts?", {}, Wish.NOTHING, ""),
    ("dank je wel allemaal", {}, Wish.NOTHING, ""),
    ("meer", {}, Wish.NOTHING, ""),
    ("help", {}, Wish.NOTHING, ""),
    ("waar is een huisarts?", COLLEAGUES_THREAD, Wish.NOTHING, ""),
    # addressed
    ("waar is een huisarts?", MENTION, Wish.ASK, "waar is een huisarts?"),
    ("waar is een huisarts?", DIRECT, Wish.ASK, "waar is een huisarts?"),
    ("en op zondag?", THREAD, Wish.ASK, "en op zondag?"),
    ("", MENTION, Wish.NOTHING, ""),
    # commands
    ("!vraag huisarts", {}, Wish.ASK, "huisarts"),
    ("!question un médecin", {}, Wish.ASK, "un médecin"),
    ("!ask  a doctor\nin Jette", {}, Wish.ASK, "a doctor\nin Jette"),
    ("  !Vraag: huisarts", {}, Wish.ASK, "huisarts"),
    ("! vraag huisarts", {}, Wish.ASK, "huisarts"),
    ("!vraag", {}, Wish.HELP, ""),
    ("!hulp", {}, Wish.HELP, ""),
    ("!aide", {}, Wish.HELP, ""),
    ("!help me", {}, Wish.HELP, "me"),
    ("!aide répertoire", {}, Wish.HELP, "répertoire"),
    ("hulp repertorium", DIRECT, Wish.HELP, "repertorium"),
    ("!meer", THREAD, Wish.MORE, ""),
    ("!weather Brussels", {}, Wish.NOTHING, ""),
    ("!vraagje", {}, Wish.NOTHING, ""),
    ("!weather", DIRECT, Wish.HELP, ""),
    ("wat kost dat!vraag", {}, Wish.NOTHING, ""),
    # one word
    ("hulp", DIRECT, Wish.HELP, ""),
    ("Aide !", MENTION, Wish.HELP, ""),
    ("hulp bij het huishouden", DIRECT, Wish.ASK, "hulp bij het huishouden"),
    ("help", THREAD, Wish.ASK, "help"),
    ("meer", THREAD, Wish.MORE, ""),
    ("« Plus »", THREAD, Wish.MORE, ""),
    ("More.", DIRECT, Wish.MORE, ""),
    ("meer plaatsen in Evere?", THREAD, Wish.ASK, "meer plaatsen in Evere?"),
    # never
    ("!vraag huisarts", {"replaces": "$old"}, Wish.NOTHING, ""),
    ("!vraag huisarts", {"msgtype": "m.notice"}, Wish.NOTHING, ""),
    ("foto.jpg", {"kind": RoomKind.DIRECT, "msgtype": "m.image"}, Wish.NOTHING, ""),
]


@pytest.mark.parametrize(("body", "values", "wish", "text"), CASES)
def test_what_a_message_wants(body: str, values: dict[str, Any], wish: Wish, text: str) -> None:
    found = intent(message(body, **values))
    assert (found.wish, found.text) == (wish, text)


@pytest.mark.parametrize(("body", "lang"), [("!hulp", "nl"), ("!aide", "fr"), ("!help", "en"), ("!vraag", "nl")])
def test_a_command_for_help_tells_the_language(body: str, lang: Lang) -> None:
    assert intent(message(body)).lang == lang


@pytest.mark.parametrize(("values", "explicit"), [(MENTION, True), (DIRECT, True), (THREAD, False)])
def test_a_message_in_a_thread_is_not_expressly_to_the_bot(values: dict[str, Any], explicit: bool) -> None:
    assert intent(message("bedankt", **values)).explicit is explicit


def test_a_pasted_document_is_cut() -> None:
    assert len(intent(message("x" * 50_000, kind=RoomKind.DIRECT)).text) == LONGEST_QUESTION
