"""The words that periods are made of, folded, in three languages: months, days, parts of a day."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from bot.agenda_days import DAY, Period

MONTHS = (
    r"januari|jan|janvier|janv|january",
    r"februari|feb|fevrier|fevr|february",
    r"maart|mrt|mars|march",
    r"april|apr|avril|avr",
    r"mei|mai|may",
    r"juni|jun|juin|june",
    r"juli|jul|juillet|juil|july",
    r"augustus|aug|aout|august",
    r"september|sept|sep|septembre",
    r"oktober|okt|octobre|oct|october",
    r"november|nov|novembre",
    r"december|dec|decembre",
)
DAYS = (
    r"maandag|lundi|monday",
    r"dinsdag|mardi|tuesday",
    r"woensdag|mercredi|wednesday",
    r"donderdag|jeudi|thursday",
    r"vrijdag|vendredi|friday",
    r"zaterdag|samedi|saturday",
    r"zondag|dimanche|sunday",
)
MONTH = "|".join(MONTHS)
PART = r"(?:avond|namiddag|voormiddag|middag|ochtend| ?soirs?| matin| midi| apres midi| evening| morning| afternoon)?"
_LEAD = r"(?:op|voor|tegen|vanaf|in|tijdens|gedurende|de|het|le|du|en|au|pour|pendant|ce|cette|on|for|during|the)?\s*"

Rule = Callable[[re.Match[str], date], Period | None]
"""What was found, seen from today, as a period; None when it is none after all (30 February)."""


def spoken(pattern: str) -> re.Pattern[str]:
    """The pattern as whole words, with the small words before it."""
    return re.compile(rf"(?<!\w){_LEAD}\b(?:{pattern})(?!\w)")


def one_day(day: date) -> Period:
    """That day."""
    return Period(day, day + DAY)


def month_number(name: str) -> int:
    """1 to 12."""
    return next(number for number, names in enumerate(MONTHS, 1) if name in names.split("|"))
