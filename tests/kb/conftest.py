"""A small deterministic model and analyser, and a small knowledge base, for tests that do not need the real ones."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from kb.generations import Change
from kb.models import Document, Lang, Passage, Service, Term
from kb.ports import Floats
from kb.settings import KnowledgeSettings, ModelSettings
from kb.store import Store
from kb.writer import Writer

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)


class HashingEmbedder:
    """Bag of hashed words; equal words, equal direction. Counts what it was asked to embed."""

    def __init__(self, name: str = "hash", dim: int = 32) -> None:
        self.fingerprint = name
        self.dim = dim
        self.embedded: list[str] = []

    def encode_queries(self, texts: Sequence[str]) -> Floats:
        return np.stack([self._vector(text) for text in texts])

    def encode_passages(self, texts: Sequence[str]) -> Floats:
        self.embedded += texts
        return self.encode_queries(texts)

    def _vector(self, text: str) -> Floats:
        vector = np.zeros(self.dim, dtype=np.float32)
        for word in re.findall(r"\w+", text.lower()):
            digest = hashlib.sha256((self.fingerprint + word).encode()).digest()
            vector[digest[0] % self.dim] += 1 if digest[1] % 2 else -1
        length = float(np.linalg.norm(vector))
        return vector / np.float32(length) if length else vector


@dataclass(frozen=True)
class PlainAlternative:
    stem: str
    weight: float


@dataclass(frozen=True)
class PlainGroup:
    word: str
    weight: float
    alternatives: tuple[PlainAlternative, ...]


@dataclass
class PlainAnalyzer:
    """Lower-cased words cut to six letters; `lexicon` translates across languages."""

    fingerprint: str = "plain"
    lexicon: tuple[tuple[str, str], ...] = (("tandarts", "dentiste"), ("dentiste", "tandarts"))

    def index_terms(self, text: str, lang: Lang) -> list[str]:
        return [word[:6] for word in re.findall(r"\w+", text.lower())]

    def groups(self, text: str, lang: Lang, target: Lang) -> tuple[PlainGroup, ...]:
        return tuple(self._group(word, lang, target) for word in re.findall(r"\w+", text.lower()))

    def _group(self, word: str, lang: Lang, target: Lang) -> PlainGroup:
        if lang == target:
            return PlainGroup(word, 1.0, (PlainAlternative(word[:6], 1.0),))
        found = tuple(PlainAlternative(other[:6], 0.8) for one, other in self.lexicon if one == word)
        return PlainGroup(word, 1.0, found)


TAXONOMY = (
    Term("HEALTH", "", "Gezondheidszorg", "Soins de santé", "Health care", "🏥"),
    Term("DENT", "HEALTH", "Tandarts", "Dentiste", "Dentist", "🦷"),
    Term("FOOD", "", "Voedselhulp", "Aide alimentaire", "Food aid", "🍞"),
)

SERVICES = (
    Service("a", name_nl="Tandzorg Noord", name_fr="Soins dentaires Nord", categories=("DENT",), postal_code="1030",
            description_nl="Een tandarts voor wie geen mutualiteit heeft.",
            description_fr="Un dentiste pour les personnes sans mutuelle.", municipality_nl="Schaarbeek",
            municipality_fr="Schaerbeek"),
    Service("b", name_nl="Voedselbank Zuid", categories=("FOOD",), description_nl="Pakketten elke dinsdag."),
    Service("c", name_fr="Épicerie sociale", categories=("FOOD",), description_fr="Courses à petit prix le mardi."),
)  # fmt: skip

PLAN = Document("plan", "Welzijnsplan", "nl", publisher="De stad", date="2022")
PLAN_PASSAGES = (
    Passage(
        "plan", 0, ("1. Tanden",), "De regering wil dat iedere tandarts ook mensen zonder papieren ontvangt.", "nl"
    ),
    Passage("plan", 1, ("2. Wonen",), "Er komen duizend sociale woningen bij tegen 2030.", "nl"),
)
AVIS = Document("avis", "Avis sur le logement", "fr")
AVIS_PASSAGES = (Passage("avis", 0, ("Logement",), "Le conseil demande mille logements sociaux de plus.", "fr"),)


def repertory(*services: Service, removed: tuple[str, ...] = (), taxonomy: tuple[Term, ...] | None = None) -> Change:
    return Change("repertory", "rep.csv", "test", AT, services, removed, taxonomy, counts={"added": len(services)})


def documents(*put: tuple[Document, tuple[Passage, ...]], removed: tuple[str, ...] = ()) -> Change:
    return Change("documents", "folder", "test", AT, documents_put=put, documents_removed=removed)


@dataclass
class Kb:
    """A data directory with what is needed to write to it."""

    data_dir: Path
    store: Store
    embedder: HashingEmbedder
    analyzer: PlainAnalyzer
    settings: KnowledgeSettings

    @property
    def writer(self) -> Writer:
        return Writer(self.store, self.embedder, self.analyzer, self.settings)

    def filled(self) -> Kb:
        self.writer.apply(repertory(*SERVICES, taxonomy=TAXONOMY))
        self.writer.apply(documents((PLAN, PLAN_PASSAGES), (AVIS, AVIS_PASSAGES)))
        return self


@pytest.fixture
def make_kb(tmp_path: Path) -> Callable[..., Kb]:
    def make(*, kept: int = 5, model: str = "hash", analyzer: str = "plain") -> Kb:
        settings = KnowledgeSettings(model=ModelSettings(model), generations_kept=kept)
        return Kb(tmp_path, Store.open(tmp_path), HashingEmbedder(model), PlainAnalyzer(analyzer), settings)

    return make


@pytest.fixture
def kb(make_kb: Callable[..., Kb]) -> Kb:
    return make_kb()
