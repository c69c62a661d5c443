"""When the help is needed: "vannacht", "ce soir", "nu open", "dimanche" -> a window, seen from the question's moment.

Windows are a preference of the rules (open in it first), so a day that was mentioned for another reason does no harm.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from kb.models import Window
from kb.understand.named_days import named_day, without_named_days
from kb.understand.past import without_past

_NOW = re.compile(
    r" (nu|nu nog|momenteel|op dit moment|direct|onmiddellijk|meteen|maintenant|la maintenant|en ce moment|"
    r"tout de suite|immediatement|right now|now|currently|at the moment|immediately) "
)
_NIGHT = re.compile(
    r" (vannacht|deze nacht|s nachts|de nacht door|nachts|cette nuit|la nuit|de nuit|overnight|at night|for the night) "
)
_TONIGHT = re.compile(r" (vanavond|ce soir|tonight|this evening|deze avond) ")
_EVENING = re.compile(r" (s avonds|savonds|le soir|en soiree|in the evening|avondpermanentie|evenings) ")
_TODAY = re.compile(
    r" (vandaag|aujourd hui|aujourdhui|today|vanmiddag|cet apres midi|this afternoon|ce matin|vanmorgen|this morning) "
)
_TOMORROW = re.compile(r" (?<!s )(?<!goede )(morgen|demain|tomorrow|morgenvroeg|morgenavond) ")
_WEEKEND = re.compile(r" (weekend|week end|weekends) ")
_HOLIDAY = re.compile(r" (feestdag|feestdagen|jours? feries?|public holidays?|bank holidays?) ")
_DAYS: tuple[tuple[str, str], ...] = (
    ("monday", r"maandag\w*|lundis?|mondays?"),
    ("tuesday", r"dinsdag\w*|mardis?|tuesdays?"),
    ("wednesday", r"woensdag\w*|mercredis?|wednesdays?"),
    ("thursday", r"donderdag\w*|jeudis?|thursdays?"),
    ("friday", r"vrijdag\w*|vendredis?|fridays?"),
    ("saturday", r"zaterdag\w*|samedis?|saturdays?"),
    ("sunday", r"zondag\w*|dimanches?|sundays?"),
)
_DAY_PATTERNS = tuple((name, re.compile(f" ({words})( soir| avond| evening)? ")) for name, words in _DAYS)
_EVENING_END = re.compile(r"avond|soir|evening")

EVENING_STARTS = time(18)
"""Most desks close between 16:00 and 18:00; what is open later is an evening service."""
NIGHT_STARTS = time(21)
"""Night shelters let people in from about 20:00-22:00."""
NIGHT_ENDS = time(7)


def window(text: str, asked_at: datetime, zone: ZoneInfo) -> Window | None:
    """The time at which a service must be open according to `text`, or None when nothing is said.

    `asked_at` is aware; the result is in `zone`. The most precise expression wins: night, evening, a date, a day, now.
    """
    spoken, now = without_past(text), asked_at.astimezone(zone)
    if _NIGHT.search(spoken):
        return _night(now)
    if _TONIGHT.search(spoken):
        return _evening(now, 0, "tonight")
    if dated := named_day(spoken, now.date()):
        return _day(now, (dated - now.date()).days, "date")
    for name, pattern in _DAY_PATTERNS:
        if found := pattern.search(spoken):
            return _weekday(now, name, evening=bool(_EVENING_END.search(found.group())))
    for pattern, build in _OTHERS:
        if pattern.search(spoken):
            return build(now)
    return None


def without_times(spoken: str) -> str:
    """Folded text (`text.plain`) without its expressions of time."""
    patterns = (_NIGHT, _TONIGHT, *(pattern for _, pattern in _DAY_PATTERNS), *(pattern for pattern, _ in _OTHERS))
    for pattern in patterns:
        spoken = pattern.sub(" ", spoken)
    return without_named_days(spoken)


@lru_cache(maxsize=16)
def belgian_holidays(year: int) -> frozenset[str]:
    """ISO dates of the public holidays of Belgium in a year."""
    return frozenset(day.isoformat() for day in holidays.country_holidays("BE", years=year))


def _at(now: datetime, days: int, clock: time) -> datetime:
    """Wall-clock arithmetic: the same hour some days later, also over a change of the clock."""
    return datetime.combine(now.date() + timedelta(days=days), clock, tzinfo=now.tzinfo)


def _span(now: datetime, start: datetime, end: datetime, label: str) -> Window:
    return Window(max(now, start) if now < end else start, end, label, ahead=start > now)


def _now(now: datetime) -> Window:
    return Window(now, now + timedelta(minutes=1), "now")


def _night(now: datetime) -> Window:
    if now.time() < NIGHT_ENDS:
        return Window(now, _at(now, 0, NIGHT_ENDS), "night")
    return _span(now, _at(now, 0, NIGHT_STARTS), _at(now, 1, NIGHT_ENDS), "night")


def _evening(now: datetime, days: int, label: str) -> Window:
    return _span(now, _at(now, days, EVENING_STARTS), _at(now, days + 1, time(0)), label)


def _day(now: datetime, days: int, label: str) -> Window:
    return _span(now, _at(now, days, time(0)), _at(now, days + 1, time(0)), label)


def _weekday(now: datetime, name: str, *, evening: bool) -> Window:
    ahead = ([day for day, _ in _DAYS].index(name) - now.weekday()) % 7
    return _evening(now, ahead, name) if evening else _day(now, ahead, name)


def _weekend(now: datetime) -> Window:
    saturday = 5 - now.weekday()
    return _span(now, _at(now, saturday, time(0)), _at(now, saturday + 2, time(0)), "weekend")


def _holiday(now: datetime) -> Window:
    ahead = next(d for d in range(366) if _is_holiday(now + timedelta(days=d)))
    return _day(now, ahead, "holiday")


def _is_holiday(moment: datetime) -> bool:
    return moment.date().isoformat() in belgian_holidays(moment.year)


_OTHERS: tuple[tuple[re.Pattern[str], Callable[[datetime], Window]], ...] = (
    (_WEEKEND, _weekend),
    (_HOLIDAY, _holiday),
    (_TOMORROW, lambda now: _day(now, 1, "tomorrow")),
    (_NOW, _now),
    (_EVENING, lambda now: _evening(now, 0, "evening")),
    (_TODAY, lambda now: _day(now, 0, "today")),
)
