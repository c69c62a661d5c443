"""Logistic regression by Newton's method with an L2 penalty; numpy only, no randomness."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

STEPS = 50

Array = NDArray[np.float64]


def fit_logistic(inputs: Array, wanted: NDArray[np.bool_] | Array, penalty: float, worth: Array | None = None) -> Array:
    """Weights, (features,), for `inputs`, (rows, features), of which the first column is the bias and bears no penalty.
    `worth`: how much each row counts, (rows,); alike without."""
    weights = np.zeros(inputs.shape[1])
    held = np.full(inputs.shape[1], penalty)
    held[0] = 0.0
    counts = np.ones(len(inputs)) if worth is None else worth
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-inputs @ weights))
        gradient = inputs.T @ (counts * (likely - wanted)) + held * weights
        curvature = (inputs.T * (counts * likely * (1 - likely))) @ inputs + np.diag(held)
        weights -= np.linalg.solve(curvature, gradient)
    return weights


def halves(wanted: NDArray[np.bool_]) -> Array:
    """How much each row counts when either side is to count for half."""
    share = np.where(wanted, 0.5 / max(1, wanted.sum()), 0.5 / max(1, (~wanted).sum()))
    return np.asarray(share * len(wanted), dtype=np.float64)
