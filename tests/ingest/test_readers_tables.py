"""The files that repertories come in: encodings, delimiters, sheets, JSON documents."""

from __future__ import annotations

import json
import tracemalloc
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from ingest.errors import SourceUnreadable
from ingest.readers.columns import COLUMNS, read_header
from ingest.readers.tables import Limits
from ingest.repertory import Parsed, read_repertory
from tests.ingest.repertory_rows import ROW, TODAY, ZONES, csv_text, row, write_csv, write_xlsx


def read(path: Path, **options: object) -> Parsed:
    return read_repertory(path, today=TODAY, zones=ZONES, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_csv_is_read_in_any_encoding_delimiter_and_line_ending(
    tmp_path: Path, encoding: str, delimiter: str, newline: str
) -> None:
    rows = [row(name_fr="Crèche L'Échasse à Noël"), row(id="T-2", description_nl='Met "citaat", komma; en meer')]
    path = tmp_path / "any.csv"
    path.write_bytes(csv_text(rows, delimiter, newline).encode(encoding))
    first, second = read(path).services
    assert first.name_fr == "Crèche L'Échasse à Noël"
    assert first.languages == ("nl", "fr", "rif")
    assert second.description_nl == 'Met "citaat", komma; en meer'


def test_nul_bytes_are_removed_with_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "nul.csv"
    path.write_bytes(
        csv_text([row(), row(id="T-2", name_nl="Met nul"), row(id="T-3")]).replace("nul", "n\0ul").encode()
    )
    parsed = read(path)
    assert [service.id for service in parsed.services] == ["T-1", "T-2", "T-3"]
    assert parsed.services[1].name_nl == "Met nul"
    assert [(w.row, w.field, w.code) for w in parsed.warnings] == [(2, "name_nl", "control_removed")]


def test_utf8_with_a_damaged_byte_stays_utf8_and_says_where(tmp_path: Path) -> None:
    path = tmp_path / "damaged.csv"
    text = csv_text(
        [row(description_fr="Accueil à toute heure, même l'été, à côté de l'école"), row(id="T-2", name_fr="Caf?")]
    )
    path.write_bytes(text.encode().replace(b"Caf?", b"Caf\xe9"))
    parsed = read(path)
    assert parsed.services[0].description_fr == "Accueil à toute heure, même l'été, à côté de l'école"
    assert [(w.row, w.field, w.code) for w in parsed.warnings] == [(2, "name_fr", "character_lost")]


def test_ragged_rows_are_reported_with_their_line_and_not_shifted(tmp_path: Path) -> None:
    path = tmp_path / "ragged.csv"
    good = csv_text([row(description_nl="twee\nregels"), row(id="T-2"), row(id="T-4")]).splitlines()
    path.write_text("\n".join([*good[:4], good[3].replace("T-2", "T-3") + ",te,veel", good[4], "T-5,drie,cellen"]))
    parsed = read(path)
    assert [service.id for service in parsed.services] == ["T-1", "T-2", "T-4"]
    assert [(r.row, r.line, r.id, r.code) for r in parsed.rejected] == [
        (3, 5, "T-3", "ragged_row"),
        (5, 7, "T-5", "ragged_row"),
    ]
    assert "Line 5 has 36 cells" in parsed.rejected[0].reason


def test_quotation_mark_that_is_never_closed_costs_its_row_only_a_rejection(tmp_path: Path) -> None:
    path = tmp_path / "open.csv"
    path.write_text(csv_text([row()]) + 'T-2,"geen einde\nnog een regel\n')
    parsed = read(path)
    assert [service.id for service in parsed.services] == ["T-1"]
    assert [(r.id, r.code) for r in parsed.rejected] == [("T-2", "ragged_row")]


def test_rows_of_empty_cells_count_but_say_nothing(tmp_path: Path) -> None:
    path = tmp_path / "blank.csv"
    lines = csv_text([row(), row(id="T-2", capacity="vol")]).splitlines()
    path.write_text("\n".join([lines[0], lines[1], "", "," * (len(ROW) - 1), lines[2]]))
    assert [(r.row, r.line) for r in read(path).rejected] == [(3, 5)]


def test_title_rows_above_the_header_are_skipped(tmp_path: Path) -> None:
    path = tmp_path / "title.csv"
    path.write_text("Sociale kaart\nUitvoer van vandaag\n" + csv_text([row()]))
    assert [service.id for service in read(path).services] == ["T-1"]


@pytest.mark.parametrize("name", ["really_csv.xlsx", "really_csv.json", "without_ending"])
def test_csv_under_another_name_is_recognised(tmp_path: Path, name: str) -> None:
    assert len(read(write_csv(tmp_path, row(), name=name)).services) == 1


HEADINGS = [
    ("Naam (NL)", "name_nl"), ("Naam FR", "name_fr"), ("Nom (FR)", "name_fr"), ("Nom du service", "name_fr"),
    ("Organisatie", "organization_nl"), ("Organisation (FR)", "organization_fr"), ("Code postal", "postal_code"),
    ("Postcode", "postal_code"), ("Gemeente", "municipality_nl"), ("Commune", "municipality_fr"),
    ("N°", "house_number"), ("Nr.", "house_number"), ("Téléphone", "phone"), ("Courriel", "email"), ("E-mail", "email"),
    ("Site web", "website"),
    ("Heures d'ouverture", "opening_hours"), ("Beschrijving (NL)", "description_nl"), ("Description", "description_fr"),
    ("Description (NL)", "description_nl"), ("Rubriques", "categories"), ("Public cible", "target_groups"),
    ("Voorwaarden", "conditions_nl"), ("Coût", "cost_fr"), ("Kostprijs (FR)", "cost_fr"), ("Capacité", "capacity"),
    ("Temps d'attente (semaines)", "waiting_weeks"), ("Rolstoeltoegankelijk", "wheelchair"),
    ("Bas seuil", "low_threshold"),
    ("Statut", "status"), ("Dernière vérification", "last_verified"), ("last_verified", "last_verified"), ("Weer", ""),
    ("Omschrijvng", "description_nl"),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "column"), HEADINGS)
