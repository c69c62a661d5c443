"""How old the people are who a question tells of: "zoon van 15", "une dame de 81 ans", "ze is 79", "een tachtiger"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.understand.text import plain

CHILD, TEEN, ADULT, OLD = 12, 18, 26, 60
"""Bounds of the repertory's groups: children under 12, youth 12-25, seniors from 60 (rest homes, day care, GRAPA)."""
OLDEST = 110

_UNIT = r"ans|an|jaar|jarige|jr|j|years? old|years?|yo|yr|maanden|maand|mois|months?"
_AGE = re.compile(rf" (?P<age>\d{{1,3}}) ?(?P<unit>{_UNIT})(?P<rest> \w+)? ")
_PERSON = (
    r"vader|moeder|papa|mama|pa|ma|man|vrouw|mevrouw|mevr|mw|meneer|mijnheer|heer|dhr|dame|oma|opa|oude?r?e?|buurvrouw"
    r"|buurman|tante|oom|zoon|zoontje|dochter|dochtertje|kind|kindje|jongen|meisje|jongere|tiener|broer|zus|client|cliente"
    r"|patient|patiente|partner|pere|mere|maman|monsieur|mr|madame|mme|mere|voisin|voisine|fils|fille|garcon|ado|jeune"
    r"|enfant|femme|homme|father|mother|mom|dad|woman|lady|guy|son|daughter|boy|girl|child|kid|husband|wife"
)
_AGE_OF = re.compile(rf" (?:{_PERSON}) (?:van|de|of|aged) (?P<age>\d{{1,3}})(?P<rest> \w+)? ")
_AGE_IS = re.compile(
    rf" (?:(?:{_PERSON}|hij|zij|ze|he|she) (?:is|wordt|was|turned)(?: al| nu| net| pas| now)?|{_PERSON}) "
    r"(?P<age>[1-9]\d)(?P<rest> \w+)? "
)
_NOT_AN_AGE = re.compile(
    r" (al|sinds|depuis|pendant|voor|over|binnen|dans|hoeveel|combien|per|for|since|in|every|elke|plus que|nog|ca fait"
    r"|il y a|na|apres|after) (\w+ )?$"
)
_AFTER_DURATION = frozenset(("geleden", "ago", "lang", "long", "wachten", "wachttijd", "attente", "later", "plus"))
_COUNTED = re.compile(
    r"keer|maal|fois|times|euros?|eur|uur|uren|heures|hours|min(uten|utes)?|km|dage?n?|jours?|days|weke?n?|semaines?|weeks?"
    r"|kinderen|enfants|children|kids|personen|personnes|people|kamers|chambres|rooms|sess\w+|seances|rue|straat|avenue|laan"
)
"""After one of these numbers something else is counted than years."""
_DECADES = {
    "twintiger|vingtaine|twenties": 25,
    "dertiger|trentenaire|trentaine|thirties": 35,
    "veertiger|quadragenaire|quarantaine|forties": 45,
    "vijftiger|quinquagenaire|cinquantaine|fifties": 55,
    "zestiger|sexagenaire|soixantaine|sixties": 65,
    "zeventiger|septuagenaire|septantaine|seventies": 75,
    "tachtiger|octogenaire|eighties": 85,
    "negentiger|nonagenaire|nineties": 95,
}
_DECADE = tuple((re.compile(rf" (?:{words}) "), age) for words, age in _DECADES.items())

# "jusqu'à" is "a" in folded text.
_BOUNDS = re.compile(
    r" (?:(?P<low>\d{1,2}) (?:tot (?:en met )?|a |to )?(?P<high>\d{1,2}) (?:jaar|ans|jarigen|years)"
    r"|(?P<from>vanaf|minstens|des|a partir de|plus de|ouder dan|boven|minimum|from|over)"
    r" (?:de |les )?(?P<least>\d{1,2})"
    r"|(?P<up>tot|jonger dan|onder|moins de|a|jusque|up to|under|maximum) (?:de |les )?(?P<most>\d{1,2})"
    r" (?:jaar|ans|years)|(?P<least2>\d{1,2}) (?:plussers?|ans et plus|jaar en ouder|jaar of ouder)) "
)


def ages(spoken: str) -> tuple[int, ...]:
    """The ages in years that the folded text tells of, each once; 0 for a baby of some months."""
    return tuple(dict.fromkeys(age for age, _ in _told(spoken)))


def without_ages(spoken: str) -> str:
    """Folded text without the words that tell how old somebody is."""
    return _AGE.sub(" ", spoken)


def age_words(spoken: str) -> frozenset[str]:
    """The numbers of the folded text that are ages: what is written in texts with the same number is no answer."""
    return frozenset(number for _, number in _told(spoken) if number)


def group_of_age(age: int) -> str:
    """The target group of an age in years."""
    if age < CHILD:
        return "children"
    if age < ADULT:
        return "youth"
    return "seniors" if age >= OLD else "adults"


def bounds(spoken: str) -> tuple[int, int] | None:
    """Lowest and highest age in years that folded conditions name ("16 tot 21 jaar", "des 18 ans"); None when they
    name none, or several."""
    found = list(_BOUNDS.finditer(spoken))
    if len(found) != 1:
        return None
    said = found[0]
    if said["low"]:
        return int(said["low"]), int(said["high"])
    if said["most"]:
        return 0, int(said["most"])
    return int(said["least"] or said["least2"]), OLDEST


def _told(spoken: str) -> Iterator[tuple[int, str]]:
    """Each age with the number that says it, as written ("" where a word does)."""
    for found in _AGE.finditer(spoken):
        before, after = spoken[: found.start() + 1], (found["rest"] or "").strip()
        if _NOT_AN_AGE.search(before[-24:]) or after in _AFTER_DURATION:
            continue
        months = found["unit"].startswith(("maand", "mois", "month"))
        age = 0 if months else int(found["age"])
        if age < OLDEST:
            yield age, found["age"]
    for pattern in (_AGE_OF, _AGE_IS):
        for found in pattern.finditer(spoken):
            after = (found["rest"] or "").strip()
            if not _COUNTED.fullmatch(after) and not re.fullmatch(_UNIT, after) and int(found["age"]) < OLDEST:
                yield int(found["age"]), found["age"]
    for pattern, age in _DECADE:
        if pattern.search(spoken):
            yield age, ""


def cut_ages(text: str) -> str:
    """`text` without its ages: services whose texts hold the same number ("16 tot 21 jaar") would come first for it."""
    numbers = age_words(plain(text))
    if not numbers:
        return text
    return " ".join(re.sub(rf"\b(?:{'|'.join(numbers)})(?:[\s-]?(?:{_UNIT}))?\b", " ", text).split())
