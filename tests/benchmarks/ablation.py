"""What each ingredient of search brings: one table, written into docs/quality.md (and docs/model.md).

    python tests/benchmarks/ablation.py FOLDER... [--training FOLDER] [--zones FILE] [--write]

A FOLDER has `documents/`, `data/repertory.csv` and files of questions anywhere below it (`*.jsonl` as `relais evaluate`
reads them). With --training the model is also measured on the sentence pairs kept out of its training. Without --write
the tables are printed only.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from bot.config_file import load as load_config
from ingest.documents import read_documents
from ingest.repertory import read_repertory
from kb.compounds import Splitter
from kb.embed import Embedder, load_embedder
from kb.errors import RelaisError
from kb.evaluate import holds, mean_of
from kb.expansion import Expansions
from kb.generations import Change
from kb.glossary import Glossary
from kb.models import Lang
from kb.ports import Analyzer as AnyAnalyzer
from kb.questions import Expected, read_questions
from kb.search import Ranked, Searcher, Weights
from kb.settings import KnowledgeSettings, ModelSettings
from kb.snapshot import Snapshot
from kb.static_model import builtin_folder
from kb.store import Store
from kb.terms import Alternative, Analyzer, Group
from kb.training.measure import measure
from kb.training.pairs import read_corpus
from kb.wordlists import load_english, load_everyday, load_lexicon, load_stopwords, load_word_counts
from kb.words import tokenize
from kb.writer import Writer

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
"""When the shared repertory is; capacity and hours do not matter to search itself."""
DOCS = Path(__file__).resolve().parents[2] / "docs"
CUTS = (1, 3, 5)


class PlainWords:
    """Every word as it is typed, in lower case: what a search box without any language knowledge does."""

    def index_terms(self, text: str, lang: Lang) -> list[str]:
        return tokenize(text)

    def groups(self, text: str, lang: Lang, target: Lang) -> tuple[Group, ...]:
        return tuple(Group(word, 1.0, (Alternative(word, 1.0),)) for word in dict.fromkeys(tokenize(text)))


@dataclass(frozen=True)
class Lists:
    """Which word lists an analyser of the ablation knows."""

    compounds: bool = False
    curated: bool = False
    learned: bool = False
    near: bool = False

    def analyzer(self) -> Analyzer:
        stopwords = load_stopwords()
        expansions = Expansions(stopwords)
        if self.near:
            expansions = Expansions.load(Glossary.load(), load_everyday(), stopwords)
        elif self.curated:
            for concept in Glossary.load().concepts:
                expansions.add(concept.understood, 1.0)
            for en, nl, fr in load_english():
                expansions.add({"en": en, "nl": nl, "fr": fr}, 0.9)
            expansions.add_everyday(load_everyday())
            expansions.add_learned(load_lexicon() if self.learned else [])
        forms = [word for form in expansions.dutch_forms for word in tokenize(form)]
        return Analyzer(expansions, Splitter(load_word_counts() if self.compounds else {}, forms), stopwords)


@dataclass(frozen=True)
class World:
    """A repertory, documents, and the questions about them."""

    change: Change
    settings: KnowledgeSettings
    questions: tuple[Expected, ...]

    @property
    def about_services(self) -> list[Expected]:
        return [q for q in self.questions if q.services]

    @property
    def about_documents(self) -> list[Expected]:
        return [q for q in self.questions if q.snippet]


def read_world(folder: Path, zones: Path | None) -> World:
    """Everything below a folder that Relais would ingest, and its questions."""
    settings = KnowledgeSettings(zones=load_config(zones, {}).knowledge.zones) if zones else KnowledgeSettings()
    repertory = folder / "data" / "repertory.csv"
    parsed = read_repertory(repertory, today=NOW.date(), zones=settings.zones) if repertory.exists() else None
    documents = folder / "documents"
    read = read_documents([documents]).documents if documents.exists() else ()
    questions: list[Expected] = []
    for path in sorted(folder.rglob("*.jsonl")):
        try:
            questions += read_questions(path)
        except RelaisError:
            continue  # another kind of file, messages for the guard say
    services = parsed.services if parsed else ()
    change = Change(
        "documents",
        str(folder),
        "ablation",
        NOW,
        services_put=services,
        taxonomy=parsed.taxonomy if parsed else None,
        documents_put=read,
    )
    return World(change, settings, tuple(questions))


@contextmanager
def indexed(world: World, analyzer: AnyAnalyzer, embedder: Embedder) -> Iterator[Snapshot]:
    """The world as search sees it, indexed by this analyser and model."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "kb.sqlite")
        Writer(store, embedder, analyzer, world.settings).apply(world.change)
        snapshot = Snapshot.load(store)
        store.close()
        yield snapshot


