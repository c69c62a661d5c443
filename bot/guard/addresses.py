"""Streets with and without a house number, in Dutch and French."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.guard.reading import Reading
from bot.guard.tokens import fold, listed

_NUMBER = r"(?:n[r°o]\.?[ ]?)?\d{1,4}(?:[ ]?[a-zA-Z](?![\w]))?(?:[ ]?[/\-][ ]?\d{1,3}(?!\d))?"
_FLOOR = (
    r"(?:\d{1,2}[ ]?(?:e|de|ste|è|ème|eme|er|ère|st|nd|rd|th)?|[a-zè]{4,9}e|premier|first|second|third|ground)"
    r"[ ](?:verdieping|verdiep|verd\.|étage|etage|floor)|gelijkvloers|rez-de-chaussée|rez-de-chaussee"
)
_BOX = (
    r"(?:[ ,]{0,3}(?i:(?:bus|bte|boîte|boite|b\.|box|appartement|app\.?|appt\.?|flat|studio|kamer|chambre|étage|etage"
    rf"|verdieping|verd\.)[ ]?\d{{1,3}}\w?|{_FLOOR}))?"
)
"""What stands after a house number where somebody lives: a letter box, a floor, a flat."""

_TOWN_WORD = r"[A-ZÀ-Ý][\w'’-]{2,30}(?:[- ][A-ZÀ-Ý][\w'’-]{2,20})?"
_COMMUNES = (
    "Anderlecht|Auderghem|Oudergem|Berchem|Bruxelles|Brussel|Etterbeek|Evere|Forest|Vorst|Ganshoren|Haren|Ixelles"
    "|Elsene|Jette|Koekelberg|Laeken|Laken|Molenbeek|Neder-Over-Heembeek|Saint-Gilles|Sint-Gillis|Saint-Josse"
    "|Sint-Joost|Schaerbeek|Schaarbeek|Uccle|Ukkel|Watermael|Watermaal|Woluwe"
)
_TOWN = (
    rf"(?:[ ,]{{1,3}}(?:(?:à|in|te|at)[ ])?(?:B-)?(?:1[0-2]\d\d[ ]{_TOWN_WORD}|1[0-2]\d\d(?!\d)"
    rf"|(?:{_COMMUNES})(?:-[A-ZÀ-Ý][\w'’-]{{2,20}})?(?!\w)"
    rf"|(?<=à ){_TOWN_WORD}|(?<=te ){_TOWN_WORD}|(?<=in ){_TOWN_WORD}))?"
)
_DUTCH = re.compile(
    rf"(?<![\w-])(?:[A-ZÀ-Ý][\w'’.-]{{0,24}}[ ]){{0,3}}[\w'’-]{{2,40}}?(?i:straat|str\.|laan|plein"
    rf"|steenweg|dreef|kaai|lei|gang|baan|weg|plaats|markt|square|hof|park|berg|warande|wal|vest)"
    rf"(?![\w])(?P<number>[ ,]{{1,3}}{_NUMBER}(?![\d/:%€]|\.\d|[ ]?(?:uur|euro|€|h\d|ans|jaar|j\b)){_BOX}{_TOWN})?",
)
_DUTCH_LOOSE = re.compile(
    rf"(?<![\w-])[A-ZÀ-Ý][\w'’-]{{2,24}}[ ](?:straat|laan|plein"
    rf"|steenweg)(?!\w)(?P<number>[ ,]{{1,3}}{_NUMBER}{_BOX}{_TOWN})?"
)
_FRENCH = re.compile(
    rf"(?<![\w-])(?P<first>\d{{1,4}}[a-zA-Z]?[ ,]{{1,3}})?(?:rue|av\.|avenue|boulevard|blvd|bld|bd"
    rf"|chaussée|chaussee|ch\.|place|pl\.|quai|square|allée|allee|clos|drève|dreve|impasse|venelle|chemin"
    rf"|sentier)"
    rf"(?P<name>[ ][a-zà-ÿ][\w'’-]{{2,30}}(?=,?[ ]\d)|(?:[ ](?:de|du|des|la|le|les|l['’][\w-]+"
    rf"|d['’][\w-]+)(?!\w)){{0,3}}(?:[ ][a-zà-ÿ][\w'’-]{{2,30}}){{1,2}}(?=,?[ ]\d|,)|(?:[ ](?:(?:de|du|des"
    rf"|la|le|les|aux?)(?!\w)|l['’][\w-]+|d['’][\w-]+|[A-ZÀ-Ý][\w'’.-]{{0,30}}|saint[\w-]*)){{1,6}})"
    rf"(?(first){_BOX}{_TOWN}"
    rf"|(?P<number>[ ,]{{1,3}}{_NUMBER}(?![\d/:%€]|\.\d|[ ]?(?:euro|€|h\d|h\b|ans|jaar)){_BOX}{_TOWN})?)",
)
_NOT_A_STREET = listed(
    """
    op straat onderweg weg vlakbij park lei straat laan plein markt plaats hof berg gang baan rommelmarkt kerstmarkt
    arbeidsmarkt huizenmarkt vakantieplaats slaapplaats opvangplaats werkplaats wachtplaats standplaats
    verblijfplaats woonplaats geboorteplaats vergaderplaats parkeerplaats toegang ingang doorgang uitgang voorgang
    overgang afgang woningmarkt gerechtshof afweg uitweg vandaag allerlei omweg
    """
)


@dataclass(frozen=True, slots=True)
class Street:
    """A street, and whether a house number follows, and after that a box or a floor."""

    start: int
    end: int
    numbered: bool
    name: str
    number: str
    boxed: bool = False

    def __repr__(self) -> str:
        return f"Street({self.start}, {self.end}, numbered={self.numbered})"


def streets(reading: Reading) -> Iterator[Street]:
    """Every street, numbered or not; they may overlap."""
    text = reading.text
    folded = fold(text) if len(text) < 400 else text.lower()
    if any(hint in folded for hint in _DUTCH_HINTS):
        for pattern in (_DUTCH, _DUTCH_LOOSE):
            for match in pattern.finditer(text):
                name = match.group()[: len(match.group()) - len(match.group("number") or "")]
                if fold(name.split(" ")[-1]) not in _NOT_A_STREET:
                    yield _street(match, name, match.group("number"))
    if any(hint in folded for hint in _FRENCH_HINTS):
        for match in _FRENCH_ANY.finditer(text):
            number = match.group("number") or match.group("first")
            name = match.group().removeprefix(match.group("first") or "")
            yield _street(
                match, name.removesuffix(match.group("number") or "") if match.group("number") else name, number
            )


_DUTCH_HINTS = (
    "straat",
    "str.",
    "laan",
    "plein",
    "weg",
    "dreef",
    "kaai",
    "lei",
    "gang",
    "baan",
    "plaats",
    "markt",
    "square",
    "hof",
    "park",
    "berg",
    "warande",
    "wal",
    "vest",
)
_FRENCH_HINTS = (
    "rue",
    "av",
    "boulevard",
    "bl",
    "bd",
    "chauss",
    "ch.",
    "pl",
    "quai",
    "square",
    "all",
    "clos",
    "dr",
    "impasse",
    "venelle",
    "chemin",
    "sentier",
)
_FRENCH_ANY = re.compile(
    _FRENCH.pattern.replace("(?:rue|", "(?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Cc]hauss[ée]e|[Pp]lace|[Cc]los|[Qq]uai|")
)


_BOXED = re.compile(rf"(?i:bus|bte|boîte|boite|\bapp|flat|studio|kamer|chambre|verd|étage|etage|floor)|{_FLOOR}")

_SOMEBODY = re.compile(r"[^\W\d_]{2,}(?:[ -][^\W\d_]{2,})? [A-ZÀ-Ý]\. (?=[A-ZÀ-Ý])")
"""A person before the street ("Rachid Z. Rubensstraat"); streets named after people have their initials first."""


def _street(match: re.Match[str], name: str, number: str | None) -> Street:
    digits = re.search(r"\d+\w?", number or "")
    person = _SOMEBODY.match(name)
    skipped = person.end() if person else 0
    name = name[skipped:]
    boxed = bool(number) and _BOXED.search(match.group()[len(name) :]) is not None
    return Street(
        match.start() + skipped, match.end(), bool(number), name.strip(" ,"), digits.group() if digits else "", boxed
    )
