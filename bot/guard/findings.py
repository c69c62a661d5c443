"""What the guard reports: findings with spans, and the verdict on a message. No Matrix, no storage."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from kb.models import Lang


class Kind(StrEnum):
    """What a finding is. The names are a contract (`relais guard --json`) and the only thing ever counted."""

    NATIONAL_NUMBER = "national_number"
    BIS_NUMBER = "bis_number"
    ID_CARD = "id_card"
    FOREIGNER_NUMBER = "foreigner_number"
    IBAN = "iban"
    PHONE = "phone"
    EMAIL = "email"
    FILE_NUMBER = "file_number"
    NUMBER_PLATE = "number_plate"
    NAME = "name"
    INITIALS = "initials"
    BIRTH_DATE = "birth_date"
    AGE = "age"
    ADDRESS = "address"
    ORIGIN = "origin"
    """What else somebody is known by: origin, trade, school, shop, role in the quarter."""

    HEALTH = "health"
    JUDICIAL = "judicial"
    EXCLUSION = "exclusion"
    UNREAD = "unread"
    """The end of a text that is too long to check in time."""


SEVERE = frozenset((Kind.HEALTH, Kind.JUDICIAL))
"""Next to an identity these make a message more severe (special categories, GDPR articles 9 and 10)."""


class Certainty(StrEnum):
    """Whether a finding is reason to redact by itself, or to ask first."""

    SURE = "sure"
    PROBABLE = "probable"


@dataclass(frozen=True, slots=True)
class Finding:
    """A stretch of the message, in characters: `text[start:end]`. Holds no text."""

    kind: Kind
    start: int
    end: int
    certainty: Certainty = Certainty.SURE


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the guard says of one message. `cleaned` is the message with placeholders, in the message's language; it
    lives in memory only (the repr hides it). `severe`: identity together with health or justice. `exclusion`: passes
    on that an identifiable person be turned away. `lang` is the language of the placeholders."""

    findings: tuple[Finding, ...] = ()
    cleaned: str = field(default="", repr=False)
    severe: bool = False
    exclusion: bool = False
    lang: Lang = "fr"

    @property
    def user_data(self) -> bool:
        """Whether the message holds, or probably holds, data on a person being helped."""
        return bool(self.findings)

    @property
    def uncertain(self) -> bool:
        """Only probable findings: worth a private question, not a redaction."""
        return bool(self.findings) and all(found.certainty is Certainty.PROBABLE for found in self.findings)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds found, each once, in order of appearance: all that may be said or counted."""
        return tuple(dict.fromkeys(found.kind for found in self.findings))
