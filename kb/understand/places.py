"""Where: municipalities, postcodes, neighbourhoods, squares and stations of Brussels, in both languages.

The gazetteer is kb/data/places.csv, written for this project. Names that are also everyday words (column `cue`)
count only after a word such as "côté", "quartier", "station", "bij". Zones are known by their configured names.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from rapidfuzz import fuzz

from kb.models import Place, Service, Zone
from kb.understand.text import Word, folded_words

_LONGEST = 5
"""No name of a place has more words."""
_TYPO_LENGTH = 6
_TYPO_SCORE = 88.0
"""One wrong letter in eight ("Schaarbeck", "Anderlect"); shorter names must be exact."""

_CUES = frozenset(
    [
        "cote",
        "quartier",
        "wijk",
        "gare",
        "station",
        "metro",
        "place",
        "plein",
        "square",
        "parvis",
        "pres",
        "proche",
        "autour",
        "alentours",
        "abords",
        "omgeving",
        "buurt",
        "nabij",
        "bij",
        "rond",
        "richting",
        "vers",
        "near",
        "around",
        "area",
        "tegenover",
        "zone",
        "bassin",
        "halte",
        "arret",
    ]
)
_FILLERS = frozenset(
    ["de", "du", "des", "la", "le", "les", "l", "d", "van", "het", "der", "den", "in", "aan", "a", "au", "the", "of"]
)
_ZONE_CUES = _CUES | frozenset(
    ["in", "dans", "au", "uit", "en", "naar", "voor", "pour", "the", "regio", "region", "le", "la", "het"]
)
_ZONE_CONTINUED = frozenset(["voor", "de", "d", "du", "pour", "of", "des", "van", "medical", "medisch", "social"])
"""After "centrum"/"centre": it is the beginning of a service's name, not a part of town."""

_EVERYWHERE = re.compile(
    r" (eender waar|gelijk waar|om het even waar|maakt niet uit waar|overal|heel brussel|elders( in brussel)?|"
    r"alle zones|andere zones?|andere gemeentes?|importe ou|peu importe (ou|la commune|le quartier)|partout|"
    r"tout bruxelles|toute la region|toutes? (les )?zones|ailleurs|autre commune|anywhere|any part of brussels|"
    r"all of brussels|all over brussels|any zone|wherever|elsewhere|no matter where) "
)
_REGION = frozenset(("brussel", "bruxelles", "brussels", "bxl", "bruxelle"))


@dataclass(frozen=True, slots=True)
class _Entry:
    place: Place | None
    """None for a phrase that holds a place name but means something else ("gevangenis van Haren")."""
    cue: bool
    fuzzy: bool


@dataclass(frozen=True, slots=True)
class FoundPlaces:
    """The places in a question, the indices of the words they took, and whether any zone will do."""

    places: tuple[Place, ...]
    taken: frozenset[int]
    everywhere: bool


