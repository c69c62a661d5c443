"""Makes generations: embeds what is new, writes the vector files, then commits everything in one transaction.

A kill at any moment leaves one complete generation: before the commit readers see the old one, and the next writer
sweeps up files that nothing refers to. Two writers at once wait for each other (a lock that the kernel releases when
its process dies).
"""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from kb import vectors
from kb.errors import ChangedMeanwhile, NothingToRollBack
from kb.generations import Change, Contents, Generation, IndexedWith
from kb.models import Lang
from kb.ports import Analyzer, Embedder, Progress, analyzer_fingerprint
from kb.records import Record, to_json
from kb.searchable import COLUMNS, Searchable, searchable_passage, searchable_service
from kb.settings import KnowledgeSettings
from kb.store import INDEXED, Row, Store, View

LOCK_NAME = "kb.lock"

BATCH = 512
"""Texts embedded between two saves: a second of a slow model's work at most is lost in a kill."""

FILES_KEPT = 2
"""Vector files of the current generation and of the one before, which a reader may just be loading; those of older
ones can be made again from the embeddings in kb.sqlite."""


@dataclass(frozen=True, slots=True)
class _Step:
    """How the rows of one table change: which end, which come, and what can be found in those that come."""

    ended: tuple[int, ...]
    added: tuple[Row, ...]
    searchable: Mapping[int, Searchable]


