"""The doctor says in which way an index is not what this program would make."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.doctor import examine
from kb.embed import load_embedder
from kb.generations import Change
from kb.models import Service
from kb.settings import KnowledgeSettings, ModelSettings
from kb.store import Store
from kb.terms import Analyzer
from kb.writer import Writer

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("model", "weights", "lists", "said"),
    [
        ("builtin", "", "", ""),
        ("e5", "e5:1", "", "made with the model e5, the configuration says builtin"),
        ("builtin", "builtin:older", "", "the weights of the model builtin are not those"),
        ("builtin", "", "lists:older", "the word lists are not those"),
    ],
)
def test_older_index_is_described(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, model: str, weights: str, lists: str, said: str
) -> None:
    embedder, analyzer = load_embedder(ModelSettings()), Analyzer.load()
    monkeypatch.setattr(embedder, "fingerprint", weights or embedder.fingerprint)
    monkeypatch.setattr(analyzer, "fingerprint", lists or analyzer.fingerprint)
    store = Store.open(tmp_path)
    settings = KnowledgeSettings(model=ModelSettings(model))
    change = Change("repertory", "r.csv", "test", NOW, (Service("a", name_nl="Huis"),))
    Writer(store, embedder, analyzer, settings).apply(change)
    store.close()
    told = [finding for finding in examine(None, tmp_path, {}, NOW) if finding.what.startswith("Index: ")]
    assert len(told) == (said != "")
    assert all(said in finding.what and not finding.ok for finding in told)
