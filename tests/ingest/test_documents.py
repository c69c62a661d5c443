"""Files and folders in, documents with passages out; every unreadable file has its sentence."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from pypdf import PdfWriter

from ingest.documents import Content, read_documents, result_json, to_change
from ingest.errors import NothingToIngest, SourceUnreadable

BODY = "De wijkploeg van de zorgzone komt elke dinsdag samen in het lokaal aan de markt. Iedereen is er welkom."


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def pdf_of(texts: list[str]) -> bytes:
    """A minimal PDF with one line of text per page, written by hand: no PDF writer is among the dependencies."""
    count = len(texts)
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(count))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for i, text in enumerate(texts):
        rows = "".join(f"({row}) Tj 0 -14 Td " for row in text.split("\n"))
        stream = f"BT /F1 11 Tf 40 800 Td {rows}ET".encode("latin-1")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * i} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n".encode() + stream + b"\nendstream")
    out = b"%PDF-1.4\n"
    offsets = []
    for number, data in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + data + b"\nendobj\n"
    start = len(out)
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_text_is_read_in_the_encodings_people_save_it_in(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path, "plan.txt", f"{BODY} Geïntegreerde hulp: één loket, « zorg » op maat.".encode(encoding))
    ((document, passages),) = read_documents([path]).documents
    assert document.name == "plan"
    assert "één loket" in passages[0].text


def test_html_keeps_headings_and_leaves_menus_out(tmp_path: Path) -> None:
    page = (
        "<html><head><title>x</title><script>var a = 1</script></head><body><nav><a>Menu</a></nav><h1>Plan</h1>"
        f"<h2>Loket</h2><p>{BODY}</p><ul><li>gratis</li><li>zonder afspraak</li></ul><h2>Kost</h2><p>Het loket is "
        "gratis voor wie in de zone woont.</p></body></html>"
    )
    ((_, passages),) = read_documents([written(tmp_path, "site.html", page)]).documents
    assert [passage.heading for passage in passages] == [("Plan", "Loket"), ("Plan", "Kost")]
    assert "- zonder afspraak" in passages[0].text
    assert not any("Menu" in passage.text or "var a" in passage.text for passage in passages)


def test_markdown_headings_make_the_path_and_marks_disappear(tmp_path: Path) -> None:
    link = "[de **kaart**](https://example.org/k)"
    text = f"# Plan\n\n## Loket\n\n{BODY} Zie {link}.\n\n- *gratis*\n\nKost\n----\n\nHet kost niets.\n"
    ((_, passages),) = read_documents([written(tmp_path, "plan.md", text)]).documents
    assert [passage.heading for passage in passages] == [("Plan", "Loket"), ("Plan", "Kost")]
    assert passages[0].text.endswith("Zie de kaart.\n- gratis")


def test_docx_heading_styles_make_the_path(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Plan", 1)
    document.add_heading("Loket", 2)
    document.add_paragraph(BODY)
    document.add_paragraph("gratis", style="List Bullet")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Maandag", "9 tot 12 uur"
    document.save(str(tmp_path / "plan.docx"))
    ((_, passages),) = read_documents([tmp_path / "plan.docx"]).documents
    assert passages[0].heading == ("Plan", "Loket")
    assert "- gratis" in passages[0].text
    assert "Maandag · 9 tot 12 uur" in passages[0].text


def test_pdf_passages_know_their_page_and_lose_running_titles(tmp_path: Path) -> None:
    titles = [
        "Het loket van de wijk is open voor alle bewoners.",
        "De ploeg belt terug binnen twee dagen.",
        "De hulp is gratis.",
    ]
    pages = [
        f"Zorgplan Noorderwijk {n}\n1.{n} Deel {word}\n{text}"
        for n, (word, text) in enumerate(zip("ABC", titles, strict=True), 1)
    ]
    path = written(tmp_path, "plan.pdf", pdf_of(pages))
    ((_, passages),) = read_documents([path]).documents
    text = " ".join(passage.text for passage in passages)
    assert "Zorgplan Noorderwijk" not in text
    assert {passage.page for passage in passages} == {1, 2, 3}


def bomb(path: Path) -> bytes:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * 30_000_000)
    return path.read_bytes()


def scan() -> bytes:
    from io import BytesIO

    writer = PdfWriter()
    writer.add_blank_page(width=595, height=842)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("leeg.txt", b"", "is empty"),
        ("wit.txt", b"  \n\n \n", "holds no text"),
        ("beeld.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "is not a text file"),
        ("stuk.pdf", b"%PDF-1.4\nthis is not a pdf at all", "is damaged"),
        ("scan.pdf", scan(), "holds no text, only images"),
        ("stuk.docx", b"PK\x03\x04broken", "is damaged"),
        ("bom.docx", None, "unpacks to"),
        ("leeg.html", b"<html><body></body></html>", "holds no text"),
        ("blad.xlsx", b"PK\x03\x04", "of a kind that Relais does not read"),
    ],
)
def test_an_unreadable_file_gets_a_sentence_and_the_others_go_on(
    tmp_path: Path, name: str, content: bytes | None, reason: str
) -> None:
    bad = written(tmp_path, name, bomb(tmp_path / "made.zip") if content is None else content)
    good = written(tmp_path, "goed.txt", BODY)
    read = read_documents([bad, good])
    assert [document.name for document, _ in read.documents] == ["goed"]
    ((path, said),) = read.failures
    assert path == bad
    assert reason in said
    assert said.startswith(name)


def test_a_missing_path_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable, match=r"weg\.txt does not exist"):
        read_documents([tmp_path / "weg.txt"])


def test_a_folder_without_documents_is_an_error(tmp_path: Path) -> None:
    written(tmp_path, "lijst.csv", "a,b")
    with pytest.raises(NothingToIngest):
        read_documents([tmp_path])


def test_the_second_file_of_one_name_is_refused(tmp_path: Path) -> None:
    written(tmp_path, "plan.md", f"# A\n\n{BODY}")
    written(tmp_path, "plan.txt", BODY)
    read = read_documents([tmp_path])
    assert len(read.documents) == 1
    assert "same name as plan.md" in read.failures[0][1]


def test_progress_counts_files(tmp_path: Path) -> None:
    written(tmp_path, "a.txt", BODY)
    written(tmp_path, "b.txt", BODY)
    seen: list[tuple[int, int, str]] = []
    read_documents([tmp_path], progress=lambda done, total, name: seen.append((done, total, name)))
    assert seen == [(0, 2, "a.txt"), (1, 2, "b.txt"), (2, 2, "")]


def test_reading_the_same_document_again_changes_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, "plan.txt", BODY)
    at = datetime(2026, 11, 22, tzinfo=UTC)
    first = read_documents([path])
    change = to_change(first, "admin", at, "plan.txt", {})
    assert change.counts["added"] == 1
    current: dict[str, Content] = {content[0].name: content for content in change.documents_put}
    assert to_change(read_documents([path]), "admin", at, "plan.txt", current).empty
    written(tmp_path, "plan.txt", BODY + " Het loket verhuist in mei.")
    changed = to_change(read_documents([path]), "admin", at, "plan.txt", current)
    assert (changed.counts["added"], changed.counts["changed"]) == (0, 1)


def test_the_json_names_documents_and_failures(tmp_path: Path) -> None:
    written(tmp_path, "plan.txt", BODY)
    written(tmp_path, "leeg.txt", b"")
    read = read_documents([tmp_path])
    change = to_change(read, "admin", datetime(2026, 11, 22, tzinfo=UTC), "folder", {})
    shown = result_json(read, change, applied=True, generation=3)
    assert shown["added"] == 1
    assert shown["generation"] == 3
    assert shown["failures"] == [{"path": str(tmp_path / "leeg.txt"), "reason": "leeg.txt is empty."}]
