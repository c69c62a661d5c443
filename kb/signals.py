"""What search knows about its best hit, as the figures that confidence is computed from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kb.confidence import Signals
from kb.field import load_field, load_plans
from kb.models import Lang, Understanding
from kb.ports import Analyzer
from kb.postings import Groups, Postings
from kb.search import Ranked
from kb.searchable import INDEX_LANGS
from kb.settings import BUILTIN_MODEL
from kb.snapshot import Snapshot
from kb.understand.elsewhere import elsewhere_words
from kb.understand.text import folded_words

HELD = 0.25
"""An alternative of less weight than this is a guess of the lexicon, not the word."""
BEST = 5
"""Coverage is the best of this many first hits: the rules may well put a later one first."""


class Seeker:
    """Computes signals on one snapshot with the analyzer that search uses."""

    def __init__(self, snapshot: Snapshot, analyzer: Analyzer) -> None:
        self._snapshot = snapshot
        self._analyzer = analyzer
        self._labels = lru_cache(maxsize=1_000)(self._label_stems)
        self._builtin = snapshot.fingerprint.startswith(BUILTIN_MODEL)
        self._field = load_field() if self._builtin else None
        self._plans = load_plans() if self._builtin else None

    def signals(self, ranked: Ranked, understanding: Understanding, *, passages: bool) -> Signals:
        """Signals of a list that is not empty."""
        entries = self._snapshot.passage_entries if passages else self._snapshot.service_entries
        groups = self._groups(understanding.searched, understanding.lang)
        best = [int(i) for i in ranked.order[:BEST]]
        told = _coverage(entries.words, groups, best)
        (_, held), entry = max(zip(told, best, strict=True))
        return Signals(
            lexical=float(ranked.lexical.max()),
            dense=float(ranked.dense.max()) if self._builtin else None,
            held=held,
            known=ranked.known,
            elsewhere=self._elsewhere(understanding, entries.words, entry),
            coverage=max(share for share, _ in told),
            topic=0.0 if passages else max(self._topic(groups, i) for i in best),
            field=self._field.of(ranked.query) if self._field is not None and ranked.query is not None else 0.0,
        )

    def about_plans(self, ranked: Ranked) -> float:
        """How much the question sounds like one about plans (a logit), and not like one that seeks a service; 0 when
        that is not known."""
        return self._plans.of(ranked.query) if self._plans is not None and ranked.query is not None else 0.0

    def _topic(self, groups: Groups, entry: int) -> float:
        """Which share of the question's words the names and categories of a service hold."""
        stems = self._topic_stems(entry)
        had: dict[str, float] = {}
        weights: dict[str, float] = {}
        for lang, listed in groups.items():
            for group in listed:
                best = max((a.weight for a in group.alternatives if (lang, a.stem) in stems), default=0.0)
                had[group.word] = max(had.get(group.word, 0.0), best)
                weights[group.word] = max(weights.get(group.word, 0.0), group.weight)
        whole = sum(weights.values())
        return sum(weights[word] * min(1.0, share) for word, share in had.items()) / whole if whole else 0.0

    def _topic_stems(self, entry: int) -> frozenset[tuple[Lang, str]]:
        service = self._snapshot.services[entry]
        found: set[tuple[Lang, str]] = set()
        for code in service.categories:
            found |= self._labels(code)
        for lang in INDEX_LANGS:
            name: str = getattr(service, f"name_{lang}")
            found.update((lang, stem) for stem in self._analyzer.index_terms(name, lang))
        return frozenset(found)

    def _label_stems(self, code: str) -> frozenset[tuple[Lang, str]]:
        term = self._snapshot.taxonomy.get(code)
        if term is None:
            return frozenset()
        return frozenset(
            (lang, stem) for lang in INDEX_LANGS for stem in self._analyzer.index_terms(term.label(lang), lang)
        )

    def _elsewhere(self, understanding: Understanding, words: Postings, entry: int) -> int:
        """Words of other domains that the best hit does not hold."""
        found = elsewhere_words(folded_words(understanding.searched))
        held = [_coverage(words, self._groups(word, understanding.lang), [entry])[0][1] for word in found]
        return held.count(0)

    def evidence(self, understanding: Understanding, entries: Sequence[int]) -> list[float]:
        """Per service (its position) how much of the question it holds (0-1); nothing of a question of which words
        belong to another domain."""
        groups = self._groups(understanding.searched, understanding.lang)
        if not entries or elsewhere_words(folded_words(understanding.searched)):
            return [0.0] * len(entries)
        return [share for share, _ in _coverage(self._snapshot.service_entries.words, groups, entries)]

    def wanted(self, text: str, lang: Lang) -> frozenset[str]:
        """The words of a question and their likely forms in both languages, stems included."""
        groups = self._groups(text, lang)
        alternatives = (a for listed in groups.values() for group in listed for a in group.alternatives)
        words = {group.word for listed in groups.values() for group in listed}
        return frozenset(words | {a.stem for a in alternatives if a.weight >= HELD})

    def _groups(self, text: str, lang: Lang) -> Groups:
        return {target: self._analyzer.groups(text, lang, target) for target in INDEX_LANGS}


def _coverage(words: Postings, groups: Groups, entries: Sequence[int]) -> list[tuple[float, int]]:
    """Per entry the share of the question's worth that it holds, and how many of its words."""
    measured: list[tuple[float, int]] = []
    for told in words.coverage(groups, entries):
        whole = sum(worth for worth, _ in told)
        covered = sum(worth * min(1.0, share) for worth, share in told)
        measured.append((covered / whole if whole else 0.0, sum(share > HELD for _, share in told)))
    return measured
