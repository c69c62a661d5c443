"""Which rows become services, what is said about the others, and what is left out of a service that is kept."""

from __future__ import annotations

import contextlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.errors import IngestError, NothingToIngest, SourceUnreadable
from ingest.export import to_csv, to_xlsx
from ingest.export_hsds import to_hsds
from ingest.readers.tables import Limits
from ingest.repertory import Parsed, read_repertory
from kb.models import Accessible, Capacity, Service, Status, Term
from tests.ingest.repertory_rows import ROW, TAXONOMY, TODAY, ZONES, row, write_csv

_SERVICES = (Service("T-1", name_nl="Dienst", languages=("nl",)), Service("T-2", name_fr="Crèche", postal_code="1000"))
DAMAGED = (to_csv(_SERVICES), to_csv(_SERVICES).decode().encode("utf-16"), to_hsds(_SERVICES), to_xlsx(_SERVICES), b"")


def read(path: Path, **options: object) -> Parsed:
    return read_repertory(path, today=TODAY, zones=ZONES, **options)  # type: ignore[arg-type]


def test_every_column_is_read(tmp_path: Path) -> None:
    (service,) = read(write_csv(tmp_path, row(zones="hill;region"))).services
    assert service.id == "T-1"
    assert service.name_fr == "Point dentaire L'Essai"
    assert service.categories == ("DENTAL", "CARE")
    assert service.languages == ("nl", "fr", "rif")
    assert (service.latitude, service.longitude) == (50.8434, 4.3523)
    assert service.zones == ("hill", "region")
    assert service.capacity is Capacity.WAITING_LIST
    assert service.capacity_date == date(2026, 10, 1)
    assert service.waiting_weeks == 6
    assert service.wheelchair is Accessible.LIMITED
    assert service.low_threshold is True
    assert service.status is Status.ACTIVE


def test_zones_stay_empty_when_they_follow_from_the_postcode(tmp_path: Path) -> None:
    assert read(write_csv(tmp_path, row())).services[0].zones == ()


REJECTED = [
    ("id", "", "missing_id"),
    ("postal_code", "10OO", "bad_postal_code"),
    ("postal_code", "0999", "bad_postal_code"),
    ("opening_hours", "Ma tot Vr van 9u tot 17u", "bad_opening_hours"),
    ("capacity", "vol", "bad_capacity"),
    ("languages", "nl;klingons", "unknown_language"),
    ("zones", "lake;moon", "unknown_zone"),
    ("waiting_weeks", "lang", "bad_waiting_weeks"),
    ("waiting_weeks", "-3", "bad_waiting_weeks"),
    ("wheelchair", "misschien", "bad_wheelchair"),
    ("low_threshold", "soms", "bad_low_threshold"),
    ("status", "weg", "bad_status"),
    ("last_verified", "31/02/2026", "bad_date"),
    ("last_verified", "2026-13-45", "bad_date"),
    ("last_verified", "00/00/0000", "bad_date"),
    ("last_verified", "01/02/2026", "ambiguous_date"),
    ("last_verified", "01/02/03", "bad_date"),
    ("last_verified", "2099-01-01", "future_date"),
    ("capacity_date", "gisteren", "bad_date"),
    ("description_nl", "x" * 10_001, "too_long"),
]


@pytest.mark.parametrize(("column", "value", "code"), REJECTED)
def test_bad_row_is_named_with_column_and_reason_and_the_others_go_on(
    tmp_path: Path, column: str, value: str, code: str
) -> None:
    parsed = read(write_csv(tmp_path, row(), row(id="T-2") | {column: value}, row(id="T-3")))
    assert [service.id for service in parsed.services] == ["T-1", "T-3"]
    (rejection,) = parsed.rejected
    assert (rejection.row, rejection.line, rejection.field, rejection.code) == (2, 3, column, code)
    assert rejection.value == value[:200]
    assert rejection.reason.endswith(".")


def test_row_without_any_name_is_rejected(tmp_path: Path) -> None:
    parsed = read(write_csv(tmp_path, row(), row(id="T-2", name_nl="", name_fr="")))
    assert [(r.id, r.code) for r in parsed.rejected] == [("T-2", "missing_name")]


def test_row_with_two_mistakes_is_rejected_once_and_names_both_columns(tmp_path: Path) -> None:
    (rejection,) = read(write_csv(tmp_path, row(capacity="vol", last_verified="gisteren"))).rejected
    assert rejection.field == "capacity"
    assert "last_verified" in rejection.reason


def test_of_two_rows_with_one_id_the_first_stays(tmp_path: Path) -> None:
    parsed = read(write_csv(tmp_path, row(name_nl="Eerste"), row(name_nl="Tweede")))
    assert [service.name_nl for service in parsed.services] == ["Eerste"]
    assert [(r.row, r.id, r.field, r.code) for r in parsed.rejected] == [(2, "T-1", "id", "duplicate_id")]


