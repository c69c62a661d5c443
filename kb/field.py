"""Two questions about a question that its vector answers: is it about welfare and health care at all, and does it ask
what plans say rather than where somebody can go?

A plan about everything has words of everything in it, so that a question about piano lessons finds something that looks
well; and what somebody needs ("respite for a carer") is what plans write about too. The weights are those of logistic
regressions on vectors of the built-in model (`kb.training.field`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from safetensors import SafetensorError
from safetensors.numpy import load_file

from kb.ports import Floats
from kb.static_model import builtin_folder

FIELD_FILE = "field.safetensors"
PLANS_FILE = "plans.safetensors"
"""In the model's folder: `weights` (dim,) and `bias` (1,), both float32."""
MOST = 8.0
"""Beyond this a vector is no more on a boundary's side, or less."""


@dataclass(frozen=True, slots=True)
class Boundary:
    """A linear boundary between two sorts of questions."""

    weights: Floats
    bias: float

    def of(self, vector: Floats) -> float:
        """How far a unit vector lies on the boundary's side (a logit, within -8 and 8)."""
        return max(-MOST, min(MOST, float(self.weights @ vector) + self.bias))


def load_field(folder: Path | None = None) -> Boundary | None:
    """Questions of the field on its side; None when the model's folder (the shipped one's by default) has none."""
    return _load(folder, FIELD_FILE)


def load_plans(folder: Path | None = None) -> Boundary | None:
    """Questions about what plans say on its side, those that seek a service on the other; None as above."""
    return _load(folder, PLANS_FILE)


def _load(folder: Path | None, name: str) -> Boundary | None:
    try:
        tensors = load_file((folder or builtin_folder()) / name)
        return Boundary(tensors["weights"], float(tensors["bias"][0]))
    except (OSError, KeyError, SafetensorError):
        return None
