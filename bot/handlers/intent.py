"""A message -> what it wants of Relais. A pure function, tested with a table of cases.

Relais speaks when it is spoken to: mentioned, in a direct room, on a command, or in a thread it takes part in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.ports import Message, RoomKind
from kb.models import LANGS, Lang


class Wish(StrEnum):
    """What a message wants."""

    NOTHING = "nothing"
    ASK = "ask"
    HELP = "help"
    MORE = "more"
    PRIVACY = "privacy"
    MY_DATA = "my_data"
    FORGET_ME = "forget_me"
    AGENDA = "agenda"
    POLL = "poll"
    UPDATE = "update"
    FULL = "full"
    PLACES = "places"
    STALE = "stale"
    DETAIL = "detail"
    HISTORY = "history"
    ROLLBACK = "rollback"
    EXPORT = "export"
    BLOCKED = "blocked"
    CASES = "cases"
    ERASE = "erase"
    PRACTICE = "practice"
    WHO = "who"
    REPORT = "report"
    HIDE = "hide"
    WARN = "warn"
    MUTE = "mute"
    UNMUTE = "unmute"
    MODERATION = "moderation"
    LANGUAGE = "language"
    CHARTER = "charter"
    WELCOME = "welcome"
    QUIET = "quiet"


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
_PRIVACY: dict[str, Lang | None] = {"privacy": None, "vieprivée": "fr", "vieprivee": "fr"}
_MY_DATA: dict[str, Lang] = {"mijngegevens": "nl", "mesdonnées": "fr", "mesdonnees": "fr", "mydata": "en"}
_FEATURES: dict[str, tuple[Wish, Lang | None]] = {
    "agenda": (Wish.AGENDA, None),
    "poll": (Wish.POLL, None),
    "peiling": (Wish.POLL, "nl"),
    "sondage": (Wish.POLL, "fr"),
    "update": (Wish.UPDATE, None),
    "aanpassing": (Wish.UPDATE, "nl"),
    "correction": (Wish.UPDATE, "fr"),
    "volzet": (Wish.FULL, "nl"),
    "complet": (Wish.FULL, "fr"),
    "full": (Wish.FULL, "en"),
    "plaatsen": (Wish.PLACES, "nl"),
    "places": (Wish.PLACES, None),
    "detail": (Wish.DETAIL, None),
    "détail": (Wish.DETAIL, "fr"),
    "aanvulling": (Wish.DETAIL, "nl"),
    "verouderd": (Wish.STALE, "nl"),
    "obsolètes": (Wish.STALE, "fr"),
    "obsoletes": (Wish.STALE, "fr"),
    "outdated": (Wish.STALE, "en"),
    "geschiedenis": (Wish.HISTORY, "nl"),
    "historique": (Wish.HISTORY, "fr"),
    "history": (Wish.HISTORY, "en"),
    "terug": (Wish.ROLLBACK, "nl"),
    "retour": (Wish.ROLLBACK, "fr"),
    "rollback": (Wish.ROLLBACK, "en"),
    "export": (Wish.EXPORT, None),
    "geblokkeerd": (Wish.BLOCKED, "nl"),
    "bloqué": (Wish.BLOCKED, "fr"),
    "bloque": (Wish.BLOCKED, "fr"),
    "blocked": (Wish.BLOCKED, "en"),
    "zaken": (Wish.CASES, "nl"),
    "dossiers": (Wish.CASES, "fr"),
    "cases": (Wish.CASES, "en"),
    "praktijk": (Wish.PRACTICE, "nl"),
    "pratique": (Wish.PRACTICE, "fr"),
    "practice": (Wish.PRACTICE, "en"),
    "wis": (Wish.ERASE, "nl"),
    "efface": (Wish.ERASE, "fr"),
    "erase": (Wish.ERASE, "en"),
    "wieiswie": (Wish.WHO, "nl"),
    "quiestqui": (Wish.WHO, "fr"),
    "whoiswho": (Wish.WHO, "en"),
    "meld": (Wish.REPORT, "nl"),
    "signaler": (Wish.REPORT, "fr"),
    "report": (Wish.REPORT, "en"),
    "verberg": (Wish.HIDE, "nl"),
    "masquer": (Wish.HIDE, "fr"),
    "masque": (Wish.HIDE, "fr"),
    "hide": (Wish.HIDE, "en"),
    "waarschuw": (Wish.WARN, "nl"),
    "avertir": (Wish.WARN, "fr"),
    "avertis": (Wish.WARN, "fr"),
    "warn": (Wish.WARN, "en"),
    "demp": (Wish.MUTE, "nl"),
    "muet": (Wish.MUTE, "fr"),
    "mute": (Wish.MUTE, "en"),
    "dempuit": (Wish.UNMUTE, "nl"),
    "dempoff": (Wish.UNMUTE, "nl"),
    "ontdemp": (Wish.UNMUTE, "nl"),
    "parole": (Wish.UNMUTE, "fr"),
    "demuet": (Wish.UNMUTE, "fr"),
    "démuet": (Wish.UNMUTE, "fr"),
    "unmute": (Wish.UNMUTE, "en"),
    "moderatie": (Wish.MODERATION, "nl"),
    "modération": (Wish.MODERATION, "fr"),
    "moderation": (Wish.MODERATION, None),
    "taal": (Wish.LANGUAGE, "nl"),
    "langue": (Wish.LANGUAGE, "fr"),
    "language": (Wish.LANGUAGE, "en"),
    "charter": (Wish.CHARTER, None),
    "charte": (Wish.CHARTER, "fr"),
    "welkom": (Wish.WELCOME, "nl"),
    "bienvenue": (Wish.WELCOME, "fr"),
    "welcome": (Wish.WELCOME, "en"),
    "stil": (Wish.QUIET, "nl"),
    "silence": (Wish.QUIET, "fr"),
    "quiet": (Wish.QUIET, "en"),
}
"""What a command of a feature (bot.features) wants, and the language it tells. Its words are the intent's text."""

