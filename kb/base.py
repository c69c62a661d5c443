"""The knowledge base as the rest of the program sees it: open it, ask it, let it follow new generations.

What answers a question hangs together in one immutable `_Serving`; a refresh builds the next one off to the side and
then swaps a single reference, so that threads in the middle of a question finish on the generation they began with.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from kb.answer import Answerer
from kb.embed import Embedder, load_embedder
from kb.errors import IndexMissing, ModelUnavailable
from kb.glossary import Glossary
from kb.language import detect
from kb.models import LANGS, Answer, Question, Term, Understanding
from kb.ports import Progress, analyzer_fingerprint
from kb.search import LONGEST_QUESTION, Searcher
from kb.settings import KnowledgeSettings
from kb.signals import Seeker
from kb.snapshot import Snapshot
from kb.store import Store
from kb.terms import Analyzer
from kb.writer import Writer


@dataclass(frozen=True, slots=True)
class _Serving:
    snapshot: Snapshot
    searcher: Searcher
    answerer: Answerer


class KnowledgeBase:
    """Thread-safe. Raises StoreUnreadable and ModelUnavailable when opened, IndexMissing when asked while empty."""

    def __init__(self, store: Store, settings: KnowledgeSettings, analyzer: Analyzer, embedder: Embedder) -> None:
        self.store = store
        self.settings = settings
        self.analyzer = analyzer
        self.embedder = embedder
        self._glossary = Glossary.load()
        self._swap = threading.Lock()
        self._serving = self._load()

    @classmethod
    def open(cls, data_dir: Path, settings: KnowledgeSettings) -> KnowledgeBase:
        """The knowledge base of a data directory, made (empty) when there is none."""
        detect("")  # loads its profiles now, not with somebody's question
        return cls(Store.open(data_dir), settings, Analyzer.load(), load_embedder(settings.model))

    def close(self) -> None:
        """Close the store; what is in memory can still be asked."""
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

    def refresh(self) -> bool:
        """Follow a new generation, if there is one. One integer query when there is none; else seconds of work in
        the calling thread while others go on asking. True when questions are answered from a new generation now."""
        if self.store.generation() == self.snapshot.generation:
            return False
        with self._swap:
            if self.store.generation() == self.snapshot.generation:
                return False
            self._serving = self._load()
            return True

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

    def _load(self) -> _Serving:
        own = Store(self.store.path)  # a read transaction of its own, while others use `self.store`
        try:
            snapshot = Snapshot.load(own)
        finally:
            own.close()
        searcher = Searcher(snapshot, self.analyzer, self._embedder_for(snapshot))
        answerer = Answerer(
            searcher,
            self.settings,
            detect=detect,
            explain=self._glossary.explain,
            knows=self._knows,
            seeker=Seeker(snapshot, self.analyzer),
        )
        return _Serving(snapshot, searcher, answerer)

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


def _cut(question: Question) -> Question:
    return replace(question, text=question.text[:LONGEST_QUESTION])
