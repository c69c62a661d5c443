"""A proposal as it is filled in: what somebody types -> a `Draft`. Pure.

Three ways of typing are read: an answer to one question; "plaats: ..., prijs: ..."; and everything in one line, where
commas separate the title, the time, the place and the rest, in any order after the title.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from bot.agenda_days import DAY
from bot.agenda_period import period_of
from bot.handlers.agenda_hours import Hours, hours_of
from kb.events import PROFESSIONALS, PUBLIC
from kb.language import detect
from kb.models import Lang
from kb.understand.text import fold, plain

Field = Literal["title", "other_title", "when", "hours", "place", "organiser", "registration", "zone"]
QUESTIONS: tuple[Field, ...] = ("title", "other_title", "when", "hours", "place", "organiser", "registration", "zone")
"""In the order in which they are asked."""
OPTIONAL: frozenset[Field] = frozenset({"other_title", "organiser", "registration"})
"""May be left open with "-"."""

LONGEST = 300
"""Characters of one field; a description may be longer."""
LONGEST_DESCRIPTION = 1500

_LABELS = {
    "title": "titel|titre|title|naam|nom|name",
    "title_nl": "titel nl|titre nl|title nl|titel in het nederlands|titre neerlandais|dutch title",
    "title_fr": "titel fr|titre fr|title fr|titel in het frans|titre francais|french title",
    "when": "wanneer|quand|when|datum|date|dag|jour|day|uur|uren|heure|heures|hour|hours|tijdstip",
    "place": "plaats|waar|lieu|ou|where|place|adres|adresse|address|locatie",
    "organiser": "organisator|organisatie|organisateur|organisation|organiser|organizer|door|par|by",
    "registration": "inschrijven|inschrijving|inschrijvingen|inscription|inscriptions|s inscrire|register"
                    "|registration|aanmelden|contact|info",
    "price": "prijs|prix|price|kost|kostprijs|cout|cost|tarief|tarif",
    "languages": "taal|talen|langue|langues|language|languages",
    "description": "omschrijving|beschrijving|description|uitleg|explication|about",
    "remind": "herinnering|rappel|reminder",
    "audience": "voor wie|pour qui|publiek|public|doelgroep|audience|for whom",
    "themes": "thema|themas|theme|themes",
    "full": "volzet|complet|full",
}  # fmt: skip
_LABEL_OF = {name: field for field, names in _LABELS.items() for name in names.split("|")}
_LABELLED = re.compile(r"(?:^|[,;\n])\s*(?P<label>[^\W\d_][^,;:\n]{1,30}?)\s*:(?!//)\s*", re.UNICODE)
_LANGUAGES: dict[str, str] = {
    "nl": "nl", "nederlands": "nl", "neerlandais": "nl", "dutch": "nl", "fr": "fr", "frans": "fr", "francais": "fr",
    "french": "fr", "en": "en", "engels": "en", "anglais": "en", "english": "en",
}  # fmt: skip
_REGISTRATION = re.compile(r"https?://|www\.|@|\+?\d[\d ./]{7,}|inschrij|inscri|regist|aanmeld", re.IGNORECASE)
_PRICE = re.compile(r"^(?:gratis|gratuit|free|€ ?\d.*|\d+(?:[.,]\d+)? ?(?:€|eur\w*))$", re.IGNORECASE)
_PLACE = re.compile(
    r"\b1\d{3}\b|straat|laan|plein|steenweg|rue |avenue|place |chauss|\bzaal\b|\bsalle\b|online|en ligne"
)
_YES = re.compile(r"^(ja|oui|yes|ok|j|y|o|1|x)\b", re.IGNORECASE)
_SKIP = re.compile(
    r"^\s*(?:[-–—.]|geen|nee|neen|non|no|none|aucune?|niets|rien|weet ik niet|sais pas|skip|overslaan|passer)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known so far; "" and None: not said. `asked_for` fields that were skipped are in `skipped`."""

    title_nl: str = ""
    title_fr: str = ""
    first: date | None = None
    last: date | None = None
    hours: Hours | None = None
    place: str = ""
    postal_code: str = ""
    organiser: str = ""
    registration: str = ""
    price: str = ""
    languages: tuple[str, ...] = ()
    description: str = ""
    audience: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    remind: bool = False
    full: bool = False
    zones: tuple[str, ...] = ()
    skipped: frozenset[Field] = frozenset()

    def missing(self, lang: Lang) -> Field | None:
        """What is to be asked next; None when everything was said or skipped."""
        said: dict[Field, object] = {
            "title": self.title_nl or self.title_fr,
            "other_title": self.title_nl and self.title_fr,
            "when": self.first,
            "hours": self.hours,
            "place": self.place,
            "organiser": self.organiser,
            "registration": self.registration,
            "zone": self.zones,
        }
        return next((field for field in QUESTIONS if not said[field] and field not in self.skipped), None)

    def texts(self) -> tuple[str, ...]:
        """Everything that somebody wrote, to be checked as a whole."""
        all_of_it = (self.title_nl, self.title_fr, self.place, self.organiser, self.registration, self.price)
        return tuple(filter(None, (*all_of_it, self.description, *self.themes)))


def is_skipped(text: str) -> bool:
    """Whether an answer says that there is nothing to say."""
    return bool(_SKIP.match(text))


