"""What is done before anybody agreed: applying has only rows to write then, and gives the same knowledge."""

from __future__ import annotations

from pathlib import Path

from kb.models import Lang, Service
from kb.settings import KnowledgeSettings, ModelSettings
from kb.store import Store
from kb.writer import Writer
from tests.kb.conftest import HashingEmbedder, PlainAnalyzer, repertory

SETTINGS = KnowledgeSettings(model=ModelSettings("hash"))
FIRST = repertory(Service("a", name_nl="Tandarts", description_nl="Ontvangt iedereen, ook zonder afspraak."))
SECOND = repertory(Service("b", name_nl="Nachtopvang", name_fr="Abri de nuit"))


class Counting(PlainAnalyzer):
    """Counts the texts that it found stems of."""

    count = 0

    def index_terms(self, text: str, lang: Lang) -> list[str]:
        Counting.count += 1
        return super().index_terms(text, lang)


def test_prepared_change_embeds_and_stems_nothing_when_it_is_applied(tmp_path: Path) -> None:
    embedder, store = HashingEmbedder(), Store.open(tmp_path)
    writer = Writer(store, embedder, Counting(), SETTINGS)
    writer.prepare(FIRST)
    assert store.generation() == 0
    embedded, stemmed = len(embedder.embedded), Counting.count
    assert embedded > 0
    assert stemmed > 0
    assert writer.apply(FIRST) == 1
    assert (len(embedder.embedded), Counting.count) == (embedded, stemmed)
    store.close()


def test_another_change_after_preparing_is_as_if_nothing_had_been_prepared(tmp_path: Path) -> None:
    prepared, plain = Store.open(tmp_path / "a"), Store.open(tmp_path / "b")
    writer = Writer(prepared, HashingEmbedder(), PlainAnalyzer(), SETTINGS)
    writer.prepare(FIRST)
    writer.apply(SECOND)
    Writer(plain, HashingEmbedder(), PlainAnalyzer(), SETTINGS).apply(SECOND)
    for table in ("services", "passages"):
        assert list(prepared.stems(table, 1)) == list(plain.stems(table, 1))
        assert prepared.views(table, 1, whole=True) == plain.views(table, 1, whole=True)
    assert prepared.services() == plain.services()
    prepared.close()
    plain.close()
