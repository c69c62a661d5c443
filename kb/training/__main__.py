"""`python -m kb.training --data FOLDER --out FOLDER`: tokenizer, vectors, lexicon, word counts, figures.

--data FOLDER        sentence pairs, and questions with answers (kb.training.pairs says how)
--out FOLDER         model/, lexicon.tsv.gz and wordcounts.tsv.gz are written here (kb/data to replace the shipped)
--seed N             another seed gives other vectors of the same quality
--only-lexicon       leaves the model alone
--export FOLDER      writes the model in --out as a plain sentence-transformers folder instead, and trains nothing
"""

from __future__ import annotations

import argparse
import gzip
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import torch

from kb.errors import RelaisError
from kb.training.batches import tokenise
from kb.training.field import write_boundaries
from kb.training.lexicon import count_words, learn_lexicon
from kb.training.merge import merge
from kb.training.model_folder import export_plain, save_model
from kb.training.pairs import Corpus, read_corpus
from kb.training.synonyms import read_synonyms
from kb.training.tokenizer import train_tokenizer
from kb.training.train import Recipe, train_vectors

THREADS = 2
"""Fixed, because sums of floats depend on how many threads share them: the same seed must give the same model."""

FORM_REPEATED = 3
SEEDS = 2
"""Trainings that are merged. A second took the mean reciprocal rank on held-out text from .45 to .47."""


def main(arguments: list[str] | None = None) -> int:
    """Runs the training; returns the exit status."""
    options = _parser().parse_args(arguments)
    out: Path = options.out
    try:
        if options.export:
            export_plain(out / "model", options.export)
            return 0
        corpus = read_corpus(options.data)
    except (RelaisError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    out.mkdir(parents=True, exist_ok=True)
    write_lexicon(corpus, out)
    if not options.only_lexicon:
        seeds = range(options.seed, options.seed + options.seeds)
        write_model(corpus, out / "model", [Recipe(seed=seed) for seed in seeds])
    return 0


def write_lexicon(corpus: Corpus, out: Path) -> None:
    """Writes lexicon.tsv.gz and wordcounts.tsv.gz to `out`."""
    entries = learn_lexicon(corpus.train.nl, corpus.train.fr)
    _write(out / "lexicon.tsv.gz", "nl\tfr\tweight", (f"{e.nl}\t{e.fr}\t{e.weight:g}" for e in entries))
    answers = (sentence for pair in corpus.answers for part in pair for sentence in part)
    counts = count_words([*corpus.train.nl, *answers])
    _write(out / "wordcounts.tsv.gz", "word\tcount", (f"{word}\t{count}" for word, count in counts))
    print(f"lexicon: {len(entries)} pairs; word counts: {len(counts)} words", flush=True)


def write_model(corpus: Corpus, folder: Path, recipes: Sequence[Recipe]) -> None:
    """Trains the tokenizer, and vectors by each recipe, and writes them merged to `folder`."""
    torch.set_num_threads(THREADS)
    synonyms = read_synonyms()
    tokenizer = train_tokenizer([*corpus.train.nl, *corpus.train.fr, *_often(synonyms)])
    tokenised = tokenise(corpus, tokenizer, synonyms)
    trained = []
    for recipe in recipes:
        _tell(f"seed {recipe.seed}")
        trained.append(train_vectors(tokenised, tokenizer.get_vocab_size(), recipe, _tell))
    save_model(folder, tokenizer, merge(trained, tokenised, recipes[0].dim))
    write_boundaries(folder)


def _often(synonyms: tuple[tuple[str, ...], ...]) -> list[str]:
    """The forms as often as makes their words count beside 56,000 sentences; without, English is cut in letters."""
    return [form for group in synonyms for form in group for _ in range(FORM_REPEATED)]


def _tell(line: str) -> None:
    print(line, flush=True)


def _write(path: Path, header: str, lines: Iterable[str]) -> None:
    """A gzip file without a date in it, so that the same lines give the same bytes."""
    text = "\n".join([header, *lines]) + "\n"
    path.write_bytes(gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m kb.training", description="Retrain the built-in model.")
    parser.add_argument("--data", type=Path, default=Path("."), help="folder with the sentence pairs")
    parser.add_argument("--out", type=Path, required=True, help="where model/ and lexicon.tsv.gz are written")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seeds", type=int, default=SEEDS, help="how many trainings are merged")
    parser.add_argument("--only-lexicon", action="store_true", help="leave the model alone")
    parser.add_argument("--export", type=Path, help="write --out's model as a plain sentence-transformers folder")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
