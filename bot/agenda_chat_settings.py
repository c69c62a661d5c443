"""How the agenda is posted and how proposals are dealt with: the part of the [agenda] table about the chat."""

from __future__ import annotations

from typing import Annotated, Self

from apscheduler.triggers.cron import CronTrigger
from pydantic import AfterValidator, Field, model_validator

from bot.section import Section, Texts
from kb.models import Lang


def _rule(value: str) -> str:
    try:
        CronTrigger.from_crontab(value, "Europe/Brussels")
    except ValueError:
        raise ValueError('expected minute, hour, day, month and weekday, such as "30 8 * * mon"') from None
    return value


Rule = Annotated[str, AfterValidator(_rule)]


REASONS_NL = (
    "Het gaat niet over welzijn of gezondheid.",
    "Het is niet bedoeld voor deze zone.",
    "Het is vooral reclame.",
    "Het staat al op de agenda.",
    "Er ontbreekt nog iets belangrijks: dag, uur, plaats of hoe je inschrijft.",
)
REASONS_FR = (
    "Cela ne concerne pas le social ou la santé.",
    "Cela ne s’adresse pas à ce bassin.",
    "C’est surtout de la publicité.",
    "C’est déjà à l’agenda.",
    "Il manque encore quelque chose d’important : le jour, l’heure, le lieu ou l’inscription.",
)
REASONS_EN = (
    "It is not about welfare or health.",
    "It is not meant for this zone.",
    "It is mostly advertising.",
    "It is already on the agenda.",
    "Something important is missing: the day, the hour, the place or how to register.",
)

Slots = Annotated[tuple[Annotated[str, Field(pattern=r"^\d{2}:\d{2}-\d{2}:\d{2}$")], ...], Field(strict=False)]


class AgendaChatSection(Section):
    """What the bot says of the agenda on its own, and what people may ask of it."""

    digest: Rule = Field(
        default="30 8 * * mon",
        description="When the digest is posted in each zone, as minute, hour, day, month and weekday",
    )
    digest_days: int = Field(default=7, ge=1, le=31, description="How many days the digest looks ahead")
    digest_events: int = Field(
        default=8,
        ge=1,
        le=10,
        description="How many events a digest lists; the rest is counted, and `!agenda` shows it",
    )
    reminder: Rule = Field(
        default="0 9 * * *", description="When events of the day after are posted again, for those marked so"
    )
    late_hours: int = Field(
        default=12, ge=1, le=72, description="A digest or reminder that is later than this is not posted any more"
    )
    intake_minutes: int = Field(
        default=60, ge=5, le=1440, description="How long a proposal may be worked on; in memory only, never on disk"
    )
    proposal_days: int = Field(
        default=30, ge=1, le=365, description="A proposal that no moderator answered is forgotten after this many days"
    )
    poll_days: int = Field(
        default=7, ge=1, le=60, description="A poll for a date closes by itself after this many days"
    )
    poll_slots: Slots = Field(
        default=("12:00-14:00", "18:00-20:00"),
        min_length=1,
        max_length=4,
        description="Hours that a poll offers for each day: over lunch and in the evening",
    )
    reasons_nl: Texts = Field(
        default=REASONS_NL,
        min_length=1,
        max_length=9,
        description="The written criteria by which a proposal may be refused, in Dutch",
    )
    reasons_fr: Texts = Field(default=REASONS_FR, description="The same criteria in French, in the same order")
    reasons_en: Texts = Field(
        default=REASONS_EN, description="The same in English; other than as many: French is shown"
    )

    @model_validator(mode="after")
    def _as_many_reasons(self) -> Self:
        if len(self.reasons_nl) != len(self.reasons_fr):
            raise ValueError("agenda.reasons_nl and agenda.reasons_fr must hold the same criteria in the same order")
        return self

    def reason(self, number: int, lang: Lang) -> str:
        """A criterion, counted from 0, for a reader of `lang`."""
        if lang == "en" and len(self.reasons_en) == len(self.reasons_nl):
            return self.reasons_en[number]
        return (self.reasons_nl if lang == "nl" else self.reasons_fr)[number]