def _without_stretches(snapshot: Snapshot) -> Snapshot:
    return replace(snapshot, passage_entries=replace(snapshot.passage_entries, stretches=None))


def _whole_texts(snapshot: Snapshot) -> Snapshot:
    """One vector per text, none per window."""
    plain = _without_stretches(snapshot)
    service, passage = plain.service_entries, plain.passage_entries
    return replace(
        plain,
        service_entries=replace(service, window=service.whole),
        passage_entries=replace(passage, window=passage.whole),
    )


Row = tuple[str, dict[str, list[float]]]
"""A name, and per column (`nl R@5` ...) one figure per question."""


def ablation(world: World, embedder: Embedder) -> list[Row]:
    """The rows of the table, each with one ingredient more than the one above, then the alternatives."""
    steps: list[tuple[str, AnyAnalyzer]] = [
        ("words as typed, any of them", PlainWords()),
        ("+ stems, stopwords", Lists().analyzer()),
        ("+ compounds split", Lists(compounds=True).analyzer()),
        ("+ glossary, everyday words, English", Lists(compounds=True, curated=True).analyzer()),
        ("+ learned lexicon", Lists(compounds=True, curated=True, learned=True).analyzer()),
        ("+ near synonyms", Lists(compounds=True, curated=True, learned=True, near=True).analyzer()),
    ]
    rows: list[Row] = []
    for name, analyzer in steps:
        with indexed(world, analyzer, embedder) as snapshot:
            bare = Searcher(_without_stretches(snapshot), analyzer, None, Weights(footnote=0))
            rows.append((name, judged(world, snapshot, bare)))
            if analyzer is steps[-1][1]:
                rows += _with_vectors(world, snapshot, analyzer, embedder)
    return rows


def _with_vectors(world: World, snapshot: Snapshot, analyzer: AnyAnalyzer, embedder: Embedder) -> Iterator[Row]:
    no_footnotes = Weights(footnote=0)
    variants: list[tuple[str, Snapshot, Weights]] = [
        ("+ vectors of whole texts", _whole_texts(snapshot), no_footnotes),
        ("+ vectors of windows", _without_stretches(snapshot), no_footnotes),
        ("+ words that stand together", snapshot, no_footnotes),
        ("+ footnotes after the text (**shipped**)", snapshot, Weights()),
        ("shipped, vectors only", snapshot, Weights(dense=1)),
        ("shipped, vectors 50 %", snapshot, Weights(dense=0.5)),
        ("shipped, vectors 70 %", snapshot, Weights(dense=0.7)),
        ("shipped, reciprocal ranks (k = 10)", snapshot, Weights(fusion="rrf", footnote=0)),
        ("shipped, reciprocal ranks (k = 60)", snapshot, Weights(fusion="rrf", rrf_k=60, footnote=0)),
    ]
    for name, seen, weights in variants:
        yield name, judged(world, snapshot, Searcher(seen, analyzer, embedder, weights))


def judged(world: World, snapshot: Snapshot, searcher: Searcher) -> dict[str, list[float]]:
    """Per column one figure per question."""
    columns: dict[str, list[float]] = {}

    def add(about: str, lang: str, rank: int | None) -> None:
        for cut in CUTS:
            columns.setdefault(f"{about} {lang} R@{cut}", []).append(float(rank is not None and rank <= cut))
        columns.setdefault(f"{about} {lang} MRR", []).append(1 / rank if rank and rank <= 10 else 0.0)

    for question in world.about_documents:
        found = _ranked(searcher.passages, question)
        add("passages", question.lang, _rank([holds(snapshot.passages[i], question) for i in found]))
    for question in world.about_services:
        found = _ranked(searcher.services, question)
        add("services", question.lang, _rank([snapshot.services[i].id in question.services for i in found]))
    return columns


