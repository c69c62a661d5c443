"""Exports are harmless in a spreadsheet, and reading one again gives the same services."""

from __future__ import annotations

import csv
import io
import json
import string
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.export import guard, to_csv, to_xlsx
from ingest.export_hsds import to_hsds
from ingest.readers.columns import BILINGUAL
from ingest.repertory import read_repertory
from kb.models import Accessible, Capacity, Service, Status, Term
from tests.ingest.repertory_rows import TODAY, ZONES, row, write_csv

TERMS = (
    Term("CARE", "", "Zorg / welzijn", "Soins", "Care", "🏥"),
    Term("DENTAL", "CARE", "Tand", "Dent", "Dental", ""),
)
SERVICE = Service("T-1", name_nl="Dienst", categories=("DENTAL",), postal_code="1000", phone="+32 2 555 09 02")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("@SUM(1+1)*cmd|x", "'@SUM(1+1)*cmd|x"),
        ("-2+3+cmd|x", "'-2+3+cmd|x"),
        ("- gratis -", "'- gratis -"),
        ("+1+1", "'+1+1"),
        ("＝1+1", "'＝1+1"),
        ("+32 2 555 09 02", "+32 2 555 09 02"),
        ("+32 (0)2 555.09.02", "+32 (0)2 555.09.02"),
        ("'=al een apostrof", "''=al een apostrof"),
        ("'s avonds", "'s avonds"),
        ("2-3 weken", "2-3 weken"),
        ("Zorg\u202epunt\x07", "Zorgpunt"),
    ],
)
def test_only_what_a_spreadsheet_would_calculate_gets_an_apostrophe(text: str, expected: str) -> None:
    assert guard(text) == expected


def test_csv_has_the_columns_of_the_repertory_sorted_by_id() -> None:
    lines = to_csv([replace(SERVICE, id="T-2"), SERVICE]).decode().splitlines()
    assert lines[0] == ",".join(row())
    assert [line.split(",")[0] for line in lines[1:]] == ["T-1", "T-2"]


def test_csv_of_a_file_is_that_file(tmp_path: Path) -> None:
    path = write_csv(tmp_path, row(), row(id="T-2", name_nl='Met "citaat", komma'))
    services = read_repertory(path, today=TODAY, zones=ZONES).services
    assert to_csv(services) == path.read_bytes()


def test_xlsx_holds_text_as_text_and_dates_as_dates() -> None:
    service = replace(SERVICE, name_nl="=1+1", last_verified=date(2026, 10, 1), house_number="0012", latitude=50.8434)
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx([service]))).worksheets[0]
    cells = {str(head.value): cell for head, cell in zip(*sheet.iter_rows(), strict=True)}
    assert (cells["name_nl"].value, cells["name_nl"].data_type) == ("'=1+1", "s")
    assert cells["phone"].value == "+32 2 555 09 02"
    assert (cells["postal_code"].value, cells["house_number"].value) == ("1000", "0012")
    assert cells["last_verified"].is_date
    assert cells["latitude"].value == 50.8434


def test_the_same_services_give_the_same_bytes() -> None:
    services = [SERVICE, replace(SERVICE, id="T-2")]
    assert to_xlsx(services) == to_xlsx(services[::-1])
    assert to_hsds(services, TERMS) == to_hsds(services[::-1], TERMS)


def test_hsds_says_in_hsds_what_hsds_can_say() -> None:
    service = replace(
        SERVICE, name_fr="Service", organization_nl="Vzw", organization_fr="Asbl",
        street_nl="Straat", street_fr="Rue", house_number="1", municipality_nl="Elsene",
        municipality_fr="Ixelles", zones=("lake",), waiting_weeks=3, status=Status.CLOSED, languages=("nl",),
    )  # fmt: skip
    (written,) = json.loads(to_hsds([service], TERMS))["services"]
    assert (written["name"], written["alternate_name"], written["status"]) == ("Dienst", "Service", "defunct")
    address = written["service_at_locations"][0]["location"]["addresses"][0]
    assert (address["address_1"], address["address_2"], address["city"]) == ("Straat 1", "Rue 1", "Elsene / Ixelles")
    assert written["wait_time"] == "3 weeks"
    assert not [a for a in written["attributes"] if a["link_type"].startswith("exact.")]


