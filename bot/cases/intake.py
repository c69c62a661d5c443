"""The questions of an intake, in their order, and how short answers are read. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from enum import StrEnum

from bot.cases.states import Urgency


class Field(StrEnum):
    """What is asked, in this order. ZONE only of people who are in several zones, or in none."""

    ZONE = "zone"
    NEED = "need"
    TRIED = "tried"
    OBSTACLE = "obstacle"
    WISH = "wish"
    PLACE = "place"
    LANGUAGE = "language"
    URGENCY = "urgency"


SAID = tuple(field for field in Field if field not in (Field.ZONE, Field.URGENCY))
"""Fields whose words stand on the card as they were said."""

LONGEST = 1000
"""Characters of an answer; what is longer is no line any more."""

_SKIP = frozenset(
    {"-", "--", "/", "nee", "non", "no", "skip", "overslaan", "sla over", "passer", "passe", "volgende", "suivant",
     "next", "geen", "aucun", "aucune", "none", "weet niet", "sais pas", "je ne sais pas", "ik weet het niet"}
)  # fmt: skip
_STOP = frozenset({"stop", "annuleer", "annuleren", "annuler", "cancel", "arrêter", "arrête"})

_URGENCY: Mapping[Urgency, re.Pattern[str]] = {
    Urgency.TODAY: re.compile(
        r"^\s*(1|1️⃣|a)\b|vandaag|vannacht|vanavond|meteen|direct|dringend|nu\b|aujourd|ce soir|cette nuit|tout de suite|"
        r"urgent|maintenant|today|tonight|now\b|right away",
        re.IGNORECASE,
    ),
    Urgency.WEEK: re.compile(r"^\s*(2|2️⃣|b)\b|week|semaine|dagen|jours|days|morgen|demain|tomorrow", re.IGNORECASE),
    Urgency.LATER: re.compile(
        r"^\s*(3|3️⃣|c)\b|later|plus tard|maand|mois|month|geen haast|niet dringend|pas urgent|not urgent|pas pressé",
        re.IGNORECASE,
    ),
}
_NOT_URGENT = re.compile(r"(niet|pas|not|geen)\s+(zo\s+|si\s+|so\s+)?(dringend|urgent|pressé|haast)", re.IGNORECASE)


def is_skip(text: str) -> bool:
    return text.strip(" .!").casefold() in _SKIP


def is_stop(text: str) -> bool:
    return text.strip(" .!").casefold() in _STOP


def urgency_of(text: str) -> Urgency | None:
    """How urgent an answer says it is; None when it does not say."""
    if _NOT_URGENT.search(text):
        return Urgency.LATER
    return next((urgency for urgency, words in _URGENCY.items() if words.search(text)), None)


def next_field(answered: Collection[str], *, zone_known: bool) -> Field | None:
    """The first question without an answer; None when all are answered."""
    asked = [field for field in Field if not (field is Field.ZONE and zone_known)]
    return next((field for field in asked if field not in answered), None)


_PLAIN = re.compile(
    r"\b(ik|we|wij)\s+(zit|zitten|loop|lopen)\s+(helemaal\s+|volledig\s+)?vast\s+(met|in)\b|"
    r"\b(vastgelopen|geblokkeerd)\s+(dossier|situatie|zaak)|(dossier|situatie)\s+(zit|is|loopt)\s+(helemaal\s+)?"
    r"(vast|vastgelopen|geblokkeerd)|\bniemand\s+(wil|neemt)\s+(hem|haar|hen|het|dit|dat|ons|die)\b|"
    r"\b(dossier|situation)\s+(est\s+)?(complètement\s+)?(bloquée?|coincée?)|\bje\s+suis\s+(bloquée?|coincée?)\s+avec|"
    r"\b(plus\s+)?personne\s+ne\s+(veut|prend)|\bon\s+est\s+(bloqués|coincés)\s+avec|"
    r"\b(i\s+am|i'm|we\s+are|we're)\s+stuck\s+with|\bno(body|\s+one)\s+(will|wants\s+to)\s+take|\bblocked\s+case\b",
    re.IGNORECASE,
)


def sounds_blocked(text: str) -> bool:
    """Whether somebody says, in plain words, that they are stuck with a case."""
    return bool(_PLAIN.search(text))
