"""Which rows end and which come when knowledge changes, found without reading what stays as it is.

A row is written anew when its record changed, and also when what can be found in it did: a service when a label of
its categories changed, a passage when its document's title did.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kb.generations import Change
from kb.models import Document, Passage, Service, Term
from kb.origins import Origin
from kb.records import Record, from_json, to_json
from kb.searchable import searchable_service
from kb.store import Row, Store


@dataclass(frozen=True, slots=True)
class TableChange:
    """Of one table: numbers of the rows that end, and the records (by key) that come."""

    ended: tuple[int, ...] = ()
    added: Mapping[str, Record] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.ended or self.added)


@dataclass(frozen=True, slots=True)
class RowChanges:
    """Of all tables, with the taxonomy and the documents as they are afterwards."""

    tables: Mapping[str, TableChange]
    taxonomy: Mapping[str, Term]
    documents: Mapping[str, Document]

    def __bool__(self) -> bool:
        return any(self.tables.values())


def no_changes(store: Store) -> RowChanges:
    """Everything stays: for an index that is made anew."""
    return RowChanges({}, store.taxonomy(), store.documents())


def of_change(store: Store, change: Change) -> RowChanges:
    """What an ingest does."""
    before = store.taxonomy()
    taxonomy = before if change.taxonomy is None else {term.code: term for term in change.taxonomy}
    documents = _of_documents(store, change)
    gone = documents.ended
    known = {row.key: from_json(Document, row.data) for row in store.rows("documents") if row.row not in gone}
    after = known | {name: document for name, document in documents.added.items() if isinstance(document, Document)}
    tables = {
        "terms": _compared({row.key: row for row in store.rows("terms")}, taxonomy) if taxonomy != before else None,
        "documents": documents,
        "services": _of_services(store, change, before, taxonomy),
        "passages": _of_passages(store, change),
        "origins": _of_origins(store, change),
    }
    return RowChanges({table: found for table, found in tables.items() if found}, taxonomy, after)


def of_rollback(store: Store, back_to: int) -> RowChanges:
    """What brings a kept generation back."""
    kinds: Mapping[str, type[Record]] = {
        "terms": Term,
        "documents": Document,
        "services": Service,
        "passages": Passage,
        "origins": Origin,
    }
    tables = {}
    for table, kind in kinds.items():
        ending, ended = store.difference(table, back_to)
        added: dict[str, Record] = {row.key: from_json(kind, row.data) for row in ended}  # type: ignore[type-var]
        tables[table] = TableChange(tuple(row.row for row in ending), added)
    return RowChanges(tables, store.taxonomy(back_to), store.documents(back_to))


def _compared(old: Mapping[str, Row], new: Mapping[str, Record], *, anew: Iterable[str] = ()) -> TableChange:
    """From these rows to these records; those with the keys `anew` are written even when equal."""
    forced = set(anew)
    changed = {
        key: record
        for key, record in new.items()
        if key not in old or key in forced or old[key].data != to_json(record)
    }
    ended = tuple(row.row for key, row in old.items() if key not in new or key in changed)
    return TableChange(ended, changed)


def _of_services(store: Store, change: Change, before: Mapping[str, Term], after: Mapping[str, Term]) -> TableChange:
    put: dict[str, Record] = {service.id: service for service in change.services_put}
    removed = set(change.services_removed) - put.keys()
    if before == after:
        return _compared(store.rows_of("services", [*put, *removed]), put)
    rows = {row.key: row for row in store.rows("services")}
    new: dict[str, Record] = {
        key: put.get(key) or from_json(Service, row.data) for key, row in rows.items() if key not in removed
    }
    relabelled = [
        key
        for key, service in new.items()
        if isinstance(service, Service) and searchable_service(service, before) != searchable_service(service, after)
    ]
    return _compared(rows, new | put, anew=relabelled)


def _of_origins(store: Store, change: Change) -> TableChange:
    put: dict[str, Record] = {origin.id: origin for origin in change.origins_put}
    removed = set(change.services_removed) - put.keys()
    return _compared(store.rows_of("origins", [*put, *removed]), put)


def _of_documents(store: Store, change: Change) -> TableChange:
    put: dict[str, Record] = {document.name: document for document, _ in change.documents_put}
    removed = set(change.documents_removed) - put.keys()
    return _compared(store.rows_of("documents", [*put, *removed]), put)


def _of_passages(store: Store, change: Change) -> TableChange:
    ended: list[int] = []
    added: dict[str, Record] = {}
    put = {document.name: (document, passages) for document, passages in change.documents_put}
    titles = {name: from_json(Document, row.data).title for name, row in store.rows_of("documents", put).items()}
    for name, (document, passages) in put.items():
        new: dict[str, Record] = {passage.id: passage for passage in passages}
        found = _compared(store.passage_rows(name), new, anew=() if titles.get(name) == document.title else new)
        ended += found.ended
        added |= found.added
    for name in set(change.documents_removed) - put.keys():
        ended += [row.row for row in store.passage_rows(name).values()]
    return TableChange(tuple(ended), added)