@pytest.mark.parametrize("write", [to_csv, to_xlsx, to_hsds])
@pytest.mark.parametrize("name", ["'=1+1", "''=1+1", "=1+1", "'s avonds", "'", "'+32 2 555 09 02"])
def test_apostrophe_of_the_data_itself_comes_back(tmp_path: Path, write: object, name: str) -> None:
    path = tmp_path / "export"
    path.write_bytes(write([replace(SERVICE, name_nl=name)]))  # type: ignore[operator]
    assert read_repertory(path, today=TODAY, zones=ZONES).services[0].name_nl == name


def test_taxonomy_comes_back_from_hsds_with_its_pictograms(tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    path.write_bytes(to_hsds([SERVICE], TERMS))
    assert read_repertory(path, today=TODAY, zones=ZONES).taxonomy == TERMS


def _clean(text: str) -> str:
    return text.strip()


LETTERS = "=+-@'\t\n;,|\"/:<>&#%(){}[]\\ \u00a0éèœ’ê–＝🏥متЖ中" + string.ascii_letters + string.digits
TEXT = st.text(LETTERS, max_size=20).map(_clean)
CODE = st.text(string.ascii_uppercase + string.digits + "_-", min_size=1, max_size=8).filter(lambda s: s[0] not in "-")
CODES = st.lists(CODE, max_size=4, unique=True).map(tuple)
DAY = st.none() | st.dates(date(2000, 1, 1), TODAY)
POINT = st.none() | st.tuples(st.floats(49.4, 51.6), st.floats(2.4, 6.5)).map(
    lambda p: (round(p[0], 7), round(p[1], 7))
)


@st.composite
def services(draw: st.DrawFn) -> Service:
    names = draw(st.tuples(TEXT, TEXT).filter(any))
    point = draw(POINT) or (None, None)
    texts = [f"{name}_{lang}" for name in sorted(BILINGUAL - {"name"}) for lang in ("nl", "fr")]
    return Service(
        id=draw(TEXT.filter(lambda text: bool(text) and "\n" not in text)),
        name_nl=names[0],
        name_fr=names[1],
        categories=draw(CODES),
        target_groups=draw(CODES),
        languages=draw(
            st.lists(st.sampled_from(["nl", "fr", "en", "rif", "vgt", "sfb", "ti"]), unique=True).map(tuple)
        ),
        postal_code=draw(st.sampled_from(["", "1000", "1050", "9999"])),
        latitude=point[0],
        longitude=point[1],
        phone=draw(st.sampled_from(["", "02/555.09.01", "+32 2 555 09 02", "112"])),
        email=draw(st.sampled_from(["", "a@b.example", "a@b.example; c@d.example"])),
        website=draw(st.sampled_from(["", "www.a.example", "https://a.example/?b=c&d#e"])),
        opening_hours=draw(st.sampled_from(["", "24/7", "Mo-Fr 09:00-12:00; PH off"])),
        zones=draw(st.lists(st.sampled_from(["lake", "hill", "region"]), unique=True).map(tuple)),
        capacity=draw(st.sampled_from(Capacity)),
        capacity_date=draw(DAY),
        waiting_weeks=draw(st.none() | st.integers(0, 520)),
        wheelchair=draw(st.sampled_from(Accessible)),
        low_threshold=draw(st.sampled_from([None, True, False])),
        status=draw(st.sampled_from(Status)),
        last_verified=draw(DAY),
        **{name: draw(TEXT) for name in (*texts, "house_number", "source")},
    )


@pytest.mark.parametrize("write", [to_csv, to_xlsx, to_hsds])
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(items=st.lists(services(), min_size=1, max_size=4, unique_by=lambda service: service.id))
def test_round_trip_loses_nothing(tmp_path: Path, write: object, items: list[Service]) -> None:
    path = tmp_path / "export"
    path.write_bytes(write(items))  # type: ignore[operator]
    parsed = read_repertory(path, today=TODAY, zones=ZONES)
    assert parsed.rejected == ()
    assert {service.id: service for service in parsed.services} == {service.id: service for service in items}


def test_cells_of_an_export_never_begin_with_what_a_spreadsheet_calculates(tmp_path: Path) -> None:
    nasty = ("=1+1", "+1+1", "-1+1", "@a", "\t=1")
    items = [replace(SERVICE, id=f"T-{n}", name_nl=text, cost_fr=text, source=text) for n, text in enumerate(nasty)]
    for cells in csv.DictReader(io.StringIO(to_csv(items).decode())):
        assert not [text for text in cells.values() if text[:1] in "=-@\t" and text]
        assert cells["phone"] == "+32 2 555 09 02"