def test_dutch_and_french_headings_are_understood(heading: str, column: str) -> None:
    assert read_header([heading]).columns == (column,)


def test_misspelt_heading_is_shown_as_guessed() -> None:
    assert read_header(["Openingsurn"]).guessed == (("Openingsurn", "opening_hours"),)


def test_mapping_goes_before_every_guess(tmp_path: Path) -> None:
    path = write_csv(tmp_path, {"Dossier": "T-1", "Naam": "Naam", "Code": "x"})
    (service,) = read(path, mapping={"dossier": "id", "Code": ""}).services
    assert service.id == "T-1"


def test_mapping_to_a_column_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable, match="the column nmae_nl"):
        read(write_csv(tmp_path, row()), mapping={"Naam": "nmae_nl"})


def test_every_column_is_its_own_heading() -> None:
    assert read_header(COLUMNS).columns == COLUMNS


DUTCH = ["Naam (NL)", "Postcode", "Capaciteit", "Datum capaciteit", "Wachttijd (weken)", "Rolstoeltoegankelijk",
         "Laagdrempelig", "Status", "Talen", "Werkingsgebied", "Breedtegraad", "Lengtegraad", "Code"]  # fmt: skip
FRENCH = ["Nom (FR)", "Code postal", "Capacité", "Date de la capacité", "Temps d'attente (semaines)",
          "Accessible en chaise roulante", "Bas seuil", "Statut", "Langues", "Zone", "Latitude", "Longitude",
          "Code"]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (DUTCH, ("wachtlijst", "beperkt", "ja", "gesloten", "Nederlands, frans", "heel Brussel")),
        (FRENCH, ("liste d'attente", "limité", "oui", "fermé", "néerlandais, Français", "toute la région")),
    ],
)
def test_xlsx_of_an_office_is_read_with_titles_dates_numbers_and_words(
    tmp_path: Path, header: list[str], words: tuple[str, ...]
) -> None:
    capacity, wheelchair, low, status, languages, zones = words
    day = datetime(2026, 10, 1)  # noqa: DTZ001  (a sheet knows no time zones)
    cells = ["Dienst", 1000, capacity, day, 6.0, wheelchair, low, status, languages, zones, 50.8434, 4.3523, "T-1"]
    path = write_xlsx(
        tmp_path / "any.bin", ["Sociale kaart"], ["Contact", None, "Aanbod"], header, cells, [None], cells
    )
    parsed = read(path)
    (service,) = parsed.services
    assert (service.postal_code, service.capacity, service.waiting_weeks) == ("1000", "waiting_list", 6)
    assert (service.wheelchair, service.low_threshold, service.status) == ("limited", True, "closed")
    assert (service.languages, service.zones) == (("nl", "fr"), ("region",))
    assert service.capacity_date is not None
    assert service.capacity_date.isoformat() == "2026-10-01"
    assert [(r.row, r.line, r.code) for r in parsed.rejected] == [(3, 6, "duplicate_id")]
    assert parsed.mapping[header[0]] == f"name_{'nl' if header is DUTCH else 'fr'}"


