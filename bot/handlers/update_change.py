"""What somebody says about a service -> the one field that changes and its new value. Three languages, mixed or not.

Strict on purpose: when a word is left over that belongs to nothing, the whole is no change but a remark that a person
has to read. Half of what somebody said must never be taken for all of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import phonenumbers

from bot.guard.tokens import listed
from bot.handlers.update_address import Streets, address
from bot.handlers.update_capacity import capacity
from bot.handlers.update_hours import opening_hours
from bot.render.clean import web_address
from kb.layers import Field, whole
from kb.models import Service
from kb.understand.languages import listed_languages
from kb.understand.text import folded, folded_words

LONGEST = 500
"""Characters of one line; what is longer is a letter, and a person reads it."""


@dataclass(frozen=True, slots=True)
class Change:
    """`values` are all columns of the field (kb.layers.whole), as JSON."""

    field: Field
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Around:
    """What a text is read against: the service as it is shown now, the region's streets and towns, and the day."""

    service: Service
    streets: Streets
    today: date


FILLERS = listed(
    "het de een en et and is zijn wordt werd nu voortaan nieuw nieuwe veranderd verandert gewijzigd aangepast vanaf"
    " vandaag onze ons hun dienst dit dat op naar in van aub svp merci dank je bedankt alstublieft graag aanpassen"
    " wijzigen veranderen la le les l un une est sont maintenant desormais nouveau nouvel nouvelle nouveaux"
    " nouvelles change"
    " changes changee changees modifie modifies notre nos leur du des d a ont has have been now new the our are"
    " changed"
    " to please thanks at s il vous plait service voor pour for correct juist werkt ook"
)
_WORDS: Mapping[Field, frozenset[str]] = {
    Field.PHONE: listed("telefoon telefoonnummer tel telnr nummer nr gsm gsmnummer telephone numero phone"
    " number bellen algemeen general"
        " onthaal accueil portable mobile mobiel permanentie permanence"),
    Field.EMAIL: listed("e mail email mailadres emailadres adres adresse address courriel mailen electronique"),
    Field.WEBSITE: listed("site website webadres webstek web internet url adres adresse address http https www"),
    Field.LANGUAGES: listed("taal talen langue langues language languages spreekt spreken spreken parle parlent"
    " parlons parlees gesproken"
        " speak speaks spoken we wij nous on men ook aussi also er equipe team het"),
}  # fmt: skip
_LISTS = listed("taal talen langue langues language languages")
"""Words that announce the whole list; who only says what is spoken adds to it."""

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WEBSITE = re.compile(
    r"(?:https?://|www\.)[^\s<>\"']+|(?<![\w@.-])(?:[\w-]+\.)+(?:be|org|com|net|eu|brussels|info|vlaanderen"
    r"|gent)(?![\w@])"
    r"(?:/[^\s<>\"']*)?",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"\b(?:(?:bestaat|bestaan) (?:niet meer|niet langer|al lang niet meer)|n ?'? ?existe(?:nt)? plus"
    r"|no longer exists?"
    r"|(?:is |werd |wordt )?(?:definitief gesloten|stopgezet|opgeheven|opgedoekt)|(?:a "
    r"|est )?(?:ferme(?:e)? definitivement"
    r"|definitivement ferme(?:e)?)|a cesse ses activites|is gestopt|closed (?:down|permanently|for good)"
    r"|permanently closed)\b"
)
_HOURS_WORDS = re.compile(
    r"\b(?:(?:nieuwe?|nouve(?:lles|aux|au|l)|new) )?(?:openingsuren|openingstijden|openingsuur|uurrooster|uurregeling"
    r"|uren|horaires?(?: d ?'? ?ouverture)?|heures? d ?'? ?ouverture|opening (?:hours|times)|permanenties?"
    r"|permanences?"
    r"|hours)\b"
)


