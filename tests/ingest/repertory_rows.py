"""A small repertory, made for the tests: rows as cells, and the files they can come in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import openpyxl

from kb.models import Zone

TODAY = date(2026, 11, 22)

ZONES = (
    Zone("lake", "Meer", "Lac", ("1000", "1020")),
    Zone("hill", "Heuvel", "Colline", ("1050",)),
)

TAXONOMY = """code,parent,label_nl,label_fr,label_en,pictogram
CARE,,Zorg,Soins,Care,🏥
DENTAL,CARE,Tandarts,Dentiste,Dentist,🦷
NIGHT,CARE,Nachtopvang,Hébergement de nuit,Night shelter,🌙
"""

ROW: Mapping[str, str] = {
    "id": "T-1",
    "organization_nl": "De Proef vzw",
    "organization_fr": "L'Essai asbl",
    "name_nl": "Tandpunt De Proef",
    "name_fr": "Point dentaire L'Essai",
    "description_nl": "Een tandarts ontvangt, ook zonder mutualiteit.",
    "description_fr": "Un dentiste reçoit, même sans mutuelle.",
    "categories": "DENTAL;CARE",
    "target_groups": "adults;seniors",
    "languages": "nl;fr;rif",
    "street_nl": "Proefstraat",
    "street_fr": "Rue de l'Essai",
    "house_number": "12",
    "postal_code": "1000",
    "municipality_nl": "Brussel",
    "municipality_fr": "Bruxelles",
    "latitude": "50.84340",
    "longitude": "4.35230",
    "phone": "02 555 09 01",
    "email": "info@proef.example.org",
    "website": "https://www.proef.example.org",
    "opening_hours": "Mo-Fr 09:00-12:00; PH off",
    "conditions_nl": "",
    "conditions_fr": "",
    "cost_nl": "Gratis",
    "cost_fr": "Gratuit",
    "zones": "",
    "capacity": "waiting_list",
    "capacity_date": "2026-10-01",
    "waiting_weeks": "6",
    "wheelchair": "limited",
    "low_threshold": "yes",
    "status": "active",
    "last_verified": "2026-10-01",
}


def row(**cells: str) -> dict[str, str]:
    """ROW with other cells."""
    return {**ROW, **cells}


def csv_text(rows: Iterable[Mapping[str, str]], delimiter: str = ",", newline: str = "\n") -> str:
    rows = list(rows)
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, list(rows[0]), delimiter=delimiter, lineterminator=newline)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def write_csv(folder: Path, *rows: Mapping[str, str], name: str = "repertory.csv") -> Path:
    path = folder / name
    path.write_text(csv_text(rows), encoding="utf-8", newline="")
    return path


def write_xlsx(path: Path, *rows: Sequence[object]) -> Path:
    book = openpyxl.Workbook()
    for cells in rows:
        book.active.append(list(cells))  # type: ignore[union-attr]
    book.save(path)
    return path
