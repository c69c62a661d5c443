"""The guard's process: verdicts over the wire, files as text, and an end to whatever takes too long."""

from __future__ import annotations

import asyncio
import io
import sys
import zipfile
from collections.abc import AsyncIterator

import docx
import openpyxl
import pytest

from bot.errors import GuardFailed
from bot.guard import Kind, Known, check
from bot.screening.files import text_of
from bot.screening.pieces import verdict_on, verdict_on_file
from bot.screening.process import GuardProcess
from bot.screening.screen import ProcessScreen, Published
from bot.screening.wire import dump, known_from_wire, known_to_wire, load, verdicts_from_wire, verdicts_to_wire
from tests.bot.conftest import service
from tests.matrix.canary_guard import HANGS, RAISES

FAULTY = (sys.executable, "-m", "tests.matrix.canary_guard")
DATA = "Mijn cliënt heeft rijksregisternummer 85.07.30-033.28"


@pytest.fixture
async def screen() -> AsyncIterator[ProcessScreen]:
    screen = ProcessScreen(lambda: Published(1, (service(phone="0470 12 34 56"),)), 1.0, 1.0, FAULTY)
    yield screen
    await screen.stop()


async def test_texts_are_judged_one_by_one_as_by_the_guard_itself(screen: ProcessScreen) -> None:
    screened = await screen.check([DATA, "waar is een huisarts?"])
    assert screened.verdicts == (check(DATA), check("waar is een huisarts?"))
    assert screened.user_data
    assert not screened.uncertain
    assert (await screen.check([])).verdicts == ()


async def test_what_the_repertory_publishes_is_known(screen: ProcessScreen) -> None:
    number = "mijn cliënt belt naar 0470 12 34 56"
    assert check(number).user_data
    assert not (await screen.check([number])).user_data


@pytest.mark.parametrize("word", [RAISES, HANGS])
async def test_a_guard_that_fails_says_so_without_the_text_and_works_again(screen: ProcessScreen, word: str) -> None:
    with pytest.raises(GuardFailed) as raised:
        await screen.check([f"{word} kwikstaart"])
    assert "kwikstaart" not in str(raised.value)
    assert raised.value.__cause__ is None
    assert (await screen.check([DATA])).user_data


async def test_the_loop_goes_on_while_the_guard_hangs(screen: ProcessScreen) -> None:
    checking = asyncio.create_task(screen.check([HANGS]))
    turns = 0
    while not checking.done():
        await asyncio.sleep(0.01)
        turns += 1
    assert isinstance(checking.exception(), GuardFailed)
    assert turns > 10


async def test_a_cancelled_question_leaves_no_answer_for_the_next(screen: ProcessScreen) -> None:
    await screen.start()
    checking = asyncio.create_task(screen.check([HANGS]))
    await asyncio.sleep(0.05)
    checking.cancel()
    await asyncio.gather(checking, return_exceptions=True)
    assert not (await screen.check(["waar is een huisarts?"])).user_data


async def test_files_are_read_and_judged(screen: ProcessScreen) -> None:
    found = await screen.check_file(DATA.encode())
    assert found is not None
    assert found.user_data
    assert await screen.check_file(b"\x00\x01\x02") is None


@pytest.mark.parametrize("place", [0, 4_000, 4_480, 4_990, 5_000, 9_480, 30_000])
def test_a_long_text_is_read_to_its_end(place: int) -> None:
    filler = "gewone woorden over een dienst. " * 1_000
    text = filler[:place] + f" {DATA} " + filler[place:31_000]
    verdict = verdict_on(text, lambda piece, known: check(piece, known=known), Known())
    numbers = {text[found.start : found.end] for found in verdict.findings if found.kind is Kind.NATIONAL_NUMBER}
    assert "85.07.30-033.28" in numbers
    assert not verdict.uncertain
    assert verdict.cleaned == ""
    assert not verdict_on(filler[:31_000], lambda piece, known: check(piece, known=known), Known()).user_data