class Gazetteer:
    """Place names for the configured zones; built once per configuration and repertory."""

    def __init__(self, zones: Sequence[Zone], services: Iterable[Service] = ()) -> None:
        self._zones = tuple(zones)
        self._names: dict[tuple[str, ...], _Entry] = {}
        self._zone_names: dict[tuple[str, ...], Place] = {}
        for row in _rows():
            self._add_row(row)
        for zone in zones:
            self._add_zone(zone)
        self._words = frozenset(word for key in (*self._names, *self._zone_names) for word in key)
        self._add_streets(services)
        self._fuzzy = {key[0]: e for key, e in self._names.items() if e.fuzzy and len(key) == 1}
        self._postcodes = {row["postcodes"]: row for row in _rows() if row["kind"] == "municipality"}

    @property
    def words(self) -> frozenset[str]:
        """All words of the names of places and zones, streets of services excepted."""
        return self._words

    def find(self, spoken: Sequence[Word], plain_text: str) -> FoundPlaces:
        """All places in the words of a question. `plain_text` is the same text as `text.plain` gives it."""
        places: list[Place] = []
        taken: set[int] = set()
        position = 0
        while position < len(spoken):
            length, place = self._at(spoken, position)
            if place is not None:
                places += [place] if place not in places else []
                taken.update(range(position, position + length))
            position += length
        region = any(word.folded in _REGION and i not in taken for i, word in enumerate(spoken))
        everywhere = bool(_EVERYWHERE.search(plain_text)) or (region and not places)
        return FoundPlaces(tuple(places), frozenset(taken), everywhere)

    def _at(self, spoken: Sequence[Word], position: int) -> tuple[int, Place | None]:
        for length in range(min(_LONGEST, len(spoken) - position), 0, -1):
            key = tuple(word.folded for word in spoken[position : position + length])
            entry = self._names.get(key)
            if entry is not None and (not entry.cue or _has_cue(spoken, position, _CUES)):
                return length, entry.place
            zone = self._zone_names.get(key)
            if zone is not None and self._means_zone(spoken, position, length):
                return length, zone
        return 1, self._typed(spoken[position])

    def _means_zone(self, spoken: Sequence[Word], position: int, length: int) -> bool:
        last, after = spoken[position + length - 1], position + length
        follows = after < len(spoken) and spoken[after].start - last.end <= 1  # no comma between
        following = spoken[after].folded if follows else ""
        return _has_cue(spoken, position, _ZONE_CUES) and following not in _ZONE_CONTINUED

    def _typed(self, word: Word) -> Place | None:
        """A postcode, or a municipality with a typing error."""
        text = word.folded
        if text.isdigit() and (row := self._postcodes.get(text)):
            return self._place(row)
        if len(text) < _TYPO_LENGTH or text.isdigit():
            return None
        for name, entry in self._fuzzy.items():
            if name[0] == text[0] and abs(len(name) - len(text)) <= 1 and fuzz.ratio(name, text) >= _TYPO_SCORE:
                return entry.place
        return None

    def _add_row(self, row: dict[str, str]) -> None:
        place = self._place(row) if row["postcodes"] else None
        names = {row["name_nl"], row["name_fr"], *filter(None, row["aliases"].split(";"))}
        for name in names:
            for key in _spellings(name):
                self._names.setdefault(key, _Entry(place, bool(row["cue"]), row["kind"] == "municipality"))

    def _add_streets(self, services: Iterable[Service]) -> None:
        """Streets in which a service lies are places too; a street in several postcodes lies in all of them."""
        found: dict[tuple[str, ...], list[Service]] = {}
        for service in services:
            for street in {service.street_nl, service.street_fr}:
                key = folded_words(street)
                if len(key) > 1 or (key and len(key[0]) >= _TYPO_LENGTH):
                    found.setdefault(key, []).append(service)
        for key, there in found.items():
            codes = tuple(dict.fromkeys(s.postal_code for s in there))
            first = there[0]
            place = Place(
                first.street_nl or first.street_fr, codes, self.zones_of(codes), first.latitude, first.longitude
            )
            self._names.setdefault(key, _Entry(place, cue=False, fuzzy=False))

    def _add_zone(self, zone: Zone) -> None:
        for name in (zone.name_nl, zone.name_fr, zone.id):
            self._zone_names.setdefault(folded_words(name), Place(zone.name_nl, (), (zone.id,)))
        for name in zone.neighbourhoods:
            key = folded_words(name)
            known = self._names.get(key)
            base = (known.place if known else None) or Place(name, ())
            narrowed = Place(base.label, base.postcodes, (zone.id,), base.latitude, base.longitude)
            self._names[key] = _Entry(narrowed, cue=False, fuzzy=False)

    def _place(self, row: dict[str, str]) -> Place:
        codes = tuple(row["postcodes"].split())
        label = row["name_nl"] if row["name_nl"] == row["name_fr"] else f"{row['name_nl']} / {row['name_fr']}"
        return Place(label, codes, self.zones_of(codes), float(row["latitude"]), float(row["longitude"]))

    def zones_of(self, postcodes: Iterable[str]) -> tuple[str, ...]:
        """The ids of the zones that these postcodes lie in."""
        wanted = set(postcodes)
        return tuple(zone.id for zone in self._zones if wanted & set(zone.postcodes))


@lru_cache(maxsize=1)
def _rows() -> tuple[dict[str, str], ...]:
    text = files("kb").joinpath("data/places.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def _spellings(name: str) -> set[tuple[str, ...]]:
    """A name as typed: whole, with "st" for "saint"/"sint", and joined ("sintgillis")."""
    key = folded_words(name)
    short = tuple("st" if word in ("saint", "sint") else "ste" if word == "sainte" else word for word in key)
    joined = {("".join(key),)} if key and key[0] in ("sint", "saint") else set()
    return {key, short, *joined}


def _has_cue(spoken: Sequence[Word], position: int, cues: frozenset[str]) -> bool:
    """A cue word stands just before, perhaps with articles in between ("aan de kant van het ...")."""
    back = position - 1
    while back >= 0 and position - back <= 4:
        if spoken[back].folded in cues:
            return True
        if spoken[back].folded not in _FILLERS:
            return False
        back -= 1
    return False
