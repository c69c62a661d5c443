"""documents.toml: what the files beside it are, for citations.

    ["plan-2030.pdf"]
    title = "Plan 2030"
    date = "2024-10"
    language = "nl"
    publisher = "..."
    caveat_nl = "Voorstellen van deelnemers, geen beleid."
    caveat_fr = "..."

`caveat` is for both languages. TOML's own dates are welcome too.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError

from ingest.errors import SourceUnreadable
from kb.models import Document, Lang

MANIFEST = "documents.toml"


def _iso(value: object) -> object:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, int) else value


def _checked_date(value: object) -> object:
    value = _iso(value)
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", value):
        raise ValueError("expected a year, month or day such as 2024, 2024-10 or 2024-10-14")
    date.fromisoformat(f"{value}-01-01"[:10])
    return value


Text = Annotated[str, StringConstraints(strip_whitespace=True)]


class Entry(BaseModel):
    """What a manifest says of one file; everything is optional."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Text = ""
    date: Annotated[Text, BeforeValidator(_checked_date)] = ""
    language: Lang | None = None
    publisher: Text = ""
    zone: Text = ""
    caveat: Text = ""
    caveat_nl: Text = ""
    caveat_fr: Text = ""

    def document(self, name: str, title: str, lang: Lang) -> Document:
        """The citation of a file; `title` and `lang` are used where the manifest says nothing."""
        return Document(
            name=name,
            title=self.title or title,
            lang=self.language or lang,
            publisher=self.publisher,
            date=self.date,
            caveat_nl=self.caveat_nl or self.caveat,
            caveat_fr=self.caveat_fr or self.caveat,
            zone=self.zone,
        )


def read_manifest(folder: Path) -> Mapping[str, Entry]:
    """Entries per file name of the folder's documents.toml; empty when there is none.

    Raises SourceUnreadable when it is no TOML, has an unknown key, or names a file that is not there.
    """
    path = folder / MANIFEST
    if not path.is_file():
        return {}
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceUnreadable(f"{path} is not valid TOML: {error}.") from error
    return {name: _entry(path, name, value) for name, value in data.items()}


def _entry(path: Path, name: str, value: object) -> Entry:
    if not isinstance(value, dict):
        raise SourceUnreadable(f'{path}: "{name}" must be a table; write ["file name"] above its keys.')
    if not (path.parent / name).is_file():
        raise SourceUnreadable(f'{path} describes "{name}", which is not in the folder; correct the name or remove it.')
    try:
        return Entry.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        reason = "is not a known key" if first["type"] == "extra_forbidden" else first["msg"]
        raise SourceUnreadable(f'{path}: "{name}", key "{key}": {reason}.') from error