_DELETE = ("wissen", "verwijderen", "verwijder", "effacer", "supprimer", "delete")
_COMMAND = re.compile(r"^\s*!\s?(?P<name>[^\W\d_]+)\b[\s:,]*(?P<rest>.*)$", re.DOTALL)
_LANGS: dict[str, Lang] = {lang: lang for lang in LANGS}
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
    first, _, rest = word.partition(" ")
    if first in _HELP and addressed and (not rest or rest.startswith(("repert", "répert"))):
        return Intent(Wish.HELP, rest, _HELP[first])
    return Intent(Wish.ASK, body, explicit=addressed)


def _command(name: str, rest: str, *, addressed: bool) -> Intent:
    """Other bots have commands too: one that is not ours is left alone, unless Relais was spoken to."""
    if name in _ASK:
        # "!ask" may well be followed by Dutch, so that the command says nothing about the question's language.
        return Intent(Wish.ASK, rest) if rest else Intent(Wish.HELP, lang=_ASK[name])
    if name in _HELP:
        return Intent(Wish.HELP, rest, _HELP[name])
    if name in _MORE:
        return Intent(Wish.MORE, lang=_MORE[name])
    if name in _PRIVACY:
        return Intent(Wish.PRIVACY, lang=_PRIVACY[name] or _LANGS.get(rest.casefold()))
    if name in _MY_DATA:
        wish = Wish.FORGET_ME if rest.strip(_QUOTE_MARKS).casefold() in _DELETE else Wish.MY_DATA
        return Intent(wish, lang=_MY_DATA[name])
    if name in _FEATURES:
        wish, lang = _FEATURES[name]
        return Intent(wish, rest, lang)
    return Intent(Wish.HELP) if addressed else NOTHING
