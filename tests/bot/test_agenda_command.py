"""`relais agenda` and `relais ingest agenda` as scripts see them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import icalendar
import pytest

from bot.cli import main

CONFIG = """
[zones.noord]
name_nl = "Noord"
name_fr = "Nord"
postcodes = ["1030"]
[zones.zuid]
name_nl = "Zuid"
name_fr = "Sud"
postcodes = ["1060"]
"""
TABLE = """id,title_nl,title_fr,start,end,all_day,zone,postal_code,municipality_nl,audience,cost,status
A-1,Soep,Soupe,2026-12-01T12:00:00+01:00,2026-12-01T13:30:00+01:00,no,noord,1030,Schaarbeek,public,0,scheduled
A-2,Overleg,Concertation,2026-12-02T09:00,,no,zuid,1060,Sint-Gillis,professionals,5.00,full
A-3,Beurs,Salon,2026-12-03,2026-12-05,yes,region,,,professionals;public,,cancelled
A-4,Lezing,Conférence,2026-12-04T09:00,,no,,1060,,public,,postponed
"""


def calendar(*titles: str, rule: str = "") -> bytes:
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{title}@example.org\r\nDTSTART:20261201T083000Z\r\nDTEND:20261201T093000Z\r\n{rule}"
        f"SUMMARY:{title}\r\nLOCATION:1030 Schaarbeek\r\nEND:VEVENT\r\n"
        for title in titles
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n".encode()


class Relais:
    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._monkeypatch, self._capsys = folder, monkeypatch, capsys
        self.out = self.err = ""

    def __call__(self, *arguments: str) -> int:
        given = ["relais", "--config", "zones.toml", "--data", "data", "--now", "2026-11-22T14:00", *arguments]
        self._monkeypatch.setattr(sys, "argv", given)
        self._capsys.readouterr()
        status = 0
        try:
            main()
        except SystemExit as end:
            status = int(end.code or 0)
        self.out, self.err = self._capsys.readouterr()
        assert "Traceback" not in self.err
        return status

    def json(self) -> Any:
        return json.loads(self.out)

    def listed(self, *arguments: str) -> list[str]:
        assert self("agenda", "--json", "--from", "2026-12-01", "--to", "2026-12-31", *arguments) == 0
        return [one["uid"] for one in self.json()]


@pytest.fixture
def relais(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Relais:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "zones.toml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "agenda.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "feed.ics").write_bytes(calendar("Vorming", "Praatgroep"))
    return Relais(tmp_path, monkeypatch, capsys)


def test_the_json_of_a_date_is_the_contract(relais: Relais) -> None:
    assert relais("ingest", "agenda", "feed.ics") == 0
    assert relais.out == "feed.ics: 2 added.\n"
    assert relais("agenda", "--json", "--from", "2026-12-01", "--to", "2026-12-01") == 0
    first = relais.json()[1]
    assert {key: first[key] for key in list(first)[:9]} == {
        "uid": "Vorming@example.org", "title_nl": "Vorming", "title_fr": "", "start": "2026-12-01T09:30:00+01:00",
        "end": "2026-12-01T10:30:00+01:00", "all_day": False, "zone": "noord", "place": "1030 Schaarbeek",
        "status": "CONFIRMED",
    }  # fmt: skip


def test_a_table_says_everything(relais: Relais) -> None:
    assert relais("ingest", "agenda", "agenda.csv") == 0
    assert relais.listed() == ["A-1", "A-2", "A-3", "A-4"]
    soup, meeting, fair, talk = relais.json()
    assert (soup["zone"], soup["price"], soup["audience"], soup["place"]) == ("noord", "0", ["public"], "1030")
    assert (meeting["full"], meeting["price"], meeting["start"]) == (True, "5.00", "2026-12-02T09:00:00+01:00")
    assert (fair["start"], fair["end"], fair["all_day"], fair["status"], fair["zone"]) == (
        "2026-12-03", "2026-12-05", True, "CANCELLED", "region",
    )  # fmt: skip
    assert (talk["zone"], talk["status"], talk["postponed"]) == ("zuid", "TENTATIVE", True)


def test_rows_that_cannot_be_read_are_said_and_the_others_kept(relais: Relais) -> None:
    bad = "A-5,Soep,,gisteren,,,,,,,,\nA-1,Dubbel,,2026-12-09,,,,,,,,\n,Zonder,,2026-12-09,,,,,,,,\n"
    bad += "A-6,,,2026-12-09,,,,,,,,\n"
    bad += "A-7,Om,,2026-12-09T10:00,2026-12-09T09:00,,,,,,,\nA-8,Dag,,09/12/2026 14:00,,,,,,,,\n"
    (relais.folder / "agenda.csv").write_text(TABLE + bad, encoding="utf-8")
    assert relais("ingest", "agenda", "agenda.csv", "--json") == 0
    (source,) = relais.json()["sources"]
    assert source["added"] == 5
    assert [rejected["reason"].split(": ")[1] for rejected in source["rejected"]] == [
        "'gisteren' is not a date.", "another row has the same id.", "it has no id.", "it has no title.",
        "it ends before it begins.",
    ]  # fmt: skip


def test_tables_have_headings_as_people_write_them(relais: Relais) -> None:
    table = "ID;Titel;Titre;Datum;Einde;Zone;Plaats;Prijs;Doelgroep\n"
    table += "1;Soep;Soupe;01/12/2026 12u30;01/12/2026 14:00;Noord;Buurthuis;gratis;hulpverleners\n"
    table += "2;Beurs;Salon;2026-12-02;;Gewest;;;\n3;Lezing;Conférence;2026-12-03;;Atlantis;;;\n"
    table += "4;Te veel;;2026-12-04;;;;;;nog;een\n"
    (relais.folder / "t.csv").write_text(table, encoding="utf-8")
    assert relais("ingest", "agenda", "t.csv", "--json") == 0
    (source,) = relais.json()["sources"]
    assert source["remarks"] == ["Atlantis is no zone here; events that name it were placed by their postcode."]
    assert [one["reason"] for one in source["rejected"]] == [
        "Row 4 (4) was left out: it has 11 cells, more than the 9 of the header."
    ]
    assert relais.listed() == ["1", "2", "3"]
    soup, fair, talk = relais.json()
    assert (soup["start"], soup["zone"], soup["place"], soup["price"], soup["audience"]) == (
        "2026-12-01T12:30:00+01:00", "noord", "Buurthuis", "0", ["professionals"],
    )  # fmt: skip
    assert (fair["zone"], fair["all_day"], fair["title_fr"], talk["zone"]) == ("region", True, "Salon", "region")


@pytest.mark.parametrize(
    ("delimiter", "codec"), [(";", "utf-8"), ("\t", "cp1252"), (",", "utf-16"), ("|", "utf-8-sig")]
)
def test_tables_come_in_many_encodings(relais: Relais, delimiter: str, codec: str) -> None:
    table = "id,title_fr,start\nA-1,Journée d'été à Évere,2026-12-01\n".replace(",", delimiter)
    (relais.folder / "t.csv").write_bytes(table.encode(codec))
    assert relais("ingest", "agenda", "t.csv") == 0
    assert relais.listed() == ["A-1"]
    assert relais.json()[0]["title_fr"] == "Journée d'été à Évere"


def test_the_json_of_an_ingest(relais: Relais) -> None:
    assert relais("ingest", "agenda", "feed.ics", "--json") == 0
    result = relais.json()
    assert (result["applied"], result["version"], result["failures"]) == (True, 1, [])
    assert result["sources"][0]["added"] == 2
    assert relais("ingest", "agenda", "feed.ics", "--json") == 0
    assert (relais.json()["version"], relais.json()["sources"][0]["unchanged"]) == (1, 2)


def test_what_a_calendar_announces_no_more_is_gone(relais: Relais) -> None:
    relais("ingest", "agenda", "feed.ics", "agenda.csv")
    (relais.folder / "feed.ics").write_bytes(calendar("Vorming"))
    assert relais("ingest", "agenda", "feed.ics") == 0
    assert relais.out == "feed.ics: 1 removed, 1 unchanged.\n"
    assert relais.listed() == ["Vorming@example.org", "A-1", "A-2", "A-3", "A-4"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (calendar("Vorming")[:-10], "breaks off"),
        (b"<html>", "web page"),
        (calendar(), "holds no events"),
    ],
)
def test_a_broken_calendar_leaves_everything_as_it_was(relais: Relais, data: bytes, says: str) -> None:
    relais("ingest", "agenda", "feed.ics")
    (relais.folder / "feed.ics").write_bytes(data)
    assert relais("ingest", "agenda", "feed.ics") == 1
    assert says in relais.err
    assert relais.err.count("\n") == 1
    assert len(relais.listed()) == 2


def test_one_broken_calendar_does_not_stop_the_others(relais: Relais) -> None:
    (relais.folder / "broken.ics").write_bytes(b"BEGIN:VCALENDAR")
    assert relais("ingest", "agenda", "broken.ics", "feed.ics", "nowhere.ics", "--json") == 1
    assert [failure["source"] for failure in relais.json()["failures"]] == ["broken.ics", "nowhere.ics"]
    assert len(relais.listed()) == 2


def test_files_of_another_kind_are_passed_over(relais: Relais) -> None:
    (relais.folder / "README.md").write_text("hallo", encoding="utf-8")
    assert relais("ingest", "agenda", "README.md", "feed.ics") == 0
    assert "README.md is neither a calendar" in relais.err
    assert relais("ingest", "agenda", "README.md") == 1


def test_a_folder_stands_for_the_calendars_in_it(relais: Relais) -> None:
    assert relais("ingest", "agenda", ".") == 0
    assert len(relais.listed()) == 6


def test_the_zone_of_an_ingest_is_for_events_that_say_none(relais: Relais) -> None:
    relais("ingest", "agenda", "feed.ics", "agenda.csv", "--zone", "zuid")
    assert relais.listed("--zone", "noord") == ["A-1", "A-3"]
    assert relais("ingest", "agenda", "feed.ics", "--zone", "oost") == 2
    assert relais("agenda", "--zone", "oost") == 2


def test_an_address_that_does_not_answer_is_one_sentence(relais: Relais) -> None:
    assert relais("ingest", "agenda", "http://127.0.0.1:1/feed.ics") == 1
    assert relais.err == "relais: 127.0.0.1 cannot be reached; its events stay as they were.\n"


def test_people_read_one_line_per_date(relais: Relais) -> None:
    relais("ingest", "agenda", "agenda.csv")
    assert relais("agenda", "--from", "2026-12-01") == 0
    assert relais.out.splitlines() == [
        "2026-12-01 12:00-13:30  Soep / Soupe  Schaarbeek  noord",
        "2026-12-02 09:00-09:00  Overleg / Concertation  Sint-Gillis  zuid  full",
        "2026-12-03 - 2026-12-04  Beurs / Salon  region  cancelled",
        "2026-12-04 09:00-09:00  Lezing / Conférence  zuid",
    ]
    assert relais("agenda", "--from", "2025-01-01", "--to", "2025-01-31") == 0
    assert relais.out == "Nothing is announced in this time.\n"


@pytest.mark.parametrize(
    "wrong",
    [
        ("--from", "gisteren"),
        ("--to", "2026-13-01"),
        ("--from", "0001-01-01"),
        ("--to", "9999-12-31"),
        ("--from", "2027-01-01", "--to", "2026-01-01"),
        ("--json", "--ics"),
    ],
)
def test_wrong_options_are_a_matter_of_usage(relais: Relais, wrong: tuple[str, ...]) -> None:
    assert relais("agenda", *wrong) == 2


def test_more_dates_than_anybody_reads_are_refused(relais: Relais, monkeypatch: pytest.MonkeyPatch) -> None:
    (relais.folder / "feed.ics").write_bytes(calendar("Vorming", rule="RRULE:FREQ=DAILY\r\n"))
    relais("ingest", "agenda", "feed.ics")
    monkeypatch.setattr("kb.agenda.MOST", 100)
    assert relais("agenda", "--json", "--from", "2026-01-01", "--to", "2099-01-01") == 1
    assert "choose a shorter one" in relais.err


def test_the_calendar_on_standard_output_is_public(relais: Relais) -> None:
    relais("ingest", "agenda", "feed.ics", "agenda.csv")
    assert relais("agenda", "--ics") == 0
    found = icalendar.Calendar.from_ical(relais.out)
    assert {str(e["UID"]) for e in found.walk("VEVENT")} == {
        "Vorming@example.org", "Praatgroep@example.org", "A-1", "A-3", "A-4",
    }  # fmt: skip


def test_one_public_file_per_zone_is_written_at_once_and_only_when_it_changed(relais: Relais) -> None:
    relais("ingest", "agenda", "feed.ics", "agenda.csv")
    assert relais("agenda", "--write", "public") == 0
    folder = relais.folder / "public"
    assert sorted(path.name for path in folder.iterdir()) == ["noord.ics", "zuid.ics"]
    assert oct((folder / "noord.ics").stat().st_mode)[-3:] == "644"
    found = icalendar.Calendar.from_ical((folder / "zuid.ics").read_bytes())
    assert [str(e["UID"]) for e in found.walk("VEVENT")] == ["A-3", "A-4"]
    assert str(found["X-WR-CALNAME"]) == "Agenda Zuid / Sud"
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert relais("agenda", "--write", "public") == 0
    assert (relais.out, {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}) == ("", before)
    (relais.folder / "feed.ics").write_bytes(calendar("Vorming"))
    relais("ingest", "agenda", "feed.ics")
    assert relais("agenda", "--write", "public") == 0
    assert relais.out == "public/noord.ics\n"


def test_a_folder_that_cannot_be_written_is_one_sentence(relais: Relais) -> None:
    (relais.folder / "file").write_text("", encoding="utf-8")
    assert relais("agenda", "--write", "file/sub") == 1
    assert "cannot be written" in relais.err
