"""The message with placeholders, in the language that it is written in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.guard.findings import Finding, Kind
from kb.language import detect
from kb.models import Lang

PLACEHOLDERS: dict[Kind, tuple[str, str, str]] = {
    Kind.NATIONAL_NUMBER: ("rijksregisternummer", "numéro national", "national number"),
    Kind.BIS_NUMBER: ("BIS-nummer", "numéro BIS", "BIS number"),
    Kind.ID_CARD: ("kaartnummer", "numéro de carte", "card number"),
    Kind.FOREIGNER_NUMBER: ("dossiernummer", "numéro de dossier", "file number"),
    Kind.IBAN: ("rekeningnummer", "numéro de compte", "account number"),
    Kind.PHONE: ("telefoonnummer", "numéro de téléphone", "phone number"),
    Kind.EMAIL: ("e-mailadres", "adresse e-mail", "e-mail address"),
    Kind.FILE_NUMBER: ("dossiernummer", "numéro de dossier", "file number"),
    Kind.NUMBER_PLATE: ("nummerplaat", "plaque", "number plate"),
    Kind.NAME: ("naam", "nom", "name"),
    Kind.INITIALS: ("naam", "nom", "name"),
    Kind.BIRTH_DATE: ("geboortedatum", "date de naissance", "date of birth"),
    Kind.AGE: ("leeftijd", "âge", "age"),
    Kind.ADDRESS: ("adres", "adresse", "address"),
    Kind.ORIGIN: ("persoonskenmerk", "caractéristique", "characteristic"),
    Kind.HEALTH: ("gezondheid", "santé", "health"),
    Kind.JUDICIAL: ("justitie", "justice", "justice"),
    Kind.EXCLUSION: ("uitsluiting", "exclusion", "exclusion"),
    Kind.UNREAD: ("niet nagekeken", "non vérifié", "not checked"),
}
"""Words for what was taken out, in nl, fr and en: readers see what kind of thing stood there."""

_COLUMN: dict[Lang, int] = {"nl": 0, "fr": 1, "en": 2}

_STAYS = frozenset((Kind.HEALTH, Kind.JUDICIAL))
"""A condition without an identity is general information, and usually what the question is about: it stays."""

_WORDS = "|".join(sorted({re.escape(word) for words in PLACEHOLDERS.values() for word in words}, key=len, reverse=True))
_PLACEHOLDER = re.compile(rf"(?:\b(?:{_WORDS})\b[\s:]*)?\[(?:{_WORDS})\]", re.IGNORECASE)


def language(text: str) -> Lang:
    """The language of the placeholders."""
    return detect(text)[0]


def cleaned(text: str, findings: Sequence[Finding], lang: Lang) -> str:
    """`text` with a placeholder for every finding but conditions; `findings` in order, not overlapping."""
    parts: list[str] = []
    done = 0
    for found in findings:
        if found.kind in _STAYS:
            continue
        parts += (text[done : found.start], f"[{PLACEHOLDERS[found.kind][_COLUMN[lang]]}]")
        done = found.end
    return "".join([*parts, text[done:]])


def without_placeholders(text: str) -> str:
    """`text` as a question to search with: a placeholder, and a word for it just before ("rijksregisternummer
    [rijksregisternummer]"), says what is missing and not what is asked for."""
    return " ".join(_PLACEHOLDER.sub(" ", text).split()) if "[" in text else text
