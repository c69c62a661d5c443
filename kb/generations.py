"""One change of the knowledge base = one generation: complete or not there at all.

A writer computes the embeddings of texts never seen before, writes the FAISS files of the new generation beside
kb.sqlite, and then commits rows and generation number in one transaction. A reader sees the old generation until
that commit and the new one after it; a kill at any moment leaves one complete generation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from kb.models import Document, Passage, Service, Term

Kind = Literal["repertory", "documents", "agenda", "rollback"]


@dataclass(frozen=True, slots=True)
class Change:
    """What one ingest does to the knowledge base. `None` for `taxonomy` leaves it as it is."""

    kind: Kind
    source: str
    who: str
    at: datetime
    services_put: tuple[Service, ...] = ()
    services_removed: tuple[str, ...] = ()
    taxonomy: tuple[Term, ...] | None = None
    documents_put: tuple[tuple[Document, tuple[Passage, ...]], ...] = ()
    documents_removed: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        return not (self.services_put or self.services_removed or self.documents_put or self.documents_removed) and (
            self.taxonomy is None
        )


@dataclass(frozen=True, slots=True)
class Generation:
    """One row of the history."""

    number: int
    kind: Kind
    source: str
    who: str
    at: datetime
    counts: Mapping[str, int]