def test_a_second_row_does_not_take_the_place_of_a_first_that_is_wrong(tmp_path: Path) -> None:
    parsed = read(write_csv(tmp_path, row(capacity="vol"), row()))
    assert parsed.services == ()
    assert [r.code for r in parsed.rejected] == ["bad_capacity", "duplicate_id"]


def test_unknown_category_is_rejected_with_the_nearest_known_ones(tmp_path: Path) -> None:
    (tmp_path / "taxonomy.csv").write_text(TAXONOMY, encoding="utf-8")
    parsed = read(write_csv(tmp_path, row(), row(id="T-2", categories="DENTAL;NIGTH")))
    assert parsed.taxonomy is not None
    assert [term.code for term in parsed.taxonomy] == ["CARE", "DENTAL", "NIGHT"]
    (rejection,) = parsed.rejected
    assert (rejection.field, rejection.value, rejection.code) == ("categories", "DENTAL;NIGTH", "unknown_category")
    assert "nearest: NIGHT" in rejection.reason


def test_categories_are_checked_against_known_codes_when_no_taxonomy_comes_along(tmp_path: Path) -> None:
    parsed = read(write_csv(tmp_path, row()), known_codes={"DENTAL"})
    assert [r.code for r in parsed.rejected] == ["unknown_category"]
    assert parsed.taxonomy is None


def test_nearest_categories_are_found_by_label_too(tmp_path: Path) -> None:
    known = {
        "D1": Term("D1", "", "Tandarts", "Dentiste", "Dentist", "🦷"),
        "X9": Term("X9", "", "Bad", "Bain", "Bath", ""),
    }
    (rejection,) = read(write_csv(tmp_path, row(categories="tandartsen")), known_codes=known).rejected
    assert "nearest: D1" in rejection.reason


@pytest.mark.parametrize(
    ("cells", "point", "code"),
    [
        ({"latitude": "999", "longitude": "-999"}, None, "point_outside"),
        ({"latitude": "4.3523", "longitude": "50.8434"}, (50.8434, 4.3523), "point_swapped"),
        ({"latitude": "50,8434", "longitude": "4,3523"}, (50.8434, 4.3523), None),
        ({"latitude": "NaN", "longitude": "inf"}, None, "bad_point"),
        ({"latitude": "0", "longitude": "0"}, None, "point_outside"),
        ({"latitude": "onbekend", "longitude": ""}, None, "bad_point"),
        ({"latitude": "", "longitude": ""}, None, None),
    ],
)
def test_service_is_kept_without_a_point_that_cannot_be(
    tmp_path: Path, cells: dict[str, str], point: tuple[float, float] | None, code: str | None
) -> None:
    parsed = read(write_csv(tmp_path, row(**cells)))
    (service,) = parsed.services
    assert (service.latitude, service.longitude) == (point or (None, None))
    assert [warning.code for warning in parsed.warnings] == ([code] if code else [])


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("website", "javascript:alert(1)", "bad_website"),
        ("website", '"><svg/onload=alert(1)>', "bad_website"),
        ("email", "geen", "bad_email"),
        ("phone", "zie website", "bad_phone"),
    ],
)
def test_a_way_to_reach_that_is_none_is_left_out_and_said(tmp_path: Path, column: str, value: str, code: str) -> None:
    parsed = read(write_csv(tmp_path, row(**{column: value})))
    assert getattr(parsed.services[0], column) == ""
    assert [(w.row, w.field, w.code) for w in parsed.warnings] == [(1, column, code)]


@pytest.mark.parametrize(
    "website", ["www.proef.example", "http://proef.example/pad?x=1", "https://proef.example:8080/"]
)
def test_web_address_stays_as_written(tmp_path: Path, website: str) -> None:
    parsed = read(write_csv(tmp_path, row(website=website)))
    assert parsed.services[0].website == website
    assert parsed.warnings == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [("45987", date(2025, 11, 26)), ("22/11/2025", date(2025, 11, 22)), ("05-05-2026", date(2026, 5, 5))],
)
def test_date_that_can_only_be_one_day_is_converted_and_said(tmp_path: Path, text: str, expected: date) -> None:
    parsed = read(write_csv(tmp_path, row(last_verified=text)))
    assert parsed.services[0].last_verified == expected
    assert [w.code for w in parsed.warnings] == ["date_converted"]
    assert expected.isoformat() in parsed.warnings[0].message


