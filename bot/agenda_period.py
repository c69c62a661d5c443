"""Which days are meant: "volgende week", "jeudi", "this weekend", "12 december", "in november" -> a period.

Pure. What was read is cut out of the text, so that what is left says what the events are to be about.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.agenda_dates_written import FIGURES, WRITTEN_DATES
from bot.agenda_days import DAY, WEEK, Period, next_month
from bot.agenda_period_words import DAYS, MONTH, PART, Rule, month_number, one_day, spoken
from kb.understand.text import fold

_NUMBERS = {"een": 1, "une": 1, "one": 1, "twee": 2, "deux": 2, "two": 2, "drie": 3, "trois": 3, "three": 3}


def period_of(text: str, today: date) -> tuple[Period | None, str]:
    """The period that `text` names, seen from `today`, and the text without it; None when it names none. The first
    of the rules below that fits is used: dates, then weeks, weekends, days, months."""
    flat = _flat(text)
    for rules, said in ((WRITTEN_DATES, flat), (FIGURES, text), (_RULES, flat)):
        for pattern, rule in rules:
            found = pattern.search(said)
            if found and (period := rule(found, today)):
                return period, _without(text, found)
    return None, text


def day_of(text: str, today: date) -> tuple[date | None, str]:
    """The one day that `text` names, and the text without it."""
    period, rest = period_of(text, today)
    return (period.first, rest) if period and period.length == DAY else (None, text)


def _flat(text: str) -> str:
    """Folded, as long as the text, so that positions agree; marks become spaces."""
    return "".join(_plain(char) for char in text)


def _plain(char: str) -> str:
    folded = fold(char)
    return folded if len(folded) == 1 and (folded.isalnum()) else " "


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"


def _month(found: re.Match[str], today: date) -> Period:
    """The coming month of that name, or what is left of this one."""
    number = month_number(found["month"])
    year = int(found["year"]) if found["year"] else today.year + (number < today.month)
    first = date(year, number, 1)
    return Period(max(first, today) if first.replace(day=28) >= today.replace(day=1) else first, next_month(first))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _weekday(found: re.Match[str], today: date) -> Period:
    """The next such day, today included; "volgende maandag" is after today."""
    name = found["name"]
    number = next(number for number, names in enumerate(DAYS) if name in names.split("|"))
    ahead = (number - today.weekday()) % 7
    later = bool(found["before"] or found["after"]) and ahead == 0
    return one_day(today + timedelta(days=ahead + 7 * later))


def _weekend(today: date, weeks: int) -> Period:
    saturday = _monday(today) + timedelta(days=5 + 7 * weeks)
    return Period(max(saturday, today), saturday + 2 * DAY)


def _some(found: re.Match[str], today: date) -> Period | None:
    number = found["number"]
    count = int(number) if number.isdigit() else _NUMBERS.get(number, 1)
    unit = found["unit"][0]
    if not 0 < count <= 60:
        return None
    days = {"d": 1, "j": 1, "w": 7, "s": 7, "m": 30}[unit]
    return Period(today, today + timedelta(days=count * days))


def _ahead(found: re.Match[str], today: date) -> Period | None:
    """ "over twee weken": that week."""
    count = _NUMBERS.get(found["number"]) or (int(found["number"]) if found["number"].isdigit() else 0)
    if not 0 < count <= 26:
        return None
    monday = _monday(today) + count * WEEK
    return Period(monday, monday + WEEK)


_NEXT_BEFORE = r"(?P<before>(?:volgende?|aankomende?|prochaine?|next|coming) )?"
_NEXT_AFTER = r"(?P<after> prochaine?)?"
_NUMBER = r"(?P<number>\d{1,2}|" + "|".join(_NUMBERS) + ")"

_RULES: tuple[tuple[re.Pattern[str], Rule], ...] = (
    (spoken(rf"(?:over|binnen|dans|in) {_NUMBER} (?:weken|week|semaines?|weeks?)"), _ahead),
    (
        spoken(
            rf"(?:komende|volgende|prochaine?s|les|next|coming) {_NUMBER} "
            r"(?:prochaine?s )?(?P<unit>dagen|jours|days|weken|semaines|weeks|maanden|mois|months)(?: a venir)?"
        ),
        _some,
    ),
    (spoken(r"volgend weekend|week ?end prochain|prochain week ?end|next week ?end"), lambda m, t: _weekend(t, 1)),
    (spoken(r"(?:dit |komende? |this |coming )?week ?ends?"), lambda m, t: _weekend(t, 0)),
    (
        spoken(r"volgende week|komende week|semaine prochaine|la semaine prochaine|prochaine semaine|next week"),
        lambda m, t: Period(_monday(t) + WEEK, _monday(t) + 2 * WEEK),
    ),
    (
        spoken(r"(?:deze|van de|cette|this) (?:week|semaine)|semaine en cours|(?<!\w )(?:week|semaine)(?! \w)"),
        lambda m, t: Period(t, _monday(t) + WEEK),
    ),
    (
        spoken(r"volgende maand|(?:le )?mois prochain|next month"),
        lambda m, t: Period(next_month(t), next_month(next_month(t))),
    ),
    (
        spoken(r"deze maand|ce mois(?: ci)?|this month|(?<!\w )(?:maand|mois)(?! \w)"),
        lambda m, t: Period(t, next_month(t)),
    ),
    (spoken(r"overmorgen|apres demain|day after tomorrow"), lambda m, t: one_day(t + 2 * DAY)),
    (
        spoken(r"(?<!goede )(?:morgen(?:avond|namiddag|middag|voormiddag|vroeg|ochtend)?|demain|tomorrow)" + PART),
        lambda m, t: one_day(t + DAY),
    ),
    (
        spoken(
            r"vandaag|vanavond|vanmiddag|vannamiddag|straks|aujourd hui|aujourdhui|ce soir|cet apres midi|ce midi|"
            r"today|tonight|this (?:evening|afternoon|morning)"
        ),
        lambda m, t: one_day(t),
    ),
    (spoken(rf"{_NEXT_BEFORE}(?P<name>{'|'.join(DAYS)}){PART}{_NEXT_AFTER}"), _weekday),
    # "mars", "mei", "may" and "avr" are words too: alone they only count after "in", "en", "maand".
    (
        re.compile(
            rf"(?<!\w)(?:(?:in|en|au|pour|pendant|mois de|mois d|maand|tijdens|during|for|voor) )"
            rf"(?P<month>{MONTH})(?: (?P<year>20\d\d))?(?!\w)"
        ),
        _month,
    ),
    (re.compile(rf"(?<!\w)(?P<month>(?!mei\b|mars\b|mai\b|may\b)(?:{MONTH}))(?: (?P<year>20\d\d))?(?!\w)"), _month),
    (re.compile(r"^\s*(?P<month>mei|mars|mai|may|maart|march)(?: (?P<year>20\d\d))?\s*$"), _month),
)