NAMED = "Mijn cliënt mevrouw Fatima Benali zoekt hulp. "
FILLER = "gewone woorden over een dienst. " * 600


@pytest.mark.parametrize(
    ("text", "user_data", "uncertain"),
    [
        (FILLER, False, False),
        (NAMED, True, False),
        (FILLER + NAMED, True, True),
        (FILLER + NAMED + DATA, True, False),
        (FILLER + NAMED * 40, True, False),
    ],
    ids=["nobody", "short", "one name in a report", "a number in a report", "a list of people"],
)
def test_a_name_in_a_long_report_is_asked_about(text: str, user_data: bool, uncertain: bool) -> None:
    verdict = verdict_on_file(text, lambda piece, known: check(piece, known=known), Known())
    assert (verdict.user_data, verdict.uncertain) == (user_data, uncertain)


async def test_no_guard_is_an_error_and_not_silence() -> None:
    with pytest.raises(GuardFailed):
        await GuardProcess(("/does/not/exist",)).start()
    with pytest.raises(GuardFailed):
        await GuardProcess((sys.executable, "-c", "pass")).start()


def test_the_wire_changes_nothing() -> None:
    verdicts = [check(DATA), check("waar is een huisarts?")]
    assert verdicts_from_wire(load(dump({"v": verdicts_to_wire(verdicts)}))["v"]) == tuple(verdicts)
    known = Known.from_services([service(email="info@opendeur.example")], ["Sofie Peeters"])
    assert known_from_wire(load(dump(known_to_wire(known)))) == known


def _docx() -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph("Verslag van Pee")
    paragraph.add_run("ters").bold = True
    document.add_table(1, 1).cell(0, 0).text = "in een tabel"
    document.sections[0].header.paragraphs[0].text = "bovenaan"
    sink = io.BytesIO()
    document.save(sink)
    return sink.getvalue()


def _xlsx() -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["naam", "Peeters"])
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def _zip(name: str, data: bytes) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return sink.getvalue()


def _pdf() -> bytes:
    """A page with one line of text, by hand."""
    stream = b"BT /F1 12 Tf 10 100 Td (Verslag van Peeters) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length " + str(len(stream)).encode() + b" >> stream\n" + stream + b"\nendstream",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += str(number).encode() + b" 0 obj " + content + b" endobj\n"
    table = b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    start = str(len(out)).encode()
    size = str(len(objects) + 1).encode()
    head = b"xref\n0 " + size + b"\n0000000000 65535 f \n" + table
    return out + head + b"trailer << /Size " + size + b" /Root 1 0 R >>\nstartxref\n" + start + b"\n%%EOF"


@pytest.mark.parametrize(
    ("data", "holds"),
    [
        ("naam;Peeters\nédouard".encode(), "Peeters"),
        ("naam;Peeters é".encode("cp1252"), "Peeters é"),
        ("Peeters".encode("utf-16"), "Peeters"),
        (b"\xef\xbb\xbfPeeters", "Peeters"),
        (_docx(), "Verslag van Peeters"),
        (_docx(), "in een tabel"),
        (_docx(), "bovenaan"),
        (_xlsx(), "naam ; Peeters"),
        (_pdf(), "Verslag van Peeters"),
    ],
    ids=range(9),
)
def test_text_is_found_in_files(data: bytes, holds: str) -> None:
    assert holds in (text_of(data) or "")


@pytest.mark.parametrize(
    "data",
    [b"", b" \n", b"\x89PNG\r\n\x1a\n\x00\x00", b"%PDF-1.4 damaged", b"PK\x03\x04 damaged", _zip("a.txt", b"Peeters"),
     _zip("word/document.xml", b"<a>" * 10), _zip("word/document.xml", b"x" * 100_000_001), b"a" * 2_000_001],
    ids=range(9),
)  # fmt: skip
def test_what_holds_no_readable_text_is_said_to_be_unreadable(data: bytes) -> None:
    assert text_of(data) is None
