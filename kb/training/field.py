"""Fits `kb.field`: texts of the field against texts of other domains, as vectors of the built-in model.

Texts of the field are those that teach the model everyday words (`kb.training.synonyms`, without the near synonyms of
general language); of other domains the words of kb/data/elsewhere.txt and the questions of unanswerable.tsv. Logistic
regression by Newton's method with an L2 penalty; either side counts for half, and so do words and questions on the
second. `python -m kb.training.field` fits that of the shipped model again, after a list has changed.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from kb.field import FIELD_FILE, Field
from kb.static_model import StaticEmbedder, builtin_folder, load_builtin
from kb.training.synonyms import read_field_forms
from kb.wordlists import DATA

PENALTY = 2.0
STEPS = 25
UNANSWERABLE = Path(__file__).with_name("unanswerable.tsv")

Array = NDArray[np.float64]


def read_unanswerable() -> tuple[str, ...]:
    """The questions that nothing in a knowledge base of the field answers."""
    lines = UNANSWERABLE.read_text(encoding="utf-8").splitlines()
    return tuple(line.split("\t")[1] for line in lines if not line.startswith("#"))


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
    return _newton(inputs, np.arange(len(texts)) < len(inside), worth)


def write_field(folder: Path) -> None:
    """Fit the classifier of the model in `folder` and write it there."""
    fitted = fit_field(load_builtin(folder), read_field_forms(), (read_elsewhere(), read_unanswerable()))
    place = folder / FIELD_FILE
    save_file({"weights": fitted[1:].astype(np.float32), "bias": fitted[:1].astype(np.float32)}, place)
    place.chmod(0o644)  # safetensors writes for the owner only; an installed package is read by all


def held_out(embedder: StaticEmbedder) -> dict[str, float]:
    """What the classifier says of each question of unanswerable.tsv when it has not seen it: one of two, each fitted
    on the other half."""
    asked = read_unanswerable()
    told: dict[str, float] = {}
    for half in (0, 1):
        fitted = fit_field(embedder, read_field_forms(), (read_elsewhere(), asked[1 - half :: 2]))
        field = Field(fitted[1:].astype(np.float32), float(fitted[0]))
        told |= {text: field.of(embedder.encode_queries([text])[0]) for text in asked[half::2]}
    return told


def _newton(inputs: Array, inside: NDArray[np.bool_], worth: Array) -> Array:
    weights = np.zeros(inputs.shape[1])
    penalty = np.full(inputs.shape[1], PENALTY)
    penalty[0] = 0.0
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-inputs @ weights))
        gradient = inputs.T @ (worth * (likely - inside)) + penalty * weights
        curvature = (inputs.T * (worth * likely * (1 - likely))) @ inputs + np.diag(penalty)
        weights -= np.linalg.solve(curvature, gradient)
    return weights


if __name__ == "__main__":
    write_field(Path(sys.argv[1]) if len(sys.argv) > 1 else builtin_folder())