def change(text: str, around: Around) -> Change | None:
    """The change that a text asks for; None when there is none in it, or more than one, or more than a change."""
    text = text.strip()
    if not text or len(text) > LONGEST:
        return None
    for parse in _PARSERS:
        found = parse(text, around)
        if found is not None:
            return Change(found.field, whole(found.values, found.field) | _places(found.values))
    return None


def _places(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key == "places"}


def _email(text: str, _around: Around) -> Change | None:
    found = _EMAIL.findall(text)
    if not found or not _only(_EMAIL.sub(" ", text), Field.EMAIL):
        return None
    return Change(Field.EMAIL, {"email": "; ".join(one.rstrip(".").lower() for one in found)})


def _website(text: str, _around: Around) -> Change | None:
    found = _WEBSITE.findall(text)
    if len(found) != 1 or "@" in text or not _only(_WEBSITE.sub(" ", text), Field.WEBSITE):
        return None
    site = found[0].rstrip(".,;)")
    full = web_address(site if "://" in site else f"https://{site}")
    return Change(Field.WEBSITE, {"website": full}) if full else None


def _status(text: str, _around: Around) -> Change | None:
    plain = folded(text)
    if not _GONE.search(plain) or _left(_GONE.sub(" ", plain), frozenset()):
        return None
    return Change(Field.STATUS, {"status": "closed"})


def _capacity(text: str, around: Around) -> Change | None:
    found = capacity(text)
    if found is None or _left(found.rest, frozenset()):
        return None
    values: dict[str, Any] = {"capacity": found.state, "capacity_date": around.today.isoformat()}
    if found.weeks is not None:
        values["waiting_weeks"] = found.weeks
    if found.places is not None:
        values["places"] = found.places
    return Change(Field.CAPACITY, values)


def _languages(text: str, around: Around) -> Change | None:
    codes, rest = listed_languages(text)
    if not codes or not set(rest) <= FILLERS | _WORDS[Field.LANGUAGES]:
        return None
    adds = not {"ook", "aussi", "also"}.isdisjoint(rest) or _LISTS.isdisjoint(rest)
    listed = dict.fromkeys((*around.service.languages, *codes) if adds else codes)
    return Change(Field.LANGUAGES, {"languages": list(listed)})


def _hours(text: str, around: Around) -> Change | None:
    written = opening_hours(text, around.service.opening_hours)
    if written is None:
        plain = _HOURS_WORDS.sub(" ", folded(text).replace("’", "'"))
        words = plain.split()
        while words and words[0].strip(":,.!'") in FILLERS | {""}:
            words.pop(0)
        while words and words[-1].strip(".,!") in FILLERS | {""}:
            words.pop()
        written = opening_hours(" ".join(words), around.service.opening_hours)
    return Change(Field.HOURS, {"opening_hours": written}) if written else None


def _address(text: str, around: Around) -> Change | None:
    values = address(text, around.service, around.streets)
    return Change(Field.ADDRESS, values) if values else None


def _phone(text: str, _around: Around) -> Change | None:
    found = list(phonenumbers.PhoneNumberMatcher(text, "BE"))
    rest = text
    for match in reversed(found):
        rest = f"{rest[: match.start]} {rest[match.end :]}"
    if not found or any(char.isdigit() for char in rest) or not _only(rest, Field.PHONE):
        return None
    return Change(Field.PHONE, {"phone": "; ".join(_number(match.number) for match in found)})


def _number(number: phonenumbers.PhoneNumber) -> str:
    home = number.country_code == 32
    style = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)


def _only(rest: str, of: Field) -> bool:
    return not _left(rest, _WORDS[of])


def _left(rest: str, words: Iterable[str]) -> list[str]:
    """The words that belong to nothing."""
    known = FILLERS.union(words)
    return [word for word in folded_words(rest) if word not in known]


_PARSERS: tuple[Callable[[str, Around], Change | None], ...] = (
    _email, _website, _status, _capacity, _languages, _hours, _address, _phone,
)  # fmt: skip
"""In this order: hours before telephone numbers, because "09.00-12.00" could be one."""
