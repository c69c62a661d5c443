"""Days and hours of events in words: `donderdag 26 november, 9:30–12:00`, `du vendredi 27 au dimanche 29 novembre`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from babel.dates import format_date

from bot.agenda_days import DAY, Period
from bot.render.when import clock
from bot.render.words import words_for
from kb.events import Moment, Occurrence
from kb.models import Lang

_LOCALES = {"nl": "nl_BE", "fr": "fr_BE", "en": "en_GB"}


def when(one: Occurrence, lang: Lang, today: date) -> str:
    """When an event is. The year is said when it is not that of `today`."""
    say = words_for(lang)
    first, last = days_of(one)
    if isinstance(one.start, datetime) and isinstance(one.end, datetime):
        start, end = clock(one.start, lang), clock(one.end, lang)
        if first == last:
            hours = start if one.start == one.end else f"{start}–{end}"
            return say("agenda-day-hours", day=named(first, lang, today), hours=hours)
        return say(
            "agenda-from-to-hours",
            first=named(first, lang, today),
            start=start,
            last=named(last, lang, today),
            end=end,
        )
    if first == last:
        return say("agenda-day-all", day=named(first, lang, today))
    return say("agenda-from-to", first=_shorter(first, last, lang, today), last=named(last, lang, today))


def when_in(one: Occurrence, langs: Sequence[Lang], today: date) -> str:
    """The same in several languages; the hours of one day once."""
    first, last = days_of(one)
    if len(langs) > 1 and first == last and isinstance(one.start, datetime):
        days = " / ".join(dict.fromkeys(named(first, lang, today) for lang in langs))
        return words_for(langs[0])("agenda-day-hours", day=days, hours=hours(one, langs))
    return " / ".join(dict.fromkeys(when(one, lang, today) for lang in langs))


def hours(one: Occurrence, langs: Sequence[Lang]) -> str:
    """Only the hours, for a list under a day's heading; until when, for what lasts several days."""
    first, last = days_of(one)
    if first == last and isinstance(one.start, datetime) and isinstance(one.end, datetime):
        start, end = clock(one.start, langs[0]), clock(one.end, langs[0])
        return start if one.start == one.end else f"{start}–{end}"
    said = [
        words_for(lang)("agenda-until", day=named(last, lang, last))
        if last > first
        else words_for(lang)("agenda-all-day")
        for lang in langs
    ]
    return " / ".join(dict.fromkeys(said))


def days_of(one: Occurrence) -> tuple[date, date]:
    """The first and the last day of an event; what ends at midnight ends on the day before."""
    first = _day(one.start)
    if isinstance(one.end, datetime):
        ended = one.end - timedelta(microseconds=1) if one.end > one.start else one.end
        return first, max(first, ended.date())
    return first, max(first, one.end - DAY)


def named(day: date, lang: Lang, today: date) -> str:
    """`donderdag 26 november`, `jeudi 1er janvier 2027`."""
    form = "EEEE d MMMM" if day.year == today.year else "EEEE d MMMM y"
    text = format_date(day, form, locale=_LOCALES[lang])
    return text.replace(" 1 ", " 1er ", 1) if lang == "fr" and day.day == 1 else text


def period(value: Period, lang: Lang, today: date) -> str:
    """A period as it stands after "voor", "pour" or "for": a day, a month, or from when to when."""
    say = words_for(lang)
    last = value.end - DAY
    if value.length == DAY:
        return say("agenda-period-day", day=named(value.first, lang, today))
    if value.first.month == last.month and (value.end.day == 1) and value.first.day == 1:
        return format_date(value.first, "MMMM y", locale=_LOCALES[lang])
    return say("agenda-period", first=_shorter(value.first, last, lang, today), last=named(last, lang, today))


def _shorter(first: date, last: date, lang: Lang, today: date) -> str:
    """A first day whose month and year the last day says as well; English repeats the month."""
    if (first.year, first.month) != (last.year, last.month) or lang == "en":
        return named(first, lang, today if first.year != last.year else first)
    text = format_date(first, "EEEE d", locale=_LOCALES[lang])
    return f"{text}er" if lang == "fr" and first.day == 1 else text


def _day(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
