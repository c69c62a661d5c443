"""Days that are written out: "12 december", "van 3 tot 5 mei", "3/12", "2026-12-03" -> a period. Pure."""

from __future__ import annotations

import re
from datetime import date

from bot.agenda_days import Period
from bot.agenda_period_words import DAYS, MONTH, PART, Rule, month_number, one_day, spoken

_NUMERIC = re.compile(r"(?<![\d/.:-])(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?(?![\d/:-]|\.\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")


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
            return one_day(named)
    return None


def _day_month(found: re.Match[str], today: date) -> Period | None:
    year = int(found["year"]) if found["year"] else None
    return _dated(int(found["day"]), month_number(found["month"]), year, today)


def _from_month_to(found: re.Match[str], today: date) -> Period | None:
    last = _day_month(found, today)
    if last is None:
        return None
    month, day = month_number(found["month1"]), int(found["from"])
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


WRITTEN_DATES: tuple[tuple[re.Pattern[str], Rule], ...] = (
    (
        spoken(
            rf"(?:van |du |from |tussen |entre |between )?(?:(?:{'|'.join(DAYS)}) )?(?P<from>\d{{1,2}})(?:er)? "
            rf"(?P<month1>{MONTH}) *(?:tot en met|tot|t m|au|to|en|et|and|) *(?:(?:{'|'.join(DAYS)}) )?"
            rf"(?P<day>\d{{1,2}})(?:er)? (?P<month>{MONTH})(?: (?P<year>20\d\d))?"
        ),
        _from_month_to,
    ),
    (
        spoken(
            r"(?:van |du |from |tussen |entre |between )?(?P<from>\d{1,2})(?:er)? +"
            r"(?:tot en met|tot|t m|au|to|en|et|and|) *"
            rf"(?P<day>\d{{1,2}}) (?P<month>{MONTH})(?: (?P<year>20\d\d))?"
        ),
        _from_to,
    ),
    (
        spoken(
            rf"(?:(?:{'|'.join(DAYS)}){PART} )?(?P<day>\d{{1,2}})(?:er|e|ste|de|st|nd|rd|th)? "
            rf"(?P<month>{MONTH})\.?(?: (?P<year>20\d\d))?"
        ),
        _day_month,
    ),
    (spoken(rf"(?P<month>{MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: (?P<year>20\d\d))?"), _day_month),
)
FIGURES: tuple[tuple[re.Pattern[str], Rule], ...] = ((_ISO, _iso), (_NUMERIC, _numeric))
"""In figures; read from the text as it was typed, the others from the folded one."""