def content_hash(text: str) -> bytes:
    """Key of a text among the embeddings; 16 bytes are plenty for billions of texts."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:16]


class Writer:
    """Applies changes to a store. One per process is enough; several processes queue."""

    def __init__(self, store: Store, embedder: Embedder, analyzer: Analyzer, settings: KnowledgeSettings) -> None:
        self._store = store
        self._embedder = embedder
        self._analyzer = analyzer
        self._settings = settings

    def apply(self, change: Change, progress: Progress | None = None) -> int:
        """Make a change; the number of the generation that has it. A change that changes nothing writes nothing and
        gives the current number. Raises ChangedMeanwhile: the result would be what nobody saw."""
        with self._alone():
            self._refuse_if_outdated(change)
            before = self._store.contents()
            after = before.after(change)
            if after == before:
                return self._store.generation()
            entry = self._entry(change.kind, change.source, change.who, change.at, change.counts)
            return self._move(before, after, entry, progress)

    def _refuse_if_outdated(self, change: Change) -> None:
        kinds = (change.kind, "rollback")
        since = [] if change.base is None else [g for g in self._store.history() if g.number > change.base]
        newer = next((entry for entry in since if entry.kind in kinds), None)
        if newer is not None:
            raise ChangedMeanwhile(
                f"The knowledge base was changed meanwhile (generation {newer.number}, {newer.source}); nothing was "
                "changed, repeat the ingest."
            )

    def rollback(self, who: str, at: datetime, progress: Progress | None = None) -> int:
        """Undo the latest repertory or documents ingest that was not undone yet, as a new generation; its number.
        Raises NothingToRollBack."""
        with self._alone():
            undone = self._store.undone()
            done = [entry for entry in self._store.history() if entry.kind in ("repertory", "documents")]
            latest = next((entry for entry in reversed(done) if entry.number not in undone), None)
            if latest is None:
                raise NothingToRollBack("There is no ingest to undo; `relais ingest history` shows what there was.")
            back_to = latest.number - 1
            if back_to < max(1, self._oldest_kept(self._store.generation())):
                raise NothingToRollBack(
                    f"The ingest of {latest.source} (generation {latest.number}) cannot be undone, because the state"
                    " before it is not kept; ingest the earlier file again."
                )
            counts = {"undoes": latest.number}
            entry = self._entry("rollback", latest.source, who, at, counts)
            before = self._store.contents()
            return self._move(before, self._store.contents(back_to), entry, progress, undoes=latest.number)

    def reindex(self, who: str, at: datetime, progress: Progress | None = None) -> int:
        """Index the same knowledge with this writer's model and analyser, as a new generation, if it was made with
        others; the number of the current generation. The old index serves until the commit."""
        with self._alone():
            number = self._store.generation()
            if number == 0 or self._indexed_with() == self._store.indexed_with():
                return number
            contents = self._store.contents()
            entry = self._entry("index", self._settings.model.name, who, at, {})
            return self._move(contents, contents, entry, progress)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with open(self._store.data_dir / LOCK_NAME, "a", encoding="ascii") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            number = self._store.generation()
            vectors.remove_others(self._store.data_dir, frozenset(range(number - FILES_KEPT + 1, number + 1)))
            yield

    def _entry(self, kind: str, source: str, who: str, at: datetime, counts: Mapping[str, int]) -> Generation:
        return Generation(self._store.generation() + 1, kind, source, who, at, counts)  # type: ignore[arg-type]

    def _indexed_with(self) -> IndexedWith:
        embedder = self._embedder
        fingerprint = analyzer_fingerprint(self._analyzer)
        return IndexedWith(self._settings.model, embedder.fingerprint, embedder.dim, fingerprint)

    def _oldest_kept(self, number: int) -> int:
        return number - max(FILES_KEPT, self._settings.generations_kept) + 1

    def _move(
        self,
        before: Contents,
        after: Contents,
        entry: Generation,
        progress: Progress | None,
        *,
        undoes: int | None = None,
    ) -> int:
        """From one state to another: the only way in which knowledge changes."""
        steps = self._steps(before, after)
        stems = {table: self._stems(table, steps[table]) for table in INDEXED}
        views = self._views(steps)
        self._embed(steps, views, progress)
        self._write_vectors(entry.number, views)
        with self._store.writing():
            for table, step in steps.items():
                self._store.end_rows(table, step.ended, entry.number)
                self._store.add_rows(table, step.added, entry.number)
            for table in INDEXED:
                added = {row.row for row in steps[table].added}
                self._store.put_stems(table, stems[table])
                self._store.put_views(table, [view for view in views[table] if view.row in added])
            self._store.add_generation(entry, self._indexed_with(), undoes)
        self._store.prune(self._oldest_kept(entry.number))
        vectors.remove_others(self._store.data_dir, frozenset(range(entry.number - FILES_KEPT + 1, entry.number + 1)))
        return entry.number

    def _steps(self, before: Contents, after: Contents) -> dict[str, _Step]:
        """What happens to each table. A service is written anew also when a label of its categories changed, and a
        passage when its document's title did: what can be found in them is different then."""
        relabelled = before.taxonomy != after.taxonomy

        def service_key(service: Record, contents: Contents) -> object:
            return searchable_service(service, contents.taxonomy) if relabelled else None  # type: ignore[arg-type]

        def passage_key(passage: Record, contents: Contents) -> object:
            return contents.documents[passage.document].title  # type: ignore[union-attr]

        def nothing(_record: Record, _contents: Contents) -> object:
            return None

        def passages(contents: Contents) -> dict[str, Record]:
            return {passage.id: passage for passage in contents.passages}

        terms = self._step("terms", before, after, dict(before.taxonomy), dict(after.taxonomy), nothing)
        documents = self._step("documents", before, after, dict(before.documents), dict(after.documents), nothing)
        return {
            "terms": terms,
            "documents": documents,
            "services": self._step("services", before, after, dict(before.services), dict(after.services), service_key),
            "passages": self._step("passages", before, after, passages(before), passages(after), passage_key),
        }

    def _step(
        self,
        table: str,
        before: Contents,
        after: Contents,
        old: dict[str, Record],
        new: dict[str, Record],
        also: Callable[[Record, Contents], object],
    ) -> _Step:
        rows = {row.key: row.row for row in self._store.rows(table)}

        def same(key: str) -> bool:
            return key in old and old[key] == new[key] and also(old[key], before) == also(new[key], after)

        changed = [key for key in new if not same(key)]
        ended = tuple(rows[key] for key in old if key not in new or key in set(changed))
        first = self._store.next_row(table)
        added = tuple(Row(first + n, key, to_json(new[key])) for n, key in enumerate(changed))
        searchable = {row.row: _searchable(new[row.key], after) for row in added} if table in INDEXED else {}
        return _Step(ended, added, searchable)

    def _stems(self, table: str, step: _Step) -> dict[int, list[str]]:
        """Full text of the rows that come, and of all others too when the analyser is another one than before."""
        texts = dict(step.searchable)
        if analyzer_fingerprint(self._analyzer) != self._store.indexed_with().analyzer:
            texts = self._all_searchable(table, step) | texts
        return {row: [self._stemmed(found.columns, column) for column in COLUMNS] for row, found in texts.items()}

    def _all_searchable(self, table: str, step: _Step) -> dict[int, Searchable]:
        contents = self._store.contents()
        ended = set(step.ended)
        by_key: dict[str, Record] = dict(contents.services) if table == "services" else {}
        if table == "passages":
            by_key = {passage.id: passage for passage in contents.passages}
        rows = [row for row in self._store.rows(table) if row.row not in ended]
        return {row.row: _searchable(by_key[row.key], contents) for row in rows}

    def _stemmed(self, columns: Mapping[str, str], column: str) -> str:
        text = columns.get(column, "")
        lang: Lang = "nl" if column.endswith("_nl") else "fr"
        return " ".join(self._analyzer.index_terms(text, lang)) if text else ""

    def _views(self, steps: Mapping[str, _Step]) -> dict[str, list[View]]:
        """Every text with a vector in the generation to come, in order of row."""
        number = self._store.generation()
        found: dict[str, list[View]] = {}
        for table in INDEXED:
            ended = set(steps[table].ended)
            found[table] = [view for view in self._store.views(table, number) if view.row not in ended]
            for row, searchable in steps[table].searchable.items():
                found[table] += [View(row, True, content_hash(text)) for text in searchable.wholes]
                found[table] += [View(row, False, content_hash(text)) for text in searchable.windows]
        return found

    def _embed(
        self, steps: Mapping[str, _Step], views: Mapping[str, Sequence[View]], progress: Progress | None
    ) -> None:
        """Make and keep the vectors that this model never made."""
        known = self._store.vectors(self._embedder.fingerprint)
        needed = {view.hash for table in INDEXED for view in views[table]} - known.keys()
        if not needed:
            return
        texts = self._texts(steps, needed)
        hashes = sorted(needed)
        for start in range(0, len(hashes), BATCH):
            batch = hashes[start : start + BATCH]
            made = self._embedder.encode_passages([texts[key] for key in batch]).astype("<f2")
            self._store.keep_vectors(
                self._embedder.fingerprint, {key: made[n].tobytes() for n, key in enumerate(batch)}
            )
            if progress is not None:
                progress(min(start + BATCH, len(hashes)), len(hashes))

    def _texts(self, steps: Mapping[str, _Step], needed: set[bytes]) -> dict[bytes, str]:
        """The texts behind hashes: of rows that come or, after a change of model, of any row."""
        texts: dict[bytes, str] = {}
        for table in INDEXED:
            for found in steps[table].searchable.values():
                texts |= {content_hash(text): text for text in (*found.wholes, *found.windows)}
        if not needed <= texts.keys():
            for table in INDEXED:
                for found in self._all_searchable(table, steps[table]).values():
                    texts |= {content_hash(text): text for text in (*found.wholes, *found.windows)}
        return texts

    def _write_vectors(self, number: int, views: Mapping[str, Sequence[View]]) -> None:
        kept = self._store.vectors(self._embedder.fingerprint)
        for name in vectors.SETS:
            chosen = views_of(name, views)
            path = vectors.file_of(self._store.data_dir, number, name)
            vectors.write(path, [view.row for view in chosen], matrix_of(chosen, kept, self._embedder.dim))


def views_of(name: str, views: Mapping[str, Sequence[View]]) -> list[View]:
    """The texts of one vector set."""
    table, _, kind = name.partition("-")
    return [view for view in views[table] if view.whole == (kind == "whole")]


def matrix_of(
    views: Sequence[View], kept: Mapping[bytes, bytes], dim: int
) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Vectors of texts, (n, dim) float32."""
    joined = b"".join(kept[view.hash] for view in views)
    return np.frombuffer(joined, dtype="<f2").reshape(len(views), dim).astype(np.float32)


def _searchable(record: Record, contents: Contents) -> Searchable:
    if hasattr(record, "ordinal"):
        return searchable_passage(record, contents.documents[record.document])  # type: ignore[arg-type, union-attr]
    return searchable_service(record, contents.taxonomy)  # type: ignore[arg-type]
