"""Dates, times and opening states in words, as people in Brussels write them: `18:00`, `18 h`, `6 août 2026`."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date

from bot.render.context import RenderContext
from bot.render.words import words_for
from kb.models import Lang, Opening, Stretch, Window

_WITHOUT_DATE = frozenset(("now", "today", "tonight", "tomorrow", "evening", "night", "weekend"))
_EVENING = 18
"""Times that need no date: they are the next ones."""
_LOCALES = {"nl": "nl_BE", "fr": "fr_BE", "en": "en_GB"}


def day(value: date, lang: Lang) -> str:
    """`6 aug 2026`, `1er août 2026`, `6 Aug 2026`."""
    text = format_date(value, "d MMM y", locale=_LOCALES[lang])
    return f"1er{text[1:]}" if lang == "fr" and value.day == 1 else text


def published(value: str, lang: Lang) -> str:
    """An ISO year, month or day ("2022", "2022-10", "2022-10-14") in words; anything else as it is."""
    try:
        match value.count("-"):
            case 1:
                return format_date(date.fromisoformat(f"{value}-01"), "MMMM y", locale=_LOCALES[lang])
            case 2:
                return day(date.fromisoformat(value), lang)
    except ValueError:
        return value
    return value


def clock(value: datetime, lang: Lang) -> str:
    """`9:00`, `9 h`, `18 h 30`."""
    if lang == "fr":
        return f"{value.hour} h {value.minute:02d}" if value.minute else f"{value.hour} h"
    return f"{value.hour}:{value.minute:02d}"


def opening(state: Opening, now: datetime, timezone: ZoneInfo, lang: Lang) -> str:
    """Open until when, or closed until when, seen from `now` (aware). Unknown is never shown as open."""
    say = words_for(lang)
    if state.state == "unknown":
        return say("hours-unknown")
    if state.until is None:
        return say("open-always" if state.state == "open" else "closed-now")
    here, until = now.astimezone(timezone), state.until.astimezone(timezone)
    days = (until.date() - here.date()).days
    time = clock(until, lang)
    if state.state == "open":
        if (until.hour, until.minute, days) == (0, 0, 1):
            return say("open-until", time=say("midnight"))
        # A night that ends in the morning is still "until 7:30"; beyond that a bare time would mislead.
        if days == 0 or (until - here).total_seconds() < 16 * 3600:
            return say("open-until", time=time)
        return say("open-until-day", day=_named_day(until, days, lang), time=time)
    if days <= 0:
        return say("opens-today", time=time)
    if days == 1:
        return say("opens-tomorrow", time=time)
    return say("opens-day", day=_named_day(until, days, lang), time=time)


def opens(state: Opening, context: RenderContext, lang: Lang) -> str:
    """When what is closed opens: `vandaag om 14:00`, `dinsdag om 9:00`."""
    if state.until is None:
        return ""
    say, timezone = words_for(lang), context.timezone
    here, until = context.now.astimezone(timezone), state.until.astimezone(timezone)
    days, time = (until.date() - here.date()).days, clock(until, lang)
    if days > 1:
        return say("at-day", day=_named_day(until, days, lang), time=time)
    return say("at-tomorrow" if days == 1 else "at-today", time=time)


def moment(window: Window, timezone: ZoneInfo, lang: Lang) -> str:
    """The time asked for: `nu`, `vanavond`, `zondag 29 november`."""
    say, start = words_for(lang), window.start.astimezone(timezone)
    if window.label in _WITHOUT_DATE:
        return say(f"window-{window.label}")
    date_of = format_date(start, "d MMMM", locale=_LOCALES[lang])
    if window.label == "date":
        return say("window-date", date=date_of)
    key = "window-dated-evening" if start.hour >= _EVENING and window.ahead else "window-dated"
    return say(key, when=say(f"window-{window.label}"), date=date_of)


def then(stretches: tuple[Stretch, ...] | None, timezone: ZoneInfo, lang: Lang) -> str:
    """`9:00–12:00 en 14:00–18:00`, `dag en nacht`; "" for none."""
    say = words_for(lang)
    return say.join_all([_stretch(stretch, timezone, lang) for stretch in stretches or ()])


def _stretch(stretch: Stretch, timezone: ZoneInfo, lang: Lang) -> str:
    start = stretch.start.astimezone(timezone)
    if stretch.end is None or stretch.end - stretch.start >= timedelta(days=1):
        return words_for(lang)("day-and-night")
    end = stretch.end.astimezone(timezone)
    last = words_for(lang)("midnight") if (end.hour, end.minute) == (0, 0) else clock(end, lang)
    return f"{clock(start, lang)}–{last}"


def _named_day(value: datetime, days: int, lang: Lang) -> str:
    if days < 7:
        return format_date(value, "EEEE", locale=_LOCALES[lang])
    text = format_date(value, "d MMMM", locale=_LOCALES[lang])
    return f"le {text}" if lang == "fr" else text