def _ranked(search: Callable[[str, Lang], Ranked], question: Expected) -> list[int]:
    langs: dict[str, Lang] = {"nl": "nl", "fr": "fr", "en": "en"}
    return [int(entry) for entry in search(question.text, langs.get(question.lang, "nl")).order[:10]]


def _rank(right: Sequence[bool]) -> int | None:
    """The rank, from 1, of the first right one."""
    return right.index(True) + 1 if True in right else None


def table(rows: Sequence[Row], about: str) -> str:
    """Markdown: per language recall and MRR, of the shipped row with its 95 % interval."""
    langs = [lang for lang in ("nl", "fr", "en") if any(f"{about} {lang} MRR" in figures for _, figures in rows)]
    if not langs:
        return ""
    names = [f"{lang} {figure}" for lang in langs for figure in (*(f"R@{cut}" for cut in CUTS), "MRR")]
    counts = {lang: len(rows[0][1][f"{about} {lang} MRR"]) for lang in langs}
    lines = [f"Questions about {about}: " + ", ".join(f"{count} {lang}" for lang, count in counts.items()) + ".", ""]
    lines += ["| " + " | ".join(("", *names)) + " |", "|" + "---|" * (len(names) + 1)]
    for name, figures in rows:
        cells = [_cell(figures[f"{about} {column}"], "shipped**" in name) for column in names]
        lines.append("| " + " | ".join((name, *cells)) + " |")
    return "\n".join(lines) + "\n"


def _cell(values: list[float], interval: bool) -> str:
    figure = mean_of(values)
    shown = f"{np.mean(values):.2f}"
    return f"{shown} ({figure.low:.2f}-{figure.high:.2f})" if interval else shown


def held_out_table(folder: Path, embedder: Embedder) -> str:
    """Markdown: the model on the sentence pairs kept out of its training."""
    lines = ["| task | direction | candidates | MRR |", "|---|---|---|---|"]
    for row in measure(read_corpus(folder).held_out, embedder):
        lines.append(f"| find the {row.task} | {row.direction} | {row.candidates:,} | {row.mrr:.3f} |")
    return "\n".join(lines) + "\n"


def sizes_table() -> str:
    """Markdown: what the shipped files weigh."""
    model = builtin_folder()
    files = [model / "model.safetensors", model / "tokenizer.json"]
    files += [model.parent / "lexicon.tsv.gz", model.parent / "wordcounts.tsv.gz"]
    lines = [f"| `{path.relative_to(model.parent)}` | {path.stat().st_size / 1e6:.1f} |" for path in files]
    whole = sum(path.stat().st_size for path in model.parent.rglob("*") if path.is_file())
    return (
        "\n".join(["| file of `kb/data` | MB |", "|---|---|", *lines, f"| all of `kb/data` | {whole / 1e6:.1f} |"])
        + "\n"
    )


def write_between(path: Path, marker: str, text: str) -> None:
    """Replaces what stands between `<!-- marker -->` and `<!-- /marker -->` in a document."""
    opening, closing = f"<!-- {marker} -->", f"<!-- /{marker} -->"
    before, _, rest = path.read_text(encoding="utf-8").partition(opening)
    _, _, after = rest.partition(closing)
    path.write_text(f"{before}{opening}\n{text}{closing}{after}", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="What each ingredient of search brings.")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--training", type=Path, help="the folder that the model was trained on")
    parser.add_argument("--zones", type=Path, help="a configuration file with the zones of the repertory")
    parser.add_argument("--write", action="store_true", help="write the tables into docs/")
    options = parser.parse_args()
    embedder = load_embedder(ModelSettings())
    parts = []
    for folder in options.folders:
        rows = ablation(read_world(folder, options.zones), embedder)
        parts += [f"`{folder.name}`. " + part for about in ("passages", "services") if (part := table(rows, about))]
    text = "\n".join(parts)
    print(text)
    held_out = held_out_table(options.training, embedder) if options.training else ""
    print(held_out)
    if options.write:
        write_between(DOCS / "quality.md", "ablation", text)
        write_between(DOCS / "model.md", "sizes", sizes_table())
        if held_out:
            write_between(DOCS / "model.md", "held-out", held_out)


if __name__ == "__main__":
    main()
