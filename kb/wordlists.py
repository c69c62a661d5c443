"""The packaged word lists: stopwords, everyday words, English, the learned lexicon and Dutch word counts.

The last two are made by kb/training and may be absent; everything then works with the lists written by hand.
"""

from __future__ import annotations

import gzip
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

from kb.models import Lang
from kb.words import fold

DATA: Traversable = files("kb") / "data"


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a tab-separated file of kb/data, without its comment lines ("#") and empty lines."""
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield [cell.strip() for cell in line.split("\t")]


def packed_rows(name: str) -> Iterator[list[str]]:
    """The rows of a gzipped tab-separated file of kb/data after its header; none when the file is absent."""
    path = DATA / name
    if not path.is_file():
        return
    for line in gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()[1:]:
        if line:
            yield line.split("\t")


def forms(cell: str) -> tuple[str, ...]:
    """The forms of one cell, separated by "|"."""
    return tuple(form.strip() for form in cell.split("|") if form.strip())


@dataclass(frozen=True, slots=True)
class Stopwords:
    """Folded words of one language: `stop` says nothing about a need, `weak` says little."""

    stop: frozenset[str]
    weak: frozenset[str]


def load_stopwords() -> dict[Lang, Stopwords]:
    """stopwords.toml: a table per language with the strings `stop` and `weak`."""
    tables = tomllib.loads((DATA / "stopwords.toml").read_text(encoding="utf-8"))
    langs: tuple[Lang, ...] = ("nl", "fr", "en")
    return {
        lang: Stopwords(
            frozenset(fold(word) for word in tables[lang]["stop"].split()),
            frozenset(fold(word) for word in tables[lang]["weak"].split()),
        )
        for lang in langs
    }


def load_everyday() -> list[tuple[Lang, tuple[str, ...], tuple[str, ...]]]:
    """everyday.tsv: language, what people say (forms), the standard terms of the same language (forms)."""
    langs: dict[str, Lang] = {"nl": "nl", "fr": "fr", "en": "en"}
    return [(langs[lang], forms(said), forms(meant)) for lang, said, meant in rows("everyday.tsv")]


def load_english() -> list[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
    """english.tsv: English forms, Dutch forms, French forms."""
    return [(forms(en), forms(nl), forms(fr)) for en, nl, fr in rows("english.tsv")]


def load_word_counts() -> dict[str, int]:
    """wordcounts.tsv.gz: Dutch words, folded here, and how often the training text has them."""
    counts: dict[str, int] = {}
    for word, count in packed_rows("wordcounts.tsv.gz"):
        counts[fold(word)] = counts.get(fold(word), 0) + int(count)
    return counts


def load_lexicon() -> list[tuple[str, str, float]]:
    """lexicon.tsv.gz: Dutch stem, French stem, weight (geometric mean of the translation probabilities)."""
    return [(row[0], row[1], float(row[2])) for row in packed_rows("lexicon.tsv.gz")]
