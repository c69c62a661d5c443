"""Files -> documents with clean passages, and the change they make to the knowledge base."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ingest.cleaning.blocks import Placed
from ingest.cleaning.pipeline import clean_blocks, clean_pages
from ingest.errors import NothingToIngest, SourceUnreadable
from ingest.manifest import MANIFEST, Entry, read_manifest
from ingest.passages import passages
from ingest.readers.docx import read_docx
from ingest.readers.html import read_html
from ingest.readers.pdf import read_pdf
from ingest.readers.text import read_markdown, read_text
from ingest.text_language import language_of
from kb.generations import Change
from kb.models import Document, Passage

Content = tuple[Document, tuple[Passage, ...]]
Progress = Callable[[int, int, str], None]
"""Called with (files done, files in all, name of the file that is next or "")."""

ENDINGS = (".txt", ".md", ".html", ".htm", ".pdf", ".docx")
MAX_BYTES = 100_000_000
"""Files above 100 MB are refused: the longest plan of the region has 3 MB as PDF."""

MIN_WORDS = 5
"""A file with fewer words holds nothing to quote."""


@dataclass(frozen=True, slots=True)
class DocumentsRead:
    """What was read, and (path, reason) of every file that could not be; reasons are sentences for a person."""

    documents: tuple[Content, ...]
    failures: tuple[tuple[Path, str], ...] = ()


def read_documents(paths: Iterable[Path], *, progress: Progress | None = None) -> DocumentsRead:
    """Reads files, and the files of folders with what their documents.toml says of them.

    One unreadable file does not stop the others. Raises SourceUnreadable for a path that does not exist or a broken
    documents.toml, NothingToIngest when there is no file of a known kind at all.
    """
    files = _files([Path(path) for path in paths])
    if not files:
        raise NothingToIngest(f"No document was found; Relais reads {', '.join(ENDINGS)}.")
    documents: list[Content] = []
    failures: list[tuple[Path, str]] = []
    seen: dict[str, Path] = {}
    for done, (path, entry) in enumerate(files.items()):
        if progress:
            progress(done, len(files), path.name)
        try:
            if path.stem in seen:
                raise SourceUnreadable(f"{path.name} has the same name as {seen[path.stem].name}; rename one of them.")
            seen[path.stem] = path
            documents.append(read_document(path, entry))
        except SourceUnreadable as error:
            failures.append((path, str(error)))
    if progress:
        progress(len(files), len(files), "")
    return DocumentsRead(tuple(documents), tuple(failures))


def read_document(path: Path, entry: Entry | None = None) -> Content:
    """One file. Raises SourceUnreadable when it cannot be read or holds no text."""
    placed = _placed(path)
    text = " ".join(item.block.text for item in placed)
    if len(text.split()) < MIN_WORDS:
        raise SourceUnreadable(f"{path.name} holds no text; nothing was read from it.")
    entry = entry or Entry()
    lang = entry.language or language_of(text)
    made = passages(path.stem, placed, lang)
    return entry.document(path.stem, _title(path), lang), made


def _placed(path: Path) -> list[Placed]:
    try:
        size = path.stat().st_size
        if size == 0:
            raise SourceUnreadable(f"{path.name} is empty.")
        if size > MAX_BYTES:
            raise SourceUnreadable(
                f"{path.name} has {size // 1_000_000} MB, more than the 100 MB that are read; split it."
            )
        return _cleaned(path)
    except OSError as error:
        raise SourceUnreadable(f"{path.name} cannot be opened: {error.strerror or error}.") from error


def _cleaned(path: Path) -> list[Placed]:
    ending = path.suffix.lower()
    if ending == ".pdf":
        return clean_pages(read_pdf(path))
    if ending == ".docx":
        return clean_blocks(read_docx(path))
    if ending in {".html", ".htm"}:
        return clean_blocks(read_html(path))
    if ending == ".md":
        return clean_blocks(read_markdown(path))
    if ending == ".txt":
        return clean_pages(read_text(path))
    raise SourceUnreadable(f"{path.name} is of a kind that Relais does not read; it reads {', '.join(ENDINGS)}.")


def _files(paths: Iterable[Path]) -> dict[Path, Entry]:
    """Files to read, with their manifest entry; a file that is named itself is read whatever its ending says."""
    manifests: dict[Path, Mapping[str, Entry]] = {}
    files: dict[Path, Entry] = {}
    for path in paths:
        if not path.exists():
            raise SourceUnreadable(f"{path} does not exist.")
        found = (
            sorted(p for p in path.iterdir() if p.is_file() and p.suffix.lower() in ENDINGS)
            if path.is_dir()
            else [path]
        )
        for file in found:
            if file.name == MANIFEST:
                continue
            if file.parent not in manifests:
                manifests[file.parent] = read_manifest(file.parent)
            files.setdefault(file, manifests[file.parent].get(file.name, Entry()))
    return files


def _title(path: Path) -> str:
    """The file name as a title: "plan_2030-nl" -> "plan 2030 nl"."""
    return " ".join(path.stem.replace("_", " ").replace("-", " ").split())


def to_change(read: DocumentsRead, who: str, at: datetime, source: str, current: Mapping[str, Content]) -> Change:
    """What the documents read would change. `current` maps the names of the documents there are to their content;
    a document that is the same in every detail is left out, so that reading it again changes nothing."""
    put = tuple(content for content in read.documents if current.get(content[0].name) != content)
    added = sum(content[0].name not in current for content in put)
    return Change(
        kind="documents",
        source=source,
        who=who,
        at=at,
        documents_put=put,
        counts={
            "added": added,
            "changed": len(put) - added,
            "unchanged": len(read.documents) - len(put),
            "failed": len(read.failures),
            "passages": sum(len(content[1]) for content in put),
        },
    )


def result_json(read: DocumentsRead, change: Change, *, applied: bool, generation: int | None) -> dict[str, object]:
    """What `relais ingest documents --json` prints."""
    put = {document.name for document, _ in change.documents_put}
    return {
        "documents": [
            {
                "name": document.name,
                "title": document.title,
                "lang": document.lang,
                "date": document.date,
                "passages": len(made),
                "changed": document.name in put,
            }
            for document, made in read.documents
        ],
        "failures": [{"path": str(path), "reason": reason} for path, reason in read.failures],
        **{key: change.counts[key] for key in ("added", "changed", "unchanged")},
        "applied": applied,
        "generation": generation,
    }
