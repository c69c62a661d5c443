"""One cell -> one value: dates, points, numbers, lists. A value that has to be guessed is refused, not guessed."""

from __future__ import annotations

import math
import re
from datetime import date, timedelta
from functools import lru_cache

from pydantic_core import PydanticCustomError

_ISO_DATE = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?$")
_DAY_FIRST = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")
_SERIAL = re.compile(r"^[2-7]\d{4}(?:\.0+)?$")
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_WEEKS = re.compile(r"^(\d{1,4})(?:\.0+)?(?: ?(?:w|wk|weken|week|weeks|sem|semaines?))?\.?$", re.IGNORECASE)
_POSTCODE = re.compile(r"^(?:B[- ]?)?([1-9]\d{3})(?:\.0+)?$", re.IGNORECASE)
_SEPARATORS = re.compile(r"[;,|\n]")
_WEBSITE = re.compile(
    r"^(?:https?://)?[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+(?::\d+)?(?:[/?#][^\s<>\"'`]*)?$",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"^[^@\s<>\"'(),;:]+@[^@\s<>\"'(),;:.]+(?:\.[^@\s<>\"'(),;:.]+)+$")

_THREE_DIGITS = re.compile(r"(?:\D*\d){3}", re.DOTALL)

BELGIUM = ((49.4, 51.6), (2.4, 6.5))
"""Latitudes and longitudes between which Belgium lies, in degrees (WGS 84). A point outside is a mistake."""

_POINT_DECIMALS = 7
"""A centimetre; a spreadsheet does not keep more digits of a number than that."""

LONGEST_WAIT = 520
"""Weeks; ten years is no waiting list any more but a typing error."""


@lru_cache(maxsize=4096)
def split_list(text: str) -> tuple[str, ...]:
    """The items of a list cell, in order, without repeats; `;`, `,`, `|` and line ends separate."""
    return tuple(dict.fromkeys(item for part in _SEPARATORS.split(text) if (item := part.strip())))


def parse_date(text: str, today: date) -> tuple[date | None, str]:
    """The date in a cell, and a remark when it was converted. ISO dates are certain, day/month/year only when it can
    be nothing else, Excel serial numbers are converted and said so. Raises PydanticCustomError for anything that is
    impossible, ambiguous or in the future."""
    if not text:
        return None, ""
    value, remark = _read_date(text)
    if value > today:
        raise PydanticCustomError("future_date", "The date lies in the future; give the day on which it was checked.")
    return value, remark


def _read_date(text: str) -> tuple[date, str]:
    if match := _ISO_DATE.match(text):
        return _real(*map(int, match.groups())), ""
    if _SERIAL.match(text):
        value = _EXCEL_DAY_ZERO + timedelta(days=int(float(text)))
        return value, f"The Excel day number was read as {value.isoformat()}."
    if match := _DAY_FIRST.match(text):
        day, month, year = map(int, match.groups())
        if day <= 12 and month <= 12 and day != month:
            raise PydanticCustomError(
                "ambiguous_date", "Day and month cannot be told apart; write the date as YYYY-MM-DD."
            )
        value = _real(year, month, day)
        return value, f"The date was read as {value.isoformat()}."
    raise PydanticCustomError("bad_date", "This is not a date; write it as YYYY-MM-DD.")


def _real(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise PydanticCustomError("bad_date", "This day does not exist; write the date as YYYY-MM-DD.") from None


def parse_weeks(text: str) -> int | None:
    """Weeks of waiting: a number, possibly followed by the word for weeks."""
    if not text:
        return None
    match = _WEEKS.match(text)
    if not match or int(match[1]) > LONGEST_WAIT:
        raise PydanticCustomError(
            "bad_waiting_weeks",
            "Give the waiting time as a whole number of weeks up to {most}.",
            {"most": LONGEST_WAIT},
        )
    return int(match[1])


def parse_postcode(text: str) -> str:
    """A Belgian postcode, four digits; `B-1000` and the spreadsheet's `1000.0` are understood."""
    if not text:
        return ""
    match = _POSTCODE.match(text)
    if not match:
        raise PydanticCustomError("bad_postal_code", "A Belgian postcode has four digits.")
    return match[1]


def parse_point(latitude: str, longitude: str) -> tuple[tuple[float, float] | None, tuple[str, str] | None]:
    """The point, or None, and (code, sentence) when there was something wrong with it. A missing point costs a service
    little, a wrong one sends a person to the wrong place; so it is left out and said. Two that were swapped are put
    right."""
    if not latitude and not longitude:
        return None, None
    lat, lon = _number(latitude), _number(longitude)
    if lat is None or lon is None:
        return None, ("bad_point", "The coordinates are not two numbers; the service was kept without its point.")
    if _in_belgium(lat, lon):
        return (lat, lon), None
    if _in_belgium(lon, lat):
        return (lon, lat), ("point_swapped", "Latitude and longitude were swapped and have been put right.")
    return None, ("point_outside", "The coordinates lie outside Belgium; the service was kept without its point.")


def _number(text: str) -> float | None:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return round(value, _POINT_DECIMALS) if math.isfinite(value) else None


def _in_belgium(lat: float, lon: float) -> bool:
    (south, north), (west, east) = BELGIUM
    return south <= lat <= north and west <= lon <= east


def is_website(text: str) -> bool:
    """True for an http(s) address or a bare host name; anything else (`javascript:`, markup) is not shown as a link."""
    return _WEBSITE.match(text) is not None


def is_email(text: str) -> bool:
    """True for one address or several separated by `;`, `,` or spaces."""
    parts = re.split(r"[;,\s]+", text)
    return bool(parts) and all(_EMAIL.match(part) for part in parts)


def is_phone(text: str) -> bool:
    """True when there are at least three digits in it (112 and 1712 are numbers too)."""
    return _THREE_DIGITS.match(text) is not None