def test_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "bomb.xlsx", list(ROW), list(ROW.values()))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b"\0" * 30_000_000)
    tracemalloc.start()
    try:
        with pytest.raises(SourceUnreadable, match="would unpack"):
            read(path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 5_000_000


def test_damaged_workbook_and_other_zip_are_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "cut.xlsx", list(ROW), list(ROW.values()))
    parts: dict[str, bytes] = {}
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, content in (("xl/worksheets/sheet1.xml", b"<worksheet><she"), ("xl/workbook.xml", b"")):
        with zipfile.ZipFile(path, "w") as archive:
            for part, data in (parts | {name: content}).items():
                archive.writestr(part, data)
        with pytest.raises(SourceUnreadable, match=r"damaged|lacks|no sheet"):
            read(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "x")
    with pytest.raises(SourceUnreadable, match="no XLSX workbook"):
        read(path)


def hsds(**fields: Any) -> dict[str, Any]:
    attributes = [
        {"link_type": "source_id", "value": "T-1"},
        {"link_type": "capacity", "value": "open"},
        {"link_type": "category", "taxonomy_term": {"code": "DENTAL"}},
        {"link_type": "content_languages", "value": "nl;fr"},
        {"link_type": "translation.description.fr", "value": "En français"},
    ]
    address = {"address_1": "Lange Straat 12 bus 3", "address_2": "Rue Longue 12 bus 3", "postal_code": "1000",
               "city": "Brussel / Bruxelles"}  # fmt: skip
    location = {"id": "l", "latitude": 50.8434, "longitude": 4.3523, "addresses": [address]}
    return {
        "id": "s", "name": "Dienst", "alternate_name": "Service", "description": "In het Nederlands",
        "status": "active", "organization_id": "o", "phones": [{"number": "02 555 09 01"}],
        "languages": [{"code": "nl"}, {"code": "fr"}], "wait_time": "7 weeks", "attributes": attributes,
        "service_at_locations": [{"location_id": "l", "location": location}], "assured_date": "2026-10-01",
        "service_areas": [{"extent": "1000", "extent_type": "text"}],
        "schedules": [{"description": "Mo-Fr 09:00-12:00"}],
    } | fields  # fmt: skip


def write_json(folder: Path, document: object) -> Path:
    path = folder / "hsds.json"
    path.write_text(json.dumps(document, indent=1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "document",
    [
        {"organizations": [{"id": "o", "name": "Vzw", "alternate_name": "Asbl"}], "services": [hsds()]},
        {"services": [hsds(organization={"name": "Vzw", "alternate_name": "Asbl"})]},
        {"contents": [hsds(organization={"name": "Vzw", "alternate_name": "Asbl"})], "total_pages": 1},
        [hsds(organization={"name": "Vzw", "alternate_name": "Asbl"})],
        hsds(organization={"name": "Vzw", "alternate_name": "Asbl"}),
    ],
)
def test_hsds_is_read_in_each_shape(tmp_path: Path, document: object) -> None:
    parsed = read(write_json(tmp_path, document))
    assert parsed.rejected == ()
    (service,) = parsed.services
    assert service.id == "T-1"
    assert (service.organization_nl, service.organization_fr) == ("Vzw", "Asbl")
    assert (service.name_nl, service.name_fr) == ("Dienst", "Service")
    assert (service.description_nl, service.description_fr) == ("In het Nederlands", "En français")
    assert (service.street_nl, service.street_fr, service.house_number) == ("Lange Straat", "Rue Longue", "12 bus 3")
    assert (service.municipality_nl, service.municipality_fr) == ("Brussel", "Bruxelles")
    assert (service.categories, service.waiting_weeks, service.zones) == (("DENTAL",), 7, ())


def test_hsds_location_is_found_by_its_id(tmp_path: Path) -> None:
    location = {"id": "l", "addresses": [{"postal_code": "1050", "city": "Elsene / Ixelles"}]}
    document = {"services": [hsds(service_at_locations=[{"location_id": "l"}])], "locations": [location]}
    assert read(write_json(tmp_path, document)).services[0].postal_code == "1050"


def test_hsds_without_the_profile_takes_the_language_of_its_words(tmp_path: Path) -> None:
    plain = hsds(attributes=[], alternate_name="", description="Un dentiste pour les enfants et les parents")
    (service,) = read(write_json(tmp_path, [plain])).services
    assert (service.id, service.name_fr, service.name_nl) == ("s", "Dienst", "")


@pytest.mark.parametrize(("text", "hours"), [("Mo-Fr 09:00-12:00", "Mo-Fr 09:00-12:00"), ("Weekdays, call first!", "")])
def test_hsds_without_the_profile_takes_hours_only_when_they_are_osm(tmp_path: Path, text: str, hours: str) -> None:
    (service,) = read(write_json(tmp_path, [hsds(attributes=[], schedules=[{"description": text}])])).services
    assert service.opening_hours == hours


def test_hsds_service_without_address_does_not_say_that_it_has_no_postcode(tmp_path: Path) -> None:
    parsed = read(write_json(tmp_path, [hsds(service_at_locations=[])]))
    assert "postal_code" in parsed.unsaid["T-1"]
    assert "email" not in parsed.unsaid["T-1"]


@pytest.mark.parametrize(
    "text", ['{"services": [{"name": "a"]}', '{"services": [{"name": "a"}', '{"services": [{"name": }]}']
)
def test_hsds_that_breaks_off_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "cut.json"
    path.write_text(text)
    with pytest.raises(SourceUnreadable, match="not valid JSON"):
        read(path)


def test_hsds_in_utf16_is_read(tmp_path: Path) -> None:
    path = tmp_path / "wide.json"
    path.write_text(json.dumps([hsds(name="Crèche")], ensure_ascii=False), encoding="utf-16")
    assert read(path).services[0].name_nl == "Crèche"


def test_hsds_over_the_limit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable, match="more than 1 services"):
        read(write_json(tmp_path, [hsds(), hsds()]), limits=Limits(rows=1))


