"""Which column of the repertory a header stands for: English column names, or Dutch and French headings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from rapidfuzz import fuzz

from kb.models import Service

COLUMNS: tuple[str, ...] = tuple(f.name for f in fields(Service))
"""All columns of a repertory file, in the order in which they are written."""

BILINGUAL = frozenset({"organization", "name", "description", "street", "municipality", "conditions", "cost"})

_CLOSE_ENOUGH = 88.0
"""rapidfuzz ratio (0-100) from which a heading counts as a misspelling of a known one: one letter in eight."""

_LANGUAGE_WORDS = {
    "nl": "nl", "nederlands": "nl", "neerlandais": "nl", "dutch": "nl",
    "fr": "fr", "frans": "fr", "francais": "fr", "french": "fr",
}  # fmt: skip

_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "code", "nr dienst", "identificatie", "identifiant", "dienst id", "service id", "referentie",
           "reference"),
    "organization_nl": ("organisatie", "naam organisatie", "organisatie naam", "vereniging", "instelling"),
    "organization_fr": ("organisme", "association", "nom de l organisation", "institution"),
    "organization_": ("organisation", "organization"),
    "name_nl": ("naam", "naam dienst", "naam van de dienst", "dienst", "benaming"),
    "name_fr": ("nom", "nom du service", "service", "denomination"),
    "name_": ("name",),
    "description_nl": ("beschrijving", "omschrijving", "aanbod"),
    "description_fr": ("descriptif", "offre"),
    "description_": ("description",),
    "categories": ("rubrieken", "rubriek", "categorieen", "categorie", "rubriques", "rubrique", "categories", "thema s",
                   "themes"),
    "target_groups": ("doelgroep", "doelgroepen", "public cible", "publics cibles", "public", "groupe cible",
                      "groupes cibles", "target groups"),
    "languages": ("talen", "taal", "langues", "langue", "gesproken talen", "langues parlees", "languages"),
    "street_nl": ("straat", "straatnaam"),
    "street_fr": ("rue", "nom de rue"),
    "street_": ("street", "adres", "adresse"),
    "house_number": ("nr", "huisnummer", "huisnr", "nummer", "numero", "no", "n", "num", "house number"),
    "postal_code": ("postcode", "postnummer", "code postal", "cp", "postal code", "zip"),
    "municipality_nl": ("gemeente", "stad", "plaats"),
    "municipality_fr": ("commune", "ville", "localite"),
    "municipality_": ("municipality", "city"),
    "latitude": ("breedtegraad", "latitude", "lat"),
    "longitude": ("lengtegraad", "longitude", "lon", "lng", "long"),
    "phone": ("telefoon", "telefoonnummer", "tel", "telephone", "numero de telephone", "phone", "gsm"),
    "email": ("e mail", "email", "mail", "e mailadres", "courriel", "adresse e mail"),
    "website": ("website", "webadres", "webstek", "site", "site web", "site internet", "url"),
    "opening_hours": ("openingsuren", "openingstijden", "uren", "heures d ouverture", "horaire", "horaires",
                      "opening hours"),
    "conditions_nl": ("voorwaarden", "toegangsvoorwaarden"),
    "conditions_fr": ("conditions d acces", "modalites", "modalites d acces"),
    "conditions_": ("conditions",),
    "cost_nl": ("kostprijs", "prijs", "tarief", "kosten"),
    "cost_fr": ("cout", "prix", "tarif", "couts"),
    "cost_": ("cost",),
    "zones": ("werkingsgebied", "zone", "zones", "zorgzone", "zorgzones", "bassin", "bassins", "territoire",
              "zone d action"),
    "capacity": ("capaciteit", "bezetting", "capacite", "disponibilite", "capacity"),
    "capacity_date": ("datum capaciteit", "capaciteit datum", "capaciteit op", "date de la capacite", "date capacite",
                      "capacity date"),
    "waiting_weeks": ("wachttijd", "wachttijd weken", "weken wachttijd", "temps d attente", "temps d attente semaines",
                      "delai d attente", "delai d attente semaines", "delai semaines", "waiting weeks"),
    "wheelchair": ("rolstoeltoegankelijk", "rolstoel", "toegankelijkheid", "toegankelijk", "chaise roulante",
                   "accessible en chaise roulante", "acces pmr", "pmr", "accessibilite", "wheelchair"),
    "low_threshold": ("laagdrempelig", "bas seuil", "low threshold"),
    "status": ("status", "statut", "etat"),
    "last_verified": ("laatst nagekeken", "laatst gecontroleerd", "nagekeken op", "laatste controle", "verifie le",
                      "derniere verification", "date de verification", "derniere mise a jour", "last verified"),
    "source": ("bron", "source"),
}  # fmt: skip

_KNOWN: Mapping[str, str] = {heading: column for column, headings in _HEADINGS.items() for heading in headings}


@dataclass(frozen=True, slots=True)
class Header:
    """What a header row says. `columns` has one entry per cell: the repertory column, or "" for one that is ignored.
    `guessed` holds headings that were only nearly right, `ignored` those that say nothing known."""

    columns: tuple[str, ...]
    headings: tuple[str, ...]
    guessed: tuple[tuple[str, str], ...] = ()
    ignored: tuple[str, ...] = ()

    @property
    def score(self) -> int:
        return sum(1 for column in self.columns if column)

    @property
    def mapping(self) -> dict[str, str]:
        """Heading -> column, for showing to the admin."""
        return {heading: column for heading, column in zip(self.headings, self.columns, strict=True) if column}

    def missing(self) -> tuple[str, ...]:
        """Required columns that are not there: an id, and a name in at least one language."""
        lacking = [] if "id" in self.columns else ["id"]
        if "name_nl" not in self.columns and "name_fr" not in self.columns:
            lacking.append("name_nl or name_fr")
        return tuple(lacking)


def read_header(cells: Sequence[str], mapping: Mapping[str, str] | None = None) -> Header:
    """The header in `cells`. `mapping` (heading -> column, from the configuration) goes before every guess; of two
    headings for the same column the first stays."""
    fixed = {_plain(heading): column for heading, column in (mapping or {}).items()}
    columns: list[str] = []
    taken: set[str] = set()
    guessed: list[tuple[str, str]] = []
    ignored: list[str] = []
    for cell in cells:
        column, sure = _column(cell, fixed)
        if column in taken:
            column = ""
        if column:
            taken.add(column)
        columns.append(column)
        if column and not sure:
            guessed.append((cell, column))
        if not column and cell.strip():
            ignored.append(cell)
    return Header(tuple(columns), tuple(cells), tuple(guessed), tuple(ignored))


def _column(heading: str, fixed: Mapping[str, str]) -> tuple[str, bool]:
    """The column for one heading, and whether that is certain."""
    plain = _plain(heading)
    if plain in fixed:
        return fixed[plain], True
    if plain.replace(" ", "_") in COLUMNS:
        return plain.replace(" ", "_"), True
    words = plain.split()
    langs = [_LANGUAGE_WORDS[word] for word in words if word in _LANGUAGE_WORDS]
    base = " ".join(word for word in words if word not in _LANGUAGE_WORDS)
    if not base:
        return "", False
    known = _KNOWN.get(base)
    if known:
        return _with_language(known, langs), True
    best = max(_KNOWN, key=lambda name: fuzz.ratio(base, name))
    if len(base) > 4 and fuzz.ratio(base, best) >= _CLOSE_ENOUGH:
        return _with_language(_KNOWN[best], langs), False
    return "", False


def _with_language(column: str, langs: Sequence[str]) -> str:
    """Puts the language that the heading names on a two-language column. Without one, the heading's own language
    counts; `Description` and `Organisation` are the same word in both, and alone they are French."""
    base, _, tail = column.rpartition("_")
    if base not in BILINGUAL:
        return column
    return f"{base}_{langs[0] if langs else tail or 'fr'}"


def _plain(heading: str) -> str:
    """Lower case, no accents, only letters and digits: `Téléphone (fixe)` -> `telephone fixe`."""
    letters = unicodedata.normalize("NFKD", heading.replace("_", " ")).encode("ascii", "ignore").decode()
    return " ".join(re.findall(r"[a-z0-9]+", letters.lower()))
