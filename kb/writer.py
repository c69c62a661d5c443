"""Makes generations: embeds what is new, writes vector files for it, then commits everything in one transaction.

What stays as it is costs nothing: its rows are not read, its texts not embedded, its vectors not written again. A kill
at any moment leaves one complete generation: before the commit readers see the old one, and the next writer sweeps up
files that nothing refers to. Two writers at once wait for each other (a lock that the kernel releases when its process
dies).
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from kb import row_changes, vector_files
from kb.errors import ChangedMeanwhile, NothingToRollBack
from kb.generations import Change, Generation, IndexedWith
from kb.indexing import Indexer, Stems
from kb.ports import Analyzer, Embedder, Progress, analyzer_fingerprint
from kb.records import to_json
from kb.row_changes import RowChanges
from kb.settings import KnowledgeSettings
from kb.store import INDEXED, Row, Store

LOCK_NAME = "kb.lock"

FILES_KEPT = 2
"""Vector files of the current generation and of the one before, which a reader may just be loading, are kept; older
ones can be made again from the embeddings in kb.sqlite."""


class Writer:
    """Applies changes to a store. One per process is enough; several processes queue."""

    def __init__(self, store: Store, embedder: Embedder, analyzer: Analyzer, settings: KnowledgeSettings) -> None:
        self._store = store
        self._embedder = embedder
        self._analyzer = analyzer
        self._settings = settings
        self._stems: Stems = {}

    def apply(self, change: Change, progress: Progress | None = None) -> int:
        """Make a change; the number of the generation that has it. A change that changes nothing writes nothing and
        gives the current number. Raises ChangedMeanwhile: the result would be what nobody saw."""
        with self._alone():
            self._refuse_if_outdated(change)
            changes = row_changes.of_change(self._store, change)
            if not changes:
                return self._store.generation()
            entry = self._entry(change.kind, change.source, change.who, change.at, change.counts)
            return self._move(changes, entry, progress)

    def _refuse_if_outdated(self, change: Change) -> None:
        kinds = (change.kind, "rollback")
        since = [] if change.base is None else [g for g in self._store.history() if g.number > change.base]
        newer = next((entry for entry in since if entry.kind in kinds), None)
        if newer is not None:
            raise ChangedMeanwhile(
                f"The knowledge base was changed meanwhile (generation {newer.number}, {newer.source}); nothing was "
                "changed, repeat the ingest."
            )

    def prepare(self, change: Change, progress: Progress | None = None) -> None:
        """Make the embeddings and stems of a change that may come, so that `apply` has only rows to write. Embeddings
        that are never applied are forgotten with the next new base of vectors, stems with the next change."""
        self._stems.clear()
        changes = row_changes.of_change(self._store, change)
        indexer = Indexer(self._store, self._embedder, self._analyzer, changes, self._stems)
        indexer.embed(everything=False, progress=progress)
        indexer.stem_ahead()

    def rollback(self, who: str, at: datetime, progress: Progress | None = None, *, expected: int | None = None) -> int:
        """Undo the latest repertory or documents ingest that was not undone yet, as a new generation; its number.
        `expected` is the number of the ingest that is meant. Raises NothingToRollBack, and ChangedMeanwhile when
        another one has become the latest."""
        with self._alone():
            latest = to_undo(self._store, self._settings.generations_kept)
            if expected is not None and latest.number != expected:
                raise ChangedMeanwhile(
                    f"The latest ingest is no longer generation {expected} but {latest.number}; nothing was changed."
                )
            entry = self._entry("rollback", latest.source, who, at, {"undoes": latest.number})
            changes = row_changes.of_rollback(self._store, latest.number - 1)
            return self._move(changes, entry, progress, undoes=latest.number)

    def reindex(self, who: str, at: datetime, progress: Progress | None = None) -> int:
        """Index the same knowledge with this writer's model and analyser, as a new generation, if it was made with
        others; the number of the current generation. The old index serves until the commit."""
        with self._alone():
            number = self._store.generation()
            if number == 0 or self._indexed_with() == self._store.indexed_with():
                return number
            entry = self._entry("index", self._settings.model.name, who, at, {})
            return self._move(row_changes.no_changes(self._store), entry, progress)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with open(self._store.data_dir / LOCK_NAME, "a", encoding="ascii") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self._sweep(self._store.generation())
            yield

    def _sweep(self, number: int) -> None:
        vector_files.remove_others(self._store.data_dir, range(number - FILES_KEPT + 1, number + 1))

    def _entry(self, kind: str, source: str, who: str, at: datetime, counts: Mapping[str, int]) -> Generation:
        return Generation(self._store.generation() + 1, kind, source, who, at, counts)  # type: ignore[arg-type]

    def _indexed_with(self) -> IndexedWith:
        embedder = self._embedder
        fingerprint = analyzer_fingerprint(self._analyzer)
        return IndexedWith(self._settings.model, embedder.fingerprint, embedder.dim, fingerprint)

    def _oldest_kept(self, number: int) -> int:
        return _oldest_kept(number, self._settings.generations_kept)

    def _move(
        self, changes: RowChanges, entry: Generation, progress: Progress | None, *, undoes: int | None = None
    ) -> int:
        """From one state to another: the only way in which knowledge changes."""
        before = self._store.indexed_with()
        indexer = Indexer(self._store, self._embedder, self._analyzer, changes, self._stems)
        another_model = before.fingerprint != self._embedder.fingerprint
        indexer.embed(everything=another_model, progress=progress)
        rewritten = indexer.write_vectors(entry.number, everything=another_model)
        with self._store.writing():
            for table, change in changes.tables.items():
                self._store.end_rows(table, change.ended, entry.number)
                first = indexer.first_row[table]
                rows = (Row(first + n, key, to_json(record)) for n, (key, record) in enumerate(change.added.items()))
                self._store.add_rows(table, rows, entry.number)
            for table in INDEXED:
                restem = before.analyzer != analyzer_fingerprint(self._analyzer)
                indexer.write_texts(table, everything=restem)
            self._store.add_generation(entry, self._indexed_with(), undoes)
        self._stems.clear()
        self._store.prune(self._oldest_kept(entry.number), thorough=rewritten)
        self._sweep(entry.number)
        return entry.number


def to_undo(store: Store, generations_kept: int) -> Generation:
    """The ingest that a rollback would undo: the latest of a repertory or of documents that was not undone yet. Raises
    NothingToRollBack when there is none, or the state before it is not kept."""
    undone = store.undone()
    done = [entry for entry in store.history() if entry.kind in ("repertory", "documents")]
    latest = next((entry for entry in reversed(done) if entry.number not in undone), None)
    if latest is None:
        raise NothingToRollBack("There is no ingest to undo; `relais ingest history` shows what there was.")
    if latest.number - 1 < max(1, _oldest_kept(store.generation(), generations_kept)):
        raise NothingToRollBack(
            f"The ingest of {latest.source} (generation {latest.number}) cannot be undone, because the state"
            " before it is not kept; ingest the earlier file again."
        )
    return latest


def _oldest_kept(number: int, generations_kept: int) -> int:
    return number - max(FILES_KEPT, generations_kept) + 1
