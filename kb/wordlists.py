"""The packaged word lists: stopwords, everyday words, English, near synonyms, the learned lexicon, Dutch word counts.

The last two are made by kb/training and may be absent; everything then works with the lists written by hand.
"""

from __future__ import annotations

import csv
import gzip
import io
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from kb.models import LANGS, Lang
from kb.words import compute_stem, fold, stem_key, tokenize

LANGS_OF_ENGLISH: tuple[Lang, ...] = ("en", "nl", "fr")
"""The columns of english.tsv."""
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
    """Folded words of one language: `stop` says nothing about a need, `weak` says little, `kin` more often who is there
    than what is needed."""

    stop: frozenset[str]
    weak: frozenset[str]
    kin: frozenset[str]


def load_stopwords() -> dict[Lang, Stopwords]:
    """stopwords.toml: a table per language with the strings `stop`, `weak` and `kin`."""
    tables = tomllib.loads((DATA / "stopwords.toml").read_text(encoding="utf-8"))
    langs: tuple[Lang, ...] = ("nl", "fr", "en")
    return {
        lang: Stopwords(
            *(frozenset(fold(word) for word in tables[lang][kind].split()) for kind in ("stop", "weak", "kin"))
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


def load_thesaurus() -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """thesaurus.tsv: near synonyms, Dutch forms and French forms."""
    return [(forms(nl), forms(fr)) for nl, fr in rows("thesaurus.tsv")]


def load_word_counts() -> dict[str, int]:
    """wordcounts.tsv.gz: Dutch words, folded here, and how often the training text has them."""
    counts: dict[str, int] = {}
    for word, count in packed_rows("wordcounts.tsv.gz"):
        counts[fold(word)] = counts.get(fold(word), 0) + int(count)
    return counts


def load_lexicon() -> list[tuple[str, str, float]]:
    """lexicon.tsv.gz: Dutch stem, French stem, weight (geometric mean of the translation probabilities)."""
    return [(row[0], row[1], float(row[2])) for row in packed_rows("lexicon.tsv.gz")]


def listed_words(lang: Lang) -> set[str]:
    """The folded words of `lang` in the lists written by hand."""
    column = LANGS_OF_ENGLISH.index(lang)
    cells = [row[column] for row in rows("english.tsv")]
    cells += [f"{said}|{meant}" for code, said, meant in rows("everyday.tsv") if code == lang]
    cells += [dict(zip(("nl", "fr"), row, strict=True)).get(lang, "") for row in rows("thesaurus.tsv")]
    text = (DATA / "glossary.csv").read_text(encoding="utf-8")
    cells += [concept[lang] for concept in csv.DictReader(io.StringIO(text))]
    return {fold(word) for cell in cells for form in forms(cell) for word in tokenize(form.lstrip("~"))}


def write_stems(path: Path) -> int:
    """Compute `stems.tsv.gz` anew and return the number of stems; run it after a list has changed."""
    lines = []
    for lang in LANGS:
        for word in sorted(listed_words(lang)):
            key = stem_key(word, lang)
            if key:
                lines.append(f"{lang}\t{key}\t{compute_stem(key, lang)}")
    lines = sorted(set(lines))
    path.write_bytes(gzip.compress("\n".join(lines).encode("utf-8"), mtime=0))
    return len(lines)


if __name__ == "__main__":
    print(write_stems(Path(str(DATA / "stems.tsv.gz"))))
