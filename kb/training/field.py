"""Fits `kb.field`: texts of the field against texts of other domains, and questions about plans against those that seek
a service, as vectors of the built-in model.

Texts of the field are those that teach the model everyday words (`kb.training.synonyms`, without the near synonyms of
general language); of other domains the words of kb/data/elsewhere.txt and the questions of unanswerable.tsv. Logistic
regression by Newton's method with an L2 penalty; either side counts for half, and so do words and questions on the
second. Questions about plans are plan_questions.tsv, the others need_questions.tsv. `python -m kb.training.field` fits
those of the shipped model again, after a list has changed.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from kb.field import FIELD_FILE, PLANS_FILE, Boundary
from kb.static_model import StaticEmbedder, builtin_folder, load_builtin
from kb.training.logistic import Array, fit_logistic
from kb.training.synonyms import read_field_forms
from kb.wordlists import DATA

PENALTY = 2.0
PLANS, NEEDS = "plan_questions.tsv", "need_questions.tsv"
FOLDS = 5


def read_questions(name: str) -> tuple[str, ...]:
    """The questions of a list beside this module: language, tab, question."""
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return tuple(line.split("\t")[1] for line in lines if line.strip() and not line.startswith("#"))


def read_unanswerable() -> tuple[str, ...]:
    """The questions that nothing in a knowledge base of the field answers."""
    return read_questions("unanswerable.tsv")


def read_elsewhere() -> tuple[str, ...]:
    """The words and phrases of other domains."""
    text = (DATA / "elsewhere.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return tuple(entry.rstrip("*").replace("_", " ") for line in lines for entry in line.split())


def fit_field(embedder: StaticEmbedder, inside: Sequence[str], outside: Sequence[Sequence[str]]) -> Array:
    """Bias and weights, (1 + dim,). Each group of `outside` counts as much as another."""
    texts = [*inside, *(text for group in outside for text in group)]
    share = [np.full(len(inside), 0.5 / len(inside))]
    share += [np.full(len(group), 0.5 / len(outside) / len(group)) for group in outside if group]
    worth = np.concatenate(share) * len(texts)
    inputs = np.column_stack([np.ones(len(texts)), embedder.encode_queries(texts).astype(np.float64)])
    return fit_logistic(inputs, np.arange(len(texts)) < len(inside), PENALTY, worth)


def fit_plans(embedder: StaticEmbedder, fold: int | None = None) -> Array:
    """Bias and weights, (1 + dim,), of the boundary between plans and services; without one in `FOLDS` of either list
    for a `fold`, so that what it says of those can be relied on."""
    plans, needs = (
        tuple(text for i, text in enumerate(read_questions(name)) if fold is None or i % FOLDS != fold)
        for name in (PLANS, NEEDS)
    )
    return fit_field(embedder, plans, (needs,))


def write_boundaries(folder: Path) -> None:
    """Fit both for the model in `folder` and write them there."""
    embedder = load_builtin(folder)
    _write(fit_field(embedder, read_field_forms(), (read_elsewhere(), read_unanswerable())), folder / FIELD_FILE)
    _write(fit_plans(embedder), folder / PLANS_FILE)


def _write(fitted: Array, place: Path) -> None:
    save_file({"weights": fitted[1:].astype(np.float32), "bias": fitted[:1].astype(np.float32)}, place)
    place.chmod(0o644)  # safetensors writes for the owner only; an installed package is read by all


def held_out(embedder: StaticEmbedder) -> dict[str, float]:
    """What the classifier says of each question of unanswerable.tsv when it has not seen it: one of two, each fitted
    on the other half."""
    asked = read_unanswerable()
    told: dict[str, float] = {}
    for half in (0, 1):
        fitted = fit_field(embedder, read_field_forms(), (read_elsewhere(), asked[1 - half :: 2]))
        field = Boundary(fitted[1:].astype(np.float32), float(fitted[0]))
        told |= {text: field.of(embedder.encode_queries([text])[0]) for text in asked[half::2]}
    return told


if __name__ == "__main__":
    write_boundaries(Path(sys.argv[1]) if len(sys.argv) > 1 else builtin_folder())
