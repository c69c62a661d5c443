"""A message -> what it wants of Relais. A pure function, tested with a table of cases.

Relais speaks when it is spoken to: mentioned, in a direct room, on a command, or in a thread it takes part in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.ports import Message, RoomKind
from kb.models import Lang


class Wish(StrEnum):
    """What a message wants."""

    NOTHING = "nothing"
    ASK = "ask"
    HELP = "help"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Intent:
    """`text` is the question without command; `lang` what a command tells of the language, if anything. `explicit`
    is false for a message that is only addressed because of the thread it stands in."""

    wish: Wish
    text: str = ""
    lang: Lang | None = None
    explicit: bool = True


NOTHING = Intent(Wish.NOTHING, explicit=False)

_ASK: dict[str, Lang] = {"vraag": "nl", "question": "fr", "ask": "en"}
_HELP: dict[str, Lang] = {"hulp": "nl", "aide": "fr", "help": "en"}
_MORE: dict[str, Lang] = {"meer": "nl", "plus": "fr", "more": "en"}
_COMMAND = re.compile(r"^\s*!\s?(?P<name>[^\W\d_]+)\b[\s:,]*(?P<rest>.*)$", re.DOTALL)
_QUOTE_MARKS = " \t\r\n.!?…\"'“”«»‘’"
LONGEST_QUESTION = 2000
"""Characters; what is longer is a pasted document, and its beginning says what it is about."""


def intent(message: Message) -> Intent:
    """What `message` wants. Edits, files and notices want nothing."""
    if message.replaces or message.msgtype not in ("m.text", "m.emote"):
        return NOTHING
    body = message.body.strip()[:LONGEST_QUESTION]
    addressed = message.mentions_bot or message.room.kind is RoomKind.DIRECT
    command = _COMMAND.match(body)
    if command:
        return _command(command.group("name").casefold(), command.group("rest").strip(), addressed=addressed)
    if not body or not (addressed or message.in_bot_thread):
        return NOTHING
    word = body.strip(_QUOTE_MARKS).casefold()
    if word in _MORE and (message.thread_root or addressed):
        return Intent(Wish.MORE, lang=_MORE[word])
    if word in _HELP and addressed:
        return Intent(Wish.HELP, lang=_HELP[word])
    return Intent(Wish.ASK, body, explicit=addressed)


def _command(name: str, rest: str, *, addressed: bool) -> Intent:
    """Other bots have commands too: one that is not ours is left alone, unless Relais was spoken to."""
    if name in _ASK:
        # "!ask" may well be followed by Dutch, so that the command says nothing about the question's language.
        return Intent(Wish.ASK, rest) if rest else Intent(Wish.HELP, lang=_ASK[name])
    if name in _HELP:
        return Intent(Wish.HELP, lang=_HELP[name])
    if name in _MORE:
        return Intent(Wish.MORE, lang=_MORE[name])
    return Intent(Wish.HELP) if addressed else NOTHING