def test_bidi_and_control_characters_are_removed_and_arabic_is_not(tmp_path: Path) -> None:
    name = "Zorgpunt \u202etxt.exe\u202c \x07مركز الصحة"
    parsed = read(write_csv(tmp_path, row(id="T\u20661", name_nl=name)))
    (service,) = parsed.services
    assert service.id == "T1"
    assert service.name_nl == "Zorgpunt txt.exe مركز الصحة"
    assert [w.code for w in parsed.warnings] == ["bidi_removed", "bidi_removed", "control_removed"]


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "**vet** [hier](https://x.example)", "x'); DROP TABLE services;--", "=1+1"]
)
def test_text_stays_literally_as_it_is(tmp_path: Path, text: str) -> None:
    (service,) = read(write_csv(tmp_path, row(id=text, name_nl=text))).services
    assert (service.id, service.name_nl) == (text, text)


def test_unknown_column_is_a_warning(tmp_path: Path) -> None:
    parsed = read(write_csv(tmp_path, row() | {"weer": "zonnig"}))
    assert len(parsed.services) == 1
    assert [w.code for w in parsed.warnings] == ["unknown_column"]


def test_file_with_very_many_columns_is_read_and_only_the_first_are_named(tmp_path: Path) -> None:
    parsed = read(write_csv(tmp_path, row() | {f"x{n}": "x" for n in range(2000)}))
    assert len(parsed.services) == 1
    assert len(parsed.warnings) == 21


def test_columns_that_the_file_lacks_are_unsaid(tmp_path: Path) -> None:
    parsed = read(write_csv(tmp_path, {"id": "T-1", "name_nl": "Naam", "phone": "112"}))
    assert "email" in parsed.unsaid["T-1"]
    assert "phone" not in parsed.unsaid["T-1"]


@pytest.mark.parametrize(("lacking", "named"), [({"id"}, "id"), ({"name_nl", "name_fr"}, "name_nl or name_fr")])
def test_file_without_a_required_column_is_refused_by_name(tmp_path: Path, lacking: set[str], named: str) -> None:
    cells = {column: value for column, value in ROW.items() if column not in lacking}
    with pytest.raises(SourceUnreadable, match=named):
        read(write_csv(tmp_path, cells))


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "is empty"), (b" \n\n", "is empty"), (bytes(range(256)) * 40, "not a text"), (b"%PDF-1.7", "is a PDF"),
     (b"PK\x03\x04 broken", "damaged"), (b"\xd0\xcf\x11\xe0" + b"x" * 99, "old Excel"), (b'{"a": [', "not valid JSON"),
     (b'{"a": 1}', "no HSDS services"), (b"just a sentence", "lacks the column")],
)  # fmt: skip
def test_file_that_is_no_repertory_is_refused_in_one_sentence(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    with pytest.raises(SourceUnreadable, match=message):
        read(path)


def test_missing_file_and_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable, match="does not exist"):
        read(tmp_path / "none.csv")
    with pytest.raises(SourceUnreadable, match="is a folder"):
        read(tmp_path)


def test_header_without_rows_is_nothing_to_ingest(tmp_path: Path) -> None:
    path = write_csv(tmp_path, row())
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0], encoding="utf-8")
    with pytest.raises(NothingToIngest):
        read(path)


def test_file_over_a_limit_is_refused_with_the_limit(tmp_path: Path) -> None:
    path = write_csv(tmp_path, *(row(id=f"T-{n}") for n in range(4)))
    assert len(read(path, limits=Limits(rows=4)).services) == 4
    with pytest.raises(SourceUnreadable, match="more than 3 services"):
        read(path, limits=Limits(rows=3))
    with pytest.raises(SourceUnreadable, match="at most 0 MB"):
        read(path, limits=Limits(file_bytes=100))


def test_many_warnings_are_counted_not_kept(tmp_path: Path) -> None:
    parsed = read(write_csv(tmp_path, *(row(id=f"T-{n}", phone="geen") for n in range(1005))))
    assert len(parsed.warnings) == 1001
    assert "5 more" in parsed.warnings[-1].message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("code,parent\nA,\n", "must have the columns"),
        (TAXONOMY + "DENTAL,CARE,x,x,x,x\n", "DENTAL twice"),
        (TAXONOMY + "LOST,NOWHERE,x,x,x,x\n", "under NOWHERE"),
    ],
)
def test_taxonomy_that_is_half_right_is_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "taxonomy.csv").write_text(text, encoding="utf-8")
    with pytest.raises(SourceUnreadable, match=message):
        read(write_csv(tmp_path, row()))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused_but_never_crashes(tmp_path: Path, data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(DAMAGED))
    at = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(at, min(len(whole), at + 50)))
    path = tmp_path / "damaged"
    path.write_bytes(whole[:at] + data.draw(st.binary(max_size=20)) + whole[end:])
    with contextlib.suppress(IngestError):
        parsed = read(path)
        assert len(parsed.services) + len(parsed.rejected) > 0
