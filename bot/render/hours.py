"""Opening hours in OSM syntax -> words: `Mo-Fr 09:00-17:00; PH off` -> `ma–vr 9:00–17:00; feestdagen gesloten`.

Only the everyday part of the syntax has words; an expression with anything else is shown as it is.
"""

from __future__ import annotations

import re

from babel.dates import get_day_names, get_month_names

from bot.render.words import words_for
from kb.models import Lang

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PIECE = re.compile(r"24/7|\d{1,2}:\d{2}|[A-Za-z]+|.", re.DOTALL)
_LOCALES = {"nl": "nl_BE", "fr": "fr_BE", "en": "en_GB"}


def in_words(expression: str, lang: Lang) -> str:
    """`expression` for a reader of `lang`, or `expression` itself when it uses words that are not known here."""
    say = words_for(lang)
    days = get_day_names("abbreviated", locale=_LOCALES[lang])
    months = get_month_names("abbreviated", locale=_LOCALES[lang])
    known = {name: days[index].rstrip(".") for index, name in enumerate(_DAYS)}
    known |= {name: months[index + 1] for index, name in enumerate(_MONTHS)}
    known |= {"PH": say("feast-days"), "off": say("day-closed"), "closed": say("day-closed")}
    parts: list[str] = []
    for piece in _PIECE.findall(expression):
        if piece == "24/7":
            parts.append(say("day-and-night"))
        elif ":" in piece and piece != ":":
            parts.append(_clock(piece, lang))
        elif piece.isalpha():
            if piece not in known:
                return expression
            parts.append(known[piece])
        else:
            parts.append({"-": "–", ",": ", "}.get(piece, piece))
    return re.sub(r" +", " ", "".join(parts)).strip(" ;")


def _clock(piece: str, lang: Lang) -> str:
    hour, _, minute = piece.partition(":")
    if lang == "fr":
        return f"{int(hour)} h" if minute == "00" else f"{int(hour)} h {minute}"
    return f"{int(hour)}:{minute}"
