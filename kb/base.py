"""The knowledge base as the rest of the program sees it: open it, ask it, let it follow new generations.

What answers a question hangs together in one immutable `_Serving`; a refresh builds the next one off to the side and
then swaps a single reference, so that threads in the middle of a question finish on the generation they began with.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path

from kb.answer import Answerer
from kb.embed import Embedder, load_embedder
from kb.errors import IndexMissing, ModelUnavailable
from kb.glossary import Glossary
from kb.language import detect
from kb.layers import Overlay, overlaid
from kb.models import LANGS, Answer, Question, Service, Term, Understanding
from kb.ports import Progress, analyzer_fingerprint
from kb.search import LONGEST_QUESTION, Searcher
from kb.settings import KnowledgeSettings
from kb.signals import Seeker
from kb.snapshot import Snapshot
from kb.store import Store
from kb.store_layers import StoreLayers
from kb.terms import Analyzer
from kb.writer import Writer


@dataclass(frozen=True, slots=True)
class _Serving:
    regional: Snapshot
    """What the sources say."""
    overlay: Overlay
    snapshot: Snapshot
    """The same with corrections and details on top: what is answered from."""
    searcher: Searcher
    answerer: Answerer


_NAMES_AND_PLACES = tuple(
    {f.name for f in fields(Service)}
    - {"phone", "opening_hours", "languages", "capacity", "capacity_date", "waiting_weeks", "status", "last_verified"}
)
"""Columns that understanding a question may look at (kb.understand): all but those that only rules and answers read."""


class KnowledgeBase:
    """Thread-safe. Raises StoreUnreadable and ModelUnavailable when opened, IndexMissing when asked while empty."""

    def __init__(self, store: Store, settings: KnowledgeSettings, analyzer: Analyzer, embedder: Embedder) -> None:
        self.store = store
        self.settings = settings
        self.analyzer = analyzer
        self.embedder = embedder
        self._glossary = Glossary.load()
        self._swap = threading.Lock()
        self._layers = StoreLayers(store.path)
        self._serving = self._load(datetime.now(UTC))

    @classmethod
    def open(cls, data_dir: Path, settings: KnowledgeSettings) -> KnowledgeBase:
        """The knowledge base of a data directory, made (empty) when there is none."""
        detect("")  # loads its profiles now, not with somebody's question
        return cls(Store.open(data_dir), settings, Analyzer.load(), load_embedder(settings.model))

    def close(self) -> None:
        """Close the store; what is in memory can still be asked."""
        self._layers.close()
        self.store.close()

    @property
    def snapshot(self) -> Snapshot:
        """The generation that questions are answered from now."""
        return self._serving.snapshot

    @property
    def searcher(self) -> Searcher:
        """Search on that generation."""
        return self._serving.searcher

    @property
    def answerer(self) -> Answerer:
        """What answers questions on that generation."""
        return self._serving.answerer

    @property
    def overlay(self) -> Overlay:
        """Corrections and details of zones on top of that generation."""
        return self._serving.overlay

    @property
    def mark(self) -> tuple[int, int]:
        """Changes with the services: the generation, and how often corrections and details changed."""
        return self._serving.snapshot.generation, self._serving.overlay.version

    @property
    def taxonomy(self) -> Mapping[str, Term]:
        """The regional taxonomy of that generation, by code."""
        return self._serving.snapshot.taxonomy

    @property
    def stale(self) -> bool:
        """Whether the index was made with another model or analyser than the configured ones; see `reindex`."""
        if self.snapshot.generation == 0:
            return False
        made = self.store.indexed_with()
        return (made.fingerprint, made.analyzer) != (self.embedder.fingerprint, analyzer_fingerprint(self.analyzer))

    def refresh(self, now: datetime | None = None) -> bool:
        """Follow a new generation or new corrections, and let reports of capacity run out (`now`, aware; None: the
        clock). Two integer queries when there is nothing; else up to seconds of work in the calling thread while
        others go on asking. True when questions are answered from something new."""
        moment = now or datetime.now(UTC)
        if not self._moved(moment):
            return False
        with self._swap:
            if not self._moved(moment):
                return False
            if self.store.generation() != self._serving.regional.generation:
                self._serving = self._load(moment)
            else:
                self._serving = self._laid_over(self._serving.regional, moment, self._serving)
            return True

    def _moved(self, now: datetime) -> bool:
        serving = self._serving
        if self.store.generation() != serving.regional.generation:
            return True
        if self._layers.version() != serving.overlay.version:
            return True
        return serving.overlay.until is not None and now >= serving.overlay.until

    def reindex(self, who: str, at: datetime, progress: Progress | None = None) -> int:
        """Index the same knowledge with the configured model, as a new generation, when it was made with another.
        Meant for a thread in the background: the old index serves until `refresh`. The current generation."""
        own = Store(self.store.path)
        try:
            return Writer(own, self.embedder, self.analyzer, self.settings).reindex(who, at, progress)
        finally:
            own.close()

    def writer(self) -> Writer:
        """A writer to this knowledge base, with its model and analyser."""
        return Writer(self.store, self.embedder, self.analyzer, self.settings)

    def understand(self, question: Question) -> Understanding:
        """What a question means, without searching."""
        return self._serving.answerer.understand(_cut(question))

    def ask(self, question: Question, top: int = 10) -> Answer:
        """The answer, with up to `top` ranked services and passages. Raises IndexMissing."""
        serving = self._serving
        if serving.snapshot.generation == 0:
            raise IndexMissing(
                f"Nothing was ingested into {self.store.data_dir} yet; run `relais ingest repertory PATH` or"
                " `relais ingest documents PATH`."
            )
        return serving.answerer.answer(_cut(question), top)

    def _load(self, now: datetime) -> _Serving:
        own = Store(self.store.path)  # a read transaction of its own, while others use `self.store`
        try:
            snapshot = Snapshot.load(own)
        finally:
            own.close()
        return self._laid_over(snapshot, now)

    def _laid_over(self, regional: Snapshot, now: datetime, before: _Serving | None = None) -> _Serving:
        """Search and answers on a generation with the layers on top. Nothing is embedded or indexed anew: what can be
        corrected in one line is not what texts are found by. `before` is the same generation with other layers: its
        names and places are kept where they stayed, which is most of the work."""
        overlay = overlaid(regional.services, self._layers.layers(), now)
        snapshot = replace(regional, services=overlay.services)
        searcher = Searcher(snapshot, self.analyzer, self._embedder_for(snapshot))
        answerer = Answerer(
            searcher,
            self.settings,
            detect=detect,
            explain=self._glossary.explain,
            knows=self._knows,
            seeker=Seeker(snapshot, self.analyzer),
            context=before.answerer.context if before and _same_names(before.snapshot, snapshot) else None,
        )
        return _Serving(regional, overlay, snapshot, searcher, answerer)

    def _embedder_for(self, snapshot: Snapshot) -> Embedder | None:
        """The model that made the vectors: while the index of a newly configured one is not there yet, that is the
        one before. None when it cannot be loaded any more; then words alone find things."""
        if snapshot.fingerprint in ("", self.embedder.fingerprint):
            return self.embedder
        try:
            before = load_embedder(self.store.indexed_with().model)
        except ModelUnavailable:
            return None
        return before if before.fingerprint == snapshot.fingerprint else None

    def _knows(self, word: str) -> bool:
        return any(self.analyzer.knows(word, lang) for lang in LANGS)


def _same_names(before: Snapshot, after: Snapshot) -> bool:
    """Whether services are called, described and found in the same places. Both are of one generation."""
    pairs = zip(before.services, after.services, strict=True)
    return all(
        one is other or all(getattr(one, column) == getattr(other, column) for column in _NAMES_AND_PLACES)
        for one, other in pairs
    )


def _cut(question: Question) -> Question:
    return replace(question, text=question.text[:LONGEST_QUESTION])
