"""Whose file is this? The source it is compared with."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from ingest.merging import Incoming
from ingest.repertory import Parsed
from kb.origins import Origin
from kb.settings import KnowledgeSettings


def source_of(said: str, label: str, parsed: Parsed, apart: Collection[str], origins: Collection[Origin] = ()) -> str:
    """The source as said; else that of the file's or pull's name (`label`), else the one that the column `source` says
    in every row, when it is one of those that are kept apart (`apart`) or that spoke before. Else "", the source
    without a name: two files of one source need not be called the same."""
    if said.strip():
        return said.strip()
    known = {*apart, *(held.source for origin in origins for held in origin.held)} - {""}
    stem = label.rpartition(".")[0] or label
    for name in (label, stem):
        if name in known:
            return name
    column = {service.source for service in parsed.services}
    return column.pop() if len(column) == 1 and column <= known else ""


def incoming(
    parsed: Parsed,
    label: str,
    settings: KnowledgeSettings,
    origins: Mapping[str, Origin],
    *,
    base: int,
    day: date,
    said: str = "",
    same: Mapping[str, str] | None = None,
) -> Incoming:
    """Whose file it is, with what the settings say of sources. `base` is the generation it is compared with."""
    source = source_of(said, label, parsed, settings.sources, origins.values())
    return Incoming(source, settings.owns, same or {}, base + 1, day)
