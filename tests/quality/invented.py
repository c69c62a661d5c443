"""A second repertory with other names: the sample's services under names made up here, and questions about them.

Half of the names are made of syllables, half of everyday words ("Het Open Raam"), as names in Brussels are. Hours,
languages, capacity and wheelchair access move on by some rows, so that nothing hangs on what one service has.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

EVERYDAY = (
    ("De Blauwe Fiets", "Le Vélo Bleu"), ("Het Open Raam", "La Fenêtre Ouverte"), ("De Derde Trap", "La Marche Haute"),
    ("Het Groene Kanaal", "Le Canal Vert"), ("De Zachte Landing", "Le Bel Atterrissage"), ("Morgenlicht", "Aurore"),
    ("De Kleine Kade", "Le Petit Quai"), ("Samenspel", "Concerto"), ("De Ronde Tafel", "La Table Ronde"),
    ("Het Witte Paard", "Le Cheval Blanc"), ("De Oude Molen", "Le Vieux Moulin"), ("Stapsteen", "Pas Japonais"),
    ("De Vuurtoren", "Le Phare"), ("Het Vogelhuis", "La Volière"), ("De Bakermat", "Le Berceau"),
    ("Oversteek", "Traversée"), ("De Lange Lijn", "La Ligne Longue"), ("Het Kompasje", "La Petite Boussole"),
)  # fmt: skip
"""Dutch and French name of the same house."""
_FIRST = ("Vel", "Tar", "Mor", "Lin", "Zab", "Kor", "Dre", "Fal", "Wim", "Pol")
_LAST = ("mora", "vik", "dano", "quet", "bara", "stel", "riko", "wenne", "tula")
_MOVED = (("languages", 5), ("opening_hours", 11), ("wheelchair", 3), ("phone", 7))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about one service, and the fact that it asks for."""

    text: str
    lang: str
    service: str
    fact: str


_TEMPLATES: tuple[tuple[str, str, str], ...] = (
    ("nl", "is {} nu open?", "open_now"),
    ("nl", "wat is het telefoonnummer van {}?", "phone"),
    ("nl", "bestaat {} nog?", "exists"),
    ("nl", "is {} rolstoeltoegankelijk?", "wheelchair"),
    ("nl", "neemt {} nog nieuwe mensen aan?", "capacity"),
    ("nl", "openingsuren {}", "hours"),
    ("fr", "{} est ouvert maintenant ?", "open_now"),
    ("fr", "quel est le numéro de {} ?", "phone"),
    ("fr", "{} existe encore ?", "exists"),
    ("fr", "{} prend encore des patients ?", "capacity"),
    ("fr", "c'est combien chez {} ? le prix ?", "cost"),
    ("fr", "adresse de {} svp", "address"),
    ("en", "is {} wheelchair accessible?", "wheelchair"),
    ("en", "does {} still exist?", "exists"),
    ("en", "how long is the wait at {}?", "waiting"),
    ("en", "which languages do they speak at {}?", "languages"),
)


def name_of(number: int) -> tuple[str, str]:
    """The Dutch and the French name of a service, by its number."""
    if number % 2 and number // 2 < len(EVERYDAY):
        return EVERYDAY[number // 2]
    made = _FIRST[number % len(_FIRST)] + _LAST[number % len(_LAST)]
    return f"Huis {made}", f"Maison {made}"


def write(sample: Path, target: Path) -> None:
    """The repertory, as a file to ingest."""
    with sample.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        for number, row in enumerate(rows):
            writer.writerow(_renamed(number, row, rows))


def questions() -> tuple[Asked, ...]:
    """One question per service and one with a typing error, over all templates."""
    asked: list[Asked] = []
    for number in range(86):
        lang, template, fact = _TEMPLATES[number % len(_TEMPLATES)]
        name = name_of(number)[lang != "nl"]
        asked.append(Asked(template.format(name), lang, f"INV-{number + 1:03}", fact))
        if number % 2 == 0:
            asked.append(Asked(template.format(_mistyped(name)), lang, f"INV-{number + 1:03}", fact))
    return tuple(asked)


def _renamed(number: int, row: dict[str, str], rows: list[dict[str, str]]) -> dict[str, str]:
    dutch, french = name_of(number)
    moved = {column: rows[(number + by) % len(rows)][column] for column, by in _MOVED}
    address = {"email": "", "website": "", "id": f"INV-{number + 1:03}", "status": "active"}
    names = {"organization_nl": dutch, "organization_fr": french, "name_nl": dutch, "name_fr": french}
    return row | names | moved | address


def _mistyped(name: str) -> str:
    """The last two letters but one change places: the commonest slip."""
    return f"{name[:-3]}{name[-2]}{name[-3]}{name[-1]}"
