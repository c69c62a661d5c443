"""Hostile and damaged files through the chat: a clear sentence, nothing lost, and the next file is read as ever."""

from __future__ import annotations

import io
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.admin_room import ROOM, AdminRoom, some, table
from tests.ingest.repertory_rows import csv_text, row


def zipped(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return stream.getvalue()


BOMB = zipped(xl__workbook_xml=b"<x/>", xl__worksheets__sheet1_xml=b" " * 50_000_000)
GOOD = csv_text(some(3))


@pytest.fixture
async def admin(tmp_path: Path) -> AsyncIterator[AdminRoom]:
    room = AdminRoom(tmp_path)
    await room.post("eerste.csv", table(*some(3)))
    await room.click(room.waiting())
    yield room
    await room.stop()


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("leeg.csv", b"", "het bestand is leeg"),
        ("spaties.csv", b" \n \n", "het bestand is leeg"),
        ("kop.csv", b"id;naam\n", "geen enkele dienst"),
        ("verkeerd.csv", b"a;b\n1;2\n", "vind deze kolom niet: id, name_nl / name_fr. Wel gezien: a;b"),
        ("bom.xlsx", BOMB, "uitgepakt zou dit 47 MB zijn"),
        ("stuk.xlsx", zipped(xl__workbook_xml=b"<x")[:-30], "beschadigd"),
        ("half.xlsx", zipped(xl__workbook_xml=b"<x"), "beschadigd"),
        ("los.zip", zipped(a=b"x"), "geen Excel-bestand"),
        ("oud.xlsx", b"\xd0\xcf\x11\xe0" + b"x" * 600, "oude Excel-formaat"),
        ("doc.csv", b"%PDF-1.7 x", "dit is een pdf"),
        ("ruis.csv", bytes(range(256)) * 8, "geen tekst of tabel"),
        ("kapot.json", b'{"services": [', "geen geldige JSON"),
        ("ander.json", b'{"naam": "x"}', "geen diensten in zoals HSDS"),
        ("diep.json", b"[" * 100_000, "JSON"),
        ("groot.csv", b"x" * 70, "te groot; ik lees er tot 1 MB"),
    ],
)
async def test_file_that_cannot_be_read_is_refused_in_a_sentence_and_changes_nothing(
    admin: AdminRoom, name: str, data: bytes, expected: str
) -> None:
    if name == "groot.csv":
        data = b"x" * 1_200_000
        admin = await small(admin)
    await admin.post(name, data)
    told = admin.messenger.last(ROOM)
    assert expected in told.text
    assert told.text.startswith(f"{name}: ")
    assert told.choices == ()
    assert len(admin.services()) == 3
    await admin.post("goed.csv", table(*some(4)))
    assert "1 nieuw" in admin.waiting().text


async def small(admin: AdminRoom) -> AdminRoom:
    """The same room with a limit of one megabyte."""
    await admin.stop()
    ingest = admin.config.ingest.model_copy(update={"file_megabytes": 1})
    admin.config = admin.config.model_copy(update={"ingest": ingest})
    admin.start()
    return admin


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("utf16.csv", GOOD.encode("utf-16")),
        ("mark.csv", GOOD.encode("utf-8-sig")),
        ("cr.csv", GOOD.replace("\n", "\r").encode()),
        ("tab.tsv", csv_text(some(3), "\t").encode()),
        ("punt.csv", csv_text(some(3), ";", "\r\n").encode("cp1252")),
        ("csv.xlsx", GOOD.encode()),
    ],
)
async def test_file_as_found_is_read_as_the_same_services(admin: AdminRoom, name: str, data: bytes) -> None:
    await admin.post(name, data)
    assert "er verandert niets (3 onveranderd" in admin.messenger.last(ROOM).text


async def test_what_would_do_something_in_a_room_or_a_spreadsheet_does_nothing(admin: AdminRoom) -> None:
    evil = row(
        id="=cmd()",
        categories="",
        name_nl='<img src="x" onerror="alert(1)"> @room [klik](https://evil.example) https://matrix.to/#/@an:x',
        name_fr="\u202egnp.exe",
        phone="+32 2 555 09 02",
        website="javascript:alert(1)",
        opening_hours="=1+1",
    )
    await admin.post("=1+1.csv", table(*some(3), evil, row(id="T-9", categories="", name_nl="@SUM(A1)")))
    shown = admin.waiting()
    for written in (shown.text, shown.html):
        assert "@room" not in written
        assert "matrix.to/" not in written
        assert "\u202e" not in written
    assert "<img" not in shown.html
    assert "<a" not in shown.html
    cells = [cell for text in admin.files().values() for line in text.splitlines() for cell in line.split(";")]
    assert "'=cmd()" in cells
    assert "'@SUM(A1)" in cells
    assert not [cell for cell in cells if cell.strip('"')[:1] in tuple("=@\t")]


async def test_ragged_rows_and_nul_bytes_are_reported_and_the_others_read(admin: AdminRoom) -> None:
    lines = GOOD.splitlines()
    text = "\n".join([*lines[:2], lines[2] + ",x,y", "T-7,a,b", lines[3].replace("Dienst", "Di\x00enst")])
    await admin.post("stuk.csv", text.encode())
    told = admin.messenger.last(ROOM).text
    assert "er verandert niets (2 onveranderd, 2 geweigerd)" in told
    assert "lijn 3 / ligne 3 · T-2: deze rij heeft 36 cellen in plaats van 34" in told
    assert "stuurtekens zijn verwijderd" in told
    assert len(admin.services()) == 3


async def test_thousands_of_bad_rows_are_counted_and_not_listed_in_the_room(admin: AdminRoom) -> None:
    bad = [row(id=f"X-{number}", postal_code="10OO") for number in range(3000)]
    await admin.post("slecht.csv", table(*some(3), *bad))
    told = admin.messenger.last(ROOM).text
    assert "3.000 geweigerd" in told
    assert len(told) < 4000
    assert admin.files()["geweigerd.csv"].count("\n") == 3001
