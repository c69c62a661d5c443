"""Which days are meant: "volgende week", "jeudi", "this weekend", "12 december", "in november" -> a period.

Pure. What was read is cut out of the text, so that what is left says what the events are to be about.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from bot.agenda_days import DAY, WEEK, Period, next_month
from kb.understand.text import fold

_MONTHS = (
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
_DAYS = (
    r"maandag|lundi|monday",
    r"dinsdag|mardi|tuesday",
    r"woensdag|mercredi|wednesday",
    r"donderdag|jeudi|thursday",
    r"vrijdag|vendredi|friday",
    r"zaterdag|samedi|saturday",
    r"zondag|dimanche|sunday",
)
_NUMBERS = {"een": 1, "une": 1, "one": 1, "twee": 2, "deux": 2, "two": 2, "drie": 3, "trois": 3, "three": 3}
_MONTH = "|".join(_MONTHS)
_PART = r"(?:avond|namiddag|voormiddag|middag|ochtend| ?soirs?| matin| midi| apres midi| evening| morning| afternoon)?"
_LEAD = r"(?:op|voor|tegen|vanaf|in|tijdens|gedurende|de|het|le|du|en|au|pour|pendant|ce|cette|on|for|during|the)?\s*"

_NUMERIC = re.compile(r"(?<![\d/.:-])(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?(?![\d/:-]|\.\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")


def period_of(text: str, today: date) -> tuple[Period | None, str]:
    """The period that `text` names, seen from `today`, and the text without it; None when it names none. The first
    of the rules below that fits is used: dates, then weeks, weekends, days, months."""
    flat = _flat(text)
    for rules, said in ((_WRITTEN_DATES, flat), (_FIGURES, text), (_RULES, flat)):
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


def _one_day(day: date) -> Period:
    return Period(day, day + DAY)


def _iso(found: re.Match[str], today: date) -> Period | None:
    return _dated(int(found[3]), int(found[2]), int(found[1]), today)


def _numeric(found: re.Match[str], today: date) -> Period | None:
    year = int(found[3]) if found[3] else None
    return _dated(int(found[1]), int(found[2]), year + 2000 if year and year < 100 else year, today)


def _dated(day: int, month: int, year: int | None, today: date) -> Period | None:
    """Without a year: the next such day, today included."""
    for candidate in (year,) if year else (today.year, today.year + 1):
        try:
            named = date(candidate, month, day)
        except ValueError:
            continue
        if year or named >= today:
            return _one_day(named)
    return None


def _day_month(found: re.Match[str], today: date) -> Period | None:
    year = int(found["year"]) if found["year"] else None
    return _dated(int(found["day"]), _month_number(found["month"]), year, today)


def _from_month_to(found: re.Match[str], today: date) -> Period | None:
    last = _day_month(found, today)
    if last is None:
        return None
    month, day = _month_number(found["month1"]), int(found["from"])
    year = last.first.year - (month > last.first.month)
    try:
        return Period(date(year, month, day), last.end)
    except ValueError:
        return None


def _from_to(found: re.Match[str], today: date) -> Period | None:
    last = _day_month(found, today)
    day = int(found["from"])
    if last is None or not 0 < day <= last.first.day:
        return None
    return Period(last.first.replace(day=day), last.end)


def _month(found: re.Match[str], today: date) -> Period:
    """The coming month of that name, or what is left of this one."""
    number = _month_number(found["month"])
    year = int(found["year"]) if found["year"] else today.year + (number < today.month)
    first = date(year, number, 1)
    return Period(max(first, today) if first.replace(day=28) >= today.replace(day=1) else first, next_month(first))


def _month_number(name: str) -> int:
    return next(number for number, names in enumerate(_MONTHS, 1) if name in names.split("|"))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _weekday(found: re.Match[str], today: date) -> Period:
    """The next such day, today included; "volgende maandag" is after today."""
    name = found["name"]
    number = next(number for number, names in enumerate(_DAYS) if name in names.split("|"))
    ahead = (number - today.weekday()) % 7
    later = bool(found["before"] or found["after"]) and ahead == 0
    return _one_day(today + timedelta(days=ahead + 7 * later))


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

_Rule = Callable[[re.Match[str], date], Period | None]


def _spoken(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_LEAD}\b(?:{pattern})(?!\w)")


_WRITTEN_DATES: tuple[tuple[re.Pattern[str], _Rule], ...] = (
    (
        _spoken(
            rf"(?:van |du |from |tussen |entre |between )?(?:(?:{'|'.join(_DAYS)}) )?(?P<from>\d{{1,2}})(?:er)? "
            rf"(?P<month1>{_MONTH}) *(?:tot en met|tot|t m|au|to|en|et|and|) *(?:(?:{'|'.join(_DAYS)}) )?"
            rf"(?P<day>\d{{1,2}})(?:er)? (?P<month>{_MONTH})(?: (?P<year>20\d\d))?"
        ),
        _from_month_to,
    ),
    (
        _spoken(
            r"(?:van |du |from |tussen |entre |between )?(?P<from>\d{1,2})(?:er)? +"
            r"(?:tot en met|tot|t m|au|to|en|et|and|) *"
            rf"(?P<day>\d{{1,2}}) (?P<month>{_MONTH})(?: (?P<year>20\d\d))?"
        ),
        _from_to,
    ),
    (
        _spoken(
            rf"(?:(?:{'|'.join(_DAYS)}){_PART} )?(?P<day>\d{{1,2}})(?:er|e|ste|de|st|nd|rd|th)? "
            rf"(?P<month>{_MONTH})\.?(?: (?P<year>20\d\d))?"
        ),
        _day_month,
    ),
    (_spoken(rf"(?P<month>{_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: (?P<year>20\d\d))?"), _day_month),
)
_FIGURES: tuple[tuple[re.Pattern[str], _Rule], ...] = ((_ISO, _iso), (_NUMERIC, _numeric))
_RULES: tuple[tuple[re.Pattern[str], _Rule], ...] = (
    (_spoken(rf"(?:over|binnen|dans|in) {_NUMBER} (?:weken|week|semaines?|weeks?)"), _ahead),
    (
        _spoken(
            rf"(?:komende|volgende|prochaine?s|les|next|coming) {_NUMBER} "
            r"(?:prochaine?s )?(?P<unit>dagen|jours|days|weken|semaines|weeks|maanden|mois|months)(?: a venir)?"
        ),
        _some,
    ),
    (_spoken(r"volgend weekend|week ?end prochain|prochain week ?end|next week ?end"), lambda m, t: _weekend(t, 1)),
    (_spoken(r"(?:dit |komende? |this |coming )?week ?ends?"), lambda m, t: _weekend(t, 0)),
    (
        _spoken(r"volgende week|komende week|semaine prochaine|la semaine prochaine|prochaine semaine|next week"),
        lambda m, t: Period(_monday(t) + WEEK, _monday(t) + 2 * WEEK),
    ),
    (
        _spoken(r"(?:deze|van de|cette|this) (?:week|semaine)|semaine en cours|(?<!\w )(?:week|semaine)(?! \w)"),
        lambda m, t: Period(t, _monday(t) + WEEK),
    ),
    (
        _spoken(r"volgende maand|(?:le )?mois prochain|next month"),
        lambda m, t: Period(next_month(t), next_month(next_month(t))),
    ),
    (
        _spoken(r"deze maand|ce mois(?: ci)?|this month|(?<!\w )(?:maand|mois)(?! \w)"),
        lambda m, t: Period(t, next_month(t)),
    ),
    (_spoken(r"overmorgen|apres demain|day after tomorrow"), lambda m, t: _one_day(t + 2 * DAY)),
    (
        _spoken(r"(?<!goede )(?:morgen(?:avond|namiddag|middag|voormiddag|vroeg|ochtend)?|demain|tomorrow)" + _PART),
        lambda m, t: _one_day(t + DAY),
    ),
    (
        _spoken(
            r"vandaag|vanavond|vanmiddag|vannamiddag|straks|aujourd hui|aujourdhui|ce soir|cet apres midi|ce midi|"
            r"today|tonight|this (?:evening|afternoon|morning)"
        ),
        lambda m, t: _one_day(t),
    ),
    (_spoken(rf"{_NEXT_BEFORE}(?P<name>{'|'.join(_DAYS)}){_PART}{_NEXT_AFTER}"), _weekday),
    # "mars", "mei", "may" and "avr" are words too: alone they only count after "in", "en", "maand".
    (
        re.compile(
            rf"(?<!\w)(?:(?:in|en|au|pour|pendant|mois de|mois d|maand|tijdens|during|for|voor) )"
            rf"(?P<month>{_MONTH})(?: (?P<year>20\d\d))?(?!\w)"
        ),
        _month,
    ),
    (re.compile(rf"(?<!\w)(?P<month>(?!mei\b|mars\b|mai\b|may\b)(?:{_MONTH}))(?: (?P<year>20\d\d))?(?!\w)"), _month),
    (re.compile(r"^\s*(?P<month>mei|mars|mai|may|maart|march)(?: (?P<year>20\d\d))?\s*$"), _month),
)
