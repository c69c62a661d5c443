"""How the context moves a candidate's points: a logistic regression that was fitted on labelled messages.

Two steps. `context` adds the weights of the features around a name (context.py): is this a person who is helped and
spoken about, or a colleague, somebody public, an organisation? `moved` adds that to what the rules gave. Both are sums,
so why a name counts can be read off the file. `python -m bot.guard.training` fits them (docs/guard.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.guard.context import Feature
from bot.guard.evidence import NEVER, PROBABLE, UNLIKELY, UNTOLD
from bot.guard.lists import DATA

FILE = "prior.tsv"
LOWEST, HIGHEST = -3.0, 6.0
"""Between which the rules' points count: more certain than that they are hardly more often right."""

ASKED = 40
"""Candidates of a message that the prior is asked about; a message with more is a list, or hostile."""

PARTS = ("constant", "points", "unlikely", "untold", "context")
"""What the second step adds: always 1, the rules' points, whether they ruled it out and how, the context."""


def described(points: float, context: float) -> tuple[float, ...]:
    """The values of PARTS."""
    ruled_out = points in (UNLIKELY, UNTOLD)
    kept = 0.0 if ruled_out else max(LOWEST, min(HIGHEST, points))
    return (1.0, kept, float(points == UNLIKELY), float(points == UNTOLD), context)


@dataclass(frozen=True, slots=True)
class Prior:
    """Weights of features, and of the parts of the second step in the order of PARTS."""

    weights: Mapping[str, float]
    parts: tuple[float, ...]

    def context(self, features: Iterable[Feature]) -> float:
        """The log odds that a name with these features is that of somebody helped, from its context alone."""
        weights = self.weights
        return sum(weights.get(name, 0.0) * value for name, value in features)

    def moved(self, points: float, context: float) -> float:
        """The rules' points, moved by the context, on the scale of evidence.PROBABLE and SURE."""
        if points == NEVER:
            return NEVER
        weighed = zip(self.parts, described(points, context), strict=True)
        return PROBABLE + sum(weight * value for weight, value in weighed)


SILENT = Prior({}, (-PROBABLE, 1.0, UNLIKELY, UNTOLD, 0.0))
"""Leaves the rules' points as they are (to measure what a prior adds)."""


@lru_cache(maxsize=1)
def prior() -> Prior:
    """The packaged one."""
    parts: dict[str, float] = {}
    weights: dict[str, float] = {}
    for line in (DATA / FILE).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, value = line.rsplit("\t", 1)
            into, key = (parts, name[1:]) if name.startswith("=") else (weights, name)
            into[key] = float(value)
    return Prior(weights, tuple(parts[name] for name in PARTS))
