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
from kb.origins import Origin
from kb.settings import ModelSettings

Kind = Literal["repertory", "documents", "agenda", "rollback", "index"]
"""`index`: the same knowledge, indexed anew by another model or language analyser."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one ingest does to the knowledge base. `None` for `taxonomy` leaves it as it is. `base` is the number of
    the generation it was compared with: when knowledge of its kind changed after that, it is refused."""

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
    base: int | None = None
    origins_put: tuple[Origin, ...] = ()
    """Where services come from, changed with them; the origins of services that go, go too."""

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


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything known in one generation. Passages stand in the order of their documents."""

    services: Mapping[str, Service] = field(default_factory=dict)
    taxonomy: Mapping[str, Term] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    passages: tuple[Passage, ...] = ()

    def after(self, change: Change) -> Contents:
        """These contents with a change made to them."""
        removed = set(change.services_removed)
        services = {key: value for key, value in self.services.items() if key not in removed}
        services |= {service.id: service for service in change.services_put}
        touched = {document.name for document, _ in change.documents_put} | set(change.documents_removed)
        documents = {key: value for key, value in self.documents.items() if key not in touched}
        documents |= {document.name: document for document, _ in change.documents_put}
        kept = tuple(passage for passage in self.passages if passage.document not in touched)
        new = tuple(passage for _, passages in change.documents_put for passage in passages)
        taxonomy = self.taxonomy if change.taxonomy is None else {term.code: term for term in change.taxonomy}
        return Contents(services, taxonomy, documents, kept + new)


@dataclass(frozen=True, slots=True)
class IndexedWith:
    """With which model and language analyser a generation was indexed."""

    model: ModelSettings = field(default_factory=ModelSettings)
    fingerprint: str = ""
    dim: int = 0
    analyzer: str = ""