def test_html_in_json_like_braces_inside_text_do_not_confuse_the_reader(tmp_path: Path) -> None:
    document = {"services": [hsds(name='a } ] " \\ { [ b')], "note": "]}{["}
    assert read(write_json(tmp_path, document)).services[0].name_nl == 'a } ] " \\ { [ b'


PACKAGE = {
    "datapackage.json": '{"name": "human_services_data", "resources": []}',
    "services.csv": "id,organization_id,name,alternate_name,status\ns,o,Dienst,Service,active\n",
    "organizations.csv": "id,name,alternate_name\no,Vzw,Asbl\n",
    "phones.csv": "id,service_id,number\np,s,02 555 09 01\n",
    "languages.csv": "id,service_id,code\na,s,nl\nb,s,fr\n",
    "service_at_locations.csv": "id,service_id,location_id\nx,s,l\n",
    "locations.csv": "id,latitude,longitude\nl,50.8434,4.3523\n",
    "addresses.csv": "id,location_id,address_1,postal_code,city\na,l,Straat 1,1050,Elsene / Ixelles\n",
    "attributes.csv": "id,link_id,link_type,value,taxonomy_term_id\n1,s,source_id,T-1,\n2,s,category,,t\n"
    "3,t,pictogram,🦷,\n",
    "taxonomy_terms.csv": "id,code,name,description\nt,DENTAL,Tand,NL: Tand / FR: Dent / EN: Dental\n",
}


@pytest.mark.parametrize("zipped", [False, True])
def test_hsds_data_package_is_joined_into_services(tmp_path: Path, zipped: bool) -> None:
    if zipped:
        path = tmp_path / "package.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for name, text in PACKAGE.items():
                archive.writestr(f"folder/{name}", text)
    else:
        for name, text in PACKAGE.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        path = tmp_path / "datapackage.json"
    parsed = read(path)
    (service,) = parsed.services
    assert (service.id, service.name_nl, service.name_fr) == ("T-1", "Dienst", "Service")
    assert (service.organization_nl, service.organization_fr) == ("Vzw", "Asbl")
    assert (service.categories, service.languages, service.phone) == (("DENTAL",), ("nl", "fr"), "02 555 09 01")
    assert (service.street_nl, service.house_number, service.postal_code) == ("Straat", "1", "1050")
    assert (service.latitude, service.longitude) == (50.8434, 4.3523)
    assert parsed.taxonomy is not None
    assert parsed.taxonomy[0].pictogram == "🦷"


def test_data_package_without_services_is_refused(tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text("{}")
    with pytest.raises(SourceUnreadable, match=r"without a table services\.csv"):
        read(tmp_path / "datapackage.json")
