"""What search knows about its best hit, as the figures that confidence is computed from."""

from __future__ import annotations

import numpy as np

from kb.confidence import Signals
from kb.models import Lang, Understanding
from kb.ports import Analyzer
from kb.postings import Groups, Postings
from kb.search import Ranked
from kb.searchable import INDEX_LANGS
from kb.snapshot import Snapshot

BEST = 3
"""Coverage is the best of this many first hits: the rules may well put the second or third one first."""
HELD = 0.25
"""An alternative of less weight than this is a guess of the lexicon, not the word."""


class Seeker:
    """Computes signals on one snapshot with the analyzer that search uses."""

    def __init__(self, snapshot: Snapshot, analyzer: Analyzer) -> None:
        self._snapshot = snapshot
        self._analyzer = analyzer

    def signals(self, ranked: Ranked, understanding: Understanding, *, passages: bool) -> Signals:
        """Signals of a list that is not empty."""
        entries = self._snapshot.passage_entries if passages else self._snapshot.service_entries
        groups = self._groups(understanding.searched, understanding.lang)
        told = [self._coverage(entries.words, groups, int(i)) for i in ranked.order[:BEST]]
        coverage, rarest = max(told)
        later = ranked.fused[min(len(ranked) - 1, 10)]
        return Signals(
            lexical=float(np.max(ranked.lexical[:BEST])),
            dense=float(np.max(ranked.dense[:BEST])),
            coverage=coverage,
            best_word=rarest,
            margin=float(ranked.fused[0] - later),
        )

    def wanted(self, text: str, lang: Lang) -> frozenset[str]:
        """The words of a question and their likely forms in both languages, stems included."""
        groups = self._groups(text, lang)
        alternatives = (a for listed in groups.values() for group in listed for a in group.alternatives)
        words = {group.word for listed in groups.values() for group in listed}
        return frozenset(words | {a.stem for a in alternatives if a.weight >= HELD})

    def _groups(self, text: str, lang: Lang) -> Groups:
        return {target: self._analyzer.groups(text, lang, target) for target in INDEX_LANGS}

    @staticmethod
    def _coverage(words: Postings, groups: Groups, entry: int) -> tuple[float, float]:
        """Share of the question's worth that the entry holds, and whether it holds the most telling word (0-1)."""
        told = words.coverage(groups, entry)
        whole = sum(worth for worth, _ in told)
        if not whole:
            return 0.0, 0.0
        held = sum(worth * min(1.0, share) for worth, share in told)
        _, rarest = max(told)
        return held / whole, min(1.0, rarest)
