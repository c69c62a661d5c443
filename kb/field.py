"""Whether a question is about welfare and health care at all, from its vector: one signal of confidence.

A plan about everything has words of everything in it, so that a question about piano lessons finds something that looks
well. The weights are those of a logistic regression on vectors of the built-in model (`kb.training.field`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from safetensors import SafetensorError
from safetensors.numpy import load_file

from kb.ports import Floats
from kb.static_model import builtin_folder

FIELD_FILE = "field.safetensors"
"""In the model's folder: `weights` (dim,) and `bias` (1,), both float32."""
MOST = 8.0
"""Beyond this a vector is no more about the field, or less."""


@dataclass(frozen=True, slots=True)
class Field:
    """A linear boundary between questions of the field and others."""

    weights: Floats
    bias: float

    def of(self, vector: Floats) -> float:
        """How far a unit vector lies on the field's side of the boundary (a logit, within -8 and 8)."""
        return max(-MOST, min(MOST, float(self.weights @ vector) + self.bias))


def load_field(folder: Path | None = None) -> Field | None:
    """The classifier of a model's folder (the shipped one's by default); None when it has none."""
    try:
        tensors = load_file((folder or builtin_folder()) / FIELD_FILE)
        return Field(tensors["weights"], float(tensors["bias"][0]))
    except (OSError, KeyError, SafetensorError):
        return None
