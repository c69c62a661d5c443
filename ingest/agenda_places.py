"""Where an event takes place: postcode and municipality out of the one line that calendars have for it."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from kb.words import fold

_POSTCODE = re.compile(r"(?<![\d.,-])(?:B-)?([1-9]\d{3})(?=[\s,]+[A-ZÀ-Ý])")
"""Four digits before a name with a capital: "1030 Schaarbeek", not "zaal 1030"."""

_ALONE = re.compile(r"(?<![\d.,-])(1[0-2]\d0|108[123])(?!\d)")
"""The postcodes of Brussels, which are hardly anything else."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A place as it is announced, and what it says of where that is ("" when nothing)."""

    text: str
    postal_code: str = ""
    municipality_nl: str = ""
    municipality_fr: str = ""


def placed(text: str) -> Placed:
    """The place in a LOCATION: its last postcode, else the municipality that it names."""
    codes = _POSTCODE.findall(text) or _ALONE.findall(text)
    codes = [code for code in codes if code in _municipalities()[0]] or codes  # house numbers have four digits too
    if codes:
        return Placed(text, codes[-1], *_municipalities()[0].get(codes[-1], ("", "")))
    words = f" {_plain(text)} "
    named = next((code for name, code in _municipalities()[1].items() if f" {name} " in words), "")
    return Placed(text, named, *_municipalities()[0].get(named, ("", "")))


@lru_cache(maxsize=1)
def _municipalities() -> tuple[dict[str, tuple[str, str]], dict[str, str]]:
    """Names (nl, fr) by postcode, and postcodes by name, the longest names first. Brussels itself has several."""
    names: dict[str, tuple[str, str]] = {}
    codes: dict[str, str] = {}
    lines = (files("kb") / "data" / "places.csv").read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader(lines):
        if row["kind"] != "municipality":
            continue
        names[row["postcodes"]] = (row["name_nl"], row["name_fr"])
        for name in (row["name_nl"], row["name_fr"], *row["aliases"].split(";")):
            plain = _plain(name)
            if plain and not plain.endswith(row["postcodes"]):
                codes.setdefault(plain, row["postcodes"])
    return names, dict(sorted(codes.items(), key=lambda item: -len(item[0])))


def _plain(text: str) -> str:
    """Lower case, no accents, only words."""
    return " ".join(re.findall(r"[^\W_]+", fold(text)))