def answered(draft: Draft, field: Field, text: str, lang: Lang, today: date) -> Draft | None:
    """The draft with the answer to one question; None when it is no answer to it."""
    text = text.strip()
    if field in OPTIONAL and is_skipped(text):
        return replace(draft, skipped=draft.skipped | {field})
    if labelled(text):
        return typed(draft, text, lang, today)
    if field == "other_title":
        return replace(draft, **{"title_nl" if draft.title_fr else "title_fr": _cut(text)})  # type: ignore[arg-type]
    if field == "hours":
        hours, _ = hours_of(text)
        return replace(draft, hours=hours) if hours else None
    if field == "when":
        return timed(draft, text, today)
    return _set(draft, field, text, lang, today)


def labelled(text: str) -> bool:
    """Whether a text names its fields ("plaats: ...")."""
    return any(_field_of(found) for found in _LABELLED.finditer(text))


def typed(draft: Draft, text: str, lang: Lang, today: date) -> Draft:
    """The draft with all that a text says: its labelled parts, then what stands before them, cut at commas."""
    found = [one for one in _LABELLED.finditer(text) if _field_of(one)]
    head = text[: found[0].start()] if found else text
    draft = _unlabelled(draft, head, lang, today)
    for n, one in enumerate(found):
        end = found[n + 1].start() if n + 1 < len(found) else len(text)
        draft = _set(draft, _field_of(one), text[one.end() : end].strip(" ,;\n"), lang, today)
    return draft


def timed(draft: Draft, text: str, today: date) -> Draft | None:
    """A day, days, hours, or both; what is not said stays."""
    period, rest = period_of(text, today)
    hours, _ = hours_of(rest)
    if period is None and hours is None:
        return None
    if period is not None:
        last = period.end - DAY
        draft = replace(draft, first=period.first, last=last if last > period.first else None)
    return replace(draft, hours=hours or draft.hours)


def _set(draft: Draft, field: str, text: str, lang: Lang, today: date) -> Draft:
    value = _cut(text, LONGEST_DESCRIPTION if field == "description" else LONGEST)
    match field:
        case "title":
            return _titled(draft, value, lang)
        case "when" | "hours":
            return timed(draft, value, today) or draft
        case "languages":
            said = re.sub(r" (\w+) en (\w+) ", r" \1 \2 ", plain(value))  # "nl en fr" is two languages
            known = [_LANGUAGES[word] for word in said.split() if word in _LANGUAGES]
            return replace(draft, languages=tuple(dict.fromkeys(known)))
        case "remind" | "full":
            return replace(draft, **{field: bool(_YES.match(value))})  # type: ignore[arg-type]
        case "audience":
            return replace(draft, audience=_audience(value))
        case "themes":
            return replace(draft, themes=tuple(part.strip() for part in re.split(r"[,;/]", value) if part.strip()))
        case "place":
            code = re.search(r"\b1\d{3}\b", value)
            return replace(draft, place=value, postal_code=code.group() if code else "")
        case "title_nl" | "title_fr" | "organiser" | "registration" | "price" | "description":
            return replace(draft, **{field: value})  # type: ignore[arg-type]
    return draft


def _titled(draft: Draft, value: str, lang: Lang) -> Draft:
    """ "NL / FR" is both, in either order; an English title stands in both, since it is said to everybody."""
    first, slash, second = (part.strip() for part in value.partition(" / "))
    if slash and second:
        french_first = detect(first)[0] == "fr" if detect(first)[0] != detect(second)[0] else lang == "fr"
        titles = (second, first) if french_first else (first, second)
        return replace(draft, title_nl=titles[0], title_fr=titles[1])
    if lang == "en":
        return replace(draft, title_nl=value, title_fr=value)
    return replace(draft, **{f"title_{lang}": value})  # type: ignore[arg-type]


def _unlabelled(draft: Draft, text: str, lang: Lang, today: date) -> Draft:
    """Parts between commas: the first is the title; the others are told apart by what they look like."""
    places: list[str] = []
    about: list[str] = []
    parts = [part.strip() for part in re.split(r"[;\n]|,(?!\d)", text) if part.strip()]
    for part in parts:
        if not (draft.title_nl or draft.title_fr) and not _is_time(part, today):
            draft = _titled(draft, _cut(part), lang)
        elif _PRICE.match(part):
            draft = replace(draft, price=part)
        elif (draft.first is None or draft.hours is None) and _is_time(part, today):
            draft = timed(draft, part, today) or draft
        elif _REGISTRATION.search(part):
            draft = replace(draft, registration=_cut(part))
        elif all(word in _LANGUAGES or word in ("et", "en", "and") for word in plain(part).split()):
            draft = _set(draft, "languages", part, lang, today)
        elif not places or _PLACE.search(fold(part)) or len(part.split()) == 1:
            places.append(part)
        else:
            about.append(part)
    if places:
        draft = _set(draft, "place", ", ".join(places), lang, today)
    return replace(draft, description=_cut(". ".join(about), LONGEST_DESCRIPTION)) if about else draft


def _is_time(part: str, today: date) -> bool:
    """Whether a part is a day or an hour and hardly anything else."""
    period, rest = period_of(part, today)
    hours, rest = hours_of(rest)
    return (period is not None or hours is not None) and len(plain(rest).split()) <= 2


def _audience(text: str) -> tuple[str, ...]:
    flat = plain(text)
    everybody = re.search(r" (iedereen|tous|tout le monde|everybody|everyone|publiek|public|begunstigden) ", flat)
    if everybody:
        return (PUBLIC,)
    return (PROFESSIONALS,) if re.search(r" (profession\w*|hulpverleners|intervenants) ", flat) else ()


def _field_of(found: re.Match[str]) -> str:
    return _LABEL_OF.get(plain(found["label"]).strip(), "")


def _cut(text: str, limit: int = LONGEST) -> str:
    return " ".join(text.split())[:limit]
